"""One number in several listings; and links and postcodes that lead nowhere."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from directory.domain.crisis import CRISIS_LINES
from directory.domain.links import LinkCheck, LinkOutcome, mark_of
from directory.domain.services import Channel, ContactPoint
from directory.publishing.listings import publish
from directory.store.database import writing
from directory.store.links import save_link_check
from directory.store.services import get_service, save_service
from directory.store.versions import get_versions
from tests.builders import a_location, a_service

TODAY = date(2026, 11, 20)


@pytest.fixture
def shared(db, service):
    """Two listings with one switchboard, spelt in two ways, and one website."""
    with writing(db):
        for number, spelt in enumerate(("01632 960001", "+44 1632 960001")):
            phone = ContactPoint(f"p{number}", Channel.PHONE, spelt)
            listing = a_service(
                f"Listing {number}",
                id=f"s{number}",
                slug=f"listing-{number}",
                contact_points=(phone,),
                url="https://www.example.org/help/",
            )
            publish(db, listing, by="seed", reason="Seeded", now=datetime(2026, 1, 2, tzinfo=UTC))


@pytest.fixture
def the_number(editor, shared):
    """The page of the switchboard."""
    page = editor.get("editors.list_contacts", words="01632960001")
    return next(link for link in page.links if link.startswith("/editors/contacts/"))


def test_one_number_is_one_however_it_is_spelt(editor, shared):
    page = editor.get("editors.list_contacts")

    assert "01632 960001" in page.text
    assert "example.org/help" in page.text
    assert page.text.count("01632") == 1


def test_a_change_is_carried_to_the_listings_that_are_ticked_after_asking_twice(editor, db, the_number):
    page = editor.open(the_number)
    uses = [has["value"] for has in page.all("input", name="use")]
    asked = editor.send(the_number, use=uses, new="01632 960009")
    assert "Nothing has been changed yet" in asked.text
    assert get_service(db, "s0").contact_points[0].value == "01632 960001"

    sure = asked.all("input", name="sure")[0]["value"]
    unsaid = editor.send(the_number, use=uses, new="01632 960009", sure=sure)
    assert "Enter the number or address that we had before" in unsaid.text
    assert get_service(db, "s0").contact_points[0].value == "01632 960001"

    done = editor.send(the_number, use=uses, new="01632 960009", sure=sure, confirmed_through="their website")

    assert get_versions(db, "s1")[-1].reason.endswith("Confirmed through: their website")
    assert [get_service(db, one).contact_points[0].value for one in ("s0", "s1")] == ["01632 960009"] * 2
    assert "Changed in 2 listings" in done.text
    assert "2 public listings have this number" in done.text


def test_whoever_keeps_the_listings_has_one_letter_that_names_both_numbers(editor, db, the_number, inbox):
    page = editor.open(the_number)
    uses = [has["value"] for has in page.all("input", name="use")]
    sure = f"01632 960009 {' '.join(sorted(uses))}"
    editor.send(the_number, use=uses, new="01632 960009", sure=sure, confirmed_through="their website")

    assert [one["To"] for one in inbox.all()] == ["sam@example.org"]
    assert "New:\n- 01632 960009\n\nNot on the page any more:\n- 01632 960001" in inbox.text()
    assert "The listings:\n- Listing 0\n- Listing 1" in inbox.text()


def test_one_press_for_a_sum_of_listings_that_was_not_shown_asks_again(editor, db, the_number):
    page = editor.open(the_number)
    uses = [has["value"] for has in page.all("input", name="use")]
    asked = editor.send(the_number, use=uses[:1], new="01632 960009")

    again = editor.send(the_number, use=uses, new="01632 960009", sure=asked.all("input", name="sure")[0]["value"])
    assert "Nothing has been changed yet" in again.text
    assert get_service(db, "s1").contact_points[0].value == "+44 1632 960001"


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"new": "ring us", "use": "x"}, "Enter a whole phone number"), ({"new": "01632 960009"}, "Tick at least one listing")],
)
def test_what_cannot_be_carried_is_sent_back(editor, the_number, typed, said):
    editor.open(the_number)

    assert said in editor.send(the_number, **typed).text


def test_a_carried_number_is_looked_at_once_more_like_a_single_one(editor, the_number):
    page = editor.open(the_number)
    uses = [has["value"] for has in page.all("input", name="use")]

    asked = editor.send(the_number, use=uses, new="01632")
    assert "This number has only 5 digits. Is it whole, with its area code?" in asked.text
    assert "Nothing has been changed yet" in asked.text
    assert "This looks like a mobile number" in editor.send(the_number, use=uses, new="07700 900001").text
    assert "This is what it is now" in editor.send(the_number, use=uses, new="01632960001").text


def test_where_the_old_number_stands_in_other_words_of_the_listings_is_said_before_it_is_carried(editor, db, the_number):
    with writing(db):
        save_service(db, replace(get_service(db, "s1"), advice_line="Ring 01632960001, mornings"))
    uses = [has["value"] for has in editor.open(the_number).all("input", name="use")]

    page = editor.send(the_number, use=uses, new="01632 960009")

    assert "The old one stands elsewhere too, and stays there." in page.text
    assert "Listing 1: Advice line for professionals" in page.text
    assert "Listing 0: " not in page.text


def test_who_comes_second_is_told_that_somebody_has_just_changed_it_and_keeps_the_number(editor, db, the_number):
    page = editor.open(the_number)
    uses = [has["value"] for has in page.all("input", name="use")]
    for number in ("01632 960009", "01632 960010"):
        sure = f"{number} {' '.join(sorted(uses))}"
        page = editor.send(the_number, use=uses, new=number, sure=sure, confirmed_through="their website")

    assert "Somebody has just changed it" in page.text
    assert "You typed: 01632 960010" in page.text
    assert "Listing 0: 01632 960009" in page.text
    assert get_service(db, "s0").contact_points[0].value == "01632 960009"


def test_what_else_stands_on_a_number_is_said(editor, db, shared):
    with writing(db):
        db.table("crisis_lines").upsert_all(
            [{**vars(line), "position": n} for n, line in enumerate(CRISIS_LINES)], pk="slug"
        )
        for one in ("s0", "s1"):
            point = ContactPoint(f"{one}-childline", Channel.PHONE, "0800 1111")
            save_service(db, replace(get_service(db, one), contact_points=(point,)))

    assert "the crisis line Childline, on every page" in editor.get("editors.list_contacts").text


def test_a_contact_that_nobody_has_is_said_so(editor):
    assert editor.get("editors.show_contact", key="nothing").status == 404


def test_dead_links_say_how_to_mend_them(editor, db, shared):
    address = "https://www.example.org/help/"
    with writing(db):
        save_link_check(db, LinkCheck(mark_of(address), LinkOutcome.GONE, None, TODAY, date(2026, 11, 6), 2))
    page = editor.get("editors.list_broken")

    assert "No such page. The site is there, but not this page." in page.text
    assert "Failed 2 times in a row, since 6 November 2026" in page.text
    assert any("/manage/services/listing-0" in link for link in page.links)


def test_without_a_postcode_file_the_page_says_how_to_load_one(editor):
    assert "flask postcodes load FILE" in editor.get("editors.list_broken").text


def test_postcodes_that_do_not_exist_are_listed_and_a_private_one_is_not_said(editor, db, service, tmp_path, app):
    file = tmp_path / "sheet.csv"
    file.write_text("pcds,lat,long,ladcd\nPO1 2AL,50.79,-1.09,E06000044\n")
    assert app.test_cli_runner().invoke(args=["postcodes", "load", str(file)]).exit_code == 0
    places = (a_location(postcode="PO1 2AL"), a_location(postcode="PO1 9ZZ"), a_location(postcode="PO9 9ZZ", masked=True))
    with writing(db):
        save_service(db, replace(service, locations=places))
    page = editor.get("editors.list_broken")

    assert "PO1 9ZZ It does not exist" in page.text
    assert "of a private address" in page.text
    assert "PO9 9ZZ" not in page.text
    assert "PO1 2AL" not in page.text
