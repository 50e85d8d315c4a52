"""Words made ready for places that take only plain text, and cut where a reader loses least."""

import re
import unicodedata

DOTS = "..."
# Typographic signs that old systems and text messages spell with plain ones.
TYPEWRITTEN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "…": DOTS, "•": "-", "\u00a0": " "}
)
FEWEST_LEFT = 8
# Of whole phrases that say something of whom it is for; and the fewest characters of a part of one.
FEWEST_WORDS, LEAST_OF_PHRASE = 3, 32
# Words that promise another: nothing ends with one of them.
LEADING_ON = re.compile(
    r"(\s(a|an|and|any|are|as|at|but|by|for|from|if|in|is|not|of|on|or|since|than|that|the|their|to|when|where|who|with))+$",
    re.IGNORECASE,
)


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
    """As many whole sentences or phrases as there is room for, or enough of the first to say something; else nothing."""
    if len(text) <= room:
        return text
    ends = [end.start() for end in re.finditer(r"[.?!;:,](?=\s)|\s(?=\()", text[: room + 2 - len(DOTS)])]
    kept = text[: ends[-1]].rstrip(" ,;:.") if ends else ""
    if len(kept.split()) >= FEWEST_WORDS:
        return f"{kept}{DOTS}"
    part = LEADING_ON.sub("", shorten(text, room).removesuffix(DOTS))
    return f"{part}{DOTS}" if len(part) >= LEAST_OF_PHRASE else ""
