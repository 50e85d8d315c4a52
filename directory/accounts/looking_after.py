"""What editors and admins do about other keepers: invite, end, sign out. Each may do so for those they may invite."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from directory.accounts.invitation_pages import invitation_letter
from directory.accounts.inviting import about_keeper, invite, leave, withdraw_invitation
from directory.accounts.locks import Locks
from directory.accounts.posting import PostRoom
from directory.accounts.second_step import reset_second_step
from directory.domain.errors import InvitationRefused, LeavingRefused, LetterNotSent
from directory.domain.events import Action, Event, Subject
from directory.domain.keepers import Invitation, Keeper, Role, moment
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.invitations import end_invitation_numbered, list_every_open_invitation
from directory.store.keepers import save_keeper
from directory.store.organisations import get_organisation
from directory.store.signing_in import end_sessions, end_sign_ins

YOURSELF = "This is you. To stop yourself, use “Stop keeping listings” on your own page."


def may_look_after(by: Keeper, role: Role) -> bool:
    """Admins look after everybody, editors after providers."""
    return by.role is Role.ADMIN or (by.role is Role.EDITOR and role is Role.PROVIDER)


def invite_by_letter(
    db: Database,
    locks: Locks,
    room: PostRoom,
    *,
    email: str,
    role: Role,
    organisation_id: str | None,
    by: Keeper,
    now: datetime,
) -> Invitation:
    """Invite somebody, or raise `InvitationRefused`, or `LetterNotSent`: then nobody is invited."""
    invitation, link = invite(db, locks, email=email, role=role, organisation_id=organisation_id, by=by, now=now)
    send_invitation(db, room, invitation, link, by=by.email, now=now)
    with writing(db):
        add_event(db, _of_invitation(Action.INVITED, invitation, by, now))
    return invitation


def send_invitation(db: Database, room: PostRoom, invitation: Invitation, link: str, *, by: str, now: datetime) -> None:
    """An invitation whose letter is not taken is no invitation: `LetterNotSent`."""
    organisation = get_organisation(db, invitation.organisation_id).name if invitation.organisation_id else ""
    try:
        room.send(invitation_letter(room.letters, invitation, link, by=by, organisation=organisation))
    except LetterNotSent:
        withdraw_invitation(db, link, now)
        raise


def take_back(db: Database, number: int, *, by: Keeper, now: datetime) -> None:
    """End an invitation, or raise `InvitationRefused` where it has ended or is not theirs to end."""
    with writing(db):
        found = [one for one in list_every_open_invitation(db, moment(now)) if one.id == number]
        if not found or not may_look_after(by, found[0].role):
            raise InvitationRefused("This invitation has been answered, or it has ended.")
        end_invitation_numbered(db, number, moment(now))
        add_event(db, _of_invitation(Action.INVITATION_TAKEN_BACK, found[0], by, now))


def end_keeping(db: Database, keeper: Keeper, *, by: Keeper, now: datetime) -> None:
    """End all that lets somebody in, or raise `LeavingRefused`: nobody ends themselves here, so an admin always stays."""
    _refuse(by, keeper)
    leave(db, keeper, now, by=by)


def end_keeping_of(db: Database, keeper: Keeper, organisation_id: str, *, by: Keeper, now: datetime) -> None:
    """End the keeping of one organisation alone, or raise `LeavingRefused`. Signs them out everywhere."""
    _refuse(by, keeper)
    with writing(db):
        save_keeper(db, replace(keeper, organisations=keeper.organisations - {organisation_id}))
        end_sessions(db, keeper.id)
        add_event(db, Event(Action.LEFT, by.known_as, moment(now), Subject.ORGANISATION, organisation_id))


def sign_out_of_everything(db: Database, keeper: Keeper, *, by: Keeper, now: datetime) -> None:
    """In every browser, and with every letter that is under way."""
    _refuse(by, keeper)
    with writing(db):
        end_sessions(db, keeper.id)
        end_sign_ins(db, keeper.id)
        add_event(db, about_keeper(Action.SIGNED_OUT_EVERYWHERE, keeper, by=by.known_as, now=now))


def reset_second_step_of(db: Database, keeper: Keeper, *, by: Keeper, now: datetime) -> None:
    """For somebody who lost phone and paper, whom the admin has rung."""
    _refuse(by, keeper)
    reset_second_step(db, keeper, now, by=by.known_as)


def _refuse(by: Keeper, keeper: Keeper) -> None:
    if by.id == keeper.id:
        raise LeavingRefused(YOURSELF)
    if not may_look_after(by, keeper.role):
        raise LeavingRefused("Only an admin can do this for an editor or an admin.")


def _of_invitation(action: Action, invitation: Invitation, by: Keeper, now: datetime) -> Event:
    if invitation.organisation_id:
        return Event(action, by.known_as, moment(now), Subject.ORGANISATION, invitation.organisation_id)
    return Event(action, by.known_as, moment(now), Subject.KEEPER, str(by.id))
