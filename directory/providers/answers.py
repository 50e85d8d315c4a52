"""Kinds of answers on a form: yes or no, some of a list, a web address, languages, a day."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from directory.domain.taxonomy import ANY_NEED, Facet
from directory.domain.told_days import refuse_money_end
from directory.providers.questions import Look, Question, Section
from directory.providers.typed import read_day
from directory.web.access import get_now, get_taxonomy
from directory.web.example_days import coming_day
from directory.web.filters import day

Chosen = TypeVar("Chosen", bound=StrEnum)
RATHER_NOT = ("", "We would rather not say")
YES_OR_NO = {"yes": True, "no": False}
MOST_LANGUAGES = 30


def yes_or_no(field: str, label: str, hint: str = "") -> Question:
    """Yes, no, or not told."""

    def sections() -> Sequence[Section]:
        return (("", (("yes", "Yes"), ("no", "No"), RATHER_NOT)),)

    return Question(field, label, hint, Look.ONE, YES_OR_NO.get, {True: "yes", False: "no", None: ""}.__getitem__, sections)


def one_of(field: str, label: str, kind: type[Chosen], words: dict[Chosen, str]) -> Question:
    def read(typed: str) -> Chosen | None:
        return next((one for one in kind if one.value == typed), None)

    choices = (*((one.value, said) for one, said in words.items()), RATHER_NOT)
    return Question(field, label, "", Look.ONE, read, lambda told: told.value if told else "", lambda: (("", choices),))


def some_of(field: str, label: str, facet: Facet, hint: str = "") -> Question:
    """Any of a closed list; none of them is "not told us"."""
    return _many(field, label, hint, lambda: (("", [(term.slug, term.label) for term in get_taxonomy().of(facet)]),))


def needs_question() -> Question:
    """Needs under their groups; a whole group, or any worry, stands for what is beneath it."""
    return _many(
        "needs", "What do you help with?", "Tick what you are good at. Few that are true help more than all.", _needs
    )


def coming_day_question(field: str, label: str, hint: str) -> Question:
    """A day to come, as far ahead as money is promised; its page puts one as an example before the hint."""

    def read(typed: str) -> date | None:
        if not typed:
            return None
        on = read_day(typed, coming_day())
        refuse_money_end(on, get_now().date())
        return on

    return Question(field, label, hint, Look.DAY, read, lambda told: day(told) if told else "")


def read_languages(typed: str) -> tuple[str, ...] | None:
    told = [" ".join(one.split()) for one in re.split(r"[,;\n]|\band\b", typed)]
    languages = tuple(dict.fromkeys(one[:1].upper() + one[1:] for one in told if one))
    if len(languages) > MOST_LANGUAGES:
        raise ValueError(f"Name at most {MOST_LANGUAGES} languages")
    return languages or None


def _many(field: str, label: str, hint: str, sections: Callable[[], Sequence[Section]]) -> Question:
    def read(typed: str) -> frozenset[str] | None:
        offered = {slug for _, choices in sections() for slug, _ in choices}
        return frozenset(typed.split("\n")) & offered or None

    def write(told: Any) -> str:
        return "\n".join(sorted(told or ()))

    return Question(field, label, hint, Look.MANY, read, write, sections)


def _needs() -> list[Section]:
    taxonomy = get_taxonomy()
    whole = [
        (group.label, [(group.slug, "All of these"), *((need.slug, need.label) for need in taxonomy.needs_in(group.slug))])
        for group in taxonomy.groups
    ]
    return [("Whatever it is", [(ANY_NEED, taxonomy.label(Facet.NEED, ANY_NEED))]), *whole]
