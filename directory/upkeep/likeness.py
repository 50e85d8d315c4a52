"""Is a service that somebody names here already? By its number, by how it is reached, or by a name much like it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from sqlite_utils import Database

from directory.store.likeness import Known, known_listings

MOST_SHOWN = 5
LIKE_ENOUGH = 0.84
FEWEST_DIGITS = 9
SHARED_HOSTS = frozenset({"facebook.com", "instagram.com", "sites.google.com", "linktr.ee", "x.com", "twitter.com",
                          "gov.uk", "nhs.uk", "example.org"})  # fmt: skip
# Words that say nothing of which one it is.
SAYS_LITTLE = frozenset({"the", "and", "of", "for", "in", "at", "a", "cic", "ltd", "limited", "charity", "project",
                         "service", "services", "group", "uk", "trust", "team"})  # fmt: skip


@dataclass(frozen=True)
class Alike:
    """A listing that may be the same one, and why it looks so."""

    slug: str
    name: str
    organisation: str
    is_public: bool
    has_ended: bool
    is_away: bool
    why: tuple[str, ...]


def listings_like(
    db: Database, *, names: Iterable[str], contacts: Iterable[str | None] = (), number: str | None = None, public: bool
) -> tuple[Alike, ...]:
    """The likeliest first, five at most; with `public`, only of those that everybody can see."""
    wanted_names, wanted = [name for name in names if name], {key for key in map(contact_key, contacts) if key}
    found = []
    for known in known_listings(db):
        why = _why(known, wanted_names, wanted, number)
        if why and (known.is_public or not public):
            found.append(
                Alike(known.slug, known.name, known.organisation, known.is_public, known.has_ended, known.is_away, why)
            )
    return tuple(sorted(found, key=lambda one: -len(one.why))[:MOST_SHOWN])


def contact_key(told: str | None) -> str:
    """A number, address or website as it can be compared; empty where it says nothing of whose it is."""
    text = (told or "").strip().casefold()
    if "@" in text:
        return text
    digits = re.sub(r"\D", "", text)
    if len(digits) >= FEWEST_DIGITS and not re.search(r"[a-z]", text):
        return digits[-FEWEST_DIGITS:]
    return _host(text)


def _host(text: str) -> str:
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return host if "." in host and host not in SHARED_HOSTS else ""


def _why(known: Known, names: Iterable[str], contacts: Collection[str], number: str | None) -> tuple[str, ...]:
    theirs = {contact_key(one) for one in known.contacts}
    reasons = {
        "the same charity or company number": bool(number) and number in known.numbers,
        "the same number, address or website": bool(theirs & set(contacts)),
        "a name much like it": any(_alike(one, other) for one in names for other in (known.name, known.organisation)),
    }
    return tuple(why for why, holds in reasons.items() if holds)


def _alike(one: str, other: str) -> bool:
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return False
    if set(mine) == set(theirs):
        return True
    matcher = SequenceMatcher(None, " ".join(mine), " ".join(theirs))
    return matcher.real_quick_ratio() >= LIKE_ENOUGH and matcher.quick_ratio() >= LIKE_ENOUGH <= matcher.ratio()


def _words(name: str) -> list[str]:
    return sorted(set(re.findall(r"\w+", name.casefold().replace("’", "").replace("'", ""))) - SAYS_LITTLE)
