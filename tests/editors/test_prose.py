"""Facts read from prose, each listing beside its words: an editor's first days after an import."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from directory.domain.eligibility import AgeRule
from directory.domain.provenance import Provenance
from directory.domain.services import Sector
from directory.publishing.editing import publish_edit
from directory.store.codec import to_json
from directory.store.database import writing
from directory.store.desk import ids_from_prose
from directory.store.provenance import save_provenance
from directory.store.services import get_service, save_service
from directory.store.versions import get_versions
from tests.builders import a_service

READ = frozenset({"age_rules", "needs"})
WORDS = "A group for 11 to 18 year olds who worry."


@pytest.fixture
def read(listed, service):
    """Three listings with facts from their own sentences."""
    facts = {"unconfirmed": READ, "description": WORDS, "age_rules": [AgeRule(11, 18)], "published_on": date(2026, 1, 2)}
    listed(
        a_service("Plain trust", id="plain", slug="plain", sector=Sector.STATUTORY, **facts),
        a_service("Corner cafe", id="corner", slug="corner", sector=Sector.VOLUNTARY, **facts),
        a_service("Crisis team", id="crisis", slug="crisis", nhs_role="crisis-team", **facts),
    )


def mark(page):
    return page.all("input", name="mark")[0]["value"]


def test_crisis_help_comes_first_and_then_the_voluntary(db, read):
    assert ids_from_prose(db, start=0, most=10) == ["crisis", "corner", "plain"]


def test_a_listing_stands_beside_the_words_it_was_read_from_with_what_tells_marked(editor, read):
    page = editor.open("/editors/prose")

    assert "3 listings left" in page.text
    assert WORDS in page.text
    assert "<mark>11</mark> to <mark>18</mark>" in page.html
    assert "people aged 11 to 18" in page.text


def test_what_we_wrote_is_never_shown_as_their_words(editor, db, read):
    theirs = Provenance("description", "A list", to_json("Ages 11 to 25."))
    with writing(db):
        save_provenance(db, "crisis", theirs)

    page = editor.open("/editors/prose/crisis")

    assert "Ages 11 to 25." in page.text
    assert WORDS not in page.text
    assert "in other words now" in page.text


def test_one_press_confirms_a_whole_listing_and_the_next_one_comes_up(editor, db, read):
    page = editor.open("/editors/prose")

    page = editor.send("/editors/prose/crisis", act="all", mark=mark(page), page="1", after="corner")

    assert "Confirmed." in page.text
    assert "2 listings left" in page.text
    assert page.all("h2", id="corner-name")[0].get("autofocus") is not None
    assert get_service(db, "crisis").unconfirmed == frozenset()
    assert get_service(db, "crisis").last_modified == get_service(db, "plain").last_modified


def test_one_fact_is_confirmed_by_itself_and_the_listing_stays_in_front(editor, db, read):
    page = editor.open("/editors/prose")

    page = editor.send("/editors/prose/crisis", act="confirm:needs", mark=mark(page), page="1", after="corner")

    assert get_service(db, "crisis").unconfirmed == {"age_rules"}
    assert page.all("h2", id="crisis-name")[0].get("autofocus") is not None


def test_what_was_read_wrongly_is_taken_out_and_reads_not_told_us(editor, db, read):
    page = editor.open("/editors/prose/crisis")

    page = editor.send("/editors/prose/crisis", act="take-out:age_rules", mark=mark(page), page="")

    assert "Taken out" in page.text
    assert get_service(db, "crisis").age_rules is None
    assert get_service(db, "crisis").unconfirmed == {"needs"}
    assert get_versions(db, "crisis")[-1].reason == "Read wrongly from prose"


def test_nobody_confirms_what_they_did_not_see(editor, db, read):
    seen = mark(editor.open("/editors/prose/crisis"))
    other = replace(get_service(db, "crisis"), needs=frozenset({"low-mood"}))
    with writing(db):
        save_service(db, other)

    for act in ("all", "confirm:needs", "take-out:needs"):
        page = editor.send("/editors/prose/crisis", act=act, mark=seen, page="1")
        assert "Nothing was changed" in page.text, act
    assert get_service(db, "crisis") == other


def test_a_press_that_names_nothing_of_it_changes_nothing(editor, db, read):
    page = editor.open("/editors/prose/crisis")
    before, seen = get_service(db, "crisis"), mark(page)

    for act in ("", "x", "confirm:", "confirm:summary", "take-out:", "take-out:name", "take-out:id", "take-out:unconfirmed"):
        assert editor.send("/editors/prose/crisis", act=act, mark=seen, page="1").status == 200
        assert get_service(db, "crisis") == before, act


def test_the_pages_end_well_when_the_last_is_confirmed(editor, db, read, keepers):
    for one in ("plain", "corner", "crisis"):
        edited = replace(get_service(db, one), age_rules=(AgeRule(12, 18),), needs=frozenset({"low-mood"}))
        publish_edit(db, edited, made_from=0, by="eve", now=datetime.now(UTC))

    assert "None is left." in editor.open("/editors/prose?page=7").text
    assert "Nothing of this listing is left" in editor.open("/editors/prose/plain").text


def test_a_double_press_stores_the_confirmation_once(editor, db, read):
    page = editor.open("/editors/prose")
    for _ in range(2):
        last = editor.send("/editors/prose/crisis", act="all", mark=mark(page), page="1", after="corner")

    assert "Nothing was stored twice." in last.text
    assert [one.reason for one in get_versions(db, "crisis")] == ["Confirmed: age_rules, needs"]
