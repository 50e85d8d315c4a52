"""Who runs the services."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from directory.domain.errors import OrganisationSuspended
from directory.domain.inclusion import is_overdue
from directory.domain.organisations import IdentifierScheme, Organisation
from directory.public.blueprint import bp
from directory.public.service_page import Row
from directory.store.inclusion import get_inclusion_checks
from directory.store.organisations import get_organisation_by_slug, list_organisations
from directory.store.services import get_services, service_ids_of
from directory.web.access import get_db, get_now
from directory.web.inclusion import declared, looked_up
from directory.web.leaving import is_in_a_search
from directory.web.private import unseal

SCHEMES = {
    IdentifierScheme.CHARITY: "Charity number",
    IdentifierScheme.COMPANY: "Company number",
    IdentifierScheme.ODS: "NHS code",
}


@bp.get("/organisations")
def show_organisations() -> str:
    return render_template(
        "public/organisations.html", organisations=list_organisations(get_db()), in_search=is_in_a_search()
    )


@bp.get("/organisations/<slug>")
def show_organisation(slug: str) -> str | Response:
    """One that was merged leads on."""
    organisation = get_organisation_by_slug(get_db(), slug)
    if organisation.slug != slug:
        return redirect(url_for("public.show_organisation", slug=organisation.slug))
    return render_organisation(organisation)


@bp.get("/find/<token>/organisations/<slug>")
def show_found_organisation(token: str, slug: str) -> str | Response:
    """Inside a search: a title that says nothing, and its services open there too, so that leaving ends all of it."""
    unseal(token)
    organisation = get_organisation_by_slug(get_db(), slug)
    if organisation.slug != slug:
        return redirect(url_for("public.show_found_organisation", token=token, slug=organisation.slug))
    return render_organisation(organisation, token)


def render_organisation(organisation: Organisation, token: str = "") -> str:
    if organisation.suspended_on:
        raise OrganisationSuspended(organisation.name)
    services = get_services(get_db(), service_ids_of(get_db(), organisation.id))
    return render_template(
        "public/organisation.html",
        organisation=organisation,
        token=token,
        services=[one for one in services if not one.suspended],
        about=_about(organisation),
        safety=declared(organisation.inclusion),
        is_old=bool(organisation.inclusion.declared_on) and is_overdue(organisation.inclusion, get_now().date()),
        looks=looked_up(get_inclusion_checks(get_db(), organisation.id)),
    )


def _about(organisation: Organisation) -> list[Row]:
    kind = organisation.kind.value if organisation.kind else None
    return [Row("What it is", kind), *(Row(SCHEMES[one.scheme], one.value) for one in organisation.identifiers)]
