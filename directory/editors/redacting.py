"""Taking something out for good, by an admin: one fact of a listing, or words wherever they stand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.changes import OPEN, ChangeState
from directory.domain.facts import Change, fact_of
from directory.domain.organisations import Organisation
from directory.domain.redaction import BESIDE, SENT, TOLD, NotErasedYet, TooShortToRedact
from directory.domain.services import Service
from directory.editors.blueprint import bp
from directory.editors.changes_letters import tell_answered
from directory.finding.documents import public_documents
from directory.keeping.sides import facts_told, name_of, say
from directory.publishing.redacting import (
    OF_ORGANISATION,
    Standing,
    Taken,
    finish_redaction,
    look_for_text,
    redact_fact,
    redact_text,
    redact_text_everywhere,
)
from directory.publishing.reviewing import Answer
from directory.store.areas import get_area
from directory.store.changes import get_changes, get_open_changes, list_changes_in
from directory.store.database import content_version
from directory.store.organisation_versions import get_organisation_versions
from directory.store.organisations import get_organisation
from directory.store.provenance import get_provenance
from directory.store.services import get_service, get_service_by_slug, get_services
from directory.store.versions import get_versions, state_of
from directory.web.access import get_db, get_directory, get_now, get_taxonomy
from directory.web.filters import count
from directory.web.lengths import too_long
from directory.web.uploads import kept_files

NOTHING_LEFT = (
    "We had to take some words out of it for good. Then nothing was left to publish. You can send it in other words."
)
CONFIRM_WORD = "FOREVER"
AND_WAITING = " (and in an edit that waits)"
LONGEST_SHOWN, LONGEST_TEXT = 60, 300
NOT_TYPED = f"Type {CONFIRM_WORD}, in capitals, to show that you mean it"
NOT_CHOSEN = "Choose what is to go"
SAID = {
    "redacted": "Taken out, for good: written this way, or with other spaces, hyphens or accents. It is in no version, no"
    " search and no copy that is made from now on. May it stand here in other words too? Look for them as well."
}
OF_ORGANISATION_SAID = {
    "name": "Name of the organisation",
    "description": "About the organisation",
    "url": "Website of the organisation",
    "email": "Email address of the organisation",
    "identifiers": "Charity, company and NHS numbers of the organisation",
    "inclusion": "What the organisation declared",
}


@dataclass(frozen=True)
class Found:
    """A listing in which a text stands, the facts in which it does, and those of edits that wait for an editor."""

    service: Service
    facts: tuple[str, ...]
    waiting: tuple[str, ...]
    drafts: int


@bp.route("/editors/listings/<slug>/redact", methods=["GET", "POST"])
@open_to(Access.ADMIN)
def redact_listing(slug: str) -> ResponseReturnValue:
    """One fact, from every version of a listing."""
    service, errors = get_service_by_slug(get_db(), slug), {}
    options, field = list(_options(service)), request.form.get("field", "")
    if request.method == "POST":
        errors = {} if field in dict(options) else {"field-choice": NOT_CHOSEN}
        errors |= _confirmed()
        if not errors:
            shown = url_for("editors.show_listing", slug=service.slug, said="redacted")
            return _take_out(lambda **how: redact_fact(get_db(), service.id, field, **how), shown)
    return render_template(
        "editors/redact_fact.html", service=service, options=options, field=field, errors=errors, word=CONFIRM_WORD
    )


@bp.route("/editors/redact", methods=["GET", "POST"])
@open_to(Access.ADMIN)
def redact_words() -> ResponseReturnValue:
    """Words wherever they stand: first looked for, then taken out."""
    text, only = request.form.get("text", "").strip(), request.form.get("only", "")
    if request.method != "POST":
        return _ask_for_words("", {})
    if long := too_long(text, LONGEST_TEXT):
        return _ask_for_words(text, {"text": long})
    try:
        stood = look_for_text(get_db(), text, by=get_keeper().known_as, now=get_now())
    except TooShortToRedact as error:
        return _ask_for_words(text, {"text": str(error)})
    errors = _confirmed() if "typed" in request.form else {}
    if errors or "typed" not in request.form:
        return _show_standing(text, stood, errors)
    if only in stood.listings:
        return _take_out(lambda **how: redact_text(get_db(), only, text, **how), _look_for_more())
    return _take_out(lambda **how: redact_text_everywhere(get_db(), text, **how), _look_for_more())


@bp.post("/editors/redact/finish")
@open_to(Access.ADMIN)
def finish_redacting() -> ResponseReturnValue:
    try:
        finish_redaction(get_db(), _copies())
    except NotErasedYet as error:
        return _press_again(str(error))
    return redirect(_look_for_more(), 303)


def _take_out(act: Callable[..., object], then: str) -> ResponseReturnValue:
    by, now = get_keeper().known_as, get_now()
    try:
        act(by=by, now=now, forget=_copies())
    except NotErasedYet as error:
        return _press_again(str(error))
    finally:
        _tell_closed(by, now)
    return redirect(then, 303)


def _tell_closed(by: str, now: datetime) -> None:
    """Whoever sent an edit hears that a part of it will not be public."""
    for change in list_changes_in(get_db(), ChangeState.TAKEN_OUT):
        closed = [one for one in change.in_state(ChangeState.TAKEN_OUT) if (one.decided_by, one.decided_at) == (by, now)]
        if closed:
            answers = {one.field: Answer(ChangeState.DECLINED, NOTHING_LEFT) for one in closed}
            tell_answered(change, get_service(get_db(), change.service_id), answers)


def _look_for_more() -> str:
    return url_for("editors.redact_words", said="redacted")


def _copies() -> list[Callable[[], None]]:
    """What is kept outside the database: the word index, and sheets that were sent and not used yet."""
    db, taxonomy, index = get_db(), get_taxonomy(), get_directory().index
    return [kept_files().forget_all, lambda: index.rebuild(content_version(db), lambda: public_documents(db, taxonomy))]


def _confirmed() -> dict[str, str]:
    return {} if request.form.get("typed", "").strip() == CONFIRM_WORD else {"typed": NOT_TYPED}


def _ask_for_words(text: str, errors: dict[str, str]) -> str:
    said = SAID.get(request.args.get("said", ""), "")
    return render_template("editors/redact_words.html", text=text, errors=errors, said=said)


def _press_again(why: str) -> ResponseReturnValue:
    return render_template("editors/redact_again.html", why=why), 503


def _show_standing(text: str, stood: Standing, errors: dict[str, str]) -> str:
    services = get_services(get_db(), list(stood.listings))
    found = [_found(one, stood.taken[one.id]) for one in services]
    return render_template(
        "editors/redact_standing.html",
        text=text,
        found=found,
        beside_all=stood.beside_all,
        councils=[area.name for code in stood.councils if (area := get_area(get_db(), code))],
        errors=errors,
        word=CONFIRM_WORD,
        total=count(len(found), "listing"),
    )


def _found(service: Service, taken: Taken) -> Found:
    return Found(service, tuple(_names(service, taken.fields)), tuple(_names(service, taken.waiting)), taken.drafts)


def _names(service: Service, fields: tuple[str, ...]) -> Iterator[str]:
    yield from dict.fromkeys(_name(service, field) for field in fields)


def _name(service: Service, field: str) -> str:
    if field == BESIDE:
        return "Notes and reasons beside it"
    if field.startswith(SENT):
        return f"In what was sent: {_name(service, field.removeprefix(SENT))}"
    if field.startswith(TOLD):
        return f"What a source told: {_name(service, field.removeprefix(TOLD))}"
    if field.startswith(OF_ORGANISATION):
        return OF_ORGANISATION_SAID.get(field.removeprefix(OF_ORGANISATION), "The organisation")
    return name_of(service, field)


def _options(service: Service) -> Iterator[tuple[str, str]]:
    """Every fact that is told anywhere: now, in an older version, in an edit, by a source, of the organisation."""
    names = get_directory().names()
    waiting = [fact.change for edit in get_open_changes(get_db(), service.id) for fact in edit.in_state(*OPEN)]
    for field in _fields_told(service):
        now = fact_of(service, field)
        words = say(field, now, names) if now is not None else "only in what was kept"
        waits = any(Change(field, None, None).overlaps(one) for one in waiting)
        yield field, f"{name_of(service, field)}: {_short(words)}{AND_WAITING if waits else ''}"
    yield from _options_of_organisation(get_organisation(get_db(), service.organisation_id))


def _options_of_organisation(organisation: Organisation) -> Iterator[tuple[str, str]]:
    versions = get_organisation_versions(get_db(), organisation.id)
    for name, label in OF_ORGANISATION_SAID.items():
        value: Any = getattr(organisation, name)
        if value not in (None, ()):
            yield f"{OF_ORGANISATION}{name}", f"{label}: {_short(value)}" if isinstance(value, str) else label
        elif any(getattr(one.told, name) not in (None, ()) for one in versions):
            yield f"{OF_ORGANISATION}{name}", f"{label}: only in what was kept"


def _fields_told(service: Service) -> list[str]:
    db, names = get_db(), get_directory().names()
    states = [service, *(state_of(version.facts) for version in reversed(get_versions(db, service.id)))]
    told = [field for state in states for field, _, _ in facts_told(state, names)]
    sent = [fact.field for change in get_changes(db, service.id) for fact in change.facts]
    sources = [field for field in get_provenance(db, service.id) if not field.startswith(OF_ORGANISATION)]
    return list(dict.fromkeys((*told, *sent, *sources)))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"
