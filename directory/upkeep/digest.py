"""What waits for editors, in numbers, for one letter a day to each."""

from datetime import datetime

from sqlite_utils import Database

from directory.domain.checks import Cycles
from directory.domain.keepers import Keeper, Role
from directory.domain.proposals import ProposalState
from directory.publishing.queue import count_waiting
from directory.store.corrections import count_reports
from directory.store.database import writing
from directory.store.desk import Pick, count_picked
from directory.store.invitations import count_waiting_claims
from directory.store.letters_sent import claim_letter, drop_letter, went_since
from directory.store.proposals import count_missing, count_proposals_in
from directory.store.provenance import count_differences
from directory.store.services import get_services
from directory.upkeep.checks import due, due_crisis_lines
from directory.upkeep.reminders import silent_listings

DIGEST = "digest"
Counts = tuple[tuple[str, int], ...]


def what_waits(db: Database, *, now: datetime, cycles: Cycles) -> tuple[Counts, Counts]:
    """What waits for every editor, and what waits for admins alone; only piles in which something waits."""
    silent = get_services(db, sorted(silent_listings(db, now.date())))
    late = {one.service_id: one.is_crisis for one in due(db, today=now.date(), cycles=cycles)}
    for_editors = (
        ("Edits to answer", count_waiting(db)),
        ("Notes about what is wrong", count_reports(db, is_safeguarding=False)),
        ("New services", count_proposals_in(db, ProposalState.WAITING) + count_missing(db, is_worry=False)),
        ("Claims of a listing", count_waiting_claims(db)),
        ("Overdue checks of crisis help", sum(late.values())),
        ("Other listings with overdue checks", len(late) - sum(late.values())),
        ("Organisations that answer no letter", len({one.organisation_id for one in silent})),
        ("Differences from imports", count_differences(db)),
        ("Listings with facts read from prose", count_picked(db, Pick.FROM_PROSE)),
        ("Held back listings", count_picked(db, Pick.HELD)),
    )
    for_admins = (
        ("Worries about safety", count_reports(db, is_safeguarding=True) + count_missing(db, is_worry=True)),
        ("Crisis lines to confirm", len(due_crisis_lines(db, today=now.date(), cycles=cycles))),
    )
    return _only_full(for_editors), _only_full(for_admins)


def for_keeper(keeper: Keeper, waits: tuple[Counts, Counts]) -> Counts:
    for_editors, for_admins = waits
    return (*for_admins, *for_editors) if keeper.role is Role.ADMIN else for_editors


def begin_digest(db: Database, keeper: Keeper, *, now: datetime) -> bool:
    """Write down that it goes, unless one went today: then return False."""
    with writing(db):
        return claim_letter(db, DIGEST, to=str(keeper.id), since=_morning(now), now=now)


def digest_failed(db: Database, keeper: Keeper) -> None:
    with writing(db):
        drop_letter(db, DIGEST, to=str(keeper.id))


def has_had_digest(db: Database, keeper: Keeper, *, now: datetime) -> bool:
    return went_since(db, DIGEST, to=str(keeper.id), since=_morning(now))


def _morning(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _only_full(counts: Counts) -> Counts:
    return tuple((what, many) for what, many in counts if many)
