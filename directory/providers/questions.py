"""Forms in which each question fills one fact: shown, read and warned of in one way, whatever they ask."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from directory.domain.facts import Change, fact_of, with_changes
from directory.domain.services import Service
from directory.keeping.forms import LONGEST_TEXT
from directory.providers.plain_words import warn_of_words
from directory.providers.typed import FormNotUnderstood, Typed

Section = tuple[str, Sequence[tuple[str, str]]]
Told = Mapping[str, Any]


class Look(StrEnum):
    LINE = "line"
    LINES = "lines"
    DAY = "a day"
    ONE = "one of several"
    MANY = "many of several"


def no_sections() -> Sequence[Section]:
    return ()


def text_or_none(typed: str) -> str | None:
    """As it was typed, with the ends of lines as we keep them."""
    return "\n".join(line.strip() for line in typed.replace("\r\n", "\n").strip().split("\n")) or None


def text_of(told: Any) -> str:
    return "" if told is None else str(told)


@dataclass(frozen=True)
class Question:
    """One thing that is asked. `read` gives the fact, or raises `ValueError` with what to type instead.

    `sections` are the choices under their headings; `is_public` says that young people read the words.
    """

    field: str
    label: str
    hint: str = ""
    look: Look = Look.LINE
    read: Callable[[str], Any] = text_or_none
    write: Callable[[Any], str] = text_of
    sections: Callable[[], Sequence[Section]] = no_sections
    longest: int = LONGEST_TEXT
    rows: int = 3
    is_public: bool = False

    @property
    def name(self) -> str:
        return self.field.replace("/", "-")


def facts_told(service: Service, fields: Iterable[str]) -> Told:
    return {field: fact_of(service, field) for field in fields}


def with_facts(service: Service, told: Told) -> Service:
    """With each fact as it was told. Nothing told where nothing was is no change."""
    changes = [Change(field, fact_of(service, field), value) for field, value in told.items()]
    changed = with_changes(service, [one for one in changes if not is_same(one.before, one.after)])
    return replace(changed, unconfirmed=service.unconfirmed)


@dataclass(frozen=True)
class Group:
    """Questions that belong on one form, why they are asked, and the facts they change."""

    title: str
    why: str
    questions: tuple[Question, ...]
    facts: tuple[str, ...]
    told: Callable[[Service, Iterable[str]], Told] = facts_told
    together: Callable[[Service, Told], Service] = with_facts
    is_contact: bool = False


def group_of(title: str, why: str, *questions: Question, is_contact: bool = False) -> Group:
    """Where each question fills a fact of its own."""
    return Group(title, why, questions, tuple(one.field for one in questions), is_contact=is_contact)


def fill_group(group: Group, service: Service) -> Typed:
    told = group.told(service, [one.field for one in group.questions])
    return {one.name: one.write(told[one.field]) for one in group.questions}


def read_group(group: Group, typed: Typed, service: Service, today: date) -> Service:
    errors: dict[str, str] = {}
    told: dict[str, Any] = {}
    for one in group.questions:
        try:
            told[one.field] = _read(one, typed.get(one.name, ""))
        except ValueError as error:
            errors[one.name] = str(error)
    if errors:
        raise FormNotUnderstood(errors)
    before = group.told(service, told)
    kept = {one.field: _with_unknown(one, before[one.field], told[one.field]) for one in group.questions}
    return group.together(service, kept)


def warn_of_group(group: Group, typed: Typed) -> Iterator[str]:
    for one in group.questions:
        if one.is_public:
            yield from warn_of_words(one.label, typed.get(one.name, ""))


def is_same(before: Any, after: Any) -> bool:
    return bool(before == after) or (_is_nothing(before) and _is_nothing(after))


def _is_nothing(told: Any) -> bool:
    return told is None or told in ("", (), frozenset())


def _read(question: Question, typed: str) -> Any:
    if len(typed) > question.longest and question.look in (Look.LINE, Look.LINES):
        raise ValueError(f"{question.label}: use at most {question.longest} letters. There are {len(typed)}.")
    return question.read(typed)


def _with_unknown(question: Question, before: Any, told: Any) -> Any:
    """What is in no list that was offered stays: nobody could leave it ticked."""
    if question.look is not Look.MANY or not before:
        return told
    offered = {slug for _, choices in question.sections() for slug, _ in choices}
    return frozenset(told or ()) | (frozenset(before) - offered) or None
