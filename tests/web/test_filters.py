from datetime import date, time

import pytest

from directory.web.filters import bare_address, clock, count, day, listed, lower_after_first, miles, phone, unbroken, weeks


def test_a_day_is_written_as_people_say_it():
    assert day(date(2026, 3, 27)) == "27 March 2026"


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (0.0, "very near"),
        (0.14, "very near"),
        (0.42, "0.4 miles"),
        (0.98, "1 mile"),
        (1.0, "1 mile"),
        (1.96, "2 miles"),
        (9.94, "9.9 miles"),
        (12.4, "12 miles"),
    ],
)
def test_miles_are_as_exact_as_a_straight_line_deserves(distance, words):
    assert miles(distance) == words


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("01632960123", "01632 960123"),
        ("01632 960 123", "01632 960123"),
        ("+44 1632 960123", "01632 960123"),
        ("+44 (0)1632 960123", "01632 960123"),
        ("07700900123", "07700 900123"),
        ("02079460123", "020 7946 0123"),
        ("01614960123", "0161 496 0123"),
        ("08081570123", "0808 157 0123"),
        ("0800 1111", "0800 1111"),
        ("116 123", "116 123"),
        ("85258", "85258"),
        ("999", "999"),
        ("01632 960123 ext 4", "01632 960123 ext 4"),
    ],
)
def test_a_number_is_spaced_as_people_say_it(typed, shown):
    assert phone(typed) == shown


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(0, 0, "no wait"), (0, 1, "up to 1 week"), (4, 4, "about 4 weeks"), (6, 10, "6 to 10 weeks")],
)
def test_weeks(first, last, words):
    assert weeks(first, last) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [(time(9), "9am"), (time(16, 30), "4:30pm"), (time(12), "midday"), (time(0), "midnight"), (time(0, 5), "12:05am")],
)
def test_times_of_day(at, words):
    assert clock(at) == words


def test_counting_and_listing():
    assert count(1, "service") == "1 service"
    assert count(1200, "service") == "1,200 services"
    assert listed([]) == ""
    assert listed(["one"]) == "one"
    assert listed(["one", "two", "three"], "and") == "one, two and three"
    assert lower_after_first(["Just turn up", "Ask for yourself", "CAMHS"]) == ["Just turn up", "ask for yourself", "CAMHS"]


def test_a_web_address_is_shown_as_people_say_it():
    assert bare_address("https://www.example.org/talk/") == "example.org/talk"


def test_a_number_in_a_sentence_is_kept_on_one_line():
    assert unbroken("Ring 0808 808 8000, day or 1 night") == "Ring 0808\xa0808\xa08000, day or 1 night"
