"""`flask doctor`: do database, index, files and settings agree?"""

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import click
from flask import current_app

from directory.config import APPROVALS
from directory.domain.errors import DirectoryError
from directory.domain.hours import BANK_HOLIDAYS_CHECKED_TO, bank_holidays_are_checked
from directory.finding.documents import public_documents
from directory.places.postcode_file import read_about
from directory.shelves import Shelves
from directory.store.database import content_version


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what it is, whether it is well, and what to say or do about it."""

    what: str
    is_well: bool
    message: str


@click.command("doctor")
@click.option("--live", is_flag=True, help="Also ask whether it may be shown to the public as a live directory.")
def doctor(live: bool) -> None:
    """Say whether database, index, files and settings agree. Exit code 0 when all is well, else 1."""
    shelves: Shelves = current_app.extensions["directory"]
    findings = [*examine(shelves), *(examine_live(shelves) if live else ())]
    for finding in findings:
        click.echo(f"{'well ' if finding.is_well else 'WRONG'}  {finding.what}: {finding.message}")
    sys.exit(0 if all(finding.is_well for finding in findings) else 1)


def examine(shelves: Shelves) -> Iterator[Finding]:
    """Database, index, postcodes and settings, in the order they depend on each other."""
    try:
        yield from _database(shelves)
    except (DirectoryError, sqlite3.Error) as error:
        yield Finding("database", is_well=False, message=str(error))
        return
    yield _index(shelves)
    yield _postcodes(shelves)
    yield from _settings(shelves)


def examine_live(shelves: Shelves) -> Iterator[Finding]:
    """What must be true before the public may rely on it."""
    missing = [name.replace("_", " ") for name in APPROVALS if not getattr(shelves.settings, name)]
    yield Finding("approval", not missing, "everybody is named" if not missing else "nobody named as " + ", ".join(missing))
    try:
        invented = _count(shelves, "SELECT count(*) FROM services WHERE is_demonstration AND published_on IS NOT NULL")
    except (DirectoryError, sqlite3.Error):
        return
    yield Finding("demonstration", not invented, f"{invented} invented services are public")
    yield Finding("crisis lines", is_well=False, message="no named person has checked them yet")


def _database(shelves: Shelves) -> Iterator[Finding]:
    db = shelves.db()
    state = db.execute("PRAGMA quick_check").fetchone()[0]
    orphans = len(db.execute("PRAGMA foreign_key_check").fetchall())
    yield Finding("database", state == "ok" and not orphans, state if not orphans else f"{orphans} rows belong to nothing")
    services = _count(shelves, "SELECT count(*) FROM services WHERE published_on IS NOT NULL")
    terms = len(shelves.taxonomy().needs)
    yield Finding("taxonomy", terms > 0, f"{terms} needs" if terms else "empty. Run: flask seed")
    yield Finding("services", is_well=True, message=f"{services} public")


def _index(shelves: Shelves) -> Finding:
    db = shelves.db()
    before = shelves.index.version
    listings = shelves.listings()
    wanted = sum(1 for _ in public_documents(db, shelves.taxonomy()))
    agree = listings.index.count() == wanted == len(listings.snapshot.ids) and shelves.index.version == content_version(db)
    healed = "" if before is None else " (it was behind and has caught up)"
    return Finding("index", agree, f"{listings.index.count()} of {wanted} public services{healed}")


def _postcodes(shelves: Shelves) -> Finding:
    about = read_about(shelves.settings.postcodes)
    if about is None:
        return Finding("postcodes", is_well=True, message="districts only. Load a file with: flask postcodes load FILE")
    return Finding("postcodes", is_well=True, message=f"{about.rows:,} from {about.source}")


def _settings(shelves: Shelves) -> Iterator[Finding]:
    names = shelves.gazetteer.names
    unknown = [code for code in shelves.settings.councils if code not in names]
    checked = bank_holidays_are_checked(shelves.now().date())
    yield Finding("bank holidays", checked, f"compared with the government's list up to {BANK_HOLIDAYS_CHECKED_TO}")
    yield Finding("councils", not unknown, "unknown codes: " + ", ".join(unknown) if unknown else "known")


def _count(shelves: Shelves, sql: str) -> int:
    return int(shelves.db().execute(sql).fetchone()[0])
