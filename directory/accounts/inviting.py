"""How keepers come and go: invited by somebody who may, and free to leave."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlite_utils import Database

from directory.accounts.locks import Locks
from directory.accounts.sessions import SignedIn
from directory.accounts.signing_in import sign_in
from directory.domain.errors import InvitationRefused, KeeperNotFound, LeavingRefused, LinkEnded
from directory.domain.events import Action, Event, Subject
from directory.domain.keepers import (
    INVITATION_LASTS,
    Invitation,
    Keeper,
    Role,
    hash_secret,
    higher,
    moment,
    new_secret,
)
from directory.store.database import writing
from directory.store.drafts import drop_drafts_by
from directory.store.events import add_event
from directory.store.invitations import (
    add_invitation,
    end_invitation,
    end_invitation_to,
    end_invitations_by,
    end_invitations_to,
    end_reminder_links,
    find_invitation,
)
from directory.store.keepers import (
    add_keeper,
    find_present_keeper,
    get_keeper_by_email,
    list_keepers,
    remove_second_step,
    save_keeper,
)
from directory.store.organisations import get_organisation
from directory.store.signing_in import add_attempt, count_attempts, end_sessions, end_sign_ins

INVITATIONS_A_DAY = {Role.PROVIDER: 10, Role.EDITOR: 100, Role.ADMIN: 100}
DAY = timedelta(days=1)
INVITED = "invited"
BY_COMMAND = "a command"
ENDED = "This invitation has been used, or replaced by a newer letter, or is more than seven days old. Ask for a new one."


def invite(
    db: Database,
    locks: Locks,
    *,
    email: str,
    role: Role,
    organisation_id: str | None,
    by: Keeper | None,
    now: datetime,
) -> tuple[Invitation, str]:
    """Store an invitation and return it with its link, or raise `InvitationRefused`. `by` is None for a command."""
    made = moment(now)
    _check_sense(role, organisation_id)
    if organisation_id is not None:
        get_organisation(db, organisation_id)
    if by is not None and not by.may_invite(role, organisation_id):
        raise InvitationRefused("You can only invite people to what you keep yourself.")
    invitation = Invitation(
        id=0, email=email, role=role, organisation_id=organisation_id, invited_by=by.id if by else None,
        made_at=made, ends_at=made + INVITATION_LASTS,
    )  # fmt: skip
    link = new_secret()
    with writing(db):
        _check_new(db, invitation)
        if by is not None:
            _count_invitation(db, locks, by, made)
        add_invitation(db, invitation, hash_secret(link))
    return invitation, link


def read_invitation(db: Database, link: str, now: datetime) -> Invitation:
    """Return an open one, or raise `LinkEnded`. Looking at it changes nothing."""
    found = find_invitation(db, hash_secret(link), moment(now))
    if found is None:
        raise LinkEnded(ENDED)
    return found


def accept_invitation(db: Database, locks: Locks, link: str, now: datetime) -> tuple[Invitation, SignedIn]:
    """Spend an invitation: who has the letter has the address. Who is a keeper already keeps what they had."""
    with writing(db):
        invitation = read_invitation(db, link, now)
        keeper = _take_in(db, invitation, now)
        by = f"keeper {invitation.invited_by}" if invitation.invited_by else BY_COMMAND
        add_event(db, about_keeper(Action.JOINED, keeper, by=by, now=now))
        end_invitation(db, hash_secret(link), moment(now))
        return invitation, sign_in(db, locks, keeper, now)


def take_back_invitation(db: Database, number: int, organisation_id: str, now: datetime) -> None:
    """End one to this organisation, or raise `InvitationRefused` where it has none of that number."""
    with writing(db):
        if not end_invitation_to(db, number, organisation_id, moment(now)):
            raise InvitationRefused("This invitation has been answered, or it has ended.")


def withdraw_invitation(db: Database, link: str, now: datetime) -> None:
    """When its letter could not be sent."""
    with writing(db):
        end_invitation(db, hash_secret(link), moment(now))


def leave(db: Database, keeper: Keeper, now: datetime, *, by_command: bool = False, by: Keeper | None = None) -> None:
    """End everything that lets a keeper in, or raise `LeavingRefused` for the only admin, whom a command may remove.

    `by` is somebody else who ends it for them.
    """
    made = moment(now)
    with writing(db):
        others = [one for one in list_keepers(db) if one.role is Role.ADMIN and one.id != keeper.id]
        if keeper.role is Role.ADMIN and not others and not by_command:
            raise LeavingRefused("You are the only admin. Invite another one first, so that somebody can let people in.")
        save_keeper(db, replace(keeper, left_at=made, organisations=frozenset()))
        end_sessions(db, keeper.id)
        end_sign_ins(db, keeper.id)
        end_reminder_links(db, keeper.id, made)
        end_invitations_by(db, keeper.id, made)
        end_invitations_to(db, keeper.email, made)
        remove_second_step(db, keeper.id)
        drop_drafts_by(db, keeper.id)
        who = BY_COMMAND if by_command else (by or keeper).known_as
        add_event(db, about_keeper(Action.LEFT, keeper, by=who, now=now))


def about_keeper(action: Action, keeper: Keeper, *, by: str, now: datetime) -> Event:
    """For the audit: what was done to somebody's account."""
    return Event(action=action, by=by, at=moment(now), subject=Subject.KEEPER, subject_id=str(keeper.id))


def _check_sense(role: Role, organisation_id: str | None) -> None:
    if role is Role.PROVIDER and organisation_id is None:
        raise InvitationRefused("Say which organisation they are to keep listings for.")
    if role.is_editor and organisation_id is not None:
        raise InvitationRefused("Editors and admins are for every organisation. Leave the organisation out.")


def _check_new(db: Database, invitation: Invitation) -> None:
    keeper = find_present_keeper(db, invitation.email)
    if keeper is None:
        return
    if invitation.organisation_id in keeper.organisations:
        raise InvitationRefused("They keep the listings of this organisation already.")
    if invitation.role.is_editor and higher(keeper.role, invitation.role) is keeper.role:
        raise InvitationRefused(f"They are an {keeper.role} already.")


def _count_invitation(db: Database, locks: Locks, by: Keeper, now: datetime) -> None:
    mark = locks.mark(INVITED, str(by.id))
    if count_attempts(db, INVITED, mark, now - DAY) >= INVITATIONS_A_DAY[by.role]:
        raise InvitationRefused("You have invited as many people today as you can. You can invite more tomorrow.")
    add_attempt(db, INVITED, mark, now)


def _take_in(db: Database, invitation: Invitation, now: datetime) -> Keeper:
    """The keeper after accepting. Whose role has grown is signed out elsewhere: the second step may now be due."""
    keeper = _keeper_before(db, invitation, now)
    organisations = keeper.organisations | ({invitation.organisation_id} if invitation.organisation_id else set())
    role = higher(keeper.role, invitation.role)
    if role is not keeper.role:
        end_sessions(db, keeper.id)
    taken = replace(keeper, role=role, organisations=frozenset(organisations), left_at=None)
    save_keeper(db, taken)
    return taken


def _keeper_before(db: Database, invitation: Invitation, now: datetime) -> Keeper:
    """Somebody who left and comes back begins with what they are invited to, and nothing more."""
    try:
        keeper = get_keeper_by_email(db, invitation.email)
    except KeeperNotFound:
        return add_keeper(db, email=invitation.email, role=invitation.role, now=moment(now))
    return replace(keeper, role=invitation.role) if keeper.left_at else keeper
