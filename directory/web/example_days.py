"""A day to show how one is typed: one to come where that is asked for, else one of the last months."""

from datetime import date, timedelta

from directory.web.access import get_now

SOON, LATELY = timedelta(days=30), timedelta(days=60)


def coming_day() -> date:
    return get_now().date() + SOON


def past_day() -> date:
    return get_now().date() - LATELY
