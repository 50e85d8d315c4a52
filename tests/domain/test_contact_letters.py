"""A letter about a new number: at most one an hour about the same fact, and none is held back for another's."""

from datetime import datetime, timedelta

import pytest

from directory.domain.changes import ChangeState, PendingChange, PendingFact
from directory.domain.contact_letters import is_letter_due
from directory.domain.facts import Change, new_part_id
from directory.domain.risk import Risk
from directory.domain.services import Channel, ContactPoint

NINE = datetime(2026, 11, 20, 9)
VALUE = "contact_points/line/value"


def to_another_number(field=VALUE):
    return Change(field, "01632 960001", "01632 960002")


def added(channel):
    part = new_part_id()
    return Change(f"contact_points/{part}", None, ContactPoint(part, channel, "01632 960002"))


def letters(*edits):
    """Which of these edits brings a letter: each so many minutes after nine, by whom, and what it changes."""
    every = [
        PendingChange(
            id=number,
            service_id="teen-talk",
            made_from=1,
            made_by=by,
            made_at=NINE + timedelta(minutes=minutes),
            facts=(PendingFact(change, Risk.CONFIRMED, False, ChangeState.WAITING),),
        )
        for number, (minutes, by, change) in enumerate(edits, 1)
    ]
    return [is_letter_due(one, every) for one in every]


def test_three_tries_of_one_number_are_one_letter_and_an_hour_later_there_is_another():
    tries = [(minutes, "sam", to_another_number()) for minutes in (0, 20, 59, 60, 100, 120)]

    assert letters(*tries) == [True, False, False, True, False, True]


@pytest.mark.parametrize(
    ("by", "change"),
    [("pat", to_another_number()), ("sam", to_another_number("url")), ("sam", added(Channel.PHONE))],
)
def test_what_a_letter_has_not_told_brings_one_at_once(by, change):
    assert letters((0, "sam", to_another_number()), (1, by, change)) == [True, True]


def test_a_way_that_is_added_again_is_the_same_fact_of_its_kind():
    edits = [(0, "sam", added(Channel.PHONE)), (1, "sam", added(Channel.PHONE)), (2, "sam", added(Channel.EMAIL))]

    assert letters(*edits) == [True, False, True]
