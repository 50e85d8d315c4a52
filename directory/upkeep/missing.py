"""Somebody knows a service that is not here: taking in what they tell us, and answering it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.events import Action, Event, Subject
from directory.domain.keepers import moment
from directory.domain.listing_reports import hash_receipt, new_receipt
from directory.domain.proposals import (
    MissingOutcome,
    MissingService,
    ProposalAnswered,
    ProposalNotFound,
    TooManyProposals,
)
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.proposals import (
    add_missing,
    count_missing_of_hour,
    get_missing,
    get_missing_by_receipt,
    save_missing,
)

LONGEST_NAME, LONGEST_PLACE, LONGEST_TEXT = 120, 200, 500
# In one hour, so that nobody can bury the rest; worries have room of their own.
MOST_IN_AN_HOUR = 30
MOST_WORRIES_IN_AN_HOUR = 60


@dataclass(frozen=True)
class Received:
    """The receipt somebody has now. `is_new` is False where the very same was sent before."""

    receipt: str
    is_new: bool = False


def receive_missing(
    db: Database, *, name: str, place: str, text: str, receipt: str, is_worry: bool, now: datetime
) -> Received:
    """Store it once, however often it is sent, or raise `TooManyProposals`."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    note = MissingService(id=0, name=name, place=place, text=text, is_worry=is_worry, received_at=hour)
    with writing(db):
        earlier = _under(db, receipt)
        if earlier and (earlier.name, earlier.place, earlier.text) == (name, place, text):
            return Received(receipt)
        most = MOST_WORRIES_IN_AN_HOUR if is_worry else MOST_IN_AN_HOUR
        if count_missing_of_hour(db, hour, is_worry=is_worry) >= most:
            raise TooManyProposals("We have had many notes in this hour.")
        receipt = new_receipt() if earlier else receipt
        add_missing(db, note, hash_receipt(receipt))
    return Received(receipt, is_new=True)


def find_missing(db: Database, receipt: str) -> MissingService:
    """Return one by its receipt, or raise `ProposalNotFound`."""
    return get_missing_by_receipt(db, hash_receipt(receipt))


def answer_missing(
    db: Database, number: int, *, outcome: MissingOutcome, note: str, by: str, now: datetime
) -> MissingService:
    """Say what came of it, or raise `ProposalAnswered`. The words people sent are then wiped, unless they are a worry."""
    with writing(db):
        found = get_missing(db, number)
        if found.outcome:
            raise ProposalAnswered("Somebody has answered this already.")
        text = found.text if found.is_worry else ""
        answered = replace(
            found, outcome=outcome, note=note.strip() or None, text=text, decided_by=by, answered_at=moment(now)
        )
        save_missing(db, answered)
        add_event(db, Event(Action.ANSWERED_NOTE, by, moment(now), Subject.NEW_SERVICE, f"note {number}"))
    return answered


def move_missing(db: Database, number: int, *, is_worry: bool, by: str, now: datetime) -> MissingService:
    """Hand one to the safeguarding lead, or from them to the editors; or raise `ProposalAnswered`."""
    with writing(db):
        found = get_missing(db, number)
        if found.outcome:
            raise ProposalAnswered("Somebody has answered this already.")
        moved = replace(found, is_worry=is_worry)
        save_missing(db, moved)
        add_event(db, Event(Action.MOVED_NOTE, by, moment(now), Subject.NEW_SERVICE, f"note {number}"))
    return moved


def _under(db: Database, receipt: str) -> MissingService | None:
    try:
        return find_missing(db, receipt)
    except ProposalNotFound:
        return None
