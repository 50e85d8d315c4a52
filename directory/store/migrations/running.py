"""Running the statements of one migration."""

from sqlite_utils import Database


def run_script(db: Database, script: str) -> None:
    """One statement at a time: `executescript` would commit the transaction the migration runs in.

    A statement ends with a semicolon at the end of a line, so that a trigger is written on one line.
    """
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
