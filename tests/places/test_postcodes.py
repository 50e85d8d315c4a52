"""Postcodes as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.errors import PlaceNotUnderstood
from directory.places.postcodes import LAST_LETTER, POSTCODE_AREAS, Postcode, is_regular, parse_postcode

INCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
areas = st.sampled_from(sorted(POSTCODE_AREAS))
incodes = st.builds("{}{}{}".format, st.integers(0, 9), st.sampled_from(INCODE_LETTERS), st.sampled_from(INCODE_LETTERS))


@st.composite
def outcodes(draw):
    area = draw(areas)
    digit = draw(st.integers(1 if len(area) == 1 else 0, 9))
    after = st.one_of(st.just(""), st.sampled_from(LAST_LETTER[len(area)]))
    return draw(st.one_of(st.just(f"{area}{draw(st.integers(10, 99))}"), st.just(f"{area}{digit}{draw(after)}")))


postcodes = st.builds(Postcode, outcodes(), st.one_of(st.none(), incodes)) | st.just(Postcode("GIR", "0AA"))


@given(postcodes)
def test_postcode_written_out_is_read_as_itself(postcode):
    assert parse_postcode(str(postcode)) == postcode


@given(postcodes, st.data())
def test_case_spaces_and_punctuation_do_not_matter(postcode, data):
    gaps = st.sampled_from(["", " ", "  ", ".", "-", "\u00a0"])
    if not postcode.is_full:  # a space in half a postcode may make it another half: PO1 2
        gaps = st.just("")
    typed = "".join(
        char + data.draw(gaps) for char in data.draw(st.sampled_from([postcode.compact.lower(), postcode.compact]))
    )

    assert parse_postcode(f" {typed}, ") == postcode


@given(postcodes.filter(lambda postcode: postcode.is_full), st.data())
def test_o_and_0_and_i_and_1_stand_for_each_other(postcode, data):
    slips = {"O": "O0", "0": "0O", "I": "I1", "1": "1I"}
    slipped = "".join(data.draw(st.sampled_from(slips.get(char, char))) for char in postcode.compact)
    if not any(char.isdigit() for char in slipped) or is_regular(slipped[:-3]):
        slipped = postcode.compact

    assert parse_postcode(slipped) == postcode


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("po12al", "PO1 2AL"),
        ("p o 1 2 a l", "PO1 2AL"),
        ("P01 2AL", "PO1 2AL"),
        ("POI 2AL", "PO1 2AL"),
        ("pol 2al", "PO1 2AL"),
        ("PO1 2A1", "PO1 2AL"),
        ("(PO1-2AL).", "PO1 2AL"),
        ("ＰＯ１ ２ＡＬ", "PO1 2AL"),
        ("sw1a1aa", "SW1A 1AA"),
        ("SWIA IAA", "SW1A 1AA"),
        ("WIA 1AA", "W1A 1AA"),
        ("ECIA 1BB", "EC1A 1BB"),
        ("GIR OAA", "GIR 0AA"),
        ("1P1 1AA", "IP1 1AA"),
        ("1S1 4AP", "LS1 4AP"),
        ("0X1 2JD", "OX1 2JD"),
        ("SO14 7LY", "SO14 7LY"),
        ("S014 7LY", "SO14 7LY"),
        ("SE1O 0AA", "SE10 0AA"),
        ("L1O 2AB", "L10 2AB"),
        ("ZZ1 1AA", "ZZ1 1AA"),
        ("po1", "PO1"),
        ("PO 1", "PO1"),
        ("P01", "PO1"),
        ("PO1 2", "PO1"),
        ("PO1 2A", "PO1"),
        ("PO12", "PO12"),
        ("w1a", "W1A"),
    ],
)
def test_slips_are_put_right(typed, meant):
    assert str(parse_postcode(typed)) == meant


NO_POSTCODES = """
15|1e9|1 5|12345|hello|Woking|Poling|so ill|PO|PO1 2ALX|PO1 2AL UK|é1 1aa|💜|PO1 2A!L?9|'; DROP TABLE|-1|NPT 1AA|٣٣٣| |
"""


@pytest.mark.parametrize("typed", [*NO_POSTCODES.strip("\n").split("|"), "A" * 300])
def test_what_is_no_postcode_is_told_what_to_enter(typed):
    with pytest.raises(PlaceNotUnderstood, match="Enter a postcode, like PO1 2AL"):
        parse_postcode(typed)


def test_halves_of_a_postcode():
    full, half = parse_postcode("sw1a 1aa"), parse_postcode("m8")

    assert (full.outcode, full.incode, full.area, full.is_full, full.compact) == ("SW1A", "1AA", "SW", True, "SW1A1AA")
    assert (half.outcode, half.incode, half.area, half.is_full, str(half)) == ("M8", None, "M", False, "M8")
