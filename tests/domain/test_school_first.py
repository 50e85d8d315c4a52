"""A service says in its own words that the school is to help first; no other word about schools is taken for that."""

import pytest

from directory.domain.school_first import expects_school_first
from directory.domain.services import Threshold


@pytest.mark.parametrize(
    "words",
    [
        "After school-based support has been tried for two terms.",
        "Moderate anxiety where school interventions have been tried.",
        "Schools should use their own pastoral help first.",
        "Try school first.",
        "Evidence that the school has already offered support.",
        "Taken once the school's support is exhausted.",
        "Referrals only following school counselling.",
        "After two terms of school support without change.",
        "What has been tried at home and in school, over six weeks.",
        "Needs not met by the school nurse alone.",
        "If help in school has not been enough.",
    ],
)
def test_words_that_expect_the_school_to_have_helped_first(words):
    assert expects_school_first(Threshold(for_professional=words))
    assert expects_school_first(Threshold(not_for_plain=words.upper()))


@pytest.mark.parametrize(
    "words",
    [
        None,
        "Emotionally based school avoidance with attendance under 70 per cent.",
        "After-school club for anyone who is worried. Meets after school on Tuesdays.",
        "Run after school by the youth support team.",
        "Pupils of three schools whose worries are new, or not too big yet.",
        "First-episode psychosis; school or college age.",
        "You are missing more school than you go to, and it is worry that stops you.",
        "Worry, sadness, home, school, grief, or a feeling you cannot name.",
        "GP, school or social care request with risk summary; a summary of what has been tried.",
        "Works to a graded return plan agreed with the school's SENCo.",
        "One of the three schools must agree the referral.",
        "Anyone in their first year of secondary school.",
    ],
)
def test_other_words_about_schools_do_not(words):
    assert not expects_school_first(Threshold(for_professional=words))
