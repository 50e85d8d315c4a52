import pytest

from directory.domain.meaning import Danger
from tests.understanding.measure import is_noticed, read_dangers


def test_denial_lowers_a_panel_to_the_slim_line_and_never_to_nothing(understanding):
    for text in ("im not suicidal but i feel so low", "i would never kill myself but i think about it"):
        meaning = understanding.read(text)
        assert (meaning.crisis, meaning.support) == (None, True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("im not suicidal but i took 20 pills", Danger.INJURY),
        ("my dad doesnt hit me but i want to kill myself", Danger.SUICIDE),
        ("not sad just want to die", Danger.SUICIDE),
        ("no one knows im suicidal", Danger.SUICIDE),
    ],
)
def test_denying_one_thing_does_not_hide_another(understanding, text, kind):
    assert understanding.read(text).crisis is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i want to die and ive taken an overdose", Danger.INJURY),
        ("he is hitting mum right now and i want to die", Danger.UNSAFE_NOW),
        ("voices telling me to kill myself", Danger.VOICES),
        ("voices telling me to hurt people and i want to die", Danger.SUICIDE),
    ],
)
def test_of_several_kinds_the_most_pressing_is_chosen(understanding, text, kind):
    assert understanding.read(text).crisis is kind


@pytest.mark.parametrize(
    "text",
    [
        "im scared i might hurt my baby, thoughts keep coming and i hate them",
        "intrusive thoughts of stabbing my mum",
        "what if i push someone in front of a train i would never do it",
    ],
)
def test_frightening_thoughts_are_never_danger_to_others(understanding, text):
    meaning = understanding.read(text)

    assert meaning.crisis is None
    assert meaning.support
    assert "unwanted-thoughts" in meaning.needs


@pytest.mark.parametrize("text", ["my brother died by suicide", "my mum took her own life", "lost my friend to suicide"])
def test_bereavement_by_suicide_is_bereavement(understanding, text):
    meaning = understanding.read(text)

    assert meaning.needs[0] == "bereavement"
    assert (meaning.crisis, meaning.support) == (None, True)


def test_own_thoughts_beside_a_bereavement_are_noticed(understanding):
    assert understanding.read("my brother killed himself and i want to die too").crisis is Danger.SUICIDE


def test_the_panel_follows_a_friend_and_a_child_too(understanding):
    assert understanding.read("my friend says she wants to die").crisis is Danger.SUICIDE
    assert understanding.read("my son keeps saying he wants to die").crisis is Danger.SUICIDE


@pytest.mark.parametrize("half", ["tuning", "test"])
def test_dangers_are_noticed_and_harmless_words_left_alone_as_promised(understanding, half):
    read = [(understanding.read(wanted.text), wanted) for wanted in read_dangers(half)]
    dangerous = [one for one in read if one[1].level != "none"]
    harmless = [one for one in read if one[1].level == "none"]
    panels = [one for one in read if one[1].level == "panel"]

    assert sum(is_noticed(*one) for one in dangerous) / len(dangerous) >= 0.98
    assert sum(meaning.crisis == wanted.kind for meaning, wanted in panels) / len(panels) >= 0.9
    assert sum(meaning.crisis is not None for meaning, _ in harmless) / len(harmless) <= 0.04


def test_no_frightening_unwanted_thought_is_taken_for_harm_to_others(understanding, sentences):
    unwanted = [text for slug, text in sentences.needs if slug == "unwanted-thoughts"]
    read = [understanding.read(text) for text in unwanted]

    assert not [meaning.text for meaning in read if meaning.crisis is Danger.HARM_TO_OTHERS]
    assert not [meaning.text for meaning in read if "unwanted-thoughts" not in meaning.needs]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my uncle touched me years ago", Danger.ABUSE),
        ("my dad touches my sister", Danger.ABUSE),
        ("ive got a plan", Danger.SUICIDE),
        ("my friend wants to kill herself", Danger.SUICIDE),
        ("unalive", Danger.SUICIDE),
        ("i wnt to dye", Danger.SUICIDE),
    ],
)
def test_dangers_that_were_once_missed_are_noticed(understanding, text, kind):
    assert understanding.read(text).crisis is kind


def test_a_friends_talk_of_suicide_is_no_bereavement(understanding):
    meaning = understanding.read("my friend talks about suicide all the time")

    assert meaning.crisis is Danger.SUICIDE
    assert "bereavement" not in meaning.needs


@pytest.mark.parametrize(
    "text",
    [
        "sleep",
        "anxiety",
        "year 1",
        "help",
        "i need someone to talk to",
        "thoughts of strangling my dog",
        "what is open now",
        "the upstairs door",
        "top stair",
        "i was told no by camhs",
        "tantrums and hitting",
        "i scratch my arms",
        "It says 11 to 18 but they take 19",
    ],
)
def test_everyday_words_raise_no_panel(understanding, text):
    assert understanding.read(text).crisis is None


def test_much_chatter_does_not_drown_a_danger(understanding):
    chatter = "we moved to a new school and the lunches are long and lonely " * 4

    assert understanding.read(chatter + "and i want to kill myself").crisis is Danger.SUICIDE
