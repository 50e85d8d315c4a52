"""Who did what, when and to which record. Never what somebody searched for, and never a secret."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """Everything that is written down. No free text: whatever somebody wrote can be redacted, and this cannot."""

    PROPOSED = "proposed"
    WENT_LIVE = "went live"
    APPROVED = "approved"
    ASKED_FOR_CHANGE = "asked for a change"
    DECLINED = "declined"
    UNDONE = "undone"
    EDITED = "edited"
    PUT_BACK = "put back"
    REDACTED = "redacted"
    MADE_PUBLIC = "made public"
    RETIRED = "retired"
    SUSPENDED = "suspended"
    SUSPENSION_LIFTED = "suspension lifted"
    CHECKED = "checked"
    CONFIRMED_FACTS = "confirmed facts"
    LEFT_SEARCH = "left default search"
    BACK_IN_SEARCH = "back in default search"
    IMPORTED = "imported"
    JOINED = "joined"
    LEFT = "left"
    SET_UP_SECOND_STEP = "set up the second step"
    USED_RECOVERY_CODE = "used a recovery code"
    RESET_SECOND_STEP = "reset the second step"
    PROVED_CLAIM = "proved a claim"
    DECLINED_CLAIM = "declined a claim"
    TOOK_EDIT = "took an edit"
    HANDED_OVER_EDIT = "handed an edit over"
    HANDED_ON_EDIT = "handed a late edit on"
    SENT_IN = "sent in a new service"
    ACCEPTED_NEW = "accepted a new service"
    ASKED_ABOUT_NEW = "asked about a new service"
    ANSWERED_NOTE = "answered a note about a missing service"
    MOVED_NOTE = "handed a note about a missing service on"
    DECLARED = "declared who may be listed"
    LOOKED_UP = "looked up what was declared"
    MERGED = "merged"
    PUT_APART = "put apart again"
    ANSWERED_CORRECTION = "answered a correction"
    REOPENED_CORRECTION = "took an answer to a correction back"
    HANDED_TO_SAFEGUARDING = "handed to the safeguarding lead"
    HANDED_TO_EDITORS = "handed on to the editors: it was no worry"
    INVITED = "invited"
    INVITATION_TAKEN_BACK = "took an invitation back"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"
    EXPORTED = "exported"
    BACKED_UP = "backed up"
    RESTORED = "restored"
    PUT_AWAY = "put away as not for this directory"
    BROUGHT_BACK = "brought back"
    SHEET_APPLIED = "changed listings in a sheet"
    SHEET_TAKEN_BACK = "took a sheet back"
    REDACTED_AGAIN = "took out again, after a restore, what had been redacted"
    WITHDRAWN = "took back what was sent, before it was answered"
    WAITS_AGAIN = "let a new service wait again, after a restore"


class Subject(StrEnum):
    """What kind of record it was done to."""

    SERVICE = "service"
    ORGANISATION = "organisation"
    KEEPER = "keeper"
    SOURCE = "source"
    NEW_SERVICE = "new service"
    DIRECTORY = "the directory"
    CRISIS_LINE = "crisis line"
    COUNCIL = "council"
    SHEET = "sheet"


@dataclass(frozen=True)
class Event:
    """One act. `facts` are names of facts, without what they say; of a handed edit, who has it now;
    of a sheet, how many listings."""

    action: Action
    by: str
    at: datetime
    subject: Subject
    subject_id: str
    facts: tuple[str, ...] = ()
