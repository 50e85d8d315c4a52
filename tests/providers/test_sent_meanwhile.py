"""Two people send the same reviewed fact: who comes second is shown both, loses no word, and may send theirs too."""

import pytest

from directory.store.changes import get_open_changes
from directory.store.database import writing
from directory.store.services import get_service
from tests.providers.test_taking_back import sent_by_a_colleague

BOTH = "Somebody else has just sent this too"


@pytest.fixture
def opened_before(browser, pages, db):
    """What was hidden in a form that was open when a colleague sent theirs."""

    def run(form, **theirs):
        page = browser.open(pages + form)
        hidden = {one["name"]: one["value"] for one in page.all("input", type="hidden") if one["name"] != "form_token"}
        browser.send(pages + form, **theirs)
        sent_by_a_colleague(db)
        return hidden

    return run


def hidden_in(page, name):
    return page.all("input", name=name)[0]["value"]


def waiting(db):
    return [fact.change.after for change in get_open_changes(db, "teen-talk") for fact in change.facts]


def test_the_second_is_shown_both_and_nothing_is_sent_until_they_choose(browser, pages, db, opened_before):
    hidden = opened_before("/facts/next", what_happens_next="Theirs.")

    page = browser.send(f"{pages}/facts/next", what_happens_next="Mine.", **hidden)

    assert BOTH in page.text
    assert "What happens next: yours Mine." in page.text
    assert "What happens next: theirs, which waits for an editor Theirs." in page.text
    assert page.all("textarea", name="what_happens_next")
    assert waiting(db) == [("Theirs.",)]


def test_sent_once_more_both_wait_for_an_editor(browser, pages, db, opened_before):
    hidden = opened_before("/facts/next", what_happens_next="Theirs.")
    page = browser.send(f"{pages}/facts/next", what_happens_next="Mine.", **hidden)

    again = {"made_from": hidden_in(page, "made_from"), "seen_edit": hidden_in(page, "seen_edit")}
    page = browser.send(f"{pages}/facts/next", what_happens_next="Mine too.", **again)

    assert "Not public yet: What happens next: Mine too." in page.text
    assert waiting(db) == [("Theirs.",), ("Mine too.",)]


def test_what_waited_when_the_form_was_opened_is_said_there_and_is_no_surprise(browser, pages, db, opened_before):
    opened_before("/facts/next", what_happens_next="Theirs.")
    page = browser.open(f"{pages}/facts/next")
    assert "What somebody else sent stays: if you send something too, an editor reads both and chooses." in page.text
    assert "takes the place" not in page.text

    seen = hidden_in(page, "seen_edit")
    assert BOTH not in browser.send(f"{pages}/facts/next", what_happens_next="Mine.", seen_edit=seen).text
    assert len(waiting(db)) == 2


@pytest.mark.parametrize("mine", [{"what_happens_next": "Theirs."}, {"what_happens_next": "", "while_you_wait": "Walk."}])
def test_the_same_or_something_else_is_no_conflict(browser, pages, db, opened_before, mine):
    hidden = opened_before("/facts/next", what_happens_next="Theirs.")

    assert BOTH not in browser.send(f"{pages}/facts/next", **mine, **hidden).text
    assert len(get_open_changes(db, "teen-talk")) == 2


def test_small_news_does_not_wait_for_what_a_colleague_sent(browser, pages, db, opened_before):
    hidden = opened_before("/ended", try_instead="")

    assert BOTH not in browser.send(f"{pages}/closed", closed="yes", **hidden).text
    assert get_service(db, "teen-talk").status.value == "temporarily closed"


def test_what_was_sent_before_by_the_same_person_is_replaced_without_a_question(browser, pages, db):
    for words in ("One.", "Two."):
        page = browser.send(f"{pages}/facts/next", what_happens_next=words, seen_edit="0")

    assert BOTH not in page.text
    assert waiting(db)[-1] == ("Two.",)


def test_what_was_declined_meanwhile_is_nothing_to_choose_from(browser, pages, db, opened_before):
    hidden = opened_before("/facts/next", what_happens_next="Theirs.")
    with writing(db):
        db.execute("UPDATE changed_facts SET state = 'declined'")

    assert BOTH not in browser.send(f"{pages}/facts/next", what_happens_next="Mine.", **hidden).text
