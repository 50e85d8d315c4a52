"""For whom help is wanted.

Someone else: a friend, partner, brother or sister with a trouble of their own, one's child, a pupil or patient.
Oneself: also the child who is worried about a parent, and anyone to whom a friend or partner does something.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory.domain.meaning import About, Danger
from directory.understanding.asides import OWNED, Plain
from directory.understanding.done_to import is_done_to_writer
from directory.understanding.endangered import OWN_DANGERS, Endangered
from directory.understanding.patterns import Phrases, Reading, Span
from directory.understanding.stems import stem
from directory.understanding.vocabulary import Vocabulary

CHILD, PUPIL, FRIEND, OWN = "child", "pupil", "friend", "own"
CHILDRENS = frozenset({"childrens", "children", "kids"})
PLACES = frozenset({"home", "homes", "house", "services", "social", "ward", "hospital", "centre", "unit", "team", "panel"})
SIBLINGS, WRITER = frozenset({"brother", "sister", "twin"}), frozenset({"i", "im", "ive", "me", "my", "we"})
FRIENDS = frozenset({"friends", "mates", "girlfriends", "boyfriends"})
CLASSMATES = frozenset({"boy", "girl", "lad", "kid", "someone", "somebody"})
# `mate cuts`: how friends are named in a hurry.
BARE_FRIENDS = (("friend",), ("mate",))
AUDIENCE_OF = {CHILD: "parents-carers", PUPIL: "professionals"}


@dataclass(frozen=True)
class Asker:
    """`helped` are the words that name whoever needs the help, where that is not the writer."""

    about: About = About.SELF
    audience: str | None = None
    helped: frozenset[int] = frozenset()


class PeopleSense:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases = Phrases((phrase, who) for who, phrases in vocabulary.people.items() for phrase in phrases)
        self._relatives = frozenset(stem(word) for word in vocabulary.relatives)
        self._equals = frozenset(stem(word) for word in vocabulary.friends) | SIBLINGS

    def read(self, plain: Plain, lost: Sequence[Span] = ()) -> Asker:
        """`lost` are words that tell of somebody's death."""
        reading, starts = plain.reading, plain.starts
        if reading.words[:1] in BARE_FRIENDS:
            asker = self.read(Plain(Reading(["my", *reading.words]), [True, False, *starts[1:]]))
            return replace(asker, helped=frozenset(at - 1 for at in asker.helped if at))
        found = self._phrases.find(reading)
        own = [*(span for span, who in found if who == OWN), *_places_for_children(reading)]
        others = [(span, who) for span, who in found if who != OWN and not _is_cancelled(span, own)]
        others = [(span, who) for span, who in others if who != FRIEND or not _is_lost(reading, span, lost)]
        others = [one for one in others if not self._is_done_to_writer(plain, *one)]
        for who in (CHILD, PUPIL, FRIEND):
            named = frozenset(at for span, one in others if one == who for at in range(span.start, span.end))
            if named:
                return Asker(About.SOMEONE_ELSE, AUDIENCE_OF.get(who), named)
        aged = frozenset(at for at in plain.aged if not own and self._is_told_of(plain, at))
        return Asker(About.SOMEONE_ELSE, None, aged) if aged else Asker()

    def _is_done_to_writer(self, plain: Plain, span: Span, who: str) -> bool:
        """Whether it is the friend, or the boy in the writer's class, who does something to the writer."""
        is_equal = who == FRIEND or (who == PUPIL and not CLASSMATES.isdisjoint(plain.reading.words[span.start : span.end]))
        return is_equal and is_done_to_writer(plain.reading, plain.starts, self._relatives, span.start)

    def _is_told_of(self, plain: Plain, at: int) -> bool:
        """`my sister is 14 and ...`, where it goes on neither with the writer nor with what is done to them."""
        reading = plain.reading
        is_equal = reading.stems[at] in self._equals and not OWNED.isdisjoint(reading.words[max(0, at - 2) : at])
        return (
            is_equal
            and reading.words[at + 1] not in WRITER
            and not is_done_to_writer(reading, plain.starts, self._relatives, at)
        )


def with_danger(asker: Asker, endangered: Endangered, kind: Danger | None) -> Asker:
    """Whoever is plainly in danger needs the help. A parent or teacher whom a child hits still asks for the child."""
    if endangered.who is About.SELF and asker.about is About.SOMEONE_ELSE:
        if asker.audience is None:
            return Asker()
        if asker.audience == AUDIENCE_OF[CHILD] and kind in OWN_DANGERS:
            return Asker(audience=asker.audience)
    if endangered.who is About.SOMEONE_ELSE and asker.about is About.SELF:
        return Asker(About.SOMEONE_ELSE, None, endangered.at)
    return asker


def _is_lost(reading: Reading, span: Span, lost: Sequence[Span]) -> bool:
    """Whether it is the one who died, and not the friend whom they left behind."""
    return any(one.touches(span) and FRIENDS.isdisjoint(reading.words[one.start : one.end]) for one in lost)


def _places_for_children(reading: Reading) -> list[Span]:
    """`my childrens home` is nobody's child."""
    words = reading.words
    named = (at for at, word in enumerate(words[:-1]) if word in CHILDRENS)
    return [Span(at, at + 1) for at in named if words[at + 1] in PLACES]


def _is_cancelled(span: Span, own: list[Span]) -> bool:
    return any(one.touches(span) for one in own)
