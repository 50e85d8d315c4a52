"""A listing as a young person and as a GP would read it, before anybody can."""

import pytest

from directory.store.changes import get_changes


@pytest.mark.parametrize("reader", ["young-person", "gp"])
def test_what_was_typed_is_shown_as_it_would_be_read_and_nothing_is_sent(browser, pages, db, reader):
    page = browser.send(f"{pages}/ages", minimum="12", maximum="17", preview=reader)

    assert "This is not public yet." in page.text
    assert "aged 12 to 17" in page.text
    assert get_changes(db, "teen-talk") == ()
    assert "aged 12 to 17" not in browser.open("/services/teen-talk").text
    assert "not public yet" not in browser.open("/services/teen-talk").text


def test_a_preview_leaves_nothing_in_what_professionals_find(browser, pages, db):
    browser.send(f"{pages}/facts/professionals", **{"threshold-for_professional": "Only in preview", "preview": "gp"})
    page = browser.open("/professionals/find", method="POST", data={"age": "15"})

    assert "Teen talk" in page.text
    assert "Only in preview" not in page.html


def test_what_waits_is_shown_as_it_would_be_read(browser, pages):
    browser.send(f"{pages}/facts/what", summary="Soon to be read.", description="")

    assert "Soon to be read." in browser.open(f"{pages}/preview/young-person").text
    assert browser.open(f"{pages}/preview/gp").status == 200
    assert browser.open(f"{pages}/preview/nobody").status == 404


def test_a_preview_of_what_cannot_be_is_the_form_with_what_is_wrong(browser, pages):
    page = browser.send(f"{pages}/ages", minimum="19", maximum="11", preview="gp")

    assert "The youngest age must not be above the oldest" in page.text
    assert "not public yet" not in page.text
