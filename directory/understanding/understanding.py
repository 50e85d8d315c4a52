"""Search text in, meaning out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from directory.domain.meaning import Correction, Danger, Meaning
from directory.domain.taxonomy import ANY_NEED, SUPPORT_FLAG, Facet, Taxonomy
from directory.understanding.ages import AgeTold, find_age
from directory.understanding.danger import NONE, DangerSense, Noticed
from directory.understanding.likeness import Likeness
from directory.understanding.normalising import Joins, Word, clean, lowered, split_words, written_out
from directory.understanding.patterns import Phrases, Reading, Span
from directory.understanding.people import Asker, PeopleSense
from directory.understanding.postcodes import find_full_postcode, span_of
from directory.understanding.spelling import Speller
from directory.understanding.stems import stem
from directory.understanding.vocabulary import DangerWords, Entry, Vocabulary

Finder = Callable[[str], str | None]
# A need, a sentence for it, and the stems of that sentence.
Sentence = tuple[str, str, Sequence[str]]

MOST_NEEDS = 5
# A longer phrase is a surer one: how much each further word adds.
LONGER = 0.2
# What a whole likeness to the examples is worth beside phrases.
LIKENESS_WORTH = 20.0
# Needs that come to less than this part of the best are left out; those no phrase speaks for only fill up to three.
LEAST_OF_BEST = 0.08
MOST_GUESSED = 3
# How likely a need that no phrase speaks for has to be: beside needs that were said, and without any.
LIKELY_BESIDE = 0.08
LIKELY = 0.03
# Text-speak this long may be part of a run such as `wannadie`.
SHORTEST_SPEAK_PART = 4
# Danger makes these needs understood even when no other word did.
NEEDS_OF_DANGER = {
    Danger.SUICIDE: "suicidal-thoughts",
    Danger.VOICES: "unusual-experiences",
    Danger.MEDICAL_EATING: "eating",
    Danger.SEXTORTION: "exploitation",
    Danger.NOWHERE_TONIGHT: "money-housing",
}
# ... and these, unless the words spoke for one of the second group.
NEEDS_BEHIND = {
    Danger.INJURY: (
        ("self-harm", "suicidal-thoughts"),
        ("self-harm", "abuse", "domestic-abuse", "exploitation", "drugs-alcohol", "trauma"),
    ),
    Danger.ABUSE: (("abuse",), ("abuse", "sexual-abuse", "domestic-abuse", "exploitation")),
    Danger.UNSAFE_NOW: (("domestic-abuse", "abuse"), ("abuse", "sexual-abuse", "domestic-abuse", "exploitation")),
}


@dataclass(frozen=True)
class _Meant:
    """What a phrase speaks for: a need or an audience, and how much."""

    facet: Facet
    slug: str
    weight: float


class Understanding:
    """Reads search texts. `find_postcode` and `find_place` look in a text for a postcode and for a council's name."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        taxonomy: Taxonomy,
        find_postcode: Finder = find_full_postcode,
        find_place: Finder | None = None,
    ) -> None:
        self._typing = replace(  # the phrases are kept compiled, the sentences as likeness
            vocabulary, needs=(), audiences=(), examples=(), danger=DangerWords(), people={}, real_words=frozenset()
        )
        self._joins = Joins(vocabulary.together)
        self._find_postcode = find_postcode
        self._find_place = find_place
        self._with_support = frozenset(term.slug for term in taxonomy.needs if SUPPORT_FLAG in term.flags)
        self._grave = self._with_support | {"bereavement"}
        self._phrases = _compile(vocabulary)
        self._danger = DangerSense(vocabulary)
        self._people = PeopleSense(vocabulary)
        self._speller = Speller(_words_of(vocabulary), _real_words(vocabulary))
        little = frozenset(stem(word) for word in vocabulary.little_words)
        sentences = [(slug, text, self._stems(text)) for slug, text in vocabulary.examples]
        self._likeness = Likeness(_needs_told(vocabulary, sentences), little)
        self._danger.learn(self._dangers_told(vocabulary, sentences), little)

    def _dangers_told(self, vocabulary: Vocabulary, sentences: Sequence[Sentence]) -> Iterable[tuple[str, Sequence[str]]]:
        """Sentences of danger and of none: those of a need are of none, unless a phrase notices one."""
        for kind, text in vocabulary.danger.examples:
            yield kind, self._stems(text)
        for entry in vocabulary.danger.panel:
            yield entry.slug, _wording(entry)
        for slug, text, stems in sentences:
            is_grave = slug in self._with_support
            yield (self._danger.notice(Reading(text.split()), [False] * len(text)).kind if is_grave else None) or NONE, stems

    def _stems(self, text: str) -> list[str]:
        line = lowered(text, self._typing.number_words)
        return _telling(self._words(line, find_age(line))[0])

    def read(self, text: str) -> Meaning:
        """Never raises: a text that says nothing to us has an empty meaning."""
        cleaned = clean(text, self._typing.emoji)
        postcode = self._find_postcode(cleaned)
        place = self._find_place(cleaned) if self._find_place else None
        line = lowered(_without(cleaned, [postcode, place]), self._typing.number_words)
        told = find_age(line)
        words, corrections = self._words(line, told)
        reading = Reading([word.text for word in words])
        noticed = self._danger.notice(reading, [word.starts for word in words])
        asker = self._people.read(reading)
        needs = self._needs(reading, noticed, _telling(words))
        return Meaning(
            text=text,
            needs=needs,
            audiences=self._audiences(reading, asker),
            age=told.age,
            school_year=told.school_year,
            postcode=postcode,
            place=place,
            crisis=noticed.kind,
            support=noticed.support or not self._with_support.isdisjoint(needs),
            about=asker.about,
            words=self._content(words),
            corrections=corrections,
        )

    def _words(self, line: str, told: AgeTold) -> tuple[list[Word], tuple[Correction, ...]]:
        """The words as they are read, and which of them were spelt otherwise."""
        typed = split_words(line, told.spans)
        words, corrections = self._spelt(written_out(typed, self._typing.text_speak, self._typing.digit_words))
        return self._joins.rejoined(words), corrections

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
        return written_out(out, self._typing.text_speak, self._typing.digit_words), tuple(dict.fromkeys(corrections))

    def _meant(self, word: str) -> str:
        return self._typing.misspellings.get(word) or self._speller.correct(word)

    def _needs(self, reading: Reading, noticed: Noticed, telling: Sequence[str]) -> tuple[str, ...]:
        scores, spoken_for = self._scores(reading, Facet.NEED, noticed.harmless)
        for slug in _needs_of(noticed):
            scores[slug] += max(scores.values(), default=0) + LIKENESS_WORTH
        for slug in _needs_behind(noticed, scores):
            scores[slug] += LIKENESS_WORTH / 2
        said = frozenset(scores)
        likenesses = self._likeness.read(telling)
        for slug, likeness in likenesses.items():
            if slug in said or not (noticed.harmless and slug in self._grave):
                scores[slug] += LIKENESS_WORTH * likeness
        least = LEAST_OF_BEST * max(scores.values(), default=0)
        ranked = sorted((slug for slug in scores if scores[slug] >= least), key=lambda slug: (-scores[slug], slug))
        guessed = MOST_GUESSED if self._has_more(reading, spoken_for) else 0 if said else 1
        enough = LIKELY_BESIDE if said - {ANY_NEED} else LIKELY
        kept = [
            slug
            for place, slug in enumerate(ranked)
            if slug in said or (place < guessed and (likenesses[slug] >= enough or not (said or place)))
        ]
        return tuple(sorted(kept[:MOST_NEEDS], key=lambda slug: slug == ANY_NEED))

    def _has_more(self, reading: Reading, spoken_for: Sequence[Span]) -> bool:
        """Whether a word that says something lies outside every phrase: only then may there be guesses."""
        covered = {at for span in spoken_for for at in range(span.start, span.end)}
        little = self._typing.little_words
        left = (at for at, word in enumerate(reading.words) if at not in covered and word.isalpha() and word not in little)
        return any(self._likeness.knows(reading.stems[at]) for at in left)

    def _audiences(self, reading: Reading, asker: Asker) -> tuple[str, ...]:
        scores, _ = self._scores(reading, Facet.AUDIENCE, ())
        if asker.audience:
            scores[asker.audience] += 1
        return tuple(sorted(scores, key=lambda slug: (-scores[slug], slug)))

    def _scores(self, reading: Reading, facet: Facet, harmless: Sequence[Span]) -> tuple[dict[str, float], list[Span]]:
        """What the phrases in a text come to for each slug, and where they stand.

        A phrase inside a longer one does not count again; a harmless turn of speech does not speak for a grave need.
        """
        scores: dict[str, float] = defaultdict(float)
        taken: list[tuple[Span, str]] = []
        found = [(span, meant) for span, meant in self._phrases.find(reading) if meant.facet is facet]
        for span, meant in sorted(found, key=lambda one: (-len(one[0]), -one[1].weight)):
            if meant.slug in self._grave and any(turn.touches(span) for turn in harmless):
                continue
            if any(other.covers(span) and (slug == meant.slug or len(other) > len(span)) for other, slug in taken):
                continue
            taken.append((span, meant.slug))
            scores[meant.slug] += meant.weight * (1 + LONGER * (len(span) - 1))
        return scores, [span for span, _ in taken]

    def _content(self, words: Iterable[Word]) -> tuple[str, ...]:
        little = self._typing.little_words
        kept = (word.text for word in words if not word.is_fact and word.text not in little and not word.text.isdigit())
        return tuple(dict.fromkeys(kept))


def _needs_told(vocabulary: Vocabulary, sentences: Sequence[Sentence]) -> Iterable[tuple[str, Sequence[str]]]:
    """Every phrase of a need, and every sentence."""
    for entry in vocabulary.needs:
        yield entry.slug, _wording(entry)
    for slug, _, stems in sentences:
        yield slug, stems


def _wording(entry: Entry) -> list[str]:
    return [stem(word) for word in entry.phrase.wording.split()]


def _telling(words: Iterable[Word]) -> list[str]:
    """The stems that may say what a text is about: an age or a school year does not."""
    return [stem(word.text) for word in words if not word.is_fact]


def _without(text: str, names: Iterable[str | None]) -> str:
    """The text without a postcode or a place, a comma standing for each."""
    for name in names:
        span = span_of(name, text) if name else None
        if span:
            text = f"{text[: span[0]]},{text[span[1] :]}"
    return text


def _needs_of(noticed: Noticed) -> list[str]:
    found = [NEEDS_OF_DANGER[noticed.kind]] if noticed.kind in NEEDS_OF_DANGER else []
    if noticed.unwanted:
        found.append("unwanted-thoughts")
    if noticed.bereaved:
        found.append("bereavement")
    return found


def _needs_behind(noticed: Noticed, said: Collection[str]) -> tuple[str, ...]:
    """What somebody in danger needs help with, where their own words did not say it better."""
    needs, better = NEEDS_BEHIND.get(noticed.kind, ((), ())) if noticed.kind else ((), ())
    return needs if not any(slug in said for slug in better) else ()


def _compile(vocabulary: Vocabulary) -> Phrases[_Meant]:
    needs = ((entry.phrase, _Meant(Facet.NEED, entry.slug, entry.weight)) for entry in vocabulary.needs)
    audiences = ((entry.phrase, _Meant(Facet.AUDIENCE, entry.slug, entry.weight)) for entry in vocabulary.audiences)
    return Phrases([*needs, *audiences])


def _words_of(vocabulary: Vocabulary) -> Counter[str]:
    """Every word that means something here, and in how many phrases: what the speller corrects towards."""
    danger = vocabulary.danger
    entries = (*vocabulary.needs, *vocabulary.audiences, *danger.panel, *danger.support)
    words = Counter(word for entry in entries for word in entry.phrase.words if word.isalpha())
    words.update(word for form in vocabulary.together for word in form)
    return words


def _real_words(vocabulary: Vocabulary) -> frozenset[str]:
    """Words that are right as they are, whether or not they mean anything here."""
    others = (
        *vocabulary.danger.harmless,
        *vocabulary.danger.learning,
        *(one for many in vocabulary.people.values() for one in many),
    )
    words = frozenset(word for phrase in others for word in phrase.words)
    examples = frozenset(word.text for _, text in vocabulary.examples for word in split_words(text))
    speak = frozenset(word for word in vocabulary.text_speak if len(word) >= SHORTEST_SPEAK_PART)
    return words | examples | speak | vocabulary.real_words
