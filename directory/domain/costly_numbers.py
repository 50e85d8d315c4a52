"""Numbers that cost money to ring, even from a contract that has calls in it: Ofcom's 084, 087 and 09."""

import re

PREMIUM = "09"
COSTLY = ("084", "087", PREMIUM)


def cost_to_ring(number: str) -> str:
    """A sentence about a number that costs money, nothing about any other."""
    digits = re.sub(r"^(?:00)?440?", "0", re.sub(r"\D", "", number))
    if len(digits) < 10 or not digits.startswith(COSTLY):
        return ""
    if digits.startswith(PREMIUM):
        return "Numbers that begin with 09 cost a lot of money to ring. Many young people cannot ring them at all."
    return f"Numbers that begin with {digits[:3]} cost money to ring, even for those whose calls are paid for."
