"""A full postcode in the middle of a sentence. Only whole ones: half of one may be a school year or a motorway."""

import re

FULL = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)


def find_full_postcode(text: str) -> str | None:
    match = FULL.search(text)
    return f"{match[1]} {match[2]}".upper() if match else None


def span_of(postcode: str, text: str) -> tuple[int, int] | None:
    """Where a postcode stands in a text, however it was spaced and cased."""
    letters = r"\s*".join(re.escape(char) for char in postcode if not char.isspace())
    match = re.search(rf"\b{letters}\b", text, re.IGNORECASE) if letters else None
    return match.span() if match else None
