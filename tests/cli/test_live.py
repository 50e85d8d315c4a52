"""`flask doctor --live` and `flask crisis`: what stands between a set-up and the public."""

import shutil
from dataclasses import replace

import pytest

from directory.application import create_app
from directory.config import Settings
from directory.domain.crisis import CRISIS_LINES
from directory.domain.events import Action, Subject
from directory.domain.invented_numbers import is_invented
from directory.store.crisis_lines import get_crisis_lines, save_crisis_lines
from directory.store.database import open_database, writing
from directory.store.events import list_events
from tests.builders import PORTSMOUTH
from tests.conftest import SEED
from tests.places.files import a_file

BY_DAY = ("--label", "Worried about a child, by day", "--hours", "Monday to Friday, 9am to 5pm")


SETTINGS = Settings(
    seed=SEED,
    secret_key="made up for tests only",
    live=True,
    councils=(PORTSMOUTH,),
    contact="team@example.org",
    address="https://directory.example.org",
    mail_host="mail.example.org",
    mail_from="directory@example.org",
    clinical_safety_officer="Dr A",
    safeguarding_lead="B",
    information_governance_lead="C",
    young_peoples_panel="Panel of May 2026",
)


@pytest.fixture
def settings(tmp_path):
    return replace(SETTINGS, data=tmp_path / "data")


def run(settings, *typed):
    return create_app(settings).test_cli_runner().invoke(args=[str(word) for word in typed])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """The data folder of a directory about which everything has been done that must be."""
    folder = tmp_path_factory.mktemp("prepared")
    settings = replace(SETTINGS, data=folder / "data")
    assert run(settings, "seed", "--no-demo").exit_code == 0
    assert run(settings, "index", "rebuild").exit_code == 0
    assert run(settings, "postcodes", "load", a_file(folder / "postcodes.csv")).exit_code == 0
    assert run(settings, "crisis", "council", PORTSMOUTH, "--number", "023 9200 0000", *BY_DAY).exit_code == 0
    for line in CRISIS_LINES:
        assert run(settings, "crisis", "check", line.slug, "--by", "Dana").exit_code == 0
    return settings.data


@pytest.fixture
def ready(prepared, settings):
    shutil.copytree(prepared, settings.data)
    return settings


def test_a_directory_about_which_everything_is_done_may_go_live(ready):
    done = run(ready, "doctor", "--live")

    assert done.exit_code == 0, done.output
    assert "WRONG" not in done.output


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"live": False}, "Set DIRECTORY_LIVE to 1"),
        ({"clinical_safety_officer": ""}, "Set DIRECTORY_CLINICAL_SAFETY_OFFICER"),
        ({"safeguarding_lead": ""}, "Set DIRECTORY_SAFEGUARDING_LEAD"),
        ({"information_governance_lead": ""}, "Set DIRECTORY_INFORMATION_GOVERNANCE_LEAD"),
        ({"young_peoples_panel": ""}, "Set DIRECTORY_YOUNG_PEOPLES_PANEL"),
        ({"contact": ""}, "Set DIRECTORY_CONTACT"),
        ({"mail_host": ""}, "Set DIRECTORY_MAIL_HOST"),
        ({"address": "http://directory.example.org"}, "Set DIRECTORY_ADDRESS to the https: address"),
        ({"councils": ()}, "Name the councils you cover"),
        ({"councils": (PORTSMOUTH, "E07000090")}, "No number for a worry about a child in: Havant"),
    ],
)
def test_each_thing_that_is_not_done_is_one_sentence_on_what_to_do(ready, changed, said):
    done = run(replace(ready, **changed), "doctor", "--live")

    assert done.exit_code == 1
    assert said in done.output
    assert done.output.count("WRONG") == 1


def test_a_fresh_directory_is_told_all_that_is_missing(settings):
    run(settings, "seed", "--no-demo")
    said = run(settings, "doctor", "--live").output

    assert 'Then run: flask crisis check childline --by "NAME"' in said
    assert "Run: flask postcodes load FILE" in said
    assert "No number for a worry about a child in: Portsmouth" in said


def test_invented_services_and_live_refuse_each_other(settings):
    run(replace(settings, live=False), "seed")
    done = run(settings, "doctor")

    assert done.exit_code == 1
    assert "invented services are public" in done.output
    said = run(settings, "doctor", "--live").output
    assert "Start a new data folder with: flask seed --no-demo" in said
    assert "nobody answers these" in said


def test_a_line_whose_number_changed_must_be_confirmed_again(ready):
    db = open_database(ready.database)
    with writing(db):
        save_crisis_lines(db, [replace(line, action="tel:0") if line.slug == "shout" else line for line in CRISIS_LINES])
    db.close()
    done = run(ready, "doctor", "--live")

    assert done.exit_code == 1
    assert "flask crisis check shout" in done.output
    assert "shout: the copy for when the database is gone says something else" in done.output


def test_a_check_of_a_line_holds_for_a_year(ready):
    db = open_database(ready.database)
    db.execute("UPDATE crisis_line_checks SET checked_on = '2020-01-01' WHERE slug = 'samaritans'")
    db.close()

    assert "flask crisis check samaritans" in run(ready, "doctor", "--live").output


def test_a_line_that_is_missing_is_named(ready):
    db = open_database(ready.database)
    db.execute("DELETE FROM crisis_lines WHERE slug = 'childline'")
    db.close()

    assert "Missing: Childline" in run(ready, "doctor", "--live").output


def test_a_worry_about_safety_nobody_has_read_is_wrong(ready):
    db = open_database(ready.database)
    db.execute("""INSERT INTO corrections (receipt_hash, service_id, reason, text, is_safeguarding, received_at, state)
                  SELECT 'x', id, 'not-safe', '', 1, '2026-01-01T09:00:00+00:00', 'received' FROM services LIMIT 1""")
    db.close()

    assert "1 wait for more than a day" in run(ready, "doctor", "--live").output


def test_without_a_database_it_says_how_to_make_one(settings):
    done = run(settings, "doctor", "--live")

    assert done.exit_code == 1
    assert "flask seed" in done.output
    assert "Traceback" not in done.output


def test_who_checked_a_line_and_when_is_listed(ready):
    said = run(ready, "crisis", "list").output

    assert said.count("checked by Dana on 2") == len(CRISIS_LINES)


def test_the_audit_says_who_checked_a_line_and_that_a_councils_number_was_stored(ready):
    db = open_database(ready.database)
    found = [event for _, event in list_events(db, most=100)]
    db.close()

    checked = {one.subject_id for one in found if (one.action, one.by) == (Action.CHECKED, "Dana")}
    assert checked == {line.slug for line in CRISIS_LINES}
    (stored,) = (one for one in found if one.subject is Subject.COUNCIL)
    assert (stored.subject_id, stored.facts) == (PORTSMOUTH, ("Worried about a child, by day",))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("nightline", "--by", "Dana"), "There is no crisis line nightline"),
        (("999", "--by", " "), "Say who checked it"),
        (("999", "--by", "Dana", "--on", "2999-01-01"), "must be today or in the past"),
    ],
)
def test_a_check_that_cannot_be_is_refused_with_a_sentence(ready, typed, said):
    done = run(ready, "crisis", "check", *typed)

    assert done.exit_code == 1
    assert said in done.output


def test_the_same_label_again_replaces_a_councils_number(ready):
    run(ready, "crisis", "council", PORTSMOUTH, "--number", "023 9200 0001", *BY_DAY)
    db = open_database(ready.database)
    numbers = [row[0] for row in db.execute("SELECT number FROM council_numbers")]
    db.close()

    assert numbers == ["023 9200 0001"]
    assert "no council with the code" in run(ready, "crisis", "council", "X", "--number", "1", *BY_DAY).output


@pytest.mark.parametrize(
    ("number", "invented"),
    [("01632 960123", True), ("+44 7700 900123", True), ("0800 1111", False), ("01632 123456", False)],
)
def test_numbers_made_for_drama_are_known(number, invented):
    assert is_invented(number) is invented


def test_the_copy_in_the_code_says_what_the_seed_says(ready):
    db = open_database(ready.database)

    assert get_crisis_lines(db) == CRISIS_LINES
    db.close()
