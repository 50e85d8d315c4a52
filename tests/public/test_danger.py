"""Words above results. Which words mean danger is tested where they are understood; here: what is then said, and to whom."""

from dataclasses import replace

import pytest

from directory.domain.meaning import About, Danger, Meaning
from directory.domain.places import CouncilNumber
from directory.domain.search_request import SearchRequest
from directory.domain.seeker import Asking, Filters, Seeker
from directory.finding.results import Search
from directory.public.danger import is_risky_to_be_seen, panel_for
from directory.store.areas import save_council_numbers
from directory.store.database import writing
from tests.builders import HAVANT, PORTSMOUTH, a_place

COUNCIL = CouncilNumber(PORTSMOUTH, "Worried about a child, by day", "01632 960900", "Monday to Friday, 9am to 5pm")


@pytest.fixture
def panel(app, db):
    """The panel for a meaning and a seeker."""
    with writing(db):
        save_council_numbers(db, PORTSMOUTH, [COUNCIL])

    def make(*needs, about=About.SELF, crisis=None, support=False, **seeker):
        meaning = Meaning("", crisis=crisis, support=support, about=about)
        with app.test_request_context():
            return panel_for(Search(SearchRequest(), meaning, Filters(needs=needs), Seeker(**seeker)))

    return make


def test_of_childline_is_said_no_more_than_it_says_itself(panel):
    told = panel(crisis=Danger.ABUSE).sentences[1]

    assert told.endswith("They keep it private unless they are really worried about somebody’s safety.")


@pytest.mark.parametrize("about", list(About))
@pytest.mark.parametrize("kind", list(Danger))
def test_every_kind_of_danger_has_calm_words_and_numbers(panel, kind, about):
    shown = panel(crisis=kind, about=about)

    assert shown.heading
    assert shown.sentences
    assert "999" in [line.slug for line in shown.lines]
    assert not any("!" in sentence or sentence.isupper() for sentence in shown.sentences)


def test_a_friend_is_spoken_of_as_a_friend(panel):
    assert "you feel all right" in panel(crisis=Danger.INJURY).sentences[0]
    assert "they seem all right" in panel(crisis=Danger.INJURY, about=About.SOMEONE_ELSE).sentences[0]


@pytest.mark.parametrize(
    ("text", "asking", "says"),
    [
        ("my 13 year old cousin touches me", "", "If someone may hurt you today"),
        ("my daughter hates me and i want to die", "my-child", "If you might act on these thoughts"),
        ("mate wants to die", "a-friend", "If they might act on it soon"),
        ("my friend just took an overdose", "me", "even if they seem all right"),
        ("cant go on anymore", "a-friend", "If they might act on it soon"),
        ("cant go on anymore", "me", "If you might act on these thoughts"),
    ],
)
def test_the_panel_speaks_to_whoever_is_in_danger_or_of_them(browser, text, asking, says):
    assert says in browser.find(text=text, asking=asking).text


@pytest.mark.parametrize(
    ("seeker", "shown"),
    [
        ({"asking": Asking.MY_CHILD, "age": 9}, True),
        ({"asking": Asking.SOMEONE_I_WORK_WITH}, True),
        ({"age": 30}, True),
        ({"age": 11}, False),
        ({"asking": Asking.ME, "age": 15}, False),
        ({}, False),
    ],
)
def test_the_councils_number_for_abuse_is_shown_to_adults_only(panel, seeker, shown):
    assert bool(panel(crisis=Danger.ABUSE, home=a_place(), **seeker).council_numbers) is shown


def test_somebody_with_nowhere_to_sleep_is_shown_the_council_at_any_age(panel):
    (shown,) = panel(crisis=Danger.NOWHERE_TONIGHT, home=a_place(), age=15).council_numbers

    assert shown.council == "Portsmouth City Council"
    assert shown.words == "Your council’s children’s team, by day: Monday to Friday, 9am to 5pm"
    assert shown.number == COUNCIL.number


def test_a_parent_reads_what_the_number_is_for(panel):
    (shown,) = panel(crisis=Danger.NOWHERE_TONIGHT, home=a_place(), asking=Asking.MY_CHILD).council_numbers

    assert shown.words == "Worried about a child, by day: Monday to Friday, 9am to 5pm"


@pytest.mark.parametrize(("number", "tagged"), [("01632 960900", True), ("023 9282 2251", False)])
def test_an_invented_number_of_a_council_is_marked_made_up(browser, db, number, tagged):
    with writing(db):
        save_council_numbers(db, PORTSMOUTH, [replace(COUNCIL, number=number)])
    page = browser.find(text="i have nowhere to sleep tonight", postcode="PO1 2AL", age="15")

    assert "Portsmouth City Council. Your council’s children’s team" in page.text
    assert ("Made up" in page.text) is tagged


BETWEEN = a_place(others=[frozenset({HAVANT})])


def test_where_it_may_be_another_council_each_is_named_and_no_number_stands_as_surely_theirs(panel):
    shown = panel(crisis=Danger.NOWHERE_TONIGHT, home=BETWEEN)
    of_a_friend = panel(crisis=Danger.NOWHERE_TONIGHT, home=BETWEEN, about=About.SOMEONE_ELSE)

    assert [(one.council, one.number) for one in shown.council_numbers] == [
        ("Only if you are in Portsmouth", COUNCIL.number)
    ]
    assert shown.which_council == "PO1 is in more than one council. We have no number for Havant."
    assert of_a_friend.council_numbers[0].council == "Only if they are in Portsmouth"


def test_where_one_council_is_sure_or_none_has_a_number_nothing_is_said_of_others(panel):
    elsewhere = a_place(HAVANT, others=[frozenset({"E08000035"})])

    assert panel(crisis=Danger.NOWHERE_TONIGHT, home=a_place()).which_council == ""
    assert panel(crisis=Danger.NOWHERE_TONIGHT, home=elsewhere).council_numbers == ()
    assert panel(crisis=Danger.NOWHERE_TONIGHT, home=elsewhere).which_council == ""


def test_support_is_a_slim_line_and_nothing_is_nothing(panel):
    assert panel(support=True).sentences == ()
    assert panel("self-harm").sentences == ()
    assert panel("sleep") is None
    assert panel() is None


@pytest.mark.parametrize(
    ("need", "crisis", "is_risky"),
    [
        ("gender", None, True),
        ("identity", None, True),
        ("abuse", None, True),
        ("sleep", None, False),
        ("sleep", Danger.SUICIDE, True),
    ],
)
def test_what_is_risky_to_be_seen_with_points_to_staying_safe_online(app, need, crisis, is_risky):
    search = Search(SearchRequest(), Meaning("", crisis=crisis), Filters(needs=(need,)), Seeker())
    with app.test_request_context():
        assert is_risky_to_be_seen(search) is is_risky


@pytest.mark.parametrize(("need", "says"), [("sexuality", True), ("self-harm", True), ("sleep", False)])
def test_pages_of_risky_needs_point_to_staying_safe_online(browser, need, says):
    page = browser.get("public.show_need", slug=need)

    assert ("Could someone else see your screen?" in page.text) is says
