"""What stands in one cell of somebody's spreadsheet, made into a fact; `NotUnderstood` says how it could be written."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from directory.domain.web_addresses import read_web_address
from directory.importing.shorthand import NotUnderstood
from directory.openreferral.text import MISREAD

Choice = TypeVar("Choice", bound=StrEnum)

BLANKS = frozenset(
    {"", "na", "n/a", "n.a.", "-", "--", "none", "null", "nil", ".", "?", "not known", "not applicable", "#n/a"}
)
LONGEST_TEXT = 20_000
YES = frozenset({"yes", "y", "true", "t", "1", "on"})
NO = frozenset({"no", "n", "false", "f", "0", "off"})
DATE_SHAPES = ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\ud800-\udfff]")
_NUMBER = re.compile(r"\d{1,3}(?:\.0+)?")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)
_UK_NUMBER = re.compile(r"(?:\+44|0044|0)\d{9,10}")


def clean(cell: str) -> str | None:
    """The text of a cell, tidy at its ends and free of characters nobody can see; None when it says nothing."""
    text = cell[:LONGEST_TEXT]
    if "Ç" in text:
        for misread, meant in MISREAD.items():
            text = text.replace(misread, meant)
    text = _CONTROL.sub("", text.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return None if text.lower() in BLANKS else text


def clean_line(cell: str) -> str | None:
    """The same on one line, without a space before a closing bracket."""
    text = clean(cell)
    return None if text is None else re.sub(r"\(\s+", "(", re.sub(r"\s+(?=[),])", "", " ".join(text.split())))


def read_flag(cell: str) -> bool:
    said = cell.strip().lower()
    if said not in YES | NO:
        raise NotUnderstood(f"“{_short(cell)}” is not yes or no")
    return said in YES


def read_whole_number(cell: str) -> int:
    if not _NUMBER.fullmatch(cell.strip()):
        raise NotUnderstood(f"“{_short(cell)}” is not a whole number")
    return int(float(cell))


def read_degrees(cell: str) -> float:
    try:
        degrees = float(cell)
    except ValueError as error:
        raise NotUnderstood(f"“{_short(cell)}” is not a latitude or longitude") from error
    if not -180 <= degrees <= 180:
        raise NotUnderstood(f"“{_short(cell)}” is not a latitude or longitude")
    return degrees


def read_date(cell: str) -> date:
    """Day before month, as dates are written in Britain; a time after the day is left off."""
    said = re.split(r"[T ]\d{1,2}:", cell.strip())[0].strip()
    for shape in DATE_SHAPES:
        try:
            return datetime.strptime(said, shape).date()  # a day has no time zone
        except ValueError:
            continue
    raise NotUnderstood(f"“{_short(cell)}” is not a day; write 2026-03-27 or 27/03/2026")


def read_choice(cell: str, among: type[Choice]) -> Choice:
    said = cell.strip().lower()
    for member in among:
        if said == member.value.lower():
            return member
    raise NotUnderstood(f"“{_short(cell)}” is none of: {', '.join(member.value for member in among)}")


def read_list(cell: str) -> tuple[str, ...]:
    """Several in one cell, parted by semicolons, bars or commas."""
    parts = re.split(r"[;|\n]", cell) if re.search(r"[;|\n]", cell) else cell.split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def read_url(cell: str) -> str:
    """A web address with its scheme. Only the web: an address that would run or open anything else is not one."""
    said = re.split(r"[\s,;]", cell.strip().strip("<>\"'"))[0].rstrip(".")
    bare = (
        re.sub(r"^(?:https?|http)?:?/{0,2}", "", said, flags=re.IGNORECASE)
        if "://" in said or said[:4].lower() == "http"
        else said
    )
    host = re.split(r"[/?#:]", bare)[0]
    if not _HOST.fullmatch(host) or "@" in host or re.match(r"\w+:(?!/|\d)", said):
        raise NotUnderstood(f"“{_short(cell)}” is not a web address")
    scheme = "http" if said[:7].lower() == "http://" else "https"
    try:
        return read_web_address(f"{scheme}://{host.lower()}{bare[len(host) :]}")
    except ValueError as error:
        raise NotUnderstood(f"“{_short(cell)}”: {error}") from error


def read_email(cell: str) -> str:
    said = cell.strip().removeprefix("mailto:").strip("<>")
    if not re.fullmatch(r"[^@\s]+@[\w-]+(?:\.[\w-]+)+", said):
        raise NotUnderstood(f"“{_short(cell)}” is not an email address")
    return said


def read_phones(cell: str) -> tuple[str, ...]:
    """Every number in a cell, each with its spaces; letters after one ("ext 4") stay with it."""
    parts = [part.strip(" .") for part in re.split(r"\s?[/;|\n]\s?|\s+or\s+|,(?=\s*[+(0])", cell) if re.search(r"\d", part)]
    return tuple(dict.fromkeys(space_phone(part) for part in parts))


def space_phone(number: str) -> str:
    """A British number in the groups it is read out in; anything else as it was."""
    digits = re.sub(r"[\s().-]", "", number)
    if not _UK_NUMBER.fullmatch(digits):
        return " ".join(number.split())
    digits = re.sub(r"^(?:\+44|0044)0?", "0", digits)
    for pattern, sizes in _GROUPS:
        if re.match(pattern, digits):
            return _grouped(digits, sizes)
    spaced = " ".join(re.sub(r"[()]", " ", number).split())
    return spaced if " " in spaced and spaced.startswith("0") else _grouped(digits, (5, 6))


_GROUPS = (
    (r"02\d{9}$", (3, 4, 4)),
    (r"01(?:1\d|\d1)\d{7}$", (4, 3, 4)),
    (r"0(?:3\d\d|8\d\d|9\d\d)\d{7}$", (4, 3, 4)),
    (r"0(?:800|500)\d{6}$", (4, 6)),
    (r"07\d{9}$", (5, 6)),
)


def _grouped(digits: str, sizes: tuple[int, ...]) -> str:
    groups, start = [], 0
    for size in sizes:
        groups.append(digits[start : start + size])
        start += size
    return " ".join([*groups[:-1], groups[-1] + digits[start:]])


def _short(cell: str) -> str:
    text = " ".join(cell.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
