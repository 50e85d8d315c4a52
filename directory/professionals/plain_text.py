"""Words made ready for places that take only plain text, and cut where a reader loses least."""

import re
import unicodedata

DOTS = "..."
# Typographic signs that old systems and text messages spell with plain ones.
TYPEWRITTEN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "…": DOTS, "•": "-", "\u00a0": " "}
)
FEWEST_LEFT = 8
# Words that promise another: nothing ends with one of them.
LEADING_ON = re.compile(r"(\s(a|an|and|any|at|by|for|from|in|of|on|or|the|to|who|with))+$", re.IGNORECASE)


def plain(text: str) -> str:
    """On one line, with typewriter quotes and dashes; letters of every script stay as they are."""
    shown = "".join(char if char.isprintable() else " " for char in text.translate(TYPEWRITTEN))
    return " ".join(shown.split())


def without_accents(text: str) -> str:
    """Latin letters without their accents; others as they are."""
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


def shorten(text: str, room: int) -> str:
    """At most `room` characters, cut between words; nothing where what is left would say nothing."""
    if len(text) <= room:
        return text
    if room < FEWEST_LEFT:
        return ""
    kept = text[: room - len(DOTS)]
    whole = kept.rsplit(" ", 1)[0] if text[len(kept)] != " " else kept
    return (whole if len(whole) >= len(kept) // 2 else kept).rstrip(" ,;:.-(&") + DOTS


def whole_phrases(text: str, room: int) -> str:
    """As many whole sentences or phrases as there is room for; cut between words only where the first is too long."""
    if len(text) <= room:
        return text
    ends = [end.start() for end in re.finditer(r"[.?!;:,](?=\s)|\s(?=\()", text[: room + 2 - len(DOTS)])]
    kept = text[: ends[-1]].rstrip(" ,;:.") if ends else ""
    if len(kept) < FEWEST_LEFT:
        kept = LEADING_ON.sub("", shorten(text, room).removesuffix(DOTS))
    return f"{kept}{DOTS}" if kept else ""
