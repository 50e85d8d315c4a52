"""What people wrote beside the facts of listings: where it is kept, who holds a text, and how it is rewritten."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from sqlite_utils import Database

from directory.domain.redaction import ADDRESS
from directory.domain.ways_of_writing import APART, JOINED

Rewrite = Callable[[str], str]
Holds = Callable[[str], bool]
Place = tuple[str, str, str]
OF_ITS_EDIT = "change_id IN (SELECT id FROM changes WHERE service_id = :service)"
OF_ITS_ORGANISATION = "inclusion_checks.organisation_id = (SELECT organisation_id FROM services s WHERE s.id = :service)"
# Those of the lines on every page say what everybody must be able to read, and only those who keep them change them.
NOT_OF_A_LINE_NOW = """NOT EXISTS (SELECT 1 FROM crisis_lines WHERE crisis_lines.slug = crisis_line_checks.slug
                       AND crisis_lines.what_to_do = crisis_line_checks.what_to_do)"""
OFFERED = ("organisation", "name", "summary", "area", "number", "for_whom", "phone", "email", "url", "other_way")
PROPOSED = (
    *(f"offered_{name}" for name in OFFERED),
    *(f"inclusion_{name}" for name in ("legal_body", "lead_role", "regulator")),
    *("who", "questions", "reason"),
)
OF_ORGANISATION = (
    *("name", "description", "url", "email"),
    *(f"inclusion_{name}" for name in ("legal_body", "lead_role", "regulator")),
)
# Table, column, and which rows belong to a listing.
REMARKS: tuple[Place, ...] = (
    ("versions", "reason", "service_id = :service"),
    ("changes", "note", "service_id = :service"),
    ("changed_facts", "reason", OF_ITS_EDIT),
    ("changed_facts", "confirmed_through", OF_ITS_EDIT),
    *(("corrections", column, "service_id = :service") for column in ("text", "note", "what_was_done")),
    *(("claims", column, "service_id = :service") for column in ("work", "rang", "found_at", "note")),
    *(("proposals", column, "service_id = :service") for column in PROPOSED),
    *(("inclusion_checks", column, OF_ITS_ORGANISATION) for column in ('"where"', "checked_by")),
)
# Words that belong to no listing.
BESIDE_ALL: tuple[Place, ...] = (
    *(("proposals", column, "service_id IS NULL") for column in PROPOSED),
    *(("missing_services", column, "1") for column in ("name", "place", "text", "note")),
    *(("organisations", column, "id NOT IN (SELECT organisation_id FROM services)") for column in OF_ORGANISATION),
    *(("crisis_line_checks", column, NOT_OF_A_LINE_NOW) for column in ("what_to_do", "action")),
)
IN_JSON = frozenset({("proposals", "questions")})
FACTS_IN_JSON = (
    "SELECT service_id, facts FROM versions",
    "SELECT service_id, before, after FROM changed_facts JOIN changes ON changes.id = change_id",
    "SELECT service_id, imported FROM provenance",
    "SELECT service_id, ours, theirs FROM differences",
    "SELECT service_id, typed FROM drafts",
    """SELECT service_id, facts FROM organisation_versions
       JOIN (SELECT id AS service_id, organisation_id FROM services) USING (organisation_id)""",
    """SELECT service_id, facts FROM organisation_versions
       JOIN (SELECT s.id AS service_id, m.id AS organisation_id
             FROM services s JOIN organisations m ON m.merged_into = s.organisation_id) USING (organisation_id)""",
)
TABLES_OF_FACTS = ("contact_points", "locations", "waits", "catchment_conditions")
FACTS_NOW = (
    "SELECT id, * FROM services",
    *(f"SELECT service_id, * FROM {table}" for table in TABLES_OF_FACTS),  # noqa: S608  # our own names
    "SELECT services.id, organisations.* FROM services JOIN organisations ON organisations.id = organisation_id",
    "SELECT services.id, m.* FROM services JOIN organisations m ON m.merged_into = services.organisation_id",
    "SELECT services.id, value FROM services JOIN organisation_identifiers USING (organisation_id)",
)
EDITS_OF_PLACES = (
    "SELECT DISTINCT service_id FROM changes JOIN changed_facts ON change_id = changes.id WHERE field LIKE 'locations/%'"
)
NAME_IN_JSON = re.compile(r'(?<!\\)"\w+":(?:null,?)?')


def rewrite_remarks(db: Database, service_id: str, rewrite: Rewrite) -> int:
    """Change what people wrote beside the facts of a listing; call inside `writing`. Returns how much was changed."""
    return sum(_rewrite_column(db, place, {"service": service_id}, rewrite) for place in REMARKS)


def rewrite_beside_all(db: Database, rewrite: Rewrite) -> int:
    """Change what people wrote that belongs to no listing; call inside `writing`. Returns how much was changed."""
    return sum(_rewrite_column(db, place, {}, rewrite) for place in BESIDE_ALL)


def drop_links(db: Database, holds: Holds) -> int:
    """Forget where web links lead to addresses that hold a text; call inside `writing`. They are looked at again."""
    led = db.execute("SELECT mark, leads_to FROM link_checks WHERE leads_to IS NOT NULL").fetchall()
    gone = [(mark,) for mark, leads_to in led if holds(leads_to)]
    db.conn.executemany("DELETE FROM link_checks WHERE mark = ?", gone)
    return len(gone)


def ids_with_words(db: Database, holds: Holds) -> list[str]:
    """The listings of whose words, wherever they are kept, any holds a text."""
    return sorted(set(chain(_with_facts_kept(db, holds), _with_remarks(db, holds), _with_facts_now(db, holds))))


def ids_with_edits_of_places(db: Database) -> list[str]:
    """The listings of which somebody has edited an address, in parts that stand in rows of their own."""
    return [service_id for (service_id,) in db.execute(EDITS_OF_PLACES)]


def _with_facts_kept(db: Database, holds: Holds) -> Iterator[str]:
    """By what versions, edits, sources and half-filled forms say."""
    for sql in FACTS_IN_JSON:
        rows = db.execute(sql)
        yield from (service_id for service_id, *texts in rows if any(_holds_facts(text, holds) for text in texts))


def _with_remarks(db: Database, holds: Holds) -> Iterator[str]:
    for table, column, of_listing in REMARKS:
        of_each = of_listing.replace(":service", "services.id")
        sql = f"SELECT services.id, {table}.{column} FROM services JOIN {table} ON {of_each}"  # noqa: S608  # our own names
        yield from (service_id for service_id, words in db.execute(sql) if words and holds(words))


def _with_facts_now(db: Database, holds: Holds) -> Iterator[str]:
    """By what stands in the tables themselves, a row at a time."""
    for sql in FACTS_NOW:
        rows = db.execute(sql)
        names = [column[0] for column in rows.description]
        for service_id, *cells in rows:
            row = {name: cell for name, cell in zip(names[1:], cells, strict=True) if isinstance(cell, str)}
            if holds(_as_read(APART.join(row.values()))) or holds(_address_in(row)):
                yield from [service_id] if any(holds(run) for run in _runs(_opened(row))) else []


def _holds_facts(facts: str, holds: Holds) -> bool:
    """A quick look first, which may find too much."""
    return holds(_as_read(facts)) and any(holds(run) for run in _runs(json.loads(facts)))


def _as_read(facts: str) -> str:
    """Facts in JSON with its signs as they are in the words themselves: enough to look for words in."""
    values = NAME_IN_JSON.sub("", facts).replace('","', JOINED)
    return values.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")


def _opened(row: dict[str, str]) -> dict[str, Any]:
    return {name: json.loads(cell) if cell.startswith(('["', '{"')) else cell for name, cell in row.items()}


def _runs(told: Any) -> Iterator[str]:
    """Every text, the lines of a list as one, and the parts of an address as one."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list):
        yield JOINED.join(one for one in told if isinstance(one, str))
        for one in told:
            yield from _runs(one)
    elif isinstance(told, dict):
        yield _address_in(told)
        for one in told.values():
            yield from _runs(one)


def _address_in(told: dict[str, Any]) -> str:
    return JOINED.join(told[name] for name in ADDRESS if isinstance(told.get(name), str))


def _rewrite_column(db: Database, place: Place, values: dict[str, str], rewrite: Rewrite) -> int:
    table, column, where = place
    read = f"SELECT rowid, {column} FROM {table} WHERE {where} AND {column} IS NOT NULL"  # noqa: S608  # our own names
    is_json = (table, column) in IN_JSON
    rows = [(rowid, words, _rewritten(words, rewrite, is_json=is_json)) for rowid, words in db.execute(read, values)]
    changed = [(rewritten, rowid) for rowid, words, rewritten in rows if rewritten != words]
    db.conn.executemany(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", changed)  # noqa: S608  # our own names
    return len(changed)


def _rewritten(words: str, rewrite: Rewrite, *, is_json: bool) -> str:
    if not is_json:
        return rewrite(words)
    told = json.loads(words)
    rewritten = _each_text(told, rewrite)
    return words if rewritten == told else json.dumps(rewritten, ensure_ascii=False)


def _each_text(told: Any, rewrite: Rewrite) -> Any:
    if isinstance(told, str):
        return rewrite(told)
    if isinstance(told, list):
        return [_each_text(one, rewrite) for one in told]
    if isinstance(told, dict):
        return {name: _each_text(one, rewrite) for name, one in told.items()}
    return told
