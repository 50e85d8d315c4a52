"""What an import says otherwise than we do: ours beside theirs, taken over or left, many at once for one listing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.numbers import whole_number
from directory.domain.services import Service
from directory.editors.blueprint import bp
from directory.finding.wording import Names
from directory.keeping.new_contacts import read_through, tell_of_new_contact
from directory.keeping.sides import name_of, say
from directory.store.organisations import get_organisations
from directory.store.provenance import ids_that_differ, sources_that_differ
from directory.store.services import get_service_by_slug, get_services
from directory.upkeep.differences import OF_ORGANISATION, Otherwise, is_new_contact, settle, told_otherwise
from directory.web.access import get_db, get_directory, get_now
from directory.web.filters import count
from directory.web.paging import page_asked, pages_of, start_of

A_PAGE = 10
PARTS = {"contact_points": "Ways to get in touch", "locations": "Where it is"}
TAKE, LEAVE = "take", "leave"
OF_WHICH = {
    "kind": "what it is",
    "url": "website",
    "email": "email",
    "name": "name",
    "description": "about it",
    "identifiers": "numbers in registers",
}


@dataclass(frozen=True)
class Row:
    """One fact, as it is here and as a source says it."""

    mark: str
    name: str
    ours: str
    theirs: str
    source: str
    noticed_at: Any
    is_new_contact: bool


@dataclass(frozen=True)
class Card:
    service: Service
    organisation: str
    rows: list[Row]


@bp.get("/editors/differences")
@open_to(Access.EDITOR)
def list_differences() -> str:
    return _show({}, {})


def _show(errors: dict[str, str], typed: dict[str, str]) -> str:
    source, page = request.values.get("source") or None, page_asked(request.values)
    ids, total = ids_that_differ(get_db(), source, start=start_of(page, A_PAGE), most=A_PAGE)
    pages = pages_of(total, A_PAGE)
    if page > pages:
        ids, page = ids_that_differ(get_db(), source, start=start_of(pages, A_PAGE), most=A_PAGE)[0], pages
    return render_template(
        "editors/differences.html",
        cards=_cards(ids),
        total=total,
        sources=[(one, f"{one}: {count(facts, 'fact')}") for one, facts in sources_that_differ(get_db()).items()],
        source=source or "",
        page=page,
        pages=pages,
        address=lambda page: url_for("editors.list_differences", page=page, source=source),
        said=_said(),
        errors=errors,
        typed=typed,
    )


@bp.post("/editors/differences/<slug>")
@open_to(Access.EDITOR)
def settle_differences(slug: str) -> ResponseReturnValue:
    """What was picked for each, or the same for all of this listing; a new number or address is only taken by itself."""
    service = get_service_by_slug(get_db(), slug)
    contacts = {one.mark for one in told_otherwise(get_db(), service.id) if is_new_contact(service, one)}
    picked = {name.removeprefix("pick/"): act for name, act in request.form.items() if name.startswith("pick/")}
    every = request.form.get("all", "")
    sides = dict.fromkeys(picked, every) if every in (TAKE, LEAVE) else picked
    alone = contacts & set(picked) if every == TAKE else set()
    sides = {mark: act for mark, act in sides.items() if mark not in alone}
    through, errors = _through(mark for mark in contacts if sides.get(mark) == TAKE)
    if errors:
        return _show(errors, request.form.to_dict())
    done = settle(
        get_db(),
        service.id,
        take=[mark for mark, act in sides.items() if act == TAKE],
        leave=[mark for mark, act in sides.items() if act == LEAVE],
        by=get_keeper().known_as,
        now=get_now(),
        through=through,
    )
    if done.has_new_contacts:
        tell_of_new_contact(service)
    back: dict[str, Any] = {"source": request.form.get("source") or None, "page": page_asked(request.form)}
    counts: dict[str, Any] = {"taken": len(done.taken), "left": len(done.left), "missed": done.missed, "alone": len(alone)}
    return redirect(url_for("editors.list_differences", **back, **counts), 303)


def _through(marks: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """What each was confirmed through, by its mark; and what is missing, by the name of the field."""
    told, errors = {}, {}
    for mark in marks:
        try:
            told[mark] = read_through(request.form.get(f"through/{mark}", ""))
        except ValueError as error:
            errors[f"through/{mark}"] = str(error)
    return told, errors


def _cards(ids: list[str]) -> list[Card]:
    services = get_services(get_db(), ids)
    runners, names = get_organisations(get_db(), [one.organisation_id for one in services]), get_directory().names()
    return [
        Card(
            service,
            runners[service.organisation_id].name,
            [_row(service, one, names) for one in told_otherwise(get_db(), service.id)],
        )
        for service in services
    ]


def _row(service: Service, one: Otherwise, names: Names) -> Row:
    of_organisation = one.field.startswith(OF_ORGANISATION)
    field = one.field.removeprefix(OF_ORGANISATION)
    name = f"Organisation: {OF_WHICH.get(field, field)}" if of_organisation else PARTS.get(field) or name_of(service, field)
    return Row(
        one.mark,
        name,
        say(one.field, one.ours, names),
        say(one.field, one.theirs, names),
        one.difference.source,
        one.difference.noticed_at,
        is_new_contact(service, one),
    )


def _said() -> str:
    """What was done to the last listing, from the address; nothing where it makes no sense."""
    told = {name: request.args.get(name, "")[:6] for name in ("taken", "left", "missed", "alone")}
    numbers = {name: number for name, typed in told.items() if (number := whole_number(typed)) is not None}
    if not numbers:
        return ""
    parts = [
        f"{count(numbers.get('taken', 0), 'fact')} taken over and public now" if numbers.get("taken") else "",
        f"{count(numbers.get('left', 0), 'fact')} left as it is here" if numbers.get("left") else "",
        f"{count(numbers['missed'], 'fact')} changed while you were looking: look once more"
        if numbers.get("missed")
        else "",
        f"{count(numbers['alone'], 'new number or address', 'new numbers or addresses')} to be taken over each by itself"
        if numbers.get("alone")
        else "",
    ]
    return "; ".join(part for part in parts if part) + "." if any(parts) else "Nothing was picked, so nothing changed."
