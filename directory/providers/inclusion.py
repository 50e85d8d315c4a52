"""Once a year: an organisation says that what is asked of whoever is listed still holds, or what has changed."""

from collections.abc import Mapping, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import NOT_YOURS, Access, get_keeper, open_to, show_refusal
from directory.domain.inclusion import is_overdue
from directory.domain.organisations import Organisation
from directory.providers.blueprint import bp
from directory.providers.declaring import read_inclusion, typed_of, warn_of_names
from directory.providers.typed import FormNotUnderstood
from directory.store.inclusion import get_inclusion_checks
from directory.store.organisations import get_organisation_by_slug
from directory.upkeep.inclusion import declare
from directory.web.access import get_db, get_now
from directory.web.inclusion import looked_up

# On the form that is shown again: the role that was asked about, so that another one is asked about as well.
ASKED_ABOUT = "asked_about"


@bp.route("/manage/organisations/<slug>/inclusion", methods=["GET", "POST"])
@open_to(Access.ORGANISATION)
def declare_inclusion(slug: str) -> ResponseReturnValue:
    """Filled in with what was said before, so that "nothing has changed" is one press."""
    organisation = get_organisation_by_slug(get_db(), slug)
    if request.method != "POST":
        return _show_form(organisation, typed_of(organisation.inclusion), {})
    if organisation.id not in get_keeper().organisations:
        return show_refusal(NOT_YOURS)
    typed = dict(request.form.items())
    try:
        said = read_inclusion(typed, get_now().date())
    except FormNotUnderstood as error:
        return _show_form(organisation, typed, error.errors)
    warnings = list(warn_of_names(said))
    if warnings and typed.get(ASKED_ABOUT, "").strip() != said.lead_role:
        return _show_form(organisation, typed, {}, warnings)
    declare(get_db(), organisation.id, said, by=get_keeper().known_as, now=get_now())
    return redirect(url_for("providers.declare_inclusion", slug=organisation.slug, said="declared"), 303)


def _show_form(
    organisation: Organisation, typed: Mapping[str, str], errors: Mapping[str, str], warnings: Sequence[str] = ()
) -> str:
    said = organisation.inclusion
    return render_template(
        "providers/inclusion.html",
        organisation=organisation,
        typed=typed,
        errors=errors,
        warnings=warnings,
        is_theirs=organisation.id in get_keeper().organisations,
        is_due=is_overdue(said, get_now().date()),
        looks=[one for one in looked_up(get_inclusion_checks(get_db(), organisation.id)) if one.words],
        said=request.args.get("said") == "declared",
    )
