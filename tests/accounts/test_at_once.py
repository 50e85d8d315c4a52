"""Many processes at once, as gunicorn has them: a link is spent once, and tries are counted for all of them together."""

from datetime import UTC, datetime
from multiprocessing import get_context

import pytest

from directory.accounts.locks import Locks
from directory.accounts.signing_in import LETTERS_AN_HOUR, TRIES_A_LETTER, ask_to_sign_in, sign_in_by_code, sign_in_by_link
from directory.domain.errors import LinkEnded, SignInRefused
from directory.store.database import open_database

PROCESSES, EACH = 8, 5
NOW = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)
SECRETS = ("a secret that is only used in tests",)
SAM = "sam@example.org"


@pytest.fixture
def at_once(db, keepers, tmp_path):
    """What each of many processes says of a thing done several times."""
    path = tmp_path / "data" / "directory.sqlite3"

    def run(what, *given):
        with get_context("spawn").Pool(PROCESSES) as pool:
            return [one for some in pool.starmap(_often, [(path, what, given)] * PROCESSES) for one in some]

    return run


def test_a_link_is_spent_by_one_of_many(db, at_once):
    link = ask_to_sign_in(db, Locks(SECRETS), email=SAM, now=NOW).link

    assert sorted(set(said := at_once(_open, link))) == ["ended", "in"]
    assert said.count("in") == 1


def test_a_code_is_guessed_as_often_as_by_one(db, at_once):
    browser = ask_to_sign_in(db, Locks(SECRETS), email=SAM, now=NOW).browser
    said = at_once(_guess, browser)

    assert len(said) == PROCESSES * EACH
    assert sum("not the code" in one for one in said) == TRIES_A_LETTER
    assert sum("tried too often" in one for one in said) == PROCESSES * EACH - TRIES_A_LETTER


def test_letters_are_as_many_as_from_one(at_once):
    assert at_once(_ask).count("letter") == LETTERS_AN_HOUR


def _often(path, what, given):
    db = open_database(path)
    try:
        return [what(db, Locks(SECRETS), *given) for _ in range(EACH)]
    finally:
        db.close()


def _open(db, locks, link):
    try:
        sign_in_by_link(db, locks, link, NOW)
    except LinkEnded:
        return "ended"
    return "in"


def _guess(db, locks, browser):
    try:
        sign_in_by_code(db, locks, browser=browser, typed="wrong", now=NOW)
    except SignInRefused as error:
        return str(error)
    return "in"


def _ask(db, locks):
    return "letter" if ask_to_sign_in(db, locks, email=SAM, now=NOW).to else "nothing"
