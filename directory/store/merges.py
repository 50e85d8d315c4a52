"""What was merged into what, what moved with it, and which pairs are known to be two."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.changes import OPEN
from directory.domain.events import Subject
from directory.domain.keepers import ClaimState
from directory.domain.listing_reports import ReportState
from directory.domain.merges import Merge, MergeNotFound, Moved
from directory.domain.organisations import Identifier, IdentifierScheme, Organisation
from directory.store.codec import from_row, to_json, to_row
from directory.store.database import touch_content

TABLES = {Subject.SERVICE: "services", Subject.ORGANISATION: "organisations"}
BETWEEN = "\n"
OPEN_STATES = tuple(state.value for state in OPEN)


def add_merge(db: Database, merge: Merge) -> Merge:
    """Store a new one, and let everything that asks for the merged one be led on; call inside `writing`."""
    number = db.table("merges").insert(to_row(merge, without=frozenset({"id"}))).last_pk
    _lead_on(db, merge.subject, merge.merged_id, merge.kept_id)
    return replace(merge, id=int(str(number)))


def end_merge(db: Database, merge: Merge, undone_at: datetime) -> None:
    """Both stand for themselves again; call inside `writing`."""
    db.execute("UPDATE merges SET undone_at = ? WHERE id = ?", [undone_at.isoformat(), merge.id])
    _lead_on(db, merge.subject, merge.merged_id, None)


def get_merge(db: Database, number: int) -> Merge:
    """Return one, or raise `MergeNotFound`."""
    for row in db.query("SELECT * FROM merges WHERE id = ?", [number]):
        return from_row(Merge, row)
    raise MergeNotFound("Nothing was merged under that number.")


def list_merges(db: Database, most: int = 100) -> tuple[Merge, ...]:
    """Newest first, those that were put apart again too."""
    return tuple(from_row(Merge, row) for row in db.query("SELECT * FROM merges ORDER BY id DESC LIMIT ?", [most]))


def merges_into(db: Database, subject: Subject, kept_id: str) -> tuple[Merge, ...]:
    """What was merged into one, newest first, those that were put apart again too."""
    sql = "SELECT * FROM merges WHERE subject = ? AND kept_id = ? ORDER BY id DESC"
    return tuple(from_row(Merge, row) for row in db.query(sql, [subject.value, kept_id]))


def merged_into(db: Database, subject: Subject, one_id: str) -> str | None:
    """The one that it was merged into; None for one that stands for itself."""
    sql = f"SELECT merged_into FROM {TABLES[subject]} WHERE id = ?"  # noqa: S608  # our own table names
    row = db.execute(sql, [one_id]).fetchone()
    return row[0] if row else None


def ids_merged_into(db: Database, subject: Subject, kept_id: str) -> tuple[str, ...]:
    """Every one that leads on to this one, by however many steps."""
    table = TABLES[subject]
    sql = f"""WITH RECURSIVE led(id) AS (
                  SELECT id FROM {table} WHERE merged_into = ?
                  UNION SELECT {table}.id FROM {table} JOIN led ON {table}.merged_into = led.id)
              SELECT id FROM led ORDER BY id"""  # noqa: S608  # our own table names
    return tuple(row[0] for row in db.execute(sql, [kept_id]))


def ids_ever_merged_with(db: Database, subject: Subject, one_id: str) -> tuple[str, ...]:
    """Every one that was merged with it, either way and by however many steps, those that were put apart again too."""
    sql = """WITH RECURSIVE pairs(one, other) AS (
                 SELECT kept_id, merged_id FROM merges WHERE subject = :subject
                 UNION SELECT merged_id, kept_id FROM merges WHERE subject = :subject),
             kin(id) AS (SELECT :id UNION SELECT other FROM pairs JOIN kin ON one = kin.id)
             SELECT id FROM kin WHERE id <> :id ORDER BY id"""
    return tuple(row[0] for row in db.execute(sql, {"subject": subject.value, "id": one_id}))


def first_merged_at(db: Database, subject: Subject, one_id: str) -> datetime | None:
    """When one was merged for the first time, either way; None for one that never was."""
    sql = "SELECT min(merged_at) FROM merges WHERE subject = ? AND ? IN (kept_id, merged_id)"
    row = db.execute(sql, [subject.value, one_id]).fetchone()
    return datetime.fromisoformat(row[0]) if row[0] else None


def drop_moved_numbers(db: Database, is_gone: Callable[[str], bool]) -> int:
    """Forget which numbers in registers a merge moved; call inside `writing`. Returns how many were forgotten."""
    count = 0
    for row in list(db.query("SELECT * FROM merges WHERE subject = ?", [Subject.ORGANISATION.value])):
        merge = from_row(Merge, row)
        left = tuple(one for one in merge.moved if not (_is_number(one) and is_gone(one.key.split(BETWEEN)[1])))
        if left != merge.moved:
            count += len(merge.moved) - len(left)
            db.execute("UPDATE merges SET moved = ? WHERE id = ?", [to_json(left), merge.id])
    return count


def _is_number(moved: Moved) -> bool:
    return moved.table == "organisation_identifiers"


def say_not_the_same(db: Database, subject: Subject, pair: Iterable[str], *, by: str, at: datetime) -> None:
    """Remember that two are two; call inside `writing`."""
    one, other = sorted(pair)
    row = {"subject": subject.value, "one_id": one, "other_id": other, "decided_by": by, "decided_at": at.isoformat()}
    db.table("not_the_same").upsert(row, pk=("subject", "one_id", "other_id"))


def forget_not_the_same(db: Database, subject: Subject, pair: Iterable[str]) -> None:
    """Ask about them again; call inside `writing`."""
    sql = "DELETE FROM not_the_same WHERE subject = ? AND one_id = ? AND other_id = ?"
    db.execute(sql, [subject.value, *sorted(pair)])


def pairs_not_the_same(db: Database, subject: Subject) -> list[tuple[str, str]]:
    """The last decided first."""
    sql = "SELECT one_id, other_id FROM not_the_same WHERE subject = ? ORDER BY decided_at DESC, one_id, other_id"
    return [(one, other) for one, other in db.execute(sql, [subject.value])]


def move_to_kept(db: Database, merged_id: str, kept_id: str, *, made_from: int) -> tuple[Moved, ...]:
    """What still waits for somebody, the letters' links, and the records of sources; call inside `writing`.

    An edit was made from a version of the merged one; it now counts as made from `made_from` of the kept one.
    """
    return (
        *_moved_changes(db, merged_id, kept_id, made_from),
        *_moved_by_id(db, "corrections", f"state <> '{ReportState.ANSWERED.value}'", merged_id, kept_id),
        *_moved_by_id(db, "claims", f"state = '{ClaimState.WAITING.value}'", merged_id, kept_id),
        *_moved_links(db, merged_id, kept_id),
        *_moved_drafts(db, merged_id, kept_id, made_from),
        *_moved_records(db, merged_id, kept_id),
        *_copied_provenance(db, merged_id, kept_id),
    )


def move_back(db: Database, moved: Iterable[Moved], *, merged_id: str, kept_id: str) -> None:
    """Whatever of it the kept one still has; call inside `writing`."""
    for one in moved:
        if one.table == "provenance":
            field, source = one.key.split(BETWEEN)
            sql = "DELETE FROM provenance WHERE service_id = ? AND field = ? AND source = ?"
            db.execute(sql, [kept_id, field, source])
        elif one.table == "changes":
            made_from, version = one.before.split(BETWEEN)
            sql = "UPDATE changes SET service_id = ?, made_from = ?, version = ? WHERE id = ? AND service_id = ?"
            db.execute(sql, [merged_id, int(made_from), int(version) if version else None, one.key, kept_id])
        elif one.table == "source_records":
            sql = (
                "UPDATE source_records SET service_id = ?, is_second = ? WHERE source = ? AND record = ? AND service_id = ?"
            )
            db.execute(sql, [merged_id, int(one.before), *one.key.split(BETWEEN), kept_id])
        elif one.table == "drafts":
            keeper_id, form = one.key.split(BETWEEN)
            sql = """UPDATE OR IGNORE drafts SET service_id = ?, made_from = ?
                     WHERE keeper_id = ? AND form = ? AND service_id = ?"""
            db.execute(sql, [merged_id, int(one.before), keeper_id, form, kept_id])
        else:
            key = "link_hash" if one.table == "reminder_links" else "id"
            sql = f"UPDATE {one.table} SET service_id = ? WHERE {key} = ? AND service_id = ?"  # noqa: S608  # our own names
            db.execute(sql, [merged_id, one.key, kept_id])


def move_to_kept_organisation(db: Database, merged: Organisation, kept: Organisation) -> tuple[Moved, ...]:
    """Its keepers, open invitations and numbers, which are the kept one's by now; call inside `writing`."""
    had = {row[0] for row in db.execute("SELECT keeper_id FROM keeper_organisations WHERE organisation_id = ?", [kept.id])}
    keepers = db.execute("SELECT keeper_id FROM keeper_organisations WHERE organisation_id = ?", [merged.id]).fetchall()
    for (keeper_id,) in keepers:
        db.execute("INSERT OR IGNORE INTO keeper_organisations VALUES (?, ?)", [keeper_id, kept.id])
    db.execute("DELETE FROM keeper_organisations WHERE organisation_id = ?", [merged.id])
    sql = "UPDATE invitations SET organisation_id = ? WHERE organisation_id = ? AND ended_at IS NULL RETURNING id"
    invitations = db.execute(sql, [kept.id, merged.id]).fetchall()
    return (
        *(Moved("keeper_organisations", str(one), "too" if one in had else "") for (one,) in keepers),
        *(Moved("invitations", str(one)) for (one,) in invitations),
        *(
            Moved("organisation_identifiers", f"{one.scheme.value}{BETWEEN}{one.value}", "too" * (one in kept.identifiers))
            for one in merged.identifiers
        ),
    )


def service_ids_moved(ids: Iterable[str]) -> tuple[Moved, ...]:
    return tuple(Moved("services", one) for one in ids)


def give_back_of_organisation(
    db: Database, moved: Iterable[Moved], *, merged_id: str, kept_id: str
) -> dict[Identifier, bool]:
    """Keepers who have not left and invitations go back; returns the numbers that do, and which the kept one had too.

    Call inside `writing`.
    """
    numbers = {}
    for one in moved:
        if one.table == "keeper_organisations":
            present = "SELECT id, ? FROM keepers WHERE id = ? AND left_at IS NULL"
            db.execute(f"INSERT OR IGNORE INTO keeper_organisations {present}", [merged_id, one.key])
            if not one.before:
                sql = "DELETE FROM keeper_organisations WHERE keeper_id = ? AND organisation_id = ?"
                db.execute(sql, [one.key, kept_id])
        elif one.table == "invitations":
            sql = "UPDATE invitations SET organisation_id = ? WHERE id = ? AND organisation_id = ?"
            db.execute(sql, [merged_id, one.key, kept_id])
        elif one.table == "organisation_identifiers":
            scheme, value = one.key.split(BETWEEN)
            numbers[Identifier(IdentifierScheme(scheme), value)] = bool(one.before)
    return numbers


def _lead_on(db: Database, subject: Subject, merged_id: str, kept_id: str | None) -> None:
    sql = f"UPDATE {TABLES[subject]} SET merged_into = ? WHERE id = ?"  # noqa: S608  # our own table names
    db.execute(sql, [kept_id, merged_id])
    touch_content(db)


def _moved_changes(db: Database, merged_id: str, kept_id: str, made_from: int) -> list[Moved]:
    marks = ", ".join("?" * len(OPEN_STATES))
    sql = f"""SELECT id, made_from, version FROM changes WHERE service_id = ?
              AND id IN (SELECT change_id FROM changed_facts WHERE state IN ({marks}))"""  # noqa: S608  # question marks
    found = db.execute(sql, [merged_id, *OPEN_STATES]).fetchall()
    for number, *_ in found:
        sql = "UPDATE changes SET service_id = ?, made_from = ?, version = NULL WHERE id = ?"
        db.execute(sql, [kept_id, made_from, number])
    return [Moved("changes", str(number), f"{told}{BETWEEN}{version or ''}") for number, told, version in found]


def _moved_by_id(db: Database, table: str, where: str, merged_id: str, kept_id: str) -> list[Moved]:
    sql = f"UPDATE {table} SET service_id = ? WHERE service_id = ? AND {where} RETURNING id"  # noqa: S608  # our own names
    return [Moved(table, str(row[0])) for row in db.execute(sql, [kept_id, merged_id]).fetchall()]


def _moved_links(db: Database, merged_id: str, kept_id: str) -> list[Moved]:
    """A keeper's link to the kept one, if there is one, is the newer one and stays the only open one."""
    sql = """UPDATE reminder_links SET service_id = ? WHERE service_id = ? AND ended_at IS NULL AND keeper_id NOT IN
             (SELECT keeper_id FROM reminder_links WHERE service_id = ? AND ended_at IS NULL) RETURNING link_hash"""
    return [Moved("reminder_links", row[0]) for row in db.execute(sql, [kept_id, merged_id, kept_id]).fetchall()]


def _moved_drafts(db: Database, merged_id: str, kept_id: str, made_from: int) -> list[Moved]:
    """Half-filled forms, but where somebody has begun the same one for the kept listing."""
    sql = "SELECT keeper_id, form, made_from FROM drafts WHERE service_id = ?"
    found = db.execute(sql, [merged_id]).fetchall()
    for keeper_id, form, _ in found:
        sql = "UPDATE OR IGNORE drafts SET service_id = ?, made_from = ? WHERE keeper_id = ? AND service_id = ? AND form = ?"
        db.execute(sql, [kept_id, made_from, keeper_id, merged_id, form])
    return [Moved("drafts", f"{keeper_id}{BETWEEN}{form}", str(told)) for keeper_id, form, told in found]


def _moved_records(db: Database, merged_id: str, kept_id: str) -> list[Moved]:
    """Of two records of one source the kept one's is followed, and the other is only known."""
    followed = {row[0] for row in db.execute("SELECT source FROM source_records WHERE service_id = ?", [kept_id])}
    found = db.execute("SELECT source, record, is_second FROM source_records WHERE service_id = ?", [merged_id]).fetchall()
    for source, record, was_second in found:
        is_second = int(was_second or source in followed)
        sql = "UPDATE source_records SET service_id = ?, is_second = ? WHERE source = ? AND record = ?"
        db.execute(sql, [kept_id, is_second, source, record])
    return [Moved("source_records", f"{source}{BETWEEN}{record}", str(was)) for source, record, was in found]


def _copied_provenance(db: Database, merged_id: str, kept_id: str) -> list[Moved]:
    """What sources told of the merged one, so that only what they tell anew is new. Parts are numbered within a listing."""
    sql = "SELECT field, source, imported, read_from_prose, kept_here FROM provenance WHERE service_id = ?"
    found = db.execute(sql, [merged_id]).fetchall()
    copied = []
    for field, source, imported, *rest in found:
        told = imported.replace(f'"{merged_id}-', f'"{kept_id}-')
        statement = """INSERT OR IGNORE INTO provenance (service_id, field, source, imported, read_from_prose, kept_here)
                       VALUES (?, ?, ?, ?, ?, ?)"""
        if db.execute(statement, [kept_id, field, source, told, *rest]).rowcount:
            copied.append(Moved("provenance", f"{field}{BETWEEN}{source}"))
    return copied
