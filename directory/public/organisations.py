"""Who runs the services."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from directory.domain.organisations import IdentifierScheme, Organisation
from directory.public.blueprint import bp
from directory.public.service_page import Row
from directory.store.organisations import get_organisation_by_slug, list_organisations
from directory.store.services import get_services, service_ids_of
from directory.web.access import get_db
from directory.web.filters import day
from directory.web.wording import YES_NO

SCHEMES = {
    IdentifierScheme.CHARITY: "Charity number",
    IdentifierScheme.COMPANY: "Company number",
    IdentifierScheme.ODS: "NHS code",
}


@bp.get("/organisations")
def show_organisations() -> str:
    return render_template("public/organisations.html", organisations=list_organisations(get_db()))


@bp.get("/organisations/<slug>")
def show_organisation(slug: str) -> str | Response:
    """One that was merged leads on."""
    organisation = get_organisation_by_slug(get_db(), slug)
    if organisation.slug != slug:
        return redirect(url_for("public.show_organisation", slug=organisation.slug))
    services = get_services(get_db(), service_ids_of(get_db(), organisation.id))
    return render_template(
        "public/organisation.html",
        organisation=organisation,
        services=[one for one in services if not one.suspended],
        about=_about(organisation),
        safety=_safety(organisation),
    )


def _about(organisation: Organisation) -> list[Row]:
    kind = organisation.kind.value if organisation.kind else None
    return [Row("What it is", kind), *(Row(SCHEMES[one.scheme], one.value) for one in organisation.identifiers)]


def _safety(organisation: Organisation) -> list[Row]:
    said = organisation.inclusion
    policy = f"Yes, from {day(said.safeguarding_policy_on)}" if said.safeguarding_policy_on else None
    return [
        Row("Someone in charge of keeping children safe", YES_NO[said.safeguarding_lead]),
        Row("A written plan for it", policy),
        Row("Police checks (DBS)", YES_NO[said.dbs_checks]),
        Row("Insured", YES_NO[said.insured]),
        Row("Watched over by", said.regulator),
    ]
