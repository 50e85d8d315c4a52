"""A web address as somebody gives it: read where it leads to the place that it shows, and refused with a sentence else."""

import re

LONGEST = 500
WEB_HINT = "Enter a web address, like https://example.org"
HIDES = "This web address does not show where it leads. Open the page, and enter the address that stands at the top."
ODD_LETTERS = f"This web address has letters in its name that can be taken for others. {WEB_HINT}"
WRITTEN = re.compile(r"(?P<scheme>https?)://(?P<host>[^/?#]*)(?P<rest>\S*)", re.IGNORECASE)
NAME = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z]{2,}(?::\d{1,5})?", re.IGNORECASE | re.ASCII)


def read_web_address(typed: str) -> str:
    """With its beginning, which most people leave out, or raise `ValueError` with what to enter instead."""
    address = typed if re.match(r"[a-z]+:(?!\d)", typed, re.IGNORECASE) else f"https://{typed}"
    if len(address) > LONGEST:
        raise ValueError(f"Use at most {LONGEST} letters for a web address. There are {len(address)}.")
    found = WRITTEN.fullmatch(address)
    if not found:
        raise ValueError(WEB_HINT)
    refuse_hidden(found["host"], found["rest"])
    if not NAME.fullmatch(found["host"]):
        raise ValueError(WEB_HINT)
    return f"{found['scheme'].lower()}://{address.partition('://')[2]}"


def refuse_hidden(host: str, rest: str) -> None:
    """A name before an @ is no place, a backslash ends the place for a browser, and no number says whose page it is.

    Letters of another alphabet look like ours, also where they are written as `xn--`.
    """
    if "@" in host or "%" in host or "\\" in host + rest or re.fullmatch(r"[\d.]+(:\d+)?|0x[\w.]+|\[.*", host):
        raise ValueError(HIDES)
    if not host.isascii() or re.search(r"(^|\.)xn--", host, re.IGNORECASE):
        raise ValueError(ODD_LETTERS)


def hides_where_it_leads(address: str) -> bool:
    """Of an address that begins like one on the web."""
    return bool(re.match(r"https?://[^/?#]*[@\\]", address, re.IGNORECASE))
