"""`flask doctor`: do database, index, files and settings agree?"""

import sqlite3
import sys
from collections.abc import Callable, Iterator

import click
from flask import current_app

from directory.config import APPROVALS
from directory.domain.errors import DirectoryError
from directory.domain.hours import BANK_HOLIDAYS_CHECKED_TO, bank_holidays_are_checked
from directory.finding.documents import public_documents
from directory.finding.snapshot import PUBLIC
from directory.places.postcode_file import read_about
from directory.shelves import Shelves
from directory.store.database import content_version, read_by_others
from directory.store.invented import count_demonstration
from directory.upkeep.findings import Finding
from directory.upkeep.readiness import Promises, examine_address, examine_live
from directory.upkeep.words import is_learnt


@click.command("doctor")
@click.option("--live", "is_live", is_flag=True, help="Also ask whether it may be shown to the public as a live directory.")
def doctor(is_live: bool) -> None:
    """Say whether database, index, files and settings agree. Exit code 0 when all is well, else 1."""
    shelves: Shelves = current_app.extensions["directory"]
    findings = [*examine(shelves), *(live(shelves) if is_live else ())]
    for finding in findings:
        click.echo(f"{_said_of(finding)}  {finding.what}: {finding.message}")
    sys.exit(1 if any(finding.stops for finding in findings) else 0)


def examine(shelves: Shelves) -> Iterator[Finding]:
    """Database, index, postcodes and settings, in the order they depend on each other."""
    database = list(_safely("database", lambda: _database(shelves)))
    yield from database
    if not any(finding.stops for finding in database):
        yield from _safely("index", lambda: _index(shelves))
    yield from _safely("postcodes", lambda: _postcodes(shelves))
    yield from _safely("words", lambda: _words(shelves))
    yield from _safely("settings", lambda: _settings(shelves))


def _said_of(finding: Finding) -> str:
    return "well " if finding.is_well else "WRONG" if finding.stops else "LOOK "


def _safely(what: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Whatever cannot even be looked at is a finding too, and the rest is looked at all the same."""
    try:
        yield from look()
    except (DirectoryError, sqlite3.Error) as error:
        yield Finding(what, is_well=False, message=str(error))


def live(shelves: Shelves) -> Iterator[Finding]:
    """What must be true before the public may rely on it."""
    yield from _safely("live", lambda: examine_live(shelves.db(), _promises(shelves), shelves.now().date()))


def _promises(shelves: Shelves) -> Promises:
    settings = shelves.settings
    return Promises(
        is_live=settings.live,
        approvals={name: getattr(settings, name) for name in APPROVALS},
        contact=settings.contact,
        address=settings.address,
        mail_host=settings.mail_host,
        councils=shelves.gazetteer.current_codes(settings.councils),
        postcodes=settings.postcodes,
    )


def _database(shelves: Shelves) -> Iterator[Finding]:
    db = shelves.db()
    state = db.execute("PRAGMA quick_check").fetchone()[0]
    orphans = len(db.execute("PRAGMA foreign_key_check").fetchall())
    yield Finding("database", state == "ok" and not orphans, state if not orphans else f"{orphans} rows belong to nothing")
    if open_files := read_by_others(shelves.settings.database):
        say = (
            f"others on this machine may read it, with the addresses of people in it. Run: chmod 600 {' '.join(open_files)}"
        )
        yield Finding("database", is_well=False, message=say, is_advice=True)
    services = _count(shelves, "SELECT count(*) FROM services WHERE published_on IS NOT NULL")
    found = _count(shelves, f"SELECT count(*) FROM services WHERE {PUBLIC}")  # noqa: S608  # our own words
    terms = len(shelves.taxonomy().needs)
    yield Finding("taxonomy", terms > 0, f"{terms} needs" if terms else "empty. Run: flask seed")
    yield Finding(
        "services",
        is_well=True,
        message=f"{services} published: {found} can be found, {services - found} closed or taken down",
    )


def _index(shelves: Shelves) -> Iterator[Finding]:
    db = shelves.db()
    before = shelves.index.version
    listings = shelves.listings()
    wanted = sum(1 for _ in public_documents(db, shelves.taxonomy()))
    agree = listings.index.count() == wanted == len(listings.snapshot.ids) and shelves.index.version == content_version(db)
    healed = "" if before is None else " (it was behind and has caught up)"
    yield Finding("index", agree, f"{listings.index.count()} of the {wanted} that can be found{healed}")


def _postcodes(shelves: Shelves) -> Iterator[Finding]:
    about = read_about(shelves.settings.postcodes)
    say = f"{about.rows:,} from {about.source}" if about else "districts only. Load a file with: flask postcodes load FILE"
    yield Finding("postcodes", is_well=True, message=say)


def _words(shelves: Shelves) -> Iterator[Finding]:
    learnt = is_learnt(shelves.settings.seed / "vocabulary")
    say = "all of them have been learnt" if learnt else "changed since they were last learnt. Run: make learn"
    yield Finding("words", learnt, say, is_advice=True)


def _settings(shelves: Shelves) -> Iterator[Finding]:
    unknown = [code for code in shelves.settings.councils if code not in shelves.gazetteer.names]
    say = f"unknown codes: {', '.join(unknown)}. A code looks like E06000044" if unknown else "known"
    yield Finding("councils", not unknown, say)
    yield examine_address(shelves.settings.address)
    checked = bank_holidays_are_checked(shelves.now().date())
    say = f"compared with the government's list up to {BANK_HOLIDAYS_CHECKED_TO}"
    yield Finding(
        "bank holidays", checked, say if checked else f"{say} only. Compare them again in directory/domain/hours.py"
    )
    invented = count_demonstration(shelves.db()) if shelves.settings.live else 0
    if invented:
        say = f"DIRECTORY_LIVE is set, but {invented} invented services are public. Start a new data folder, or unset it"
        yield Finding("live mode", is_well=False, message=say)


def _count(shelves: Shelves, sql: str) -> int:
    return int(shelves.db().execute(sql).fetchone()[0])
