"""The letter that asks whether listings are still right, with a personal link to each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from directory.accounts.reminder_links import make_reminder_link
from directory.domain.keepers import Keeper
from directory.domain.organisations import Organisation
from directory.domain.services import Service
from directory.mail.letters import Letter, Letters


@dataclass(frozen=True)
class Reminded:
    """One listing in a letter, and the path that opens it without signing in."""

    name: str
    path: str


def write_reminder(
    db: Database,
    letters: Letters,
    keeper: Keeper,
    organisation: Organisation,
    services: Iterable[Service],
    *,
    now: datetime,
    must_declare: bool = False,
) -> Letter:
    """One letter for the listings of one organisation, and for what it declares yearly where that is due.

    Its links end those of the letter before.
    """
    listings = [
        Reminded(one.name, f"/manage/reminder/{make_reminder_link(db, keeper_id=keeper.id, service_id=one.id, now=now)}")
        for one in services
    ]
    return letters.write(
        "reminder",
        keeper.email,
        organisation=organisation.name,
        listings=listings,
        declare=f"/manage/organisations/{organisation.slug}/inclusion" if must_declare else "",
    )
