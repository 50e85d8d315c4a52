"""Search text in, meaning out."""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from directory.domain.meaning import About, Danger, Explained, Meaning, Spoke, ranked
from directory.domain.taxonomy import ANY_NEED, SUPPORT_FLAG, Facet, Taxonomy
from directory.understanding.asides import Plain, without_asides
from directory.understanding.bearers import Bearers, Told
from directory.understanding.classifier import Classifier, likely
from directory.understanding.danger import DangerSense, Noticed, Signs, notice, panel_chance
from directory.understanding.endangered import Endangered, EndangeredSense
from directory.understanding.features import Features
from directory.understanding.normalising import Word
from directory.understanding.patterns import Phrases, Reading, Span
from directory.understanding.people import AUDIENCE_OF, CHILD, Asker, PeopleSense, with_danger
from directory.understanding.postcodes import find_full_postcode, span_of
from directory.understanding.stems import stem
from directory.understanding.vocabulary import WEIGHTS, Vocabulary
from directory.understanding.wording import Worded, WordReader, telling

Finder = Callable[[str], str | None]

MOST_NEEDS = 5
# A longer phrase is a surer one: how much each further word adds.
LONGER = 0.2
# What a phrase is worth beside what was learnt from sentences.
PHRASE_WORTH = 0.25
# Needs that come to less than this part of the best are left out; those no phrase speaks for only fill up to three.
LEAST_OF_BEST = 0.01
MOST_GUESSED = 3
# How likely a need that no phrase speaks for has to be: the likeliest, and others beside it where there is no danger.
LIKELY_ALONE, LIKELY = 0.1, 0.03
# ... and where only one word says anything: `football` asks for football.
LIKELY_OF_ONE_WORD = 0.35
# How likely unwanted thoughts have to be for no harm to others to be read from them.
LIKELY_UNWANTED = 0.4
UNWANTED, BEREAVEMENT = "unwanted-thoughts", "bereavement"
# How much surer than any other a need is that a danger speaks for, or that stands behind a wound, and how little less sure
# one that stands behind another danger.
SURE, BEHIND = 0.7, 1.0
# A text of more words than this is looked at about each phrase of danger too, so many words before and after it.
LONG, ABOUT = 24, 8
# What is thought of a need that nothing speaks for.
TINY = 1e-4
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
    Danger.HARM_TO_OTHERS: (("anger",), ("anger", "behaviour", "bullying", "domestic-abuse", "abuse", "exploitation")),
    Danger.ABUSE: (("abuse",), ("abuse", "sexual-abuse", "domestic-abuse", "exploitation")),
    Danger.UNSAFE_NOW: (("domestic-abuse", "abuse"), ("abuse", "sexual-abuse", "domestic-abuse", "exploitation")),
}


@dataclass(frozen=True)
class _Meant:
    """What a phrase speaks for: a need or an audience, and how much."""

    facet: Facet
    slug: str
    weight: float


@dataclass(frozen=True)
class _Heard:
    """A text in words, and what those come to before anything is decided."""

    postcode: str | None
    place: str | None
    is_place_of_another: bool
    worded: Worded
    reading: Reading
    features: Features
    learnt: dict[str, float]
    signs: Signs
    noticed: Noticed


class Understanding:
    """Reads search texts. `find_postcode` and `find_place` look in a text for a postcode and for a council's name."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        taxonomy: Taxonomy,
        find_postcode: Finder = find_full_postcode,
        find_place: Finder | None = None,
    ) -> None:
        self._little = vocabulary.typing.little_words
        self._help_words = vocabulary.typing.help_words
        self._weighing = vocabulary.weighing
        self._learnt = vocabulary.learnt
        self._find_postcode = find_postcode
        self._find_place = find_place
        self._with_support = frozenset(term.slug for term in taxonomy.needs if SUPPORT_FLAG in term.flags)
        self._grave = self._with_support | {BEREAVEMENT}
        self._phrases = _compile(vocabulary)
        self._danger = DangerSense(vocabulary.danger)
        self._people = PeopleSense(vocabulary)
        self._bearers = Bearers(vocabulary)
        self._relatives = frozenset(stem(word) for word in vocabulary.relatives)
        self._endangered = EndangeredSense(vocabulary)
        self._words = WordReader(vocabulary, self._learnt.words)

    def read(self, text: str) -> Meaning:
        """Never raises: a text that says nothing to us has an empty meaning."""
        return self._meaning(text, self._hear(text))

    def explain(self, text: str) -> Explained:
        """The same for whoever keeps the words: what spoke for what, and how sure we are."""
        heard = self._hear(text)
        reading, noticed, signs = heard.reading, heard.noticed, heard.signs
        levels = self._levels(heard.features, signs, reading)
        scores, _ = self._scores(reading, Facet.NEED, noticed.harmless)
        found = self._phrases.find(reading)
        return Explained(
            meaning=self._meaning(text, heard),
            read_as=" ".join(reading.words),
            needs=ranked(self._chances(scores, noticed, heard.learnt)),
            dangers=ranked(levels),
            spoke=tuple(dict.fromkeys(Spoke(_said(reading, span), meant.facet.value, meant.slug) for span, meant in found)),
            signs=tuple(dict.fromkeys(signs.named(reading.words))),
            turns=tuple(sorted(signs.others)),
        )

    def _hear(self, text: str) -> _Heard:
        cleaned = self._words.clean(text)
        postcode = self._find_postcode(cleaned)
        place = self._find_place(cleaned) if self._find_place else None
        is_place_of_another = any(self._is_place_of_another(cleaned, name) for name in (postcode, place) if name)
        worded = self._words.read(_without(cleaned, [postcode, place]))
        reading = Reading(worded.texts)
        features = self._weighing.features(*telling(worded))
        learnt = self._learnt.needs.read(features) if self._says_something(reading, self._learnt.needs) else {}
        signs = self._danger.signs(reading, worded.starts)
        noticed = self._notice(signs, reading, worded.starts, features, learnt)
        return _Heard(postcode, place, is_place_of_another, worded, reading, features, learnt, signs, noticed)

    def _meaning(self, text: str, heard: _Heard) -> Meaning:
        reading, worded, noticed = heard.reading, heard.worded, heard.noticed
        facts = frozenset(at for at, word in enumerate(worded.words) if word.is_fact)
        plain = without_asides(reading, worded.starts, facts, self._relatives)
        endangered = self._who_is_in_danger(plain, heard)
        lost = heard.signs.bereaved if plain.reading is reading else ()
        asker = with_danger(self._people.read(plain, lost), endangered, noticed.kind)
        needs = self._needs(reading, worded.starts, noticed, heard.learnt)
        content = self._content(worded.words)
        age, school_year = worded.told.of_helped if asker.helped else (worded.told.age, worded.told.school_year)
        is_place_theirs = not heard.is_place_of_another or bool(asker.helped)
        return Meaning(
            text=text,
            needs=needs,
            audiences=self._audiences(plain, asker),
            age=age,
            school_year=school_year,
            postcode=heard.postcode if is_place_theirs else None,
            place=heard.place if is_place_theirs else None,
            crisis=noticed.kind,
            support=noticed.support or not self._with_support.isdisjoint(needs),
            about=asker.about,
            in_danger=endangered.who,
            words=content,
            help_words=self._help_words.intersection(content),
            corrections=worded.corrections,
        )

    def _notice(
        self, signs: Signs, reading: Reading, starts: Sequence[bool], features: Features, learnt: dict[str, float]
    ) -> Noticed:
        levels = self._levels(features, signs, reading)
        if levels and signs.clear and len(reading.words) > LONG:
            parts = (self._levels_about(span, signs, reading, starts) for span in signs.clear_spans())
            levels = max(levels, *parts, key=panel_chance)
        said = sum(word not in self._weighing.little and word.isalpha() for word in reading.stems)
        return notice(signs, levels, said=said, is_unwanted=learnt.get(UNWANTED, 0.0) >= LIKELY_UNWANTED)

    def _levels(self, features: Features, signs: Signs, reading: Reading) -> dict[str, float]:
        """How likely each level of danger is; nothing where no word was ever met."""
        if not any(self._says_something(reading, one) for one in (self._learnt.needs, self._learnt.dangers)):
            return {}
        return self._learnt.levels({**features, **signs.features()}, reading.words)

    def _levels_about(self, span: Span, signs: Signs, reading: Reading, starts: Sequence[bool]) -> dict[str, float]:
        """How likely each level is for the words about a phrase: much chatter must not drown them."""
        near = slice(max(0, span.start - ABOUT), span.end + ABOUT)
        features = self._weighing.features(reading.stems[near], starts[near])
        return self._learnt.levels({**features, **signs.features()}, reading.words[near])

    def _needs(
        self, reading: Reading, starts: Sequence[bool], noticed: Noticed, learnt: dict[str, float]
    ) -> tuple[str, ...]:
        scores, spoken_for = self._scores(reading, Facet.NEED, noticed.harmless)
        named_alone = self._named_alone(reading, starts)
        chances = self._chances(scores, noticed, learnt)
        least = LEAST_OF_BEST * max(chances.values(), default=0)
        able = (slug for slug in chances if chances[slug] >= least or slug in named_alone & scores.keys())
        ranked = sorted(able, key=lambda slug: (-chances[slug], slug))
        said = {*scores, *_needs_of(noticed), *_needs_behind(noticed, scores)}
        _, named = self._scores(reading, Facet.AUDIENCE, ())
        left = self._telling_left(reading, [*spoken_for, *named])
        guessed = (MOST_GUESSED if left else 0) if said else min(MOST_GUESSED, left)
        alone = LIKELY_OF_ONE_WORD if self._telling_left(reading, ()) <= 1 else LIKELY_ALONE
        beside = LIKELY_ALONE if noticed.kind else LIKELY
        kept = [
            slug
            for place, slug in enumerate(ranked)
            if slug in said or (place < max(1, guessed) and chances[slug] >= (beside if place else alone))
        ]
        return tuple(sorted(kept[:MOST_NEEDS], key=lambda slug: slug == ANY_NEED))

    def _chances(self, scores: Mapping[str, float], noticed: Noticed, learnt: dict[str, float]) -> dict[str, float]:
        """How likely each need is: from sentences, from phrases, and from danger."""
        worth = {slug: math.log(max(chance, TINY)) for slug, chance in learnt.items()}
        for slug in [slug for slug in worth if slug in self._grave and noticed.harmless and slug not in scores]:
            del worth[slug]
        if noticed.kind is Danger.HARM_TO_OTHERS and BEREAVEMENT not in scores:  # who speaks of killing has not lost anyone
            worth.pop(BEREAVEMENT, None)
        lowest = math.log(TINY)
        for slug, score in scores.items():
            worth[slug] = worth.get(slug, lowest) + PHRASE_WORTH * score
        highest = max(worth.values(), default=lowest)
        behind = SURE if noticed.kind is Danger.INJURY else -BEHIND
        for slug in _needs_behind(noticed, scores):
            worth[slug] = max(worth.get(slug, lowest), highest + behind)
        for slug in _needs_of(noticed):
            worth[slug] = max(worth.get(slug, lowest), highest) + SURE
        return dict(zip(worth, likely(list(worth.values())), strict=True))

    def _named_alone(self, reading: Reading, starts: Sequence[bool]) -> frozenset[str]:
        """Needs that are a clause of their own, as in a list: `self harm, low mood`."""
        edges = {at for at, is_start in enumerate(starts) if is_start} | {len(reading.words)}
        found = ((span, meant) for span, meant in self._phrases.find(reading) if meant.facet is Facet.NEED)
        return frozenset(meant.slug for span, meant in found if {span.start, span.end} <= edges)

    def _says_something(self, reading: Reading, classifier: Classifier) -> bool:
        """Whether any word that is not little was ever met."""
        little = self._weighing.little
        met = (word for word in reading.stems if word not in little and len(word) > 1 and word.isalpha())
        return any(classifier.knows(word) for word in met)

    def _telling_left(self, reading: Reading, spoken_for: Sequence[Span]) -> int:
        """How many words that say something lie outside every phrase: there may be a guess for each."""
        covered = {at for span in spoken_for for at in range(span.start, span.end)}
        left = (at for at, word in enumerate(reading.words) if at not in covered and len(word) > 1 and word.isalpha())
        return sum(reading.words[at] not in self._little and self._learnt.needs.knows(reading.stems[at]) for at in left)

    def _is_place_of_another(self, text: str, name: str) -> bool:
        span = span_of(name, text)
        return span is not None and self._bearers.is_place_of_another(text, span[0])

    def _who_is_in_danger(self, plain: Plain, heard: _Heard) -> Endangered:
        kind = heard.noticed.kind
        if kind is None:
            return Endangered()
        is_same = plain.reading is heard.reading
        signs = heard.signs if is_same else self._danger.signs(plain.reading, plain.starts)
        spans = [match.span for match in signs.matches if match.kind is kind and match.is_panel]
        return self._endangered.read(plain.reading, plain.starts, kind, spans)

    def _audiences(self, plain: Plain, asker: Asker) -> tuple[str, ...]:
        reading = plain.reading
        told = Told(reading, plain.starts, asker.helped, asker.about is About.SELF, asker.audience == AUDIENCE_OF[CHILD])
        scores, _ = self._scores(reading, Facet.AUDIENCE, (), partial(self._bearers.is_anothers, told))
        if asker.audience:
            scores[asker.audience] += 1
        return tuple(sorted(scores, key=lambda slug: (-scores[slug], slug)))

    def _scores(
        self,
        reading: Reading,
        facet: Facet,
        harmless: Sequence[Span],
        is_anothers: Callable[[Span, str], bool] | None = None,
    ) -> tuple[dict[str, float], list[Span]]:
        """What the phrases in a text come to for each slug, and where they stand.

        A phrase inside a longer one does not count again; a harmless turn of speech does not speak for a grave need, nor
        what is told of somebody else for the one who needs help.
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
            if is_anothers and is_anothers(span, meant.slug):
                continue
            scores[meant.slug] += meant.weight * (1 + LONGER * (len(span) - 1))
        return scores, [span for span, _ in taken]

    def _content(self, words: Iterable[Word]) -> tuple[str, ...]:
        kept = (
            word.text for word in words if not word.is_fact and word.text not in self._little and not word.text.isdigit()
        )
        return tuple(dict.fromkeys(kept))


def _said(reading: Reading, span: Span) -> str:
    return " ".join(reading.words[span.start : span.end])


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
        found.append(UNWANTED)
    if noticed.bereaved:
        found.append(BEREAVEMENT)
    return found


def _needs_behind(noticed: Noticed, said: Collection[str]) -> tuple[str, ...]:
    """What somebody in danger needs help with, where their own words did not say it better."""
    needs, better = NEEDS_BEHIND.get(noticed.kind, ((), ())) if noticed.kind else ((), ())
    return needs if not any(slug in said for slug in better) else ()


def _compile(vocabulary: Vocabulary) -> Phrases[_Meant]:
    """Hints are left out: they say too little alone, and are only learnt from."""
    surer = (entry for entry in vocabulary.needs if entry.weight > WEIGHTS["hints"])
    needs = ((entry.phrase, _Meant(Facet.NEED, entry.slug, entry.weight)) for entry in surer)
    audiences = ((entry.phrase, _Meant(Facet.AUDIENCE, entry.slug, entry.weight)) for entry in vocabulary.audiences)
    return Phrases([*needs, *audiences])
