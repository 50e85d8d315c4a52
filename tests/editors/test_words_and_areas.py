"""The try-it box of search and the page of areas."""

import logging

from directory.domain.eligibility import AreaKind, lives_in
from tests.builders import PORTSMOUTH, a_service

WORDS = "/editors/words"


def try_out(editor, **typed):
    editor.open(WORDS)
    return editor.send(WORDS, **typed)


def test_words_show_what_is_understood_and_what_they_would_find(editor, service, listed):
    listed(a_service("Night owls", slug="night-owls", needs=frozenset({"sleep"}), published_on=service.published_on))

    page = try_out(editor, text="cant slepe, im 14 and a young carer", postcode="PO1")

    assert "Read as cant sleep" in page.text
    assert "Age in the words 14" in page.text
    assert "cant sleep a need: " in page.text
    assert "Sleep" in page.text
    assert "Night owls" in page.text


def test_danger_shows_its_kind_and_which_words_spoke(editor, service):
    page = try_out(editor, text="i want to kill myself")

    assert "suicide : the panel is shown" in page.text or "suicide: the panel is shown" in page.text
    assert "a danger: panel (suicide)" in page.text


def test_danger_that_is_denied_is_said_to_be_so(editor, service):
    page = try_out(editor, text="im not suicidal but i feel low")

    assert "the slim line of numbers is shown" in page.text
    assert "denied, or over" in page.text


def test_nothing_that_was_tried_is_kept_anywhere(editor, service, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)

    try_out(editor, text="zanzibarbaric kettles")

    assert "zanzibarbaric" not in caplog.text
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert b"zanzibarbaric" not in kept


def test_no_words_and_a_postcode_that_is_none_are_told_kindly(editor, service):
    assert "Type some words first" in try_out(editor, text=" ").text

    page = try_out(editor, text="worried", postcode="nonsense", age="abc")
    assert page.title.startswith("Error:")
    assert "What we make of it" in page.text
    assert "nonsense" in page.html


def test_the_phrases_of_a_need_are_there_to_browse(editor, service):
    page = editor.open(f"{WORDS}/sleep")

    assert "insomnia" in page.text
    assert "needs/body.toml" in page.text
    assert editor.open(f"{WORDS}/no-such-need").status == 404


def test_areas_say_how_many_listings_name_each(editor, service, listed):
    listed(a_service("Local help", slug="local-help", published_on=service.published_on,
                     catchment=lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH, "E99999999")))  # fmt: skip

    page = editor.open("/editors/areas")

    assert "Portsmouth E06000044 1 that name Portsmouth" in page.text
    assert "Everywhere: no council is named" in page.text
    assert "E99999999 : 1 listing" in page.text or "E99999999: 1 listing" in page.text
    assert "that no listing names: 1" in page.text
