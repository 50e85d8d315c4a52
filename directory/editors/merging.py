"""Making one of two: fact by fact, seen before it is done, with the past of both to read, and the way back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.accounts.posting import post_room
from directory.domain.events import Subject
from directory.domain.merges import Merge, MergeRefused
from directory.domain.numbers import whole_number
from directory.domain.organisations import Identifier, Organisation
from directory.domain.services import Service
from directory.editors.blueprint import NUMBER, bp
from directory.editors.duplicates import organisation_as_known, service_as_known
from directory.editors.pasts import read_past
from directory.keeping.sides import facts_told, name_of, say
from directory.keeping.who import who
from directory.publishing.merging import (
    Choice,
    Side,
    choices,
    merge_services,
    merged_state,
    put_apart,
    refuse_merge,
    refuse_putting_apart,
)
from directory.publishing.merging_organisations import (
    merge_organisations,
    organisation_choices,
    put_organisations_apart,
    refuse_organisations,
)
from directory.store.keepers import keepers_of
from directory.store.merges import get_merge
from directory.store.organisations import get_organisation
from directory.store.services import every_service_id_of, get_service, get_services
from directory.store.versions import latest_version
from directory.web.access import get_db, get_directory, get_now, get_site

FIELD_NAMES = {"name": "Name", "kind": "What it is", "description": "About it", "url": "Website", "email": "Email"}


@dataclass(frozen=True)
class Shown:
    """One fact of the two in words, and which side is chosen."""

    choice: Choice
    name: str
    kept: str
    merged: str
    chosen: str


@bp.route("/editors/duplicates/services", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def merge_two_services() -> ResponseReturnValue:
    kept, merged = (get_service(get_db(), request.values.get(name, "")) for name in ("keep", "merge"))
    chosen = _chosen(request.form)
    versions = (latest_version(get_db(), kept.id), latest_version(get_db(), merged.id))
    try:
        refuse_merge(get_db(), kept, merged)
        state = merged_state(kept, merged, chosen)
        if request.method == "POST" and "look" not in request.form:
            by = get_keeper().known_as
            merge_services(
                get_db(), kept.id, merged.id, chosen=chosen, versions=_seen(versions), by=by, now=get_now()
            )  # fmt: skip
            return redirect(url_for("editors.list_duplicates", said="merged"), 303)
    except MergeRefused as error:
        return _show_services(kept, merged, chosen, versions, problem=str(error))
    return _show_services(kept, merged, chosen, versions, state=state if request.method == "POST" else None)


@bp.route("/editors/duplicates/organisations", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def merge_two_organisations() -> ResponseReturnValue:
    db = get_db()
    kept, merged = (get_organisation(db, request.values.get(name, "")) for name in ("keep", "merge"))
    try:
        refuse_organisations(db, kept, merged)
        if request.method == "POST":
            newcomers = [one.email for one in keepers_of(db, merged.id)]
            take = request.form.getlist("take")
            merge_organisations(db, kept.id, merged.id, take=take, by=get_keeper().known_as, now=get_now())
            _tell_keepers(kept.id, newcomers)
            return redirect(url_for("editors.list_duplicates", said="merged"), 303)
    except MergeRefused as error:
        return _show_organisations(kept, merged, str(error))
    return _show_organisations(kept, merged)


@bp.get(f"/editors/duplicates/merged/{NUMBER}")
@open_to(Access.EDITOR)
def show_merge(number: int) -> str:
    return _show_merge(get_merge(get_db(), number))


@bp.post(f"/editors/duplicates/merged/{NUMBER}/apart")
@open_to(Access.EDITOR)
def put_two_apart(number: int) -> ResponseReturnValue:
    merge, by, now = get_merge(get_db(), number), get_keeper().known_as, get_now()
    try:
        if merge.subject is Subject.ORGANISATION:
            put_organisations_apart(get_db(), number, by=by, now=now)
            return redirect(url_for("editors.list_duplicates", said="apart"), 303)
        stays = put_apart(get_db(), number, by=by, now=now)
    except MergeRefused as error:
        return _show_merge(merge, str(error))
    if not stays:
        return redirect(url_for("editors.list_duplicates", said="apart"), 303)
    service = get_service(get_db(), merge.kept_id)
    said = ", ".join(name_of(service, field) for field in stays)
    return _show_merge(get_merge(get_db(), number), f"Put apart. What was changed since stays as it is: {said}.")


def _chosen(typed: Mapping[str, str]) -> dict[str, Side]:
    """What was picked for each fact; anything else counts as not picked."""
    sides = {side.value: side for side in Side}
    return {name.removeprefix("side/"): sides[value] for name, value in typed.items() if value in sides}


def _seen(newest: tuple[int, int]) -> tuple[int, int]:
    """The versions that the form was made from."""
    typed = request.form.get("versions", "").split("-")
    seen = tuple(number for one in typed if (number := whole_number(one)) is not None)
    return (seen[0], seen[1]) if len(seen) == len(newest) else (-1, -1)


def _show_services(
    kept: Service,
    merged: Service,
    chosen: Mapping[str, Side],
    versions: tuple[int, int],
    *,
    state: Service | None = None,
    problem: str = "",
) -> str:
    names = get_directory().names()
    runners = [get_organisation(get_db(), one.organisation_id) for one in (kept, merged)]
    return render_template(
        "editors/merge_services.html",
        kept=kept,
        merged=merged,
        runners=runners,
        two=[service_as_known(one, runner.name) for one, runner in zip((kept, merged), runners, strict=True)],
        facts=[_shown(one, kept, merged, chosen) for one in choices(kept, merged)],
        versions=f"{versions[0]}-{versions[1]}",
        preview=facts_told(state, names) if state else (),
        problem=problem,
        errors={"look": problem} if problem else {},
    )


def _shown(choice: Choice, kept: Service, merged: Service, chosen: Mapping[str, Side]) -> Shown:
    names = get_directory().names()
    of = merged if choice.kept is None and choice.is_part else kept
    return Shown(
        choice,
        _name(of, choice),
        say(choice.field, choice.kept, names),
        say(choice.field, choice.merged, names),
        chosen.get(choice.field, choice.suggested).value,
    )


def _name(service: Service, choice: Choice) -> str:
    if choice.is_part and choice.field.count("/") == 1:
        return "An address" if choice.field.startswith("locations/") else "A way to get in touch"
    return name_of(service, choice.field)


def _show_organisations(kept: Organisation, merged: Organisation, problem: str = "") -> str:
    db = get_db()
    told = organisation_choices(kept, merged)
    listings = [get_services(db, every_service_id_of(db, one.id)) for one in (kept, merged)]
    return render_template(
        "editors/merge_organisations.html",
        kept=kept,
        merged=merged,
        facts=[(field, FIELD_NAMES[field], _words(ours), _words(theirs), ours is None) for field, ours, theirs in told],
        numbers=[_number(one) for one in dict.fromkeys((*kept.identifiers, *merged.identifiers))],
        listings=listings,
        two=[organisation_as_known(one, len(some)) for one, some in zip((kept, merged), listings, strict=True)],
        keepers=[keepers_of(db, one.id) for one in (kept, merged)],
        errors={"merge": problem} if problem else {},
    )


def _words(value: object) -> str:
    return "not told us" if value is None else str(value)


def _number(one: Identifier) -> str:
    return f"{one.scheme.value} {one.value}"


def _tell_keepers(organisation_id: str, newcomers: Iterable[str]) -> None:
    """Nobody is let in to the listings of others behind their back."""
    organisation = get_organisation(get_db(), organisation_id)
    emails = [one.email for one in keepers_of(get_db(), organisation_id)]
    for newcomer in newcomers:
        facts = {"colleague": newcomer, "organisation": organisation.name, "by": get_site().name}
        for email in emails:
            if email != newcomer:
                post_room().write_later("joined", email, **facts)


def _show_merge(merge: Merge, said: str = "") -> str:
    db, names = get_db(), get_directory().names()
    pasts = [read_past(db, merge.subject, one, merge.kept_id, names) for one in (merge.kept_id, merge.merged_id)]
    try:
        refuse_putting_apart(db, merge)
        problem = ""
    except MergeRefused as error:
        problem = str(error)
    return render_template("editors/merge.html", merge=merge, pasts=pasts, problem=problem, said=said, who=who(db))
