"""A text message of two parts at most, whatever services are called."""

import re
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.domain.crisis import CRISIS_LINES
from directory.domain.eligibility import AgeRule
from directory.domain.services import Channel, ContactPoint, Schedule, Status, Wait, WaitStage
from directory.professionals.messages import NO_ROOM, STANDS, Danger, count_segments, is_gsm, write_message
from directory.web.access import get_db
from directory.web.picked import find_listed
from tests.builders import a_service, only_for

# As long as an address of four services may be.
ADDRESS = "https://www.our-help-directory.org.uk/l/9t6anguawanvx4bw4ze5"
DANGER = Danger(life=CRISIS_LINES[0], urgent=CRISIS_LINES[1])
END = ["22 Nov, check first.", ADDRESS, "Life in danger: 999. Urgent: 111, then press 2"]
TODAY = date(2026, 11, 22)
HEADING = "Some places that can help"
# How a service can be reached: a number, an address, whom to ask, or the list.
WAY = re.compile(r"\d{3}|@|\.org|\bask \w|see list")


def called(*names):
    return [a_service(name, contact_points=(ContactPoint("a", Channel.PHONE, "01632960080"),)) for name in names]


def test_a_message_has_names_numbers_the_list_and_one_number_for_now():
    message = write_message(called("Teen talk", "Half a Candle"), HEADING, ADDRESS, DANGER, TODAY)

    assert message.text.splitlines() == [
        "Some places that can help:",
        "Teen talk 01632 960080",
        "Half a Candle 01632 960080",
        *END,
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


def test_hours_of_the_night_are_said_whatever_else_is_known_of_them():
    night = (Schedule(frozenset(range(7)), time(20), time(2), bank_holidays=True),)
    points = (ContactPoint("a", Channel.PHONE, "01632960080", schedules=night),)
    four = [a_service(f"A long name of a service, number {n}", contact_points=points) for n in range(4)]
    said = write_message(four, HEADING, ADDRESS, DANGER, TODAY).text

    assert "01632 960080 daily 8pm-2am" in said
    assert "set hours" not in said


def test_accents_are_left_out_where_that_keeps_the_numbers():
    message = write_message(called("Zoë’s plâce"), HEADING, ADDRESS, DANGER, TODAY)

    assert "Zoe's place 01632 960080" in message.text
    assert message.only_plain


def test_another_script_is_kept_and_takes_the_room_it_needs():
    message = write_message(called("مركز الشباب"), HEADING, ADDRESS, DANGER, TODAY)

    assert "مركز" in message.text
    assert not message.only_plain
    assert len(message.text) <= 134
    assert ADDRESS in message.text


@settings(max_examples=50)
@given(st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=4))
def test_whatever_the_names_it_is_two_parts_with_its_address_and_number(names):
    message = write_message(called(*names), HEADING, ADDRESS, DANGER, TODAY)

    assert message.segments <= 2
    assert len(message.text) <= (306 if is_gsm(message.text) else 134)
    assert ADDRESS in message.text
    assert "111" in message.text
    assert "22 Nov" in message.text
    assert "999" in message.text


LONG = "The Partnership for the Emotional Wellbeing of All Young People and Their Families"
FOR_SOME = {"age_rules": [AgeRule(11, 18)], "audiences": only_for("send")}


@pytest.mark.parametrize(
    ("point", "kept"),
    [
        (ContactPoint("a", Channel.PHONE, "01632960080", label="Then press 2"), "01632 960080, then press 2"),
        (ContactPoint("a", Channel.TEXT, "07700900081", label="Text YES first"), "07700 900081"),
        (ContactPoint("a", Channel.EMAIL, "hello@ourclub.example.org"), "hello@ourclub.example.org"),
    ],
)
def test_each_of_four_with_long_names_keeps_its_number(point, kept):
    four = [a_service(f"{LONG} {n}", contact_points=(point,), **FOR_SOME) for n in range(4)]
    message = write_message(four, HEADING, ADDRESS, DANGER, TODAY)

    assert message.segments == 2
    assert [kept in line for line in message.text.splitlines()].count(True) == 4
    assert message.text.startswith("Partne")


def test_where_another_script_leaves_no_room_a_place_on_the_list_stands_for_the_name():
    message = write_message(called("Teen talk", "مركز الشباب", "مركز الشباب"), HEADING, ADDRESS, DANGER, TODAY)

    assert message.text.splitlines()[-6:-3] == [
        "Teen talk 01632 960080",
        "No. 2 on the list 01632 960080",
        "No. 3 on the list 01632 960080",
    ]
    assert message.segments == 2


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"contact_points": (ContactPoint("a", Channel.EMAIL, "us@example.org"),)}, "Teen talk us@example.org"),
        ({"contact_points": (), "url": "https://club.example.org/"}, "Teen talk club.example.org"),
        ({"contact_points": (), "url": "https://club.example.org/" + "x" * 40}, "Teen talk see list"),
        ({"contact_points": (), "url": None, "routes": frozenset({"parent"})}, "Teen talk parents: see list"),
    ],
)
def test_without_a_number_an_address_stands_for_it_or_the_list(facts, said):
    assert line_of(a_service("Teen talk", **facts)) == said


def test_a_number_that_families_cannot_use_is_not_sent_but_whom_to_ask():
    club, for_parents = called("Teen talk", "Half a Candle")
    club = replace(club, routes=frozenset({"gp", "school"}))
    for_parents = replace(for_parents, routes=frozenset({"gp", "parent"}))
    lines = write_message([club, for_parents], HEADING, ADDRESS, DANGER, TODAY).text.splitlines()

    assert lines[1:3] == ["Teen talk ask your GP or school", "Half a Candle parents: 01632 960080"]


EVERY_DAY, WEEK = frozenset(range(7)), frozenset(range(5))


def with_hours(name, *schedules, **facts):
    return a_service(name, contact_points=(ContactPoint("a", Channel.TEXT, "07700900081", schedules=schedules),), **facts)


def line_of(service):
    return write_message([service], HEADING, ADDRESS, DANGER, TODAY).text.splitlines()[1]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"age_rules": [AgeRule(13, 18)], "audiences": only_for("girls")}, "(only girls/women, 13-18)"),
        ({"audiences": only_for("parents-carers")}, "(only parents)"),
        ({"taking_new_people": False}, "(no new people now)"),
        ({"taking_new_people": False, "waits": (Wait(WaitStage.HELP_STARTS, 16, 24, "them", date(2026, 11, 4)),)},
         "(no new people now, wait 16 to 24 weeks)"),
        ({"status": Status.DEFUNCT}, "(closed for good)"),
        ({"status": Status.TEMPORARILY_CLOSED}, "(closed for now)"),
    ],
)  # fmt: skip
def test_a_message_says_whom_it_is_for_or_that_nobody_new_is_taken(facts, said):
    assert said in line_of(a_service("Teen talk", **facts))


def test_a_number_of_the_night_has_its_hours_whatever_else_gives_way():
    night = with_hours("Nightjar Text", Schedule(EVERY_DAY, time(20), time(2)))
    others = [with_hours("The Partnership for the Wellbeing of All " * 2, Schedule(WEEK, time(9), time(17))) for _ in "abc"]

    assert line_of(night) == "Nightjar Text text 07700 900081 daily 8pm-2am"
    for four in ([night, *others], [night] * 4):
        text = write_message(four, HEADING, ADDRESS, DANGER, TODAY).text
        lines = [line for line in text.splitlines() if "Nightjar" in line]
        assert lines
        assert all("900081 daily 8pm-2am" in line for line in lines)


def test_hours_that_are_too_many_are_named_and_never_given_in_part():
    times = [Schedule(frozenset({day}), time(16 + day), time(20)) for day in range(3)]
    message = write_message([with_hours(f"Club {n}", *times) for n in range(4)], HEADING, ADDRESS, DANGER, TODAY)

    lines = message.text.splitlines()[:4]
    assert all(line.endswith(("900081 set hours", "Mon 4pm-8pm, Tue 5pm-8pm, Wed 6pm-8pm")) for line in lines)
    assert any(line.endswith("set hours") for line in lines)


def test_whichever_four_of_the_demonstration_it_is_two_parts_and_no_fact_is_cut(demonstration):
    application = demonstration.client.application
    with application.test_request_context("/"):
        codes = [row[0] for row in get_db().execute("SELECT code FROM services WHERE published_on NOT NULL ORDER BY code")]
        for start in range(0, len(codes), 4):
            services, _ = find_listed(codes[start : start + 4])
            message = write_message(services, HEADING, ADDRESS, DANGER, TODAY)

            assert message.segments <= 2
            assert message.text.splitlines()[-3:] == END
            assert len(message.text.splitlines()) >= 3 + len(services)
            for service, line in zip(services, message.text.splitlines()[-3 - len(services) : -3], strict=True):
                shut = service.status in STANDS or service.taking_new_people is False
                assert shut == any(words in line for words in (NO_ROOM, *STANDS.values())), line
                assert line.count("(") == line.count(")")
                assert service.status in STANDS or WAY.search(line), line
