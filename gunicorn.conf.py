"""How gunicorn serves the directory: `gunicorn app:app`. No log of who looked for what."""

import gc
import logging
import os

from directory.web.logs import quieten
from directory.web.serving import let_go, warm_up

bind = os.environ.get("DIRECTORY_BIND", f"127.0.0.1:{os.environ.get('PORT', '5000')}")
# Search is work for the processor: as many processes as cores, and no threads.
workers = int(os.environ.get("DIRECTORY_WORKERS", os.cpu_count() or 1))
worker_class = "directory.web.serving.ExplainingWorker"
timeout = 30
# What words mean takes seconds to read and much memory to keep: read once, and shared by all processes. A process that
# takes the place of another starts warm. New code or settings therefore need a restart; a hang-up does not bring them.
preload_app = True
# gunicorn's own access log would hold paths; ours (directory/web/logs.py) holds endpoint, status and duration.
accesslog = None
# A control socket in the home folder is on by default since 25.1; nothing here uses one.
control_socket_disable = True
# A search token is at most 1,600 characters; a plain link may be longer, and is answered with a page that explains.
limit_request_line = 8190
limit_request_fields = 60
# No header may say which page is meant.
forwarder_headers = ""


def on_starting(server):
    quieten(logging.getLogger("gunicorn.error"))


def when_ready(server):
    """Before the first process is made: what waits until then is answered by a warm one. No file stays open over a fork."""
    app = server.app.wsgi()
    warm_up(app)
    let_go(app)
    gc.collect()
    gc.freeze()  # looking through what is shared would copy it


def post_worker_init(worker):
    quieten(logging.getLogger("gunicorn.error"))
    warm_up(worker.wsgi)
