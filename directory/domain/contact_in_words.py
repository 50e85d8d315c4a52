"""Numbers, web addresses and emails in the middle of a text, where nobody asks whose they are."""

import re
from unicodedata import normalize

# No register has longer numbers: these are two that stand beside each other.
LONGEST_REGISTERED = 12
LONGEST_WITH_0 = 8
# Three digits or more, however they are parted.
_NUMBER = re.compile(r"\+?\d(?:[\s().\-‐-―/_*]*\d){2,}")
_ADDRESS = re.compile(
    r"\S*@\S*|\b[a-z]{2,}://\S*|\bwww\.\S+|(?<![\w.])[\w-]{2,}(?:\.[\w-]+)*\.[a-z]{2,}\b\S*", re.IGNORECASE
)
_TO_RING = re.compile(r"\b(?:ring|call|dial|phone|telephone|tel|mobile|mob|text|sms|whatsapp|fax)\b", re.IGNORECASE)


def contact_in(text: str) -> str | None:
    """The first number of three digits or more, web address or email that a text tells."""
    told = normalize("NFKC", text)
    found = _ADDRESS.search(told) or _NUMBER.search(told)
    return found[0].strip() if found else None


def contact_beside_register(text: str) -> str | None:
    """The same, where a number of a register may stand: it is written in one piece, and nobody is asked to ring it."""
    told = normalize("NFKC", text)
    if found := _ADDRESS.search(told):
        return found[0]
    numbers = [number.strip() for number in _NUMBER.findall(told)]
    return next((one for one in numbers if _TO_RING.search(told) or _is_to_ring(one)), None)


def _is_to_ring(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    if len(digits) > LONGEST_REGISTERED or number.startswith("+"):
        return True
    if digits.startswith("0"):
        return number != digits or len(digits) > LONGEST_WITH_0
    return re.fullmatch(r"44\d{9,10}|7[1-9]\d{8}", digits) is not None
