"""Learns from the vocabulary's sentences and phrases, and writes what was learnt beside them.

python -m directory.understanding.learning seed/vocabulary seed/taxonomy.toml
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from directory.domain.taxonomy import SUPPORT_FLAG, Taxonomy
from directory.understanding.danger import DangerSense, Signs
from directory.understanding.features import Features, runs
from directory.understanding.learnt import FILE, Learnt, digest_of, save_learnt
from directory.understanding.normalising import split_words
from directory.understanding.patterns import Phrase, Reading
from directory.understanding.sentences import NONE, PANEL, SUPPORT, DangerSentence, Sayings, Sentences, load_sentences
from directory.understanding.taxonomy_file import read_taxonomy
from directory.understanding.training import Example, trained
from directory.understanding.vocabulary import Vocabulary, load_words
from directory.understanding.wording import WordReader, telling

# What a phrase of an editor teaches beside a whole sentence, and in how many ways it is said.
NEED_PHRASE, DANGER_PHRASE, WAYS = 0.5, 0.3, 1
# Every so many sentences of danger teach without the signs the phrases find in them: phrases were written with such
# sentences in view, and what nobody wrote before must not look harmless because no phrase finds it.
WITHOUT_SIGNS = 3
# In how many sentences a word has to stand to be taken for a right one: they are written as people type.
OFTEN = 4
# What an everyday sentence teaches about what is no danger.
EVERYDAY = 0.5
# Needs that are told of in danger as well as out of it, besides those that call for numbers.
DOUBTFUL = frozenset(["trauma", "low-mood", "any"])


class Teacher:
    """Turns sentences into examples, reading them exactly as a search is read."""

    def __init__(self, vocabulary: Vocabulary, taxonomy: Taxonomy, sentences: Sentences, sayings: Sayings) -> None:
        self._vocabulary = vocabulary
        self._sentences = sentences
        self._sayings = sayings
        met = Counter(word for text in _texts(sentences) for word in _plain_words(text))
        self.words = frozenset(word for word, times in met.items() if times >= OFTEN)
        self._reader = WordReader(vocabulary, self.words)
        self._danger = DangerSense(vocabulary.danger)
        self._doubtful = DOUBTFUL | {term.slug for term in taxonomy.needs if SUPPORT_FLAG in term.flags}

    def needs(self) -> Iterator[Example]:
        for slug, text in self._sentences.needs:
            yield Example(self._read(text)[0], slug)
        for entry in self._vocabulary.needs:
            yield from self._said(entry.phrase, entry.slug, NEED_PHRASE)

    def dangers(self) -> Iterator[Example]:
        for number, sentence in enumerate(self._sentences.dangers):
            features, signs, _ = self._read(sentence.text)
            shown = {} if number % WITHOUT_SIGNS == 0 else signs.features()
            yield Example({**features, **shown}, level_of(sentence))
        for features, signs, _ in self._everyday():
            yield Example({**features, **signs.features()}, NONE, EVERYDAY)
        words = self._vocabulary.danger
        for entry in words.panel:
            yield from self._said(entry.phrase, f"{entry.slug}/{PANEL}", DANGER_PHRASE)
        for entry in words.support:
            yield from self._said(entry.phrase, SUPPORT, DANGER_PHRASE)
        for phrase in words.harmless:
            yield from self._said(phrase, NONE, DANGER_PHRASE)

    def wordings(self) -> Iterator[Example]:
        """The same sentences by their wording alone, without any sign that a phrase finds."""
        for sentence in self._sentences.dangers:
            yield Example(runs(self._read(sentence.text)[2]), level_of(sentence))
        for _, _, words in self._everyday():
            yield Example(runs(words), NONE, EVERYDAY)

    def _everyday(self) -> Iterator[tuple[Features, Signs, list[str]]]:
        """What people ask for when nobody is in danger: single words such as `sleep` among it."""
        dangerous = {sentence.text for sentence in self._sentences.dangers}
        phrases = [(entry.slug, entry.phrase.wording) for entry in self._vocabulary.needs]
        audiences = [(entry.slug, text) for entry in self._vocabulary.audiences for text in self._ways(entry.phrase)]
        for slug, text in dict.fromkeys([*self._sentences.needs, *phrases, *audiences]):
            if slug not in self._doubtful and text not in dangerous:
                read = self._read(text)
                if not read[1].clear:
                    yield read

    def _said(self, phrase: Phrase, label: str, weight: float) -> Iterator[Example]:
        for text in self._ways(phrase):
            reading = Reading(text.split())
            starts = [number == 0 for number in range(len(reading.words))]
            yield Example(self._vocabulary.weighing.features(reading.stems, starts), label, weight)

    def _ways(self, phrase: Phrase) -> list[str]:
        return list(dict.fromkeys([phrase.wording, *self._sayings.ways(phrase.text, WAYS)]))

    def _read(self, text: str) -> tuple[Features, Signs, list[str]]:
        worded = self._reader.read(self._reader.clean(text))
        features = self._vocabulary.weighing.features(*telling(worded))
        return features, self._danger.signs(Reading(worded.texts), worded.starts), worded.texts


def level_of(sentence: DangerSentence) -> str:
    return f"{sentence.kind}/{PANEL}" if sentence.level == PANEL else sentence.level


def _texts(sentences: Sentences) -> Iterator[str]:
    yield from (text for _, text in sentences.needs)
    yield from (sentence.text for sentence in sentences.dangers)


def _plain_words(text: str) -> set[str]:
    return {word.text for word in split_words(text.lower())}


def read_classes_of(folder: Path) -> Mapping[str, Sequence[str]]:
    classes: Mapping[str, Sequence[str]] = tomllib.loads((folder / "people.toml").read_text("utf-8"))["classes"]
    return classes


def learn(folder: Path, taxonomy: Taxonomy, sentences: Sentences | None = None) -> Learnt:
    """From the phrases of a folder and its sentences, or others."""
    told = sentences or load_sentences(folder / "sentences")
    teacher = Teacher(load_words(folder), taxonomy, told, Sayings(read_classes_of(folder)))
    needs, dangers, wordings = (
        trained(list(examples)) for examples in (teacher.needs(), teacher.dangers(), teacher.wordings())
    )
    return Learnt(digest_of(folder), needs, dangers, wordings, teacher.words)


def main(folder: Path, taxonomy: Path) -> None:
    learnt = learn(folder, read_taxonomy(taxonomy))
    save_learnt(learnt, folder / FILE)
    print(f"Learnt {len(learnt.needs.keys)} features of needs and {len(learnt.dangers.keys)} of danger: {folder / FILE}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
