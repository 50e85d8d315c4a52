"""What could be said more plainly, or stands in the wrong place. It is said once and stops nobody."""

import re
from collections.abc import Iterator

from directory.domain.readability import grade
from directory.domain.services import Channel
from directory.web.glossary import MEANINGS

# Eleven-year-olds are in the sixth grade; two more, because the measure is rough.
HARDEST_GRADE = 8
FEWEST_WORDS = 8
NUMBER = re.compile(r"\+?\d[\d\s()\-]{8,}\d")
ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|\bwww\.\S+")
ANYBODYS_MAIL = ("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "yahoo.com", "yahoo.co.uk",
                 "icloud.com", "live.co.uk", "btinternet.com", "aol.com")  # fmt: skip
A_PERSONS_NAME = re.compile(r"[a-z]+\.[a-z]+@.+")
MOBILE = re.compile(r"(?:0|\+44\s*|0044\s*)7\d")


def warn_of_words(label: str, text: str) -> Iterator[str]:
    """Hard sentences, professional words, and numbers that nobody will keep true in the middle of a text."""
    if len(text.split()) >= FEWEST_WORDS and grade(text) > HARDEST_GRADE:
        yield f"{label}: this is hard to read for somebody of 11. Shorter sentences and shorter words help."
    for word in MEANINGS:
        if re.search(rf"\b{word}\b", text):
            yield f"{label}: “{word}” is a professional word. Say it in another way, or we add: {MEANINGS[word]}."
    if NUMBER.search(text) or ADDRESS.search(text):
        yield f"{label}: there is a number or an address in it. Put it under the ways to reach you: there it is kept true."


def warn_of_contact(value: str, channel: Channel | None) -> Iterator[str]:
    """What looks like one person's own, and goes with them when they leave."""
    email = value.lower()
    if email.endswith(tuple(f"@{host}" for host in ANYBODYS_MAIL)) or A_PERSONS_NAME.fullmatch(email):
        yield "This looks like one person’s own address. Is it the service’s, and does somebody read it when they are away?"
    if channel is Channel.PHONE and MOBILE.match(value):
        yield "This looks like a mobile number. Is it the service’s own, and not somebody’s private one?"
