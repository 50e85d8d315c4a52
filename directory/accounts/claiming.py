"""Somebody says that a listing is theirs. It is proved by a call to a number that they did not give us."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from sqlite_utils import Database

from directory.accounts.inviting import invite
from directory.accounts.locks import Locks
from directory.domain.errors import ClaimRefused
from directory.domain.events import Action, Event, Subject
from directory.domain.keepers import Claim, ClaimState, Invitation, Role, moment
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.invitations import add_claim, count_claims, count_claims_of, get_claim, has_waiting_claim, save_claim
from directory.store.services import get_service

LONGEST_WORK = 200
MOST_A_DAY = 5
MOST_OF_ONE_A_DAY = 3
DAY = timedelta(days=1)


def make_claim(db: Database, *, service_id: str, email: str, work: str, now: datetime) -> bool:
    """Store a claim once, however often it is sent, or raise `ClaimRefused`; says whether it is a new one."""
    made = moment(now)
    with writing(db):
        if has_waiting_claim(db, service_id, email):
            return False
        if count_claims(db, service_id, made - DAY) >= MOST_A_DAY:
            raise ClaimRefused("Many people have said today that this listing is theirs. Please try again tomorrow.")
        if count_claims_of(db, email, made - DAY) >= MOST_OF_ONE_A_DAY:
            raise ClaimRefused("You have told us of three listings today. You can tell us of more tomorrow.")
        add_claim(db, Claim(id=0, service_id=service_id, email=email, work=work, made_at=made))
    return True


def prove_claim(
    db: Database, locks: Locks, number: int, *, rang: str, found_at: str, by: str, now: datetime
) -> tuple[Claim, Invitation, str]:
    """After a call that proved it: the claim, an invitation and its link; or raise `ClaimRefused`."""
    claim = _waiting(db, number)
    if not 9 <= len(re.sub(r"\D", "", rang)) <= 15:
        raise ClaimRefused("Say which number you rang, with its area code.")
    if not found_at.strip():
        raise ClaimRefused("Say where you found the number. It may not be from the person who claims the listing.")
    organisation_id = get_service(db, claim.service_id).organisation_id
    invitation, link = invite(
        db, locks, email=claim.email, role=Role.PROVIDER, organisation_id=organisation_id, by=None, now=now
    )
    proved = replace(
        claim, state=ClaimState.PROVED, decided_by=by, decided_at=moment(now), rang=rang.strip(), found_at=found_at.strip()
    )
    with writing(db):
        save_claim(db, proved)
        add_event(db, _event(Action.PROVED_CLAIM, proved, by, now))
    return proved, invitation, link


def decline_claim(db: Database, number: int, *, note: str, by: str, now: datetime) -> Claim:
    """Say no, and why; or raise `ClaimRefused`."""
    _waiting(db, number)
    if not note.strip():
        raise ClaimRefused("Say why, in words that they can read.")
    with writing(db):
        claim = _waiting(db, number)
        declined = replace(claim, state=ClaimState.DECLINED, decided_by=by, decided_at=moment(now), note=note.strip())
        save_claim(db, declined)
        add_event(db, _event(Action.DECLINED_CLAIM, declined, by, now))
    return declined


def _event(action: Action, claim: Claim, by: str, now: datetime) -> Event:
    return Event(action=action, by=by, at=moment(now), subject=Subject.SERVICE, subject_id=claim.service_id)


def _waiting(db: Database, number: int) -> Claim:
    claim = get_claim(db, number)
    if claim.state is not ClaimState.WAITING:
        raise ClaimRefused(f"This claim has been answered: {claim.state}.")
    return claim
