"""How like the examples of each need a text is: naive Bayes over word stems, pairs of them and letter groups.

It is trained on the vocabulary's own phrases whenever they are loaded, so that it can never be behind them, and catches
what no single phrase says outright.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

LETTERS = 4
WORD_WEIGHT, PAIR_WEIGHT, LETTERS_WEIGHT = 1.0, 0.7, 0.25
SMOOTHING = 0.12


class Likeness:
    """Probabilities of the labels of examples; `read` is given the stems of a text."""

    def __init__(self, examples: Iterable[tuple[str, Sequence[str]]], little_words: frozenset[str]) -> None:
        self._little = little_words
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for label, stems in examples:
            counts[label].update(self._features(stems))
        self.labels = tuple(sorted(counts))
        self._gains = _gains([counts[label] for label in self.labels])

    def _features(self, stems: Sequence[str]) -> Counter[str]:
        features: Counter[str] = Counter()
        for word in stems:
            if word in self._little:
                continue
            features[word] += 1
            padded = f"<{word}>"
            for at in range(len(padded) - LETTERS + 1):
                features[f"~{padded[at : at + LETTERS]}"] = 1
        for pair in pairwise(stems):
            if not self._little.issuperset(pair):
                features[" ".join(pair)] += 1
        return features

    def read(self, stems: Sequence[str]) -> dict[str, float]:
        """How likely each label is; empty when nothing in the text was ever seen in an example."""
        totals = [0.0] * len(self.labels)
        seen = False
        for feature, count in self._features(stems).items():
            gains = self._gains.get(feature)
            if gains:
                seen = True
                weight = _weight(feature) * count
                for label, gain in gains:
                    totals[label] += weight * gain
        if not seen:
            return {}
        highest = max(totals)
        powers = [math.exp(total - highest) for total in totals]
        whole = sum(powers)
        return {label: power / whole for label, power in zip(self.labels, powers, strict=True)}


def _weight(feature: str) -> float:
    if feature.startswith("~"):
        return LETTERS_WEIGHT
    return PAIR_WEIGHT if " " in feature else WORD_WEIGHT


def _gains(counts: Sequence[Counter[str]]) -> dict[str, list[tuple[int, float]]]:
    """For each feature, by how much it speaks for each label that has it, over one that never does."""
    gains: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for label, counter in enumerate(counts):
        size = sum(counter.values()) ** 0.5
        for feature, count in counter.items():
            gains[feature].append((label, math.log1p(count / size / SMOOTHING)))
    return dict(gains)
