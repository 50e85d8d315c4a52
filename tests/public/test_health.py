"""The public page of how true the directory is kept."""

from datetime import date

import pytest

from directory.domain.checks import Check, CheckMethod, CheckScope
from directory.public.health import period, share
from directory.store.checks import save_check
from directory.store.database import writing
from tests.builders import a_service, an_organisation
from tests.web.reading_age import grade, own_sentences


def test_an_empty_directory_says_that_there_is_nothing_to_count(browser, db):
    page = browser.get("public.show_health")

    assert "Nothing is listed here yet" in page.text
    assert "Checked in time" not in page.text


def test_numbers_stand_beside_each_drawing_and_nobody_is_named(browser, listed):
    listed(a_service("Teen talk", published_on=date(2026, 1, 2)), organisation=an_organisation("Harbour Youth"))

    page = browser.get("public.show_health")

    assert "No listing has been checked yet" in page.text
    assert "Teen talk" not in page.html
    assert "Harbour Youth" not in page.html
    assert all(has["aria-hidden"] == "true" for has in page.all("svg", class_="health__bar"))
    assert len(page.all("svg", class_="health__bar")) > 10
    assert grade(own_sentences(page.html, ("Someone to talk to",))) <= 6


def test_a_check_counts_on_the_next_visit(browser, db, listed):
    service = listed(a_service("Teen talk", published_on=date(2026, 1, 2)))
    browser.get("public.show_health")

    with writing(db):
        save_check(db, service.id, Check(CheckScope.CONTACT, date(2026, 1, 3), "an editor", CheckMethod.RANG))

    assert "1 listing was checked at least once" in browser.get("public.show_health").text


def test_a_demonstration_says_that_its_numbers_mean_nothing(browser, listed):
    listed(a_service("Teen talk", published_on=date(2026, 1, 2), is_demonstration=True))

    assert "They say nothing about real help" in browser.get("public.show_health").text


@pytest.mark.parametrize(("part", "whole", "shown"), [(0, 0, 0), (0, 9, 0), (1, 5000, 1), (4999, 5000, 99), (9, 9, 100)])
def test_a_share_is_whole_only_when_nothing_is_missing(part, whole, shown):
    assert share(part, whole) == shown


def test_how_often_is_said_as_people_say_it():
    assert [period(days) for days in (31, 90, 182, 365, 45)] == ["month", "3 months", "6 months", "year", "45 days"]


def test_it_is_counted_once_and_kept(app, browser, listed):
    listed(a_service("Teen talk", published_on=date(2026, 1, 2)))
    browser.get("public.show_health")
    before = app.extensions["health"]

    browser.get("public.show_health")

    assert app.extensions["health"] is before
