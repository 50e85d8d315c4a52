from collections import Counter

import pytest

from directory.understanding import VocabularyRefused, load_vocabulary
from directory.understanding.patterns import Phrase, Phrases, Reading
from directory.understanding.phrase_parts import PhraseRefused, read_classes
from directory.understanding.spelling import Speller
from directory.understanding.stems import stem

CLASSES = read_classes({"family": ["mum", "dad", "step dad"]})


def is_found(phrase: str, text: str, unless: tuple[str, ...] = ()) -> bool:
    return bool(Phrases([(Phrase(phrase, CLASSES, unless), None)]).find(Reading(text.split())))


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("wet the bed", "he wets the bed", True),
        ("wet the bed", "the bed is wet", False),
        ("=cut myself", "cutting myself", False),
        ("(cut|hurt very) myself", "hurting very myself", True),
        ("feel so? sad", "feel sad", True),
        ("took ... pills", "took all of the pills", True),
        ("took ... pills", "took the bus to buy my new pills", False),
        ("{family} hits me", "my step dad hits me", True),
        ("# pills", "20 pills", True),
        ("took ... ... pills", "took all of the very many other pills", True),
        ("took ... ... pills", "took all of the very many other little pills", False),
        ("(cut|cut very deep) ... myself$", "cut very deep into all of myself", True),
        ("(really|so very)? sad", "so very sad", True),
        ("(really|so very)? sad$", "so very sad today", False),
        ("^suicide$", "suicide", True),
        ("^suicide$", "suicide squad", False),
    ],
)
def test_phrases_read_as_they_are_written(phrase, text, found):
    assert is_found(phrase, text) is found


def test_a_phrase_does_not_hold_beside_its_unless_words():
    assert not is_found("cutting", "cutting my hair", ("hair",))


@pytest.mark.parametrize("phrase", ["", "... ", "(a|b", "a)", "{nobody} left", "maybe?"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase):
    with pytest.raises(PhraseRefused):
        Phrase(phrase, CLASSES)


def test_a_vocabulary_that_is_not_there_is_refused_with_a_reason(tmp_path):
    with pytest.raises(VocabularyRefused, match=r"typing\.toml could not be read"):
        load_vocabulary(tmp_path)


@pytest.mark.parametrize(
    ("words", "root"), [("worry worries worried", "worry"), ("hit hits hitting", "hit"), ("die dies dying died", "die")]
)
def test_forms_of_a_word_share_a_stem(words, root):
    assert {stem(word) for word in words.split()} == {root}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("depresed", "depressed"),
        ("sleeeep", "sleep"),
        ("cantsleep", "cant sleep"),
        ("fobia", "phobia"),
        ("school", "school"),
        ("the", "the"),
        ("xqzvt", "xqzvt"),
    ],
)
def test_slips_are_mended_and_real_words_left(typed, meant):
    speller = Speller(Counter({"depressed": 3, "sleep": 5, "phobia": 1, "cant": 9}), ["school", "the"])

    assert speller.correct(typed) == meant
