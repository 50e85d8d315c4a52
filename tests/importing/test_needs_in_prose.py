"""Needs suggested by what providers write about themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

SUGGESTED = {
    "Counselling for young people.": {"any"},
    "We support young people's mental health.": {"any"},
    "Emotional wellbeing support for young people": {"feelings"},
    "A drop-in group for people living with anxiety and depression.": {"worry-anxiety", "low-mood"},
    "Support for children who have been bereaved": {"bereavement"},
    "Support for people affected by domestic abuse, and their children": {"domestic-abuse"},
    "One to one support for autistic young people and those with ADHD": {"autism", "adhd"},
    "Help for young people who self-harm": {"self-harm"},
    "Cognitive behavioural therapy and counselling": {"any"},
    "Befriending for lonely teenagers": {"friends-loneliness"},
    "Christian counselling for families at our church": {"any"},
}
NOTHING = [
    "",
    "Regular public worship and the whole mission of the Church; support and care for families",
    "Wildlife havens, and advice to those suffering from a lack of hedges",
    "To relieve in cases of need Freemasons and their dependents",
    "Scouting for boys and girls to develop their confidence and emotional wellbeing",
    "A lunch club for older people who are lonely",
    "Raising funds for a mental health unit",
    "A day centre for people with dementia who feel anxious",
    "A choir for anyone who likes to sing. No stress!",
    "Housing counselling for homeowners",
]


@pytest.mark.parametrize(("text", "needs"), SUGGESTED.items())
def test_what_a_provider_helps_with_is_suggested(prose, text, needs):
    assert prose.needs_in(text) == needs


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_help_for_young_people_suggests_nothing(prose, text):
    assert prose.needs_in(text) is None


def test_the_kind_of_help_is_only_suggested_beside_a_need(prose):
    assert prose.read("A drop-in for people who are anxious")["kinds"] == {"drop-in"}
    assert "kinds" not in prose.read("A drop-in for stamp collectors")


@given(st.text(max_size=300))
def test_any_text_at_all_can_be_read(prose, text):
    needs = prose.needs_in(text)

    assert needs is None or needs
