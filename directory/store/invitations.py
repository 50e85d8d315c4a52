"""Invitations to keep listings, claims of a listing, and personal links from reminders."""

from datetime import datetime

from sqlite_utils import Database

from directory.domain.errors import ClaimNotFound
from directory.domain.keepers import Claim, ClaimState, Invitation, ReminderLink
from directory.store.codec import from_row, to_row

WITHOUT_ID = frozenset({"id"})


def add_invitation(db: Database, invitation: Invitation, link_hash: str) -> None:
    """In place of any other to the same address for the same organisation; call inside `writing`."""
    sql = "UPDATE invitations SET ended_at = ? WHERE email = ? AND organisation_id IS ? AND ended_at IS NULL"
    db.execute(sql, [invitation.made_at.isoformat(), invitation.email, invitation.organisation_id])
    db.table("invitations").insert({**to_row(invitation, without=WITHOUT_ID), "link_hash": link_hash})


def find_invitation(db: Database, link_hash: str, now: datetime) -> Invitation | None:
    """The one with this link, unless it was accepted or replaced or is too old."""
    sql = "SELECT * FROM invitations WHERE link_hash = ? AND ended_at IS NULL AND ends_at > ?"
    for row in db.query(sql, [link_hash, now.isoformat()]):
        return from_row(Invitation, row)
    return None


def list_open_invitations(db: Database, organisation_id: str, now: datetime) -> list[Invitation]:
    """Those to an organisation that can still be accepted, by address."""
    sql = "SELECT * FROM invitations WHERE organisation_id = ? AND ended_at IS NULL AND ends_at > ? ORDER BY email"
    return [from_row(Invitation, row) for row in db.query(sql, [organisation_id, now.isoformat()])]


def list_every_open_invitation(db: Database, now: datetime) -> list[Invitation]:
    """Those that can still be accepted, of every role, by address."""
    sql = "SELECT * FROM invitations WHERE ended_at IS NULL AND ends_at > ? ORDER BY email, id"
    return [from_row(Invitation, row) for row in db.query(sql, [now.isoformat()])]


def end_invitation_numbered(db: Database, number: int, now: datetime) -> bool:
    """The one of this number, and whether it was open; call inside `writing`."""
    sql = "UPDATE invitations SET ended_at = ? WHERE id = ? AND ended_at IS NULL"
    return bool(db.execute(sql, [now.isoformat(), number]).rowcount)


def end_invitation(db: Database, link_hash: str, now: datetime) -> None:
    """Call inside `writing`."""
    db.execute("UPDATE invitations SET ended_at = ? WHERE link_hash = ?", [now.isoformat(), link_hash])


def end_invitation_to(db: Database, number: int, organisation_id: str, now: datetime) -> bool:
    """The one of this number, and whether it was open; call inside `writing`."""
    sql = "UPDATE invitations SET ended_at = ? WHERE id = ? AND organisation_id = ? AND ended_at IS NULL"
    return bool(db.execute(sql, [now.isoformat(), number, organisation_id]).rowcount)


def end_invitations_by(db: Database, keeper_id: int, now: datetime) -> None:
    """Every one that a keeper has made; call inside `writing`."""
    db.execute("UPDATE invitations SET ended_at = ? WHERE invited_by = ? AND ended_at IS NULL", [now.isoformat(), keeper_id])


def end_invitations_to(db: Database, email: str, now: datetime) -> None:
    """Every one to an address; call inside `writing`."""
    db.execute("UPDATE invitations SET ended_at = ? WHERE email = ? AND ended_at IS NULL", [now.isoformat(), email])


def add_claim(db: Database, claim: Claim) -> None:
    """Store a new one under the next number; call inside `writing`."""
    db.table("claims").insert(to_row(claim, without=WITHOUT_ID))


def save_claim(db: Database, claim: Claim) -> None:
    """Replace one that is there already; call inside `writing`."""
    db.table("claims").update(claim.id, to_row(claim, without=WITHOUT_ID))


def get_claim(db: Database, number: int) -> Claim:
    """Return one, or raise `ClaimNotFound`."""
    for row in db.query("SELECT * FROM claims WHERE id = ?", [number]):
        return from_row(Claim, row)
    raise ClaimNotFound("There is no claim with that number.")


def list_claims(db: Database, state: ClaimState = ClaimState.WAITING) -> list[Claim]:
    """Oldest first."""
    return [from_row(Claim, row) for row in db.query("SELECT * FROM claims WHERE state = ? ORDER BY id", [state.value])]


def count_waiting_claims(db: Database) -> int:
    sql = "SELECT count(*) FROM claims WHERE state = ?"
    return int(db.execute(sql, [ClaimState.WAITING.value]).fetchone()[0])


def list_decided_claims(db: Database, since: datetime) -> list[Claim]:
    """The last decided first."""
    sql = "SELECT * FROM claims WHERE decided_at >= ? ORDER BY decided_at DESC, id DESC"
    return [from_row(Claim, row) for row in db.query(sql, [since.isoformat()])]


def has_waiting_claim(db: Database, service_id: str, email: str) -> bool:
    sql = "SELECT 1 FROM claims WHERE service_id = ? AND email = ? AND state = ?"
    return db.execute(sql, [service_id, email, ClaimState.WAITING.value]).fetchone() is not None


def count_claims(db: Database, service_id: str, since: datetime) -> int:
    sql = "SELECT count(*) FROM claims WHERE service_id = ? AND made_at > ?"
    return int(db.execute(sql, [service_id, since.isoformat()]).fetchone()[0])


def count_claims_of(db: Database, email: str, since: datetime) -> int:
    """Made from one address, of any listing."""
    sql = "SELECT count(*) FROM claims WHERE email = ? AND made_at > ?"
    return int(db.execute(sql, [email, since.isoformat()]).fetchone()[0])


def add_reminder_link(db: Database, link: ReminderLink, link_hash: str) -> None:
    """It ends the one before, of the same keeper for the same listing; call inside `writing`."""
    sql = "UPDATE reminder_links SET ended_at = ? WHERE keeper_id = ? AND service_id = ? AND ended_at IS NULL"
    db.execute(sql, [link.made_at.isoformat(), link.keeper_id, link.service_id])
    db.table("reminder_links").insert({**to_row(link), "link_hash": link_hash})


def find_reminder_link(db: Database, link_hash: str) -> ReminderLink | None:
    """The one with this link, open or not."""
    for row in db.query("SELECT * FROM reminder_links WHERE link_hash = ?", [link_hash]):
        return from_row(ReminderLink, row)
    return None


def end_reminder_links(db: Database, keeper_id: int, now: datetime) -> None:
    """Every one of a keeper; call inside `writing`."""
    sql = "UPDATE reminder_links SET ended_at = ? WHERE keeper_id = ? AND ended_at IS NULL"
    db.execute(sql, [now.isoformat(), keeper_id])
