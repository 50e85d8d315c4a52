"""Who relies on one contact: a number that changes in one listing is wrong in the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import EmailNotUnderstood
from directory.domain.facts import fact_of
from directory.domain.keepers import read_email
from directory.domain.numbers import whole_number
from directory.domain.phone_numbers import read_phone_number
from directory.domain.services import Channel
from directory.domain.web_addresses import read_web_address
from directory.editors.blueprint import bp
from directory.editors.changing import change_address
from directory.keeping.contact_warnings import warn_of_contact
from directory.keeping.new_contacts import THROUGH, read_through, tell_of_carried_contact
from directory.keeping.sides import name_of as fact_called
from directory.keeping.still_standing import part_of, still_standing
from directory.store.services import get_services
from directory.upkeep.relied_on import ContactNotFound, Relied, carry, get_relied, key_of, plain, relied_on
from directory.web.access import get_db, get_now
from directory.web.filters import count, phone
from directory.web.paging import on_page, page_asked, pages_of

A_PAGE = 50
LONGEST = 300
FIELDS = ("url", "contact_points/")
SAME_AS_NOW = "This is what it is now. To write it in another way, change one listing alone"
READ: Mapping[str, Callable[[str], str]] = {"number": read_phone_number, "email": read_email, "link": read_web_address}
CALLED = {"number": "number", "email": "email address", "link": "web link"}
Typed = Mapping[str, str]


@bp.get("/editors/contacts")
@open_to(Access.EDITOR)
def list_contacts() -> str:
    words, page = request.args.get("words", "").strip()[:LONGEST], page_asked(request.args)
    found = [one for one in relied_on(get_db()) if _matches(one, words)]
    return render_template(
        "editors/contacts.html",
        contacts=on_page(found, page, A_PAGE),
        found=len(found),
        words=words,
        page=page,
        pages=pages_of(len(found), A_PAGE),
        called=CALLED,
    )


@bp.route("/editors/contacts/<key>", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def show_contact(key: str) -> ResponseReturnValue:
    """First what a change would do, then the change in all the listings that are ticked."""
    typed, ticked = request.form, request.form.getlist("use")
    try:
        one = get_relied(get_db(), key)
    except ContactNotFound:
        if request.method != "POST":
            raise
        return _changed_meanwhile(typed.get("new", ""), ticked)
    if request.method != "POST":
        return _show(one, {}, {})
    new, error = read_contact(one.kind, typed.get("new", ""))
    if not error and plain(one.kind, new) == plain(one.kind, one.value):
        error = SAME_AS_NOW
    errors = {"new": error} if error else {} if ticked else {"uses": "Tick at least one listing"}
    if errors or typed.get("sure") != f"{new} {' '.join(sorted(ticked))}":
        return _show(one, typed, errors, "" if errors else new)
    try:
        through = read_through(typed.get(THROUGH, ""))
    except ValueError as problem:
        return _show(one, typed, {THROUGH: str(problem)}, new)
    return _carried(one, new, ticked, through)


def _carried(one: Relied, new: str, ticked: Sequence[str], through: str) -> ResponseReturnValue:
    """The change is made, and whoever keeps the listings hears of it."""
    wanted = [(use.service_id, use.field) for use in one.uses if name_of(use.service_id, use.field) in ticked]
    done = carry(get_db(), one, new, wanted, through=through, by=get_keeper().known_as, now=get_now())
    tell_of_carried_contact(done.changed, new=_shown(one.kind, new), gone=_shown(one.kind, one.value))
    if not done.changed:
        return _changed_meanwhile(new, ticked)
    address = url_for("editors.show_contact", key=key_of(one.kind, new), done=len(done.changed), left=len(done.left))
    return redirect(address, 303)


def _changed_meanwhile(typed: str, ticked: Iterable[str]) -> str:
    """Somebody was quicker: what the listings that were ticked say now, and the words that were not sent."""
    named = [name.partition("/") for name in ticked]
    services = {one.id: one for one in get_services(get_db(), list({service_id for service_id, _, _ in named}))}
    found = [(services[one], field) for one, _, field in named if one in services]
    now = [(service, field, fact_of(service, field)) for service, field in found if field.startswith(FIELDS)]
    return render_template("editors/contact_gone.html", typed=typed[:LONGEST], now=now, change_address=change_address)


def name_of(service_id: str, field: str) -> str:
    """One use, as a form names it."""
    return f"{service_id}/{field}"


def read_contact(kind: str, typed: str) -> tuple[str, str]:
    """The contact of this kind that was typed, or a sentence about what to put right."""
    try:
        return READ[kind](" ".join(typed.split())), ""
    except (EmailNotUnderstood, ValueError) as error:
        return "", str(error)


def _show(one: Relied, typed: Typed, errors: dict[str, str], sure: str = "") -> str:
    ticked = request.form.getlist("use") if typed else [name_of(use.service_id, use.field) for use in one.uses]
    return render_template(
        "editors/contact.html",
        one=one,
        typed=typed,
        ticked=ticked,
        errors=errors,
        new=sure,
        sure=f"{sure} {' '.join(sorted(ticked))}",
        name_of=name_of,
        change_address=change_address,
        called=CALLED[one.kind],
        warnings=list(dict.fromkeys(_warnings(one, sure, ticked))),
        elsewhere=list(dict.fromkeys(_elsewhere(one, ticked))) if sure else [],
        said=_said(),
    )


def _warnings(one: Relied, new: str, ticked: Sequence[str]) -> Iterator[str]:
    """What the form of one listing would ask to look at once more."""
    for use in one.uses if new else ():
        if name_of(use.service_id, use.field) in ticked and use.field != "url":
            yield from warn_of_contact(new, Channel(use.channel))


def _elsewhere(one: Relied, ticked: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Where the old one stands in these listings and is not changed from here: the listing, the fact, and its form."""
    uses = [use for use in one.uses if name_of(use.service_id, use.field) in ticked]
    services = {service.id: service for service in get_services(get_db(), list({use.service_id for use in uses}))}
    carried = {(use.service_id, part_of(use.field)) for use in uses}
    for use in uses:
        service = services[use.service_id]
        for field in still_standing(service, use.value, but=part_of(use.field)):
            if (service.id, part_of(field)) not in carried:
                yield service.name, fact_called(service, field), change_address(service.slug, field)


def _shown(kind: str, value: str) -> str:
    return phone(value) if kind == "number" else value


def _matches(one: Relied, words: str) -> bool:
    """Numbers however they are spaced; else any part of it, or of the name of a listing."""
    bare = plain(one.kind, words)
    in_value = bool(bare) and bare in plain(one.kind, one.value)
    return not words or in_value or any(words.lower() in use.name.lower() for use in one.uses)


def _said() -> str:
    done, left = (whole_number(request.args.get(name, "")) for name in ("done", "left"))
    if not done:
        return ""
    sentence = f"Changed in {count(done, 'listing')}. It is public now."
    if left:
        sentence += f" In {count(left, 'listing')} somebody else had just changed it: there it stays as it is now."
    return sentence
