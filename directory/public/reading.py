"""Pages that are only read. They need no database, so they are there when it is gone."""

from flask import abort, current_app, render_template

from directory.places.notes import nation_notes
from directory.public.blueprint import bp
from directory.web.access import get_now
from directory.web.carrying import CARRIED


@bp.get("/urgent")
def urgent() -> str:
    return render_template("public/urgent.html", elsewhere=nation_notes(None))


@bp.get("/stay-safe")
def stay_safe() -> str:
    return render_template("public/stay_safe.html")


@bp.get("/about")
def about() -> str:
    return render_template("public/about.html", year=get_now().year)


@bp.get("/privacy")
def privacy() -> str:
    return render_template("public/privacy.html")


@bp.get("/accessibility")
def accessibility() -> str:
    return render_template("public/accessibility.html")


@bp.get("/who-may-be-listed")
def who_may_be_listed() -> str:
    return render_template("public/who_may_be_listed.html")


@bp.get("/find/<token>/site/<page>")
def show_carried(token: str, page: str) -> str:
    """One of the pages for everybody, at an address that still belongs to a search; there even when that has ended."""
    if page not in CARRIED:
        abort(404)
    return str(current_app.view_functions[CARRIED[page]]())
