"""What is said beside results about the place."""

import pytest

from directory.places.notes import place_notes
from tests.places.files import NSPL_2021, a_file, a_row


@pytest.fixture
def notes(gazetteer):
    def of(typed, *covered):
        return place_notes(gazetteer.find(typed), covered, gazetteer.names)

    return of


def test_known_postcode_in_a_covered_council_needs_no_note(notes, tmp_path, load):
    load(a_file(tmp_path / "nspl.csv", NSPL_2021, (a_row(NSPL_2021),)))

    assert notes("PO1 2AL", "E06000044") == ()
    assert notes("PO1 2AL") == ()


def test_unknown_postcode_says_which_wider_area_was_used(notes):
    assert notes("PO1 9ZZ") == ("We don't know PO1 9ZZ, so we used the middle of PO1. Distances are rough.",)


def test_old_postcode_is_called_old(notes, tmp_path, load):
    load(a_file(tmp_path / "nspl.csv", NSPL_2021, (a_row(NSPL_2021, doterm="201902"),)))

    assert notes("PO1 2AL") == ("PO1 2AL is an old postcode. We can still use it.",)


def test_district_over_several_councils_asks_for_the_whole_postcode(notes):
    assert notes("PO9")[-1] == "PO9 is in more than one council area. A full postcode tells us more."


@pytest.mark.parametrize(
    ("covered", "ours"),
    [
        (["E06000044"], "Portsmouth"),
        (["E06000044", "E07000090"], "Portsmouth and Havant"),
        (
            ["E06000044", "E07000090", "E10000011", "E09000004", "E06000026"],
            "Portsmouth, Havant, East Sussex and 2 more areas",
        ),
    ],
)
def test_search_from_elsewhere_says_what_is_covered_and_goes_on(notes, covered, ours):
    expected = f"This directory covers {ours}; you searched from Leeds. We still show online and national help."

    assert expected in notes("LS1", *covered)


@pytest.mark.parametrize("covered", [["E07000063"], ["E10000011"], ["E07000063", "E07000061"]])
def test_place_that_may_be_covered_is_not_called_elsewhere(notes, covered):
    assert not any("This directory covers" in note for note in notes("East Sussex", *covered))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("LD3 1AA", "In Wales, ring 111 and press 2"),
        ("TD15", "In Scotland, ring 111 and ask for the mental health hub"),
        ("BT7 1NN", "In Northern Ireland, you can ring Lifeline on 0808 808 8000"),
        ("JE2 3AB", "We don't list help in the Channel Islands"),
        ("IM1", "We don't list help on the Isle of Man"),
    ],
)
def test_other_nations_are_told_whom_to_ring_there(notes, typed, words):
    assert words in notes(typed, "E06000044")[-1]


def test_place_without_a_point_says_that_distances_are_not_known(notes):
    assert notes("BT7 1NN")[0] == "We don't know just where BT7 1NN is, so we can't say how far away things are."


@pytest.mark.parametrize(
    ("typed", "nation"), [("BT7 1NN", "Northern Ireland"), ("JE2 3AB", "the Channel Islands"), ("LS1", "Leeds")]
)
def test_place_we_know_little_of_is_called_by_its_nation(notes, typed, nation):
    assert f"you searched from {nation}." in " ".join(notes(typed, "E06000044"))
