from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from directory.domain.services import Channel, ContactPoint, Cost, CostKind, Schedule, Wait, WaitStage
from directory.web.glossary import explained
from directory.web.wording import cost_words, days_words, hours_words, main_wait, waits_said, ways_in_touch

LONDON = ZoneInfo("Europe/London")
TUESDAY_NOON = datetime(2026, 3, 24, 12, tzinfo=LONDON)
WEEKDAYS = frozenset(range(5))


def a_point(channel=Channel.PHONE, value="01632960123", **facts):
    return ContactPoint(f"point-{value}", channel, value, **facts)


def a_wait(said_on, stage=WaitStage.HELP_STARTS, **facts):
    return Wait(stage, 4, 6, "the service", said_on, **facts)


@pytest.mark.parametrize(("said_on", "holds"), [(date(2026, 1, 1), True), (date(2025, 12, 31), False)])
def test_a_wait_holds_for_ninety_days(said_on, holds):
    assert waits_said([a_wait(said_on)], date(2026, 4, 1))[0].holds is holds


def test_a_wait_says_who_said_it_and_when():
    said = waits_said([a_wait(date(2026, 3, 1))], date(2026, 4, 1))[0]

    assert said.words == "4 to 6 weeks"
    assert said.said == "said by the service, 1 March 2026"


def test_the_wait_in_a_line_is_until_help_starts_and_for_every_need():
    today = date(2026, 4, 1)
    waits = [a_wait(today, WaitStage.FIRST_REPLY), a_wait(today), a_wait(today, need="eating")]

    assert main_wait(waits, today).stage == "before help starts"
    assert main_wait(waits, today).need is None
    assert main_wait([], today) is None


def test_what_is_open_now_comes_first_then_the_quickest():
    shut_chat = a_point(Channel.CHAT, "https://example.org/chat", schedules=(Schedule(WEEKDAYS, time(17), time(21)),))
    open_phone = a_point(schedules=(Schedule(WEEKDAYS, time(9), time(21)),))
    email = a_point(Channel.EMAIL, "talk@example.org")

    ways = ways_in_touch([email, shut_chat, open_phone], TUESDAY_NOON)

    assert [way.point.channel for way in ways] == [Channel.PHONE, Channel.CHAT, Channel.EMAIL]
    assert ways[0].act == "Ring 01632 960123"
    assert ways[0].address == "tel:01632960123"
    assert ways[0].open_until == "until 9pm"
    assert ways[1].open_until is None


def test_a_text_line_that_wants_a_word_says_which():
    way = ways_in_touch([a_point(Channel.TEXT, "85258", label="Text SHOUT")], TUESDAY_NOON)[0]

    assert way.act == "Text SHOUT to 85258"
    assert way.address == "sms:85258?&body=SHOUT"


def test_only_addresses_of_a_known_kind_are_linked():
    assert ways_in_touch([a_point(Channel.CHAT, "javascript:alert(1)")], TUESDAY_NOON)[0].address is None
    assert ways_in_touch([a_point(Channel.DROP_IN, "The Old Boathouse")], TUESDAY_NOON)[0].address is None


def test_hours_in_words():
    assert hours_words(None) is None
    assert hours_words((Schedule(frozenset(range(7)), time(0), time(0)),)) == "Day and night, every day"
    told = (
        Schedule(WEEKDAYS, time(9), time(17), bank_holidays=False),
        Schedule(frozenset({5}), time(10), time(12), term_time=True),
    )
    assert hours_words(told) == (
        "Monday to Friday, 9am to 5pm (not on bank holidays); Saturday, 10am to midday (in school term only)"
    )


def test_days_in_words():
    assert days_words(frozenset({0, 2, 4})) == "Monday, Wednesday and Friday"
    assert days_words(frozenset({0, 1})) == "Monday and Tuesday"
    assert days_words(frozenset(range(7))) == "Every day"


def test_a_cost_nobody_told_is_never_free():
    assert cost_words(None) is None
    assert cost_words(Cost(CostKind.FREE)) == "Free"


def test_a_hard_word_is_explained_once_where_it_stands():
    text = str(explained("CAMHS or <b>your GP</b>. CAMHS decide."))

    assert text.count("NHS mental health teams") == 1
    assert "&lt;b&gt;" in text
