"""Places on a form: what people write is understood, and what the form cannot say is kept as it is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from directory.domain.eligibility import ANYONE_ANYWHERE, Area, AreaKind, Basis, Catchment, Condition, lives_in
from directory.domain.places import ENGLAND
from directory.providers.area import fill_area, read_area
from directory.providers.area_lines import ALL, ANY, Line, lines_and_rest, together
from directory.providers.area_names import read_places, write_places
from directory.publishing.editing import publish_edit
from directory.store.changes import get_changes
from tests.builders import HAMPSHIRE_BOARD, HAVANT, PORTSMOUTH, a_location, a_service

TODAY = date(2026, 11, 20)


def of(basis, kind, *codes, **facts):
    return Condition(basis, Area(kind, frozenset(codes), **facts))


LIVES = of(Basis.LIVES_IN, AreaKind.LOCAL_AUTHORITY, PORTSMOUTH)
NEAR_DISTRICTS = of(Basis.LIVES_IN, AreaKind.DISTRICTS, "PO9", "PO10")
GP = of(Basis.GP_IN, AreaKind.BOARD, HAMPSHIRE_BOARD)
SCHOOL = of(Basis.SCHOOL_IN, AreaKind.LOCAL_AUTHORITY, HAVANT)
NAMED = of(Basis.SCHOOL_IN, AreaKind.NAMED, "Mastmaker Academy", "Lanyard Primary")
NEAR = of(Basis.LIVES_IN, AreaKind.MILES, miles=4.0, location_id="hall")
FAR = of(Basis.LIVES_IN, AreaKind.MILES, miles=40.0, location_id="barn")
PRIVATE = of(Basis.LOOKED_AFTER_BY, AreaKind.NAMED, "A home")


@pytest.mark.parametrize(
    ("groups", "how", "kept"),
    [
        (((LIVES,), (NEAR_DISTRICTS,), (SCHOOL,)), ANY, 0),
        (((LIVES, GP), (NEAR_DISTRICTS, GP)), ALL, 0),
        (((LIVES, GP), (NEAR_DISTRICTS, GP), (SCHOOL,)), ANY, 2),
        (((LIVES, GP), (NEAR_DISTRICTS, SCHOOL)), ANY, 2),
        (((LIVES, NEAR_DISTRICTS),), ANY, 1),
        (((NEAR,), (FAR,), (NAMED,)), ANY, 1),
        (((LIVES,), (PRIVATE,)), ANY, 1),
        (((LIVES,), (Condition(Basis.ANYONE),)), ANY, 1),
    ],
)
def test_a_catchment_is_taken_apart_and_put_together_the_same(groups, how, kept):
    sets, told, rest = lines_and_rest(Catchment(groups))

    assert (told, len(rest)) == (how, kept)
    again = together(sets, told, rest).groups
    assert {frozenset(group) for group in again} == {frozenset(group) for group in groups}


@pytest.mark.parametrize(
    ("typed", "areas"),
    [
        ("portsmouth", {AreaKind.LOCAL_AUTHORITY: {PORTSMOUTH}}),
        (
            "Portsmouth City Council, po9; PO10",
            {AreaKind.LOCAL_AUTHORITY: {PORTSMOUTH}, AreaKind.DISTRICTS: {"PO9", "PO10"}},
        ),
        ("Portsmouth and Havant", {AreaKind.LOCAL_AUTHORITY: {PORTSMOUTH, HAVANT}}),
        ("Havant\nEngland", {AreaKind.LOCAL_AUTHORITY: {HAVANT}, AreaKind.NATION: {ENGLAND}}),
        ("Hampshire and Isle of Wight ICB", {AreaKind.BOARD: {HAMPSHIRE_BOARD}}),
        (HAVANT.lower(), {AreaKind.LOCAL_AUTHORITY: {HAVANT}}),
        (" ,, \n", {}),
    ],
)
def test_places_are_read_as_people_write_them(app, typed, areas):
    with app.app_context():
        assert {area.kind: set(area.codes) for area in read_places(typed)} == areas


@pytest.mark.parametrize("typed", ["Narnia", "PO1 2AL", "PO99", "E06999999", "Portsmouth, Narnia"])
def test_a_place_that_we_do_not_know_is_named(app, typed):
    with app.app_context(), pytest.raises(ValueError, match=r"first half|We do not know"):
        read_places(typed)


def test_a_misspelt_place_is_offered_as_it_is_written(app):
    with app.app_context(), pytest.raises(ValueError, match=r"Did you mean Portsmouth\?"):
        read_places("Portsmuth")


def test_places_are_written_as_they_are_read(app):
    with app.app_context():
        written = write_places([LIVES, GP, NEAR_DISTRICTS])

        assert written == "Hampshire and Isle of Wight ICB\nPortsmouth\nPO10, PO9"
        assert {area.codes for area in read_places(written)} == {one.area.codes for one in (LIVES, GP, NEAR_DISTRICTS)}


@pytest.mark.parametrize(
    "catchment",
    [None, ANYONE_ANYWHERE, Catchment(((LIVES,), (LIVES,))), Catchment(((LIVES, GP), (FAR, PRIVATE))), Catchment(())],
)
def test_what_nobody_touches_stays_exactly_as_it_was(app, catchment):
    service = a_service(catchment=catchment, locations=(a_location(id="hall"),))
    with app.app_context():
        assert read_area(fill_area(service), service, TODAY) is service


def test_places_that_stood_there_before_do_not_stop_a_new_choice(app):
    service = a_service(catchment=Catchment(((LIVES,),)))
    with app.app_context():
        assert read_area({**fill_area(service), "whom": "anyone"}, service, TODAY).catchment == ANYONE_ANYWHERE


def test_all_of_them_must_be_so(app):
    service = a_service(locations=(a_location(id="hall"),))
    typed = {"whom": "some", "match": "all", "lives": "Portsmouth, PO9", "gp": "Havant", "miles": "4 miles", "from": "hall"}
    with app.app_context():
        groups = read_area(typed, service, TODAY).catchment.groups

    assert [len(group) for group in groups] == [3, 3]
    assert {one.area.kind for one in groups[1]} == {AreaKind.DISTRICTS, AreaKind.LOCAL_AUTHORITY, AreaKind.MILES}
    assert lines_and_rest(Catchment(groups))[0].keys() == {Line.LIVES, Line.GP, Line.NEAR}


def test_what_the_form_cannot_say_is_shown_and_kept_until_its_tick_is_taken_away(browser, pages, db, service):
    two = Catchment(((LIVES, NEAR_DISTRICTS), (SCHOOL,)))
    publish_edit(db, replace(service, catchment=two), made_from=1, by="keeper 9", now=datetime.now(UTC))
    page = browser.open(f"{pages}/area")
    assert "People who live in Portsmouth and who live in PO10 or PO9" in page.text

    browser.send(f"{pages}/area", whom="some", match="any", kept="0", lives="Havant")
    kept = get_changes(db, service.id)[-1].facts[0].change.after
    browser.send(f"{pages}/area", whom="some", match="any", lives="Havant")
    dropped = get_changes(db, service.id)[-1].in_state("waiting")[0].change.after

    assert kept.groups == (lives_in(AreaKind.LOCAL_AUTHORITY, HAVANT).groups[0], (LIVES, NEAR_DISTRICTS))
    assert dropped == lives_in(AreaKind.LOCAL_AUTHORITY, HAVANT)


def test_a_narrower_area_says_that_it_may_have_changed(browser, pages, db, service):
    page = browser.send(f"{pages}/area", whom="some", lives="Portsmouth")

    assert "this may have changed" in page.text
