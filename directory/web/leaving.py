"""Leaving quickly: where the way out leads, what ends on the way, and the script that covers the page at once.

Without script the way out is a plain link. On pages of a search that link is `?leave`, which ends the search and goes
on to the page about something else; with script the page is covered and replaced at once, and `POST /leave` ends it.
"""

from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from directory.web.access import get_site
from directory.web.private import leave_searches
from directory.web.same_site import came_from_our_pages

FLAG = "leave"
MOST_ADDRESSES = 50
KEEP_FOR = "public, max-age=31536000, immutable"

bp = Blueprint("leaving", __name__)


class Script:
    """The one script, without comments and spare space, under an address that changes with it."""

    def __init__(self, file: Path) -> None:
        lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
        self.text = "\n".join(line for line in lines if line and not line.startswith("//"))
        self.version = sha256(self.text.encode()).hexdigest()[:12]


def install_leaving(app: Flask) -> None:
    app.extensions["leaving"] = Script(Path(app.static_folder or "static") / "js" / "leave.js")
    app.register_blueprint(bp)
    app.before_request(leave_when_asked)
    app.jinja_env.globals.update(way_out=way_out, leaving_script=leaving_script)


def leave_when_asked() -> BaseResponse | None:
    """The link without script. A page that is fetched before anyone pressed anything ends nothing."""
    if FLAG not in request.args or not is_in_a_search():
        return None
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        _end([request.path])
    return redirect(get_site().leave_to, 303)


@bp.post("/leave")
def leave() -> tuple[str, int]:
    """What the script sends as it goes: the addresses in this tab's history that are ours."""
    if not came_from_our_pages(request):
        abort(403)
    _end(request.form.getlist("address")[:MOST_ADDRESSES])
    return "", 204


@bp.get("/leave-<version>.js")
def show_script(version: str) -> Response:
    """The present one whatever was asked for; kept for long only under its own version."""
    script: Script = current_app.extensions["leaving"]
    response = Response(script.text, mimetype="text/javascript")
    response.headers["Cache-Control"] = KEEP_FOR if version == script.version else "no-cache"
    return response


def way_out() -> str:
    """The address of the link: on pages of a search, one that ends it first."""
    return f"?{FLAG}" if is_in_a_search() else get_site().leave_to


def leaving_script() -> str:
    return url_for("leaving.show_script", version=current_app.extensions["leaving"].version)


def is_in_a_search() -> bool:
    return "token" in (request.view_args or {})


def _end(addresses: list[str]) -> None:
    """Leaving goes on whatever happens here: a full disk must keep nobody on the page."""
    try:
        leave_searches(addresses)
    except Exception as error:
        current_app.logger.error("A search could not be ended: %s", type(error).__name__)
