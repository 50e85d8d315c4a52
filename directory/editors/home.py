"""The first page of an editor."""

from flask import render_template

from directory.accounts.guards import Access, get_keeper, open_to
from directory.editors.blueprint import bp
from directory.store.invitations import list_claims
from directory.web.access import get_db


@bp.get("/editors")
@open_to(Access.EDITOR)
def home() -> str:
    return render_template("editors/home.html", keeper=get_keeper(), claims=len(list_claims(get_db())))
