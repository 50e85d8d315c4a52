"""How like the examples of each need a text is: naive Bayes over word stems, pairs of them and groups of letters.

It is trained on the vocabulary's own phrases whenever they are loaded, so that it can never be behind them, and catches
what no single phrase says outright. How features are weighed was chosen by three-fold checks on the examples.
"""

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from zlib import crc32

LETTERS = 4
WORD, LITTLE_WORD = 1.0, 0.3
PAIR, LITTLE_PAIR = 0.7, 0.35
NEAR_PAIR, NEAR = 0.4, 3
LETTER_GROUP = 0.15
# How often a feature must be met before half of what it says is believed.
HALF_BELIEVED = 1.0
# Text probabilities are sharper than they should be, since features are not independent: this flattens them.
FLATTENED = 0.35
# A feature and a label in one number: there are fewer than 256 labels.
LABEL_BITS = 8
LABEL = 0xFF
KEY_BITS = 32
PARTS = 16


class Likeness:
    """Probabilities of the labels of examples. `read` is given the stems of a text.

    A feature is kept as a number of 32 bits, in order, beside where what it says begins: in all a tenth of what
    the words would take. At a hundred thousand features about one shares its number with another.
    """

    def __init__(self, examples: Iterable[tuple[str, Sequence[str]]], little_words: frozenset[str]) -> None:
        self._little = little_words
        numbers: dict[str, int] = {}
        parts = [array("Q") for _ in range(PARTS)]  # sorted one by one, for less room
        for label, stems in examples:
            number = numbers.setdefault(label, len(numbers))
            for key in map(_key, self._features(stems)):
                parts[key * PARTS >> KEY_BITS].append(key << LABEL_BITS | number)
        self._labels = tuple(numbers)
        self._keys, self._starts = array("I"), array("I")
        self._speaks_for, self._gains = array("B"), array("f")
        sizes = Counter(mark & LABEL for part in parts for mark in part)
        for part in parts:
            self._weigh(sorted(part), sizes)
        self._starts.append(len(self._gains))

    def _weigh(self, marks: Sequence[int], sizes: Mapping[int, int]) -> None:
        """How much each feature speaks for each label it was met with, over one it was never met with."""
        for key, met in groupby(marks, key=lambda mark: mark >> LABEL_BITS):
            rates: dict[int, float] = {}
            times = 0
            for mark in met:
                label = mark & LABEL
                rates[label] = rates.get(label, 0.0) + 1 / sizes[label]
                times += 1
            believed = len(sizes) * times / (times + HALF_BELIEVED) / sum(rates.values())
            self._keys.append(key)
            self._starts.append(len(self._gains))
            self._speaks_for.extend(rates)
            self._gains.extend([math.log1p(believed * rate) for rate in rates.values()])

    def _features(self, stems: Sequence[str]) -> dict[str, float]:
        """What there is in a text, and how much each counts."""
        features: dict[str, float] = {}
        big = [word for word in stems if word not in self._little]
        for word in stems:
            features[word] = LITTLE_WORD if word in self._little else WORD
        for word in big:
            padded = f"<{word}>"
            for at in range(len(padded) - LETTERS + 1):
                features["~" + padded[at : at + LETTERS]] = LETTER_GROUP
        for one, other in pairwise(stems):
            is_little = one in self._little and other in self._little
            features[f"{one} {other}"] = LITTLE_PAIR if is_little else PAIR
        for at, word in enumerate(big):
            for other in big[at + 1 : at + 1 + NEAR]:
                features[f"{word}&{other}"] = NEAR_PAIR
        return features

    def knows(self, word: str) -> bool:
        """Whether a stem was ever met."""
        return self._place(word) is not None

    def _place(self, feature: str) -> int | None:
        key = _key(feature)
        at = bisect_left(self._keys, key)
        return at if at < len(self._keys) and self._keys[at] == key else None

    def read(self, stems: Sequence[str]) -> dict[str, float]:
        """How likely each label is; empty when no word of the text that says anything was ever met."""
        if not any(self.knows(word) for word in stems if word not in self._little):
            return {}
        totals = [0.0] * len(self._labels)
        for feature, weight in self._features(stems).items():
            place = self._place(feature)
            if place is not None:
                for at in range(self._starts[place], self._starts[place + 1]):
                    totals[self._speaks_for[at]] += weight * self._gains[at]
        highest = max(totals)
        powers = [math.exp(FLATTENED * (total - highest)) for total in totals]
        whole = sum(powers)
        return {label: power / whole for label, power in zip(self._labels, powers, strict=True)}


def _key(feature: str) -> int:
    return crc32(feature.encode())
