"""Somebody has written about a worry: who is told at once, by a letter that says nothing of it."""

import logging
from datetime import timedelta

from flask import url_for
from sqlite_utils import Database

from directory.accounts.posting import post_room
from directory.domain.errors import DirectoryError
from directory.domain.keepers import Role, read_email
from directory.store.corrections import count_unread
from directory.store.database import writing
from directory.store.keepers import get_second_step, list_keepers
from directory.store.letters_sent import claim_letter
from directory.store.proposals import count_missing
from directory.web.access import get_db, get_now, get_site

ALARM = "alarm"
QUIET_FOR = timedelta(hours=1)
LOG = logging.getLogger("directory.requests")


def sound_alarm() -> None:
    """Never in the way of whoever wrote: what they told us is stored, whatever becomes of the letters."""
    try:
        _tell_admins(get_db())
    except Exception as error:
        LOG.error("Admins could not be told of a worry: %s", type(error).__name__)


def whom_to_tell(db: Database, contact: str) -> list[str]:
    """Admins who can sign in, and the contact of this directory where it is an address."""
    admins = [one for one in list_keepers(db) if one.role is Role.ADMIN and get_second_step(db, one.id)]
    return sorted({*(one.email for one in admins), *_address_in(contact)})


def _tell_admins(db: Database) -> None:
    """At most one letter an hour while others wait unread: the first of them has brought somebody here."""
    now = get_now()
    to = whom_to_tell(db, get_site().contact)
    since = now - QUIET_FOR if count_unread(db) + count_missing(db, is_worry=True) > 1 else now + timedelta(seconds=1)
    with writing(db):
        is_due = bool(to) and claim_letter(db, ALARM, to="", since=since, now=now)
    for address in to if is_due else ():
        post_room().write_later("worry", address, path=url_for("editors.list_worries"))


def _address_in(contact: str) -> list[str]:
    try:
        return [read_email(contact)]
    except DirectoryError:
        return []
