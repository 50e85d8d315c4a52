"""Words nobody spells like that, read as the ones that were meant. A real word is never "corrected"."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.understanding.normalising import shortened
from directory.understanding.stems import stem

SHORTEST_CORRECTED = 4
SHORTEST_SPLIT = 5
# Two-letter words that may stand inside a run such as `wannadie` or `nosleep`.
SHORT_PARTS = frozenset(
    [
        "im",
        "my",
        "me",
        "to",
        "is",
        "it",
        "in",
        "no",
        "so",
        "do",
        "go",
        "we",
        "he",
        "be",
        "up",
        "on",
        "of",
        "at",
        "am",
        "as",
        "if",
        "or",
        "by",
        "us",
    ]
)
MOST_PARTS = 4

SOUNDS = [
    (r"^(kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^x", "s"), ("ph", "f"), ("gh", ""), ("ck", "k"),
    ("sch", "sk"), ("tch", "ch"), ("dg", "j"), ("sc(?=[eiy])", "s"), ("c(?=[eiy])", "s"), ("[cq]", "k"),
    ("[st]i(?=o)", "sh"), ("x", "ks"), ("z", "s"), ("g(?=[eiy])", "j"), ("mb$", "m"), ("wh", "w"), ("v", "f"),
]  # fmt: skip
SOUND_RULES = [(re.compile(pattern), sound) for pattern, sound in SOUNDS]


class Speller:
    """Corrects towards `words`, counted by how often they are met; `guarded` are real words, left as they are."""

    def __init__(self, words: Counter[str], guarded: Iterable[str]) -> None:
        self._counts = words
        self._ours = frozenset(word for word in words if len(word) >= SHORTEST_CORRECTED)
        self.known = frozenset(words) | frozenset(guarded)
        self._stems = frozenset(stem(word) for word in self.known)
        self._targets = sorted(word for word in self.known if len(word) >= SHORTEST_CORRECTED)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._ours):
            self._by_sound[sound_of(word)].append(word)

    def correct(self, word: str) -> str:
        """The word or words meant: itself when it is known or when nothing is near enough."""
        word = shortened(word, self.known)
        if self._is_right(word) or len(word) < SHORTEST_CORRECTED or not word.isalpha():
            return word
        near = self._near(word, 1)
        if near:
            return near
        return self._split(word) or self._near(word, allowed_slips(word)) or self._alike_in_sound(word) or word

    def _is_right(self, word: str) -> bool:
        """Known, or another form of a word that is: `ordering` is no slip where `order` is known."""
        return word in self.known or stem(word) in self._stems

    def _near(self, word: str, slips: int) -> str | None:
        if slips > allowed_slips(word):
            return None
        close = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=slips, limit=12)
        fair = [(int(distance), target) for target, distance, _ in close if self._may_become(word, target)]
        return min(fair, key=lambda one: self._rank(word, *one))[1] if fair else None

    def _may_become(self, word: str, target: str) -> bool:
        """Short words must keep their first letter, and become only words that mean something here."""
        if word[0] != target[0] and (len(word) < 5 or sound_of(word)[:1] != sound_of(target)[:1]):
            return False
        return len(word) > SHORTEST_CORRECTED or target in self._ours

    def _rank(self, word: str, distance: int, target: str) -> tuple[int, bool, int, str]:
        same_sound = sound_of(word) == sound_of(target)
        return distance, not same_sound, -self._counts[target], target

    def _split(self, word: str) -> str | None:
        """`cantsleep` as `cant sleep`: the fewest known words that make up the whole."""
        if len(word) < SHORTEST_SPLIT:
            return None
        best: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 14), end):
                before, part = best[start], word[start:end]
                if before is None or len(before) >= MOST_PARTS or not self._is_part(part, start):
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or ()):
                    best[end] = [*before, part]
        parts = best[len(word)]
        return " ".join(parts) if parts and len(parts) > 1 else None

    def _is_part(self, part: str, start: int) -> bool:
        if len(part) == 1:
            return part == "i" and start == 0
        if len(part) == 2:
            return part in SHORT_PARTS
        return part in self.known

    def _alike_in_sound(self, word: str) -> str | None:
        sound = sound_of(word)
        if len(word) < SHORTEST_SPLIT:
            return None
        alike = [(OSA.distance(word, target), target) for target in self._by_sound.get(sound, ())]
        near = [one for one in alike if one[0] <= (2 if len(sound) < 3 else max(2, len(word) // 2))]
        return min(near)[1] if near else None


def allowed_slips(word: str) -> int:
    """How many letters may be wrong, missing, added or swapped."""
    if len(word) < SHORTEST_CORRECTED:
        return 0
    if len(word) < 7:
        return 1
    return 2 if len(word) < 12 else 3


def sound_of(word: str) -> str:
    """A rough key of how a word sounds: consonants in order, none twice running, with the first letter's vowel kept."""
    for pattern, sound in SOUND_RULES:
        word = pattern.sub(sound, word)
    first, rest = word[:1], re.sub(r"[aeiouyhw]", "", word[1:])
    first = "a" if first in "aeiouy" and first else first
    return re.sub(r"(.)\1+", r"\1", first + rest)
