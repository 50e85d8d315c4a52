"""One fact of an edit in front of an editor: before and after with the difference marked, and what it does to people."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from directory.domain.changes import Conflict, PendingFact
from directory.domain.costly_numbers import cost_to_ring
from directory.domain.eligibility import AgeRule, AgeUnit
from directory.domain.facts import Change
from directory.domain.services import ContactPoint, Service
from directory.finding.wording import Names
from directory.keeping.sides import NOT_TOLD, TOLD_NONE, name_of, say
from directory.web.filters import listed

ALIKE = 0.4  # below this share of equal words, marking single words hides more than it shows
OLDEST = 25
NOTHING = (NOT_TOLD, TOLD_NONE)
EFFECTS = {
    "catchment": "Some people who live, go to school or see a GP in its area now could not use it any more.",
    "audiences": "It would be only for some of the people it is for now.",
    "routes": "One way to ask for help would go.",
    "threshold": "These are new words on who it is for. Read them as somebody would who may be turned away.",
    "confidentiality": "Somebody who asks for help may be told on more, or told less about it.",
    "status": "People could not come to it for now.",
    "contact_points": "One way to reach them would go.",
    "locations": "The miles of its area are measured from this place.",
}


@dataclass(frozen=True)
class Piece:
    """Some words of a fact, and whether the other side says them differently."""

    words: str
    differs: bool


@dataclass(frozen=True)
class Sides:
    """`now` is what somebody else has made public since, where they have; `cost` is said of a number that is dear."""

    name: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    now: str | None = None
    cost: str = ""


def sides_of_change(service: Service, change: Change, names: Names, conflict: Conflict | None = None) -> Sides:
    before, after = say(change.field, change.before, names), say(change.field, change.after, names)
    now = say(change.field, conflict.theirs.after, names) if conflict else None
    return Sides(name_of(service, change.field), *compared(before, after), now, _cost(change))


def _cost(change: Change) -> str:
    new = change.after.value if isinstance(change.after, ContactPoint) else change.after
    is_number = change.place[0] == "contact_points" and isinstance(new, str) and not re.search(r"[a-z@]", new, re.IGNORECASE)
    return cost_to_ring(new) if is_number else ""


def compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two texts with the words marked that only one of them has; whole where they have little in common."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    matcher = SequenceMatcher(None, [one.strip() for one in old], [one.strip() for one in new], autojunk=False)
    if matcher.ratio() < ALIKE:
        return (Piece(before, before not in NOTHING),), (Piece(after, True),)
    steps = matcher.get_opcodes()
    left = (Piece("".join(old[i:j]), tag != "equal") for tag, i, j, _, _ in steps if j > i)
    right = (Piece("".join(new[i:j]), tag != "equal") for tag, _, _, i, j in steps if j > i)
    return tuple(left), tuple(right)


def effect_of(fact: PendingFact) -> str:
    """What an edit that narrows would do to people, or nothing where it narrows nothing."""
    if not fact.narrows:
        return ""
    name = fact.change.place[0]
    return _ages_effect(fact.change) if name == "age_rules" else EFFECTS.get(name, "It may shut somebody out.")


def _ages_effect(change: Change) -> str:
    before, after = change.before or (), change.after or ()
    if not all(_is_plain(rule) for rule in (*before, *after)) or not after:
        return "It may leave out some ages that can use it now."
    lost = [age for age in range(OLDEST + 1) if _holds(before, age) and not _holds(after, age)]
    if not lost:
        return "Ages over 25 may be left out."
    return f"People aged {listed(_runs(lost), 'and')} could not use it any more."


def _is_plain(rule: AgeRule) -> bool:
    return rule.unit is AgeUnit.YEARS and rule.condition is None


def _holds(rules: tuple[AgeRule, ...], age: int) -> bool:
    return any((one.minimum or 0) <= age and (one.maximum is None or age <= one.maximum) for one in rules)


def _runs(ages: list[int]) -> list[str]:
    """3, 5 to 7."""
    runs = ([age for _, age in run] for _, run in groupby(enumerate(ages), lambda one: one[1] - one[0]))
    return [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
