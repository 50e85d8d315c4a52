"""Danger read from words: which kind, at which of two levels, and what takes it out of a phrase again.

Phrases give signs: danger, harmless turns of speech, denial, a past that is over, learning about a subject. What these
signs and all other words come to was learnt from whole sentences. Where nothing was learnt, the phrases decide alone.
Frightening unwanted thoughts of hurting others are never danger to others. A miss is worse than a panel too many, and
no set of tests shows that nothing is ever missed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from directory.domain.meaning import Danger, Spoke
from directory.understanding.features import Features
from directory.understanding.patterns import Phrase, Phrases, Reading, Span
from directory.understanding.sentences import SUPPORT
from directory.understanding.vocabulary import DangerWords

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
# Kinds whose longer phrases change what shorter ones in them mean.
FRAMES = frozenset({Danger.VOICES, Danger.NOWHERE_TONIGHT})
TURNS = frozenset(
    {"but", "though", "although", "however", "just", "except", "instead", "because", "cuz", "yet", "and", "or", "only"}
)
# How much a sign counts among the features of a text, which come to one.
SIGN = 0.3
# How likely the panels of all kinds have to be, the less where an undenied phrase of danger stands, and how likely
# danger of any level for the slim line: chosen by what a miss and a false alarm cost.
LIKELY_PANEL, LIKELY_BESIDE_PHRASE, LIKELY_SUPPORT = 0.3, 0.15, 0.2
# ... and where few words say anything and none of them is such a phrase: `top stair` is the name of a project.
FEW_WORDS, LIKELY_IN_FEW_WORDS, LIKELY_SUPPORT_IN_FEW = 2, 0.45, 0.4
# ... and where a single word does: `next`, `water`.
LIKELY_IN_ONE_WORD = 0.7
# How likely they have to be beside the slim line alone, so that what is long past or only asked about is not raised to a
# panel; the less where such a phrase stands.
BESIDE_SUPPORT, BESIDE_SUPPORT_AND_PHRASE = 0.8, 0.5
# A phrase of a more pressing kind wins when its kind is at least this likely.
LIKELY_PRESSING = 0.05
PANEL_OF = {f"{kind}/panel": kind for kind in Danger}


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


@dataclass(frozen=True)
class Signs:
    """What the phrases find: `clear` are kinds of danger that nothing denies, covers or puts in the past."""

    matches: tuple[_Match, ...] = ()
    clear: frozenset[Danger] = frozenset()
    covered: bool = False
    lowered: bool = False
    unwanted: bool = False
    harmless: tuple[Span, ...] = ()
    bereaved: tuple[Span, ...] = ()
    others: frozenset[str] = frozenset()

    def clear_spans(self) -> list[Span]:
        return [match.span for match in self.matches if match.is_panel and match.kind in self.clear]

    def named(self, words: Sequence[str]) -> Iterator[Spoke]:
        """The words that a phrase of danger found, with its kind and level, or what takes the danger out of them."""
        for match in self.matches:
            lowered = match.is_panel and match.kind not in self.clear
            level = "lowered" if lowered else "panel" if match.is_panel else "support"
            yield Spoke(" ".join(words[match.span.start : match.span.end]), level, match.kind.value)
        for span in self.harmless:
            yield Spoke(" ".join(words[span.start : span.end]), "harmless", "")

    def features(self) -> Features:
        names = {f"#{match.kind}/{'panel' if match.is_panel else 'support'}" for match in self.matches}
        names |= {f"#{kind}/clear" for kind in self.clear} | {f"#{other}" for other in self.others}
        flags = {"panel": any(match.is_panel for match in self.matches), "clear": self.clear, "covered": self.covered}
        flags |= {"lowered": self.lowered, "harmless": self.harmless, "bereaved": self.bereaved}
        return dict.fromkeys(sorted(names | {f"#{name}" for name, holds in flags.items() if holds}), SIGN)


class DangerSense:
    def __init__(self, words: DangerWords) -> None:
        entries = [(entry, True) for entry in words.panel] + [(entry, False) for entry in words.support]
        self._dangers = Phrases((entry.phrase, (Danger(entry.slug), is_panel)) for entry, is_panel in entries)

        def plain(phrases: Iterable[Phrase]) -> Phrases[None]:
            return Phrases((phrase, None) for phrase in phrases)

        self._harmless = plain(words.harmless)
        self._bereaved = plain(words.bereaved)
        self._denials = plain(words.denials)
        self._past = plain(words.past)
        self._closed = plain(words.closed)
        self._unwanted = plain(words.unwanted)
        self._learning = plain(words.learning)
        self._denying_words = words.denying_words
        self._turns = TURNS | words.not_denying_before

    def signs(self, reading: Reading, starts: Sequence[bool]) -> Signs:
        """`starts` says of each word whether a clause starts with it."""
        bereaved = self._bereaved.spans(reading)
        harmless = self._harmless.spans(reading)
        found = _outermost([_Match(kind, span, is_panel) for span, (kind, is_panel) in self._dangers.find(reading)])
        matches = [match for match in found if not _is_covered(match.span, [*harmless, *bereaved])]
        clear = {match.kind for match in matches if match.is_panel and not self._is_lowered(match, reading, starts)}
        turns = {"denials": self._denials, "past": self._past, "closed": self._closed, "learning": self._learning}
        others = {name for name, phrases in turns.items() if phrases.find(reading)}
        unwanted = bool(self._unwanted.find(reading))
        return Signs(
            tuple(matches),
            frozenset(clear),
            covered=len(matches) < len(found),
            lowered=any(match.is_panel and match.kind not in clear for match in matches),
            unwanted=unwanted,
            harmless=tuple(harmless),
            bereaved=tuple(bereaved),
            others=frozenset(others | ({"unwanted"} if unwanted else set())),
        )

    def _is_lowered(self, match: _Match, reading: Reading, starts: Sequence[bool]) -> bool:
        is_deniable = match.kind is not Danger.MEDICAL_EATING  # "wont eat anything" denies nothing
        if is_deniable and any(span.touches(match.span) for span in self._denials.spans(reading)):
            return True
        if self._is_denied_before(match.span, reading, starts) or self._learning.find(reading):
            return True
        if match.kind in OVER_WHEN_TOLD and self._closed.find(reading):
            return True
        return match.kind in CAN_BE_PAST and any(_near(span, match.span) for span in self._past.spans(reading))

    def _is_denied_before(self, span: Span, reading: Reading, starts: Sequence[bool]) -> bool:
        """Whether "not", "never" and the like stand just before, in the same clause."""
        for at in range(span.start - 1, max(-1, span.start - 1 - DENIAL_REACH), -1):
            if starts[at + 1] or reading.words[at] in self._turns:
                return False
            if reading.words[at] in self._denying_words:
                return True
        return False


def notice(signs: Signs, likely: Mapping[str, float], *, said: int, is_unwanted: bool = False) -> Noticed:
    """`likely` are the levels and kinds as learnt, empty where nothing was; `said` how many words say something;
    `is_unwanted` that a text is likely to be about unwanted thoughts."""
    harms = any(match.kind is Danger.HARM_TO_OTHERS for match in signs.matches)
    unwanted = (harms and signs.unwanted) or is_unwanted
    clear = signs.clear - {Danger.HARM_TO_OTHERS} if unwanted else signs.clear
    kind = _learnt_kind(clear, likely, unwanted, said) if likely else min(clear, key=ORDER.index, default=None)
    least = LIKELY_SUPPORT_IN_FEW if said <= FEW_WORDS else LIKELY_SUPPORT
    is_likely = 1 - likely.get("none", 1.0) >= least
    support = bool(signs.matches or unwanted or signs.bereaved or is_likely)
    return Noticed(kind, support, unwanted, bool(signs.bereaved), signs.harmless)


def panel_chance(likely: Mapping[str, float]) -> float:
    """How likely a panel of any kind is."""
    return sum(likely.get(label, 0.0) for label in PANEL_OF)


def _learnt_kind(clear: frozenset[Danger], likely: Mapping[str, float], unwanted: bool, said: int) -> Danger | None:
    panels = {kind: likely.get(label, 0.0) for label, kind in PANEL_OF.items()}
    if unwanted:
        panels.pop(Danger.HARM_TO_OTHERS)
    least = LIKELY_BESIDE_PHRASE if clear else _least_of_words(said)
    beside = (BESIDE_SUPPORT_AND_PHRASE if clear else BESIDE_SUPPORT) * likely.get(SUPPORT, 0.0)
    if sum(panels.values()) < max(least, beside):
        return None
    likeliest = max(panels, key=lambda kind: panels[kind])
    pressing = {kind for kind in clear if panels[kind] >= LIKELY_PRESSING}
    return min({likeliest, *pressing}, key=ORDER.index)


def _least_of_words(said: int) -> float:
    if said <= 1:
        return LIKELY_IN_ONE_WORD
    return LIKELY_IN_FEW_WORDS if said <= FEW_WORDS else LIKELY_PANEL


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
