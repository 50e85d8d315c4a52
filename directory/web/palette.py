"""The colours of the style sheet, read from it, and how well each pair can be told apart in both schemes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# WCAG 2.2, 1.4.3 and 1.4.11: what text and what edges and shapes need.
TEXT, SHAPE = 4.5, 3.0
DARK_FROM = "prefers-color-scheme: dark"


@dataclass(frozen=True)
class Pair:
    """One colour in front of another, by their names in the style sheet, where it is met, and the contrast it needs."""

    front: str
    behind: str
    where: str
    needs: float = TEXT


PAIRS = (
    Pair("ink", "page", "Words on the page"),
    Pair("ink", "card", "Words on a card"),
    Pair("ink", "wash", "Words on the slim line, and a topic that is pointed at"),
    Pair("quiet", "page", "Quieter words on the page"),
    Pair("quiet", "card", "Quieter words on a card"),
    Pair("action", "page", "Links on the page"),
    Pair("action", "card", "Links on a card"),
    Pair("action", "wash", "Links on the slim line"),
    Pair("action-strong", "page", "A link that is pointed at"),
    Pair("action-strong", "wash", "A quiet button that is pointed at"),
    Pair("on-action", "action", "A button"),
    Pair("on-action", "action-strong", "A button that is pointed at"),
    Pair("on-action", "urgent", "The button for 999"),
    Pair("can", "can-wash", "Looks open to you"),
    Pair("can", "card", "Open until 9pm"),
    Pair("ask", "ask-wash", "Ask first, and the notice at the top"),
    Pair("ask", "card", "A mistake in a form, and Made up"),
    Pair("ask", "page", "A mistake in a form on the page"),
    Pair("not", "not-wash", "Not for you"),
    Pair("urgent", "card", "Danger to life"),
    Pair("urgent", "urgent-wash", "Danger to life, on its own ground"),
    Pair("focus-ink", "focus", "What the keyboard is on"),
    Pair("field", "page", "The edge of a field on the page", SHAPE),
    Pair("field", "card", "The edge of a field on a card", SHAPE),
    Pair("urgent", "page", "The edge of the panel for danger", SHAPE),
)


def read_schemes(css: Path) -> dict[str, dict[str, str]]:
    """The colours by scheme and name. What the dark scheme does not name again is as in the light one."""
    text = css.read_text(encoding="utf-8")
    dark_at = text.index(DARK_FROM)
    light = _colours(text[:dark_at])
    return {"light": light, "dark": light | _colours(text[dark_at:])}


def contrast(first: str, second: str) -> float:
    """From 1, the same, to 21, black on white (WCAG's relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def contrast_of(pair: Pair, colours: Mapping[str, str]) -> float:
    return contrast(colours[pair.front], colours[pair.behind])


def _colours(css: str) -> dict[str, str]:
    return {name: _six_digits(value) for name, value in re.findall(r"--([\w-]+):\s*#([0-9a-fA-F]{3,6})\b", css)}


def _six_digits(value: str) -> str:
    return "#" + ("".join(2 * digit for digit in value) if len(value) == 3 else value).lower()


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
