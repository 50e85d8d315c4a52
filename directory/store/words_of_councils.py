"""Taking words out of councils' numbers and their checks. A number goes whole: half a number reaches somebody else."""

from sqlite_utils import Database

from directory.domain.redaction import Scrub

NUMBERS = ("council_numbers", "council_number_checks")
WORDS = ("hours", "note")


def take_out_of_councils(db: Database, scrub: Scrub) -> tuple[str, ...]:
    """The codes of the councils that had the words; call inside `writing`."""
    found: set[str] = set()
    for table in NUMBERS:
        rows = db.execute(f"SELECT rowid, council, number FROM {table}").fetchall()  # noqa: S608  # our own names
        gone = [(row, council) for row, council, number in rows if scrub.finds(number)]
        db.conn.executemany(f"DELETE FROM {table} WHERE rowid = ?", [(row,) for row, _ in gone])  # noqa: S608
        found.update(council for _, council in gone)
    for column in WORDS:
        rows = db.execute(f"SELECT rowid, council, {column} FROM council_numbers").fetchall()  # noqa: S608  # our own names
        changed = [(row, council, scrub(words)) for row, council, words in rows if words and scrub.finds(words)]
        sql = f"UPDATE council_numbers SET {column} = ? WHERE rowid = ?"  # noqa: S608  # our own names
        db.conn.executemany(sql, [(left, row) for row, _, left in changed])
        found.update(council for _, council, _ in changed)
    return tuple(sorted(found))
