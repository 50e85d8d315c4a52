"""Counts of the whole directory, without a name in them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlite_utils import Database

from directory.domain.checks import CheckScope
from directory.store.listings import RUNNING

# What a listing is at present; the first that holds.
STATES = """CASE WHEN merged_into IS NOT NULL THEN 'merged' WHEN suspended = 1 THEN 'looked into'
            WHEN published_on IS NULL THEN 'not public yet' WHEN status IN ('inactive', 'defunct') THEN 'ended'
            WHEN left_search_on IS NOT NULL THEN 'left searches' WHEN status = 'temporarily closed' THEN 'closed for now'
            ELSE 'open' END"""
PUBLIC_CONTACT = "FROM contact_points WHERE service_id = services.id AND professionals_only = 0"
# By fact: what is so of a running public listing that has not told it.
NOT_TOLD = {
    "contact": f"NOT EXISTS (SELECT 1 {PUBLIC_CONTACT})",
    "hours": f"NOT EXISTS (SELECT 1 {PUBLIC_CONTACT} AND schedules IS NOT NULL)",
    "wait": "NOT EXISTS (SELECT 1 FROM waits WHERE service_id = services.id)",
    "new people": "taking_new_people IS NULL",
    "ages": "NOT EXISTS (SELECT 1 FROM age_rules WHERE service_id = services.id)",
    "area": "catchment_told = 0",
    "not for": "threshold_not_for_plain IS NULL",
    "parents": "confidentiality_parents IS NULL",
    "routes": "instr(' ' || facets_told || ' ', ' routes ') = 0",
    "next": "what_happens_next IS NULL",
    "cost": "cost_kind IS NULL",
    "languages": "languages IS NULL",
}


def count_by_state(db: Database) -> dict[str, int]:
    return dict(db.execute(f"SELECT {STATES}, count(*) FROM services WHERE merged_into IS NULL GROUP BY 1").fetchall())  # noqa: S608  # our own words


def count_not_told(db: Database) -> dict[str, int]:
    """How many running public listings have not told us each fact."""
    sums = ", ".join(f"coalesce(sum({so}), 0)" for so in NOT_TOLD.values())
    row = db.execute(f"SELECT {sums} FROM services WHERE {RUNNING}").fetchone()  # noqa: S608  # our own words
    return dict(zip(NOT_TOLD, row, strict=True))


def count_unconfirmed(db: Database) -> int:
    """Running public listings with a fact that was read from prose and that nobody has confirmed."""
    sql = f"SELECT count(*) FROM services WHERE unconfirmed <> '[]' AND {RUNNING}"  # noqa: S608  # our own words
    return int(db.execute(sql).fetchone()[0])


def last_confirmed(db: Database) -> Mapping[str, Mapping[CheckScope, date]]:
    """The day of the last confirmed check of each scope, by listing."""
    found: dict[str, dict[CheckScope, date]] = defaultdict(dict)
    sql = "SELECT service_id, scope, max(checked_on) FROM checks WHERE outcome = 'confirmed' GROUP BY service_id, scope"
    for service_id, scope, day in db.execute(sql):
        found[service_id][CheckScope(scope)] = date.fromisoformat(day)
    return found
