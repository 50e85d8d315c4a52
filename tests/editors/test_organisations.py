"""Organisations on the desk: found, looked at, changed."""

from dataclasses import replace

import pytest

from directory.domain.events import Action
from directory.domain.organisations import Identifier, IdentifierScheme
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.organisation_versions import get_organisation_versions
from directory.store.organisations import get_organisation_by_slug, save_organisation
from tests.builders import an_organisation

HARBOUR = "/editors/organisations/harbour-youth"
FACTS = {"name": "Harbour Youth", "kind": "", "description": "", "url": "", "email": "", "numbers": ""}


@pytest.fixture
def form(editor, service):
    """The hidden field of the form as an editor has it."""
    return editor.open(f"{HARBOUR}/change").all("input", name="seen")[0]["value"]


def test_organisations_are_found_by_their_name(editor, keepers):
    page = editor.open("/editors/organisations?words=arbour+you")

    assert "1 organisation" in page.text
    assert "Boat Club" not in page.text
    assert "None has that" in editor.open("/editors/organisations?words=100%25").text


def test_one_is_shown_with_its_listings_and_keepers(editor, keepers):
    page = editor.open(HARBOUR)

    assert "Teen talk" in page.text
    assert "sam@example.org" in page.text
    assert "not told us" in page.text


def test_its_facts_are_changed_at_once_and_it_is_written_down(editor, form, db, browser):
    typed = FACTS | {"kind": "charity", "email": "Office@Example.org", "numbers": "charity 123456\ncompany 01234567"}

    page = editor.send(f"{HARBOUR}/change", seen=form, **typed)

    assert "It is public now." in page.text
    organisation = get_organisation_by_slug(db, "harbour-youth")
    assert organisation.email == "office@example.org"
    assert organisation.identifiers == (
        Identifier(IdentifierScheme.CHARITY, "123456"),
        Identifier(IdentifierScheme.COMPANY, "01234567"),
    )
    [(_, event)] = list_events(db)
    assert (event.action, event.facts) == (Action.EDITED, ("kind", "email", "identifiers"))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Enter its name"),
        ({"email": "office"}, "Enter an email address"),
        ({"url": "javascript:alert(1)"}, "Enter a web address"),
        ({"numbers": "register 12"}, "Begin each line with charity, company or ODS"),
        ({"numbers": "charity 12"}, "is no charity number"),
        ({"kind": "circus"}, "Select what it is"),
    ],
)
def test_what_cannot_be_right_is_said_and_stays_typed(editor, form, typed, says, db):
    page = editor.send(f"{HARBOUR}/change", seen=form, **(FACTS | {"description": "A club."} | typed))

    assert says in page.text
    assert "A club." in page.text
    assert get_organisation_by_slug(db, "harbour-youth").description is None


def test_a_change_of_somebody_else_is_shown_beside_yours(editor, form, db):
    with writing(db):
        save_organisation(db, replace(get_organisation_by_slug(db, "harbour-youth"), description="Theirs."))

    page = editor.send(f"{HARBOUR}/change", seen=form, **(FACTS | {"description": "Mine."}))

    assert "Somebody else has just changed this too" in page.text
    assert "Theirs." in page.text
    assert "Mine." in page.text
    seen = page.all("input", name="seen")[0]["value"]
    editor.send(f"{HARBOUR}/change", seen=seen, **(FACTS | {"description": "Both."}))
    assert get_organisation_by_slug(db, "harbour-youth").description == "Both."


def test_a_number_that_another_has_leads_to_merging_them(editor, form, db):
    with writing(db):
        number = (Identifier(IdentifierScheme.CHARITY, "123456"),)
        save_organisation(db, an_organisation("Harbour Youth Trust", identifiers=number))

    page = editor.send(f"{HARBOUR}/change", seen=form, **(FACTS | {"numbers": "Charity 123456"}))

    assert "Harbour Youth Trust has this charity number. If they are one, merge them." in page.text
    assert "Look at Harbour Youth and Harbour Youth Trust" in page.text


def test_what_it_told_before_is_shown_with_who_and_when_and_is_put_back(editor, form, db):
    editor.send(f"{HARBOUR}/change", seen=form, **(FACTS | {"description": "A club by the harbour.", "kind": "charity"}))
    page = editor.open(f"{HARBOUR}/versions")

    assert "Version 1: as it was found" in page.text
    assert "Version 2: edited" in page.text
    assert "by eve@example.org" in page.text
    assert "A club by the harbour." in page.text
    way_back = editor.open(f"{HARBOUR}/versions/1/put-back")
    assert "A club by the harbour." in way_back.text

    page = editor.send(f"{HARBOUR}/versions/1/put-back", seen=way_back.all("input", name="seen")[0]["value"])

    assert "Put back. It is public now." in page.text
    assert get_organisation_by_slug(db, "harbour-youth").description is None
    assert list_events(db, most=1)[0][1].action is Action.PUT_BACK
    assert "Version 3: put back" in editor.open(f"{HARBOUR}/versions").text


def test_what_an_import_changed_meanwhile_is_kept_before_the_next_edit(editor, form, db):
    editor.send(f"{HARBOUR}/change", seen=form, **(FACTS | {"description": "One."}))
    with writing(db):
        save_organisation(db, replace(get_organisation_by_slug(db, "harbour-youth"), description="Two."))
    assert "Changed since, as by an import" in editor.open(f"{HARBOUR}/versions").text

    seen = editor.open(f"{HARBOUR}/change").all("input", name="seen")[0]["value"]
    editor.send(f"{HARBOUR}/change", seen=seen, **(FACTS | {"description": "Three."}))

    told = [one.told.description for one in get_organisation_versions(db, get_organisation_by_slug(db, "harbour-youth").id)]
    assert told == [None, "One.", "Two.", "Three."]


def test_putting_back_over_somebody_elses_change_is_refused_and_said(editor, form, db):
    editor.send(f"{HARBOUR}/change", seen=form, **(FACTS | {"description": "One."}))
    editor.open(f"{HARBOUR}/versions/1/put-back")
    with writing(db):
        save_organisation(db, replace(get_organisation_by_slug(db, "harbour-youth"), description="Theirs."))

    page = editor.send(f"{HARBOUR}/versions/1/put-back", seen="old")

    assert "Nothing was changed" in page.text
    assert get_organisation_by_slug(db, "harbour-youth").description == "Theirs."
    assert editor.open(f"{HARBOUR}/versions/99/put-back").status == 404
