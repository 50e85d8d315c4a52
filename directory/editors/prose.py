"""Facts read from a provider's own sentences at import, each listing beside its words: confirmed, changed or taken out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, get_type_hints

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.eligibility import AgeRule, Catchment
from directory.domain.provenance import Provenance
from directory.domain.services import Service, Threshold
from directory.editors.blueprint import bp
from directory.editors.changing import change_address
from directory.keeping.sides import name_of, say
from directory.publishing.confirming import confirm_as_read, mark_of, may_be_blank, take_out_misread
from directory.publishing.versions import ChangedSince
from directory.store.codec import from_json
from directory.store.desk import Pick, count_picked, ids_from_prose
from directory.store.organisations import get_organisations
from directory.store.provenance import get_provenance
from directory.store.services import get_service_by_slug, get_services
from directory.web.access import get_db, get_directory, get_now
from directory.web.paging import page_asked, pages_of, start_of

A_PAGE = 10
SAID = {
    "confirmed": "Confirmed.",
    "taken-out": "Taken out: people read “not told us” there now.",
    "done": "That was done already. Nothing was stored twice.",
    "moved": "Nothing was changed: somebody else has just changed that listing. Look at it once more.",
}
BLANK_TEXTS: Mapping[str, Any] = {"summary": None, "description": None, "threshold": Threshold()}
CONFIRM_ALL, TAKE_OUT = "all", "take-out"


@dataclass(frozen=True)
class ReadFact:
    """One fact read from prose. `change` is where it is changed."""

    field: str
    name: str
    words: str
    change: str
    may_be_blank: bool


@dataclass(frozen=True)
class Card:
    """A listing with facts nobody has confirmed, and the words they were read from in parts: those that tell are marked.
    `is_rewritten`: the page has other words than theirs."""

    service: Service
    organisation: str
    facts: tuple[ReadFact, ...]
    paragraphs: tuple[tuple[tuple[str, bool], ...], ...]
    sources: str
    mark: str
    is_rewritten: bool


@bp.get("/editors/prose")
@open_to(Access.EDITOR)
def list_prose() -> str:
    page, left = page_asked(request.args), count_picked(get_db(), Pick.FROM_PROSE)
    page = min(page, pages_of(left, A_PAGE))
    cards = _cards(get_services(get_db(), ids_from_prose(get_db(), start=start_of(page, A_PAGE), most=A_PAGE)))
    said = SAID.get(request.args.get("said", ""), "")
    at = request.args.get("at", "")
    if said and at not in {card.service.slug for card in cards}:
        at = cards[0].service.slug if cards else ""
    return render_template(
        "editors/prose.html",
        cards=cards,
        left=left,
        page=page,
        pages=pages_of(left, A_PAGE),
        address=partial(url_for, "editors.list_prose"),
        said=said,
        at=at if said else "",
    )


@bp.route("/editors/prose/<slug>", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def confirm_prose(slug: str) -> ResponseReturnValue:
    service = get_service_by_slug(get_db(), slug)
    if request.method == "POST":
        return _goes_on(service, _act(service))
    cards = _cards([service]) if service.unconfirmed else []
    said = SAID.get(request.args.get("said", ""), "")
    return render_template("editors/prose_of_one.html", service=service, cards=cards, said=said)


def _act(service: Service) -> str:
    """What was pressed; and what is to be said of it."""
    if not service.unconfirmed:
        return "done"
    act, _, field = request.form.get("act", "").partition(":")
    how: dict[str, Any] = {"seen": request.form.get("mark", ""), "by": get_keeper().known_as, "now": get_now()}
    try:
        if act == TAKE_OUT:
            take_out_misread(get_db(), service.id, field, **how)
            return "taken-out"
        confirm_as_read(get_db(), service.id, service.unconfirmed if act == CONFIRM_ALL else {field}, **how)
    except ChangedSince:
        return "moved"
    return "confirmed"


def _goes_on(service: Service, said: str) -> ResponseReturnValue:
    """To the same listing while something of it is left, else to the one after it."""
    still_there = bool(get_service_by_slug(get_db(), service.slug).unconfirmed)
    at = service.slug if still_there else request.form.get("after", "")
    if not request.form.get("page"):
        return redirect(url_for("editors.confirm_prose", slug=service.slug, said=said), 303)
    return redirect(
        url_for("editors.list_prose", page=page_asked(request.form), said=said, at=at, _anchor=f"{at}-name" if at else None),
        303,
    )


def _cards(services: list[Service]) -> list[Card]:
    organisations = get_organisations(get_db(), {one.organisation_id for one in services})
    return [_card(one, organisations[one.organisation_id].name) for one in services]


def _card(service: Service, organisation: str) -> Card:
    told = get_provenance(get_db(), service.id)
    sources = sorted({one.source for one in told.values() if one.field in service.unconfirmed})
    theirs = _as_told(service, told)
    return Card(
        service,
        organisation,
        tuple(_fact(service, field) for field in sorted(service.unconfirmed)),
        tuple(_in_parts(text, _tells(service)) for text in _prose(theirs)),
        ", ".join(sources),
        mark_of(service),
        is_rewritten=list(_prose(theirs)) != list(_prose(service)),
    )


def _as_told(service: Service, told: Mapping[str, Provenance]) -> Service:
    """With its texts as the sources told them, not as somebody rewrote them here; as it stands where no source is known."""
    if not told:
        return service
    hints = get_type_hints(Service)
    theirs = {field: from_json(hints[field], told[field].imported) for field in BLANK_TEXTS if field in told}
    return replace(service, **{**BLANK_TEXTS, **theirs})


def _fact(service: Service, field: str) -> ReadFact:
    words = say(field, getattr(service, field), get_directory().names())
    return ReadFact(field, name_of(service, field), words, change_address(service.slug, field), may_be_blank(field))


def _prose(service: Service) -> Iterator[str]:
    """Every sentence of theirs that we hold."""
    threshold = service.threshold
    for text in (service.summary, service.description, threshold.for_plain, threshold.not_for_plain):
        yield from (line for line in (text or "").splitlines() if line.strip())


def _tells(service: Service) -> re.Pattern[str] | None:
    """Finds the ages and the places that were read, where the words say them as they are."""
    ages = (
        {str(age) for rule in service.age_rules or () for age in _ends(rule)}
        if "age_rules" in service.unconfirmed
        else set()
    )
    places = _places(service.catchment) if "catchment" in service.unconfirmed else set()
    told = sorted(ages | places, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, told))})(?!\d)", re.IGNORECASE) if told else None


def _ends(rule: AgeRule) -> Iterator[int]:
    yield from (age for age in (rule.minimum, rule.maximum) if age is not None)


def _places(catchment: Catchment | None) -> set[str]:
    areas = [one.area for group in catchment.groups for one in group if one.area] if catchment else []
    return {name for area in areas for name in get_directory().names().list_areas(area.codes) if name}


def _in_parts(text: str, tells: re.Pattern[str] | None) -> tuple[tuple[str, bool], ...]:
    parts = tells.split(text) if tells else [text]
    return tuple((part, place % 2 == 1) for place, part in enumerate(parts) if part)
