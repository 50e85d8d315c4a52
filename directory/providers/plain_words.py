"""What could be said more plainly, or stands in the wrong place. It is said once and stops nobody."""

import re
from collections.abc import Iterator

from directory.domain.readability import grade
from directory.web.glossary import MEANINGS

# Eleven-year-olds are in the sixth grade; two more, because the measure is rough.
HARDEST_GRADE = 8
FEWEST_WORDS = 8
NUMBER = re.compile(r"\+?\d[\d\s()\-]{8,}\d")
ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|\bwww\.\S+")


def warn_of_words(label: str, text: str) -> Iterator[str]:
    """Hard sentences, professional words, and numbers that nobody will keep true in the middle of a text."""
    if len(text.split()) >= FEWEST_WORDS and grade(text) > HARDEST_GRADE:
        yield f"{label}: this is hard to read for somebody of 11. Shorter sentences and shorter words help."
    for word in MEANINGS:
        if re.search(rf"\b{word}\b", text):
            yield f"{label}: “{word}” is a professional word. Say it in another way, or we add: {MEANINGS[word]}."
    if NUMBER.search(text) or ADDRESS.search(text):
        yield f"{label}: there is a number or an address in it. Put it under the ways to reach you: there it is kept true."
