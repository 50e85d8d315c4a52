"""The numbers and words in a panel for where somebody is, how old they are, and the hour."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from directory.domain.meaning import Danger, Meaning
from directory.domain.places import CouncilNumber, Place, PlaceSource
from directory.domain.search_request import SearchRequest
from directory.domain.seeker import Filters, Seeker
from directory.finding.councils import open_first
from directory.finding.results import Search
from directory.public.danger import panel_for, support_panel
from tests.builders import PORTSMOUTH

WALES, SCOTLAND, NORTHERN_IRELAND, ENGLAND = "W92000004", "S92000003", "N92000002", "E92000001"
DAY = CouncilNumber(PORTSMOUTH, "By day", "01632 960900", "Monday to Friday, 9am to 5.30pm")
ELSE = CouncilNumber(PORTSMOUTH, "At other times", "01632 960901", "Evenings, nights, weekends and bank holidays")


def somewhere_in(*nations):
    return Place("Somewhere", PlaceSource.DISTRICT, False, tuple(frozenset({nation}) for nation in nations))


@pytest.fixture
def panel(app):
    def make(kind, home=None, age=None):
        with app.test_request_context():
            return panel_for(Search(SearchRequest(), Meaning("", crisis=kind), Filters(), Seeker(home=home, age=age)))

    return make


@pytest.mark.parametrize(
    ("nations", "act"),
    [
        ([ENGLAND], "Ring 111, then press 2"),
        ([WALES], "Ring 111, then press 2"),
        ([SCOTLAND], "Ring 111, ask for the mental health hub"),
        ([NORTHERN_IRELAND], "Ring 0808 808 8000"),
        ([ENGLAND, SCOTLAND], "Ring 111, then press 2"),
    ],
)
def test_the_button_for_urgent_help_is_that_of_the_nation(panel, nations, act):
    assert panel(Danger.SUICIDE, somewhere_in(*nations)).lines[1].what_to_do == act


@pytest.mark.parametrize("kind", list(Danger))
def test_nobody_in_another_nation_is_told_to_do_what_is_done_in_england(panel, kind):
    for nation, wrong in ((SCOTLAND, "press 2"), (NORTHERN_IRELAND, "111")):
        shown = panel(kind, somewhere_in(nation))
        said = [*shown.sentences, *(f"{line.what_to_do} {line.action} {line.who_for}" for line in shown.lines)]

        assert not [one for one in said if wrong in one.replace("0800 1111", "").replace("08001111", "")]
        assert not [one for one in said if "in England" in one]


def test_a_line_for_distress_stands_in_no_panel_about_the_body(panel):
    shown = panel(Danger.MEDICAL_EATING, somewhere_in(NORTHERN_IRELAND))

    assert [line.slug for line in shown.lines] == ["999", "childline"]
    assert "talk to a doctor today" in shown.sentences[1]
    assert panel(Danger.INJURY, somewhere_in(SCOTLAND)).lines[1].what_to_do == "Ring 111"


@pytest.mark.parametrize(("age", "offered"), [(None, True), (18, True), (19, False), (22, False)])
@pytest.mark.parametrize("kind", list(Danger))
def test_childline_is_offered_to_nobody_of_19_or_more(panel, kind, age, offered):
    shown = panel(kind, age=age)
    offers = "childline" in [line.slug for line in shown.lines] or "Childline" in " ".join(shown.sentences)

    assert offers is (offered and offers)
    assert shown.sentences
    assert "999" in [line.slug for line in shown.lines]


def test_an_adult_is_offered_samaritans_in_its_place(app):
    with app.test_request_context():
        assert [line.slug for line in support_panel(Seeker(age=22)).lines] == ["samaritans", "shout", "999"]


@pytest.mark.parametrize(("postcode", "said"), [("BT1", "0808 808 8000"), ("EH1", ", ask for the mental health hub")])
def test_results_and_tonight_show_the_button_of_the_nation(browser, postcode, said):
    for page in (
        browser.find(text="i want to die", postcode=postcode, age="14"),
        browser.post("public.ask_tonight", {"postcode": postcode, "age": "14"}),
    ):
        assert said in page.text
        assert "then press 2" not in page.html.partition("<main")[2]


def test_tonight_does_not_offer_childline_to_an_adult(browser):
    page = browser.post("public.ask_tonight", {"age": "22"}).html.partition("<main")[2]

    assert "0800 1111" not in page
    assert "116 123" in page


@pytest.mark.parametrize(
    ("hour", "first"),
    [
        ("2026-11-20T10:00", DAY),
        ("2026-11-20T17:29", DAY),
        ("2026-11-20T17:31", ELSE),
        ("2026-11-22T23:30", ELSE),
        ("2026-12-25T10:00", ELSE),
    ],
)
def test_the_councils_number_that_is_open_stands_first_and_the_other_after_it(hour, first):
    now = datetime.fromisoformat(hour).replace(tzinfo=ZoneInfo("Europe/London"))
    ordered = open_first([DAY, ELSE], now)

    assert ordered[0] == first
    assert set(ordered) == {DAY, ELSE}
