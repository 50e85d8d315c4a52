"""How likely each label is for a text, from weights that were learnt beforehand."""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from directory.understanding.features import Features

# What is kept of a weight, in steps of `step`.
LARGEST = 127
Weights = Mapping[str, Mapping[int, float]]


def _numbers() -> "array[int]":
    return array("I")


@dataclass(frozen=True)
class Classifier:
    """For each feature, kept as a number of 32 bits and in that order, the labels it speaks for or against.

    At a hundred thousand features about one shares its number with another.
    """

    labels: tuple[str, ...] = ()
    biases: tuple[float, ...] = ()
    step: float = 1.0
    keys: "array[int]" = field(default_factory=_numbers, repr=False)
    starts: "array[int]" = field(default_factory=_numbers, repr=False)
    spoken_for: bytes = field(default=b"", repr=False)
    gains: "array[int]" = field(default_factory=lambda: array("b"), repr=False)

    def knows(self, feature: str) -> bool:
        """Whether a feature was ever met and says something."""
        key = key_of(feature)
        at = bisect_left(self.keys, key)
        return at < len(self.keys) and self.keys[at] == key

    def read(self, features: Features) -> dict[str, float]:
        """How likely each label is: nothing at all where nothing was learnt."""
        totals = list(self.biases)
        keys, starts, spoken_for, gains = self.keys, self.starts, self.spoken_for, self.gains
        for feature, there in features.items():
            key = key_of(feature)
            at = bisect_left(keys, key)
            if at < len(keys) and keys[at] == key:
                weight, start, end = there * self.step, starts[at], starts[at + 1]
                for label, gain in zip(spoken_for[start:end], gains[start:end], strict=True):
                    totals[label] += weight * gain
        return dict(zip(self.labels, likely(totals), strict=True))


def key_of(feature: str) -> int:
    return crc32(feature.encode())


def likely(totals: Sequence[float]) -> list[float]:
    """Totals as shares of one: how likely each is."""
    highest = max(totals, default=0.0)
    powers = [math.exp(total - highest) for total in totals]
    whole = sum(powers)
    return [power / whole for power in powers]


def packed(labels: Sequence[str], biases: Iterable[float], weights: Weights, step: float) -> Classifier:
    """A classifier that keeps of every weight what is worth a step or more."""
    keys, starts, spoken_for, gains = _numbers(), _numbers(), bytearray(), array("b")
    for key, row in sorted(_kept(weights, step)):
        keys.append(key)
        starts.append(len(gains))
        spoken_for.extend(row)
        gains.extend(row.values())
    starts.append(len(gains))
    return Classifier(tuple(labels), tuple(biases), step, keys, starts, bytes(spoken_for), gains)


def _kept(weights: Weights, step: float) -> Iterator[tuple[int, dict[int, int]]]:
    by_key: dict[int, dict[int, int]] = {}
    for feature, row in weights.items():
        steps = {label: max(-LARGEST, min(LARGEST, round(weight / step))) for label, weight in row.items()}
        kept = {label: gain for label, gain in steps.items() if gain}
        if kept:
            by_key.setdefault(key_of(feature), kept)
    yield from by_key.items()
