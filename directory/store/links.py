"""The web addresses of public listings, and what became of each."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from directory.domain.links import LinkCheck
from directory.domain.services import Channel
from directory.store.codec import from_row, to_row
from directory.store.listings import RUNNING

ON_THE_WEB = (Channel.CHAT, Channel.FORM, Channel.APP)


@dataclass(frozen=True)
class AddressUse:
    """Where an address or postcode stands: a fact of a listing. `is_private` when only editors may know of it."""

    service_id: str
    slug: str
    name: str
    field: str
    is_private: bool = False


def web_addresses(db: Database) -> dict[str, list[AddressUse]]:
    """Every web address of running public listings, and the facts that name it."""
    channels = ", ".join(f"'{one.value}'" for one in ON_THE_WEB)
    sql = f"""
        SELECT url, id, slug, name, 'url' FROM services WHERE url LIKE 'http%' AND {RUNNING}
        UNION ALL
        SELECT c.value, s.id, s.slug, s.name, 'contact_points/' || c.id FROM contact_points c
        JOIN (SELECT * FROM services WHERE {RUNNING}) s ON s.id = c.service_id
        WHERE c.value LIKE 'http%' AND c.channel IN ({channels})
        UNION ALL
        SELECT o.url, s.id, s.slug, s.name, 'organisation' FROM organisations o
        JOIN (SELECT * FROM services WHERE {RUNNING} GROUP BY organisation_id) s ON s.organisation_id = o.id
        WHERE o.url LIKE 'http%'
    """  # noqa: S608  # our own words
    found: dict[str, list[AddressUse]] = defaultdict(list)
    for address, *use in db.execute(sql):
        found[address.strip()].append(AddressUse(*use))
    return dict(found)


def postcodes_told(db: Database) -> list[tuple[str, AddressUse]]:
    """The postcode of every address of running public listings."""
    sql = f"""SELECT l.postcode, s.id, s.slug, s.name, 'locations/' || l.id, l.masked FROM locations l
              JOIN (SELECT * FROM services WHERE {RUNNING}) s ON s.id = l.service_id
              WHERE coalesce(l.postcode, '') <> '' ORDER BY s.name"""  # noqa: S608  # our own words
    return [
        (postcode, AddressUse(service_id, slug, name, field, bool(masked)))
        for postcode, service_id, slug, name, field, masked in db.execute(sql)
    ]


def get_link_checks(db: Database) -> dict[str, LinkCheck]:
    """The last look at each address, by its mark."""
    return {row["mark"]: from_row(LinkCheck, row) for row in db.query("SELECT * FROM link_checks")}


def save_link_check(db: Database, check: LinkCheck) -> None:
    """Insert or replace; call inside `writing`."""
    db.table("link_checks").upsert(to_row(check), pk="mark")


def forget_links(db: Database, but: Collection[str]) -> None:
    """Those whose address stands in no listing any more; call inside `writing`."""
    for mark in set(get_link_checks(db)) - set(but):
        db.execute("DELETE FROM link_checks WHERE mark = ?", [mark])


def count_failed_links(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM link_checks WHERE failures > 0").fetchone()[0])
