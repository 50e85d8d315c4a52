"""Who is in danger, where the words say so plainly: `i want to die`, `mate took an overdose`, `hits me`.

In doubt it is not said: then whom the whole text is about decides.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from directory.domain.meaning import About, Danger
from directory.understanding.done_to import HARM, is_done_to_them, is_done_to_writer
from directory.understanding.patterns import Reading, Span
from directory.understanding.stems import stem, stems_of, words_of
from directory.understanding.vocabulary import Vocabulary

# What somebody suffers of or does to themselves, and what others do to them.
OWN_DANGERS = frozenset({Danger.INJURY, Danger.SUICIDE, Danger.MEDICAL_EATING, Danger.VOICES})
FROM_OTHERS = frozenset({Danger.ABUSE, Danger.UNSAFE_NOW, Danger.SEXTORTION})
FIRST = words_of("i im ive id ill myself me us we")
THIRD = words_of("he she hes shes theyre")
OTHERS = THIRD | words_of("him her them himself herself themselves")
TOLD_WHOM = words_of("me us to that")
SIBLINGS, CLIENTS = words_of("brother sister"), words_of("pupil student patient client")
SOMEBODY = words_of("someone somebody")
OWNED = words_of("my our his her their a one")
DESCRIBED = words_of("little big older younger elder baby young old twin step half best close good online poor")
TELLS = words_of("say says said saying tell tells told telling text texted texting message messaged sent posted wrote keeps")
# What may stand between a person and what they are in danger of.
LINKING = TELLS | words_of(
    "is are was be been being has have had got just really literally so only keep now still also actually who whos that to"
    " going gonna about trying tried try want wants wanted wanting might will would could and"
)
# `mate want to die`: whoever says so calls somebody a mate.
CALLING = words_of("want need feel feeling going gonna cant dont")
# What comes before the person a clause speaks of.
BEFORE_SUBJECT = words_of(
    "and but because cos so think know that if when like hi hey help please omg reckon worried scared sure"
)
COLLAPSE = stems_of("take pass collapse faint overdose cut hang swallow jump fall drink unconscious breathe wake eat")


@dataclass(frozen=True)
class Endangered:
    """`at` are the words that name whoever is in danger, where it is somebody else."""

    who: About | None = None
    at: frozenset[int] = frozenset()


class EndangeredSense:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._relatives = frozenset(stem(word) for word in vocabulary.relatives)
        self._friends = frozenset(stem(word) for word in vocabulary.friends) | SIBLINGS
        self._named = self._relatives | CLIENTS | frozenset(stem(word) for word in vocabulary.children)

    def read(self, reading: Reading, starts: Sequence[bool], kind: Danger | None, spans: Sequence[Span]) -> Endangered:
        """`spans` are the words that tell of that kind of danger, where any phrase does."""
        if kind in OWN_DANGERS:
            found = [self._subject(reading, starts, span) for span in spans] or [self._who_collapsed(reading, starts)]
        elif kind in FROM_OTHERS:
            found = list(self._harmed(reading, starts))
        else:
            found = []
        told = {one.who for one in found if one.who}
        is_voice = kind is Danger.VOICES and About.SOMEONE_ELSE in told and not FIRST.isdisjoint(reading.words)
        if len(told) != 1 or is_voice:  # `he tells me`: the voice, or a brother who hears it
            return Endangered()
        return Endangered(told.pop(), frozenset().union(*(one.at for one in found)))

    def _subject(self, reading: Reading, starts: Sequence[bool], span: Span) -> Endangered:
        """Who wants to die, or took an overdose: named in the phrase or just before it."""
        words = reading.words
        within = words[span.start : span.end]
        at_all = range(span.start, span.end)
        firsts = [at for at in at_all if words[at] in FIRST and not _is_told_me(words, at)]
        named = [at for at in at_all if self._is_subject(reading, starts, at)]
        speaks_of_others = not OTHERS.isdisjoint(within)
        if "myself" in within or span.start in firsts:
            is_unsure = (
                not TELLS.isdisjoint(words[span.end : span.end + 1])
                or speaks_of_others
                or any(reading.stems[at] in self._named for at in at_all)
            )
            return Endangered() if is_unsure or _is_quoted(words, span.start) else Endangered(About.SELF)
        if named[:1] == [span.start] or (not firsts and (named or speaks_of_others)):
            return Endangered(About.SOMEONE_ELSE, frozenset(named))
        return self._just_before(reading, starts, span.start)

    def _just_before(self, reading: Reading, starts: Sequence[bool], start: int) -> Endangered:
        words = reading.words
        at = start - 1
        while at >= 0 and not starts[at + 1] and (words[at] in LINKING or _is_told_me(words, at)):
            at -= 1
        if at < 0 or starts[at + 1]:
            return Endangered()
        if words[at] in FIRST:
            return Endangered() if _is_quoted(words, at) else Endangered(About.SELF)
        links = words[at + 1 : start]
        if words[at] in THIRD:
            return Endangered(About.SOMEONE_ELSE)
        if "and" in links or not self._is_subject(reading, starts, at):
            return Endangered()
        is_called = (at == 0 or words[at - 1] not in OWNED) and not links and words[start] in CALLING
        return Endangered() if is_called else Endangered(About.SOMEONE_ELSE, frozenset({at}))

    def _is_subject(self, reading: Reading, starts: Sequence[bool], at: int) -> bool:
        """Whether a relative, a friend or somebody is named here, and a clause speaks of them."""
        words = reading.words
        if reading.stems[at] not in self._named and words[at] not in SOMEBODY:
            return False
        first = at
        while first > 0 and not starts[first] and (words[first - 1] in DESCRIBED or words[first - 1] in OWNED):
            first -= 1
        return first == 0 or starts[first] or words[first - 1] in BEFORE_SUBJECT

    def _who_collapsed(self, reading: Reading, starts: Sequence[bool]) -> Endangered:
        """Where no phrase tells: `mum passed out`, and nothing like it is said of the writer."""
        words, stems = reading.words, reading.stems
        named = next((at for at in range(min(4, len(words))) if stems[at] in self._relatives), None)
        if named is None or not self._is_subject(reading, starts, named):
            return Endangered()
        own = next((at for at in range(named + 1, len(words)) if words[at] in FIRST), len(words))
        did = next((at for at in range(named + 1, own) if words[at] not in LINKING), own)
        is_collapse = not COLLAPSE.isdisjoint(stems[did : min(did + 2, own)]) and COLLAPSE.isdisjoint(stems[own:])
        return Endangered(About.SOMEONE_ELSE, frozenset({named})) if is_collapse else Endangered()

    def _harmed(self, reading: Reading, starts: Sequence[bool]) -> Iterator[Endangered]:
        clauses = [at for at in range(len(reading.words)) if at == 0 or starts[at] or reading.stems[at] in HARM]
        if any(is_done_to_writer(reading, starts, self._named, at) for at in clauses):
            yield Endangered(About.SELF)
        for at in range(len(reading.words) - 1):
            is_friends = reading.stems[at] in self._friends and reading.words[at].endswith("s")
            if is_friends and self._names(reading, at + 1) and is_done_to_them(reading, starts, at):
                yield Endangered(About.SOMEONE_ELSE, frozenset({at}))

    def _names(self, reading: Reading, at: int) -> bool:
        """`mates dad`, `friends big brother`."""
        named: Collection[str] = reading.stems[at : at + 2]
        return not self._relatives.isdisjoint(named)


def _is_quoted(words: Sequence[str], at: int) -> bool:
    """`my friend texted me i want to die` may be what the friend wrote."""
    before = at - 1
    while before > 0 and words[before] in TOLD_WHOM:
        before -= 1
    return before > 0 and words[before] in TELLS and words[before - 1] not in FIRST


def _is_told_me(words: Sequence[str], at: int) -> bool:
    return words[at] == "me" and at > 0 and words[at - 1] in TELLS
