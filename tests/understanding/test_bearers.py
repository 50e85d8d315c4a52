"""A circumstance, an age or a place is told for the person who needs help, and for nobody else the words speak of."""

import pytest

from directory.domain.meaning import About
from directory.understanding import Understanding

OF_SOMEBODY_ELSE = [
    ("anxious, mum is deaf", "deaf"),
    ("mum deaf, anxious", "deaf"),
    ("lives with deaf parents, anxious", "deaf"),
    ("her best friend is deaf, low mood", "deaf"),
    ("worried about my mum, shes deaf", "deaf"),
    ("my mums deaf and i get stressed", "deaf"),
    ("his mum, who is deaf, is worried about him", "deaf"),
    ("dad teaches deaf children, low mood", "deaf"),
    ("his girlfriend is pregnant, low mood", "young-parents"),
    ("my sister just had a baby and i feel left out", "young-parents"),
    ("lives with a young mum, anxious", "young-parents"),
    ("brother arrested by police, anxious", "youth-justice"),
    ("police arrested my dad, cant sleep", "youth-justice"),
    ("brother has been in trouble with the police, anxious", "youth-justice"),
    ("victim of crime by youth offender, anxious", "youth-justice"),
    ("bullied by travellers, low mood", "gypsy-roma-traveller"),
    ("dad works with asylum seekers. trauma", "refugees"),
    ("her boyfriend is an asylum seeker, low mood", "refugees"),
    ("worried about racism towards her friend, anxiety", "ethnic-communities"),
    ("brother a care leaver, anxious", "care-leavers"),
    ("mum was a care leaver, low mood", "care-leavers"),
    ("sister has autism, anxious", "neurodivergent"),
    ("my sister has autism and i feel left out", "neurodivergent"),
    ("autistic brother hits him", "neurodivergent"),
    ("mum has adhd and she shouts at me", "neurodivergent"),
    ("sister a young carer, low mood", "young-carers"),
    ("parents are foster carers, anxious", "in-care"),
    ("mum was adopted, low mood", "adopted"),
    ("my dad is gay and i get bullied", "lgbtq"),
    ("best friend in the army, low mood", "forces-families"),
    ("my brother (15) is autistic and i feel left out", "neurodivergent"),
    ("i care for my brother with autism", "neurodivergent"),
    ("friends with a refugee boy, low mood", "refugees"),
    ("pupil bullied by autistic boy", "neurodivergent"),
    ("brother excluded from school, anxious", "not-in-school"),
]  # fmt: skip
OF_WHO_NEEDS_HELP = [
    ("im deaf", "deaf"),
    ("deaf", "deaf"),
    ("deaf, anxious, mum worried", "deaf"),
    ("i told my mum im deaf and anxious", "deaf"),
    ("my son is deaf", "deaf"),
    ("mum of a deaf boy, he wont sleep", "deaf"),
    ("my friend is deaf and cuts herself", "deaf"),
    ("mum is ill and im deaf", "deaf"),
    ("my daughter (14) is autistic", "neurodivergent"),
    ("mum thinks she is autistic", "neurodivergent"),
    ("mum wants autism assessment, 9", "neurodivergent"),
    ("my mum doesnt believe in my adhd", "neurodivergent"),
    ("has no friends autistic girl 13", "neurodivergent"),
    ("my twins are autistic", "neurodivergent"),
    ("autistic boy, lives with mum", "neurodivergent"),
    ("asd diagnosis support for parents", "neurodivergent"),
    ("deaf young carer, anxious", "deaf"),
    ("teen mum with autism", "neurodivergent"),
    ("pupil is a young carer", "young-carers"),
    ("mum is disabled and i look after her", "young-carers"),
    ("caring for my disabled brother", "young-carers"),
    ("yr 9 boy, known to yot", "youth-justice"),
    ("im on bail, mum has had enough", "youth-justice"),
    ("arrested by police, anxious", "youth-justice"),
    ("referred by yot", "youth-justice"),
    ("dad in the army", "forces-families"),
    ("my dad works in the army", "forces-families"),
    ("my sister has cancer and i feel left out", "siblings"),
    ("my sister is autistic and gets all the attention", "siblings"),
    ("my parents fled the war", "refugees"),
    ("support for young carers", "young-carers"),
    ("lives with foster carers, low mood", "in-care"),
    ("mum put me in care", "in-care"),
    ("adoptive parents struggling", "adopted"),
    ("how do i tell my mum im gay", "lgbtq"),
    ("my parents are homophobic", "lgbtq"),
    ("scared of racism from other kids", "ethnic-communities"),
    ("girlfriend is pregnant", "young-parents"),
    ("my girlfriend is pregnant and im scared", "young-parents"),
    ("mum teaches me at home", "not-in-school"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "audience"), OF_SOMEBODY_ELSE)
def test_what_is_told_of_a_relative_or_friend_is_not_told_of_who_needs_help(understanding, text, audience):
    assert audience not in understanding.read(text).audiences


@pytest.mark.parametrize(("text", "audience"), OF_WHO_NEEDS_HELP)
def test_what_is_told_of_who_needs_help_is_understood(understanding, text, audience):
    assert audience in understanding.read(text).audiences


def test_both_may_be_told_in_one_sentence(understanding):
    audiences = understanding.read("my mum is deaf and im gay").audiences

    assert "lgbtq" in audiences
    assert "deaf" not in audiences


@pytest.mark.parametrize(
    ("text", "age"),
    [("her 14 year old brother died, low mood", None), ("her brother died aged 14", None), ("brother (9) has adhd", None),
     ("her 14 year old brother died, 16, low mood", 16), ("im 12 and my sister is 9", 12),
     ("sister is 9 and gets all the attention", None), ("sister is in year 9 and gets all the attention", None),
     ("my 8 year old", 8), ("my 8 year old has a brother", 8), ("my daughter (14) misses her friends", 14),
     ("low mood, fell out with friends, 14", 14), ("my brother is 9 and wont sleep", 9),
     ("my friend is 15 and cuts herself", 15)],
)  # fmt: skip
def test_an_age_is_that_of_who_needs_help(understanding, text, age):
    meaning = understanding.read(text)

    assert (meaning.age, meaning.school_year) == (age, None)


def test_a_brother_who_needs_help_is_someone_else(understanding):
    assert understanding.read("my brother is 9 and wont sleep").about is About.SOMEONE_ELSE


@pytest.mark.parametrize(
    ("text", "is_told"),
    [("low mood, dad lives in Plymouth", False), ("mum moved to Plymouth last year, anxious", False),
     ("dad in Plymouth and i live with nan", False), ("her boyfriend lives near Plymouth", False),
     ("low mood, lives in Plymouth", True), ("lives with mum in Plymouth", True),
     ("lives with mum and dad in Plymouth", True),
     ("my mum and i live in Plymouth", True), ("mum looking for help in Plymouth", True),
     ("Plymouth, low mood, dad left", True),
     ("dad left, Plymouth", True), ("my friend is cutting herself in Plymouth", True)],
)  # fmt: skip
def test_a_place_is_where_who_needs_help_lives(vocabulary, taxonomy, text, is_told):
    understanding = Understanding(vocabulary, taxonomy, find_place=lambda words: "Plymouth" if "Plymouth" in words else None)

    assert understanding.read(text).place == ("Plymouth" if is_told else None)


def test_a_postcode_of_a_relative_is_not_where_they_live(understanding):
    assert understanding.read("low mood, dad lives at PL1 1AA").postcode is None
    assert understanding.read("low mood PL1 1AA").postcode == "PL1 1AA"
