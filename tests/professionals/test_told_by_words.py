"""A service for some people only is open to whoever the words say is one of them, which is shown and can be undone."""

import re

import pytest

DEAF_ONLY, YOUNG_PARENTS_ONLY = "Lamp and Hand on video", "Hop Basket Tuesdays"
LOOKS_OPEN = "Looks open"


def row_of(page_text, name):
    """From the name of a service on, far enough to meet its verdict."""
    found = re.search(rf"{re.escape(name)}.{{0,120}}", page_text)
    return found.group() if found else ""


@pytest.mark.parametrize(
    ("text", "age", "place", "name"),
    [
        ("anxious, mum is deaf", "14", "PO1", DEAF_ONLY),
        ("lives with deaf parents, anxious", "15", "DA16", DEAF_ONLY),
        ("his girlfriend is pregnant, low mood", "17", "BN22", YOUNG_PARENTS_ONLY),
        ("brother arrested by police, anxious", "15", "PL1", "Merrivane at the police station"),
        ("victim of crime by youth offender, anxious", "15", "PL1", "Merrivane at the police station"),
        ("dad works with asylum seekers. trauma", "15", "MK9", "The table at Ninth Chair"),
        ("worried about racism towards her friend, anxiety", "15", "DA16", "Braided River"),
    ],
)
def test_what_is_true_of_a_relative_opens_no_service_that_is_only_for_some(demonstration, text, age, place, name):
    asked = {"text": text, "age": age, "postcode": place, "gp_postcode": place}
    page = demonstration.post("professionals.find", asked).text

    assert name in page
    assert LOOKS_OPEN not in row_of(page, name)
    assert "this is true of them" not in page


def test_what_the_words_tell_of_them_is_shown_and_one_press_takes_it_out(demonstration):
    page = demonstration.post("professionals.find", {"text": "deaf, anxious", "age": "14", "postcode": "PO1"})
    assert "We read from your words that this is true of them: deaf and hard of hearing That is not so" in page.text
    assert LOOKS_OPEN in row_of(page.text, DEAF_ONLY)
    address = next(form["action"] for form in page.all("form") if "not-so-of-them" in form["action"])

    without = demonstration.open(address, method="POST", data={"part": "audience:deaf"})

    assert LOOKS_OPEN not in row_of(without.text, DEAF_ONLY)
    assert "this is true of them" not in without.text


def test_what_a_box_tells_is_taken_out_in_its_box(demonstration):
    page = demonstration.post("professionals.find", {"text": "deaf, anxious", "circumstance": "deaf"})

    assert "this is true of them" not in page.text


def test_only_circumstances_are_taken_out_here(demonstration):
    page = demonstration.post("professionals.find", {"text": "deaf, anxious", "age": "14"})
    address = next(form["action"] for form in page.all("form") if "not-so-of-them" in form["action"])

    assert "age 14" in demonstration.open(address, method="POST", data={"part": "age"}).text
    assert "deaf and hard of hearing" in demonstration.open(address, method="POST").text
