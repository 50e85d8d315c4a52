"""What is told of somebody's age in passing: left out, `my 16 year old brother hits me` reads as `my brother hits me`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from directory.understanding.patterns import Reading
from directory.understanding.stems import words_of

DESCRIBED = words_of("little big older younger elder baby young old twin step half best close good autistic disabled")
OWNED = words_of("my our")
TELLING_AGE = words_of("is who whos hes shes aged age just only nearly almost about now turned turning")
GOING_ON = words_of("and but who")
PRONOUNS = words_of("he she they")


@dataclass(frozen=True)
class Plain:
    """A reading without asides, where its clauses start, and where somebody stands whose age was told after them."""

    reading: Reading
    starts: Sequence[bool]
    aged: tuple[int, ...] = ()


def without_asides(reading: Reading, starts: Sequence[bool], facts: Collection[int], relatives: Collection[str]) -> Plain:
    """`facts` are where words stand that tell an age; `relatives` the stems that name somebody other than one's child."""
    if not facts:
        return Plain(reading, starts)
    out: set[int] = set()
    joined: set[int] = set()
    aged: set[int] = set()
    for at in (at for at, root in enumerate(reading.stems) if root in relatives):
        out.update(_before(reading.words, facts, at))
        after = _after(reading.words, facts, at)
        out.update(after)
        if after:
            joined.add(after.stop)
            aged.add(at)
    if not out:
        return Plain(reading, starts)
    kept = [at for at in range(len(reading.words)) if at not in out]
    return Plain(
        Reading([reading.words[at] for at in kept]),
        [starts[at] and at not in joined for at in kept],
        tuple(place for place, at in enumerate(kept) if at in aged),
    )


def _before(words: Sequence[str], facts: Collection[int], at: int) -> list[int]:
    """The age between `my` and a relative."""
    first = at
    while first > 0 and (first - 1 in facts or words[first - 1] in DESCRIBED):
        first -= 1
    is_owned = first > 0 and words[first - 1] in OWNED
    return [one for one in range(first, at) if one in facts] if is_owned else []


def _after(words: Sequence[str], facts: Collection[int], at: int) -> range:
    """`is 17 and` after a relative, where something is said of them after it."""
    age = at + 1
    while age < len(words) and age not in facts and words[age] in TELLING_AGE:
        age += 1
    end = age
    while end in facts:
        end += 1
    if end == age or end >= len(words):
        return range(0)
    end += words[end] in GOING_ON
    end += end < len(words) and words[end] in PRONOUNS
    return range(at + 1, end) if end < len(words) else range(0)
