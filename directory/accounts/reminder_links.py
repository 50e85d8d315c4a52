"""Personal links in reminders: for one listing and thirty days, ended by the next one or by leaving."""

from datetime import datetime

from sqlite_utils import Database

from directory.domain.errors import LinkEnded
from directory.domain.keepers import REMINDER_LASTS, Keeper, ReminderLink, hash_secret, moment, new_secret
from directory.store.database import writing
from directory.store.invitations import add_reminder_link, find_reminder_link
from directory.store.keepers import get_keeper
from directory.store.services import get_service

ENDED = "This link has ended. A newer letter has a newer one, or you can sign in."


def make_reminder_link(db: Database, *, keeper_id: int, service_id: str, now: datetime) -> str:
    """A new link for a letter; it ends the one before."""
    made, link = moment(now), new_secret()
    reminder = ReminderLink(keeper_id=keeper_id, service_id=service_id, made_at=made, ends_at=made + REMINDER_LASTS)
    with writing(db):
        add_reminder_link(db, reminder, hash_secret(link))
    return link


def open_reminder_link(db: Database, link: str, now: datetime) -> tuple[ReminderLink, Keeper]:
    """Whose link to which listing it is, or raise `LinkEnded`: also when they have left, or keep that listing no more."""
    reminder = find_reminder_link(db, hash_secret(link))
    if reminder is None or not reminder.is_open(moment(now)):
        raise LinkEnded(ENDED)
    keeper = get_keeper(db, reminder.keeper_id)
    if keeper.left_at or not keeper.keeps(get_service(db, reminder.service_id).organisation_id):
        raise LinkEnded(ENDED)
    return reminder, keeper
