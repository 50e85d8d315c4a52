"""How well texts are understood, by need and by kind of danger.

    python -m tests.understanding.measure            figures
    python -m tests.understanding.measure --misses   and every miss of the phrases to learn from

`TUNING` are phrases to learn from, the old test half among them since its misses were read. `TEST` are blind: nobody
who extends the vocabulary opens them, and only their totals are printed. The sets are small and our own: "no misses"
here proves nothing about what people type.
"""

import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from directory.domain.meaning import About, Meaning
from directory.domain.seeker import Seeker
from directory.understanding import Understanding, load_vocabulary, read_taxonomy

HERE = Path(__file__).parent
SEED = HERE.parents[1] / "seed"
FIRST = 3
FOLDS = 3
TUNING = ("tuning", "test", "fresh-a")
TEST = ("fresh-b",)


@dataclass(frozen=True)
class Wanted:
    text: str
    heading: str
    accepted: frozenset[str]


@dataclass(frozen=True)
class WantedDanger:
    """`level` is `panel`, `support` or `none`; a harmless phrase may have a line of numbers but no panel."""

    text: str
    kind: str
    level: str


@dataclass(frozen=True)
class WantedFacts:
    text: str
    about: About
    age: int | None


def is_there(part: str) -> bool:
    return (HERE / "phrases" / f"{part}.toml").exists()


def read_phrases(half: str) -> Iterator[Wanted]:
    for heading, table in tomllib.loads((HERE / "phrases" / f"{half}.toml").read_text("utf-8")).items():
        for line in table["phrases"]:
            text, _, also = line.partition(" | ")
            yield Wanted(text, heading, frozenset({heading, *also.split()}))


def danger_part(half: str) -> str:
    """`danger-tuning`, `fresh-danger-a`: the file of dangers that goes with a file of needs."""
    return half.replace("fresh-", "fresh-danger-") if half.startswith("fresh-") else f"danger-{half}"


def read_dangers(half: str) -> Iterator[WantedDanger]:
    tables = tomllib.loads((HERE / "phrases" / f"{danger_part(half)}.toml").read_text("utf-8"))
    for kind, levels in tables.items():
        for level, texts in levels.items():
            for text in texts:
                yield WantedDanger(text, kind, level)


def read_facts(half: str) -> Iterator[WantedFacts]:
    for line in tomllib.loads((HERE / "phrases" / "facts.toml").read_text("utf-8"))[half]:
        text, about, age = line.split(" | ")
        yield WantedFacts(text, About(about), None if age == "none" else int(age))


def told_of(meaning: Meaning) -> tuple[About, int | None]:
    """Whom it is about, and the age or the lower age of the school year."""
    span = Seeker(age=meaning.age, school_year=meaning.school_year).age_span
    return meaning.about, span[0] if span else None


def load() -> Understanding:
    return Understanding(load_vocabulary(SEED / "vocabulary"), read_taxonomy(SEED / "taxonomy.toml"))


def is_among_first(meaning: Meaning, wanted: Wanted) -> bool:
    return not wanted.accepted.isdisjoint(meaning.needs[:FIRST] + meaning.audiences[:FIRST])


def is_first(meaning: Meaning, wanted: Wanted) -> bool:
    return not wanted.accepted.isdisjoint(meaning.needs[:1] + meaning.audiences[:1])


def is_noticed(meaning: Meaning, wanted: WantedDanger) -> bool:
    """At the level asked for: a panel where one is due, at least and only the slim line where that is."""
    if wanted.level == "panel":
        return meaning.crisis is not None
    return meaning.crisis is None and (meaning.support or wanted.level == "none")


def show_needs(understanding: Understanding, half: str, misses: bool) -> None:
    phrases = list(read_phrases(half))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for wanted in phrases:
        meaning = understanding.read(wanted.text)
        among, first = is_among_first(meaning, wanted), is_first(meaning, wanted)
        for heading in (wanted.heading, "ALL"):
            found[heading].update(total=1, among=among, first=first)
        if misses and not among:
            print(f"   {wanted.heading:26} {wanted.text!r} -> {meaning.needs[:FIRST]} {meaning.audiences[:FIRST]}")
    for heading, counts in sorted(found.items(), key=lambda one: one[1]["among"] / one[1]["total"]):
        if half in TEST:
            break
        if heading == "ALL" or counts["among"] < counts["total"]:
            print(f"{half:7} {heading:26} {counts['among']:4}/{counts['total']:<4} among three  {counts['first']:4} first")
    everything = found["ALL"]
    total = everything["total"]
    among_share, first_share = everything["among"] / total, everything["first"] / total
    print(f"{half:7} among the first three {among_share:.1%}, first {first_share:.1%}, of {total}")


def show_dangers(understanding: Understanding, half: str, misses: bool) -> None:
    counts: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for wanted in read_dangers(half):
        meaning = understanding.read(wanted.text)
        group = "harmless" if wanted.level == "none" else "dangerous"
        noticed = is_noticed(meaning, wanted)
        right_kind = wanted.level != "panel" or meaning.crisis == wanted.kind
        counts.update({f"{group} total": 1, f"{group} right": noticed, f"{group} kind": noticed and right_kind})
        if not (noticed and right_kind):
            missed[wanted.kind] += 1
            if misses:
                print(f"   {wanted.kind} {wanted.level}: {wanted.text!r} -> {meaning.crisis} {meaning.support}")
    total, harmless = counts["dangerous total"], counts["harmless total"]
    raised = harmless - counts["harmless right"]
    print(
        f"{half:7} danger at the right level {counts['dangerous right'] / total:.1%}, "
        f"right kind too {counts['dangerous kind'] / total:.1%}, of {total}; "
        f"harmless raised to a panel {raised / harmless:.1%}, of {harmless}"
    )
    if half not in TEST:
        print(f"{half:7} danger misses by kind: {dict(missed)}")


def show_facts(understanding: Understanding, half: str) -> None:
    wanted = list(read_facts(half))
    wrong = [one.text for one in wanted if told_of(understanding.read(one.text)) != (one.about, one.age)]
    print(f"{half:7} about whom and how old: {len(wanted) - len(wrong)} of {len(wanted)} right {wrong or ''}")


def show_held_out() -> None:
    """The hardest figure: each third of the vocabulary's whole sentences, read after learning from the other two."""
    vocabulary, taxonomy = load_vocabulary(SEED / "vocabulary"), read_taxonomy(SEED / "taxonomy.toml")
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        learnt = tuple(one for at, one in enumerate(vocabulary.examples) if at % FOLDS != fold)
        understanding = Understanding(replace(vocabulary, examples=learnt), taxonomy)
        for slug, text in vocabulary.examples[fold::FOLDS]:
            needs = understanding.read(text).needs
            counts.update(total=1, among=slug in needs[:FIRST], first=slug in needs[:1])
    total = counts["total"]
    print(f"held out: among three {counts['among'] / total:.1%}, first {counts['first'] / total:.1%}, of {total}")


def show_speed(understanding: Understanding) -> None:
    texts = [wanted.text for wanted in read_phrases("test")] * 2
    started = time.perf_counter()
    for text in texts:
        understanding.read(text)
    print(f"{(time.perf_counter() - started) / len(texts) * 1000:.2f} ms a phrase")


def main() -> None:
    misses = "--misses" in sys.argv
    started = time.perf_counter()
    understanding = load()
    print(f"loaded in {time.perf_counter() - started:.1f} s")
    for half in (*TUNING, *TEST):
        learning = half in TUNING
        print(f"\n{half}: {'to learn from' if learning else 'blind'}")
        if is_there(half):
            show_needs(understanding, half, misses and learning)
        if is_there(danger_part(half)):
            show_dangers(understanding, half, misses and learning)
    for half in ("tuning", "test"):
        show_facts(understanding, half)
    show_held_out()
    show_speed(understanding)


if __name__ == "__main__":
    main()
