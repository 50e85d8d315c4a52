"""The professional search: sealed like every other, today's help first, front doors apart, one table."""

from datetime import date, timedelta

import pytest

from directory.domain.checks import Check, CheckMethod, CheckScope
from directory.domain.crisis import CRISIS_LINES
from directory.domain.eligibility import (
    AgeRule,
    Area,
    AreaKind,
    Audience,
    AudienceMode,
    Basis,
    Catchment,
    Condition,
    lives_in,
)
from directory.domain.places import CouncilNumber
from directory.domain.services import (
    Alert,
    AlertSentence,
    Channel,
    Confidentiality,
    ContactPoint,
    SinglePoint,
    Status,
    Telling,
    Threshold,
    Wait,
    WaitStage,
)
from directory.store.areas import save_council_numbers
from directory.store.checks import save_check
from directory.store.crisis_lines import save_crisis_lines
from directory.store.database import writing
from tests.builders import HAVANT, PORTSMOUTH, a_location, a_service, only_for

HERE, ELSEWHERE = lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH), lives_in(AreaKind.LOCAL_AUTHORITY, HAVANT)
GP_HERE = Catchment(((Condition(Basis.GP_IN, Area(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH}))),),))
CARED_FOR_HERE = Catchment(((Condition(Basis.LOOKED_AFTER_BY, Area(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH}))),),))
A_CHILD = {"need": "self-harm", "age": "15", "postcode": "PO1"}
TODAY = date.today()


def listing(name, **facts):
    return a_service(name, **{"published_on": date(2026, 1, 2), "needs": frozenset({"any"}), "catchment": HERE, **facts})


@pytest.fixture
def options(browser):
    """Ask as a professional and land on the table."""

    def ask(sort="", **told):
        told = {name.rstrip("_"): value for name, value in {**A_CHILD, **told}.items()}
        address = browser.reply("/professionals/find", method="POST", data=told).location
        return browser.open(address + sort)

    return ask


def names_in(page, group=""):
    """The services of the table in order, by what their ticks are called."""
    return [has["aria-label"].removeprefix("Pick ") for has in page.all("input", name="pick")]


def test_a_search_is_sealed_and_its_address_and_title_say_nothing(browser):
    reply = browser.reply("/professionals/find", method="POST", data=A_CHILD)
    page = browser.open(reply.location)

    assert reply.status_code == 303
    assert reply.location.startswith("/professionals/find/")
    assert "self-harm" not in reply.location
    assert page.title.startswith("Your page")
    assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_link_from_a_clinical_system_is_sealed_too(browser):
    reply = browser.reply("/professionals/find?need=self-harm&age=15&postcode=PO1")

    assert reply.status_code == 303
    assert reply.location.startswith("/professionals/find/")
    assert "self-harm; age 15" not in reply.location
    assert "age 15" in browser.open(reply.location).text


@pytest.mark.parametrize(("link", "leads_to"), [("", ""), ("?as=gp", "?as=gp"), ("?as=wizard", "")])
def test_a_link_that_tells_nothing_of_a_child_leads_to_the_form(browser, link, leads_to):
    assert browser.reply(f"/professionals/find{link}").location == f"/professionals{leads_to}"


def test_a_bookmark_holds_who_they_are_and_where_they_work_and_nothing_of_a_child(browser):
    page = browser.open("/professionals?as=school&gp_postcode=PO1&school_postcode=PO2&age=15&text=zebra&postcode=PO4")
    typed = {has["name"]: has.get("value", "") for has in page.all("input") if has.get("value")}

    assert page.all("button", **{"value": "school", "aria-current": "true"})
    assert (typed["gp_postcode"], typed["school_postcode"]) == ("PO1", "PO2")
    assert not page.all("input", name="postcode", value="PO4")
    assert "zebra" not in page.html


@pytest.mark.parametrize(
    ("told", "leads_to"),
    [
        ({"as_": "gp", "gp_postcode": "PO1"}, "/professionals?as=gp"),
        ({"as_": "school", "school_postcode": "PO2"}, "/professionals?as=school"),
        ({"as_": "wizard"}, "/professionals"),
        ({"gp_postcode": "PO1"}, "/professionals"),
    ],
)
def test_the_next_child_begins_with_who_they_are_and_with_no_postcode(options, told, leads_to):
    assert leads_to in options(**told).links


@pytest.mark.parametrize(
    "text", ["suicidal ideation", "Self-harm, self-injury", "emotionally based school avoidance", "wont eat"]
)
def test_professional_and_plain_words_are_both_understood(options, text):
    page = options(need="", text=text)

    assert "; age 15" in page.text.split("Change what you told us")[0]


def test_whoever_asks_asks_for_someone_they_work_with(options, listed):
    listed(listing("For staff", audiences=only_for("professionals"), needs=frozenset({"self-harm"})))
    page = options(asking="me")

    assert "For staff" in names_in(page)
    assert "Looks open" in page.text


def test_the_strip_of_today_is_there_before_anything_was_told(options):
    page = options(need="", age="", postcode="")

    assert "999 or A&E" in page.text
    assert "111 , option 2" in page.text
    assert "Enter a postcode to see it." in page.text


def test_the_strip_of_today_names_the_crisis_team_of_the_place_and_the_councils_numbers(options, listed, db):
    number = ContactPoint("a", Channel.PHONE, "01632 960001")
    listed(
        listing("Night team", nhs_role="crisis-team", contact_points=(number,)),
        listing("Far night team", nhs_role="crisis-team", catchment=ELSEWHERE),
    )
    with writing(db):
        save_council_numbers(db, PORTSMOUTH, [CouncilNumber(PORTSMOUTH, "By day", "01632 960908", "9am to 5pm")])
    strip = options(need="sleep").text.split("Today, if it cannot wait")[1].split("Single point of access")[0]

    assert "Night team 01632 960001" in strip
    assert "Far night team" not in strip
    assert "Worried about a child: Portsmouth 01632 960908 9am to 5pm" in strip


TEAMS = {
    "crisis-team": "Crisis",
    "eating-team": "Eating",
    "early-psychosis": "Psychosis",
    "core-camhs": "Core",
    "single-point": "Door",
}


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ({"need": "suicidal-thoughts"}, ["Crisis", "Door", "Core"]),
        ({"need": "self-harm"}, ["Crisis", "Door", "Core"]),
        ({"need": "eating"}, ["Eating", "Crisis", "Door", "Core"]),
        ({"need": "unusual-experiences"}, ["Psychosis", "Crisis", "Door", "Core"]),
        ({"need": "", "text": "she took an overdose last night"}, ["Crisis", "Door", "Core"]),
        ({"need": "sleep"}, ["Door", "Core"]),
    ],
)
def test_specialist_teams_stay_in_the_first_rows_whatever_matches_better(options, listed, asked, first):
    listed(*(listing(name, nhs_role=role, needs=frozenset({"low-mood"})) for role, name in TEAMS.items()))
    every_need = frozenset({"suicidal-thoughts", "self-harm", "eating", "unusual-experiences", "sleep"})
    listed(*(listing(f"Club {number}", needs=every_need) for number in range(5)))

    assert names_in(options(**asked))[: len(first)] == first


def test_a_team_of_another_area_or_age_is_not_put_first(options, listed):
    listed(listing("Far", nhs_role="crisis-team", catchment=ELSEWHERE), listing("Club", needs=frozenset({"self-harm"})))
    listed(listing("Older", nhs_role="crisis-team", age_rules=[AgeRule(18, None)]))

    assert names_in(options())[0] == "Club"


def test_a_team_that_goes_by_the_practice_is_put_first_before_the_practice_was_told(options, listed):
    listed(listing("By practice", nhs_role="core-camhs", catchment=GP_HERE), listing("Club", needs=frozenset({"self-harm"})))
    untold, told = options(), options(gp_postcode="PO1")

    assert names_in(untold)[0] == names_in(told)[0] == "By practice"
    assert "Ask first" in untold.text
    assert "Ask first" not in told.text.split("By practice")[1].split("Club")[0]


def test_a_front_door_for_children_looked_after_elsewhere_is_not_put_first(options, listed):
    by_council = Condition(Basis.LOOKED_AFTER_BY, Area(AreaKind.LOCAL_AUTHORITY, frozenset({HAVANT})))
    listed(listing("Elsewhere", nhs_role="single-point", catchment=Catchment((*ELSEWHERE.groups, (by_council,)))))
    listed(listing("Club", needs=frozenset({"self-harm"})))

    assert names_in(options()) == ["Club", "Elsewhere"]
    assert names_in(options(looked_after_by="Havant")) == ["Elsewhere", "Club"]


def test_core_camhs_is_one_line_that_one_press_opens(options, listed):
    listed(listing("Core team", nhs_role="core-camhs", threshold=Threshold(for_professional="Severe and complex.")))
    page = options()

    assert [has["class"] for has in page.all("tr") if "row" in has.get("class", "").split()] == ["row row--folded"]
    assert "More about Core team" in page.text
    assert "Severe and complex." in page.text


def test_the_single_point_is_set_apart_with_what_it_takes_and_whether_it_passes_on(options, listed):
    listed(
        listing("Signpost", nhs_role="single-point", single_point=SinglePoint("Worry and mood.", "Emergencies.", False)),
        listing(
            "Pass on",
            nhs_role="single-point",
            single_point=SinglePoint(None, None, True),
            advice_line="Ring 01632 960002.",
            contact_points=(ContactPoint("a", Channel.PHONE, "01632960002"),),
        ),
    )
    box = options().text.split("Single point of access")[1].split("Options")[0]

    assert "Takes: Worry and mood. Does not take: Emergencies." in box
    assert "it only signposts" in box
    assert "it sends the request to the right team" in box
    assert "Pass on: Ring 01632 960002." in box
    assert "ask them for it" not in box


def test_training_for_staff_stands_beside_the_table_and_not_in_it(options, listed):
    listed(listing("Listening lessons", kinds=frozenset({"training"}), audiences=only_for("professionals")))
    page = options(need="any")

    assert "Listening lessons" in page.text.split("Training for staff")[1]
    assert names_in(page) == []


def test_a_row_says_all_that_decides_in_professional_words(options, listed, db):
    service = listing(
        "Harbour counselling",
        needs=frozenset({"self-harm"}),
        threshold=Threshold("You hurt", "Mild to moderate distress.", "Not this", "Active planning.", "The crisis team."),
        confidentiality=Confidentiality(parents=Telling.ONLY_IF_AT_RISK, gp=Telling.ALWAYS, agrees_alone_from=13),
        waits=(
            Wait(WaitStage.HELP_STARTS, 4, 7, "the front desk", TODAY),
            Wait(WaitStage.FIRST_REPLY, 0, 1, "the manager", date(2020, 1, 2)),
        ),
        routes=frozenset({"self", "gp"}),
        locations=(a_location(),),
        contact_points=(ContactPoint("a", Channel.FORM, "https://harbour.example.org/form"),),
        advice_line="Ring 01632 960003 on Mondays.",
    )
    listed(service)
    with writing(db):
        save_check(db, service.id, Check(CheckScope.ALL, date(2026, 10, 3), "an editor", CheckMethod.RANG))
    page = options(as_="gp")

    for words in ("Mild to moderate distress.", "Not: Active planning.", "Alone from 13", "Parents: if at risk",
                  "GP: always", "4–7 weeks to start", "the front desk",
                  "not known now (last told by the manager, 2 January 2020)",
                  "3 Oct", "How far: Very near", "GP, self",
                  "Ring the number for professionals (ask them for it) on Mondays."):  # fmt: skip
        assert words in page.text, words
    assert "https://harbour.example.org/form" in page.links
    assert "You hurt" not in page.text


@pytest.mark.parametrize(("consent", "shown"), [(True, True), (False, False)])
def test_a_contact_for_professionals_is_shown_only_with_the_providers_consent(options, listed, consent, shown):
    point = ContactPoint("a", Channel.EMAIL, "desk@harbour.example.org", professionals_only=True, consent_recorded=consent)
    listed(listing("Harbour", contact_points=(point,)))

    assert ("desk@harbour.example.org" in options().html) is shown


ADVICE = "Ring 01632 960004, (01632) 960 005 or +44 1632 960006, or write to Desk@harbour.example.org, Mondays 9 to 10."


def a_desk(value, **facts):
    return ContactPoint("a", Channel.EMAIL if "@" in value else Channel.PHONE, value, **facts)


AGREED = {"professionals_only": True, "consent_recorded": True}


@pytest.mark.parametrize(
    ("point", "shown"),
    [
        (a_desk("01632960004", **AGREED), "01632 960004"),
        (a_desk("01632 960005", **AGREED), "(01632) 960 005"),
        (a_desk("01632 960006"), "+44 1632 960006"),
        (a_desk("desk@harbour.example.org", **AGREED), "Desk@harbour.example.org"),
        (a_desk("01632 960004", professionals_only=True), ""),
    ],
)
def test_an_advice_line_shows_only_numbers_that_may_be_shown_as_a_contact(options, listed, point, shown):
    listed(listing("Harbour", nhs_role="single-point", advice_line=ADVICE, contact_points=(point,)))
    page = options()
    box = page.text.split("Advice lines for professionals")[1].split("Options")[0]

    assert box.count("(ask them for it)") == (3 if shown else 4)
    assert shown in box
    assert "Mondays 9 to 10." in box
    every = ("01632 960004", "(01632) 960 005", "+44 1632 960006", "Desk@harbour.example.org")
    assert not any(other in page.text for other in every if other != shown)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("01632 960004, weekdays.", "The number for professionals (ask them for it), weekdays."),
        ("Write to desk@harbour.example.org.", "Write to the address for professionals (ask them for it)."),
    ],
)
def test_an_advice_line_reads_as_a_sentence_where_its_number_may_not_be_shown(options, listed, told, shown):
    listed(listing("Harbour", advice_line=told))

    assert f"Advice line: {shown}" in options().text


@pytest.mark.parametrize(
    ("facts", "label", "shown"),
    [({"locations": (a_location(),)}, "How far", "Very near"), ({"how": frozenset({"text-chat"})}, "How", "Help by text")],
)
def test_the_day_of_the_check_and_how_far_it_is_have_each_their_label(options, listed, facts, label, shown):
    listed(listing("Harbour", **facts))
    page = options()

    assert {has["data-label"] for has in page.all("span", **{"class": "fact"}) if "data-label" in has} == {"Checked", label}
    assert f"Not yet {label}: " in page.text
    assert shown in page.text.split(f"{label}: ")[1][:20]


def test_ways_in_and_order_are_those_of_the_profession(options, listed):
    listed(
        listing("A school one", needs=frozenset({"self-harm"}), routes=frozenset({"school"})),
        listing("B practice one", needs=frozenset({"self-harm"}), routes=frozenset({"gp"})),
        listing("C open one", needs=frozenset({"self-harm"}), routes=frozenset({"self"})),
    )

    assert names_in(options(as_="gp")) == ["B practice one", "C open one", "A school one"]
    assert names_in(options(as_="school")) == ["A school one", "C open one", "B practice one"]
    assert names_in(options()) == ["A school one", "B practice one", "C open one"]
    assert "Only by school" in options(as_="gp").text


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        ("waiting", "What can be used meanwhile stands right after the teams for what cannot wait. CAMHS itself is last."),
        ("under", "What can be used beside CAMHS stands right after the teams for what cannot wait. CAMHS itself is last."),
    ],
)
def test_while_they_wait_what_can_be_used_stands_before_the_places_they_wait_for(options, listed, standing, said):
    listed(
        listing("Door", nhs_role="single-point"),
        listing("Core", nhs_role="core-camhs", needs=frozenset({"self-harm"})),
        listing("Crisis", nhs_role="crisis-team"),
        listing("Meanwhile", usable_while_waiting=True),
        listing("Club", needs=frozenset({"self-harm"})),
    )
    page, other = options(camhs=standing), options(camhs=standing, need="sleep")

    assert names_in(page) == ["Crisis", "Meanwhile", "Club", "Door", "Core"]
    assert said in page.text
    assert "meanwhile stands in the first rows" in other.text or "beside CAMHS stands in the first rows" in other.text
    assert names_in(other)[0] == "Meanwhile"
    assert "CAMHS itself is last" not in options(camhs=standing, sort="?sort=name").text


def test_while_they_wait_it_is_said_where_nothing_is_known_to_be_usable_meanwhile(options, listed):
    listed(listing("Club", needs=frozenset({"self-harm"})))

    assert "No listing here tells us that it can be used meanwhile: ask each." in options(camhs="waiting").text


@pytest.mark.parametrize(
    ("standing", "refusal", "meanwhile"),
    [
        ("refused", "", {"Takes refused", "Meanwhile"}),
        ("", "below-threshold", {"Takes refused", "Meanwhile"}),
        ("waiting", "", {"Meanwhile"}),
        ("under", "", {"Meanwhile"}),
        ("not-asked", "", set()),
    ],
)
def test_where_they_stand_with_camhs_brings_what_helps_now_to_the_top(options, listed, standing, refusal, meanwhile):
    listed(
        listing("Takes refused", takes_refused=True, needs=frozenset({"self-harm"})),
        listing("Meanwhile", usable_while_waiting=True),
        listing("About money", takes_refused=True, usable_while_waiting=True, needs=frozenset({"money-housing"})),
        listing("A better match", needs=frozenset({"self-harm"})),
    )
    page = options(camhs=standing, refusal=refusal)

    assert set(names_in(page)[: len(meanwhile)]) == meanwhile
    assert ("After a no from CAMHS" in page.text) is (len(meanwhile) == 2)
    assert len(names_in(page)) == len(set(names_in(page)))


@pytest.mark.parametrize(
    ("refusal", "first", "words"),
    [
        ("below-threshold", "Exact", "in two or more"),
        ("age", "Till 25", "adults"),
        ("area", "Anywhere", "GP practice"),
        ("school-first", "At school", "mental health lead"),
        ("something-else", "Exact", "name the service"),
    ],
)
def test_the_reason_for_a_no_says_what_to_do_and_what_stands_first(options, listed, refusal, first, words):
    listed(
        listing("Exact", takes_refused=True, needs=frozenset({"self-harm"}), age_rules=[AgeRule(11, 15)]),
        listing("Till 25", takes_refused=True, age_rules=[AgeRule(11, 25)]),
        listing("Anywhere", takes_refused=True, catchment=a_service().catchment, age_rules=[AgeRule(11, 15)]),
        listing("At school", takes_refused=True, how=frozenset({"at-school"}), age_rules=[AgeRule(11, 15)]),
    )
    page = options(camhs="refused", refusal=refusal)

    assert names_in(page)[0] == first
    assert words.replace("in two or more", "two or more parts of life") in page.text
    assert "ask for the reason in writing" in page.text


def test_the_table_can_be_put_in_other_orders_of_all_its_rows(options, listed, db):
    exact = frozenset({"self-harm"})
    near, far = a_location(), a_location(point=type(a_location().point)(50.9, -1.3))
    listed(
        listing("Quick", needs=exact, waits=(Wait(WaitStage.HELP_STARTS, 1, 1, "them", TODAY),), locations=(far,)),
        listing("Long", needs=exact, waits=(Wait(WaitStage.HELP_STARTS, 9, 9, "them", TODAY),), locations=(near,)),
        listing("Old news", needs=exact, waits=(Wait(WaitStage.HELP_STARTS, 0, 0, "them", date(2020, 1, 1)),)),
        checked := listing("Checked", needs=exact),
        listing("Asks", needs=exact, age_rules=None, waits=(Wait(WaitStage.HELP_STARTS, 0, 0, "them", TODAY),)),
    )
    listed(listing("Replies", needs=exact, waits=(Wait(WaitStage.FIRST_REPLY, 0, 1, "them", TODAY),)))
    with writing(db):
        save_check(db, checked.id, Check(CheckScope.ALL, TODAY, "an editor", CheckMethod.RANG))

    listed(listing("Core team", nhs_role="core-camhs", needs=exact))
    sorted_page = options(sort="?sort=wait", camhs="refused")

    assert names_in(sorted_page) == ["Asks", "Quick", "Long", "Replies", "Checked", "Core team", "Old news"]
    assert not sorted_page.all("tr", class_="group__name")
    assert names_in(options(sort="?sort=distance"))[:2] == ["Long", "Quick"]
    assert names_in(options(sort="?sort=checked"))[0] == "Checked"
    assert names_in(options(sort="?sort=name")) == ["Asks", "Checked", "Core team", "Long", "Old news", "Quick", "Replies"]
    assert names_in(options(sort="?sort=nonsense")) == names_in(options())


def test_a_long_table_goes_on_on_another_page(options, listed):
    listed(*(listing(f"Club {number:03}", needs=frozenset({"self-harm"})) for number in range(120)))
    listed(listing("Core team", nhs_role="core-camhs"))
    first, second = options(), options(sort="?sort=best&page=2")

    assert len(names_in(first)) == 61
    assert len(names_in(second)) == 60
    assert not set(names_in(first)) & set(names_in(second))


def test_every_match_of_a_long_table_can_be_reached(options, listed):
    listed(*(listing(f"Club {number:03}", needs=frozenset({"self-harm"})) for number in range(310)))
    first, last = options(), options(sort="?page=6")

    assert "310 name this need" in first.text
    assert "Page 1 of 6" in first.text
    assert len(names_in(last)) == 10


def test_what_is_ticked_goes_along_to_another_page_and_back(options, listed):
    listed(*(listing(f"Club {number:03}", needs=frozenset({"self-harm"})) for number in range(70)))
    first = options()
    ticked = [has["value"] for has in first.all("input", name="pick")][:2]
    second = options(sort="?page=2&order=name&pick=" + "&pick=".join(ticked))
    kept = [has for has in second.all("input", name="pick") if "checked" in has]

    assert [has["value"] for has in kept] == ticked
    assert all(has["data-record"].startswith("Club 00") for has in kept)
    assert "Ticked on another page: Club 000 Club 001" in second.text
    assert second.all("button", form="picks", name="page", value="1")
    assert second.all("input", name="order", value="name")
    assert "Ticked on another page" not in options(sort="?pick=" + ticked[0]).text
    assert options(sort="?page=2&pick=nonsense").status == 200


def test_what_is_not_for_them_cannot_be_ticked_nor_carried_along(options, listed, browser):
    other = listing("Other", age_rules=[AgeRule(18, None)], needs=frozenset({"self-harm"}))
    listed(other, *(listing(f"Club {number:03}", needs=frozenset({"self-harm"})) for number in range(70)))
    last, first = options(sort=f"?page=2&pick={other.code}"), options(sort=f"?pick={other.code}")

    assert "Other" in last.text.split("Not for them: shown")[1]
    assert not last.all("input", value=other.code)
    assert not first.all("input", value=other.code)
    own = browser.open(next(link for link in last.links if link.endswith(f"/{other.code}")))
    assert "Copy to record" not in own.text


def test_the_first_button_of_the_ticks_is_the_one_that_copies(options, listed):
    listed(listing("Club"))
    buttons = [has for has in options().all("button") if has.get("form") == "picks"]

    assert buttons[0]["value"] == "copy"
    assert "data-copies-ticked" in buttons[0]


def test_where_nothing_is_ticked_the_first_that_look_open_are_taken_and_camhs_is_not(options, listed):
    open_ones = [listing(f"Club {number}") for number in range(4)]
    listed(listing("Core CAMHS", nhs_role="camhs"), listing("Far", catchment=ELSEWHERE), *open_ones)
    page = options()
    first = page.all("input", name="first")[0]["value"]
    usable = [code for code in page.all("input", name="pick") if code["value"] in {one.code for one in open_ones}]

    assert first == ".".join(has["value"] for has in usable[:3])
    assert "take the first three besides CAMHS that look open" in page.text


def test_where_nothing_looks_open_nothing_is_taken_unticked(options, listed):
    listed(listing("Club", catchment=GP_HERE))
    page = options()

    assert names_in(page) == ["Club"]
    assert not page.all("input", name="first")


def test_what_cannot_be_used_is_said_and_the_search_goes_on(options):
    page = options(age="many", postcode="nowhere", looked_after_by="Narnia")

    assert page.status == 200
    assert page.title.startswith("Error: ")
    assert {"#age", "#postcode", "#looked_after_by"} <= set(page.links)


def test_what_the_form_does_not_ask_for_leads_to_no_field(options):
    page = options(how="magic", route="magic", age="old")

    assert "#age" in page.links
    assert not {"#how", "#route"} & set(page.links)


def test_a_place_where_nothing_is_listed_says_so_and_shows_whom_to_ring(options):
    page = options(postcode="PO9")

    assert "None is listed for this place" in page.text
    assert "Nothing listed fits" in page.text


def test_leaving_ends_a_professionals_search_as_any_other(browser):
    address = browser.reply("/professionals/find", method="POST", data=A_CHILD).location
    browser.reply("/leave", method="POST", data={"address": address})

    assert browser.open(address).status == 410


@pytest.mark.parametrize("address", ["/professionals/find/damaged", "/professionals/find/" + "x" * 3000])
def test_a_damaged_search_says_so_and_is_kept_out_of_search_engines_too(browser, address):
    page = browser.open(address)

    assert page.status == 400
    assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("text", ["ZQX", "ZQW", "zebra stripes"])
def test_words_that_are_not_understood_are_named_and_the_list_does_not_pretend_to_answer(options, listed, text):
    listed(listing("Club"))
    page = options(need="", text=text)

    assert f"We did not understand “{text}”. Pick a need, or use other words." in page.text
    assert f"Not understood: “{text}”" in page.text
    assert "The list below does not answer it" in page.text


def test_what_was_given_up_is_named_in_words(options, listed):
    listed(listing("Club", how=frozenset({"phone"})))

    assert "Nothing matched everything, so we looked without how they meet." in options(how="face-to-face").text


def test_mistakes_are_named_in_the_order_of_the_form(options):
    page = options(age="abc", postcode="ZZ99", looked_after_by="Portsmoth", need="")
    summary = page.text.split("We could not use this")[1]

    assert summary.index("Enter an age") < summary.index("ZZ99") < summary.index("Did you mean Portsmouth?")


def test_words_that_tell_nothing_leave_every_option_in_the_list(options, listed):
    listed(listing("Club"), listing("Sleep clinic", needs=frozenset({"sleep"})))
    listed(listing("Staff line", audiences=frozenset({Audience("professionals", AudienceMode.WELCOMING)})))

    assert "Club" in names_in(options(need="", text="blorptang"))


def test_a_short_form_beside_words_that_were_understood_is_named_too(options, listed):
    listed(listing("Club"))

    assert "We did not understand “ZQX”" in options(need="", text="ZQX and self-harm").text
    assert "We did not understand" not in options(need="", text="self-harm").text
    assert "We did not understand" not in options(need="self-harm", text="").text


@pytest.mark.parametrize(("text", "raised"), [("OD", True), ("?OD'd", True), ("ZQX", False)])
def test_today_is_raised_where_a_short_form_may_mean_danger(options, text, raised):
    assert ("Today first" in options(need="", text=text).text) is raised


@pytest.mark.parametrize(("postcode", "option"), [("EH1", False), ("CF10", False), ("PO1", True), ("", True)])
def test_the_option_of_111_is_named_only_where_it_may_be_the_right_one(options, postcode, option):
    strip = options(postcode=postcode).text.split("Single point of access")[0].split("Today")[1]

    assert ("option 2" in strip) is option


def test_both_councils_of_a_child_looked_after_by_another_are_shown_and_which_is_which(options, db):
    with writing(db):
        save_council_numbers(db, PORTSMOUTH, [CouncilNumber(PORTSMOUTH, "By day", "01632 960908", "9am to 5pm")])
    strip = options(looked_after_by="Havant").text.split("Single point of access")[0]

    assert "Worried about a child: Portsmouth (where the child lives) 01632 960908" in strip
    assert "(looks after the child) We have no number of this council." in strip
    assert "looks after the child" not in options(looked_after_by="Portsmouth").text


def test_after_a_no_what_fits_stands_first_camhs_last_in_one_line_and_what_is_for_others_is_not_among_them(options, listed):
    listed(
        listing("Door", nhs_role="single-point", takes_refused=True),
        listing("Core", nhs_role="core-camhs", usable_while_waiting=True),
        listing("Takes refused", takes_refused=True),
        listing("Deaf only", takes_refused=True, audiences=only_for("deaf")),
        listing("A match", needs=frozenset({"self-harm"})),
        listing("School nurses", nhs_role="school-team"),
    )
    page, at_school = options(camhs="refused"), options(refusal="school-first")
    rows = [has["class"] for has in page.all("tr") if "row" in has.get("class", "").split()]

    assert names_in(page) == ["Takes refused", "A match", "School nurses", "Deaf only", "Door", "Core"]
    assert rows[-2:] == ["row row--folded"] * 2
    assert names_in(at_school)[0] == "School nurses"


def test_after_try_school_first_what_expects_that_too_is_marked_and_stands_last(options, listed):
    tried = Threshold(for_professional="Moderate distress where school support has been tried.")
    listed(
        listing("A team", takes_refused=True, threshold=tried),
        listing("Brook at school", how=frozenset({"at-school"}), threshold=tried),
        listing("Club", takes_refused=True),
        listing("Drop-in at school", how=frozenset({"at-school"})),
        listing("Exact", needs=frozenset({"self-harm"}), threshold=tried),
        listing("Zest"),
    )
    page = options(refusal="school-first")

    assert names_in(page) == ["Drop-in at school", "Club", "Brook at school", "A team", "Zest", "Exact"]
    assert page.text.count("School first. Moderate distress") == 3
    assert names_in(options(refusal="below-threshold"))[:2] == ["A team", "Club"]


def test_the_heading_counts_what_names_the_need_apart_and_what_is_far_off_not_at_all(options, listed):
    listed(listing("Exact", needs=frozenset({"self-harm"})), listing("Any 1"), listing("Any 2"))
    listed(listing("Deaf only", needs=frozenset({"self-harm"}), audiences=only_for("deaf")))
    page = options()

    assert "1 names this need; 2 more take any worry or one like it" in page.text
    assert names_in(page)[-1] == "Deaf only"
    assert "No service names this need; 2 more take" in options(need="sleep").text


def test_a_name_leads_to_its_professional_page_and_from_there_back_to_the_professional_results(options, listed, browser):
    listed(listing("Harbour", threshold=Threshold("You hurt", "Moderate distress.", "Not this", "Active planning.")))
    page = options()
    name = next(link for link in page.links if link.startswith("/professionals/find/") and link.count("/") == 4)
    own = browser.open(name)

    assert "Moderate distress." in own.text
    assert own.title.startswith("Your page")
    assert name.rsplit("/", 1)[0] + "#options" in own.links
    assert own.response.headers["Cache-Control"] == "no-store"
    assert own.response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert browser.open(name + "x").status == 404


def test_what_stands_beside_the_table_takes_one_line_each_until_it_is_opened(options, listed):
    listed(listing("Door", nhs_role="single-point"))
    page = options(camhs="refused")

    assert page.html.count("<summary><h2") == 2
    assert "Single point of access Door" in page.text
    assert "What the reason means, and what to do" in page.text


def test_a_council_written_wrongly_is_guessed_at(options):
    assert "Did you mean Portsmouth?" in options(looked_after_by="Portsmoth").text
    assert "Did you mean" not in options(looked_after_by="Narnia").text


def test_a_line_that_is_on_every_page_is_not_offered_as_the_answer_to_a_no(options, listed, db):
    number = ContactPoint("a", Channel.TEXT, "85258")
    listed(listing("A line", takes_refused=True, contact_points=(number,)), listing("Club", takes_refused=True))
    with writing(db):
        save_crisis_lines(db, CRISIS_LINES)

    assert names_in(options(camhs="refused"))[0] == "Club"


def test_a_service_for_children_in_care_is_not_folded_once_a_council_looks_after_the_child(options, listed):
    listed(listing("In care", audiences=only_for("in-care"), needs=frozenset({"self-harm"})), listing("Club"))

    assert names_in(options()) == ["Club", "In care"]
    assert "Less likely" in options().text
    assert "Less likely" not in options(looked_after_by="Havant").text


@pytest.mark.parametrize(("need", "folded"), [("school", False), ("low-mood", True)])
def test_a_service_only_for_those_the_need_makes_likely_is_not_folded(options, listed, need, folded):
    listed(
        listing("Slow start", audiences=only_for("not-in-school"), needs=frozenset({"school", "low-mood"})), listing("Club")
    )

    assert ("Less likely" in options(need=need).text) is folded


def test_what_is_so_just_now_stands_beside_the_name_and_in_whole_under_it(options, listed):
    until = TODAY + timedelta(days=3)
    listed(
        listing("Harbour", alert=Alert(AlertSentence.PHONES_DOWN, until)),
        listing("Old news", alert=Alert(AlertSentence.WEBSITE_DOWN, TODAY - timedelta(days=1))),
        listing("Shut", status=Status.TEMPORARILY_CLOSED),
    )
    page = options()

    assert f"Harbour Phones down to {until.day} {until:%b}" in page.text
    assert "They say: “Our phones are not working. Please get in touch another way.” Until" in page.text
    assert "Website down" not in page.text
    assert "Shut Closed for now" in page.text


@pytest.mark.parametrize(("days", "marked"), [(30, False), (400, True)])
def test_a_check_that_is_long_ago_is_marked(options, listed, db, days, marked):
    service = listing("Harbour")
    listed(service)
    with writing(db):
        save_check(db, service.id, Check(CheckScope.ALL, TODAY - timedelta(days=days), "an editor", CheckMethod.RANG))

    assert ("Out of date" in options().text) is marked


def test_after_a_no_no_service_for_another_need_stands_first_for_welcoming_such_children(options, listed):
    welcoming = frozenset({Audience("neurodivergent", AudienceMode.WELCOMING)})
    listed(
        listing("Eating", takes_refused=True, needs=frozenset({"eating"}), audiences=welcoming),
        listing("Anything", takes_refused=True, audiences=frozenset()),
    )
    page = options(need="", text="ASD meltdowns, camhs said no")

    assert "After a no from CAMHS" in page.text
    assert names_in(page)[0] == "Anything"


def test_what_words_say_of_camhs_is_said_back_and_can_be_taken_out(options, listed, browser):
    listed(listing("Harbour", takes_refused=True, needs=frozenset({"low-mood"})))
    page = options(need="", text="low mood, camhs said no")

    assert "We read “camhs said no” as: CAMHS said no." in page.text
    assert "CAMHS: said no" in page.text
    taken_out = browser.reply(page.all("form", **{"class": "note"})[0]["action"], method="POST").location
    page = browser.open(taken_out)
    assert "CAMHS: said no" not in page.text
    assert page.all("input", name="without")[0]["value"] == "camhs"


def test_it_is_said_how_many_services_hang_on_a_place_that_was_not_told(options, listed):
    listed(listing("By practice", catchment=GP_HERE), listing("By practice too", catchment=GP_HERE))
    listed(listing("Both", catchment=GP_HERE, age_rules=None), listing("Home"))

    assert "2 services hang on the practice’s postcode, which we were not told." in options().text
    assert "hang" not in options(gp_postcode="PO1").text.split("Options")[0]
    assert "1 service hangs on the home postcode" in options(postcode="", gp_postcode="PO1").text


def test_services_that_hang_on_the_council_that_looks_after_a_child_are_counted_too(options, listed):
    listed(listing("In care here", catchment=CARED_FOR_HERE), listing("Home"))

    said = "1 service hangs on any council that looks after the child, which we were not told."
    assert said in options().text
    assert said not in options(looked_after_by="Portsmouth").text
    assert said not in options(postcode="PO7").text


def test_physical_danger_of_eating_is_sent_to_a_physical_check_first(options):
    eating, other = options(need="", text="AN, BMI 13, fainting").text, options(need="self-harm").text

    assert "a physical check today, at A&E or by the practice itself" in eating
    assert eating.index("This may be physical danger") < eating.index("Worried about a child")
    assert "physical" not in other.split("Single point of access")[0]


def test_an_overdose_is_sent_to_a_and_e_first_however_well_they_seem(options):
    page = options(need="", text="took an overdose an hour ago")

    assert "A&E now, even if they seem well" in page.text
    assert "even if they seem well" not in options(need="", text="low mood").text


def test_an_age_told_twice_goes_by_the_box_and_says_so(options):
    said = "Your words say age 14, the box age 9: we went by the box."

    assert said in options(need="", text="14yo low mood", age="9").text
    assert "we went by the box" not in options(need="", text="14yo low mood", age="14").text
    assert "we went by the box" not in options(need="", text="14yo low mood", age="").text


def test_the_way_in_for_any_professional_stands_first_for_a_charity(options, listed):
    listed(listing("Club", routes=frozenset({"self", "gp", "any-professional"})))

    assert "any professional, self, GP" in options(as_="charity").text
    assert "GP, any professional, self" in options(as_="gp").text
