"""The edits that wait for an editor: who sent what and how long ago, who answers it, and what was asked back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.accounts.posting import post_room
from directory.domain.changes import ChangeState, PendingChange, working_days_between
from directory.domain.keepers import Keeper
from directory.domain.numbers import whole_number
from directory.domain.services import Service
from directory.editors.blueprint import NUMBER, bp
from directory.keeping.sides import name_of
from directory.keeping.who import who
from directory.publishing.owners import HandedOn, give, present_editors, write_handed_on
from directory.publishing.queue import Queued, asked_back, waiting_edits
from directory.store.changes import get_change
from directory.store.services import get_service
from directory.web.access import get_db, get_now
from directory.web.paging import on_page, page_asked, pages_of

A_PAGE = 25
NAMED = 3
WHOSE = {"": "All", "mine": "Mine", "nobody": "Nobody’s yet", "late": "Late"}
SAID = {
    "answered": "Answered. A letter is on its way to the person who sent it.",
    "answered-no-letter": "Answered. The person who sent it keeps no listings any more, so no letter was sent.",
    "handed-over": "Handed over. A letter is on its way to them.",
}


@dataclass(frozen=True)
class Row:
    """One edit in the list. `owner` is an address, empty where nobody has taken it."""

    queued: Queued
    facts: tuple[str, ...]
    more: int
    sender: str
    owner: str
    owner_id: int | None
    asked: tuple[str, ...] = ()


@bp.get("/editors/changes")
@open_to(Access.EDITOR)
def list_changes() -> str:
    db, today, page = get_db(), get_now().date(), page_asked(request.args)
    waiting, whose = waiting_edits(db, today=today), request.args.get("whose", "")
    chosen, address = [one for one in waiting if _is_wanted(one, whose)], who(db)
    return render_template(
        "editors/changes.html",
        rows=[_row(one, address) for one in on_page(chosen, page, A_PAGE)],
        asked=[_row(one, address) for one in asked_back(db, today=today)],
        found=len(chosen),
        waiting=len(waiting),
        late=sum(one.is_late for one in waiting),
        whose=whose if whose in WHOSE else "",
        choices=WHOSE,
        page=page,
        pages=pages_of(len(chosen), A_PAGE),
        page_address=partial(url_for, "editors.list_changes", whose=whose if whose in WHOSE and whose else None),
        me=get_keeper(),
        said=SAID.get(request.args.get("said", ""), ""),
    )


@bp.post(f"/editors/changes/{NUMBER}/owner")
@open_to(Access.EDITOR)
def own_change(number: int) -> ResponseReturnValue:
    """Taken by who presses, or handed over to another editor, who gets a letter."""
    db, keeper, now = get_db(), get_keeper(), get_now()
    change = get_change(db, number)
    to = _chosen_editor(change)
    if to is None:
        return redirect(url_for("editors.review_change", number=number, said="nobody"), 303)
    if not give(db, number, to, held_by=_held_by(), by=keeper.known_as, now=now):
        return redirect(url_for("editors.review_change", number=number, said="moved"), 303)
    if to.id == keeper.id:
        return redirect(url_for("editors.review_change", number=number, said="taken"), 303)
    _tell(change, get_service(db, change.service_id), to)
    return redirect(url_for("editors.list_changes", said="handed-over"), 303)


def editors_for(change: PendingChange) -> list[Keeper]:
    """Who may answer it: nobody answers what they sent themselves."""
    return [one for one in present_editors(get_db()) if one.known_as != change.made_by]


def _is_wanted(one: Queued, whose: str) -> bool:
    if whose == "mine":
        return one.owner is not None and one.owner.keeper_id == get_keeper().id
    return {"nobody": one.owner is None, "late": one.is_late}.get(whose, True)


def _row(one: Queued, address: Callable[[str], str]) -> Row:
    waiting = one.change.in_state(ChangeState.WAITING) or one.change.in_state(ChangeState.ASKED)
    names = list(dict.fromkeys(name_of(one.service, fact.field) for fact in waiting))
    return Row(
        one,
        tuple(names[:NAMED]),
        len(names[NAMED:]),
        address(one.change.made_by),
        address(f"keeper {one.owner.keeper_id}") if one.owner else "",
        one.owner.keeper_id if one.owner else None,
        tuple(dict.fromkeys(fact.reason for fact in one.change.in_state(ChangeState.ASKED) if fact.reason)),
    )


def _chosen_editor(change: PendingChange) -> Keeper | None:
    typed = request.form.get("to", "")
    return next((one for one in editors_for(change) if str(one.id) == typed), None)


def _held_by() -> int | None:
    """Who had it on the page where the button was pressed."""
    return whole_number(request.form.get("held_by", ""))


def _tell(change: PendingChange, service: Service, to: Keeper) -> None:
    days = working_days_between(change.made_at.date(), get_now().date())
    handed = [HandedOn(change, service, to, days)]
    for letter in write_handed_on(post_room().letters, handed, by=get_keeper().email):
        post_room().send_later(letter)
