"""Small facts as people read them: dates, miles, numbers to ring. Every filter takes a fact and gives words."""

import re
from collections.abc import Iterable
from datetime import date, time

from flask import Flask

from directory.domain.web_addresses import hides_where_it_leads
from directory.web.glossary import explained

MONTHS = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip
SHORT_NUMBER = 6
VERY_NEAR = "very near"
NO_BREAK = "\N{NO-BREAK SPACE}"


def install_filters(app: Flask) -> None:
    app.jinja_env.filters.update(
        day=day,
        typed_day=typed_day,
        miles=miles,
        phone=phone,
        weeks=weeks,
        clock=clock,
        count=count,
        listed=listed,
        bare_address=bare_address,
        explained=explained,
        web_address=web_address,
        unbroken=unbroken,
        ended=ended,
    )


def day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def typed_day(on: date) -> str:
    """As somebody types it into a form."""
    return f"{on.day} {on.month} {on.year}"


def miles(distance: float) -> str:
    """As exact as a straight line deserves."""
    if distance < 0.15:
        return VERY_NEAR
    if distance < 10:
        return f"{distance:.1f}".removesuffix(".0") + f" {'mile' if f'{distance:.1f}' == '1.0' else 'miles'}"
    return f"{distance:.0f} miles"


def unbroken(text: str) -> str:
    """The text with each number in it kept on one line."""
    return re.sub(r"(?<=\d) (?=\d)", NO_BREAK, text)


def ended(text: str) -> str:
    """The text with a full stop, where it has no end of its own."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def phone(number: str) -> str:
    """A British number in the groups people say it in; the style sheet keeps it on one line."""
    digits = re.sub(r"\D", "", number)
    if number.strip().startswith("+44") or digits.startswith("0044"):
        digits = "0" + re.sub(r"^(0044|44)0?", "", digits)
    return _grouped(digits) if digits.startswith("0") and not re.search(r"[A-Za-z]", number) else number.strip()


def _grouped(digits: str) -> str:
    """02x and 03xx, 08xx numbers as Ofcom shows them; others as five and six."""
    if len(digits) == 11 and digits.startswith("02"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if len(digits) == 11 and (digits.startswith(("03", "08", "09")) or re.match(r"01\d1|011\d", digits)):
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    if len(digits) <= SHORT_NUMBER or len(digits) == 8:
        return f"{digits[:4]} {digits[4:]}".strip()
    return f"{digits[:5]} {digits[5:]}"


def weeks(first: int, last: int) -> str:
    if first == last == 0:
        return "no wait"
    if first in (0, last):
        lead = "up to " if first == 0 else "about "
        return f"{lead}{count(last, 'week')}"
    return f"{first} to {count(last, 'week')}"


def clock(at: time) -> str:
    """9am, 4:30pm, midday, midnight."""
    if at.minute == 0 and at.hour in (0, 12):
        return "midnight" if at.hour == 0 else "midday"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listed(words: list[str], last: str = "or") -> str:
    """One, two or three."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def lower_after_first(labels: Iterable[str]) -> list[str]:
    """Labels as they stand in one sentence; abbreviations keep their capitals."""
    return [label if n == 0 or label[1:2].isupper() else label[:1].lower() + label[1:] for n, label in enumerate(labels)]


def web_address(url: str | None) -> str | None:
    """The address where it may be linked: on the web, and nothing else, and where it says that it leads."""
    return url if url and url.startswith(("https://", "http://")) and not hides_where_it_leads(url) else None


def bare_address(url: str) -> str:
    """A web address as people say it."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
