"""Inviting a colleague, and saying yes to an invitation."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.blueprint import bp
from directory.accounts.guards import Access, get_keeper, open_to
from directory.accounts.inviting import (
    accept_invitation,
    invite,
    read_invitation,
    take_back_invitation,
    withdraw_invitation,
)
from directory.accounts.locks import locks
from directory.accounts.posting import post_room
from directory.accounts.sign_in_pages import let_in, typed_in
from directory.domain.errors import EmailNotUnderstood, InvitationRefused, KeeperNotFound, LetterNotSent
from directory.domain.keepers import Invitation, Keeper, Role, read_email
from directory.domain.organisations import Organisation
from directory.mail.letters import Letter, Letters
from directory.store.keepers import get_keeper as get_stored_keeper
from directory.store.keepers import keepers_of
from directory.store.organisations import get_organisation, get_organisation_by_slug
from directory.web.access import get_db, get_now, get_site

NOT_SENT = "The letter could not be sent just now, so nobody is invited. That is our fault. Please try again later."


@bp.route("/sign-in/invitation/<link>", methods=["GET", "POST"])
@open_to(Access.ANYONE)
def accept(link: str) -> ResponseReturnValue:
    """Looking at an invitation changes nothing; pressing the button accepts it."""
    if request.method == "POST":
        invitation, signed_in = accept_invitation(get_db(), locks(), link, get_now())
        _tell_colleagues(invitation, signed_in.keeper)
        return let_in(signed_in)
    invitation = read_invitation(get_db(), link, get_now())
    return render_template("accounts/accept.html", invitation=invitation, organisation=_organisation(invitation))


@bp.route("/manage/invite/<slug>", methods=["GET", "POST"])
@open_to(Access.ORGANISATION)
def invite_colleague(slug: str) -> ResponseReturnValue:
    organisation = get_organisation_by_slug(get_db(), slug)
    if request.method != "POST":
        return _show_form(organisation)
    typed = typed_in("email")
    try:
        _invite(read_email(typed), organisation, get_keeper())
    except (EmailNotUnderstood, InvitationRefused) as error:
        return _show_form(organisation, typed, str(error))
    except LetterNotSent:
        return _show_form(organisation, typed, NOT_SENT)
    return redirect(url_for("providers.home", said="invited"), 303)


@bp.post("/manage/invite/<slug>/<int(max=999999999):number>/take-back")
@open_to(Access.ORGANISATION)
def take_back(slug: str, number: int) -> ResponseReturnValue:
    """For an address that was mistyped, or a change of mind."""
    organisation = get_organisation_by_slug(get_db(), slug)
    try:
        take_back_invitation(get_db(), number, organisation.id, get_now())
    except InvitationRefused:
        return redirect(url_for("providers.home", said="ended"), 303)
    return redirect(url_for("providers.home", said="taken-back"), 303)


def invitation_letter(letters: Letters, invitation: Invitation, link: str, *, by: str, organisation: str) -> Letter:
    """What somebody who is invited reads first."""
    return letters.write(
        "invitation",
        invitation.email,
        path=f"/sign-in/invitation/{link}",
        by=by,
        organisation=organisation,
        role=invitation.role.value,
        second_step=invitation.role.needs_second_step,
    )


def _invite(email: str, organisation: Organisation, by: Keeper) -> None:
    db, now = get_db(), get_now()
    invitation, link = invite(db, locks(), email=email, role=Role.PROVIDER, organisation_id=organisation.id, by=by, now=now)
    room = post_room()
    try:
        room.send(invitation_letter(room.letters, invitation, link, by=by.email, organisation=organisation.name))
    except LetterNotSent:
        withdraw_invitation(db, link, now)
        raise


def _show_form(organisation: Organisation, typed: str = "", problem: str = "") -> str:
    errors = {"email": problem} if problem else {}
    return render_template("accounts/invite.html", organisation=organisation, typed=typed, errors=errors)


def _organisation(invitation: Invitation) -> Organisation | None:
    return get_organisation(get_db(), invitation.organisation_id) if invitation.organisation_id else None


def _tell_colleagues(invitation: Invitation, joined: Keeper) -> None:
    """Nobody is let in to the listings of others behind their back."""
    organisation = _organisation(invitation)
    if organisation is None:
        return
    facts = {"colleague": joined.email, "organisation": organisation.name, "by": _who_invited(invitation)}
    for colleague in keepers_of(get_db(), organisation.id):
        if colleague.id != joined.id:
            post_room().write_later("joined", colleague.email, **facts)


def _who_invited(invitation: Invitation) -> str:
    try:
        return get_stored_keeper(get_db(), invitation.invited_by or 0).email or get_site().name
    except KeeperNotFound:
        return get_site().name
