"""Text as feeds really hold it, cleaned: HTML, entities, written-out line ends and markers left by other programs."""

import html
import re
from collections.abc import Iterable
from typing import Any

BLANKS = frozenset({"", "-", "--", ".", "n/a", "na", "none", "null", "nil", "not applicable", "unknown", "tbc", "tbd"})
LONGEST_TEXT = 20_000

# Text that was UTF-8 once, read as an old DOS page, sometimes with its accents lost as well.
MISREAD = {
    f"{first}Ç{last}": meant
    for first in "ÔG"
    for last, meant in {
        "Ö": "’",
        "ÿ": "‘",
        "£": "“",
        "¥": "”",
        "Ø": "”",
        "ô": "–",
        "ö": "—",
        "ó": "•",
        "Ó": "•",
        "û": "–",
    }.items()
}

_BREAK = re.compile(r"<\s*(?:br|/p|/div|/h\d|/ul|/ol|/tr)\s*/?>", re.IGNORECASE)
_ITEM = re.compile(r"<\s*li\b[^>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<\s*(script|style)\b.*?(?:<\s*/\s*\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|<!--.*?-->", re.DOTALL)
_MARKER = re.compile(r"#{2,}[A-Z]{2,12}#{2,}")
_PLAIN = re.compile(r"[\w.,:;'()/+@-]+(?: [\w.,:;'()/+@-]+)*", re.ASCII)  # nothing in it to clean
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\ufffd\ud800-\udfff]")


def text_of(value: Any) -> str | None:
    """Plain text of anything a feed may hold in a text field; None when it says nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value)[:LONGEST_TEXT]
    if _PLAIN.fullmatch(text):
        return None if text.lower() in BLANKS else text
    text = text.replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\r", "\n").replace("\\t", " ")
    if "Ç" in text:
        for misread, meant in MISREAD.items():
            text = text.replace(misread, meant)
    for _ in range(2):  # entities are sometimes written twice over: &amp;nbsp;
        text = html.unescape(text)
    text = _TAG.sub(" ", _ITEM.sub("\n* ", _BREAK.sub("\n", _HIDDEN.sub(" ", text))))
    text = _CONTROL.sub("", _MARKER.sub(" ", text.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")))
    text = re.sub(r" ?\n ?", "\n", re.sub(r"[ \t]+", " ", text))
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return None if text.lower() in BLANKS else text


def line_of(value: Any) -> str | None:
    """The same on one line."""
    text = text_of(value)
    return None if text is None else " ".join(text.split())


def first_text(given: dict[str, Any], names: Iterable[str]) -> str | None:
    """The first of these fields that says something."""
    return next((text for name in names if (text := text_of(given.get(name)))), None)


def list_of(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; what is no list, or no object in it, is passed over."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def object_of(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
