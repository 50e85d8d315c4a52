"""The stylesheet: one small file for each component, joined at start-up and served under an address that changes with it.

A page of results, the heaviest, carries only that. Every other page has a second sheet, of the components that results
never show; what only one page needs is a sheet of its own in `static/css/pages`.
"""

import re
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, url_for

FIRST = ("base.css", "layout.css")
NOT_ON_RESULTS = ("board", "home", "lines", "rows", "service")
SECOND = "more"
KEEP_FOR = "public, max-age=31536000, immutable"

bp = Blueprint("stylesheet", __name__)


class Stylesheet:
    """What every page shares as one text, and the other sheets by name, without comments and spare space."""

    def __init__(self, folder: Path) -> None:
        self.text = _squeezed("\n".join(path.read_text(encoding="utf-8") for path in _files(folder)))
        self.version = _version(self.text)
        self.pages = {SECOND: _squeezed("\n".join(_component(folder, name) for name in NOT_ON_RESULTS))}
        self.pages |= {path.stem: _squeezed(path.read_text(encoding="utf-8")) for path in (folder / "pages").glob("*.css")}


def install_stylesheet(app: Flask) -> None:
    folder = Path(app.static_folder or "static") / "css"
    app.extensions["stylesheet"] = Stylesheet(folder)
    app.register_blueprint(bp)
    app.jinja_env.globals.update(stylesheet_address=stylesheet_address, page_style_address=page_style_address)


def stylesheet_address() -> str:
    if current_app.debug:
        current_app.extensions["stylesheet"] = Stylesheet(Path(current_app.static_folder or "static") / "css")
    return url_for("stylesheet.show_stylesheet", version=_sheet().version)


def page_style_address(name: str) -> str:
    """Where another sheet is."""
    return url_for("stylesheet.show_page_style", name=name, version=_version(_sheet().pages[name]))


@bp.get("/style-<version>.css")
def show_stylesheet(version: str) -> Response:
    """The present one whatever was asked for; kept for long only under its own version."""
    return _as_css(_sheet().text, version)


@bp.get("/style-<name>-<version>.css")
def show_page_style(name: str, version: str) -> Response:
    """The present sheet of that name; nothing where there is none."""
    return _as_css(_sheet().pages.get(name, ""), version)


def _as_css(text: str, version: str) -> Response:
    response = Response(text, mimetype="text/css")
    response.headers["Cache-Control"] = KEEP_FOR if version == _version(text) else "no-cache"
    return response


def _sheet() -> Stylesheet:
    sheet: Stylesheet = current_app.extensions["stylesheet"]
    return sheet


def _version(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def _files(folder: Path) -> list[Path]:
    components = sorted((folder / "components").glob("*.css"))
    return [*(folder / name for name in FIRST), *(path for path in components if path.stem not in NOT_ON_RESULTS)]


def _component(folder: Path, name: str) -> str:
    return (folder / "components" / f"{name}.css").read_text(encoding="utf-8")


def _squeezed(css: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    one_spaced = re.sub(r"\s+", " ", without_comments)
    return re.sub(r"\s*([{};,>])\s*|(?<=:)\s+", r"\1", one_spaced).replace(";}", "}").strip()
