"""A phone number as somebody types it."""

import re

HINT = "Enter a whole phone number with its area code, like 01632 960001"
# From those like 999 to those of a text relay, which has five digits more than others.
FEWEST, MOST = 3, 18


def read_phone_number(typed: str, fewest: int = FEWEST, most: int = MOST) -> str:
    """On one line, in the groups people know it by, or raise `ValueError`. It has from `fewest` to `most` digits."""
    if re.search(r"[^\d\s+()\-]", typed) or not fewest <= len(re.sub(r"\D", "", typed)) <= most:
        raise ValueError(HINT)
    return " ".join(typed.split())
