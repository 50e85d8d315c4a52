"""Whom to ask by letter whether their listings are still right, and which listings nobody answers for."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from directory.domain.checks import Cycles
from directory.domain.reminders import QUARTER, Asked, cycles_of_letters, unanswered
from directory.store.database import writing
from directory.store.reminders import (
    begin_reminder,
    drop_reminder,
    finish_reminder,
    last_answers,
    last_letter_to,
    last_letters,
    letters_about,
    organisations_kept,
)
from directory.upkeep.checks import due
from directory.upkeep.inclusion import declarations_due

NEVER_ASKED = Asked()


@dataclass(frozen=True)
class ToRemind:
    """An organisation that somebody keeps, and those of its listings to ask about, the longest overdue first.

    `must_declare`: it is time to say again who may be listed.
    """

    organisation_id: str
    service_ids: tuple[str, ...]
    must_declare: bool = False


def to_remind(db: Database, *, today: date, cycles: Cycles | None = None) -> tuple[ToRemind, ...]:
    """Who is to have a letter today: at most one a quarter, about what is due, less and less often where nobody answers.

    What is declared yearly is asked for with it; alone only once a declaration is more than a year old.
    """
    kept, letters, asked = organisations_kept(db), last_letters(db), listings_asked(db)
    wanted: dict[str, dict[str, None]] = defaultdict(dict)
    for one in due(db, today=today, cycles=cycles_of_letters(cycles or Cycles())):
        waits = asked.get(one.service_id, NEVER_ASKED).may_be_asked(today)
        if one.organisation_id in kept and waits and _may_write(letters.get(one.organisation_id), today):
            wanted[one.organisation_id][one.service_id] = None
    late = {one.organisation.id: one.declared_on for one in declarations_due(db, today=today)}
    for organisation_id, declared_on in late.items():
        if declared_on and organisation_id in kept and _may_write(letters.get(organisation_id), today):
            wanted.setdefault(organisation_id, {})
    return tuple(ToRemind(one, tuple(ids), must_declare=one in late) for one, ids in wanted.items())


def begin_letter(db: Database, one: ToRemind, *, today: date) -> int | None:
    """The number of a letter that only the caller sends; None when another process was here first.

    It counts from now on. Whoever is killed before it is sent has not written twice; call `letter_failed` when it
    has certainly not gone.
    """
    with writing(db):
        if not _may_write(last_letter_to(db, one.organisation_id), today):
            return None
        return begin_reminder(db, one.organisation_id, one.service_ids, today)


def letter_sent(db: Database, number: int) -> None:
    with writing(db):
        finish_reminder(db, number)


def letter_failed(db: Database, number: int) -> None:
    with writing(db):
        drop_reminder(db, number)


def listings_asked(db: Database) -> dict[str, Asked]:
    """The letters about each listing that nobody has answered."""
    answers = last_answers(db)
    return {one: unanswered(days, answers.get(one)) for one, days in letters_about(db).items()}


def silent_listings(db: Database, today: date) -> frozenset[str]:
    """The ids of those for which nobody has answered any letter: they are rung instead."""
    return frozenset(one for one, asked in listings_asked(db).items() if asked.is_silent(today))


def _may_write(last: date | None, today: date) -> bool:
    return last is None or today - last >= QUARTER
