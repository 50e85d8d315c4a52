"""Saying that a listing is ours. Nothing changes until somebody has rung a number that we found ourselves."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.blueprint import bp
from directory.accounts.claiming import LONGEST_WORK, make_claim
from directory.accounts.guards import Access, open_to
from directory.accounts.posting import post_room
from directory.accounts.sign_in_pages import typed_in
from directory.domain.errors import ClaimRefused, EmailNotUnderstood
from directory.domain.keepers import read_email
from directory.domain.services import Service
from directory.store.services import get_service_by_slug
from directory.web.access import get_db, get_now
from directory.web.picked import public_only

WORK_EMPTY = "Enter what you do there, in a few words"
WORK_LONG = f"Use at most {LONGEST_WORK} letters"


@bp.route("/sign-in/ours/<slug>", methods=["GET", "POST"])
@open_to(Access.ANYONE)
def claim_listing(slug: str) -> ResponseReturnValue:
    service = public_only(get_service_by_slug(get_db(), slug))
    if request.method != "POST":
        return _show_form(service, {})
    email, errors = _read()
    if not errors:
        try:
            is_new = make_claim(get_db(), service_id=service.id, email=email, work=typed_in("work"), now=get_now())
        except ClaimRefused as error:
            errors["email"] = str(error)
    if errors:
        return _show_form(service, errors)
    post_room().write_later("claim-received", email if is_new else None, service=service.name)
    return render_template("accounts/claimed.html", service=service)


def _read() -> tuple[str, dict[str, str]]:
    """The address, and what is to be put right."""
    errors, email, work = {}, "", typed_in("work")
    try:
        email = read_email(typed_in("email"))
    except EmailNotUnderstood as error:
        errors["email"] = str(error)
    if not work or len(work) > LONGEST_WORK:
        errors["work"] = WORK_LONG if work else WORK_EMPTY
    return email, errors


def _show_form(service: Service, errors: dict[str, str]) -> str:
    typed = {"email": typed_in("email"), "work": typed_in("work")}
    return render_template("accounts/claim.html", service=service, errors=errors, typed=typed)
