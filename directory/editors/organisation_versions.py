"""What an organisation told before: who changed what and when, and putting an older state back."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.organisations import Organisation, OrganisationVersion
from directory.editors.blueprint import NUMBER, bp
from directory.editors.changes_sides import Sides, compared
from directory.editors.organisations import CALLED, NOT_TOLD, facts_told
from directory.keeping.who import who
from directory.publishing.organising import (
    NumberTaken,
    OrganisationChanged,
    facts_of_version,
    mark_of,
    put_organisation_back,
)
from directory.store.organisation_versions import get_organisation_version, get_organisation_versions
from directory.store.organisations import get_organisation_by_slug
from directory.web.access import get_db, get_now
from directory.web.inclusion import declared


@dataclass(frozen=True)
class Shown:
    """A version and what it changed; nothing where it only says how the organisation was found."""

    version: OrganisationVersion
    sides: list[Sides]


@bp.get("/editors/organisations/<slug>/versions")
@open_to(Access.EDITOR)
def list_organisation_versions(slug: str) -> str:
    organisation = get_organisation_by_slug(get_db(), slug)
    versions = get_organisation_versions(get_db(), organisation.id)
    changed = [Shown(newer, list(_sides(older.told, newer.told))) for older, newer in pairwise(versions)]
    return render_template(
        "editors/organisation_versions.html",
        organisation=organisation,
        versions=[*reversed(changed), *(Shown(one, []) for one in versions[:1])],
        since=list(_sides(versions[-1].told, organisation)) if versions else [],
        who=who(get_db()),
    )


@bp.route(f"/editors/organisations/<slug>/versions/{NUMBER}/put-back", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def put_organisation_version_back(slug: str, number: int) -> ResponseReturnValue:
    """First what would change; then, in one press, all of it."""
    organisation, problem = get_organisation_by_slug(get_db(), slug), ""
    if request.method == "POST":
        seen, by = request.form.get("seen", ""), get_keeper().known_as
        try:
            put_organisation_back(get_db(), organisation.id, number, seen=seen, by=by, now=get_now())
            return redirect(url_for("editors.show_organisation", slug=organisation.slug, said="put-back"), 303)
        except (NumberTaken, OrganisationChanged) as error:
            problem = str(error)
    return _show_way_back(organisation, number, problem)


def _show_way_back(organisation: Organisation, number: int, problem: str) -> str:
    version = get_organisation_version(get_db(), organisation.id, number)
    facts = facts_of_version(get_db(), organisation.id, number)
    sides = [one for one in _sides(organisation, version.told) if one.name in map(CALLED.get, facts)]
    return render_template(
        "editors/put_back_organisation.html",
        organisation=organisation,
        version=version,
        sides=sides,
        seen=mark_of(organisation),
        problem=problem,
        who=who(get_db()),
    )


def _sides(before: Organisation, after: Organisation) -> Iterator[Sides]:
    """What the two tell differently."""
    old, new = _told(before), _told(after)
    for name, words in old.items():
        if words != new[name]:
            yield Sides(name, *compared(words, new[name]))


def _told(organisation: Organisation) -> dict[str, str]:
    return dict(facts_told(organisation)) | {one.label: one.words or NOT_TOLD for one in declared(organisation.inclusion)}
