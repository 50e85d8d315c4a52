"""What signing in needs: links and codes that were asked for, sessions, and how often something was tried.

Of every secret only a hash is stored. What was tried is kept under a mark, so that no table holds a stranger's address.
"""

from datetime import datetime

from sqlite_utils import Database

from directory.domain.keepers import Session, SignIn
from directory.store.codec import from_row, to_row


def add_sign_in(db: Database, asked: SignIn, *, link_hash: str, code_hash: str, browser_hash: str) -> None:
    """Store one under the next number; call inside `writing`."""
    row = to_row(asked, without=frozenset({"id"}))
    db.table("sign_ins").insert({**row, "link_hash": link_hash, "code_hash": code_hash, "browser_hash": browser_hash})


def find_sign_in(db: Database, *, link_hash: str, now: datetime) -> SignIn | None:
    """The one with this link, unless it was used or is too old."""
    return _sign_in(db, "link_hash", link_hash, now)


def find_sign_in_of_browser(db: Database, *, browser_hash: str, now: datetime) -> SignIn | None:
    """The one that this browser asked for, unless it was used or is too old."""
    return _sign_in(db, "browser_hash", browser_hash, now)


def get_code_hash(db: Database, sign_in: SignIn) -> str:
    return str(db.execute("SELECT code_hash FROM sign_ins WHERE id = ?", [sign_in.id]).fetchone()[0])


def count_miss(db: Database, sign_in: SignIn) -> None:
    """Call inside `writing`."""
    db.execute("UPDATE sign_ins SET misses = misses + 1 WHERE id = ?", [sign_in.id])


def end_sign_ins(db: Database, keeper_id: int) -> None:
    """Every link and code of a keeper; call inside `writing`."""
    db.execute("DELETE FROM sign_ins WHERE keeper_id = ?", [keeper_id])


def add_session(db: Database, session: Session, id_hash: str) -> None:
    """Call inside `writing`."""
    db.table("keeper_sessions").insert({**to_row(session), "id_hash": id_hash})


def find_session(db: Database, id_hash: str, now: datetime) -> Session | None:
    """The session with this id, unless it has ended."""
    sql = "SELECT * FROM keeper_sessions WHERE id_hash = ? AND ends_at > ?"
    for row in db.query(sql, [id_hash, now.isoformat()]):
        return from_row(Session, row)
    return None


def end_session(db: Database, id_hash: str) -> None:
    """Call inside `writing`."""
    db.execute("DELETE FROM keeper_sessions WHERE id_hash = ?", [id_hash])


def end_sessions(db: Database, keeper_id: int) -> None:
    """Every session of a keeper, on every device; call inside `writing`."""
    db.execute("DELETE FROM keeper_sessions WHERE keeper_id = ?", [keeper_id])


def add_attempt(db: Database, what: str, mark: str, now: datetime) -> None:
    """Call inside `writing`."""
    db.table("attempts").insert({"what": what, "mark": mark, "made_at": now.isoformat()})


def count_attempts(db: Database, what: str, mark: str, since: datetime) -> int:
    sql = "SELECT count(*) FROM attempts WHERE what = ? AND mark = ? AND made_at > ?"
    return int(db.execute(sql, [what, mark, since.isoformat()]).fetchone()[0])


def clear_ended(db: Database, *, now: datetime, attempts_before: datetime) -> None:
    """Wipe what has ended; call inside `writing`."""
    db.execute("DELETE FROM sign_ins WHERE ends_at <= ?", [now.isoformat()])
    db.execute("DELETE FROM keeper_sessions WHERE ends_at <= ?", [now.isoformat()])
    db.execute("DELETE FROM attempts WHERE made_at <= ?", [attempts_before.isoformat()])


def _sign_in(db: Database, column: str, value: str, now: datetime) -> SignIn | None:
    sql = f"SELECT * FROM sign_ins WHERE {column} = ? AND ends_at > ?"  # noqa: S608  # one of our own columns
    for row in db.query(sql, [value, now.isoformat()]):
        return from_row(SignIn, row)
    return None
