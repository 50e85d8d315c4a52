"""A table of a hand-written TOML file, read field by field; every mistake says where it is and what would be right."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from directory.domain.errors import ImportRefused
from directory.domain.taxonomy import Facet, Taxonomy
from directory.importing.shorthand import NotUnderstood, read_day

Choice = TypeVar("Choice", bound=StrEnum)
Read = TypeVar("Read")


@dataclass
class Table:
    """`where` names file and listing for whoever has to mend it; `today` is what "20 days ago" counts from."""

    given: dict[str, Any]
    where: str
    today: date
    taxonomy: Taxonomy | None = None
    _asked: set[str] = field(default_factory=set)

    def mistake(self, name: str, words: str) -> ImportRefused:
        return ImportRefused(f"{self.where}, {name}: {words}")

    def has(self, name: str) -> bool:
        self._asked.add(name)
        return name in self.given

    def get(self, name: str) -> Any:
        self._asked.add(name)
        return self.given.get(name)

    def text(self, name: str) -> str | None:
        value = self.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.mistake(name, 'write some words in quotation marks, or leave the line out for "not told us".')
        return value.strip()

    def must(self, name: str) -> str:
        value = self.text(name)
        if value is None:
            raise self.mistake(name, "this is missing.")
        return value

    def flag(self, name: str) -> bool | None:
        value = self.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.mistake(name, 'write true or false, or leave the line out for "not told us".')
        return value

    def number(self, name: str) -> float | None:
        value = self.get(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise self.mistake(name, "write a number, without quotation marks.")
        return value

    def whole_number(self, name: str) -> int | None:
        value = self.number(name)
        if value is not None and not isinstance(value, int):
            raise self.mistake(name, "write a whole number.")
        return value

    def texts(self, name: str) -> tuple[str, ...] | None:
        """A list of texts; one text alone is a list of one."""
        value = self.get(name)
        if value is None:
            return None
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(one, str) and one.strip() for one in texts):
            raise self.mistake(name, "write a list of words, each in quotation marks.")
        return tuple(one.strip() for one in texts)

    def choice(self, name: str, among: type[Choice]) -> Choice | None:
        value = self.text(name)
        return None if value is None else among(self._known(name, value, [member.value for member in among]))

    def must_choose(self, name: str, among: type[Choice]) -> Choice:
        self.must(name)
        chosen = self.choice(name, among)
        assert chosen is not None  # noqa: S101  # `must` has just found some text there
        return chosen

    def slug(self, name: str, facet: Facet) -> str | None:
        value = self.text(name)
        return None if value is None else self.known_slug(name, value, facet)

    def slugs(self, name: str, facet: Facet) -> frozenset[str] | None:
        values = self.texts(name)
        return None if values is None else frozenset(self.known_slug(name, one, facet) for one in values)

    def known_slug(self, name: str, slug: str, facet: Facet) -> str:
        """The slug itself, when the taxonomy has it; anything goes while there is no taxonomy to ask."""
        if self.taxonomy is None:
            return slug
        return self._known(name, slug, [term.slug for term in self.taxonomy.of(facet)])

    def day(self, name: str) -> date | None:
        value = self.get(name)
        return None if value is None else self.read(name, lambda: read_day(value, self.today))

    def must_day(self, name: str) -> date:
        day = self.day(name)
        if day is None:
            raise self.mistake(name, "this is missing.")
        return day

    def read(self, name: str, reading: Callable[[], Read]) -> Read:
        """What `reading` gives, with a text it does not understand turned into a mistake of this field."""
        try:
            return reading()
        except NotUnderstood as error:
            raise self.mistake(name, str(error)) from error

    def table(self, name: str) -> "Table | None":
        value = self.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.mistake(name, "write a table here: { ... }, or a heading in square brackets.")
        return self._inside(value, name)

    def tables(self, name: str) -> list["Table"]:
        values = self.get(name)
        if values is None:
            return []
        if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
            raise self.mistake(name, f"write each one beneath its own heading in double square brackets: [[...{name}]].")
        return [self._inside(one, f"{name} {number}") for number, one in enumerate(values, start=1)]

    def finish(self) -> None:
        """Raise for a field nobody asked for: most often a slip of the pen."""
        for name in self.given:
            if name not in self._asked:
                raise self.mistake(name, f"there is no field of this name.{_meant(name, self._asked)}")

    def _inside(self, given: dict[str, Any], name: str) -> "Table":
        return Table(given, f"{self.where}, {name}", self.today, self.taxonomy)

    def _known(self, name: str, value: str, known: list[str]) -> str:
        if value in known:
            return value
        raise self.mistake(name, f"“{value}” is not one of the words used here.{_meant(value, known) or _all_of(known)}")


def read_toml(path: Path, today: date, taxonomy: Taxonomy | None = None) -> Table:
    """Return a whole file as one table, or raise `ImportRefused` saying on which line it stops making sense."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ImportRefused(f"{path.name}: this file cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ImportRefused(f"{path.name}: this file is not written as TOML. {error}.") from error
    return Table(given, path.name, today, taxonomy)


def _meant(typed: str, known: Iterable[str]) -> str:
    near = get_close_matches(typed, list(known), n=1, cutoff=0.6)
    return f" Did you mean “{near[0]}”?" if near else ""


def _all_of(known: list[str]) -> str:
    return f" They are: {', '.join(known)}." if len(known) <= 25 else ""
