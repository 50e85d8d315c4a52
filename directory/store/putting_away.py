"""Which listings are not for this directory, and why."""

from collections.abc import Iterable

from sqlite_utils import Database

from directory.domain.putting_away import PutAway
from directory.store.codec import from_row, to_row

# Of a listing `s`: one that became public some other way is not put away any more.
IS_AWAY = "(s.published_on IS NULL AND EXISTS (SELECT 1 FROM put_away WHERE put_away.service_id = s.id))"


def save_put_away(db: Database, one: PutAway) -> None:
    """Call inside `writing`."""
    db.table("put_away").upsert(to_row(one), pk="service_id")


def forget_put_away(db: Database, service_id: str) -> None:
    """Call inside `writing`."""
    db.execute("DELETE FROM put_away WHERE service_id = ?", [service_id])


def get_put_away(db: Database, ids: Iterable[str] | None = None) -> dict[str, PutAway]:
    """Those of these listings that are put away, by id; all there are without `ids`."""
    found = db.query(f"SELECT * FROM put_away WHERE service_id IN (SELECT s.id FROM services s WHERE {IS_AWAY})")  # noqa: S608  # our own words
    wanted = None if ids is None else frozenset(ids)
    away = (from_row(PutAway, row) for row in found)
    return {one.service_id: one for one in away if wanted is None or one.service_id in wanted}


def organisations_put_away(db: Database) -> frozenset[str]:
    """Those with listings of which every one is put away."""
    sql = f"SELECT s.organisation_id FROM services s GROUP BY 1 HAVING min({IS_AWAY})"  # noqa: S608  # our own words
    return frozenset(row[0] for row in db.execute(sql))
