"""What two databases of one directory say differently: the one that is to come, and the one that is there now."""

from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from directory.domain.changes import OPEN
from directory.store.backups import beside

NEWEST = "(SELECT facts FROM {}.versions WHERE service_id = s.id ORDER BY number DESC LIMIT 1)"
STANDS = "(s.merged_into IS NULL AND s.published_on IS NOT NULL AND s.suspended = 0 AND s.status IS NOT 'defunct')"
SAME_EDIT = "c.id = o.id AND c.made_by = o.made_by AND c.made_at = o.made_at"
IS_OPEN = "IN ('{}')".format("', '".join(sorted(OPEN)))
OF_COUNCIL = """SELECT group_concat(told) FROM (SELECT label || number || hours || coalesce(note, '') told
                FROM {}.council_numbers n WHERE n.council = a.code ORDER BY 1)"""

GONE = "SELECT s.name FROM now.services s WHERE s.id NOT IN (SELECT id FROM main.services) ORDER BY s.name"
CHANGED = f"""SELECT s.name FROM now.services s JOIN main.services m ON m.id = s.id
              WHERE {NEWEST.format("now")} IS NOT {NEWEST.format("main")} ORDER BY s.name"""  # noqa: S608  # our own words
SHOWN_AGAIN = f"""SELECT s.name FROM main.services s WHERE {STANDS} AND s.id IN (SELECT s.id FROM now.services s
                  WHERE NOT {STANDS}) ORDER BY s.name"""  # noqa: S608  # our own words
HIDDEN_AGAIN = f"""SELECT s.name FROM main.services s WHERE NOT {STANDS} AND s.id IN (SELECT s.id FROM now.services s
                   WHERE {STANDS}) ORDER BY s.name"""  # noqa: S608  # our own words
ORGANISATIONS = """SELECT name FROM (SELECT * FROM now.organisations EXCEPT SELECT * FROM main.organisations)
                   ORDER BY name"""
AWAY = """SELECT s.name FROM now.put_away p JOIN main.services s ON s.id = p.service_id
          WHERE p.service_id NOT IN (SELECT service_id FROM main.put_away) ORDER BY s.name"""
NOT_AWAY = """SELECT s.name FROM main.put_away p JOIN main.services s ON s.id = p.service_id
              WHERE p.service_id IN (SELECT id FROM now.services)
              AND p.service_id NOT IN (SELECT service_id FROM now.put_away) ORDER BY s.name"""
EDITS = f"SELECT c.id FROM now.changes c WHERE NOT EXISTS (SELECT 1 FROM main.changes o WHERE {SAME_EDIT})"  # noqa: S608
WAITING = f"SELECT DISTINCT change_id FROM now.changed_facts WHERE state {IS_OPEN} AND change_id IN ({EDITS})"  # noqa: S608
ANSWERED = f"""SELECT DISTINCT c.id FROM now.changes c JOIN main.changes o ON {SAME_EDIT}
               JOIN now.changed_facts f ON f.change_id = c.id
               JOIN main.changed_facts g ON g.change_id = o.id AND g.field = f.field
               WHERE g.state {IS_OPEN} AND f.state NOT {IS_OPEN}"""  # noqa: S608  # our own words
CHECKS = """SELECT 1 FROM now.checks c WHERE NOT EXISTS (SELECT 1 FROM main.checks o
            WHERE c.id = o.id AND c.service_id = o.service_id AND c.checked_on = o.checked_on)"""
NOTES = "SELECT 1 FROM now.corrections WHERE id NOT IN (SELECT id FROM main.corrections)"
MERGED = """SELECT 1 FROM now.merges c WHERE c.undone_at IS NULL AND NOT EXISTS (SELECT 1 FROM main.merges o
            WHERE c.id = o.id AND c.merged_at = o.merged_at AND o.undone_at IS NULL)"""
CRISIS = """SELECT n.name, n.number, m.number FROM now.crisis_lines n JOIN main.crisis_lines m ON m.slug = n.slug
            WHERE (n.number, n.what_to_do, n.action) <> (m.number, m.what_to_do, m.action) ORDER BY n.position"""
COUNCILS = f"""SELECT a.name FROM now.areas a
               WHERE ({OF_COUNCIL.format("now")}) IS NOT ({OF_COUNCIL.format("main")}) ORDER BY a.name"""  # noqa: S608


@dataclass(frozen=True)
class GoingBack:
    """What a restore takes away or puts back as it was. Listings, councils and organisations by name.

    `gone` are not in the backup at all; `shown_again` everybody sees then and not now, `hidden_again` the other way round.
    `edits` counts those that are lost, `waiting` those of them that nobody has answered; `answered` those that are there in
    the backup without their answers. `notes` are those about listings that are gone, worries too. `crisis` has each line
    with its number now and then.
    """

    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    shown_again: tuple[str, ...] = ()
    hidden_again: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    not_away: tuple[str, ...] = ()
    crisis: tuple[tuple[str, str, str], ...] = ()
    councils: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    edits: int = 0
    waiting: int = 0
    answered: int = 0
    checks: int = 0
    notes: int = 0
    merged: int = 0


def compare(to_come: Database, now: Path) -> GoingBack:
    """What the database to come lacks, or says otherwise, than the one that is there now."""
    with beside(to_come, now):
        return GoingBack(
            gone=_names(to_come, GONE),
            changed=_names(to_come, CHANGED),
            shown_again=_names(to_come, SHOWN_AGAIN),
            hidden_again=_names(to_come, HIDDEN_AGAIN),
            away=_names(to_come, AWAY),
            not_away=_names(to_come, NOT_AWAY),
            crisis=tuple(to_come.execute(CRISIS).fetchall()),
            councils=_names(to_come, COUNCILS),
            organisations=_names(to_come, ORGANISATIONS),
            edits=_count(to_come, EDITS),
            waiting=_count(to_come, WAITING),
            answered=_count(to_come, ANSWERED),
            checks=_count(to_come, CHECKS),
            notes=_count(to_come, NOTES),
            merged=_count(to_come, MERGED),
        )


def _names(db: Database, sql: str) -> tuple[str, ...]:
    return tuple(name for (name,) in db.execute(sql))


def _count(db: Database, sql: str) -> int:
    return len(db.execute(sql).fetchall())
