"""The days that can be meant where a listing tells one: the same on every form and in every sheet."""

from datetime import date, timedelta

from directory.domain.days import day_in_words

A_DAY = timedelta(days=1)
FIRST_TOLD = date(2000, 1, 1)
LONGEST_ALERT = timedelta(days=92)
LONGEST_CLOSURE = timedelta(days=366)
LONGEST_MONEY = timedelta(days=20 * 366)


class DayNotMeant(ValueError):
    """A day that cannot be meant here; the text names the first and the last that can."""


def refuse_opening(on: date, today: date) -> None:
    """The day when what is closed for now is to open again."""
    last = today + LONGEST_CLOSURE
    _refuse(on, today + A_DAY, last, f"The day must be after today, and not later than {day_in_words(last)}")


def refuse_alert_end(on: date, today: date) -> None:
    last = today + LONGEST_ALERT
    _refuse(on, today, last, f"The last day must be from today to {day_in_words(last)}")


def refuse_told(on: date, today: date) -> None:
    """The day on which somebody told a wait, or that there is room."""
    first = day_in_words(FIRST_TOLD)
    _refuse(on, FIRST_TOLD, today, f"The day on which it was told must be from {first} to today, {day_in_words(today)}")


def refuse_money_end(on: date, today: date) -> None:
    """The last day that is paid for."""
    last = today + LONGEST_MONEY
    _refuse(on, today, last, f"The last day must be from today to {day_in_words(last)}")


def _refuse(on: date, first: date, last: date, sentence: str) -> None:
    if not first <= on <= last:
        raise DayNotMeant(sentence)
