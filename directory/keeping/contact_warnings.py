"""What a keeper or an editor is asked to look at once more in a new number or address. It stops nobody."""

import re
from collections.abc import Iterator

from directory.domain.costly_numbers import cost_to_ring
from directory.domain.free_mail import is_free_mail
from directory.domain.services import Channel

EVERYBODY = "Everybody who reads the listing sees it, and it goes with that person when they leave."
WHOLE = 10
A_PERSONS_NAME = re.compile(r"[a-z]+\.[a-z]+@.+")
MOBILE = re.compile(r"(?:0|\+44\s*|0044\s*)7\d")


def warn_of_contact(value: str, channel: Channel | None) -> Iterator[str]:
    """What looks like one person’s own, and goes with them when they leave; and a number that may not be whole."""
    if channel in (None, Channel.EMAIL) and (is_free_mail(value) or A_PERSONS_NAME.fullmatch(value.lower())):
        yield f"This looks like one person’s own address. {EVERYBODY} One like help@example.org lives longer."
    if channel is Channel.PHONE and MOBILE.match(value):
        yield f"This looks like a mobile number. Is it the service’s own, and not somebody’s private one? {EVERYBODY}"
    if channel in (Channel.PHONE, Channel.TEXT) and (cost := cost_to_ring(value)):
        yield f"{cost} Do you have another one? If this is the only one, send it as it is."
    digits = re.sub(r"\D", "", value)
    if channel in (Channel.PHONE, Channel.TEXT) and 0 < len(digits) < WHOLE:
        yield f"This number has only {len(digits)} digits. Is it whole, with its area code? If it is, send it as it is."
