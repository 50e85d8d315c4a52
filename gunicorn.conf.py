"""How gunicorn serves the directory: `gunicorn app:app`. No log of who looked for what."""

import logging
import os

from directory.web.logs import quieten

bind = os.environ.get("DIRECTORY_BIND", f"127.0.0.1:{os.environ.get('PORT', '5000')}")
# Search is work for the processor: as many processes as cores, and no threads.
workers = int(os.environ.get("DIRECTORY_WORKERS", os.cpu_count() or 1))
worker_class = "directory.web.serving.ExplainingWorker"
timeout = 30
# gunicorn's own access log would hold paths; ours (directory/web/logs.py) holds endpoint, status and duration.
accesslog = None
# A control socket in the home folder is on by default since 25.1; nothing here uses one.
control_socket_disable = True
# A search token is at most 1,600 characters; a plain link may be longer, and is answered with a page that explains.
limit_request_line = 8190
limit_request_fields = 60


def on_starting(server):
    quieten(logging.getLogger("gunicorn.error"))


def post_worker_init(worker):
    quieten(logging.getLogger("gunicorn.error"))
