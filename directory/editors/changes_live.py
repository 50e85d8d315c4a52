"""What went live without an editor in the last two weeks: a glance, and one press to take it back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.changes import ChangeState, EditConflict, PendingChange
from directory.domain.facts import Change
from directory.domain.services import Service
from directory.editors.blueprint import NUMBER, bp
from directory.editors.changes_letters import tell_undone
from directory.editors.changes_sides import Sides, sides_of_change
from directory.keeping.facts import fact_name
from directory.keeping.who import who
from directory.publishing.earlier import comes_back_with
from directory.publishing.proposing import met, undo
from directory.publishing.queue import LIVE_DAYS, Queued, live_edits
from directory.store.changes import get_change, get_changes
from directory.store.services import get_service
from directory.web.access import get_db, get_directory, get_now
from directory.web.paging import on_page, page_asked, pages_of

A_PAGE = 20
LONGEST_REASON = 500
DAY_TOLD = "taking_new_people_on"  # said with the fact itself
SAID = {
    "undone": "Taken back. The listing is as it was before, and a letter is on its way to the person who changed it.",
    "undone-no-letter": "Taken back. The listing is as it was before. No letter was sent.",
    "more": "Taken back. That number is public again, and an earlier edit of it as well, like its hours. "
    "Was that wrong as well? Take it back below, on its own.",
    "already": "Somebody else had taken that back already. Nothing more was changed.",
    "changed": "That could not be taken back: it has been changed again since. Nothing was changed.",
    "too-long": "Say why in at most 500 letters. Nothing was taken back yet.",
}


@dataclass(frozen=True)
class Live:
    """An edit that went live. `is_newest` is False where it was changed again since, so that it cannot be taken back.

    `leaves_nobody`: it took away the last public way to reach the service.
    """

    queued: Queued
    sender: str
    sides: list[Sides]
    is_newest: bool
    leaves_nobody: bool


@bp.get("/editors/changes/live")
@open_to(Access.EDITOR)
def list_live_changes() -> str:
    return _show(SAID.get(request.args.get("said", ""), ""))


@bp.post(f"/editors/changes/live/{NUMBER}/undo")
@open_to(Access.EDITOR)
def undo_live_change(number: int) -> ResponseReturnValue:
    reason = request.form.get("reason", "").strip()
    if len(reason) > LONGEST_REASON:
        return _show(SAID["too-long"], typed={number: reason})
    return redirect(url_for("editors.list_live_changes", said=_undone(number, reason)), 303)


def _undone(number: int, reason: str) -> str:
    """What is to be said of it."""
    db, keeper, now = get_db(), get_keeper(), get_now()
    change = get_change(db, number)
    live = change.in_state(ChangeState.LIVE)
    if not live:
        return "already"
    service = get_service(db, change.service_id)
    try:
        after = undo(db, number, by=keeper.known_as, now=now)
    except EditConflict:
        return "changed"
    if all((fact.decided_by, fact.decided_at) != (keeper.known_as, now) for fact in after.in_state(ChangeState.UNDONE)):
        return "already"
    comes_back = comes_back_with(after, get_changes(db, change.service_id))
    if change.made_by == keeper.known_as:
        return "more" if comes_back else "undone-no-letter"
    names = list(dict.fromkeys(fact_name(service, fact.field) for fact in live if fact.field != DAY_TOLD))
    told = tell_undone(change, service, names, reason)
    if comes_back:
        return "more"
    return "undone" if told else "undone-no-letter"


def _show(said: str, typed: dict[int, str] | None = None) -> str:
    page, address = page_asked(request.args), who(get_db())
    edits = live_edits(get_db(), today=get_now().date())
    return render_template(
        "editors/changes_live.html",
        edits=[_live(one, address) for one in on_page(edits, page, A_PAGE)],
        found=len(edits),
        days=LIVE_DAYS,
        page=page,
        pages=pages_of(len(edits), A_PAGE),
        page_address=partial(url_for, "editors.list_live_changes"),
        typed=typed or {},
        said=said,
    )


def _live(one: Queued, address: Callable[[str], str]) -> Live:
    names, change = get_directory().names(), one.change
    told = [fact.change for fact in change.in_state(ChangeState.LIVE) if fact.field != DAY_TOLD]
    sides = [sides_of_change(one.service, fact, names) for fact in told]
    return Live(
        one, address(change.made_by), sides, not _was_changed_since(one.service, change), _leaves_nobody(one.service, told)
    )


def _leaves_nobody(service: Service, told: list[Change]) -> bool:
    took_one_away = any(one.place[0] == "contact_points" and one.after is None for one in told)
    return took_one_away and not service.public_contact_points


def _was_changed_since(service: Service, change: PendingChange) -> bool:
    live = change.in_state(ChangeState.LIVE)
    return bool(met(service, [Change(fact.field, fact.change.after, fact.change.before) for fact in live]))
