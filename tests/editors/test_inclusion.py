"""Who may be listed: declared once a year by those who run it, looked up by editors, said in public, never a removal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from directory.domain.inclusion import InclusionFact, missing_from
from directory.domain.organisations import Inclusion
from directory.providers.declaring import read_inclusion
from directory.providers.typed import FormNotUnderstood
from directory.store.database import writing
from directory.store.organisations import get_organisation
from directory.store.services import get_service, save_service
from directory.upkeep.inclusion import count_inclusion, declarations_due, declare

WHOLE = Inclusion(
    legal_body="charity 1012345", safeguarding_lead=True, lead_role="youth manager", safeguarding_policy=True,
    dbs_checks=True, insured=True, regulator="",
)  # fmt: skip
FORM = "/manage/organisations/harbour-youth/inclusion"
TYPED = {"legal_body": "charity 1012345", "lead_role": "youth manager", "no_policy": "not-yet", "dbs": "yes",
         "insured": "yes", "no_regulator": "not-yet"}  # fmt: skip


@pytest.fixture
def now(app):
    return app.extensions["directory"].now()


@pytest.fixture
def organisation(db, service):
    return get_organisation(db, service.organisation_id)


def due(db, today):
    return {one.organisation.slug: one.declared_on for one in declarations_due(db, today=today)}


def test_it_is_due_when_it_was_never_said_and_again_after_a_year(db, organisation, now):
    assert due(db, now.date()) == {"boat-club": None, "harbour-youth": None}
    declare(db, organisation.id, WHOLE, by="keeper 2", now=now)

    assert due(db, now.date()) == {"boat-club": None}
    assert count_inclusion(db, now) == 1
    later = now + timedelta(days=366)
    assert due(db, later.date())["harbour-youth"] == now.date()
    assert count_inclusion(db, later) == 2
    assert get_service(db, "boathouse").published_on


def test_what_is_not_there_yet_counts_as_a_gap_and_a_regulator_that_none_needs_does_not():
    assert missing_from(WHOLE) == ()
    assert missing_from(replace(WHOLE, legal_body="", safeguarding_policy=False)) == (
        InclusionFact.LEGAL_BODY,
        InclusionFact.POLICY,
    )


def test_a_provider_says_it_in_one_press_and_it_is_public_as_what_they_say(browser, keepers, organisation, db):
    home = browser.sign_in("sam@example.org")
    assert FORM in home.links
    browser.open(FORM)
    page = browser.send(FORM, **TYPED)

    assert "We have written down" in page.text
    said = get_organisation(db, organisation.id).inclusion
    assert said.declared_by == keepers["provider"].known_as
    public = browser.open("/organisations/harbour-youth").text
    assert "youth manager" in public
    assert "A written plan for it Not yet" in public
    assert "nobody here has checked it" in public
    again = browser.open(FORM)
    assert again.all("input", name="lead_role")[0]["value"] == "youth manager"
    assert "checked" in again.all("input", name="no_policy")[0]


def test_a_mistake_keeps_every_word(browser, keepers, organisation, db):
    browser.sign_in("sam@example.org")
    browser.open(FORM)
    page = browser.send(FORM, **TYPED | {"policy_on": "soon"})

    assert page.title.startswith("Error: ")
    assert page.all("input", name="policy_on")[0]["value"] == "soon"
    assert get_organisation(db, organisation.id).inclusion.declared_on is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"lead_role": "Jo Smith, 07700 900555"}, "Give the role and no name, like “youth manager”"),
        ({"lead_role": "youth manager, jo@example.org"}, "Give the role and no name"),
        ({"lead_role": "Mrs Smith"}, "Give the role and no name"),
        ({"legal_body": "charity 1; ring 09061 960123"}, "Take out “09061 960123”"),
        ({"legal_body": "charity 1012345, 0800 1111"}, "Take out “0800 1111”"),
        ({"no_regulator": "", "regulator": "See https://evil.example <b>x</b>"}, "Take out “https://evil.example”"),
    ],
)
def test_a_declaration_names_nobody_and_holds_no_number_or_address_to_reach_them_by(typed, said):
    with pytest.raises(FormNotUnderstood) as refused:
        read_inclusion(TYPED | typed, date(2026, 11, 20))

    (sentence,) = refused.value.errors.values()
    assert said in sentence


@pytest.mark.usefixtures("keepers")
def test_what_was_declared_before_stays_until_it_is_said_again(sign_in, browser, db, organisation, now):
    declare(db, organisation.id, replace(WHOLE, lead_role="Jo Smith, 07700 900555"), by="keeper 2", now=now)
    sign_in(browser, "provider")
    browser.open(FORM)

    page = browser.send(FORM, **TYPED | {"lead_role": "Jo Smith, 07700 900555"})

    assert "Give the role and no name" in page.text
    assert page.all("input", name="lead_role")[0]["value"] == "Jo Smith, 07700 900555"
    assert "Jo Smith, 07700 900555" in browser.open("/organisations/harbour-youth").text


def test_an_editor_does_not_say_it_for_them(editor, organisation, db):
    assert "This is right today" not in editor.open(FORM).text
    assert editor.send(FORM, **TYPED).status == 403
    assert get_organisation(db, organisation.id).inclusion.declared_on is None


def test_what_an_editor_looked_up_stands_in_public_with_its_day_and_without_their_notes(editor, organisation, db):
    page = editor.open("/editors/inclusion/harbour-youth")
    assert "Select what you looked up" in editor.send("/editors/inclusion/harbour-youth/checked").text
    page = editor.send(
        "/editors/inclusion/harbour-youth/checked", fact="legal body", found="right", where="the charity register"
    )

    assert "Written down" in page.text
    public = editor.open("/organisations/harbour-youth").text
    assert "It is as they say. Looked up on" in public
    assert "We have not looked up the rest" in public
    assert "the charity register" not in public


def test_the_pile_names_who_is_late_and_who_has_gaps(editor, organisation, db, now):
    declare(db, organisation.id, replace(WHOLE, insured=None), by="keeper 2", now=now)
    page = editor.open("/editors/inclusion")

    assert "not told, or not yet: insured" in page.text
    assert "/editors/inclusion/boat-club" in page.links


def test_a_whole_organisation_is_suspended_and_brought_back(editor, organisation, service, db):
    editor.open("/editors/inclusion/harbour-youth")
    assert "Say why" in editor.send("/editors/inclusion/harbour-youth/suspend").text
    page = editor.send("/editors/inclusion/harbour-youth/suspend", reason="w" * 501)
    assert "You have used 501." in page.text
    assert "w" * 501 in page.text
    editor.send("/editors/inclusion/harbour-youth/suspend", reason="Somebody told us something")

    for address in ("/organisations/harbour-youth", f"/services/{service.slug}"):
        page = editor.open(address)
        assert page.status == 404
        assert "not shown at the moment" in page.text
        assert "Somebody told us something" not in page.text
        assert "tel:08001111" in page.links
    assert "Suspended" in editor.open("/editors/inclusion").text
    editor.open("/editors/inclusion/harbour-youth")
    editor.send("/editors/inclusion/harbour-youth/lift")
    assert editor.open(f"/services/{service.slug}").status == 200


def test_whoever_keeps_a_suspended_organisation_has_one_letter_of_the_whole_and_not_why(editor, organisation, inbox):
    editor.open("/editors/inclusion/harbour-youth")
    for _ in range(2):
        editor.send("/editors/inclusion/harbour-youth/suspend", reason="Somebody told us something")

    (letter,) = inbox.to("sam@example.org")
    assert letter["Subject"] == "Every listing of Harbour Youth is taken down while we look"
    assert "write to us" in letter.get_content()
    assert "Somebody told us" not in letter.get_content()
    assert len(inbox.all()) == 1


def test_a_suspended_listing_says_what_its_people_say_to_try(editor, service, db):
    told = replace(service, suspended=True, threshold=replace(service.threshold, try_instead="Ring the youth club."))
    with writing(db):
        save_service(db, told)

    assert "Ring the youth club." in editor.open(f"/services/{service.slug}").text
