from datetime import date

import pytest

from directory.domain.checks import Check, CheckMethod, CheckOutcome, CheckScope
from directory.domain.eligibility import AgeRule, Area, AreaKind, Basis, Catchment, Condition, lives_in
from directory.domain.places import ENGLAND, Point
from directory.domain.seeker import Seeker
from directory.domain.services import Sector, Status
from directory.domain.verdicts import Verdict
from directory.finding.results import Loosened
from directory.store.checks import save_check
from directory.store.database import writing
from tests.builders import PORTSMOUTH, a_location, a_place, a_service, only_for, welcoming

TODAY = date(2026, 11, 21)
AT_15 = Seeker(age=15, home=a_place())
NEAR, NEARER, FAR = Point(50.81, -1.09), Point(50.80, -1.09), Point(51.5, -0.1)


def a_listing(name, **facts):
    return a_service(name, **{"published_on": TODAY, **facts})


def needing(*slugs):
    return frozenset(slugs)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"needs": ("sleep",)}, {"Sleep", "Body", "Anything"}),
        ({"needs": ("body",)}, {"Sleep", "Body", "Eating", "Anything"}),
        ({"needs": ("sleep", "eating")}, {"Sleep", "Body", "Eating", "Anything"}),
        ({"how": ("phone",)}, {"Sleep"}),
        ({"how": ("phone", "online")}, {"Sleep", "Eating"}),
        ({"routes": ("self",)}, {"Body"}),
        ({"sectors": ("voluntary",)}, {"Anything"}),
        ({"audiences": ("deaf",)}, {"Eating"}),
    ],
)
def test_refinements_leave_services_out(find, listed, asked, found):
    listed(
        a_listing("Sleep", needs=needing("sleep"), how=needing("phone")),
        a_listing("Body", needs=needing("body"), routes=needing("self")),
        a_listing("Eating", needs=needing("eating"), how=needing("online"), audiences=welcoming("deaf")),
        a_listing("Anything", needs=needing("any"), sector=Sector.VOLUNTARY),
        a_listing("Untold", needs=None),
    )

    results = find(**asked, seeker=AT_15)

    assert {one.service.name for one in results.found} == found


def test_refinements_of_different_kinds_must_all_hold(find, listed):
    listed(
        a_listing("Phone", needs=needing("sleep"), how=needing("phone")),
        a_listing("Eating by phone", needs=needing("eating"), how=needing("phone")),
    )

    assert [one.service.name for one in find(how=("phone",), needs=("eating",)).found] == ["Eating by phone"]


def test_within_leaves_out_only_what_is_face_to_face_in_a_known_farther_place(names, listed):
    listed(
        a_listing("Near", locations=(a_location(NEAR),), how=needing("face-to-face")),
        a_listing("Far", locations=(a_location(FAR),), how=needing("face-to-face")),
        a_listing("Far and online", locations=(a_location(FAR),), how=needing("face-to-face", "online")),
        a_listing("Hidden", locations=(a_location(FAR, masked=True),), how=needing("face-to-face")),
        a_listing("Nowhere", how=needing("face-to-face")),
    )

    assert set(names(within_miles=5, seeker=AT_15)) == {"Near", "Far and online", "Hidden", "Nowhere"}


def test_age_and_place_never_leave_out_they_judge(find, listed):
    listed(a_listing("Too old", age_rules=[AgeRule(18, 25)]), a_listing("Fits"))

    results = find(seeker=AT_15)

    assert [one.service.name for one in results.found] == ["Fits"]
    assert [one.service.name for one in results.not_for_you] == ["Too old"]
    assert results.total == 1


def test_the_verdict_orders_before_everything_else(names, listed):
    listed(
        a_listing("Ask", age_rules=None, needs=needing("sleep"), locations=(a_location(NEARER),)),
        a_listing("Yes", needs=needing("any"), locations=(a_location(NEAR),)),
    )

    assert names(understood=["sleep"], text="sleep", seeker=AT_15) == ["Yes", "Ask"]


def test_an_exact_need_comes_before_its_group_before_anything_before_words(names, listed):
    listed(
        a_listing("Only words", needs=needing("drugs-alcohol"), summary="a word about sleep"),
        a_listing("Anything", needs=needing("any")),
        a_listing("Group", needs=needing("body")),
        a_listing("Second need", needs=needing("panic")),
        a_listing("Exact", needs=needing("sleep")),
    )

    order = names(text="sleep", understood=["sleep", "panic"], seeker=AT_15)

    assert order == ["Exact", "Second need", "Group", "Anything", "Only words"]


def test_a_service_asked_for_by_name_comes_first(names, listed):
    listed(a_listing("Sleep clinic", needs=needing("sleep")), a_listing("Kettle club", needs=needing("any")))

    assert names(text="kettle club", understood=["sleep"], seeker=AT_15)[0] == "Kettle club"


def test_among_equals_the_nearer_first_online_counts_as_near_and_a_masked_place_as_unknown(names, listed):
    listed(
        a_listing("D masked", locations=(a_location(NEARER, masked=True),), how=needing("face-to-face")),
        a_listing("C far", locations=(a_location(FAR),)),
        a_listing("B near", locations=(a_location(NEAR),)),
        a_listing("A online", how=needing("online")),
    )

    assert names(needs=("worry-anxiety",), seeker=AT_15) == ["A online", "B near", "C far", "D masked"]


def gp_in(council):
    return Catchment(((Condition(Basis.GP_IN, Area(AreaKind.LOCAL_AUTHORITY, frozenset({council}))),),))


def test_among_those_to_ask_another_areas_services_a_long_way_off_come_last(names, listed):
    listed(
        a_listing("Far and exact", needs=needing("sleep"), catchment=gp_in("E06000026"), locations=(a_location(FAR),)),
        a_listing("No place", needs=needing("sleep"), catchment=gp_in("E06000026")),
        a_listing("Next door", needs=needing("body"), catchment=gp_in("E06000026"), locations=(a_location(NEAR),)),
        a_listing("Here", needs=needing("any"), catchment=gp_in(PORTSMOUTH)),
    )

    order = names(text="sleep", understood=["sleep"], seeker=AT_15)

    assert order == ["Next door", "Here", "Far and exact", "No place"]


def test_one_asked_for_by_name_comes_first_however_far_unless_a_nearer_one_has_the_name_too(names, listed):
    listed(
        a_listing("Kettle club", catchment=gp_in("E06000026"), locations=(a_location(FAR),)),
        a_listing("Other", catchment=gp_in(PORTSMOUTH)),
    )
    assert names(text="kettle club", understood=["any"], seeker=AT_15)[0] == "Kettle club"

    listed(a_listing("Kettle club here", catchment=gp_in(PORTSMOUTH), locations=(a_location(NEAR),)))
    assert names(text="kettle club", understood=["any"], seeker=AT_15) == ["Kettle club here", "Other", "Kettle club"]


def test_who_has_not_told_an_area_and_is_met_a_long_way_off_comes_last(names, listed):
    untold = {"catchment": None, "needs": needing("sleep")}
    listed(
        a_listing("Far", locations=(a_location(FAR),), **untold),
        a_listing("Far but online", locations=(a_location(FAR),), how=needing("online"), **untold),
        a_listing("Near", locations=(a_location(NEAR),), **{**untold, "needs": needing("any")}),
    )

    assert names(text="sleep", understood=["sleep"], seeker=AT_15) == ["Far but online", "Near", "Far"]


def test_a_rare_word_of_a_name_counts_as_much_as_another_need(names, listed):
    listed(
        a_listing("Second need", needs=needing("panic")),
        a_listing("Dementia friends", needs=needing("any")),
        a_listing("Exact", needs=needing("sleep")),
    )

    order = names(text="nan has dementia", understood=["sleep", "panic"], seeker=AT_15)

    assert order == ["Exact", "Dementia friends", "Second need"]


def test_words_that_only_ask_for_help_find_nothing_beside_a_need_but_order_what_is_found(names, listed):
    listed(
        a_listing("Gender line", needs=needing("gender"), summary="somebody to talk to"),
        a_listing("A worry club", needs=needing("worry-anxiety")),
        a_listing("B worry talks", needs=needing("worry-anxiety"), summary="talk with somebody"),
    )

    assert names(text="talk", understood=["worry-anxiety"], seeker=AT_15) == ["B worry talks", "A worry club"]
    assert "Gender line" in names(text="talk", understood=["any"], seeker=AT_15)


def test_a_stray_word_finds_nobody_beside_a_need(names, listed):
    listed(
        a_listing("Stray", needs=needing("trauma"), summary="we make it easy, and many other words that say what it is"),
        a_listing("Sick club", needs=needing("eating"), summary="make sick sick make"),
        a_listing("Sickness and making", needs=needing("sleep"), summary="sick make make sick make sick"),
    )

    assert set(names(text="make sick", understood=["eating"], seeker=AT_15)) == {"Sick club", "Sickness and making"}


def test_what_only_welcomes_parents_is_not_found_for_another_need(names, listed):
    listed(
        a_listing("Gender line", needs=needing("gender"), audiences=welcoming("parents-carers")),
        a_listing("Parents of all", needs=needing("family"), audiences=only_for("parents-carers")),
        a_listing("Eating clinic", needs=needing("eating")),
    )
    found = names(text="my son wont eat", understood=["eating"], made_for=["parents-carers"], seeker=AT_15)

    assert set(found) == {"Eating clinic", "Parents of all"}


def test_what_is_only_for_grown_ups_comes_last_while_nobody_says_one_is_asking(names, listed):
    listed(
        a_listing("A training", needs=needing("sleep"), audiences=only_for("professionals")),
        a_listing("B not told", needs=needing("any"), age_rules=None),
    )

    assert names(text="cant sleep", understood=["sleep"], seeker=AT_15) == ["B not told", "A training"]


def test_ages_read_from_prose_and_not_confirmed_order_those_to_ask(names, listed):
    read = {"unconfirmed": frozenset({"age_rules"}), "needs": needing("any")}
    listed(
        a_listing("A adults", age_rules=(AgeRule(18, None),), **{**read, "needs": needing("sleep")}),
        a_listing("B not told", age_rules=None, needs=needing("any")),
        a_listing("C young people", age_rules=(AgeRule(11, 18),), **read),
    )

    assert names(text="sleep", understood=["sleep"], seeker=AT_15) == ["C young people", "B not told", "A adults"]


def test_who_asks_for_anything_finds_those_who_help_with_any_worry_first(names, listed):
    listed(a_listing("A sleep", needs=needing("sleep")), a_listing("B body", needs=needing("body")), a_listing("C any"))
    listed(a_listing("D any", needs=needing("any")))

    assert names(needs=("any",), seeker=AT_15)[:2] == ["D any", "B body"]


def test_words_nobody_understands_find_those_who_listen_to_any_worry_first(names, listed):
    listed(a_listing("A sleep", needs=needing("sleep")), a_listing("B any", needs=needing("any")))

    assert names(text="zzqx blorp", seeker=AT_15) == ["B any", "A sleep"]


def test_a_masked_place_gives_no_distance(find, listed):
    listed(a_listing("Refuge", locations=(a_location(NEAR, masked=True),)))

    assert find(seeker=AT_15).found[0].distance_miles is None


def test_the_distance_is_to_the_nearest_open_place(find, listed):
    listed(a_listing("Two rooms", locations=(a_location(FAR), a_location(Point(50.7989, -1.0684)))))

    assert find(seeker=AT_15).found[0].distance_miles == pytest.approx(1.0, abs=0.01)


def test_the_fresher_then_the_name_decides_last(names, db, listed):
    listed(
        a_listing("Zebra", published_on=date(2026, 1, 1)),
        a_listing("Apple", published_on=date(2026, 1, 1)),
        (rang := a_listing("Rang", published_on=date(2025, 1, 1))),
        (silent := a_listing("No answer", published_on=date(2025, 1, 1))),
    )
    with writing(db):
        save_check(db, rang.id, Check(CheckScope.ALL, date(2026, 11, 1), "editor", CheckMethod.RANG))
        unheard = Check(CheckScope.ALL, date(2026, 11, 2), "editor", CheckMethod.RANG, CheckOutcome.NO_ANSWER)
        save_check(db, silent.id, unheard)

    assert names(seeker=AT_15) == ["Rang", "Apple", "Zebra", "No answer"]


def test_a_listing_is_as_fresh_as_what_was_checked_longest_ago(names, db, listed):
    pressed, whole = (a_listing(name, published_on=date(2024, 1, 1)) for name in ("A press on hours", "Whole"))
    listed(pressed, whole)
    with writing(db):
        for listing, scope, on in (
            (pressed, CheckScope.ALL, date(2024, 5, 1)),
            (pressed, CheckScope.CONTACT, date(2026, 11, 1)),
            (whole, CheckScope.ALL, date(2026, 6, 1)),
        ):
            save_check(db, listing.id, Check(scope, on, "editor", CheckMethod.RANG))

    assert names(seeker=AT_15) == ["Whole", "A press on hours"]


@pytest.mark.parametrize(
    "facts",
    [{"published_on": None}, {"suspended": True}, {"status": Status.DEFUNCT}, {"status": Status.INACTIVE}],
)
def test_what_is_held_suspended_or_gone_is_not_found(find, listed, facts):
    listed(a_listing("Gone", **facts))

    results = find(seeker=AT_15)

    assert (results.found, results.not_for_you) == ((), ())


def test_twenty_a_page_and_ten_refusals_at_the_end(find, listed):
    listed(*(a_listing(f"Open {n:02d}") for n in range(45)))
    listed(*(a_listing(f"Old {n:02d}", age_rules=[AgeRule(18, None)]) for n in range(12)))

    first, last, beyond = (find(seeker=AT_15, page=page) for page in (1, 3, 99))

    assert (first.total, first.pages, len(first.found), len(first.not_for_you)) == (45, 3, 20, 0)
    assert (len(last.found), len(last.not_for_you)) == (5, 10)
    assert beyond.page == 3


def test_words_that_match_nothing_are_given_up_and_it_is_said(find, listed):
    listed(a_listing("Teen talk"))

    results = find(text="zeppelin", seeker=AT_15)

    assert results.loosened == (Loosened.WORDS,)
    assert [one.service.name for one in results.found] == ["Teen talk"]


def test_a_filter_is_given_up_before_words_that_do_match_something(find, listed):
    listed(
        a_listing("Sleep far away", needs=needing("sleep"), locations=(a_location(FAR),)),
        a_listing("Anger near", needs=needing("anger"), locations=(a_location(NEAR),)),
    )

    results = find(text="sleep", understood=["sleep"], within_miles=2, seeker=AT_15)

    assert results.loosened == (Loosened.DISTANCE,)
    assert [one.service.name for one in results.found] == ["Sleep far away"]


def test_only_the_condition_that_stands_in_the_way_is_given_up(find, listed):
    listed(a_listing("By phone", how=needing("phone"), locations=(a_location(NEAR),)))

    results = find(how=("face-to-face",), within_miles=5, seeker=AT_15)

    assert results.loosened == (Loosened.HOW,)


def test_several_conditions_are_given_up_when_it_takes_several(find, listed):
    listed(a_listing("Phone, anyone", how=needing("phone")))

    results = find(how=("online",), routes=("gp",), seeker=AT_15)

    assert results.loosened == (Loosened.HOW, Loosened.ROUTE)


def test_age_is_never_given_up(find, listed):
    listed(a_listing("For adults", age_rules=[AgeRule(18, None)]))

    results = find(text="zeppelin", seeker=AT_15)

    assert (results.total, results.found) == (0, ())
    assert [one.verdict for one in results.not_for_you] in ([], [Verdict.NOT_FOR_YOU])


def test_when_little_is_found_online_and_national_help_follows(find, listed):
    far = lives_in(AreaKind.LOCAL_AUTHORITY, "E06000001")
    listed(
        a_listing("Sleep here", needs=needing("sleep"), how=needing("face-to-face")),
        a_listing(
            "Listening line", needs=needing("any"), how=needing("phone"), catchment=lives_in(AreaKind.NATION, ENGLAND)
        ),
        a_listing("Adults' line", needs=needing("any"), how=needing("phone"), age_rules=[AgeRule(18, None)]),
        a_listing("Elsewhere online", needs=needing("any"), how=needing("online"), catchment=far),
    )

    results = find(how=("face-to-face",), seeker=AT_15)

    assert [one.service.name for one in results.found] == ["Sleep here"]
    assert [one.service.name for one in results.further_help] == ["Listening line"]


def test_who_has_told_nothing_is_judged_not_at_all(find, listed):
    listed(a_listing("Teen talk"))

    assert (find().judged, find(seeker=AT_15).judged) == (False, True)


def test_online_services_never_vanish_because_a_postcode_was_typed(names, listed):
    listed(a_listing("Online", how=needing("online"), catchment=lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH)))

    assert names(within_miles=1, seeker=AT_15) == ["Online"]


def test_a_service_made_for_somebody_comes_before_one_that_is_for_all(names, listed):
    listed(a_listing("A for all"), a_listing("For carers", audiences=welcoming("young-carers")))

    person = Seeker(age=15, home=a_place(), circumstances=frozenset({"young-carers"}))

    assert names(made_for=["young-carers"], text="x", understood=["worry-anxiety"], seeker=person)[0] == "For carers"


def test_only_for_others_asks_first(find, listed):
    listed(a_listing("Carers only", audiences=only_for("young-carers")))

    assert find(seeker=AT_15).found[0].verdict is Verdict.ASK_FIRST


def test_every_found_service_says_why(find, listed):
    listed(
        a_listing("Exact", needs=needing("sleep")),
        a_listing("Group", needs=needing("body")),
        a_listing("Anything", needs=needing("any")),
        a_listing("Sleepless nights", needs=needing("anger")),
    )

    why = {one.service.name: one.why for one in find(text="nights", understood=["sleep"], seeker=AT_15).found}

    assert why["Exact"] == ("Helps with: sleep problems",)
    assert why["Group"][0].startswith("Helps with: ")
    assert why["Anything"] == ("Helps with any worry",)
    assert why["Sleepless nights"] == ("You asked for it by name",)
