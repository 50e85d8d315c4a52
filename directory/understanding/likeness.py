"""How like the examples of each need a text is: naive Bayes over word stems, pairs of them and groups of letters.

It is trained on the vocabulary's own phrases whenever they are loaded, so that it can never be behind them, and catches
what no single phrase says outright. How features are weighed was chosen by three-fold checks on the examples.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

LETTERS = 4
WORD, LITTLE_WORD = 1.0, 0.3
PAIR, LITTLE_PAIR = 0.7, 0.35
NEAR_PAIR, NEAR = 0.4, 3
LETTER_GROUP = 0.15
# How often a feature must be met before half of what it says is believed.
HALF_BELIEVED = 1.0
# Text probabilities are sharper than they should be, since features are not independent: this flattens them.
FLATTENED = 0.35

Gains = tuple[tuple[int, float], ...]


class Likeness:
    """Probabilities of the labels of examples. `read` is given the stems of a text."""

    def __init__(self, examples: Iterable[tuple[str, Sequence[str]]], little_words: frozenset[str]) -> None:
        self._little = little_words
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for label, stems in examples:
            counts[label].update(self._features(stems).keys())
        self._labels = tuple(sorted(counts))
        self._gains = _gains([counts[label] for label in self._labels])

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
        return word in self._gains

    def read(self, stems: Sequence[str]) -> dict[str, float]:
        """How likely each label is; empty when no word of the text that says anything was ever met."""
        if not any(word in self._gains for word in stems if word not in self._little):
            return {}
        totals = [0.0] * len(self._labels)
        for feature, weight in self._features(stems).items():
            for label, gain in self._gains.get(feature, ()):
                totals[label] += weight * gain
        highest = max(totals)
        powers = [math.exp(FLATTENED * (total - highest)) for total in totals]
        whole = sum(powers)
        return {label: power / whole for label, power in zip(self._labels, powers, strict=True)}


def _gains(counts: Sequence[Counter[str]]) -> dict[str, Gains]:
    """For each feature, how much it speaks for each label it was met with, over one it was never met with."""
    rates: dict[str, list[tuple[int, float]]] = defaultdict(list)
    met: Counter[str] = Counter()
    for label, counter in enumerate(counts):
        size = sum(counter.values())
        met.update(counter)
        for feature, count in counter.items():
            rates[feature].append((label, count / size))
    shared: dict[Gains, Gains] = {}  # most features were met once, and say the same: kept once, they take little room
    gains: dict[str, Gains] = {}
    for feature, found in rates.items():
        weighed = _weighed(found, met[feature], len(counts))
        gains[feature] = shared.setdefault(weighed, weighed)
    return gains


def _weighed(rates: Sequence[tuple[int, float]], met: int, labels: int) -> Gains:
    whole = sum(rate for _, rate in rates)
    belief = met / (met + HALF_BELIEVED)
    return tuple((label, round(math.log1p(labels * belief * rate / whole), 3)) for label, rate in rates)
