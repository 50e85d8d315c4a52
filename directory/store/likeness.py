"""What two listings are compared by, in one reading."""

from collections import defaultdict
from dataclasses import dataclass

from sqlite_utils import Database

from directory.store.putting_away import IS_AWAY


@dataclass(frozen=True)
class Known:
    """A listing as far as it can be told from another. `contacts` are numbers and addresses as they were told."""

    slug: str
    name: str
    organisation: str
    is_public: bool
    has_ended: bool
    is_away: bool
    contacts: tuple[str, ...]
    numbers: tuple[str, ...]


def known_listings(db: Database) -> list[Known]:
    """Every listing that stands for itself, public or not. Ways in touch for professionals only are left out."""
    contacts: dict[str, list[str]] = defaultdict(list)
    for service_id, value in db.execute("SELECT service_id, value FROM contact_points WHERE professionals_only = 0"):
        contacts[service_id].append(value)
    numbers: dict[str, list[str]] = defaultdict(list)
    for organisation_id, value in db.execute("SELECT organisation_id, value FROM organisation_identifiers"):
        numbers[organisation_id].append(value)
    sql = f"""SELECT s.id, s.slug, s.name, o.name, s.organisation_id, s.url, o.url,
              s.published_on IS NOT NULL AND s.suspended = 0, coalesce(s.status, '') = 'defunct', {IS_AWAY}
              FROM services s JOIN organisations o ON o.id = s.organisation_id
              WHERE s.merged_into IS NULL ORDER BY s.name"""  # noqa: S608  # our own words
    return [
        Known(slug, name, organisation, bool(public), bool(ended), bool(away),
              (*contacts[key], *(one for one in (url, site) if one)), tuple(numbers[organisation_id]))
        for key, slug, name, organisation, organisation_id, url, site, public, ended, away in db.execute(sql)
    ]  # fmt: skip
