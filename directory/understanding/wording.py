"""From a line as it was typed to the words it was meant to be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from directory.domain.meaning import Correction
from directory.understanding.ages import AgeTold, find_age
from directory.understanding.normalising import Joins, Word, clean, lowered, split_words, written_out
from directory.understanding.spelling import Speller
from directory.understanding.stems import stem
from directory.understanding.vocabulary import Vocabulary

# Text-speak this long may be part of a run such as `wannadie`.
SHORTEST_SPEAK_PART = 4


@dataclass(frozen=True)
class Worded:
    """A line in words. `told` is the age or school year that some of them tell."""

    words: tuple[Word, ...]
    corrections: tuple[Correction, ...]
    told: AgeTold

    @property
    def texts(self) -> list[str]:
        return [word.text for word in self.words]

    @property
    def starts(self) -> list[bool]:
        return [word.starts for word in self.words]


class WordReader:
    """Mends what was typed, knowing the words of the vocabulary and `further` ones that are right as they are."""

    def __init__(self, vocabulary: Vocabulary, further: Iterable[str] = ()) -> None:
        self._typing = vocabulary.typing
        self._joins = Joins(self._typing.together)
        self._speller = Speller(_words_of(vocabulary), _real_words(vocabulary).union(further))

    def clean(self, text: str) -> str:
        return clean(text, self._typing.emoji)

    def read(self, line: str) -> Worded:
        """`line` is clean."""
        line = lowered(line, self._typing.number_words)
        told = find_age(line)
        typed = split_words(line, told.spans)
        words, corrections = self._spelt(self._written_out(typed))
        return Worded(tuple(self._joins.rejoined(words)), corrections, told)

    def _spelt(self, words: Iterable[Word]) -> tuple[list[Word], tuple[Correction, ...]]:
        out: list[Word] = []
        corrections: list[Correction] = []
        for word in words:
            meant = word.text if word.is_fact else self._meant(word.text)
            if meant != word.text:
                corrections.append(Correction(word.typed, meant))
            out.extend(
                replace(word, text=part, starts=word.starts and number == 0) for number, part in enumerate(meant.split())
            )
        return self._written_out(out), tuple(dict.fromkeys(corrections))

    def _written_out(self, words: list[Word]) -> list[Word]:
        return written_out(words, self._typing.text_speak, self._typing.digit_words)

    def _meant(self, word: str) -> str:
        return self._typing.misspellings.get(word) or self._speller.correct(word)


def telling(worded: Worded) -> tuple[list[str], list[bool]]:
    """The stems that may say what a text is about, for an age or a school year does not, and where clauses start."""
    kept = [word for word in worded.words if not word.is_fact]
    return [stem(word.text) for word in kept], [word.starts for word in kept]


def _words_of(vocabulary: Vocabulary) -> Counter[str]:
    """Every word that means something here, and in how many phrases: what the speller corrects towards."""
    danger = vocabulary.danger
    entries = (*vocabulary.needs, *vocabulary.audiences, *danger.panel, *danger.support)
    words = Counter(word for entry in entries for word in entry.phrase.words if word.isalpha())
    words.update(word for form in vocabulary.typing.together for word in form)
    return words


def _real_words(vocabulary: Vocabulary) -> frozenset[str]:
    """Words that are right as they are, whether or not they mean anything here."""
    others = (
        *vocabulary.danger.harmless,
        *vocabulary.danger.learning,
        *(one for many in vocabulary.people.values() for one in many),
    )
    words = frozenset(word for phrase in others for word in phrase.words)
    speak = frozenset(word for word in vocabulary.typing.text_speak if len(word) >= SHORTEST_SPEAK_PART)
    return words | speak | vocabulary.real_words
