"""Danger read from words: which kind, at which of two levels, and what takes it out of a phrase again.

Harmless turns of speech cancel a match; denial, a closed past and learning about a subject lower it to the slim line;
frightening unwanted thoughts of hurting others are never danger to others. A miss is worse than a panel too many,
and no set of tests shows that nothing is ever missed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.domain.meaning import Danger
from directory.understanding.likeness import Likeness
from directory.understanding.patterns import Phrase, Phrases, Reading, Span
from directory.understanding.vocabulary import Vocabulary

ORDER = tuple(Danger)
# How many words may stand between "not" and what it denies.
DENIAL_REACH = 3
PAST_REACH = 4
# Kinds in which "years ago" or "used to" says that it is over; being hurt by others is not over so easily.
CAN_BE_PAST = frozenset(
    {Danger.INJURY, Danger.SUICIDE, Danger.MEDICAL_EATING, Danger.NOWHERE_TONIGHT, Danger.HARM_TO_OTHERS}
)
# ... only where the words say so plainly.
OVER_WHEN_TOLD = frozenset({Danger.ABUSE, Danger.UNSAFE_NOW, Danger.SEXTORTION})
# What no phrase says may still be like the sentences of a kind: this many times likelier than none asks for the panel,
# this many times for the slim line.
LIKE_PANEL, LIKE_SUPPORT = 5.0, 1.5
# ... and where a phrase asked for the slim line only.
LIKE_MORE_THAN_SUPPORT = 25.0
NONE = "none"
# Kinds whose longer phrases change what shorter ones in them mean.
FRAMES = frozenset({Danger.VOICES, Danger.NOWHERE_TONIGHT})
TURNS = frozenset(
    {"but", "though", "although", "however", "just", "except", "instead", "because", "cuz", "yet", "and", "or", "only"}
)


@dataclass(frozen=True)
class Noticed:
    """`kind` asks for the panel, `support` for the slim line. `unwanted` says that these are unwanted thoughts.

    `harmless` are the turns of speech that mean no danger, whatever words stand in them.
    """

    kind: Danger | None = None
    support: bool = False
    unwanted: bool = False
    bereaved: bool = False
    harmless: tuple[Span, ...] = ()


@dataclass(frozen=True)
class _Match:
    kind: Danger
    span: Span
    is_panel: bool


class DangerSense:
    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.danger
        entries = [(entry, True) for entry in words.panel] + [(entry, False) for entry in words.support]
        self._dangers = Phrases((entry.phrase, (Danger(entry.slug), is_panel)) for entry, is_panel in entries)

        def plain(phrases: Iterable[Phrase]) -> Phrases[None]:
            return Phrases((phrase, None) for phrase in phrases)

        self._harmless = plain(words.harmless)
        self._denials = plain(words.denials)
        self._past = plain(words.past)
        self._closed = plain(words.closed)
        self._unwanted = plain(words.unwanted)
        self._bereaved = plain(words.bereaved)
        self._learning = plain(words.learning)
        self._denying_words = words.denying_words
        self._turns = TURNS | words.not_denying_before
        self._likeness: Likeness | None = None

    def learn(self, sentences: Iterable[tuple[str, Sequence[str]]], little_words: frozenset[str]) -> None:
        """From the stems of sentences under the name of a kind, or `NONE`."""
        self._likeness = Likeness(sentences, little_words)

    def notice(self, reading: Reading, starts: Sequence[bool]) -> Noticed:
        """`starts` says of each word whether a clause starts with it."""
        bereaved = [span for span, _ in self._bereaved.find(reading)]
        harmless = [span for span, _ in self._harmless.find(reading)]
        matches = _outermost(self._matches(reading))
        matches = [match for match in matches if not _is_covered(match.span, [*harmless, *bereaved])]
        unwanted = self._is_unwanted(reading, matches)
        if unwanted:
            matches = [match for match in matches if match.kind is not Danger.HARM_TO_OTHERS]
        panels = [match for match in matches if match.is_panel and not self._is_lowered(match, reading, starts)]
        kind = min((match.kind for match in panels), key=ORDER.index, default=None)
        is_supported = bool(matches or unwanted or bereaved)
        if not (kind or unwanted or bereaved or harmless or self._lowers_all(reading)):
            guess, times = self._likest(reading)
            kind = guess if times >= (LIKE_MORE_THAN_SUPPORT if matches else LIKE_PANEL) else None
            is_supported = is_supported or times >= LIKE_SUPPORT
        return Noticed(kind, is_supported, unwanted, bool(bereaved), tuple(harmless))

    def _lowers_all(self, reading: Reading) -> bool:
        lowering = (self._denials, self._past, self._closed, self._learning)
        return any(phrases.find(reading) for phrases in lowering)

    def _likest(self, reading: Reading) -> tuple[Danger | None, float]:
        """The kind whose sentences a text is most like, and how many times likelier that is than none."""
        likely = self._likeness.read(reading.stems) if self._likeness else {}
        kind = max((one for one in likely if one != NONE), key=lambda one: likely[one], default=None)
        return (Danger(kind), likely[kind] / likely[NONE]) if kind else (None, 0.0)

    def _matches(self, reading: Reading) -> list[_Match]:
        return [_Match(kind, span, is_panel) for span, (kind, is_panel) in self._dangers.find(reading)]

    def _is_unwanted(self, reading: Reading, matches: Sequence[_Match]) -> bool:
        harms = any(match.kind is Danger.HARM_TO_OTHERS for match in matches)
        return harms and bool(self._unwanted.find(reading))

    def _is_lowered(self, match: _Match, reading: Reading, starts: Sequence[bool]) -> bool:
        is_deniable = match.kind is not Danger.MEDICAL_EATING  # "wont eat anything" denies nothing
        if is_deniable and any(span.touches(match.span) for span, _ in self._denials.find(reading)):
            return True
        if self._is_denied_before(match.span, reading, starts) or self._learning.find(reading):
            return True
        if match.kind in OVER_WHEN_TOLD and self._closed.find(reading):
            return True
        return match.kind in CAN_BE_PAST and any(_near(span, match.span) for span, _ in self._past.find(reading))

    def _is_denied_before(self, span: Span, reading: Reading, starts: Sequence[bool]) -> bool:
        """Whether "not", "never" and the like stand just before, in the same clause."""
        for at in range(span.start - 1, max(-1, span.start - 1 - DENIAL_REACH), -1):
            if starts[at + 1] or reading.words[at] in self._turns:
                return False
            if reading.words[at] in self._denying_words:
                return True
        return False


def _outermost(matches: list[_Match]) -> list[_Match]:
    """Without what is only part of something else said: `told me to kill myself` is no wish to die, and `kicked me`
    in `kicked me out` is no blow."""
    frames = [match for match in matches if match.kind in FRAMES or not match.is_panel]
    return [match for match in matches if not any(_frames(frame, match) for frame in frames)]


def _frames(frame: _Match, match: _Match) -> bool:
    differs = frame.kind is not match.kind or frame.is_panel is not match.is_panel
    return differs and (_is_inside(match.span, frame.span) or _is_said_by(frame, match))


def _is_said_by(frame: _Match, match: _Match) -> bool:
    """What voices say may go on past the phrase that found them."""
    return frame.kind is Danger.VOICES and frame.span.start < match.span.start < frame.span.end


def _is_inside(span: Span, other: Span) -> bool:
    return other.covers(span) and len(other) > len(span)


def _is_covered(span: Span, others: Sequence[Span]) -> bool:
    return any(other.covers(span) or (other.touches(span) and len(other) >= len(span)) for other in others)


def _near(past: Span, span: Span) -> bool:
    return past.start - span.end <= PAST_REACH and span.start - past.end <= PAST_REACH
