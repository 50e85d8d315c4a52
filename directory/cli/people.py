"""`flask people`: who keeps listings, and how the first of them come in."""

from contextlib import suppress

import click
from flask import current_app

from directory.accounts.claiming import decline_claim, prove_claim
from directory.accounts.invitation_pages import invitation_letter
from directory.accounts.inviting import invite, leave, withdraw_invitation
from directory.accounts.locks import locks
from directory.accounts.posting import post_room
from directory.accounts.second_step import reset_second_step
from directory.domain.errors import LetterNotSent, OrganisationNotFound
from directory.domain.keepers import Invitation, Keeper, Role, read_email
from directory.domain.organisations import Organisation
from directory.shelves import Shelves
from directory.store.invitations import list_claims
from directory.store.keepers import get_keeper_by_email, get_second_step, list_keepers
from directory.store.organisations import get_organisation, get_organisation_by_slug, get_organisations
from directory.store.services import get_service

ROLES = [role.value for role in Role]


@click.group("people")
def people() -> None:
    """Who keeps listings: invite, list and remove them, and answer claims of a listing."""


@people.command("invite")
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What they may do.")
@click.option(
    "--organisation",
    help="For a provider: whose listings they keep. The last part of the organisation’s address here, or its id.",
)
@click.option("--show-link", is_flag=True, help="Print the link instead of sending a letter. Whoever has it gets in.")
def invite_person(email: str, role: str, organisation: str | None, show_link: bool) -> None:
    """Invite EMAIL by a letter with a link that works for seven days."""
    shelves = _shelves()
    known = _organisation(organisation) if organisation else None
    invitation, link = invite(
        shelves.db(),
        locks(),
        email=read_email(email),
        role=Role(role),
        organisation_id=known.id if known else None,
        by=None,
        now=shelves.now(),
    )
    if show_link:
        click.echo(f"{shelves.settings.address.rstrip('/')}/sign-in/invitation/{link}")
    else:
        _send(invitation, link, known.name if known else "")
        click.echo("The invitation is on its way.")


@people.command("list")
def list_people() -> None:
    """Show everybody who can sign in."""
    shelves = _shelves()
    keepers = list_keepers(shelves.db())
    for keeper in keepers:
        names = sorted(one.name for one in get_organisations(shelves.db(), keeper.organisations).values())
        click.echo("  ".join([keeper.email, keeper.role.value, *_second_step(keeper), "; ".join(names)]).rstrip())
    if not keepers:
        click.echo("Nobody yet. Invite the first admin: flask people invite EMAIL --role admin")


@people.command("remove")
@click.argument("email")
def remove(email: str) -> None:
    """End everything that lets EMAIL in, at once."""
    shelves = _shelves()
    leave(shelves.db(), _present(email), shelves.now(), by_command=True)
    click.echo("They are signed out everywhere and cannot sign in any more.")


@people.command("reset-second-step")
@click.argument("email")
def reset(email: str) -> None:
    """Let EMAIL set up a new app. Make sure first, by ringing them, that it is they who ask."""
    reset_second_step(_shelves().db(), _present(email), _shelves().now())
    click.echo("They are signed out everywhere, and set up a new app when they sign in next.")


@people.command("claims")
def show_claims() -> None:
    """Show who says that a listing is theirs and waits for an answer, oldest first."""
    db = _shelves().db()
    claims = list_claims(db)
    for claim in claims:
        service = get_service(db, claim.service_id)
        click.echo(f"{claim.id}  {claim.made_at:%Y-%m-%d}  {service.name} ({service.slug})  {claim.email}")
        click.echo(f"    {claim.work}")
    if not claims:
        click.echo("Nothing waits.")


@people.command("prove")
@click.argument("claim", type=click.IntRange(1, 999_999_999))
@click.option("--rang", required=True, help="The number that you rang.")
@click.option("--found", required=True, help="Where you found that number: never from the person who claims the listing.")
@click.option("--by", required=True, help="Who rang.")
def prove(claim: int, rang: str, found: str, by: str) -> None:
    """Say that a call has proved CLAIM (its number), and invite whoever made it."""
    shelves = _shelves()
    _, invitation, link = prove_claim(shelves.db(), locks(), claim, rang=rang, found_at=found, by=by, now=shelves.now())
    _send(invitation, link, _organisation(invitation.organisation_id).name if invitation.organisation_id else "")
    click.echo("The invitation is on its way.")


@people.command("decline")
@click.argument("claim", type=click.IntRange(1, 999_999_999))
@click.option("--note", required=True, help="Why, in words that go to whoever made the claim.")
@click.option("--by", required=True, help="Who decided.")
def decline(claim: int, note: str, by: str) -> None:
    """Say no to CLAIM (its number), and tell whoever made it why."""
    shelves, room = _shelves(), post_room()
    declined = decline_claim(shelves.db(), claim, note=note, by=by, now=shelves.now())
    service = get_service(shelves.db(), declined.service_id)
    room.send(room.letters.write("claim-declined", declined.email, service=service.name, note=declined.note))
    click.echo("They have been told.")


def _send(invitation: Invitation, link: str, organisation: str) -> None:
    """An invitation whose letter is not taken is no invitation."""
    room, shelves = post_room(), _shelves()
    try:
        room.send(invitation_letter(room.letters, invitation, link, by=shelves.settings.name, organisation=organisation))
    except LetterNotSent:
        withdraw_invitation(shelves.db(), link, shelves.now())
        raise


def _organisation(told: str) -> Organisation:
    """By its id, else by its slug."""
    db = _shelves().db()
    with suppress(OrganisationNotFound):
        return get_organisation(db, told)
    try:
        return get_organisation_by_slug(db, told)
    except OrganisationNotFound as error:
        raise click.ClickException(
            f"There is no organisation “{told}”. Take the last part of its address here, like top-stair of "
            "/organisations/top-stair."
        ) from error


def _present(email: str) -> Keeper:
    keeper = get_keeper_by_email(_shelves().db(), read_email(email))
    if keeper.left_at:
        raise click.ClickException("They have left already.")
    return keeper


def _second_step(keeper: Keeper) -> list[str]:
    if not keeper.role.needs_second_step:
        return []
    return ["second step set up" if get_second_step(_shelves().db(), keeper.id) else "second step not set up yet"]


def _shelves() -> Shelves:
    shelves: Shelves = current_app.extensions["directory"]
    return shelves
