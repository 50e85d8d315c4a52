"""A listing as somebody would read it, before it is public. Each door that shows listings says once how it does."""

from collections.abc import Callable

from flask import Blueprint, current_app, g
from markupsafe import Markup

from directory.domain.services import Service

Preview = Callable[[Service], str]
READERS = {"young-person": "a young person", "gp": "a GP"}
NOT_PUBLIC_YET = Markup(
    "<b>This is not public yet.</b> It shows how {reader} would read it. What you press here leads to pages as they are "
    "now. Close this window to go back."
)


def offer_preview(bp: Blueprint, reader: str, show: Preview) -> None:
    """Say, once the blueprint is put onto an application, how its pages show a listing to a reader."""
    bp.record_once(lambda state: state.app.extensions.setdefault("previews", {}).update({reader: show}))


def show_preview(reader: str, service: Service) -> str:
    """The page, with a notice on top of it that nobody can miss."""
    g.preview_notice = NOT_PUBLIC_YET.format(reader=READERS[reader])
    show: Preview = current_app.extensions["previews"][reader]
    return show(service)


def preview_notice() -> list[str]:
    """The notice, on a page that is a preview."""
    return [g.preview_notice] if "preview_notice" in g else []
