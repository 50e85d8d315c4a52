"""A listing as the public reads it today, with the way to change just one fact, and what was changed lately."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from directory.domain.changes import OPEN, ChangeNotFound, ChangeState, EditConflict, PendingChange, PendingFact
from directory.domain.checks import CheckMethod, CheckOutcome, CheckScope
from directory.domain.facts import fact_of
from directory.domain.risk import Risk
from directory.domain.said_by import THEY_WHO_RUN_IT
from directory.domain.services import ContactPoint, Service
from directory.domain.taxonomy import Facet
from directory.keeping.sides import name_of, say
from directory.keeping.who import who
from directory.providers.desk import Desk, listing_page
from directory.providers.drafts import kept_drafts
from directory.providers.due import looks_of
from directory.providers.offered import sections_of
from directory.providers.tasks import tasks_of
from directory.providers.today import today_of
from directory.publishing.earlier import comes_back_with
from directory.publishing.proposing import undo
from directory.store.changes import get_changes
from directory.store.checks import get_checks
from directory.upkeep.checks import record_check
from directory.web.access import get_db, get_directory, get_now, get_taxonomy
from directory.web.filters import phone
from directory.web.previews import READERS
from directory.web.wording import ACTS

ROLE = THEY_WHO_RUN_IT
DAY_TOLD = "taking_new_people_on"  # said with the fact itself
TAKEN_AWAY = "taken away"
# Where the page shows the facts, its thanks name what of them was confirmed.
RIGHT = "right"
UNDO_WITHIN = timedelta(days=7)
SAID = {
    RIGHT: "Thank you. We have written down that it is still right today.",
    "yearly": "Thank you. We have written down that who it is for is still right today.",
    "nothing": "There is nothing here yet that could be right. Add a way to reach you, or the wait, first.",
    "untold": "There is nothing here yet that could be right. Tell us first who it is for.",
    "undone": "Taken back. It is as it was before.",
    "published": "Done. It is public now.",
    "same": "Nothing was different, so nothing was changed.",
    "same-but-waits": "That is what people see now, so nothing was changed. Something else waits for an editor: see below.",
    "sent-as-public": "That is what people see now, so what you had sent before is taken back, and waits no more.",
    "taken-back": "Taken back. It does not wait for an editor any more.",
    "not-taken-back": "This could not be taken back: it was answered meanwhile, or taken back already. See below.",
    "kept": "Kept. You find it here and on your first page. It is thrown away after 60 days.",
    "thrown-away": "Thrown away. Nothing else has changed.",
    "moved": "Somebody has changed this since you opened it. Please look once more, then press the button again.",
    "not-undone": "This could not be taken back: somebody has changed it again since. It is shown below as it is now.",
}


@dataclass(frozen=True)
class Told:
    """One changed fact: what it is called, what it says now or is to say, and what it said before. It stands until
    somebody changes it again."""

    name: str
    words: str
    before: str = ""
    stands: bool = True
    is_contact: bool = False
    narrows: bool = False
    asked: str | None = None


@dataclass(frozen=True)
class News:
    """What was changed lately: facts that are live and can be taken back, and facts that wait for an editor.

    `back` are the ways to get in touch that an undo brings back; `more`: with them an earlier edit, such as of hours.
    `colleague` is who else sent it.
    """

    number: int
    live: tuple[Told, ...]
    waiting: tuple[Told, ...]
    can_undo: bool
    back: tuple[str, ...] = ()
    more: bool = False
    colleague: str = ""


@listing_page("")
def show_listing(desk: Desk) -> str:
    service = desk.service
    checks = get_checks(get_db(), [service.id])[service.id]
    return render_template(
        "providers/listing.html",
        desk=desk,
        service=service,
        acts=ACTS,
        today=today_of(service),
        looks=looks_of(service, checks),
        said=SAID.get(request.args.get("said", ""), ""),
        said_key=request.args.get("said", ""),
        sent=request.args.get("change", ""),
        news=_news(desk),
        need_label=partial(get_taxonomy().label, Facet.NEED),
        tasks=None if desk.link else tasks_of(desk),
        sections=[] if desk.link else sections_of(desk),
        drafts=[] if desk.link else kept_drafts(service.id),
        readers=READERS,
    )


@listing_page("/undo/<int(max=999999999):number>", ["POST"])
def undo_change(desk: Desk, number: int) -> ResponseReturnValue:
    numbers = [change.id for change in get_changes(get_db(), desk.service.id) if _can_undo(change)]
    if number not in numbers:
        raise ChangeNotFound("There is nothing of that number to take back.")
    try:
        undo(get_db(), number, by=desk.keeper.known_as, now=get_now())
    except EditConflict:
        return redirect(desk.address("show_listing", said="not-undone"), 303)
    return redirect(desk.address("show_listing", said="undone"), 303)


def record_confirmed(desk: Desk, scope: CheckScope, confirms: frozenset[str] = frozenset()) -> None:
    """Write down that those who run it have looked at a scope and found it right."""
    record_check(
        get_db(),
        service_id=desk.service.id,
        scope=scope,
        method=CheckMethod.TOLD_US,
        outcome=CheckOutcome.CONFIRMED,
        by=desk.keeper.known_as,
        role=ROLE,
        now=get_now(),
        confirms=confirms,
    )


def _news(desk: Desk) -> list[News]:
    """Newest first. A letter's link names nobody."""
    every, known = get_changes(get_db(), desk.service.id), who(get_db())
    shown = [change for change in reversed(every) if change.is_open or _can_undo(change)]
    others = {one.id: known(one.made_by) for one in shown if one.made_by != desk.keeper.known_as and not desk.link}
    return [replace(_as_news(desk.service, one, every), colleague=others.get(one.id, "")) for one in shown]


def _as_news(service: Service, change: PendingChange, every: Sequence[PendingChange]) -> News:
    live = tuple(_told(service, fact) for fact in change.in_state(ChangeState.LIVE) if fact.field != DAY_TOLD)
    waiting = tuple(_told(service, fact) for fact in change.in_state(*OPEN))
    if not _can_undo(change):
        return News(change.id, (), waiting, can_undo=False)
    more = bool(comes_back_with(change, every))
    return News(change.id, live, waiting, all(one.stands for one in live), _ways_back(change), more)


def _ways_back(change: PendingChange) -> tuple[str, ...]:
    gone = [fact.change for fact in change.in_state(ChangeState.LIVE) if fact.change.after is None]
    names = get_directory().names()
    return tuple(say(one.field, one.before, names) for one in gone if isinstance(one.before, ContactPoint))


def _can_undo(change: PendingChange) -> bool:
    return bool(change.in_state(ChangeState.LIVE)) and get_now() - change.made_at < UNDO_WITHIN


def _name(service: Service, fact: PendingFact) -> str:
    """A way to get in touch that was taken away is told by its number."""
    gone = fact.change.before
    if isinstance(gone, ContactPoint) and fact.change.after is None:
        return f"{name_of(service, fact.field)}, {phone(gone.value)}"
    return name_of(service, fact.field)


def _is_gone(fact: PendingFact) -> bool:
    """What stood on the page as a line of its own."""
    return fact.change.after is None and (fact.field == "alert" or isinstance(fact.change.before, ContactPoint))


def _told(service: Service, fact: PendingFact) -> Told:
    names = get_directory().names()
    return Told(
        _name(service, fact),
        TAKEN_AWAY if _is_gone(fact) else say(fact.field, fact.change.after, names),
        before=say(fact.field, fact.change.before, names),
        stands=fact_of(service, fact.field) == fact.change.after,
        is_contact=fact.risk is Risk.CONFIRMED,
        narrows=fact.narrows,
        asked=fact.reason if fact.state is ChangeState.ASKED else None,
    )
