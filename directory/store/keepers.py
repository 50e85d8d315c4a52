"""Keepers, the organisations they keep, and their second step."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from directory.domain.errors import KeeperNotFound
from directory.domain.keepers import Keeper, Role, SecondStep
from directory.store.codec import from_row, to_row

FORGET = (
    "UPDATE keepers SET email = '' WHERE left_at < ? AND email <> ''",
    "UPDATE invitations SET email = '' WHERE ends_at < ? AND email <> ''",
    "UPDATE claims SET email = '', work = '' WHERE decided_at < ? AND email <> ''",
)
COLUMNS = frozenset({"id", "organisations"})


def add_keeper(db: Database, *, email: str, role: Role, now: datetime) -> Keeper:
    """Store a new one under the next number; call inside `writing`."""
    sql = "INSERT INTO keepers (email, role, joined_at) VALUES (?, ?, ?) RETURNING id"
    return get_keeper(db, int(db.execute(sql, [email, role.value, now.isoformat()]).fetchone()[0]))


def save_keeper(db: Database, keeper: Keeper) -> None:
    """Replace one that is there already, with the organisations it keeps; call inside `writing`."""
    db.table("keepers").update(keeper.id, to_row(keeper, without=COLUMNS))
    db.execute("DELETE FROM keeper_organisations WHERE keeper_id = ?", [keeper.id])
    rows = [{"keeper_id": keeper.id, "organisation_id": one} for one in sorted(keeper.organisations)]
    db.table("keeper_organisations").insert_all(rows)


def note_signed_in(db: Database, number: int, at: datetime) -> None:
    """The last time alone; call inside `writing`."""
    db.execute("UPDATE keepers SET last_signed_in_at = ? WHERE id = ?", [at.isoformat(), number])


def last_signed_in(db: Database) -> dict[int, datetime]:
    """When each keeper signed in last; those who never did are left out."""
    sql = "SELECT id, last_signed_in_at FROM keepers WHERE last_signed_in_at IS NOT NULL"
    return {number: datetime.fromisoformat(at) for number, at in db.execute(sql)}


def get_keeper(db: Database, number: int) -> Keeper:
    """Return one, those who have left included, or raise `KeeperNotFound`."""
    return _one(db, "id", number)


def get_keeper_by_email(db: Database, email: str) -> Keeper:
    """Return one, those who have left included, or raise `KeeperNotFound`."""
    return _one(db, "email", email)


def find_present_keeper(db: Database, email: str) -> Keeper | None:
    """The keeper with this address, unless there is none or they have left."""
    for keeper in _listed(db, "WHERE email = ? AND left_at IS NULL", [email]):
        return keeper
    return None


def find_present_number(db: Database, email: str) -> int | None:
    """The number alone of the keeper with this address: one look-up, whether there is one or not."""
    row = db.execute("SELECT id FROM keepers WHERE email = ? AND left_at IS NULL", [email]).fetchone()
    return int(row[0]) if row else None


def list_keepers(db: Database) -> list[Keeper]:
    """Everyone who has not left, by role and address."""
    return _listed(db, "WHERE left_at IS NULL ORDER BY role, email", [])


def keepers_of(db: Database, organisation_id: str) -> list[Keeper]:
    """The providers of an organisation who have not left, by address."""
    kept = "SELECT keeper_id FROM keeper_organisations WHERE organisation_id = ?"
    return _listed(db, f"WHERE left_at IS NULL AND id IN ({kept}) ORDER BY email", [organisation_id])


def forget_addresses(db: Database, before: datetime) -> None:
    """Wipe the addresses of those who left before then, or were invited or answered a claim; numbers stay."""
    for sql in FORGET:
        db.execute(sql, [before.isoformat()])


def get_second_step(db: Database, keeper_id: int) -> SecondStep | None:
    for row in db.query("SELECT * FROM second_steps WHERE keeper_id = ?", [keeper_id]):
        return from_row(SecondStep, row)
    return None


def save_second_step(db: Database, step: SecondStep) -> None:
    """Insert or replace; call inside `writing`."""
    db.table("second_steps").upsert(to_row(step), pk="keeper_id")


def remove_second_step(db: Database, keeper_id: int) -> None:
    """With its recovery codes; call inside `writing`."""
    db.execute("DELETE FROM recovery_codes WHERE keeper_id = ?", [keeper_id])
    db.execute("DELETE FROM second_steps WHERE keeper_id = ?", [keeper_id])


def save_recovery_codes(db: Database, keeper_id: int, hashes: Iterable[str]) -> None:
    """In place of those there were; call inside `writing`."""
    db.execute("DELETE FROM recovery_codes WHERE keeper_id = ?", [keeper_id])
    db.table("recovery_codes").insert_all({"keeper_id": keeper_id, "code_hash": one} for one in hashes)


def use_recovery_code(db: Database, keeper_id: int, code_hash: str) -> bool:
    """Take a code out, and say whether it was there; call inside `writing`."""
    sql = "DELETE FROM recovery_codes WHERE keeper_id = ? AND code_hash = ?"
    return bool(db.execute(sql, [keeper_id, code_hash]).rowcount)


def count_recovery_codes(db: Database, keeper_id: int) -> int:
    return int(db.execute("SELECT count(*) FROM recovery_codes WHERE keeper_id = ?", [keeper_id]).fetchone()[0])


def _one(db: Database, column: str, value: str | int) -> Keeper:
    for keeper in _listed(db, f"WHERE {column} = ?", [value]):
        return keeper
    raise KeeperNotFound("Nobody who keeps listings has that address.")


def _listed(db: Database, where: str, values: list[str | int]) -> list[Keeper]:
    rows = list(db.query(f"SELECT * FROM keepers {where}", values))  # noqa: S608  # `where` is one of the above
    return [_from_row(db, row) for row in rows]


def _from_row(db: Database, row: Mapping[str, Any]) -> Keeper:
    kept = db.execute("SELECT organisation_id FROM keeper_organisations WHERE keeper_id = ?", [row["id"]])
    return from_row(Keeper, row, organisations=frozenset(one for (one,) in kept))
