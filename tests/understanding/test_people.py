"""Whose trouble it is: what is done to `me` is the writer's own, however old the one is who does it."""

import pytest

from directory.domain.meaning import About

DONE_TO_THE_WRITER = [
    "my 16 year old brother beats me", "my 14 year old brother hits me", "my 17 year old sister locks me in",
    "my 13 year old cousin touches me", "my 15 year old boyfriend hits me", "my 18 year old bf wont let me leave",
    "my 16 year old bf dumped me", "my 45 year old stepdad hits me", "my sister is 17 and bullies me",
    "my brother is 4 and gets all the attention", "my brother is 4 and he gets all the attention",
    "my big brother whos 19 threatens me", "my brother (16) hits me", "my ex is threatening to share my nudes",
    "my friend is being horrible to me", "my old friends have stopped talking to me",
    "a boy in my class hits me", "my nearly 16 year old brother hits me",
    "carer at my childrens home hurt me", "staff at my childrens home hurt me",
]  # fmt: skip
DONE_TO_ANOTHER = [
    ("my 16 year old brother wont eat", 16), ("my 16 year old brother is self harming", 16),
    ("my 16 year old brother hears voices", 16), ("my 15 year old friend wants to die", 15),
    ("my brother is 9 and wont sleep", 9), ("my friend is being bullied and told me", None),
    ("my brother is 17 and sleeping on the streets", 17), ("my sister is 12 and a man is making her send pictures", 12),
    ("my sister is bleeding and wont let me see her arm", None),
    ("my best friends dad killed himself and i dont know what to say to her", None),
]  # fmt: skip


@pytest.mark.parametrize("text", DONE_TO_THE_WRITER)
def test_what_is_done_to_the_writer_is_their_own(understanding, text):
    meaning = understanding.read(text)

    assert (meaning.about, meaning.age) == (About.SELF, None)
    assert not {"parents-carers", "professionals"}.intersection(meaning.audiences)


@pytest.mark.parametrize(("text", "age"), DONE_TO_ANOTHER)
def test_a_brother_or_friend_with_a_trouble_is_someone_else_and_no_child_of_theirs(understanding, text, age):
    meaning = understanding.read(text)

    assert (meaning.about, meaning.age) == (About.SOMEONE_ELSE, age)
    assert "parents-carers" not in meaning.audiences


def test_a_child_of_theirs_is_still_one(understanding):
    assert "parents-carers" in understanding.read("my 9 year old hits me").audiences
    assert "parents-carers" in understanding.read("my 12 year old son wont eat").audiences


@pytest.mark.parametrize(("text", "age"), [("my bf is 19 and im 14", 14), ("my girlfriend is 16 and im 17", 17)])
def test_whoever_goes_on_with_themself_asks_for_themself(understanding, text, age):
    meaning = understanding.read(text)

    assert (meaning.about, meaning.age) == (About.SELF, age)


def test_a_childrens_home_is_in_care(understanding):
    assert "in-care" in understanding.read("carer at my childrens home hurt me").audiences


@pytest.mark.parametrize("text", ["my m8 is worried all the time", "m8 cuts", "friend is self harming"])
def test_a_mate_without_my_is_a_friend(understanding, text):
    assert understanding.read(text).about is About.SOMEONE_ELSE


def test_whoever_lost_somebody_asks_for_themself(understanding):
    assert understanding.read("my dad killed himself").about is About.SELF
