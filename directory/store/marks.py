"""What listings and organisations are known by, all at once and nothing more: for finding those that are here twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlite_utils import Database

from directory.domain.services import Channel

NUMBERS = (Channel.PHONE.value, Channel.TEXT.value)
OPEN = "merged_into IS NULL AND coalesce(status, '') <> 'defunct'"


@dataclass
class Marks:
    """One listing or organisation. `contacts` are as they were typed: numbers, addresses of mail, web addresses."""

    id: str
    name: str
    runner: str = ""
    numbers: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    postcodes: set[str] = field(default_factory=set)
    identifiers: set[tuple[str, str]] = field(default_factory=set)


def marks_of_services(db: Database) -> dict[str, Marks]:
    """Every listing that stands for itself and has not ended. Private addresses count here: nobody is shown them."""
    sql = f"SELECT id, name, organisation_id, url FROM services WHERE {OPEN}"  # noqa: S608  # our own words
    found = {row[0]: Marks(row[0], row[1], row[2], pages={row[3]} if row[3] else set()) for row in db.execute(sql)}
    for service_id, channel, value in db.execute("SELECT service_id, channel, value FROM contact_points"):
        if service_id in found:
            _kind(found[service_id], channel).add(value)
    for service_id, postcode in db.execute("SELECT service_id, postcode FROM locations WHERE postcode IS NOT NULL"):
        if service_id in found:
            found[service_id].postcodes.add(postcode)
    return found


def marks_of_organisations(db: Database, services: Iterable[Marks]) -> dict[str, Marks]:
    """Every organisation that stands for itself, with its own marks and the numbers and postcodes of its listings."""
    rows = db.execute("SELECT id, name, url, email FROM organisations WHERE merged_into IS NULL")
    found = {
        row[0]: Marks(row[0], row[1], row[0], pages={row[2]} if row[2] else set(), emails={row[3]} if row[3] else set())
        for row in rows
    }
    for organisation_id, scheme, value in db.execute("SELECT organisation_id, scheme, value FROM organisation_identifiers"):
        if organisation_id in found:
            found[organisation_id].identifiers.add((scheme, value))
    for service in services:
        runner = found.get(service.runner)
        if runner:
            runner.numbers |= service.numbers
            runner.postcodes |= service.postcodes
    return found


def count_by_organisation(db: Database) -> dict[str, int]:
    """How many listings each organisation has, those held back too."""
    sql = "SELECT organisation_id, count(*) FROM services WHERE merged_into IS NULL GROUP BY organisation_id"
    return defaultdict(int, db.execute(sql).fetchall())


def _kind(marks: Marks, channel: str) -> set[str]:
    if channel in NUMBERS:
        return marks.numbers
    return marks.emails if channel == Channel.EMAIL.value else marks.pages
