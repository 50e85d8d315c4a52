"""For whom help is wanted.

Someone else: a friend, partner, brother or sister with a trouble of their own, one's child, a pupil or patient.
Oneself: also the child who is worried about a parent, and anyone to whom a friend or partner does something.
"""

from dataclasses import dataclass

from directory.domain.meaning import About
from directory.understanding.patterns import Phrases, Reading, Span
from directory.understanding.vocabulary import Vocabulary

CHILD, PUPIL, FRIEND, OWN = "child", "pupil", "friend", "own"
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

    def read(self, reading: Reading) -> Asker:
        found = self._phrases.find(reading)
        own = [span for span, who in found if who == OWN]
        others = [(span, who) for span, who in found if who != OWN and not _is_cancelled(span, own)]
        for who in (CHILD, PUPIL, FRIEND):
            named = frozenset(at for span, one in others if one == who for at in range(span.start, span.end))
            if named:
                return Asker(About.SOMEONE_ELSE, AUDIENCE_OF.get(who), named)
        return Asker()


def _is_cancelled(span: Span, own: list[Span]) -> bool:
    return any(one.touches(span) for one in own)
