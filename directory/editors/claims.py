"""Who says that a listing is theirs: proved by a call to a number found elsewhere, or declined with a reason."""

from dataclasses import dataclass
from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.claiming import decline_claim, prove_claim
from directory.accounts.guards import Access, get_keeper, open_to
from directory.accounts.locks import locks
from directory.accounts.looking_after import send_invitation
from directory.accounts.posting import post_room
from directory.domain.errors import ClaimRefused, InvitationRefused, LetterNotSent
from directory.domain.keepers import Claim, ClaimState
from directory.domain.organisations import Organisation
from directory.domain.services import Service
from directory.editors.blueprint import NUMBER, bp
from directory.store.invitations import get_claim, list_claims, list_decided_claims
from directory.store.keepers import keepers_of
from directory.store.organisations import get_organisation
from directory.store.services import get_service
from directory.web.access import get_db, get_now, get_site
from directory.web.lengths import too_long

LONGEST = 500
DECIDED_SINCE = timedelta(days=90)
SAID = {
    "proved": "Proved. A letter with a link is on its way to them.",
    "declined": "Declined. A letter with your reason is on its way to them.",
    "not-sent": "The call is written down, but the letter could not be sent. Invite them later.",
}


@dataclass(frozen=True)
class Shown:
    """A claim with what an editor needs to look them up."""

    claim: Claim
    service: Service
    organisation: Organisation
    keepers: list[str]
    days: int


@bp.get("/editors/claims")
@open_to(Access.EDITOR)
def list_every_claim() -> str:
    return render_template(
        "editors/claims.html",
        waiting=[_shown(one) for one in list_claims(get_db())],
        decided=[_shown(one) for one in list_decided_claims(get_db(), get_now() - DECIDED_SINCE)],
        said=SAID.get(request.args.get("said", "")),
    )


@bp.get(f"/editors/claims/{NUMBER}")
@open_to(Access.EDITOR)
def show_claim(number: int) -> str:
    return _show(number)


@bp.post(f"/editors/claims/{NUMBER}/prove")
@open_to(Access.EDITOR)
def prove(number: int) -> ResponseReturnValue:
    typed = {name: request.form.get(name, "").strip() for name in ("rang", "found_at")}
    if long := {name: words for name, text in typed.items() if (words := too_long(text, LONGEST))}:
        return _show(number, typed, long)
    db, now = get_db(), get_now()
    try:
        _, invitation, link = prove_claim(
            db, locks(), number, rang=typed["rang"], found_at=typed["found_at"], by=get_keeper().known_as, now=now
        )
    except (ClaimRefused, InvitationRefused) as error:
        return _show(number, typed, {"found_at" if "found" in str(error) else "rang": str(error)})
    try:
        send_invitation(db, post_room(), invitation, link, by=get_site().name, now=now)
    except LetterNotSent:
        return redirect(url_for("editors.list_every_claim", said="not-sent"), 303)
    return redirect(url_for("editors.list_every_claim", said="proved"), 303)


@bp.post(f"/editors/claims/{NUMBER}/decline")
@open_to(Access.EDITOR)
def decline(number: int) -> ResponseReturnValue:
    note = request.form.get("note", "").strip()
    if long := too_long(note, LONGEST):
        return _show(number, {"note": note}, {"note": long})
    try:
        declined = decline_claim(get_db(), number, note=note, by=get_keeper().known_as, now=get_now())
    except ClaimRefused as error:
        return _show(number, {"note": note}, {"note": str(error)})
    service = get_service(get_db(), declined.service_id)
    post_room().write_later("claim-declined", declined.email, service=service.name, note=declined.note)
    return redirect(url_for("editors.list_every_claim", said="declined"), 303)


def _show(number: int, typed: dict[str, str] | None = None, errors: dict[str, str] | None = None) -> str:
    one = _shown(get_claim(get_db(), number))
    waits = one.claim.state is ClaimState.WAITING
    said = "" if waits or not errors else " ".join(errors.values())
    errors = (errors or {}) if waits else {}
    return render_template("editors/claim.html", one=one, typed=typed or {}, errors=errors, said=said, waits=waits)


def _shown(claim: Claim) -> Shown:
    service = get_service(get_db(), claim.service_id)
    organisation = get_organisation(get_db(), service.organisation_id)
    keepers = [one.email for one in keepers_of(get_db(), organisation.id)]
    days = (get_now().date() - claim.made_at.date()).days
    return Shown(claim, service, organisation, keepers, days)
