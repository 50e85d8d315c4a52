"""Whoever writes a name where a role is asked for is asked about it once, and never stopped."""

import pytest

from directory.store.organisations import get_organisation

FORM = "/manage/organisations/harbour-youth/inclusion"
ASKED = "is “Jo Smith” somebody’s name?"


@pytest.fixture
def declared(browser, pages, db, service):
    """The page after the form was sent with that role, and the role that is public then."""

    def run(role, **more):
        browser.open(FORM)
        page = browser.send(FORM, legal_body="charity 1012345", lead_role=role, **more)
        return page, get_organisation(db, service.organisation_id).inclusion.lead_role

    return run


def hidden_in(page):
    return {one["name"]: one["value"] for one in page.all("input", name="asked_about")}


def test_a_name_is_asked_about_before_anything_is_public_and_sent_once_more_it_stands(declared):
    asked, role = declared("Jo Smith")
    assert ASKED in asked.text
    assert role is None
    assert asked.all("input", name="legal_body")[0]["value"] == "charity 1012345"

    after, role = declared("Jo Smith", **hidden_in(asked))
    assert "It is public now" in after.text
    assert role == "Jo Smith"


def test_another_name_is_asked_about_as_well_and_a_role_is_not(declared):
    asked, _ = declared("Jo Smith")

    assert "“Ann Brown”" in declared("Ann Brown, manager", **hidden_in(asked))[0].text
    assert declared("Youth Manager", **hidden_in(asked))[1] == "Youth Manager"
