"""What an editor's first page leads to: each pile, what it is for, and how many wait in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from directory.domain.proposals import ProposalState
from directory.editors.broken import count_broken
from directory.editors.checks import count_pile, count_silent
from directory.editors.councils import count_councils_to_see_to
from directory.editors.crisis_lines import count_due_lines
from directory.publishing.queue import count_live, count_waiting
from directory.store.corrections import count_reports
from directory.store.desk import Pick, count_picked
from directory.store.invitations import count_waiting_claims
from directory.store.proposals import count_missing, count_proposals_in
from directory.store.provenance import count_differences
from directory.upkeep.inclusion import count_inclusion

Count = Callable[[Database, datetime], int]
ANSWER, KEEP_TRUE, LOOK_AFTER = "To answer", "To keep true", "To look after"


@dataclass(frozen=True)
class Pile:
    """One page of the desk. `count` says how many wait; without one it is a page to go to."""

    group: str
    title: str
    endpoint: str
    what: str
    count: Count | None = None
    admins_only: bool = False


def _notes(db: Database, now: datetime) -> int:
    return count_reports(db, is_safeguarding=False)


def _worries(db: Database, now: datetime) -> int:
    return count_reports(db, is_safeguarding=True)


def _new(db: Database, now: datetime) -> int:
    return count_proposals_in(db, ProposalState.WAITING) + count_missing(db, is_worry=False)


def _alarms(db: Database, now: datetime) -> int:
    return count_missing(db, is_worry=True)


def _edits(db: Database, now: datetime) -> int:
    return count_waiting(db)


def _live(db: Database, now: datetime) -> int:
    return count_live(db, today=now.date())


def _differences(db: Database, now: datetime) -> int:
    return count_differences(db)


def _held(db: Database, now: datetime) -> int:
    return count_picked(db, Pick.HELD)


def _prose(db: Database, now: datetime) -> int:
    return count_picked(db, Pick.FROM_PROSE)


def _claims(db: Database, now: datetime) -> int:
    return count_waiting_claims(db)


# In the order they are shown; those of a group stand together.
PILES: tuple[Pile, ...] = (
    Pile(ANSWER, "Edits to answer", "editors.list_changes", "What keepers want to change.", _edits),
    Pile(ANSWER, "Small news that went live", "editors.list_live_changes", "Hours, waits, closures: glance, undo.", _live),
    Pile(ANSWER, "Worries about safety", "editors.list_worries", "For the safeguarding lead.", _worries, admins_only=True),
    Pile(ANSWER, "What people say is wrong", "editors.list_corrections", "Notes about listings, oldest first.", _notes),
    Pile(ANSWER, "New services", "editors.list_new", "Sent in, or said to be missing here.", _new),
    Pile(
        ANSWER, "Worries among these", "editors.list_note_worries", "For the safeguarding lead.", _alarms, admins_only=True
    ),
    Pile(ANSWER, "Held back listings", "editors.list_held", "From imports and forms: not public yet.", _held),
    Pile(ANSWER, "Claims of a listing", "editors.list_every_claim", "Who says one is theirs. Ring first.", _claims),
    Pile(KEEP_TRUE, "Overdue checks", "editors.list_checks", "Ring, tick, save: crisis help first.", count_pile),
    Pile(KEEP_TRUE, "Nobody answers", "editors.list_silent", "Three letters in vain: ring them.", count_silent),
    Pile(KEEP_TRUE, "Who may be listed", "editors.list_inclusion", "Told us late, never, or with gaps.", count_inclusion),
    Pile(KEEP_TRUE, "Crisis lines", "editors.list_crisis_lines", "On every page: check each month.", count_due_lines, True),
    Pile(KEEP_TRUE, "Councils’ numbers", "editors.list_councils", "For a worry about a child.", count_councils_to_see_to),
    Pile(KEEP_TRUE, "Likely duplicates", "editors.list_duplicates", "What may be here twice, merging, and what was merged."),
    Pile(KEEP_TRUE, "Differences from imports", "editors.list_differences", "Ours beside theirs.", _differences),
    Pile(
        KEEP_TRUE,
        "Broken links and postcodes",
        "editors.list_broken",
        "What leads nowhere, and how to mend it.",
        count_broken,
    ),
    Pile(KEEP_TRUE, "Facts read from prose", "editors.list_prose", "To confirm, beside the words.", _prose),
    Pile(LOOK_AFTER, "Listings", "editors.list_listings", "Find any listing: versions, suspend, retire."),
    Pile(LOOK_AFTER, "Many listings in one sheet", "editors.show_sheets", "Take a sheet, change it, and send it back."),
    Pile(LOOK_AFTER, "The words of search", "editors.show_words", "Try what somebody might type, and see what it finds."),
    Pile(LOOK_AFTER, "Areas", "editors.show_areas", "Councils and boards, and how many listings name each."),
    Pile(
        LOOK_AFTER, "Who relies on one contact", "editors.list_contacts", "One number in several listings: change it once."
    ),
    Pile(LOOK_AFTER, "Who did what", "editors.show_audit", "Every act, and a sheet of it.", admins_only=True),
    Pile(LOOK_AFTER, "Take words out for good", "editors.redact_words", "For what should never be here.", admins_only=True),
    Pile(LOOK_AFTER, "Organisations", "editors.list_organisations", "Their facts, listings and keepers."),
    Pile(LOOK_AFTER, "Keepers", "editors.list_people", "Who keeps what: invite, end, sign out."),
    Pile(LOOK_AFTER, "Health of this directory", "public.show_health", "What everybody sees of how true it is kept."),
)
