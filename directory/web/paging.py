"""Which page of a long list was asked for."""

from collections.abc import Mapping

LAST_PAGE_ASKED = 10_000


def page_asked(args: Mapping[str, str]) -> int:
    """The first, where it is no number."""
    typed = args.get("page", "1")
    return min(int(typed), LAST_PAGE_ASKED) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 1
