"""What stands at the top of every page until people have approved the directory."""

from dataclasses import replace
from datetime import date

import pytest

from directory.config import APPROVALS
from directory.domain.crisis import CRISIS_LINES
from directory.store.crisis_lines import save_crisis_lines
from directory.store.database import writing
from directory.upkeep.crisis_numbers import check_crisis_line
from tests.builders import a_service

PAGES = ("home", "urgent", "list_needs", "privacy")


@pytest.fixture
def approve(app, db):
    """Name everybody who must approve, and have every line checked, but for what is left out."""

    def approve(*, without="", live=True):
        shelves = app.extensions["directory"]
        named = {role: "somebody" for role in APPROVALS if role != without}
        shelves.settings = replace(shelves.settings, live=live, **named)
        with writing(db):
            save_crisis_lines(db, CRISIS_LINES)
        for line in CRISIS_LINES:
            if line.slug != without:
                check_crisis_line(db, line.slug, by="Dana", on=shelves.now().date(), now=shelves.now())

    return approve


@pytest.mark.parametrize("endpoint", PAGES)
def test_an_approved_directory_has_nothing_to_say(browser, approve, endpoint):
    approve()

    assert not browser.get(f"public.{endpoint}").all("aside", class_="ribbon")


@pytest.mark.parametrize("without", [*APPROVALS, *(line.slug for line in CRISIS_LINES)])
def test_one_approval_or_one_checked_line_short_it_is_not_approved(browser, approve, without):
    approve(without=without)

    assert "Not yet approved" in browser.get("public.urgent").text


def test_a_demonstration_says_so_whoever_approved_and_however_live(browser, approve, listed):
    approve(live=True)
    listed(a_service(is_demonstration=True, published_on=date(2026, 1, 2)))

    assert "Services marked “Made up” are not real. The numbers above are." in browser.get("public.home").text


def test_with_the_database_gone_what_the_settings_say_is_said(without_database):
    assert "Not yet approved" in without_database.get("public.urgent").text
