"""Numbers that came as text, in an address or from a form."""

import re

FEW_DIGITS = re.compile(r"[0-9]{1,9}")


def whole_number(typed: str) -> int | None:
    """The number when it is one in plain digits, below 1,000,000,000, so that any store can hold it; else None."""
    return int(typed) if FEW_DIGITS.fullmatch(typed) else None
