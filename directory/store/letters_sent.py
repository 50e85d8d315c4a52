"""When a letter of a kind went last, so that it does not go again too soon."""

from datetime import datetime

from sqlite_utils import Database

from directory.domain.keepers import moment


def claim_letter(db: Database, what: str, *, to: str, since: datetime, now: datetime) -> bool:
    """Write down that it goes now, unless it went after `since`: then return False. Call inside `writing`."""
    sql = """INSERT INTO letters_sent (what, to_whom, sent_at) VALUES (?, ?, ?)
             ON CONFLICT (what, to_whom) DO UPDATE SET sent_at = excluded.sent_at WHERE letters_sent.sent_at < ?"""
    row = [what, to, moment(now).isoformat(), moment(since).isoformat()]
    return bool(db.execute(sql, row).rowcount)


def drop_letter(db: Database, what: str, *, to: str) -> None:
    """It has certainly not gone; call inside `writing`."""
    db.execute("DELETE FROM letters_sent WHERE what = ? AND to_whom = ?", [what, to])


def went_since(db: Database, what: str, *, to: str, since: datetime) -> bool:
    sql = "SELECT count(*) FROM letters_sent WHERE what = ? AND to_whom = ? AND sent_at >= ?"
    return bool(db.execute(sql, [what, to, moment(since).isoformat()]).fetchone()[0])
