"""Warnings say what would be better, once, and block nobody."""

import pytest

from directory.domain.services import Channel
from directory.keeping.contact_warnings import warn_of_contact
from directory.providers.plain_words import warn_of_words
from directory.store.changes import get_changes

HARD = (
    "Individuals presenting with moderate psychological difficulties necessitating multidisciplinary intervention "
    "are considered for appropriate therapeutic provision following professional consultation."
)


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("You can talk to us about anything. We listen, and we do not judge you.", ""),
        (HARD, "hard to read"),
        ("After triage we write to you.", "“triage” is a professional word"),
        ("Ring 01632 960001 and ask for us.", "a number or an address"),
        ("Write to help@example.org.", "a number or an address"),
    ],
)
def test_a_text_is_warned_of_what_is_hard_in_it(text, warned):
    said = " ".join(warn_of_words("About", text))

    assert warned in said
    assert bool(said) is bool(warned)


@pytest.mark.parametrize(
    ("value", "channel", "is_warned"),
    [
        ("help@example.org", Channel.EMAIL, False),
        ("kim.lee@example.org", Channel.EMAIL, True),
        ("teentalk@gmail.com", Channel.EMAIL, True),
        ("07700 900001", Channel.PHONE, True),
        ("07700 900001", Channel.TEXT, False),
        ("01632 960001", Channel.PHONE, False),
        ("0909 879 0001", Channel.PHONE, True),
        ("+44 (0)845 960 0001", Channel.PHONE, True),
        ("0845 960 0001", Channel.TEXT, True),
        ("0800 960 0001", Channel.PHONE, False),
    ],
)
def test_what_looks_like_one_persons_own_or_costs_money_is_asked_about(value, channel, is_warned):
    assert bool(list(warn_of_contact(value, channel))) is is_warned


def test_a_warning_is_said_once_and_then_it_is_sent_as_it_is(browser, desk, db):
    page = browser.send(f"{desk}/facts/what", summary="After triage we see you.", description="")
    mark = page.all("input", name="told_twice")[0]["value"]

    assert "Could this be better?" in page.text
    assert "After triage we see you." in page.text
    assert get_changes(db, "teen-talk") == ()
    browser.send(f"{desk}/facts/what", summary="After triage we see you.", description="", told_twice=mark)
    assert get_changes(db, "teen-talk")[-1].in_state("waiting")[0].change.after == "After triage we see you."
