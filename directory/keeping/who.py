"""Who did something, by address: versions and the audit name keepers by number, so that an address can be wiped once."""

import re
from collections.abc import Callable

from sqlite_utils import Database

from directory.domain.errors import KeeperNotFound
from directory.store.keepers import get_keeper

KNOWN_AS = re.compile(r"\bkeeper (\d{1,9})\b")


def who(db: Database) -> Callable[[str], str]:
    """Puts the address of every keeper that a text names in place of their number."""
    found: dict[str, str] = {}

    def address_of(match: re.Match[str]) -> str:
        if match[0] not in found:
            found[match[0]] = _address(db, int(match[1])) or f"{match[0]}, who has left"
        return found[match[0]]

    return lambda text: KNOWN_AS.sub(address_of, text)


def _address(db: Database, number: int) -> str:
    try:
        return get_keeper(db, number).email
    except KeeperNotFound:
        return ""
