"""What organisations told at one time and another. Their addresses and whether they are suspended are no part of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.changes import VersionNotFound
from directory.domain.events import Action
from directory.domain.organisations import Organisation, OrganisationVersion
from directory.store.codec import from_json, from_row, to_json, to_row

UNLISTED = "organisation_id NOT IN (SELECT organisation_id FROM services)"


def facts_alone(organisation: Organisation) -> Organisation:
    """So that two states can be compared."""
    return replace(organisation, slug="", suspended_on=None)


def save_organisation_version(
    db: Database, organisation: Organisation, *, by: str, action: Action | None, at: datetime
) -> None:
    """Keep this state as its next version; call inside `writing`."""
    sql = "SELECT coalesce(max(number), 0) + 1 FROM organisation_versions WHERE organisation_id = ?"
    number = db.execute(sql, [organisation.id]).fetchone()[0]
    version = OrganisationVersion(organisation.id, number, facts_alone(organisation), made_by=by, action=action, made_at=at)
    row = {**to_row(version, without=frozenset({"told"})), "facts": to_json(version.told)}
    db.table("organisation_versions").insert(row)


def get_organisation_versions(db: Database, organisation_id: str) -> tuple[OrganisationVersion, ...]:
    """Every version of one organisation, oldest first."""
    rows = db.query("SELECT * FROM organisation_versions WHERE organisation_id = ? ORDER BY number", [organisation_id])
    return tuple(from_row(OrganisationVersion, row, told=from_json(Organisation, row["facts"])) for row in rows)


def get_organisation_version(db: Database, organisation_id: str, number: int) -> OrganisationVersion:
    """Return one version, or raise `VersionNotFound`."""
    for one in get_organisation_versions(db, organisation_id):
        if one.number == number:
            return one
    raise VersionNotFound("This organisation has no version of that number.")


def rewrite_organisation_versions(
    db: Database, organisation_id: str, rewrite: Callable[[Organisation], Organisation]
) -> int:
    """Change what every version says, where something must go; call inside `writing`. Returns how many were changed."""
    changed = [one for one in get_organisation_versions(db, organisation_id) if rewrite(one.told) != one.told]
    for one in changed:
        sql = "UPDATE organisation_versions SET facts = ? WHERE organisation_id = ? AND number = ?"
        db.execute(sql, [to_json(rewrite(one.told)), organisation_id, one.number])
    return len(changed)


def unlisted_with_versions(db: Database) -> list[str]:
    """Organisations that run no listing and have told something else before."""
    sql = f"SELECT DISTINCT organisation_id FROM organisation_versions WHERE {UNLISTED}"  # noqa: S608  # our own words
    return [row[0] for row in db.execute(sql)]
