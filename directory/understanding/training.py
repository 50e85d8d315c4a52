"""Learning weights from examples: multinomial logistic regression by stochastic gradients with AdaGrad's steps.

Plain Python, seeded, so that the same examples give the same weights anywhere. How fast and how long to learn was
chosen by cross-validation: see docs/decisions/understanding.md.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from directory.understanding.classifier import Classifier, likely, packed
from directory.understanding.features import Features

ROUNDS = 9
RATE, BIAS_RATE = 0.5, 0.01
# What a feature's slope is taken to have been before it is first met: the less, the bolder the first step.
FIRST_SLOPE = 0.05
# Labels less likely than this are not unlearnt: it makes learning ten times as fast and loses nothing.
UNLIKELY = 0.02
STEP = 0.06
SEED = 1


@dataclass(frozen=True)
class Example:
    features: Features
    label: str
    weight: float = 1.0


class _Weights:
    """Weights while they are learnt: of each feature, its number, its weight for each label, and how steep it was."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.labels = sorted({example.label for example in examples})
        self.biases = [0.0] * len(self.labels)
        names = dict.fromkeys(feature for example in examples for feature in example.features)
        self.numbers = {feature: number for number, feature in enumerate(names)}
        self.rows: list[dict[int, float]] = [{} for _ in self.numbers]
        self._slopes = [FIRST_SLOPE] * len(self.numbers)

    def learn(self, there: Sequence[tuple[int, float]], label: int, weight: float) -> None:
        errors = self._errors(there, label, weight)
        squared = sum(error * error for error in errors.values())
        for number, value in there:
            self._slopes[number] += squared * value * value
            step = RATE * value / self._slopes[number] ** 0.5
            row = self.rows[number]
            for one, error in errors.items():
                row[one] = row.get(one, 0.0) - step * error
        for one, error in errors.items():
            self.biases[one] -= BIAS_RATE * error

    def _errors(self, there: Sequence[tuple[int, float]], label: int, weight: float) -> dict[int, float]:
        """By how much each label was thought too likely; of what is hardly likely, nothing."""
        totals = list(self.biases)
        for number, value in there:
            for one, gain in self.rows[number].items():
                totals[one] += value * gain
        chances = likely(totals)
        errors = {one: weight * chance for one, chance in enumerate(chances) if chance >= UNLIKELY}
        errors[label] = weight * (chances[label] - 1)
        return errors


def trained(examples: Sequence[Example]) -> Classifier:
    """A classifier that has gone through the examples several times, each time in another order."""
    weights = _Weights(examples)
    label_of = {label: number for number, label in enumerate(weights.labels)}
    rows = [
        ([(weights.numbers[name], value) for name, value in one.features.items()], label_of[one.label], one.weight)
        for one in examples
    ]
    chance = random.Random(SEED)  # noqa: S311  # the same every time, and no secret
    for _ in range(ROUNDS):
        chance.shuffle(rows)
        for row in rows:
            weights.learn(*row)
    return packed(weights.labels, weights.biases, dict(zip(weights.numbers, weights.rows, strict=True)), STEP)
