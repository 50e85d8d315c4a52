"""Facts to columns and to JSON, and back: driven by the dataclasses, so that a new fact needs no new code here."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Fact = TypeVar("Fact")
Column = str | int | float | None
Reader = Callable[[Mapping[str, Any], str], Any]
_HINTS: dict[type[Any], dict[str, Any]] = {}
_READERS: dict[type[Any], list[tuple[str, Reader]]] = {}


def to_plain(value: Any) -> Any:
    """A fact as what JSON can say. Sets are sorted, so that equal facts are equal text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted((to_plain(item) for item in value), key=json.dumps)
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value.isoformat("minutes") if isinstance(value, time) else value


def from_plain(hint: Any, plain: Any) -> Any:
    """The way back, by the type the fact is declared with."""
    hint, optional = _without_none(hint)
    if plain is None and optional:
        return None
    origin = get_origin(hint) or hint
    if origin is frozenset:
        return frozenset(from_plain(get_args(hint)[0], item) for item in plain)
    if origin is tuple:
        return tuple(from_plain(get_args(hint)[0], item) for item in plain)
    if is_dataclass(hint) and isinstance(hint, type):
        hints = _hints(hint)
        return hint(**{name: from_plain(hints[name], item) for name, item in plain.items() if name in hints})
    if hint in (datetime, date, time):
        return hint.fromisoformat(plain)
    return hint(plain)


def to_json(value: Any) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(hint: Any, text: str) -> Any:
    return from_plain(hint, json.loads(text))


def to_row(fact: Any, *, without: frozenset[str] = frozenset(), prefix: str = "") -> dict[str, Column]:
    """One row's columns. A fact within a fact becomes columns with its name in front; collections become JSON."""
    row: dict[str, Column] = {}
    for name, hint in _hints(type(fact)).items():
        if name in without:
            continue
        value = getattr(fact, name)
        inner, _ = _without_none(hint)
        if is_dataclass(inner) and isinstance(inner, type):
            empty = dict.fromkeys((f"{prefix}{name}_{part}" for part in _hints(inner)), None)
            row |= to_row(value, prefix=f"{prefix}{name}_") if value is not None else empty
        else:
            row[prefix + name] = _to_column(value)
    return row


def from_row(kind: type[Fact], row: Mapping[str, Any], *, prefix: str = "", **parts: Any) -> Fact:
    """The fact a row holds; `parts` are the fields that live in tables of their own."""
    values = dict(parts)
    for name, read in _readers(kind):
        if name not in parts:
            values[name] = read(row, prefix + name)
    return kind(**values)


def _readers(kind: type[Any]) -> list[tuple[str, Reader]]:
    """How to read each field, worked out once for each kind of fact."""
    if kind not in _READERS:
        _READERS[kind] = [(name, _reader_of(hint)) for name, hint in _hints(kind).items()]
    return _READERS[kind]


def _reader_of(hint: Any) -> Reader:
    inner, optional = _without_none(hint)
    if is_dataclass(inner) and isinstance(inner, type):
        return lambda row, column: _nested(inner, row, f"{column}_", optional=optional)
    if get_origin(inner) in (frozenset, tuple):
        return lambda row, column: None if row[column] is None else from_json(inner, row[column])
    if inner in (str, int, float):
        return lambda row, column: row[column]
    convert = inner.fromisoformat if inner in (datetime, date, time) else inner
    return lambda row, column: None if row[column] is None else convert(row[column])


def _nested(kind: type[Any], row: Mapping[str, Any], prefix: str, *, optional: bool) -> Any:
    if optional and all(row[prefix + part] is None for part in _hints(kind)):
        return None
    return from_row(kind, row, prefix=prefix)


def _to_column(value: Any) -> Column:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (frozenset, tuple)):
        return to_json(value)
    plain: Column = to_plain(value)
    return plain


def _hints(kind: type[Any]) -> dict[str, Any]:
    if kind not in _HINTS:
        declared = get_type_hints(kind)
        _HINTS[kind] = {field.name: declared[field.name] for field in fields(kind)}
    return _HINTS[kind]


@cache
def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint):
        return next(one for one in get_args(hint) if one is not NoneType), True
    return hint, False
