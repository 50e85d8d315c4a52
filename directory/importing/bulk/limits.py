"""What may be told in a sheet and goes public with nobody reading it: the same days and the same words as on the forms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from directory.domain.said_by import THEY_WHO_RUN_IT, refuse_contact, said_in_own_words
from directory.domain.services import Service
from directory.domain.told_days import refuse_alert_end, refuse_money_end, refuse_opening, refuse_told
from directory.importing.shorthand import NotUnderstood

DAYS: dict[str, Callable[[date, date], None]] = {
    "opens_again_on": refuse_opening,
    "ends_on": refuse_money_end,
    "taking_new_people_on": refuse_told,
}
NOT_THEIR_WORDS = (
    f"write “said by {THEY_WHO_RUN_IT}”, as the page does for what you tell; "
    "other words can only stay in a line that you leave as it is"
)


@dataclass(frozen=True)
class Limits:
    """`is_theirs`: the sheet of those who keep an organisation's listings, and not of an editor."""

    today: date
    is_theirs: bool

    def keep(self, before: Service, after: Service) -> Service:
        """The listing after one cell, or raise `NotUnderstood` where what is new in it cannot be told."""
        try:
            self._refuse_days(before, after)
            self._refuse_words(before, after)
        except NotUnderstood:
            raise
        except ValueError as error:
            raise NotUnderstood(_within_a_sentence(str(error))) from error
        return after

    def _refuse_days(self, before: Service, after: Service) -> None:
        for field, refuse in DAYS.items():
            day = getattr(after, field)
            if day is not None and day != getattr(before, field):
                refuse(day, self.today)
        if after.alert is not None and after.alert != before.alert:
            refuse_alert_end(after.alert.ends_on, self.today)
        for wait in after.waits:
            if wait not in before.waits:
                refuse_told(wait.said_on, self.today)

    def _refuse_words(self, before: Service, after: Service) -> None:
        for wait in said_in_own_words(before.waits, after.waits):
            if self.is_theirs:
                raise NotUnderstood(NOT_THEIR_WORDS)
            refuse_contact(wait.said_by)


def _within_a_sentence(words: str) -> str:
    return words[:1].lower() + words[1:]
