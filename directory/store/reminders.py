"""Letters that asked whether listings are still right: begun before they are sent, so that none goes twice."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from directory.domain.checks import CheckOutcome


def begin_reminder(db: Database, organisation_id: str, service_ids: Iterable[str], on: date) -> int:
    """Write down that a letter is about to go, and return its number; call inside `writing`."""
    sql = "INSERT INTO reminders (organisation_id, begun_on, is_sent) VALUES (?, ?, 0) RETURNING id"
    number = int(db.execute(sql, [organisation_id, on.isoformat()]).fetchone()[0])
    db.table("reminded_listings").insert_all({"reminder_id": number, "service_id": one} for one in service_ids)
    return number


def finish_reminder(db: Database, number: int) -> None:
    """It has gone; call inside `writing`."""
    db.execute("UPDATE reminders SET is_sent = 1 WHERE id = ?", [number])


def drop_reminder(db: Database, number: int) -> None:
    """It has certainly not gone; call inside `writing`."""
    db.execute("DELETE FROM reminded_listings WHERE reminder_id = ?", [number])
    db.execute("DELETE FROM reminders WHERE id = ?", [number])


def last_letter_to(db: Database, organisation_id: str) -> date | None:
    """When the newest letter was begun, sent or not."""
    return _last_letters(db, "WHERE organisation_id = ?", organisation_id).get(organisation_id)


def last_letters(db: Database) -> dict[str, date]:
    """The same for every organisation that has had one."""
    return _last_letters(db, "")


def letters_cut_short(db: Database, before: date) -> list[str]:
    """The ids of organisations whose letter was begun on an earlier day, and nobody knows whether it went."""
    sql = "SELECT DISTINCT organisation_id FROM reminders WHERE is_sent = 0 AND begun_on < ? ORDER BY 1"
    return [one for (one,) in db.execute(sql, [before.isoformat()])]


def letters_about(db: Database) -> dict[str, list[date]]:
    """The days of the letters about each listing, oldest first."""
    sql = """SELECT service_id, begun_on FROM reminded_listings JOIN reminders ON reminders.id = reminder_id
             ORDER BY begun_on"""
    days: dict[str, list[date]] = defaultdict(list)
    for service_id, on in db.execute(sql):
        days[service_id].append(date.fromisoformat(on))
    return dict(days)


def last_answers(db: Database) -> dict[str, date]:
    """When somebody last told us anything of each listing that was asked about: a check that was answered, or an edit."""
    sql = """
        SELECT service_id, max(on_day) FROM (
            SELECT service_id, checked_on AS on_day FROM checks WHERE outcome <> ?
            UNION ALL SELECT service_id, substr(made_at, 1, 10) FROM changes
        ) WHERE service_id IN (SELECT service_id FROM reminded_listings) GROUP BY service_id
    """
    return {service_id: date.fromisoformat(on) for service_id, on in db.execute(sql, [CheckOutcome.NO_ANSWER.value])}


def organisations_kept(db: Database) -> frozenset[str]:
    """The ids of those that somebody keeps who has not left."""
    sql = """SELECT DISTINCT organisation_id FROM keeper_organisations JOIN keepers ON keepers.id = keeper_id
             WHERE left_at IS NULL"""
    return frozenset(one for (one,) in db.execute(sql))


def _last_letters(db: Database, where: str, *values: str) -> dict[str, date]:
    sql = f"SELECT organisation_id, max(begun_on) FROM reminders {where} GROUP BY organisation_id"  # noqa: S608  # ours
    return {one: date.fromisoformat(on) for one, on in db.execute(sql, values)}
