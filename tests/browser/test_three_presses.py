"""From the first page to a number or a chat of a service that fits and is open: at most three presses, besides typing.

A telephone is as wide as the narrowest sold. The clock is stopped at each person's hour; the services are the
demonstration's and the national ones.
"""

from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from tests.browser.conftest import run_flask, serving

pytestmark = pytest.mark.browser

PHONE_WIDTH = 320
MOST_PRESSES = 3
TUESDAY_AFTERNOON, WEDNESDAY_EVENING = "2026-11-24T16:00", "2026-11-25T19:30"
SATURDAY_NIGHT, SUNDAY_NOON, CHRISTMAS = "2026-11-28T03:00", "2026-11-29T12:00", "2026-12-25T14:00"
A_NUMBER_OR_CHAT = "a[href^='tel:'], a[href^='sms:'], a:text-is('Chat online')"


@dataclass(frozen=True)
class Person:
    hour: str
    words: str
    age: str
    postcode: str


PEOPLE = [
    Person(TUESDAY_AFTERNOON, "cant sleep and worried", "14", "PO1"),
    Person(TUESDAY_AFTERNOON, "evry1 hates me in yr 8", "12", "MK9"),
    Person(TUESDAY_AFTERNOON, "my mum died", "9", "BN21"),
    Person(WEDNESDAY_EVENING, "dads always drunk", "11", "PL4"),
    Person(WEDNESDAY_EVENING, "i dont eat anymore", "16", "DA5"),
    Person(SATURDAY_NIGHT, "worryed sick abt mocks", "15", "PR8"),
    Person(SATURDAY_NIGHT, "feel so low", "22", "PO1"),
    Person(SUNDAY_NOON, "gay and scared to tell", "13", "L20"),
    Person(SUNDAY_NOON, "scared of what il do", "17", "MK9"),
    Person(CHRISTMAS, "alone and sad", "10", "PL1"),
]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    data = tmp_path_factory.mktemp("three-presses")
    run_flask(data, "seed")
    return data


@pytest.fixture(scope="module")
def at_hour(demonstration):
    """The address of the demonstration with its clock stopped; one server an hour."""
    addresses = {}
    with ExitStack() as servers:

        def serve(hour):
            if hour not in addresses:
                addresses[hour] = servers.enter_context(serving(demonstration, DIRECTORY_NOW=hour))
            return addresses[hour]

        yield serve


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: f"{person.age} in {person.postcode}, {person.hour}")
def test_three_presses_lead_to_somebody_who_answers_now(visit, at_hour, person):
    page = visit("/", width=PHONE_WIDTH, at=at_hour(person.hour))
    page.fill("main [name=text]", person.words)
    page.fill("main [name=postcode]", person.postcode)
    page.fill("main [name=age]", person.age)
    page.click("main form[action='/find'] button:text-is('Find help')")
    page.wait_for_load_state()
    presses = 1
    way = on_a_card(page)
    if not way.count():
        page.click("main a:text-is('What is open now')")
        page.wait_for_load_state()
        presses += 1
        way = in_the_open_list(page)
    way.first.click(trial=True)
    presses += 1

    assert presses <= MOST_PRESSES
    assert way.first.is_visible()


def on_a_card(page):
    """A button on a service that looks open to them and says that it is open at this hour."""
    fitting = page.locator("article.card").filter(has=page.locator(".verdict--can_use"))
    return fitting.filter(has=page.locator(".open")).locator(".card__way").locator(A_NUMBER_OR_CHAT)


def in_the_open_list(page):
    """Somebody who need not be asked first; else a number for everyone at any hour."""
    sure = page.locator("li.way").filter(has_not_text="Ask first.").locator(A_NUMBER_OR_CHAT)
    return sure if sure.count() else page.locator("section.panel--slim").locator(A_NUMBER_OR_CHAT)
