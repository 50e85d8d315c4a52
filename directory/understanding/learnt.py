"""The file of what was learnt from whole sentences. `make learn` writes it; a running directory only reads it.

One line of JSON says what follows and from which words it was learnt; then the arrays of each classifier,
little-endian, all of it compressed.
"""

import hashlib
import json
import sys
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from directory.domain.errors import DirectoryError
from directory.understanding.classifier import Classifier
from directory.understanding.features import Features, runs

FILE = "learnt.bin"
FORM = 2


class LearntRefused(DirectoryError):
    """A file of what was learnt that cannot be used; the text says what to do."""


@dataclass(frozen=True)
class Learnt:
    """`digest` says which words it was learnt from; `words` are all that stand in the sentences.

    Danger is read twice over: by what the words and the phrases among them mean, and by the wording itself.
    """

    digest: str = ""
    needs: Classifier = field(default_factory=Classifier)
    dangers: Classifier = field(default_factory=Classifier)
    wordings: Classifier = field(default_factory=Classifier)
    words: frozenset[str] = field(default=frozenset(), repr=False)

    def levels(self, features: Features, words: Sequence[str]) -> dict[str, float]:
        """How likely each level and kind of danger is, halfway between both readings; `words` as they were read."""
        meant, worded = self.dangers.read(features), self.wordings.read(runs(words))
        return {label: (chance + worded.get(label, 0.0)) / 2 for label, chance in meant.items()}


def digest_of(folder: Path) -> str:
    """What the words of a folder come to: another as soon as one of them is changed."""
    digest = hashlib.sha256()
    for path in sorted([*folder.rglob("*.toml"), *folder.rglob("*.txt")]):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def save_learnt(learnt: Learnt, path: Path) -> None:
    classifiers = (learnt.needs, learnt.dangers, learnt.wordings)
    head = {
        "form": FORM,
        "digest": learnt.digest,
        "words": " ".join(sorted(learnt.words)),
        "classifiers": [_described(one) for one in classifiers],
    }
    body = b"".join(part for one in classifiers for part in _parts(one))
    path.write_bytes(zlib.compress(json.dumps(head).encode() + b"\n" + body, 9))


def load_learnt(path: Path) -> Learnt:
    """Nothing learnt when there is no such file; raises `LearntRefused` when it is damaged."""
    try:
        head, body = zlib.decompress(path.read_bytes()).split(b"\n", 1)
        return _learnt(json.loads(head), body)
    except FileNotFoundError:
        return Learnt()
    except (OSError, zlib.error, ValueError, KeyError) as error:
        raise LearntRefused(f"{path.name} could not be read: {error}. Make it again with “make learn”.") from error


def _learnt(head: dict[str, Any], body: bytes) -> Learnt:
    if head["form"] != FORM:
        raise ValueError(f"it is of form {head['form']}, and we read form {FORM}")
    needs, dangers, wordings = _classifiers(head["classifiers"], body)
    return Learnt(head["digest"], needs, dangers, wordings, frozenset(head["words"].split()))


def _described(classifier: Classifier) -> dict[str, Any]:
    return {
        "labels": classifier.labels,
        "biases": [round(bias, 4) for bias in classifier.biases],
        "step": classifier.step,
        "features": len(classifier.keys),
        "weights": len(classifier.gains),
    }


def _parts(classifier: Classifier) -> Iterator[bytes]:
    yield _ordered(classifier.keys).tobytes()
    yield _ordered(classifier.starts).tobytes()
    yield classifier.spoken_for
    yield classifier.gains.tobytes()


def _classifiers(described: list[dict[str, Any]], body: bytes) -> Iterator[Classifier]:
    at = 0
    for one in described:
        features, weights = one["features"], one["weights"]
        ends = [at, at + 4 * features, at + 4 * (2 * features + 1)]
        ends += [ends[-1] + weights, ends[-1] + 2 * weights]
        keys, starts, spoken_for, gains = (body[start:end] for start, end in pairwise(ends))
        at = ends[-1]
        yield Classifier(
            tuple(one["labels"]),
            tuple(one["biases"]),
            one["step"],
            _ordered(array("I", keys)),
            _ordered(array("I", starts)),
            spoken_for,
            array("b", gains),
        )
    if at != len(body):
        raise ValueError("it is not as long as it says")


def _ordered(numbers: "array[int]") -> "array[int]":
    """Little-endian, whatever machine this is."""
    if sys.byteorder == "big":
        numbers = array("I", numbers)
        numbers.byteswap()
    return numbers
