"""Which page of a long list was asked for, and what stands on it."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import TypeVar

from directory.domain.numbers import whole_number

LAST_PAGE_ASKED = 10_000
T = TypeVar("T")


def page_asked(args: Mapping[str, str]) -> int:
    """The first, where it is no number."""
    asked = whole_number(args.get("page", "1"))
    return min(asked or 1, LAST_PAGE_ASKED)


def on_page(rows: Sequence[T], page: int, most: int) -> Sequence[T]:
    """The rows of one page, the first being 1; none beyond the last."""
    return rows[start_of(page, most) : page * most]


def start_of(page: int, most: int) -> int:
    """How many rows stand on the pages before."""
    return (page - 1) * most


def pages_of(total: int, most: int) -> int:
    """How many pages a list fills; an empty one has a first page too."""
    return max(1, ceil(total / most))
