"""A wait that is told by one end alone says no more than was told."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from directory.domain.services import Wait, WaitStage
from directory.publishing.editing import publish_edit
from directory.store.services import get_service
from directory.store.versions import latest_version


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"to2": "3"}, ((0, 3), "up to 3 weeks")),
        ({"from2": "3"}, ((3, 3), "about 3 weeks")),
        ({"from2": "2", "to2": "3"}, ((2, 3), "2 to 3 weeks")),
        ({"from2": "0"}, ((0, 0), "no wait")),
    ],
)
def test_a_wait_is_what_was_told_of_it(browser, pages, db, typed, told):
    page = browser.send(f"{pages}/waits", **typed)
    (wait,), (weeks, said) = get_service(db, "teen-talk").waits, told

    assert (wait.weeks_from, wait.weeks_to) == weeks
    assert said in page.text


def test_news_of_a_wait_names_the_need_that_it_is_for(browser, pages, db, service):
    told = Wait(WaitStage.HELP_STARTS, 5, 5, said_by="the team", said_on=service.waits[0].said_on, need="bereavement")
    listed = replace(service, waits=(told,))
    publish_edit(db, listed, made_from=latest_version(db, service.id), by="test", now=datetime.now(UTC))

    page = browser.send(f"{pages}/waits", from2="2", to2="2", from3="6", to3="6")

    assert "about 2 weeks before help starts; about 6 weeks before help starts, for “Someone has died”." in page.text
