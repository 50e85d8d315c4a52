"""What those who keep the words see of how a text was understood."""

import pytest

from directory.domain.meaning import Danger, Spoke


@pytest.mark.parametrize("text", ["cant slepe, yr 9", "i want to kill myself", "im not suicidal", "", "young carer in PO1"])
def test_what_is_explained_is_what_a_search_understands(understanding, text):
    assert understanding.explain(text).meaning == understanding.read(text)


def test_words_that_spoke_and_how_sure_each_need_is_are_told(understanding):
    explained = understanding.explain("i have panic attaks")

    assert explained.read_as == "i have panic attacks"
    assert explained.needs[0][0] == "panic"
    assert sum(chance for _, chance in explained.needs) == pytest.approx(1)
    assert Spoke("panic attacks", "need", "panic") in explained.spoke


def test_a_denied_danger_is_told_as_one(understanding):
    assert Spoke("suicidal", "lowered", Danger.SUICIDE.value) in understanding.explain("im not suicidal").signs
    assert Spoke("kill myself", "panel", Danger.SUICIDE.value) in understanding.explain("i will kill myself").signs
