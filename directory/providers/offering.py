"""What somebody types who wants their service listed, understood; what is not is answered with an example."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from directory.domain.errors import EmailNotUnderstood
from directory.domain.keepers import read_email
from directory.domain.odd_ages import warn_of_ages
from directory.domain.organisations import Inclusion, OrganisationKind
from directory.domain.phone_numbers import read_phone_number
from directory.domain.proposals import Offered
from directory.domain.services import Channel
from directory.domain.web_addresses import read_web_address
from directory.keeping.contact_warnings import warn_of_contact
from directory.providers.declaring import read_inclusion, warn_of_names
from directory.providers.plain_words import warn_of_words
from directory.providers.typed import FormNotUnderstood

# Field, how long it may be, and what is said where it must be filled in and is not.
TEXTS = {
    "organisation": (120, "Enter the name of your organisation"),
    "name": (120, ""),
    "summary": (200, "Enter what you do, in one sentence"),
    "for_whom": (600, ""),
    "area": (200, "Enter the area you are for, like “Portsmouth and Havant”, or “anywhere”"),
    "other_way": (400, ""),
    "who": (120, "Enter your name, and what you do there"),
}
# These go into a letter to an address that nobody has confirmed yet: no place for somebody's advert.
NAMES = ("organisation", "name")
ADDRESS = re.compile(r"://|www\.|@|\.(?:com|net|org|co|uk|info|ru)\b", re.IGNORECASE)
WAYS = ("phone", "public_email", "url", "other_way")
OLDEST = 120
NUMBER = re.compile(r"\b(?:[A-Z]{2} ?)?\d{5,8}\b")
Typed = Mapping[str, str]


@dataclass(frozen=True)
class Sent:
    """The whole form, understood."""

    offered: Offered
    inclusion: Inclusion
    who: str
    sender: str


def read_form(typed: Typed, today: date) -> Sent:
    """All of it, or raise `FormNotUnderstood` with every mistake at once."""
    errors: dict[str, str] = {}
    texts = {field: _text(typed, field, errors) for field in TEXTS}
    youngest, oldest = _ages(typed, errors)
    phone, url = _tried(typed, "phone", read_phone_number, errors), _tried(typed, "url", read_web_address, errors)
    public_email = _tried(typed, "public_email", read_email, errors)
    if not any(typed.get(way, "").strip() for way in WAYS):
        errors["phone"] = "Enter at least one way for people to reach you"
    sender = _sender(typed, errors)
    inclusion = _inclusion(typed, today, errors)
    if errors:
        raise FormNotUnderstood(errors)
    legal = (inclusion.legal_body or "").upper()
    number = NUMBER.search(legal)
    offered = Offered(
        organisation=texts["organisation"],
        name=texts["name"] or texts["organisation"],
        summary=texts["summary"],
        area=texts["area"],
        kind=_kind(typed.get("kind", "")),
        number=number[0].replace(" ", "") if number else None,
        for_whom=texts["for_whom"] or None,
        youngest=youngest,
        oldest=oldest,
        phone=phone,
        email=public_email,
        url=url,
        other_way=texts["other_way"] or None,
    )
    return Sent(offered, inclusion, texts["who"], sender)


def warnings(sent: Sent) -> Iterator[str]:
    """What could be better, and stops nobody."""
    offered = sent.offered
    yield from warn_of_words("What you do", offered.summary)
    if offered.phone:
        yield from warn_of_contact(offered.phone, Channel.PHONE)
    if offered.email:
        yield from warn_of_contact(offered.email, Channel.EMAIL)
    yield from warn_of_ages(offered.youngest, offered.oldest)
    yield from warn_of_names(sent.inclusion)


def _text(typed: Typed, field: str, errors: dict[str, str]) -> str:
    longest, missing = TEXTS[field]
    text = typed.get(field, "").strip()
    if missing and not text:
        errors[field] = missing
    elif field in NAMES and ADDRESS.search(text):
        errors[field] = "Enter the name alone. There is room for a web address below."
    elif len(text) > longest:
        errors[field] = f"Use at most {longest} letters. You have used {len(text)}."
    return text


def _tried(typed: Typed, field: str, read: Callable[[str], str], errors: dict[str, str]) -> str | None:
    text = typed.get(field, "").strip()
    try:
        return read(text) if text else None
    except (ValueError, EmailNotUnderstood) as error:
        errors[field] = str(error)
        return None


def _sender(typed: Typed, errors: dict[str, str]) -> str:
    if not typed.get("email", "").strip():
        errors["email"] = "Enter your email address, so that we can write back"
    return _tried(typed, "email", read_email, errors) or ""


def _ages(typed: Typed, errors: dict[str, str]) -> tuple[int | None, int | None]:
    youngest, oldest = _age(typed, "youngest", errors), _age(typed, "oldest", errors)
    if youngest is not None and oldest is not None and youngest > oldest:
        errors["oldest"] = "The oldest age must be the same as the youngest, or higher"
    return youngest, oldest


def _age(typed: Typed, field: str, errors: dict[str, str]) -> int | None:
    text = typed.get(field, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or int(text[:4]) > OLDEST:
        errors[field] = "Enter an age in whole years, like 11"
        return None
    return int(text[:4])


def _inclusion(typed: Typed, today: date, errors: dict[str, str]) -> Inclusion:
    try:
        return read_inclusion(typed, today)
    except FormNotUnderstood as error:
        errors.update(error.errors)
        return Inclusion()


def _kind(typed: str) -> OrganisationKind | None:
    return next((one for one in OrganisationKind if one.value == typed), None)
