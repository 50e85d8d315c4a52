"""Every fact of a listing can be changed on some form, and no words of two people who change one at once are lost."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from directory.domain.eligibility import AgeRule, AgeUnit, Audience, AudienceMode, WhoseAge, lives_in
from directory.domain.eligibility import AreaKind as Kind
from directory.domain.facts import NESTED, PARTS, PLAIN, difference
from directory.domain.services import (
    Channel,
    Confidentiality,
    ContactPoint,
    Cost,
    CostKind,
    Location,
    Sector,
    SinglePoint,
    Status,
    Threshold,
    WordsToSay,
)  # fmt: skip
from directory.keeping.forms import EACH, FACTS_ON
from directory.providers.contents import GROUPS, TITLES, title_of
from directory.providers.offered import SECTIONS
from directory.providers.questions import fill_group, read_group
from directory.providers.typed import read_day
from directory.publishing.editing import publish_edit
from directory.store.changes import get_changes
from directory.store.services import get_service
from directory.store.versions import latest_version
from directory.web.access import get_db
from tests.builders import HAVANT, PORTSMOUTH, a_service, only_for

TODAY = date(2026, 11, 20)
# Another kind of way to get in touch is another way: it is added, and the old one taken away. Whose it is, editors say.
NOT_CHANGED = {"contact_points/channel", "organisation_id"}
# Each form: what is typed, the fact that it changes, and what that fact is then; what somebody else made of it meanwhile.
CHANGES = {
    "facts/name": ({"name": "Talk  time"}, "name", "Talk time", {"name": "Theirs"}),
    "facts/what": ({"summary": "Mine."}, "summary", "Mine.", {"summary": "Theirs."}),
    "facts/who": ({"threshold-not_for_plain": "Mine."}, "threshold/not_for_plain", "Mine.",
                  {"threshold": Threshold(not_for_plain="Theirs.")}),
    "facts/next": ({"what_happens_next": "One.\r\n\r\nTwo."}, "what_happens_next", ("One.", "Two."),
                   {"what_happens_next": ("Theirs.",)}),
    "facts/say": ({"words_to_say-call": "Hello."}, "words_to_say/call", "Hello.", {"words_to_say": WordsToSay("Theirs.")}),
    "facts/needs": ({"needs": ["bullying", "feelings"]}, "needs", frozenset({"bullying", "feelings"}),
                    {"needs": frozenset({"anger"})}),
    "facts/help": ({"kinds": ["group"], "how": ["phone"]}, "how", frozenset({"phone"}), {"how": frozenset({"video"})}),
    "facts/routes": ({"routes": ["self", "gp"]}, "routes", frozenset({"self", "gp"}), {"routes": frozenset({"school"})}),
    "facts/audiences": ({"audiences-whom": "only", "audiences-only": "lgbtq", "audiences-welcoming": ["deaf", "lgbtq"]},
                        "audiences", only_for("lgbtq") | {Audience("deaf", AudienceMode.WELCOMING)},
                        {"audiences": only_for("boys")}),
    "facts/languages": ({"languages": "english, Polish and Urdu", "interpreters": "yes"}, "languages",
                        ("English", "Polish", "Urdu"), {"languages": ("Welsh",)}),
    "facts/cost": ({"cost-kind": "pay", "cost-note": "£5"}, "cost", Cost(CostKind.PAY, "£5"),
                   {"cost": Cost(CostKind.FREE)}),
    "facts/website": ({"url": "example.org/teens"}, "url", "https://example.org/teens", {"url": "https://example.org/x"}),
    "facts/money": ({"ends_on": "31 3 2040"}, "ends_on", date(2040, 3, 31), {"ends_on": date(2041, 1, 1)}),
    "facts/camhs": ({"takes_refused": "yes"}, "takes_refused", True, {"takes_refused": False}),
    "facts/front-door": ({"single_point-takes": "All."}, "single_point", SinglePoint("All."),
                         {"single_point": SinglePoint("Some.")}),
    "facts/professionals": ({"threshold-for_professional": "CGAS below 60"}, "threshold/for_professional", "CGAS below 60",
                            {"threshold": Threshold(for_professional="Theirs")}),
    "facts/advice": ({"advice_line": "01632 960009"}, "advice_line", "01632 960009", {"advice_line": "01632 960008"}),
    "facts/place": ({"sector": "voluntary", "level": "advice"}, "sector", Sector.VOLUNTARY, {"sector": Sector.STATUTORY}),
    "ages": ({"minimum": "12", "maximum": "17", "maximum1": "25", "condition1": "send"}, "age_rules",
             (AgeRule(12, 17), AgeRule(None, 25, condition="send")), {"age_rules": (AgeRule(5, 9),)}),
    "area": ({"whom": "some", "lives": "Portsmouth, Havant"}, "catchment",
             lives_in(Kind.LOCAL_AUTHORITY, PORTSMOUTH, HAVANT), {"catchment": lives_in(Kind.DISTRICTS, "PO9")}),
    "ended": ({"try_instead": "Ask Nightjar."}, "status", Status.DEFUNCT, {"status": Status.INACTIVE}),
    "told": ({"parents": "usually", "note": "We ring you first."}, "confidentiality/note", "We ring you first.",
             {"confidentiality": Confidentiality(note="Theirs.")}),
    "contact/line": ({"value": "01632 960005", "label": "", "is_free": "yes"}, "contact_points/line/is_free", True,
                     {"contact_points": (ContactPoint("line", Channel.PHONE, "01632 960001", is_free=False),)}),
    "address/hall": ({"name": "Big Hall", "address": "", "city": "", "postcode": "", "masked": "private"},
                     "locations/hall/masked", True, {"locations": (Location("hall", "Barn"),)}),
}  # fmt: skip
WHOLE = a_service(
    "Everything",
    summary="One.", description="Two.", url="https://example.org", sector=Sector.VOLUNTARY, nhs_role="core-camhs",
    audiences=only_for("lgbtq"), kinds=frozenset({"group", "gone-from-our-list"}), how=frozenset({"phone"}),
    routes=frozenset({"self"}), level=frozenset({"advice"}), threshold=Threshold("a", "b", "c", "d", "e"),
    cost=Cost(CostKind.DEPENDS, "Ask."), languages=("English", "Polish"), interpreters=False, ends_on=date(2040, 3, 31),
    single_point=SinglePoint("All.", None, True), advice_line="01632 960003", usable_while_waiting=True, takes_refused=False,
    what_happens_next=("One.", "Two."), words_to_say=WordsToSay("a", "b", "c"), while_you_wait="Breathe.",
)  # fmt: skip


@pytest.fixture
def listing(db, service):
    """Teen talk, which can be met at a hall."""
    hall = replace(service, locations=(Location("hall", "Hall", step_free=True),))
    publish_edit(db, hall, made_from=latest_version(db, service.id), by="keeper 9", now=datetime.now(UTC))
    return get_service(db, service.id)


def test_every_fact_is_changed_on_a_form():
    """A new fact needs a form: say in `forms.FACTS_ON` which."""
    facts = {*PLAIN, *PARTS}
    for name in (*NESTED, *PARTS):
        whole = {"contact_points": ContactPoint, "locations": Location}.get(name) or type(getattr(WHOLE, name))
        facts |= {f"{name}/{field.name}" for field in fields(whole) if field.name != "id"}

    changed = {fact for form in FACTS_ON.values() for fact in form}

    assert facts - changed == NOT_CHANGED
    assert changed - facts == set()


def test_the_questions_of_a_form_are_about_the_facts_on_it():
    assert {f"facts/{slug}": group.facts for slug, group in GROUPS.items()}.items() <= FACTS_ON.items()
    assert TITLES.keys() == FACTS_ON.keys()


def test_every_form_is_offered_on_the_listings_page(pages, browser, listing):
    page = browser.open(pages)
    offered = {path for _, paths in SECTIONS for path in paths} | {"address"}
    beside = {"waits", "closed", "ended", "new-people", "alert", "contact"}

    assert {path for path in FACTS_ON if not path.endswith(EACH)} == offered | beside
    for path in (*offered, *beside, "contact/line", "hours/line", "dead/line", "address/hall", "left/hall"):
        assert f"{pages}/{path}" in page.links, path
        assert title_of(path) != "A form"


@pytest.mark.parametrize("slug", GROUPS)
def test_what_stands_on_a_form_is_read_back_the_same(app, slug):
    with app.test_request_context():
        for service in (WHOLE, a_service("Nothing told", needs=None, audiences=None)):
            typed = fill_group(GROUPS[slug], service)
            assert difference(service, read_group(GROUPS[slug], typed, service, TODAY)) == ()


@pytest.mark.parametrize("path", CHANGES)
def test_a_form_changes_its_fact_and_shows_both_sides_of_two_at_once(browser, pages, db, listing, path):
    typed, field, after, theirs = CHANGES[path]
    started = latest_version(db, listing.id)
    assert browser.open(f"{pages}/{path}").status == 200
    browser.send(f"{pages}/{path}", **send_twice(browser, f"{pages}/{path}", typed))

    proposed = {fact.change.field: fact.change.after for change in get_changes(db, listing.id) for fact in change.facts}
    assert proposed[field] == after

    publish_edit(db, replace(listing, **theirs), made_from=started, by="keeper 9", now=datetime.now(UTC))
    stale = typed | {"made_from": str(started)}
    page = browser.send(f"{pages}/{path}", **send_twice(browser, f"{pages}/{path}", stale))
    assert "Somebody else has just changed this too" in page.text
    word = next(iter(typed.values()))
    assert str(word[0] if isinstance(word, list) else word).split("\r")[0] in page.html


def send_twice(browser, address, typed):
    """With the mark of what was warned of, where there was a warning."""
    page = browser.send(address, **typed)
    mark = page.all("input", name="told_twice")
    return typed | ({"told_twice": mark[0]["value"]} if mark else {})


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (("facts/name", {"name": ""}), "Enter what it is called"),
        (("facts/website", {"url": "our page"}), "Enter a web address"),
        (("facts/website", {"url": "javascript:alert(1)"}), "Enter a web address"),
        (("facts/money", {"ends_on": "soon"}), "Enter a day like "),
        (("facts/professionals", {"threshold-for_professional": "w" * 1001}), "use at most 1000 letters"),
        (("address", {}), "Enter the street and number"),
        (("address", {"postcode": "over there"}), "Enter a whole postcode, like PO1 2AL"),
        (("ended", {"try_instead": "w" * 601}), "Use at most 600 letters"),
        (("contact", {"channel": "phone", "value": "12"}), "Enter a whole phone number"),
        (("ages", {"unit": "school years", "minimum": "7", "maximum": "30"}), "Enter school years from 0 to 14"),
        (("ages", {"minimum": "12", "minimum1": "9", "maximum1": "3"}), "The youngest age must not be above the oldest"),
        (("ages", {"every_age": "yes", "maximum": "25"}), "You entered ages, and that every age may come"),
        (("area", {}), "Select who can come"),
        (("area", {"whom": "anyone", "lives": "Portsmouth"}), "You named places below"),
        (("area", {"whom": "", "gp": "Portsmouth"}), "You named places below"),
        (("area", {"whom": "some"}), "Name at least one place"),
        (("area", {"whom": "some", "lives": "Atlantis"}), "We do not know “Atlantis”"),
        (("area", {"whom": "some", "lives": "PO1 2AL"}), "Write only its first half"),
        (("area", {"whom": "some", "care": "PO1"}), "only they look after children"),
        (("area", {"whom": "some", "miles": "far", "from": "hall"}), "Enter miles as a number"),
        (("area", {"whom": "some", "miles": "5", "from": "gone"}), "Select where the miles are counted from"),
        (("told", {"note": "w" * 601}), "Use at most 600 letters"),
    ],
)
def test_what_cannot_be_is_explained_with_what_was_typed(browser, listing, pages, sent, said):
    path, typed = sent
    page = browser.send(f"{pages}/{path}", **typed)

    assert said in page.text
    assert page.title.startswith("Error: ")
    assert changes_of(browser) == ()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (("ages", {"minimum": "0", "maximum": "99"}), "anyone may come"),
        (("ages", {"minimum": "11", "maximum": "64"}), "Up to 64"),
        (("address", {"city": "Portsmouth", "postcode": "PO99 9ZZ"}), "We cannot find PO99 9ZZ"),
        (("contact", {"channel": "email", "value": "kim.lee@example.org"}), "one person’s own address"),
        (("contact", {"channel": "phone", "value": "960001"}), "only 6 digits"),
        (("facts/cost", {"cost-kind": "pay", "cost-note": "After triage."}), "“triage” is a professional word"),
    ],
)
def test_what_is_odd_is_asked_about_once_and_stops_nobody(browser, listing, pages, sent, said):
    path, typed = sent
    page = browser.send(f"{pages}/{path}", **typed)
    assert said in page.text
    assert changes_of(browser) == ()

    browser.send(f"{pages}/{path}", **typed, told_twice=page.all("input", name="told_twice")[0]["value"])
    assert len(changes_of(browser)) == 1


def changes_of(browser):
    with browser.app.app_context():
        return get_changes(get_db(), "teen-talk")


def test_ranges_that_the_form_has_no_row_for_stay(browser, pages, db, service):
    """Every row that is there is shown, with one more to fill in."""
    rules = (AgeRule(), AgeRule(7, 11, AgeUnit.SCHOOL_YEARS), AgeRule(18, None, whose=WhoseAge.PERSON_USING))
    publish_edit(db, replace(service, age_rules=rules), made_from=1, by="keeper 9", now=datetime.now(UTC))
    page = browser.open(f"{pages}/ages")
    typed = {one["name"]: one["value"] for one in page.all("input", type="text")}

    assert (typed["minimum"], typed["minimum1"], typed["minimum2"]) == ("7", "18", "")
    browser.send(f"{pages}/ages", every_age="yes", minimum="7", maximum="12", unit="school years", minimum1="18",
                 whose1="person using")  # fmt: skip
    after = get_changes(db, service.id)[-1].facts[0].change.after
    assert after == (AgeRule(), AgeRule(7, 12, AgeUnit.SCHOOL_YEARS), AgeRule(18, None, whose=WhoseAge.PERSON_USING))


def test_a_new_postcode_brings_its_place_and_an_address_that_was_left_goes(browser, pages, db, listing):
    browser.send(f"{pages}/left/hall")
    browser.send(f"{pages}/address", address="1 High Street", postcode="po12al")
    facts = [fact.change for change in get_changes(db, listing.id) for fact in change.facts]

    assert (facts[0].field, facts[0].after) == ("locations/hall", None)
    assert (facts[1].after.address, facts[1].after.postcode) == ("1 High Street", "PO1 2AL")


def test_what_nobody_can_see_is_left_out(browser, pages, db, listing):
    browser.send(f"{pages}/facts/what", summary="One\x00 word\x1b.", description="Two.\r\n\tThree.")
    told = {fact.change.field: fact.change.after for fact in get_changes(db, listing.id)[-1].facts}

    assert told == {"summary": "One word.", "description": "Two.\nThree."}


def test_who_may_see_a_way_to_reach_them_is_kept_with_their_word(browser, pages, db, listing):
    browser.send(f"{pages}/contact/text", value="07700 900001", readers="professionals", leaves_trace="A thread.")
    told = {fact.change.field: fact.change.after for fact in get_changes(db, listing.id)[-1].facts}

    assert told["contact_points/text/professionals_only"] is True
    assert told["contact_points/text/consent_recorded"] is True
    assert told["contact_points/text/leaves_trace"] == "A thread."


@pytest.mark.parametrize("form", ["facts/money", "alert"])
def test_a_day_that_is_to_come_has_an_example_that_is_to_come(browser, pages, form):
    example = re.search(r"Like (\d+ \d+ \d{4})", browser.open(f"{pages}/{form}").text)

    assert read_day(example[1], TODAY) > datetime.now(UTC).date()


def test_every_form_that_waits_for_an_editor_is_tried_here():
    one_each = set(FACTS_ON) - {"waits", "closed", "new-people", "alert", "contact", "address"}

    assert {path.replace("/line", "/*").replace("/hall", "/*") for path in CHANGES} | {
        "hours/*",
        "dead/*",
        "left/*",
    } == one_each
