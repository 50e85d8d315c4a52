"""What there is in a text for a classifier to weigh: words, who and what they name, pairs, letters, denied words.

How much each counts was chosen by cross-validation on whole sentences: see docs/decisions/understanding.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

LETTERS = 4
WORD, LITTLE_WORD = 1.0, 0.5
PAIR, LITTLE_PAIR = 0.7, 0.5
NEAR_PAIR, NEAR = 0.4, 3
LETTER_GROUP = 0.15
KIND, KIND_PAIR, KINDS_NEAR = 0.4, 0.2, 4
DENIED, DENIED_REACH = 0.3, 4
START, END = "^", "$"
# How many words a run of them may have: what stands side by side, little words and all.
LONGEST_RUN = 3

Features = dict[str, float]


@dataclass(frozen=True)
class Weighing:
    """How words are seen: by their stems. `little` ones say little; `kinds` are those a word belongs to, such as `hit`;
    after one of `denying`, the next few words of the clause are denied."""

    little: frozenset[str] = frozenset()
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    denying: frozenset[str] = frozenset()

    def features(self, stems: Sequence[str], starts: Sequence[bool]) -> Features:
        """`starts` says of each word whether a clause starts with it. As a whole they are of length one."""
        found: Features = {}
        for part in (self._near(stems), self._kinds(stems), self._denied(stems, starts), self._pairs(stems)):
            found.update(part)
        for word in stems:
            found[word] = LITTLE_WORD if word in self.little else WORD
        found.update(self._letters(stems))
        return _of_length_one(found)

    def _pairs(self, stems: Sequence[str]) -> Iterator[tuple[str, float]]:
        for one, other in pairwise((START, *stems, END)):
            is_little = one in self.little and other in self.little
            yield f"{one} {other}", LITTLE_PAIR if is_little else PAIR

    def _near(self, stems: Sequence[str]) -> Iterator[tuple[str, float]]:
        big = [word for word in stems if word not in self.little]
        for at, word in enumerate(big):
            for other in big[at + 1 : at + 1 + NEAR]:
                yield f"{word}&{other}", NEAR_PAIR

    def _letters(self, stems: Sequence[str]) -> Iterator[tuple[str, float]]:
        for word in stems:
            if word not in self.little:
                padded = f"<{word}>"
                for at in range(len(padded) - LETTERS + 1):
                    yield "~" + padded[at : at + LETTERS], LETTER_GROUP

    def _kinds(self, stems: Sequence[str]) -> Iterator[tuple[str, float]]:
        """A word that was never met beside another may be of a kind that was: for `grandad clouts` there is `mum hits`."""
        kinds = [self.kinds.get(word, ()) for word in stems]
        for at, ours in enumerate(kinds):
            for kind in ours:
                yield f"{{{kind}}}", KIND
                for others in kinds[at + 1 : at + 1 + KINDS_NEAR]:
                    for other in others:
                        if other != kind:
                            yield "{{{}}}&{{{}}}".format(*sorted((kind, other))), KIND_PAIR

    def _denied(self, stems: Sequence[str], starts: Sequence[bool]) -> Iterator[tuple[str, float]]:
        left = 0
        for word, starts_clause in zip(stems, starts, strict=True):
            left = 0 if starts_clause else left - 1
            if word in self.denying:
                left = DENIED_REACH + 1
            elif left > 0:
                yield f"!{word}", DENIED


def runs(words: Sequence[str]) -> Features:
    """Every run of up to three words, as they were read, the ends of the text among them: as a whole of length one."""
    text = (START, *words, END)
    ends = (range(at + 1, min(at + LONGEST_RUN, len(text)) + 1) for at in range(len(text)))
    found = dict.fromkeys((" ".join(text[at:end]) for at, some in enumerate(ends) for end in some), 1.0)
    return _of_length_one({run: there for run, there in found.items() if run not in (START, END)})


def _of_length_one(found: Features) -> Features:
    length = sum(weight * weight for weight in found.values()) ** 0.5 or 1.0
    return {feature: weight / length for feature, weight in found.items()}
