"""Hundreds that an import held back: found, made public, put away and brought back, many at once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from directory.domain.eligibility import AgeRule, Catchment
from directory.domain.putting_away import NotForUs
from directory.domain.services import Channel, ContactPoint
from directory.domain.source_record import SourceRecord
from directory.importing.applying import Import
from directory.publishing.putting_away import bring_back, put_away
from directory.store.database import writing
from directory.store.desk import Narrowed, Pick, Told, count_picked, find_rows, ids_from_prose
from directory.store.provenance import save_record
from directory.store.services import get_service, get_service_by_slug, save_service
from tests.builders import a_service

NOW = datetime(2026, 1, 5, tzinfo=UTC)
NUMBER = (ContactPoint("c", Channel.PHONE, "01632 960444"),)
WHOLE = {"needs": frozenset({"low-mood"}), "age_rules": (AgeRule(11, 18),), "catchment": Catchment(()), "summary": "Tea."}


@pytest.fixture
def pile(listed, service, db):
    """One that tells everything, one that tells no way to reach it, one that tells nothing."""
    listed(
        a_service("Whole", id="whole", slug="whole", contact_points=NUMBER, **WHOLE),
        a_service("Mute", id="mute", slug="mute", **WHOLE),
        a_service("Bare", id="bare", slug="bare", needs=None, age_rules=None),
    )
    with writing(db):
        save_record(db, "charities.csv", "1", "bare", NOW)


@pytest.mark.parametrize(
    ("narrowed", "names"),
    [
        (Narrowed(complete_first=True), ["Whole", "Mute", "Bare"]),
        (Narrowed(source="charities.csv"), ["Bare"]),
        (Narrowed(told=Told.EVERYTHING), ["Whole"]),
        (Narrowed(told=Told.WHO), ["Mute", "Whole"]),
        (Narrowed(told=Told.NO_CONTACT), ["Bare", "Mute"]),
        (Narrowed(told=Told.NO_NEEDS), ["Bare"]),
        (Narrowed(need="low-mood"), ["Mute", "Whole"]),
    ],
)
def test_the_pile_is_narrowed_by_import_by_gaps_and_by_need_and_the_most_complete_come_first(db, pile, narrowed, names):
    rows, found = find_rows(db, "", Pick.HELD, start=0, most=50, narrowed=narrowed)

    assert [row.name for row in rows] == names
    assert found == len(names)


def test_the_filters_stay_on_the_next_page_and_all_on_a_page_are_ticked_in_one_press(editor, pile):
    page = editor.open("/editors/listings?pick=held&told=who&need=low-mood")
    ticks = next(link for link in page.links if "tick=all" in link)

    page = editor.open(ticks)

    assert "2 listings" in page.text
    assert [box.get("checked") is not None for box in page.all("input", name="code")] == [True, True]


def test_rubbish_in_a_filter_shows_all(editor, pile):
    for query in ("told=x", "need=x", "order=x", "source=" + "x" * 200, "tick=x", "away=x", "back=99999"):
        assert editor.open(f"/editors/listings?pick=held&{query}").status == 200


def test_what_nobody_could_reach_stands_apart_and_is_not_ticked(editor, pile):
    page = editor.open("/editors/make-public?slug=whole&slug=mute&slug=bare")

    assert "Ready: 1" in page.text
    assert "Something weighty is missing: 2" in page.text
    assert [box.get("checked") is not None for box in page.all("input", name="code")] == [True, False, False]


def test_one_that_may_be_public_already_is_marked_and_leads_to_merging(editor, db, pile, service):
    point = (ContactPoint("p", Channel.PHONE, "01632 960444"),)
    with writing(db):
        save_service(db, replace(service, name="Whole", contact_points=point))

    page = editor.open("/editors/make-public?slug=whole")

    assert "It may be here already." in page.text
    assert any(f"keep={service.id}&merge=whole" in link for link in page.links)
    assert page.all("input", name="code")[0].get("checked") is None


def test_a_code_that_is_nowhere_is_left_out_and_said_so(editor, db, pile, service):
    page = editor.open("/editors/make-public?slug=whole&slug=nothing&code=zzzzz")
    assert page.status == 200
    assert "2 others that you ticked are left out" in page.text

    page = editor.send("/editors/make-public", slug=["whole", "nothing", service.slug])

    assert "1 listing is public now. 2 of those you ticked were left out" in page.text
    assert get_service(db, "whole").published_on


def test_those_that_are_not_for_us_leave_the_pile_with_a_reason_and_can_be_brought_back(editor, db, pile):
    page = editor.open("/editors/put-away?slug=mute&slug=bare&slug=nothing")
    assert "1 other that you ticked is left out" in page.text
    assert "Choose why" in editor.send("/editors/put-away", slug=["mute", "bare"]).text

    page = editor.send("/editors/put-away", slug=["mute", "bare"], reason=NotForUs.NOT_HERE.value)

    assert "2 listings are put away." in page.text
    assert count_picked(db, Pick.HELD) == 1
    page = editor.open("/editors/listings?pick=put-away")
    assert "Not for this directory: not for people in our area" in page.text
    assert editor.open("/services/bare").status == 404
    assert "Put away on" in editor.open("/editors/listings/bare").text

    code = get_service_by_slug(db, "bare").code
    page = editor.send("/editors/put-away/back", code=[code])

    assert "1 listing is held back again." in page.text
    assert count_picked(db, Pick.HELD) == 2


def test_what_is_put_away_is_not_made_public_by_the_way(editor, db, pile):
    put_away(db, ["whole"], reason=NotForUs.CLOSED, by="eve", now=NOW)

    editor.open("/editors/make-public?slug=whole")
    editor.send("/editors/make-public", slug=["whole"])
    page = editor.send("/editors/listings/whole/make-public")

    assert "Bring it back first." in page.text
    assert get_service(db, "whole").published_on is None


def test_nothing_public_is_ever_put_away_and_a_second_press_is_none(db, pile, service):
    assert put_away(db, ["bare", service.id], reason=NotForUs.CLOSED, by="eve", now=NOW) == 1
    assert put_away(db, ["bare"], reason=NotForUs.CLOSED, by="eve", now=NOW) == 0
    assert bring_back(db, ["bare", service.id], by="eve", now=NOW) == 1
    assert get_service(db, service.id).published_on


@pytest.mark.parametrize("held_back", [True, False])
def test_the_next_import_does_not_hold_it_again_nor_make_it_public(db, held_back):
    record = SourceRecord(row=1, id="1", name="Model trains", organisation={"name": "Trains"}, facts={"summary": "Trains."})
    Import(db, "charities.csv", "ada", NOW, held_back=True).run([record])
    (row,) = find_rows(db, "trains", Pick.HELD, start=0, most=5)[0]
    put_away(db, [row.id], reason=NotForUs.NOT_HELP, by="eve", now=NOW)

    told_anew = replace(record, facts={"summary": "More trains."})
    report = Import(db, "charities.csv", "ada", NOW, held_back=held_back).run([told_anew])

    assert report.rows[0].reason == "an editor said that it is not for this directory"
    assert count_picked(db, Pick.HELD) == 0
    assert get_service(db, row.id).published_on is None


def test_facts_from_prose_are_asked_about_in_public_ones_first_and_never_in_those_put_away(db, listed):
    read = {"unconfirmed": frozenset({"needs"})}
    listed(
        a_service("Held", id="held", slug="held", nhs_role="crisis-team", **read),
        a_service("Public", id="public", slug="public", published_on=date(2026, 1, 2), **read),
        a_service("Away", id="away", slug="away", **read),
    )
    put_away(db, ["away"], reason=NotForUs.CLOSED, by="eve", now=NOW)

    assert ids_from_prose(db, start=0, most=9) == ["public", "held"]
