"""Organisations: the facts of each, its listings, who keeps them, and its numbers in registers."""

import re
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import EmailNotUnderstood
from directory.domain.events import Subject
from directory.domain.keepers import moment, read_email
from directory.domain.organisations import Identifier, IdentifierScheme, Organisation, OrganisationKind
from directory.domain.web_addresses import read_web_address
from directory.editors.blueprint import bp
from directory.keeping.who import who
from directory.publishing.organising import NumberTaken, OrganisationChanged, edit_organisation, mark_of
from directory.store.events import list_events
from directory.store.invitations import list_open_invitations
from directory.store.keepers import keepers_of
from directory.store.merges import ids_merged_into
from directory.store.organisations import find_organisations, get_organisation_by_slug, get_organisations
from directory.store.services import every_service_id_of, get_services
from directory.web.access import get_db, get_now
from directory.web.paging import page_asked, pages_of, start_of

A_PAGE = 50
LONGEST = {"name": 200, "description": 2_000, "url": 300, "email": 254, "numbers": 500}
NUMBERS = {
    IdentifierScheme.CHARITY: (
        re.compile(r"(SC|NIC?)?\d{5,8}(-\d{1,3})?"),
        "six to eight digits",
    ),
    IdentifierScheme.COMPANY: (re.compile(r"[A-Z]{0,2}\d{6,8}"), "eight letters and digits"),
    IdentifierScheme.ODS: (re.compile(r"[A-Z0-9]{3,6}"), "three to six letters and digits"),
}
NOT_TOLD = "not told us"
BY_WORD = {scheme.value.casefold(): scheme for scheme in IdentifierScheme}
CALLED = {
    "name": "Name",
    "kind": "What it is",
    "description": "About it",
    "url": "Website",
    "email": "Email",
    "identifiers": "Numbers in registers",
}
FIELDS = {"numbers" if field == "identifiers" else field: name for field, name in CALLED.items()}
SAID = {
    "changed": "Changed. It is public now.",
    "same": "Nothing was different, so nothing changed.",
    "put-back": "Put back. It is public now.",
}


@bp.get("/editors/organisations")
@open_to(Access.EDITOR)
def list_organisations() -> str:
    words, page = request.args.get("words", "").strip()[:100], page_asked(request.args)
    rows, total = find_organisations(get_db(), words, start=start_of(page, A_PAGE), most=A_PAGE)
    pages = pages_of(total, A_PAGE)
    if page > pages:
        rows, page = find_organisations(get_db(), words, start=start_of(pages, A_PAGE), most=A_PAGE)[0], pages
    return render_template(
        "editors/organisations.html",
        rows=rows,
        total=total,
        words=words,
        page=page,
        pages=pages,
        address=lambda page: url_for("editors.list_organisations", page=page, words=words or None),
    )


@bp.get("/editors/organisations/<slug>")
@open_to(Access.EDITOR)
def show_organisation(slug: str) -> str:
    db, organisation = get_db(), get_organisation_by_slug(get_db(), slug)
    events = list_events(db, subject=Subject.ORGANISATION, subject_id=organisation.id, most=20)
    return render_template(
        "editors/organisation.html",
        organisation=organisation,
        facts=facts_told(organisation),
        listings=get_services(db, every_service_id_of(db, organisation.id)),
        keepers=keepers_of(db, organisation.id),
        invited=list_open_invitations(db, organisation.id, moment(get_now())),
        merged=list(get_organisations(db, ids_merged_into(db, Subject.ORGANISATION, organisation.id)).values()),
        events=[event for _, event in events],
        called=CALLED,
        who=who(db),
        said=SAID.get(request.args.get("said", "")),
    )


@bp.route("/editors/organisations/<slug>/change", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def change_organisation(slug: str) -> ResponseReturnValue:
    organisation = get_organisation_by_slug(get_db(), slug)
    if request.method != "POST":
        return _show_form(organisation, typed_of(organisation), {})
    typed = {name: request.form.get(name, "").strip() for name in ("name", "kind", "description", "url", "email", "numbers")}
    facts, errors = _read(typed)
    if errors:
        return _show_form(organisation, typed, errors, seen=request.form.get("seen", ""))
    try:
        seen, by = request.form.get("seen", ""), get_keeper().known_as
        edit_organisation(get_db(), organisation.id, facts=facts, seen=seen, by=by, now=get_now())
    except OrganisationChanged:
        return _show_form(organisation, typed, {}, theirs=typed_of(organisation))
    except NumberTaken as error:
        return _show_form(organisation, typed, {"numbers": str(error)}, seen=request.form.get("seen", ""), other=error.other)
    same = all(getattr(organisation, name) == value for name, value in facts.items())
    return redirect(url_for("editors.show_organisation", slug=organisation.slug, said="same" if same else "changed"), 303)


def facts_told(organisation: Organisation) -> list[tuple[str, str]]:
    """Each fact with what it is called, in words."""
    words = (typed.replace("\n", ", ") or NOT_TOLD for typed in typed_of(organisation).values())
    return list(zip(CALLED.values(), words, strict=True))


def typed_of(organisation: Organisation) -> dict[str, str]:
    """Its facts as they are typed into the form."""
    return {
        "name": organisation.name,
        "kind": organisation.kind.value if organisation.kind else "",
        "description": organisation.description or "",
        "url": organisation.url or "",
        "email": organisation.email or "",
        "numbers": "\n".join(f"{one.scheme.value} {one.value}" for one in organisation.identifiers),
    }


def _read(typed: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts, and what is to be put right."""
    errors = {
        name: f"Use at most {longest} letters. You have used {len(typed[name])}."
        for name, longest in LONGEST.items()
        if len(typed[name]) > longest
    }
    if not typed["name"]:
        errors["name"] = "Enter its name"
    if typed["kind"] not in ("", *OrganisationKind):
        errors["kind"] = "Select what it is"
    url = _read_url(typed["url"], errors)
    email = _read_mail(typed["email"], errors)
    numbers, problem = _read_numbers(typed["numbers"])
    errors |= {"numbers": problem} if problem else {}
    facts = {
        "name": typed["name"],
        "kind": OrganisationKind(typed["kind"]) if typed["kind"] and "kind" not in errors else None,
        "description": typed["description"].replace("\r\n", "\n") or None,
        "url": url,
        "email": email,
        "identifiers": numbers,
    }
    return facts, errors


def _read_url(typed: str, errors: dict[str, str]) -> str | None:
    try:
        return read_web_address(typed) if typed else None
    except ValueError as error:
        errors.setdefault("url", str(error))
        return None


def _read_mail(typed: str, errors: dict[str, str]) -> str | None:
    try:
        return read_email(typed) if typed else None
    except EmailNotUnderstood as error:
        errors["email"] = str(error)
        return None


def _read_numbers(typed: str) -> tuple[tuple[Identifier, ...], str]:
    """Each line a register and a number; or what is wrong with the first that cannot be read."""
    found = []
    for line in filter(None, (one.strip() for one in typed.splitlines())):
        word, _, number = line.partition(" ")
        scheme, value = BY_WORD.get(word.casefold()), "".join(number.upper().split())
        if scheme is None:
            return (), f"Begin each line with charity, company or ODS. This one begins with “{word}”."
        pattern, looks_like = NUMBERS[scheme]
        if not pattern.fullmatch(value):
            return (), f"“{number}” is no {scheme.value} number. It has {looks_like}."
        found.append(Identifier(scheme, value))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.scheme, one.value))), ""


def _show_form(
    organisation: Organisation,
    typed: dict[str, str],
    errors: dict[str, str],
    *,
    seen: str = "",
    theirs: dict[str, str] | None = None,
    other: Organisation | None = None,
) -> str:
    sides = [
        (name, typed[field], theirs[field]) for field, name in FIELDS.items() if theirs and typed[field] != theirs[field]
    ]
    return render_template(
        "editors/change_organisation.html",
        organisation=organisation,
        typed=typed,
        errors=errors,
        seen=seen or mark_of(organisation),
        sides=sides,
        other=other,
        kinds=[(kind.value, kind.value) for kind in OrganisationKind],
    )
