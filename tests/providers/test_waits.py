"""A wait that is told by one end alone says no more than was told."""

import pytest

from directory.store.services import get_service


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
