"""What two listings are compared by, in one reading."""

from collections import defaultdict
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class Known:
    """A listing as far as it can be told from another. `contacts` are numbers and addresses as they were told."""

    slug: str
    name: str
    organisation: str
    is_public: bool
    contacts: tuple[str, ...]
    numbers: tuple[str, ...]


def known_listings(db: Database) -> list[Known]:
    """Every listing, held back or public. Ways in touch that are for professionals only are left out."""
    contacts: dict[str, list[str]] = defaultdict(list)
    for service_id, value in db.execute("SELECT service_id, value FROM contact_points WHERE professionals_only = 0"):
        contacts[service_id].append(value)
    numbers: dict[str, list[str]] = defaultdict(list)
    for organisation_id, value in db.execute("SELECT organisation_id, value FROM organisation_identifiers"):
        numbers[organisation_id].append(value)
    sql = """SELECT services.id, services.slug, services.name, organisations.name, organisation_id, services.url,
             organisations.url, published_on IS NOT NULL AND suspended = 0
             FROM services JOIN organisations ON organisations.id = organisation_id ORDER BY services.name"""
    return [
        Known(slug, name, organisation, bool(public), (*contacts[key], *(one for one in (url, site) if one)),
              tuple(numbers[organisation_id]))
        for key, slug, name, organisation, organisation_id, url, site, public in db.execute(sql)
    ]  # fmt: skip
