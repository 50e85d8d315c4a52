"""What waits for an editor, taken back by those who keep the listing: by a press, or by sending what is public."""

from collections.abc import Callable, Collection
from contextlib import suppress

from flask import redirect
from flask.typing import ResponseReturnValue

from directory.accounts.guards import NOT_YOURS, show_refusal
from directory.domain.changes import OPEN, AnsweredMeanwhile, ChangeNotFound, PendingChange
from directory.domain.services import Service
from directory.keeping.forms import FACTS_ON
from directory.providers.desk import Desk, listing_page
from directory.providers.typed import Typed
from directory.providers.waiting_here import open_here
from directory.publishing.withdrawing import withdraw
from directory.store.changes import get_changes
from directory.web.access import get_db, get_now


@listing_page("/take-back/<int(max=999999999):number>", ["POST"], by_link=False)
def take_back(desk: Desk, number: int) -> ResponseReturnValue:
    """For those who speak for the service, whoever of them sent it. An editor answers an edit in their queue."""
    if not desk.is_theirs:
        return show_refusal(NOT_YOURS)
    if number not in {change.id for change in get_changes(get_db(), desk.service.id)}:
        raise ChangeNotFound("There is nothing of that number to take back.")
    try:
        withdraw(get_db(), number, by=desk.keeper.known_as, now=get_now())
    except AnsweredMeanwhile:
        return redirect(desk.address("show_listing", said="not-taken-back"), 303)
    return redirect(desk.address("show_listing", said="taken-back"), 303)


def sent_as_public(desk: Desk, fill: Callable[[Service], Typed]) -> str:
    """What is to be said of a form that was sent as it is public: it ends what its sender had sent on it before.

    What a colleague has sent stays, and whoever came by a letter's link takes nothing back.
    """
    waiting = open_here(desk.service, fill)
    own = {change.id: change for change, _ in waiting if change.made_by == desk.keeper.known_as and not desk.link}
    for change in own.values():
        here = {fact.field for one, fact in waiting if one.id == change.id}
        with suppress(AnsweredMeanwhile):
            withdraw(get_db(), change.id, by=desk.keeper.known_as, now=get_now(), only=_with_its_form(change, here))
    return "sent-as-public" if own else "same-but-waits" if waiting else "same"


def _with_its_form(change: PendingChange, here: Collection[str]) -> Collection[str]:
    """What was sent on one form ends together: that it has closed for good goes with what to try instead."""
    sent = {fact.field for fact in change.in_state(*OPEN)}
    return sent if any(sent <= set(facts) for facts in FACTS_ON.values()) else here
