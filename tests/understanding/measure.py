"""How well texts are understood, by need and by kind of danger.

    python -m tests.understanding.measure             figures
    python -m tests.understanding.measure --misses    and every miss of the phrases to learn from
    python -m tests.understanding.measure --held-out  and a fifth of the sentences, read after learning from the others

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
from directory.understanding.learning import learn
from directory.understanding.sentences import Sentences, load_sentences

HERE = Path(__file__).parent
SEED = HERE.parents[1] / "seed"
FIRST = 3
FOLDS = 5
TEEN, LONG = "teen", "long"
TUNING = ("tuning", "test", "fresh-a")
TEST = ("fresh-b", "fresh-c", "fresh-d", "fresh-e", "fresh-f", "fresh-g")


@dataclass(frozen=True)
class Wanted:
    text: str
    heading: str
    accepted: frozenset[str]
    length: str = TEEN


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
    """Teen-style phrases, and longer questions under the second key."""
    for heading, table in tomllib.loads((HERE / "phrases" / f"{half}.toml").read_text("utf-8")).items():
        for key, length in (("phrases", TEEN), ("long", LONG)):
            for line in table.get(key, ()):
                text, _, also = line.partition(" | ")
                yield Wanted(text, heading, frozenset({heading, *also.split()}), length)


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
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for wanted in read_phrases(half):
        meaning = understanding.read(wanted.text)
        among, first = is_among_first(meaning, wanted), is_first(meaning, wanted)
        for heading in (wanted.heading, "all", wanted.length):
            found[heading].update(total=1, among=among, first=first)
        if misses and not among:
            print(f"   {wanted.heading:26} {wanted.text!r} -> {meaning.needs[:FIRST]} {meaning.audiences[:FIRST]}")
    groups = {name: found.pop(name) for name in ("all", TEEN, LONG) if name in found}
    for name, counts in groups.items():
        print(f"{half:7} {name:4} among the first three {shares(counts)}")
    slugs = {term.slug for term in read_taxonomy(SEED / "taxonomy.toml").needs}
    for group, named in (("need", slugs), ("audience", set(found) - slugs)):
        lowest = sorted((found[name] for name in named if name in found), key=share)
        if lowest:
            print(f"{half:7} lowest {group}: {shares(lowest[0])}; under 70 %: {sum(share(one) < 0.7 for one in lowest)}")
    if half not in TEST:
        low = {heading: f"{one['among']}/{one['total']}" for heading, one in found.items() if one["among"] < one["total"]}
        print(f"{half:7} not all found: {low}")


def share(counts: Counter[str]) -> float:
    return counts["among"] / counts["total"]


def shares(counts: Counter[str]) -> str:
    total = counts["total"]
    return f"{counts['among'] / total:.1%}, first {counts['first'] / total:.1%}, of {total}"


def show_dangers(understanding: Understanding, half: str, misses: bool) -> None:
    counts: Counter[str] = Counter()
    of_kind: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for wanted in read_dangers(half):
        meaning = understanding.read(wanted.text)
        group = "harmless" if wanted.level == "none" else "dangerous"
        noticed = is_noticed(meaning, wanted)
        right_kind = wanted.level != "panel" or meaning.crisis == wanted.kind
        counts.update({f"{group} total": 1, f"{group} right": noticed, f"{group} kind": noticed and right_kind})
        name = f"{wanted.kind} {wanted.level}"
        of_kind[name] += 1
        missed[name] += not noticed
        if misses and not (noticed and right_kind):
            print(f"   {wanted.kind} {wanted.level}: {wanted.text!r} -> {meaning.crisis} {meaning.support}")
    total, harmless = counts["dangerous total"], counts["harmless total"]
    raised = harmless - counts["harmless right"]
    print(
        f"{half:7} danger at the right level {counts['dangerous right'] / total:.1%}, "
        f"right kind too {counts['dangerous kind'] / total:.1%}, of {total}; "
        f"harmless raised to a panel {raised / harmless:.1%}, of {harmless}"
    )
    print(f"{half:7} at another level: {', '.join(f'{name} {missed[name]}/{of_kind[name]}' for name in of_kind)}")


def show_facts(understanding: Understanding, half: str) -> None:
    wanted = list(read_facts(half))
    wrong = [one.text for one in wanted if told_of(understanding.read(one.text)) != (one.about, one.age)]
    print(f"{half:7} about whom and how old: {len(wanted) - len(wrong)} of {len(wanted)} right {wrong or ''}")


def show_held_out() -> None:
    """The hardest figures: a fifth of the vocabulary's whole sentences, read after learning from the others."""
    vocabulary, taxonomy = load_vocabulary(SEED / "vocabulary"), read_taxonomy(SEED / "taxonomy.toml")
    sentences = load_sentences(SEED / "vocabulary" / "sentences")
    needs = tuple(one for at, one in enumerate(sentences.needs) if at % FOLDS)
    dangers = tuple(one for at, one in enumerate(sentences.dangers) if at % FOLDS)
    learnt = learn(SEED / "vocabulary", taxonomy, Sentences(needs, dangers))
    understanding = Understanding(replace(vocabulary, learnt=learnt), taxonomy)
    counts: Counter[str] = Counter()
    for slug, text in sentences.needs[::FOLDS]:
        found = understanding.read(text).needs
        counts.update(total=1, among=slug in found[:FIRST], first=slug in found[:1])
    print(f"\nheld out: needs among the first three {shares(counts)}")
    levels: Counter[tuple[str, str]] = Counter()
    for one in sentences.dangers[::FOLDS]:
        meaning = understanding.read(one.text)
        levels[one.level, "panel" if meaning.crisis else "support" if meaning.support else "none"] += 1
        levels[one.level, "kind"] += meaning.crisis == one.kind
    table = ", ".join(f"{asked} as {read} {count}" for (asked, read), count in sorted(levels.items()))
    print(f"held out: danger by level asked for and read: {table}")


def show_speed(understanding: Understanding) -> None:
    texts = [wanted.text for wanted in read_phrases("test")] * 2
    started = time.process_time()
    for text in texts:
        understanding.read(text)
    print(f"{(time.process_time() - started) / len(texts) * 1000:.2f} ms of work a phrase")


def main() -> None:
    misses = "--misses" in sys.argv
    started = time.process_time()
    understanding = load()
    print(f"loaded in {time.process_time() - started:.1f} s of work")
    for half in (*TUNING, *TEST):
        learning = half in TUNING
        print(f"\n{half}: {'to learn from' if learning else 'blind'}")
        if is_there(half):
            show_needs(understanding, half, misses and learning)
        if is_there(danger_part(half)):
            show_dangers(understanding, half, misses and learning)
    for half in ("tuning", "test"):
        show_facts(understanding, half)
    if "--held-out" in sys.argv:
        show_held_out()
    show_speed(understanding)


if __name__ == "__main__":
    main()
