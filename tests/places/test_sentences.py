"""Places inside sentences."""

import pytest

from directory.places.sentences import find_postcode_in

EXISTING = frozenset(
    {"PO1", "M8", "E4", "B1", "M33", "SO14", "S1", "B12", "M25", "L5", "L8", "W8", "SW1A", "B4", "E10", "ME15", "NE1", "SK8"}
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("help PO1 2AL now", "PO1 2AL"),
        ("help in po12al please", "PO1 2AL"),
        ("my postcode is m33 7an and i cant sleep", "M33 7AN"),
        ("P01 2AL is me", "PO1 2AL"),
        ("we are at SO 14 7LY", "SO14 7LY"),
        ("near po1", "PO1"),
        ("i need help in m8", "M8"),
        ("postcode e4", "E4"),
        ("I'm 14 from E10 and sad", "E10"),
        ("I live in B12.", "B12"),
        ("PO1", "PO1"),
        ("first M8 then PO1 2AL", "PO1 2AL"),
        ("cant sleep po1", "PO1"),
        ("im 14 po1 cant sleep", "PO1"),
        ("so14 then po1", "PO1"),
        ("M8", "M8"),
    ],
)
def test_postcode_is_picked_out_of_a_sentence(text, found):
    assert str(find_postcode_in(text, EXISTING.__contains__)) == found


NO_POSTCODES = """
in yr 9 and sad
ok m8
a1
s1
thanks m8 1st time
pls w8 4us
HELP ME M8
l8 2nd
b4 9pm
by the M25
vitamin B12
im 15 1st year
meet e4 2am
c u l8r
gr8
h8 my life
KS3
room S1
year 10 gcse
I HATE E4 AND MY LIFE
so 1 2be
near zz1
so14 and sad
me15
ne1 there
sk8 park
M8 blocked me
year po1
cant sleep po9
Y9
me 15 2nd year
"""


@pytest.mark.parametrize("text", NO_POSTCODES.split("\n"))
def test_texting_and_school_years_are_no_places(text):
    assert find_postcode_in(text, EXISTING.__contains__) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I live in Reading", "Reading"),
        ("help in Bury", "Bury"),
        ("i live in reading and", "reading"),
        ("live in reading", "reading"),
        ("im 15 in Reading", "Reading"),
        ("in trafford council area", "trafford council"),
        ("milton keynes teen anxious", "milton keynes"),
        ("i live in east sussex and", "east sussex"),
        ("im from devon", "devon"),
        ("near St. Helens", "St. Helens"),
        ("counselling in Brighton & Hove", "Brighton & Hove"),
        ("portsmouth", "portsmouth"),
        ("Plymouth counselling", "Plymouth"),
        ("King's Lynn and West Norfolk", "King's Lynn and West Norfolk"),
    ],
)
def test_council_is_picked_out_of_a_sentence(gazetteer, text, found):
    assert gazetteer.find_place_in(text) == found


NO_COUNCILS = """
reading is hard
deal with it
struggle with Reading
the bury
my friend Devon is sad
Devon is mean
Preston bullies me at school
to read in hart
CAMHS in London
I hate school
in Wales
"""


@pytest.mark.parametrize("text", NO_COUNCILS.split("\n"))
def test_people_and_everyday_words_are_no_councils(gazetteer, text):
    assert gazetteer.find_place_in(text) is None
