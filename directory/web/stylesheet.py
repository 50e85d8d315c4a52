"""The stylesheet: one small file for each component, joined at start-up and served under an address that changes with it."""

import re
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, url_for

FIRST = ("base.css", "layout.css")
KEEP_FOR = "public, max-age=31536000, immutable"

bp = Blueprint("stylesheet", __name__)


class Stylesheet:
    """All of `static/css` as one text, without comments and spare space."""

    def __init__(self, folder: Path) -> None:
        self.text = _squeezed("\n".join(path.read_text(encoding="utf-8") for path in _files(folder)))
        self.version = sha256(self.text.encode()).hexdigest()[:12]


def install_stylesheet(app: Flask) -> None:
    folder = Path(app.static_folder or "static") / "css"
    app.extensions["stylesheet"] = Stylesheet(folder)
    app.register_blueprint(bp)
    app.jinja_env.globals["stylesheet_address"] = stylesheet_address


def stylesheet_address() -> str:
    if current_app.debug:
        current_app.extensions["stylesheet"] = Stylesheet(Path(current_app.static_folder or "static") / "css")
    return url_for("stylesheet.show_stylesheet", version=current_app.extensions["stylesheet"].version)


@bp.get("/style-<version>.css")
def show_stylesheet(version: str) -> Response:
    """The present one whatever was asked for; kept for long only under its own version."""
    sheet: Stylesheet = current_app.extensions["stylesheet"]
    response = Response(sheet.text, mimetype="text/css")
    response.headers["Cache-Control"] = KEEP_FOR if version == sheet.version else "no-cache"
    return response


def _files(folder: Path) -> list[Path]:
    return [*(folder / name for name in FIRST), *sorted((folder / "components").glob("*.css"))]


def _squeezed(css: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    one_spaced = re.sub(r"\s+", " ", without_comments)
    return re.sub(r"\s*([{};,>])\s*|(?<=:)\s+", r"\1", one_spaced).replace(";}", "}").strip()
