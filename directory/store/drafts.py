"""Drafts: one a keeper, listing and form; the newest words stand. Those past their days are gone at the next look."""

import json
from collections.abc import Callable
from datetime import datetime

from sqlite_utils import Database

from directory.domain.drafts import DRAFT_LASTS, Draft
from directory.domain.keepers import moment

KEY = ("keeper_id", "service_id", "form")


def save_draft(db: Database, draft: Draft) -> None:
    """Keep it in place of an earlier one; call inside `writing`."""
    row = vars(draft) | {
        "typed": json.dumps(dict(draft.typed), ensure_ascii=False),
        "kept_at": moment(draft.kept_at).isoformat(),
    }
    db.execute("DELETE FROM drafts WHERE kept_at <= ?", [_oldest(draft.kept_at)])
    db.table("drafts").upsert(row, pk=KEY)


def get_draft(db: Database, keeper_id: int, service_id: str, form: str, now: datetime) -> Draft | None:
    found = (one for one in list_drafts(db, keeper_id, now) if (one.service_id, one.form) == (service_id, form))
    return next(found, None)


def list_drafts(db: Database, keeper_id: int, now: datetime) -> tuple[Draft, ...]:
    """All that a keeper has kept, newest first."""
    sql = "SELECT * FROM drafts WHERE keeper_id = ? AND kept_at > ? ORDER BY kept_at DESC, service_id, form"
    return tuple(
        Draft(**row | {"typed": json.loads(row["typed"]), "kept_at": datetime.fromisoformat(row["kept_at"])})
        for row in db.query(sql, [keeper_id, _oldest(now)])
    )


def drop_draft(db: Database, keeper_id: int, service_id: str, form: str) -> None:
    """Throw it away, if it is there; call inside `writing`."""
    db.execute("DELETE FROM drafts WHERE keeper_id = ? AND service_id = ? AND form = ?", [keeper_id, service_id, form])


def drop_drafts_by(db: Database, keeper_id: int) -> None:
    """Throw away all of somebody who leaves; call inside `writing`."""
    db.execute("DELETE FROM drafts WHERE keeper_id = ?", [keeper_id])


def drop_drafts_of(db: Database, service_id: str) -> None:
    """Throw away everybody's for a listing; call inside `writing`."""
    db.execute("DELETE FROM drafts WHERE service_id = ?", [service_id])


def rewrite_drafts(db: Database, service_id: str, rewrite: Callable[[list[str]], list[str]]) -> int:
    """Change what was typed, everything of one form together; call inside `writing`. Returns how many were changed."""
    rows = db.execute("SELECT rowid, typed FROM drafts WHERE service_id = ?", [service_id]).fetchall()
    changed = 0
    for row, typed in rows:
        told = json.loads(typed)
        left = dict(zip(told, rewrite(list(told.values())), strict=True))
        if left != told:
            changed += 1
            db.execute("UPDATE drafts SET typed = ? WHERE rowid = ?", [json.dumps(left, ensure_ascii=False), row])
    return changed


def _oldest(now: datetime) -> str:
    return moment(now - DRAFT_LASTS).isoformat()
