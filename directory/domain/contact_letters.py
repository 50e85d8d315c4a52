"""When colleagues have a letter about a new number or address that one of them has sent."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from directory.domain.changes import PendingChange, PendingFact
from directory.domain.risk import Risk
from directory.domain.services import ContactPoint

A_LETTER_EVERY = timedelta(hours=1)


def is_letter_due(change: PendingChange, every: Iterable[PendingChange]) -> bool:
    """Not while a letter of the last hour has told them that the same colleague sent the same facts.

    `every` is each edit of the listing, oldest first, with this one in it.
    """
    told: dict[str, datetime] = {}
    is_due = False
    for one in every:
        if one.made_by == change.made_by and one.id <= change.id:
            facts = {_subject(fact) for fact in one.facts if fact.risk is Risk.CONFIRMED}
            is_due = any(fact not in told or one.made_at - told[fact] >= A_LETTER_EVERY for fact in facts)
            if is_due:
                told |= dict.fromkeys(facts, one.made_at)
    return is_due


def _subject(fact: PendingFact) -> str:
    """What is added has a new name at each try: phone numbers are one fact, email addresses another."""
    if fact.change.before is not None:
        return fact.field
    new = fact.change.after
    return f"{fact.change.place[0]} {new.channel if isinstance(new, ContactPoint) else ''}"
