"""What an editor asked for and is not here: mistyped, or gone with a restore. Nothing that was typed is lost."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from directory.domain.errors import NotFound
from directory.domain.events import Action
from directory.editors.blueprint import bp
from directory.store.events import list_events
from directory.web.access import get_db


@bp.errorhandler(NotFound)
def say_not_here(_: NotFound) -> ResponseReturnValue:
    restored = list_events(get_db(), action=Action.RESTORED, most=1)
    return render_template(
        "editors/not_here.html",
        restored_on=restored[0][1].at.date() if restored else None,
        typed=[words for words in request.form.values() if " " in words.strip()],
    ), 404
