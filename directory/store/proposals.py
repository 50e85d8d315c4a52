"""Services that are not listed yet. What strangers wrote stays in these tables and nowhere else."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from directory.domain.proposals import MissingService, Proposal, ProposalNotFound, ProposalState
from directory.store.codec import from_row, to_row

WITHOUT_ID = frozenset({"id"})
NOTHING_THERE = "Nothing that was sent in has this number or receipt."


def add_proposal(db: Database, proposal: Proposal, *, receipt_hash: str, link_hash: str, link_ends_at: datetime) -> None:
    """Store a new one under the next number; call inside `writing`."""
    row = to_row(proposal, without=WITHOUT_ID) | {"receipt_hash": receipt_hash, "link_hash": link_hash}
    db.table("proposals").insert(row | {"link_ends_at": link_ends_at.isoformat()})


def save_proposal(db: Database, proposal: Proposal) -> None:
    """Replace one that is there already; call inside `writing`."""
    db.table("proposals").update(proposal.id, to_row(proposal, without=WITHOUT_ID))


def give_link(db: Database, number: int, link_hash: str, ends_at: datetime) -> None:
    """A new link in place of the one before; call inside `writing`."""
    db.table("proposals").update(number, {"link_hash": link_hash, "link_ends_at": ends_at.isoformat()})


def get_proposal(db: Database, number: int) -> Proposal:
    """Return one by its number, or raise `ProposalNotFound`."""
    return _one(db, "id = ?", number)


def get_proposal_by_receipt(db: Database, receipt_hash: str) -> Proposal:
    """Return one by the hash of its receipt, or raise `ProposalNotFound`."""
    return _one(db, "receipt_hash = ?", receipt_hash)


def find_proposal_by_link(db: Database, link_hash: str, now: datetime) -> Proposal | None:
    """The one with this link, unless the link is too old or was replaced."""
    for row in db.query("SELECT * FROM proposals WHERE link_hash = ? AND link_ends_at > ?", [link_hash, now.isoformat()]):
        return from_row(Proposal, row)
    return None


def list_proposals(db: Database, states: Iterable[ProposalState]) -> list[Proposal]:
    """Those in one of these states, the longest waiting first."""
    values = [state.value for state in states]
    sql = f"SELECT * FROM proposals WHERE state IN ({', '.join('?' * len(values))}) ORDER BY confirmed_at, id"  # noqa: S608  # only question marks
    return [from_row(Proposal, row) for row in db.query(sql, values)]


def count_proposals_in(db: Database, state: ProposalState) -> int:
    return int(db.execute("SELECT count(*) FROM proposals WHERE state = ?", [state.value]).fetchone()[0])


def count_proposals(db: Database, since: datetime) -> int:
    """By anybody."""
    return int(db.execute("SELECT count(*) FROM proposals WHERE made_at > ?", [since.isoformat()]).fetchone()[0])


def count_proposals_of(db: Database, sender: str, since: datetime) -> int:
    sql = "SELECT count(*) FROM proposals WHERE sender = ? AND made_at > ?"
    return int(db.execute(sql, [sender, since.isoformat()]).fetchone()[0])


def forget_proposals(db: Database, *, unconfirmed_before: datetime, decided_before: datetime) -> None:
    """Drop what nobody confirmed, and of what was decided long ago who sent it; call inside `writing`."""
    db.execute(
        "DELETE FROM proposals WHERE state = ? AND link_ends_at <= ?",
        [ProposalState.UNCONFIRMED.value, unconfirmed_before.isoformat()],
    )
    db.execute(
        "UPDATE proposals SET who = '', sender = '' WHERE decided_at <= ? AND sender <> ''", [decided_before.isoformat()]
    )


def add_missing(db: Database, note: MissingService, receipt_hash: str) -> None:
    """Store a new one under the next number; call inside `writing`."""
    db.table("missing_services").insert({**to_row(note, without=WITHOUT_ID), "receipt_hash": receipt_hash})


def save_missing(db: Database, note: MissingService) -> None:
    """Replace one that is there already; call inside `writing`."""
    db.table("missing_services").update(note.id, to_row(note, without=WITHOUT_ID))


def get_missing(db: Database, number: int) -> MissingService:
    """Return one by its number, or raise `ProposalNotFound`."""
    return _missing(db, "id = ?", number)


def get_missing_by_receipt(db: Database, receipt_hash: str) -> MissingService:
    """Return one by the hash of its receipt, or raise `ProposalNotFound`."""
    return _missing(db, "receipt_hash = ?", receipt_hash)


def list_missing(db: Database, *, is_worry: bool) -> list[MissingService]:
    """Those not answered yet, oldest first. The two kinds are never listed together."""
    sql = "SELECT * FROM missing_services WHERE is_worry = ? AND outcome IS NULL ORDER BY id"
    return [from_row(MissingService, row) for row in db.query(sql, [int(is_worry)])]


def count_missing(db: Database, *, is_worry: bool) -> int:
    """Those not answered yet."""
    sql = "SELECT count(*) FROM missing_services WHERE is_worry = ? AND outcome IS NULL"
    return int(db.execute(sql, [int(is_worry)]).fetchone()[0])


def count_missing_of_hour(db: Database, hour: datetime, *, is_worry: bool) -> int:
    sql = "SELECT count(*) FROM missing_services WHERE received_at = ? AND is_worry = ?"
    return int(db.execute(sql, [hour.isoformat(), int(is_worry)]).fetchone()[0])


def _one(db: Database, where: str, value: str | int) -> Proposal:
    for row in db.query(f"SELECT * FROM proposals WHERE {where}", [value]):  # noqa: S608  # `where` is one of the above
        return from_row(Proposal, row)
    raise ProposalNotFound(NOTHING_THERE)


def _missing(db: Database, where: str, value: str | int) -> MissingService:
    for row in db.query(f"SELECT * FROM missing_services WHERE {where}", [value]):  # noqa: S608  # one of the above
        return from_row(MissingService, row)
    raise ProposalNotFound(NOTHING_THERE)
