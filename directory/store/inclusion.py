"""What organisations declare to be listed, what editors looked up, and listings that were suspended with the whole."""

from datetime import date

from sqlite_utils import Database

from directory.domain.inclusion import InclusionCheck
from directory.domain.organisations import Organisation
from directory.store.codec import from_row, to_row
from directory.store.listings import RUNNING
from directory.store.organisations import get_organisations


def running_organisations(db: Database) -> list[Organisation]:
    """Every organisation that has a public listing which has not ended, by name."""
    sql = f"SELECT DISTINCT organisation_id FROM services WHERE {RUNNING}"  # noqa: S608  # our own words
    found = get_organisations(db, [row[0] for row in db.execute(sql)])
    return sorted(found.values(), key=lambda one: one.name.casefold())


def count_incomplete(db: Database, declared_before: date) -> int:
    """How many organisations with a running listing never declared, did so before a day, or left something open."""
    sql = f"""SELECT count(*) FROM organisations WHERE suspended_on IS NULL
        AND id IN (SELECT organisation_id FROM services WHERE {RUNNING})
        AND (inclusion_declared_on IS NULL OR inclusion_declared_on < ? OR coalesce(inclusion_legal_body, '') = ''
             OR coalesce(inclusion_safeguarding_lead, 0) = 0 OR coalesce(inclusion_dbs_checks, 0) = 0
             OR (inclusion_safeguarding_policy_on IS NULL AND coalesce(inclusion_safeguarding_policy, 0) = 0)
             OR coalesce(inclusion_insured, 0) = 0 OR inclusion_regulator IS NULL)"""  # noqa: S608  # our own words
    return int(db.execute(sql, [declared_before.isoformat()]).fetchone()[0])


def suspended_organisations(db: Database) -> list[Organisation]:
    ids = [row[0] for row in db.execute("SELECT id FROM organisations WHERE suspended_on IS NOT NULL")]
    return sorted(get_organisations(db, ids).values(), key=lambda one: one.name.casefold())


def add_inclusion_check(db: Database, check: InclusionCheck) -> None:
    """Call inside `writing`."""
    db.table("inclusion_checks").insert(to_row(check))


def get_inclusion_checks(db: Database, organisation_id: str) -> tuple[InclusionCheck, ...]:
    """Newest first."""
    sql = "SELECT * FROM inclusion_checks WHERE organisation_id = ? ORDER BY checked_on DESC, id DESC"
    return tuple(from_row(InclusionCheck, row) for row in db.query(sql, [organisation_id]))


def every_service_id_of(db: Database, organisation_id: str) -> list[str]:
    """Every listing of one organisation, those that are held back or suspended included, by name."""
    sql = "SELECT id FROM services WHERE organisation_id = ? AND merged_into IS NULL ORDER BY name, id"
    return [row[0] for row in db.execute(sql, [organisation_id])]


def is_suspended(db: Database, organisation_id: str) -> bool:
    sql = "SELECT 1 FROM organisations WHERE id = ? AND suspended_on IS NOT NULL"
    return db.execute(sql, [organisation_id]).fetchone() is not None


def suspended_together(db: Database, organisation_id: str) -> list[str]:
    """The listings that went with the whole, and come back with it."""
    sql = "SELECT service_id FROM suspended_together WHERE organisation_id = ?"
    return [row[0] for row in db.execute(sql, [organisation_id])]


def add_suspended_together(db: Database, organisation_id: str, service_id: str) -> None:
    """Call inside `writing`."""
    row = {"organisation_id": organisation_id, "service_id": service_id}
    db.table("suspended_together").insert(row, ignore=True)


def clear_suspended_together(db: Database, organisation_id: str) -> None:
    """Call inside `writing`."""
    db.execute("DELETE FROM suspended_together WHERE organisation_id = ?", [organisation_id])
