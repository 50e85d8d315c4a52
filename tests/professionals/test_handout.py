"""One sheet to take home: plain words, a first step each, and nothing that is only for professionals."""

from dataclasses import replace
from datetime import date, time

import pytest

from directory.domain.eligibility import AgeRule, AgeUnit, WhoseAge
from directory.domain.judging import PARENTS, judge
from directory.domain.seeker import Seeker
from directory.domain.services import Channel, ContactPoint, Schedule, Status, Threshold, Wait, WaitStage
from directory.finding.results import Found
from directory.professionals.handout import on_one_sheet, plainest, who_for
from directory.professionals.headings import HEADINGS
from directory.professionals.paper import fits_on_sheet
from directory.professionals.steps import ASK_GIVER, SEE_WAIT, first_step, how_it_stands, short_hours, wait_wordings
from directory.web.filters import day
from tests.builders import a_service, an_organisation, only_for
from tests.public.test_finding_help import a_public_service
from tests.web.reading_age import grade, own_sentences

TODAY = date(2026, 11, 22)
FRONT_DESK = (
    Schedule(frozenset({0, 1, 3}), time(12), time(18)),
    Schedule(frozenset({2}), time(12), time(20)),
    Schedule(frozenset({5}), time(10), time(13), term_time=True, bank_holidays=False),
)
OFFICE = Schedule(frozenset(range(5)), time(9), time(17), bank_holidays=False)
LONG_WAIT = Wait(WaitStage.HELP_STARTS, 16, 24, "the front desk", date(2026, 11, 4))
PHONE = ContactPoint("a", Channel.PHONE, "01632960080")
CHAT = ContactPoint("b", Channel.CHAT, "https://chat.example.org/" + "x" * 60)


@pytest.fixture
def club(listed):
    return listed(
        a_public_service("Teen talk", summary="Talk about anything that is on your mind.", contact_points=(PHONE,))
    )


def show(browser, *services, **chosen):
    return browser.get("professionals.show_handout", codes=".".join(one.code for one in services), **chosen)


def test_a_sheet_has_names_first_steps_the_list_and_numbers_for_now(browser, club):
    page = show(browser, club)

    for words in ("Teen talk", "Talk about anything", "First step: Ring 01632 960080", "0800 1111", f"/list/{club.code}"):
        assert words in page.text
    assert page.all("svg", class_="qr")
    assert page.all("meta", name="robots", content="noindex")


def test_a_sheet_says_which_day_it_was_made_and_to_check_before_going(browser, club):
    said = show(browser, club).text

    assert f"This sheet was made on {day(date.today())}." in said
    assert "check before you go" in said


@pytest.mark.parametrize("heading", HEADINGS)
def test_no_heading_says_what_the_sheet_is_about(browser, club, heading):
    page = show(browser, club, heading=heading.slug)

    assert f"<h1>{heading.words}</h1>" in page.html
    assert page.title.startswith(heading.words)
    assert not any(word in heading.words.lower() for word in ("mental", "health", "worry", "camhs"))


def test_an_unknown_heading_is_the_first_one_and_unknown_services_are_not_found(browser, club):
    assert f"<h1>{HEADINGS[0].words}</h1>" in show(browser, club, heading="<b>").html
    assert browser.open("/professionals/handout/zzzzz").status == 404


def test_its_own_words_are_plain(browser, listed):
    hard = "Practitioners facilitate multidisciplinary psychological assessment of developmental vulnerability."
    four = [
        a_public_service(f"Club {n}", summary=hard, description=hard, contact_points=(replace(PHONE, id=f"{n}"),))
        for n in range(4)
    ]
    listed(*four)
    page = show(browser, *four)
    sheet = page.html[page.html.index('<article class="sheet">') : page.html.index("</article>")]

    assert grade(own_sentences(sheet)) <= 6
    assert "multidisciplinary" not in sheet
    assert "They can help with worry and anxiety." in sheet


def test_nothing_for_professionals_only_is_on_it(browser, listed):
    private = replace(PHONE, professionals_only=True, consent_recorded=True, value="01632960999")
    one = listed(a_public_service(contact_points=(private,), advice_line="01632 960998"))

    html = show(browser, one).html
    assert "960999" not in html
    assert "960998" not in html


@pytest.mark.parametrize(
    ("facts", "words", "value"),
    [
        ({"contact_points": (CHAT, PHONE)}, "Ring", "01632 960080"),
        ({"contact_points": (ContactPoint("t", Channel.TEXT, "85258", label="Text SHOUT"),)}, "Text SHOUT to", "85258"),
        ({"contact_points": (CHAT,), "url": "https://www.example.org/"}, "Look at", "example.org"),
        ({"contact_points": (CHAT,)}, "Scan the square below to see how to reach them.", ""),
        ({"contact_points": (PHONE,), "routes": frozenset({"gp", "school"})},
         "Ask your GP or school to refer you.", ""),
        ({"contact_points": (PHONE,), "routes": frozenset({"school"})}, "Ask your school to refer you.", ""),
        ({"contact_points": (PHONE,), "routes": frozenset({"gp", "parent"})}, "A parent or carer can ring", "01632 960080"),
        ({"contact_points": (PHONE,), "routes": frozenset({"parent"}), "audiences": only_for(PARENTS)}, "Ring",
         "01632 960080"),
        ({"status": Status.TEMPORARILY_CLOSED, "threshold": Threshold(try_instead="Try Nightjar.")},
         "Try Nightjar.", ""),
        ({"status": Status.DEFUNCT, "contact_points": (PHONE,)}, ASK_GIVER, ""),
        ({"taking_new_people": False, "contact_points": (PHONE,)}, "Ask if they take new people yet. Ring", "01632 960080"),
        ({"taking_new_people": False, "contact_points": (PHONE,), "routes": frozenset({"gp"})},
         "Ask your GP if they take new people yet.", ""),
        ({"contact_points": (ContactPoint("n", Channel.PHONE, "111", label="Then press 2"),)}, "Ring", "111, then press 2"),
    ],
)  # fmt: skip
def test_the_first_step_is_one_that_can_be_taken(facts, words, value):
    step = first_step(a_service(**facts))

    assert (step.words, step.value) == (words, value)


def test_where_parents_may_ask_others_may_too():
    service = a_service(contact_points=(PHONE,), routes=frozenset({"gp", "parent", "school"}))

    assert first_step(service).instead == "Or ask your GP or school to refer you."


def test_who_it_is_for_in_a_few_words(taxonomy):
    def said(*rules):
        return who_for(rules, taxonomy)

    assert said(AgeRule(11, 18), AgeRule(19, 25, condition="care-leavers")) == (
        "For ages 11 to 18, or to 25 if you have left care."
    )
    assert said(AgeRule(11, 18), AgeRule(5, 10, condition="send")) == (
        "For ages 11 to 18, or ages 5 to 10 if you have special needs."
    )
    assert said(AgeRule(7, 11, AgeUnit.SCHOOL_YEARS)) == "For school years 7 to 11."
    assert said(AgeRule(18, None, whose=WhoseAge.PERSON_USING)) == "For parents and carers."
    assert said(AgeRule()) == "For any age."
    assert said() == ""


def test_a_service_for_some_people_only_says_so_first_and_no_name_is_said_twice(browser, listed):
    one = listed(a_public_service("Harbour Youth", audiences=only_for("deaf"), contact_points=(PHONE,)))

    assert '<p class="sheet__by"><b>Only for Deaf young people.</b> For any age.</p>' in show(browser, one).html


def test_the_easiest_of_their_own_sentences_is_taken_where_all_are_hard(taxonomy):
    needs = frozenset({"harmful-sexual-behaviour"})
    service = a_service(summary="Talk to us. We are here for you.", needs=needs)

    assert plainest(service, taxonomy) == "Talk to us. We are here for you."
    assert plainest(replace(service, summary=None), taxonomy).startswith("They can help with")
    assert plainest(replace(service, summary=None, needs=None), taxonomy) == ""


def test_who_takes_nobody_new_is_said_with_the_wait_and_what_to_try(browser, listed):
    full = listed(
        a_public_service(
            taking_new_people=False,
            waits=(replace(LONG_WAIT, said_on=date.today()),),
            contact_points=(PHONE,),
            threshold=Threshold(not_for_plain="Under 11s.", try_instead="The Worry Lab has room."),
        )
    )
    said = show(browser, full).text

    assert "They are not taking new people now. Wait: 16 to 24 weeks before help starts" in said
    assert "Not for everyone: Under 11s." in said
    assert "First step: Ask if they take new people yet. Ring 01632 960080" in said
    assert "If not: The Worry Lab has room." in said
    assert "You can start with" not in said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": Status.DEFUNCT, "taking_new_people": False}, "It has closed for good."),
        ({"status": Status.TEMPORARILY_CLOSED}, "It is closed for now."),
        ({"status": Status.TEMPORARILY_CLOSED, "opens_again_on": TODAY}, "It is closed for now."),
        ({"status": Status.TEMPORARILY_CLOSED, "opens_again_on": date(2027, 1, 4)},
         "It is closed for now. They expect to open again on 4 January 2027."),
        ({"status": Status.INACTIVE}, "It is not running at the moment."),
        ({"taking_new_people": False, "waits": (LONG_WAIT,)},
         "They are not taking new people now. Wait: 16 to 24 weeks before help starts (told 4 Nov)."),
        ({"taking_new_people": False, "waits": (replace(LONG_WAIT, said_on=date(2026, 1, 1)),)},
         "They are not taking new people now."),
        ({"taking_new_people": None}, "Ask if they take new people."),
        ({"status": None}, "Ask if it is still running."),
        ({}, ""),
    ],
)  # fmt: skip
def test_whether_it_can_be_used_just_now_is_said_first(facts, said):
    assert how_it_stands(a_service(**facts), TODAY) == said


def test_what_closed_for_good_says_what_to_try_instead(browser, listed):
    closed = listed(a_public_service(status=Status.DEFUNCT, threshold=Threshold(try_instead="The Worry Lab has room.")))
    said = show(browser, closed).text

    assert "It has closed for good." in said
    assert "Try instead: The Worry Lab has room." in said
    assert "closed just now" not in said


def test_all_the_hours_are_given_or_none():
    assert short_hours(FRONT_DESK) == "Mon/Tue/Thu midday-6pm, Wed midday-8pm, Sat 10am-1pm in term not bank hols"
    assert short_hours((OFFICE, replace(OFFICE, days=frozenset({5})))) == "Mon-Fri 9am-5pm, Sat 9am-5pm, not bank hols"
    assert short_hours((replace(OFFICE, bank_holidays=True),)) == "Mon-Fri 9am-5pm, bank hols too"
    assert short_hours((Schedule(frozenset(range(7)), time(20), time(2)),)) == "daily 8pm-2am"
    assert short_hours((Schedule(frozenset(range(7)), time(0), time(0)),)) == "any time"
    assert short_hours(None) == ""


def test_what_to_try_instead_stands_apart_from_whom_it_is_not_for(browser, listed):
    threshold = Threshold(not_for_plain="Hurting yourself often.", try_instead="Pocket Paddock, or your GP.")
    said = show(browser, listed(a_public_service(threshold=threshold, contact_points=(PHONE,)))).text

    assert "Not for everyone: Hurting yourself often. Try instead: Pocket Paddock, or your GP." in said


@pytest.mark.parametrize(
    ("waits", "said"),
    [
        ((LONG_WAIT,), ("Wait: 16 to 24 weeks before help starts (told 4 Nov).", SEE_WAIT)),
        ((LONG_WAIT, replace(LONG_WAIT, need="trauma")),
         ("Wait: 16 to 24 weeks before help starts (told 4 Nov). For some needs it is not the same.", SEE_WAIT)),
        ((replace(LONG_WAIT, need="trauma"),), (SEE_WAIT,)),
        ((replace(LONG_WAIT, said_on=date(2026, 1, 1)),), ("",)),
        ((), ("",)),
    ],
)  # fmt: skip
def test_a_wait_that_is_known_is_said_or_the_list_is_said_to_have_it(waits, said):
    assert wait_wordings(a_service(waits=waits), TODAY) == said


def test_words_give_way_whole_and_who_it_is_for_stays(taxonomy):
    rules = [AgeRule(11, 18), AgeRule(19, 25, condition="send"), AgeRule(19, 21, condition="care-leavers"),
             AgeRule(19, 23, condition="adopted")]  # fmt: skip
    service = a_service(
        "The Partnership for Wellbeing",
        summary="Come as you are and talk with us for as long as you like about anything. " * 3,
        age_rules=rules,
        audiences=only_for("send", "neurodivergent"),
        contact_points=(replace(PHONE, schedules=FRONT_DESK),),
        threshold=Threshold(not_for_plain="Anyone who would rather not sit in a room with four others. " * 3),
    )
    found = Found(service, an_organisation("Harbour Youth " * 4), judge(service, Seeker()), None, None)
    alone, four = on_one_sheet([found], taxonomy, TODAY), on_one_sheet([found] * 4, taxonomy, TODAY)

    assert fits_on_sheet(four)
    assert four[0]["who"] == alone[0]["who"]
    assert "to 25 if you have special needs, or to 21 if you have left care, or to 23 if you are adopted." in four[0]["who"]
    assert "in school term only, not on bank holidays" in alone[0]["hours"] or "in term not bank hols" in alone[0]["hours"]
    assert (alone[0]["by"] != "", four[0]["by"]) == (True, "")
    assert four[0]["not_for"] in (alone[0]["not_for"], "Not for everyone: see the list.")
    assert "..." not in "".join(words for place in four for words in place.values())
