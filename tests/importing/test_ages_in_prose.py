"""What providers write about ages, and how it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.eligibility import AgeRule, AgeUnit
from directory.importing.ages_in_prose import ages_in

READ = {
    "13 to 25 years": [(13, 25)],
    "Counselling for young people aged 13 to 25 years.": [(13, 25)],
    "aged 11-18": [(11, 18)],
    "ages 5 to 11": [(5, 11)],
    "Children ages 5 to 12 and adolescents ages 13 to 19.": [(5, 12), (13, 19)],
    "For 11–18 year olds": [(11, 18)],
    "a club for 11-18-year-olds on Fridays": [(11, 18)],
    "children and young people (0-25)": [(0, 25)],
    "young people 16-25": [(16, 25)],
    "between 14 and 21": [(14, 21)],
    "young people between the ages of 14 and 21 years": [(14, 21)],
    "young people aged between 13 and 19 years old (up to 25 depending on circumstances)": [(13, 19)],
    "For 11 to 18 year olds, up to 25 with SEND": [(11, 18), (11, 25, "send")],
    "aged 16 to 21, up to 25 for care leavers": [(16, 21), (16, 25, "care-leavers")],
    "under 18s": [(None, 17)],
    "Under-18s": [(None, 17)],
    "under 25": [(None, 24)],
    "children under the age of 18": [(None, 17)],
    "girls under the age of 19 years": [(None, 18)],
    "needy young people under 25 who live in the city": [(None, 24)],
    "a stay and play for under fives": [(None, 4)],
    "18 years old and under": [(None, 18)],
    "16+": [(16, None)],
    "age 55+": [(55, None)],
    "For people 18+ only": [(18, None)],
    "13 plus": [(13, None)],
    "over 16s": [(16, None)],
    "over 16": [(16, None)],
    "women over the age of 18": [(18, None)],
    "Adult members over 18 years old": [(18, None)],
    "Monthly meet-up for over 50s": [(50, None)],
    "18 and over": [(18, None)],
    "people aged 16 and over who are registered with a GP": [(16, None)],
    "individuals (aged 18 years and above)": [(18, None)],
    "must be 55 years or older": [(55, None)],
    "These are for 13 year olds and upwards": [(13, None)],
    "up to 19": [(None, 19)],
    "children up to five years old": [(None, 5)],
    "young people up to the age of 25": [(None, 25)],
    "from 8 years": [(8, None)],
    "from the age of 11": [(11, None)],
    "from age 8 upwards": [(8, None)],
    "children aged birth to 18 years": [(0, 18)],
    "children 0-5 years old": [(0, 5)],
    "Girls aged seven to ten": [(7, 10)],
    "from 18 months to 5 years": [(1, 5)],
    "babies 6 weeks to 4 years": [(0, 4)],
    "school years 7 to 11": [(7, 11, AgeUnit.SCHOOL_YEARS)],
    "Years 7-11": [(7, 11, AgeUnit.SCHOOL_YEARS)],
    "support for Year 6s and Year 7s": [(6, 7, AgeUnit.SCHOOL_YEARS)],
    "Reception to Year 6": [(0, 6, AgeUnit.SCHOOL_YEARS)],
    "open to people of all ages": [(None, None)],
    "any age": [(None, None)],
    "0 to 100 years": [(0, None)],
    "Infants - 3 years old with disabilities": [(0, 3)],
    "from birth to age three": [(0, 3)],
    "We change lives by offering 6- to 25-year-olds fun": [(6, 25)],
    "drama for anyone aged 5yrs to adults": [(5, None)],
    "services for the over 50 age group": [(50, None)],
    "3 years old to 5 years old": [(3, 5)],
    "11-25 years": [(11, 25)],
    "Rainbows (aged 5-7), Brownies (aged 7-10), Guides (aged 10-14)": [(5, 7), (7, 10), (10, 14)],
    "6-8 year olds, 9-11 year olds and 12-16 year olds": [(6, 8), (9, 11), (12, 16)],
    "Not suitable for children under 11": [(11, None)],
    "No under 18s": [(18, None)],
    "Mainstream primary academy for children aged 4 to 11.": [(4, 11)],
    "for 4 to 11 year olds (4 to 11)": [(4, 11)],
}

NOTHING = [
    "",
    "Ring 0161 496 0123 or 01632 960123",
    "0800 11 18 25",
    "£10-£12 a session",
    "Costs 5 to 10 pounds",
    "Open 24 hours a day",
    "Drop in at the cafe on Fridays 10am-12pm",
    "Last Monday of every month 10.30am-12noon",
    "Meets on Tuesdays 7-9pm",
    "Open 10-12 noon for parents",
    "Open between 9 and 5",
    "a course for 16 weeks",
    "over 16 weeks",
    "sessions up to 6 weeks",
    "up to 12 sessions",
    "up to 30 people",
    "The Society was formed over 50 years ago",
    "established 25 years",
    "over 25 years of experience",
    "over 30 volunteers",
    "with 20+ clubs across the county",
    "We support older adults and older people",
    "£45 for 8 week course",
    "87-91 Great Example Street",
    "36 New Example Street, Exampletown, EX4 4DE",
    "born between 2005 and 2010",
    "registered in 1989 and again in 2012",
    "1st Exampletown Scouts, 13 settings for children and young people",
    "funding for 2 to 3 years",
    "Under 5s go free with an adult",
    "under 16s must be accompanied by an adult",
    "a waiting time of 18 weeks",
    "25% of young people",
    "Room 16, 2nd floor",
    "the number 18 to 25 bus stops outside",
    "We can cater for groups from minimum 15 up to 30 and can include parties",
    "If a member is under 18 a parent must sign",
    "a choir for adults of all ages",
    "Meets 18 May to 25 June",
]


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_an_age_that_a_provider_wrote_is_read(text, expected):
    assert ages_in(text) == tuple(_rule(*ends) for ends in expected)


@pytest.mark.parametrize("text", NOTHING)
def test_other_numbers_are_not_taken_for_ages(text):
    assert ages_in(text) is None


@given(st.text(alphabet="0123456789 -–+to underagsfy(£.:)\n", max_size=200))
def test_reading_ages_never_fails_and_never_gives_a_range_that_ends_before_it_begins(text):
    for rule in ages_in(text) or ():
        assert rule.minimum is None or rule.maximum is None or rule.minimum <= rule.maximum


def _rule(minimum, maximum, more=None):
    if isinstance(more, AgeUnit):
        return AgeRule(minimum, maximum, more)
    return AgeRule(minimum, maximum, condition=more)
