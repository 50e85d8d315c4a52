"""The wait in a row, in its order and in what is copied is the one that a family is shown for the same need."""

from dataclasses import replace
from datetime import date

import pytest

from directory.domain.eligibility import AreaKind, lives_in
from directory.domain.services import Wait, WaitStage
from tests.builders import PORTSMOUTH, a_service

GENERAL = Wait(WaitStage.ASSESSMENT, 12, 18, "the team", date.today())
FOR_TRAUMA = replace(GENERAL, weeks_from=20, weeks_to=40, need="trauma")
IN_BETWEEN = replace(GENERAL, weeks_from=30, weeks_to=30)


@pytest.fixture
def ask(browser, listed):
    def open_club(name, *waits):
        listed(
            a_service(
                name,
                published_on=date(2026, 1, 2),
                needs=frozenset({"any"}),
                catchment=lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH),
                waits=waits,
            )
        )

    open_club("Two Waits", GENERAL, FOR_TRAUMA)
    open_club("One Wait", IN_BETWEEN)

    def search(need, *only):
        if only:
            open_club("Only Some", *only)
        told = {"need": need, "age": "15", "postcode": "PO1"}
        return browser.open(browser.reply("/professionals/find", method="POST", data=told).location + "?sort=wait")

    return search


def test_a_row_and_its_copied_words_have_the_wait_for_the_need_that_was_asked_for(ask):
    page = ask("trauma")
    copied = next(has["data-record"] for has in page.all("input", name="pick") if "Two Waits" in has["data-record"])

    assert '<span class="one">20–40 wk to assessment</span>' in page.html
    assert "wait 20-40 weeks to assessment" in copied


def test_for_another_need_it_is_the_wait_for_everybody_though_the_first_was_set_out_before(ask):
    ask("trauma")
    page = ask("sleep")

    assert '<span class="one">12–18 wk to assessment</span>' in page.html
    assert '<span class="one">20–40 wk to assessment</span>' not in page.html


def test_whom_a_wait_is_for_comes_first_only_where_something_else_was_asked_for(ask):
    assert "the team; for something frightening that happened</span>" in ask("trauma", FOR_TRAUMA).html
    assert ">For something frightening that happened: " in ask("sleep", FOR_TRAUMA).html


@pytest.mark.parametrize(("need", "first"), [("sleep", "Two Waits"), ("trauma", "One Wait")])
def test_the_order_by_wait_goes_by_the_same_one(ask, need, first):
    names = [has["aria-label"].removeprefix("Pick ") for has in ask(need).all("input", name="pick")]

    assert next(name for name in names if name in ("Two Waits", "One Wait")) == first
