"""Every number, address and link that a listing or an organisation names."""

from dataclasses import dataclass

from sqlite_utils import Database

from directory.store.listings import RUNNING


@dataclass(frozen=True)
class ContactUse:
    """One of them, in one listing: the fact that names it, what it says, and how it is reached."""

    service_id: str
    slug: str
    name: str
    field: str
    channel: str
    value: str


def contacts_in_use(db: Database) -> list[ContactUse]:
    """Of running public listings, by the name of the listing."""
    sql = f"""
        SELECT s.id, s.slug, s.name, 'contact_points/' || c.id || '/value', c.channel, c.value FROM contact_points c
        JOIN (SELECT * FROM services WHERE {RUNNING}) s ON s.id = c.service_id
        UNION ALL SELECT id, slug, name, 'url', 'web', url FROM services WHERE coalesce(url, '') <> '' AND {RUNNING}
        ORDER BY 3, 4
    """  # noqa: S608  # our own words
    return [ContactUse(*row) for row in db.execute(sql)]


def contacts_of_organisations(db: Database) -> list[tuple[str, str, str]]:
    """The name of each organisation that has a public listing, with its email address and its website where told."""
    sql = f"""SELECT name, coalesce(email, ''), coalesce(url, '') FROM organisations
              WHERE id IN (SELECT organisation_id FROM services WHERE {RUNNING}) ORDER BY name"""  # noqa: S608  # ours
    return [(name, email, url) for name, email, url in db.execute(sql)]


def all_council_numbers(db: Database) -> list[tuple[str, str]]:
    """The name of each council with each of its numbers."""
    sql = "SELECT name, number FROM council_numbers JOIN areas ON areas.code = council ORDER BY name"
    return [(name, number) for name, number in db.execute(sql)]
