"""What is kept of a text that is too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.meaning import Danger, Meaning
from directory.understanding.shortening import shorten

LIMIT = 300
CHATTER = "we moved to a new school in the town and the lunches there are long and the hall smells of soup "


def read(text):
    """Notices one thing only."""
    return Meaning(text, crisis=Danger.SUICIDE if "want to die" in text else None, age=13 if "im 13" in text else None)


@pytest.mark.parametrize("at", [0, 1, 2, 4, 8, 20])
def test_danger_is_kept_wherever_it_stands(at):
    text = CHATTER * at + "and some days i just want to die to be honest " + CHATTER * (20 - at)

    assert "want to die" in shorten(text, LIMIT, read)


def test_what_is_short_enough_stays_as_it_is():
    assert shorten("  i feel\n sad ", LIMIT, read) == "i feel sad"


def test_the_beginning_is_kept_where_nothing_tells_more():
    assert shorten(CHATTER * 5, LIMIT, read).startswith(CHATTER[:60])


def test_facts_at_the_end_are_kept_too():
    assert "im 13" in shorten(CHATTER * 5 + "and im 13", LIMIT, read)


@given(st.text(max_size=2_000))
def test_any_text_is_cut_to_the_limit_and_to_its_own_words(text):
    short = shorten(text, LIMIT, read)

    assert len(short) <= LIMIT
    assert all(part in " ".join(text.split()) for part in short.split(" … "))
