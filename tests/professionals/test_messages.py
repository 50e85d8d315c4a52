"""A text message of two parts at most, whatever services are called."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.crisis import CRISIS_LINES
from directory.domain.services import Channel, ContactPoint
from directory.professionals.messages import count_segments, is_gsm, write_message
from tests.builders import a_service

ADDRESS = "https://www.portsmouth-directory.org.uk/l/9t6anguawanvx4b"
URGENT = CRISIS_LINES[1]
TODAY = date(2026, 11, 22)
HEADING = "Some places that can help"


def called(*names):
    return [a_service(name, contact_points=(ContactPoint("a", Channel.PHONE, "01632960080"),)) for name in names]


def test_a_message_has_names_numbers_the_list_and_one_number_for_now():
    message = write_message(called("Teen talk", "Half a Candle"), HEADING, ADDRESS, URGENT, TODAY)

    assert message.text.splitlines() == [
        "Some places that can help:",
        "Teen talk 01632 960080",
        "Half a Candle 01632 960080",
        "22 Nov. Check before you go.",
        ADDRESS,
        "Urgent? Ring 111, then press 2",
    ]
    assert (message.segments, message.only_plain) == (2, True)


@pytest.mark.parametrize(
    ("text", "segments"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2),
     ("ż" * 70, 1), ("ż" * 71, 2), ("ż" * 134, 2),
     ("ż" * 135, 3), ("😀" * 35, 1), ("😀" * 36, 2),
     ("a" * 152 + "€" + "a" * 152, 3)],
)  # fmt: skip
def test_parts_are_counted_as_phones_count_them(text, segments):
    assert count_segments(text) == segments


def test_accents_are_left_out_where_that_keeps_the_numbers():
    message = write_message(called("Zoë’s plâce"), HEADING, ADDRESS, URGENT, TODAY)

    assert "Zoe's place 01632 960080" in message.text
    assert message.only_plain


def test_another_script_is_kept_and_takes_the_room_it_needs():
    message = write_message(called("مركز الشباب"), HEADING, ADDRESS, URGENT, TODAY)

    assert "مركز" in message.text
    assert not message.only_plain
    assert len(message.text) <= 134
    assert ADDRESS in message.text


@given(st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=4))
def test_whatever_the_names_it_is_two_parts_with_its_address_and_number(names):
    message = write_message(called(*names), HEADING, ADDRESS, URGENT, TODAY)

    assert message.segments <= 2
    assert len(message.text) <= (306 if is_gsm(message.text) else 134)
    assert ADDRESS in message.text
    assert "111" in message.text
    assert "22 Nov. Check before you go." in message.text


def test_a_number_that_families_cannot_use_is_not_sent_but_whom_to_ask():
    club, for_parents = called("Teen talk", "Half a Candle")
    club = replace(club, routes=frozenset({"gp", "school"}))
    for_parents = replace(for_parents, routes=frozenset({"gp", "parent"}))
    lines = write_message([club, for_parents], HEADING, ADDRESS, URGENT, TODAY).text.splitlines()

    assert lines[1:3] == ["Teen talk (ask your GP or school)", "Half a Candle (parents) 01632 960080"]
