"""What a listing said before: every version, any two of them side by side, and one put back."""

from collections.abc import Iterable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.changes import VersionNotFound
from directory.domain.facts import Change
from directory.domain.numbers import whole_number
from directory.domain.provenance import Version
from directory.domain.services import Service
from directory.editors.blueprint import NUMBER, bp
from directory.editors.changes_sides import Sides, sides_of_change
from directory.keeping.new_contacts import THROUGH, edited_through, read_through, tell_of_new_contact
from directory.keeping.sides import facts_told
from directory.keeping.who import who
from directory.publishing.versions import ChangedSince, compare_versions, put_back, put_contacts_back, view_version, way_back
from directory.store.services import get_service_by_slug
from directory.store.versions import get_versions, latest_version
from directory.web.access import get_db, get_directory, get_now

CONTACTS = "contacts"


@bp.get("/editors/listings/<slug>/versions")
@open_to(Access.EDITOR)
def list_versions(slug: str) -> str:
    service = get_service_by_slug(get_db(), slug)
    versions = tuple(reversed(get_versions(get_db(), service.id)))
    return render_template("editors/versions.html", service=service, versions=versions, who=who(get_db()))


@bp.get(f"/editors/listings/<slug>/versions/{NUMBER}")
@open_to(Access.EDITOR)
def show_version(slug: str, number: int) -> str:
    service = get_service_by_slug(get_db(), slug)
    version = _find(service.id, number)
    told = facts_told(view_version(get_db(), service.id, number), get_directory().names())
    newest = latest_version(get_db(), service.id)
    return render_template(
        "editors/version.html", service=service, version=version, newest=newest, told=told, who=who(get_db())
    )


@bp.get("/editors/listings/<slug>/versions/compare")
@open_to(Access.EDITOR)
def compare(slug: str) -> str:
    service = get_service_by_slug(get_db(), slug)
    one, other = sorted((_asked("one"), _asked("other")))
    changes = compare_versions(get_db(), service.id, one, other)
    sides = _sides(view_version(get_db(), service.id, other), changes)
    return render_template(
        "editors/compare.html",
        service=service,
        older=_find(service.id, one),
        newer=_find(service.id, other),
        sides=sides,
        who=who(get_db()),
    )


@bp.route(f"/editors/listings/<slug>/versions/{NUMBER}/put-back", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def put_version_back(slug: str, number: int) -> ResponseReturnValue:
    """First what would change and what stays; then, in one press, all of it."""
    service, problem = get_service_by_slug(get_db(), slug), ""
    newest = latest_version(get_db(), service.id)
    if CONTACTS in request.form:
        return _contacts_put_back(service, number)
    if request.method == "POST":
        try:
            back = put_back(
                get_db(), service.id, number, by=get_keeper().known_as, now=get_now(), seen=_typed_number("seen")
            )
            said = "same" if latest_version(get_db(), back.id) == newest else "put-back"
            return redirect(url_for("editors.show_listing", slug=back.slug, said=said), 303)
        except ChangedSince as error:
            problem = str(error)
    return _show_way_back(service, number, problem)


def _contacts_put_back(service: Service, number: int) -> ResponseReturnValue:
    """Old numbers and addresses, each ticked, with what they were confirmed through."""
    ticked, typed = request.form.getlist("contact"), request.form.get(THROUGH, "")
    if not ticked:
        return _show_way_back(service, number, "Tick at least one number or address.", typed)
    try:
        reason = edited_through(read_through(typed), f"Numbers or addresses of version {number} were put back")
        done = put_contacts_back(
            get_db(), service.id, number, ticked,
            reason=reason, by=get_keeper().known_as, now=get_now(), seen=_typed_number("seen"),
        )  # fmt: skip
    except (ValueError, ChangedSince) as error:
        return _show_way_back(service, number, str(error), typed, ticked)
    if done:
        tell_of_new_contact(service)
    return redirect(url_for("editors.show_listing", slug=service.slug, said="put-back" if done else "same"), 303)


def _show_way_back(service: Service, number: int, problem: str, typed: str = "", ticked: Iterable[str] = ()) -> str:
    way = way_back(get_db(), service.id, number)
    older = view_version(get_db(), service.id, number)
    return render_template(
        "editors/put_back.html",
        service=service,
        version=_find(service.id, number),
        newest=latest_version(get_db(), service.id),
        changes=_sides(older, way.changes),
        staying=_sides(service, way.staying),
        contacts=[(one.field, side) for one, side in zip(way.contacts, _sides(older, way.contacts), strict=True)],
        typed=typed,
        ticked=ticked,
        problem=problem,
        who=who(get_db()),
    )


def _sides(service: Service, changes: Iterable[Change]) -> list[Sides]:
    """`service` tells what numbers and addresses the facts are of."""
    return [sides_of_change(service, one, get_directory().names()) for one in changes]


def _find(service_id: str, number: int) -> Version:
    for version in get_versions(get_db(), service_id):
        if version.number == number:
            return version
    raise VersionNotFound("This listing has no version of that number.")


def _asked(name: str) -> int:
    number = whole_number(request.args.get(name, ""))
    if number is None:
        raise VersionNotFound("This listing has no version of that number.")
    return number


def _typed_number(name: str) -> int:
    return whole_number(request.form.get(name, "")) or 0
