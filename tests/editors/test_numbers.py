"""Crisis lines, changed by admins who are asked twice; and councils' numbers, rung and kept."""

from datetime import UTC, datetime

import pytest

from directory.domain.council_checks import DAY_LABEL, NIGHT_LABEL
from directory.domain.crisis import CRISIS_LINES
from directory.domain.places import ENGLAND, AreaLevel, CouncilNumber, NamedArea
from directory.editors.crisis_lines import read_line
from directory.store.areas import get_council_numbers, save_areas, save_council_numbers
from directory.store.crisis_line_checks import get_crisis_line_checks
from directory.store.crisis_lines import get_crisis_lines, save_crisis_lines
from directory.store.database import writing
from directory.store.events import list_events
from directory.upkeep.crisis_lines import add_line, missing_lines
from tests.builders import PORTSMOUTH

SHOUT = {
    "name": "Shout",
    "what_to_do": "Just text SHOUT to 85258",
    "number": "85258",
    "way": "text",
    "word": "shout",
    "who_for": "To text, any age",
    "hours": "Always open",
}
COUNTY = "E10000014"


@pytest.fixture
def lines(db):
    with writing(db):
        save_crisis_lines(db, CRISIS_LINES)


@pytest.fixture
def admin(sign_in, browser, lines):
    return sign_in(browser, "admin")


@pytest.fixture
def numbers(db):
    with writing(db):
        save_council_numbers(db, PORTSMOUTH, [CouncilNumber(PORTSMOUTH, DAY_LABEL, "023 9268 0001", "By day")])


def of(page, name):
    """What a hidden field holds."""
    return page.all("input", name=name)[-1]["value"]


def stored(db, slug):
    return next(line for line in get_crisis_lines(db) if line.slug == slug)


def test_lines_are_confirmed_by_name_and_those_that_were_not_ticked_stay_due(admin, db):
    page = admin.get("editors.list_crisis_lines")
    seen = {has["name"]: has["value"] for has in page.all("input", type="hidden") if has["name"].startswith("seen-")}
    page = admin.send("/editors/crisis-lines", line=["shout", "999"], name="Ada Byron", **seen)

    assert [(one.slug, one.checked_by) for one in get_crisis_line_checks(db)] == [
        ("shout", "Ada Byron"),
        ("999", "Ada Byron"),
    ]
    assert "Written down" in page.text
    assert page.text.count("Nobody has confirmed it as it stands now") == len(CRISIS_LINES) - 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "line": "shout"}, "Enter your name"),
        ({"name": "Ada"}, "Tick each line"),
        ({"name": "Ada", "line": "shout", "seen-shout": "x"}, "Look once more"),
    ],
)
def test_a_check_without_a_name_a_line_or_a_look_is_none(admin, db, typed, said):
    admin.get("editors.list_crisis_lines")

    assert said in admin.send("/editors/crisis-lines", **typed).text
    assert get_crisis_line_checks(db) == ()


def test_a_line_is_changed_only_when_asked_twice_and_needs_a_check_again(admin, db):
    seen = of(admin.get("editors.change_crisis_line", slug="shout"), "seen")
    asked = admin.send("/editors/crisis-lines/shout", seen=seen, **SHOUT)
    assert "It is not on any page yet" in asked.text
    assert stored(db, "shout") == CRISIS_LINES[2]

    page = admin.send("/editors/crisis-lines/shout", seen=seen, sure=of(asked, "sure"), **SHOUT)

    assert stored(db, "shout").action == CRISIS_LINES[2].action
    assert "Just text SHOUT to" in page.text
    assert "When the database is gone, pages say something else" in page.text
    event = list_events(db)[0][1]
    assert (event.subject.value, event.subject_id, set(event.facts)) == ("crisis line", "shout", {"what_to_do"})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": "lots"}, "Enter the number in digits"),
        ({"number": "86463"}, "Say the number in it just as below: 86463"),
        ({"hours": ""}, "Enter when it is open"),
        ({"who_for": "x" * 200}, "Use at most 80 letters"),
    ],
)
def test_a_line_that_cannot_be_right_says_what_to_put_right(typed, said):
    wanted, errors = read_line("shout", SHOUT | typed)

    assert wanted is None
    assert [message for message in errors.values() if said in message]


def test_a_line_with_a_mistake_is_sent_back(admin, db):
    admin.get("editors.change_crisis_line", slug="shout")
    page = admin.send("/editors/crisis-lines/shout", **(SHOUT | {"number": "lots"}))

    assert "Enter the number in digits" in page.text
    assert page.title.startswith("Error:")
    assert stored(db, "shout") == CRISIS_LINES[2]


def test_what_somebody_else_changed_meanwhile_is_not_written_over(admin, db):
    seen = of(admin.get("editors.change_crisis_line", slug="shout"), "seen")
    asked = admin.send("/editors/crisis-lines/shout", seen=seen, **SHOUT)
    with writing(db):
        save_crisis_lines(db, [CRISIS_LINES[0]] * 2 + [CRISIS_LINES[3]])
        db.execute("UPDATE crisis_lines SET hours = 'By day' WHERE slug = 'shout'")

    assert "Look once more" in admin.send("/editors/crisis-lines/shout", seen=seen, sure=of(asked, "sure"), **SHOUT).text
    assert stored(db, "shout").hours == "By day"


def test_a_line_that_is_older_than_what_came_with_the_directory_is_taken_over_in_one_press(admin, db):
    with writing(db):
        db.execute("UPDATE crisis_lines SET hours = 'By day' WHERE slug = 'shout'")
    page = admin.get("editors.list_crisis_lines")
    assert "Not as it came with the directory" in page.text

    page = admin.send("/editors/crisis-lines/shout/take-over", seen=of(page, "seen"))

    assert get_crisis_lines(db) == CRISIS_LINES
    assert "Not as it came" not in page.text


def test_a_line_that_came_later_with_the_directory_is_put_on_every_page(db):
    now = datetime(2026, 11, 20, tzinfo=UTC)
    with writing(db):
        save_crisis_lines(db, CRISIS_LINES[:-1])
    assert missing_lines(db, CRISIS_LINES) == CRISIS_LINES[-1:]

    add_line(db, CRISIS_LINES[-1], by="keeper 1", now=now)
    add_line(db, CRISIS_LINES[-1], by="keeper 1", now=now)

    assert get_crisis_lines(db) == CRISIS_LINES


def test_a_line_that_is_not_there_is_said_so(admin):
    assert admin.get("editors.change_crisis_line", slug="nothing").status == 404


def test_what_is_missing_is_said_and_filled_in(editor, db, numbers):
    page = editor.get("editors.list_councils")
    assert f"No number: {NIGHT_LABEL}" in page.text
    assert "Nobody has rung it yet" in page.text

    form = editor.get("editors.change_council_numbers", code=PORTSMOUTH)
    page = editor.send(
        f"/editors/councils/{PORTSMOUTH}",
        seen=of(form, "seen"),
        day_number="023 9268 0001",
        day_hours="By day",
        night_number="0300 555 1373",
        night_hours="At night",
        rang="1",
    )

    assert [one.number for one in get_council_numbers(db, [PORTSMOUTH])] == ["023 9268 0001", "0300 555 1373"]
    assert "No number" not in page.text
    assert "by eve@example.org" in page.text
    assert list_events(db)[0][1].facts == (NIGHT_LABEL,)


def test_one_press_says_that_they_were_rung(editor, numbers):
    page = editor.get("editors.list_councils")
    page = editor.send(f"/editors/councils/{PORTSMOUTH}/check", seen=of(page, "seen"))

    assert "you rang, and they are right" in page.text
    assert "by eve@example.org" in page.text


def test_nobody_confirms_numbers_that_were_changed_meanwhile(editor, numbers):
    editor.get("editors.list_councils")

    assert "Look once more" in editor.send(f"/editors/councils/{PORTSMOUTH}/check", seen="old").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day_number": "ring us"}, "Enter a whole phone number"),
        ({"day_number": "023 9268 0001"}, "Enter when it is the right number"),
        ({}, "Enter at least one number"),
    ],
)
def test_numbers_that_cannot_be_right_are_sent_back(editor, db, numbers, typed, said):
    editor.get("editors.change_council_numbers", code=PORTSMOUTH)

    assert said in editor.send(f"/editors/councils/{PORTSMOUTH}", **typed).text
    assert len(get_council_numbers(db, [PORTSMOUTH])) == 1


def test_what_a_county_has_is_for_its_districts_too(editor, db):
    with writing(db):
        save_areas(
            db,
            [
                NamedArea(COUNTY, AreaLevel.COUNTY, "Hampshire", "Hampshire", ENGLAND),
                NamedArea("E07000084", AreaLevel.LOCAL_AUTHORITY, "Basingstoke", "Basingstoke", ENGLAND, COUNTY),
            ],
        )
    form = editor.open("/editors/councils?code=" + COUNTY)
    editor.send(f"/editors/councils/{COUNTY}", seen=of(form, "seen"), day_number="0300 555 1384", day_hours="By day")

    assert [one.number for one in get_council_numbers(db, ["E07000084"])] == ["0300 555 1384"]


def test_a_code_that_is_no_council_is_said_so(editor):
    assert editor.get("editors.change_council_numbers", code=ENGLAND).status == 404
