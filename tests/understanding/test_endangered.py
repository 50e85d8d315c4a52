"""Who is in danger: the writer, or somebody they speak of. In doubt it is not told."""

import pytest

from directory.domain.meaning import About

THE_WRITER = [
    "my old friends have stopped talking to me and i am going to kill myself", "my daughter hates me and i want to die",
    "my friends hate me i want to die", "my ex is threatening to share my nudes", "mate i want to die",
    "bro im gonna kill myself", "brother hits me", "my 15 year old boyfriend hits me", "my mates dad touches me",
    "my friend and i want to die",
]  # fmt: skip
SOMEBODY_ELSE = [
    "mate has cut her wrist", "mate wants to die", "bestie wants to die", "bro took an overdose", "bff hasnt eaten in days",
    "friend wants to end her life", "sis took an overdose", "mum has took an overdose", "dad has took pills",
    "mum passed out and wont wake up", "my mate passed out drunk and wont wake up",
    "friend took a pill at a party and shes not breathing right", "someone in my discord says hes gonna end it",
    "my mates dad beats him up", "my friend just took an overdose", "i think my friend is going to kill himself",
    "mums passed out drunk and i cant wake her", "my mum has took pills and i dont know what to do",
    "my daughter took an overdose and i took her to a and e", "my m8 texted me saying bye forever",
]  # fmt: skip
NOT_TOLD = [
    "dad left want to die", "parents divorcing suicidal", "nan died dont want to be here anymore",
    "i told my mum want to die", "i hate my brother and want to die", "suicidal, mum doesnt care",
    "my friend texted me i want to die", "i told him want to die", "everyone tells me to kill myself",
]  # fmt: skip


@pytest.mark.parametrize("text", THE_WRITER)
def test_the_writer_is_in_danger(understanding, text):
    meaning = understanding.read(text)

    assert meaning.crisis
    assert (meaning.in_danger, meaning.about) == (About.SELF, About.SELF)


@pytest.mark.parametrize("text", SOMEBODY_ELSE)
def test_somebody_else_is_in_danger(understanding, text):
    meaning = understanding.read(text)

    assert meaning.crisis
    assert (meaning.in_danger, meaning.about) == (About.SOMEONE_ELSE, About.SOMEONE_ELSE)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_where_words_do_not_say_who_is_in_danger_it_is_whoever_asks(understanding, text):
    meaning = understanding.read(text)

    assert (meaning.in_danger, meaning.about) == (None, About.SELF)


def test_what_is_done_to_a_child_of_theirs_is_not_done_to_the_writer(understanding):
    assert understanding.read("my ex is hurting our little boy at weekends").in_danger is None
    assert understanding.read("my son is attacking me").in_danger is About.SELF


def test_a_parent_or_teacher_who_is_hit_still_asks_for_the_child(understanding):
    assert understanding.read("my 9 year old beats me up").about is About.SOMEONE_ELSE
    assert "parents-carers" in understanding.read("my daughter hates me and i want to die").audiences
