"""Whose a circumstance is: of the person who needs help, or of a relative or friend that the words speak of.

Only words of a clause are looked at, the nearest person first. In doubt it is taken for somebody else's: what is not
told is asked, what is told wrongly opens a service that is not for them.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from directory.understanding.patterns import Reading, Span
from directory.understanding.stems import stem, stems_of, words_of
from directory.understanding.vocabulary import Vocabulary

# Nobody but the one who asks is spoken of, or the tie itself is the circumstance.
ALWAYS_OWN = words_of("parents-carers professionals siblings girls boys")
# A parent's is the child's as well; of one in care or adopted, those who have taken them in are spoken of.
OF_THE_FAMILY = words_of("ethnic-communities gypsy-roma-traveller refugees forces-families")
TAKEN_IN = words_of("in-care adopted")
FORCES = "forces-families"
TIES = stems_of("kinship guardian guardianship sgo")
# Done to somebody: whose it is stands after it.
HARM = stems_of("racism homophobic homophobia transphobic transphobia misgender")

FIRST = words_of("i im ive id me myself we us")
OBJECTS = words_of("me him us them himself herself myself")
POSSESSIVES = words_of("my his her their our whose")
WOMAN, MAN = words_of("she shes"), words_of("he hes him")
PRONOUNS = WOMAN | MAN | {"they", "theyre"}
WOMEN = stems_of("mum stepmum sister stepsister aunt auntie nan girlfriend wife")
MEN = stems_of("dad stepdad brother stepbrother uncle grandad boyfriend husband")
SIBLINGS = stems_of("brother sister sibling stepbrother stepsister twin")
CLIENTS = stems_of("pupil student patient client person people yp")
# `young carer` and `teen mum` are who needs help.
THEMSELVES, YOUNG = stems_of("carer mum dad parent"), words_of("young teen teenage")
MATES = words_of("friends mates")

BORDERS = words_of("so because cos when since while now then but although though if")
WHO, TIED_ON = words_of("who whos"), words_of("who whos which is was has")
BETWEEN = words_of("a an the some other young little big older younger elder baby twin step half best")
IS = words_of("is are was were has have had get be being with who whos a an also both isnt hasnt")
# Thinking, asking and losing: what comes after is the child's own.
TURNS = stems_of(
    "think believe suspect want ask request apply seek look worry query say tell concern feel wonder report need struggle"
    " support about accept know notice mention raise push die died passed leave left kicked hit cope"
)
WORK = stems_of("work volunteer teach job employ")
PEOPLE = stems_of("offender seeker refugee traveller gypsy gypsies leaver carer soldier veteran mum dad parent child kid")
TOWARDS = words_of("to towards toward against")
DOING = stems_of("by towards toward against")
COMPANY = stems_of("friend hang out around fight mix live share relationship class")
TAKING = stems_of("arrested took nicked deported charged")
LIVING_WITH = re.compile(r"\bwith (?:(?:my|his|her|their|a|the) )?(?:\w+ (?:and|&) (?:(?:my|his|her|their) )?)?(?:\w+ )?$")
LAST_CLAUSE = re.compile(r"[^,.;:!?()]*$")


@dataclass(frozen=True)
class Told:
    """The words, where clauses start, and where those who need the help are named; `is_own` if the writer is the one.

    `is_parents` when it is written by a parent.
    """

    reading: Reading
    starts: Sequence[bool]
    helped: Collection[int]
    is_own: bool
    is_parents: bool

    @property
    def is_of_me(self) -> bool:
        """Whether the one who needs help says `i`: then `she` is somebody else."""
        return self.is_own and not (FIRST | {"my"}).isdisjoint(self.reading.words)


class Bearers:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._relatives = frozenset(stem(word) for word in vocabulary.relatives)
        self._friends = frozenset(stem(word) for word in vocabulary.friends)
        self._children = frozenset(stem(word) for word in vocabulary.children) | CLIENTS
        speak = vocabulary.typing.text_speak
        forms = vocabulary.relatives | {short for short, meant in speak.items() if meant in vocabulary.relatives}
        named = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
        persons = rf"{named}|i|im|i'm|we|me|he|she|they|him|pupil|patient"
        self._persons = re.compile(rf"\b(?:(?P<relative>(?:{named})(?:['’]?s)?)|{persons})\b", re.IGNORECASE)

    def is_anothers(self, told: Told, span: Span, slug: str) -> bool:
        """Whether what a phrase tells is told of a relative or a friend who is not the one that needs help."""
        words = told.reading.words
        within = words[span.start : span.end]
        if slug in ALWAYS_OWN or not FIRST.isdisjoint(within) or {"my", "our"} & set(within):
            return False
        if HARM.issuperset(told.reading.stems[span.start : span.end]):
            return self._is_done_to_another(told, span)
        if self._is_relative(told, span.start) and span.start and words[span.start - 1] in {"his", "her", "their"}:
            return True
        by_what_follows = self._by_what_follows(told, span, slug)
        if by_what_follows is not None:
            return by_what_follows
        return self._is_of_people_met(told, span) or self._is_said_of_another(told, span, slug)

    def is_place_of_another(self, text: str, start: int) -> bool:
        """Whether the place at `start` is where a relative lives, and nobody said that it is where they live as well."""
        found = LAST_CLAUSE.search(text[:start])
        clause = found.group() if found else ""
        persons = list(self._persons.finditer(clause))
        if not persons or not persons[-1]["relative"]:
            return False
        between = {stem(word) for word in clause[persons[-1].end() :].lower().split()}
        if between & TURNS or between & BORDERS:
            return False
        return not LIVING_WITH.search(clause[: persons[-1].start()].lower())

    def _is_relative(self, told: Told, at: int) -> bool:
        words, stems = told.reading.words, told.reading.stems
        if at >= len(words) or stems[at] not in self._relatives or at in told.helped:
            return False
        return not (stems[at] in THEMSELVES and at > 0 and words[at - 1] in YOUNG)

    def _relative_from(self, told: Told, at: int) -> int | None:
        """Where a relative is named from this word on, with nothing before but `my` or `older`."""
        words = told.reading.words
        while at < len(words) and not told.starts[at] and (words[at] in POSSESSIVES or words[at] in BETWEEN):
            at += 1
        return at if at < len(words) and not told.starts[at] and self._is_relative(told, at) else None

    def _is_done_to_another(self, told: Told, span: Span) -> bool:
        words = told.reading.words
        follows = words[span.end : span.end + 1]
        return bool(follows) and follows[0] in TOWARDS and (self._relative_from(told, span.end + 1) is not None)

    def _by_what_follows(self, told: Told, span: Span, slug: str) -> bool | None:
        """`deaf parents`, `police arrested dad`, but `autistic boy` and `adopted me`; None where it does not decide."""
        words, stems, at = told.reading.words, told.reading.stems, span.end
        if at >= len(words) or told.starts[at]:
            return None
        if stems[at - 1] in TAKING or stems[at] in TAKING:
            return True if self._relative_from(told, at + (stems[at] in TAKING)) is not None else None
        if words[at] in OBJECTS or (words[at] == "her" and self._relative_from(told, at) is None):
            return False
        if span.start and words[span.start - 1] in FIRST | PRONOUNS:
            return None
        return self._by_whom_it_describes(told, span, slug, at + 1 if words[at] in BETWEEN else at)

    def _by_whom_it_describes(self, told: Told, span: Span, slug: str, at: int) -> bool | None:
        if at >= len(told.reading.words) or told.starts[at]:
            return None
        if told.reading.stems[at] in self._children:
            return self._is_met(told, span) or self._is_at_work(told, span)
        return self._can_be_anothers(told.reading.stems[at], slug) if self._is_relative(told, at) else None

    def _is_at_work(self, told: Told, span: Span) -> bool:
        """`dad teaches deaf children`."""
        near = self._nearest(told, span)
        return near is not None and self._is_relative(told, near) and self._has(told, near, span.start, WORK)

    def _is_of_people_met(self, told: Told, span: Span) -> bool:
        """`bullied by travellers`, `friends with young offenders`: people, and no team that helps."""
        return told.reading.stems[span.end - 1] in PEOPLE and self._is_met(told, span)

    def _is_met(self, told: Told, span: Span) -> bool:
        words, stems = told.reading.words, told.reading.stems
        at = span.start - 1
        while at > 0 and words[at] in BETWEEN:
            at -= 1
        if at < 0:
            return False
        return stems[at] in DOING or (words[at] == "with" and at > 0 and stems[at - 1] in COMPANY)

    def _is_said_of_another(self, told: Told, span: Span, slug: str) -> bool:
        near = self._nearest(told, span)
        if near is None:
            return False
        reading = told.reading
        if reading.words[near] in PRONOUNS:
            meant = self._meant_by(told, near)
            return meant is not None and self._can_be_anothers(reading.stems[meant], slug)
        if not self._is_relative(told, near) or not self._is_spoken_of(told, near, span):
            return False
        if self._has(told, near, span.start, WORK) and slug != FORCES:
            return True
        if self._has(told, near, span.start, TURNS) or TIES.intersection(reading.stems[span.start : span.end]):
            return False
        return self._can_be_anothers(reading.stems[near], slug, is_said=True)

    def _is_spoken_of(self, told: Told, near: int, span: Span) -> bool:
        """Not `no friends` nor, from a parent, a bare `mum`, unless something is said of them."""
        words = told.reading.words
        is_said = near + 1 < span.start and words[near + 1] in IS
        owner = words[near - 1] if near else ""
        if near + 1 < len(words) and words[near + 1] == "of":
            return told.reading.stems[near] in SIBLINGS
        if words[near] in MATES or owner == "no":
            return is_said
        return not told.is_parents or is_said or owner in POSSESSIVES

    def _can_be_anothers(self, relative: str, slug: str, *, is_said: bool = False) -> bool:
        """What is a parent's may be the child's too; `adoptive parents` says nothing of them, `mum is adopted` does."""
        if slug in OF_THE_FAMILY:
            return relative in self._friends
        return is_said or slug not in TAKEN_IN or relative in SIBLINGS | self._friends

    def _nearest(self, told: Told, span: Span) -> int | None:
        """The last person named in the clause before the phrase."""
        words = told.reading.words
        for at in range(span.start - 1, self._start_of_clause(told, span.start) - 1, -1):
            if words[at] in FIRST or words[at] in PRONOUNS or told.reading.stems[at] in self._relatives | self._children:
                return at
            if words[at] == "my" and at == span.start - 1:
                return at
        return None

    def _start_of_clause(self, told: Told, at: int) -> int:
        words = told.reading.words
        while at > 0 and not told.starts[at] and words[at - 1] not in BORDERS:
            at -= 1
        if at > 0 and told.starts[at] and words[at] in TIED_ON:  # `my brother (15) is deaf`, `mum, who is deaf`
            before = at - 1
            if words[before].isdigit() and before > 0:
                return self._start_of_clause(told, before - 1)
            if words[at] in WHO:
                return self._start_of_clause(told, before)
        return at

    def _meant_by(self, told: Told, pronoun: int) -> int | None:
        """The relative whom a pronoun stands for; None where it stands for the one who needs help."""
        reading = told.reading
        first = 0 if told.is_own else self._start_of_clause(told, pronoun)
        for at in range(pronoun - 1, first - 1, -1):
            if reading.stems[at] in self._children or at in told.helped:
                return None
            is_named_by_next = reading.stems[at] == "twin" and self._is_relative(told, at + 1)
            if self._is_relative(told, at) and _may_mean(reading.words[pronoun], reading.stems[at]) and not is_named_by_next:
                return None if not told.is_of_me and self._has(told, at, pronoun, TURNS) else at
        return None

    def _has(self, told: Told, after: int, before: int, stems: Collection[str]) -> bool:
        return any(root in stems for root in told.reading.stems[after + 1 : before])


def _may_mean(pronoun: str, relative: str) -> bool:
    others = MEN if pronoun in WOMAN else WOMEN if pronoun in MAN else frozenset()
    return relative not in others
