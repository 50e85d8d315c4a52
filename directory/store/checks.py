"""Checks in the database: added, never changed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database

from directory.domain.checks import Check, CheckMethod, CheckOutcome, CheckScope
from directory.store.codec import from_row, to_row
from directory.store.database import touch_content


def save_check(db: Database, service_id: str, check: Check) -> None:
    """Add one check; call inside `writing`."""
    db.table("checks").insert({"service_id": service_id, **to_row(check)})
    touch_content(db)


def get_checks(db: Database, service_ids: Sequence[str]) -> dict[str, tuple[Check, ...]]:
    """The checks of each of these services, oldest first."""
    marks = ", ".join("?" * len(service_ids))
    sql = f"SELECT * FROM checks WHERE service_id IN ({marks}) ORDER BY checked_on, id"  # noqa: S608  # only question marks
    grouped: dict[str, list[Check]] = defaultdict(list)
    for row in db.query(sql, list(service_ids)):
        grouped[row["service_id"]].append(from_row(Check, row))
    return {service_id: tuple(grouped[service_id]) for service_id in service_ids}


def last_confirmed(db: Database) -> dict[str, list[Check]]:
    """The newest confirmed check of each scope, of every listing that has one: all that tells when the next is due."""
    sql = """SELECT service_id, scope, max(checked_on), checked_by, method FROM checks WHERE outcome = ?
             GROUP BY service_id, scope"""
    found: dict[str, list[Check]] = defaultdict(list)
    scopes, methods = ({one.value: one for one in kind} for kind in (CheckScope, CheckMethod))
    for service_id, scope, on, by, method in db.execute(sql, [CheckOutcome.CONFIRMED.value]):
        found[service_id].append(Check(scopes[scope], date.fromisoformat(on), by, methods[method]))  # type: ignore[arg-type]
    return found


def ids_checked_on(db: Database, day: date) -> frozenset[str]:
    """The listings that somebody has checked or rung on this day, with whatever outcome."""
    sql = "SELECT DISTINCT service_id FROM checks WHERE checked_on = ?"
    return frozenset(one for (one,) in db.execute(sql, [day.isoformat()]))
