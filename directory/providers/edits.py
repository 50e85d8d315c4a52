"""One way from a form to the publishing engine, whatever the fact: sent, asked twice, or shown beside what others wrote."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guards import show_refusal
from directory.domain.changes import Conflict, EditConflict, SentMeanwhile, SignInNeeded, TellTwice
from directory.domain.facts import difference
from directory.domain.numbers import whole_number
from directory.domain.risk import Risk, risk_of
from directory.domain.services import Service
from directory.keeping.new_contacts import (
    THROUGH,
    edited_through,
    read_through,
    tell_of_new_contact,
    tell_of_nobody_reached,
    tell_of_proposed_contact,
)
from directory.keeping.sides import name_of, say
from directory.providers.desk import Desk
from directory.providers.drafts import GO_ON, drop_sent, find_draft, keep_for_later, shown
from directory.providers.previews import preview
from directory.providers.taking_back import sent_as_public
from directory.providers.typed import FormNotUnderstood, Typed
from directory.providers.waiting_here import waiting_here
from directory.publishing.editing import publish_edit
from directory.publishing.proposing import Proposed, propose
from directory.store.changes import get_changes
from directory.store.keepers import keepers_of
from directory.store.services import get_service
from directory.store.versions import latest_version, read_version
from directory.web.access import get_db, get_directory, get_now
from directory.web.errors import Trouble
from directory.web.previews import READERS

LONGEST = 4_000
TOO_LONG = f"Use at most {LONGEST:,} letters here. There are {{:,}}. All of them are still in the form."
# Everything below a space but a tab and the end of a line: nobody types it, and no sheet can hold it.
# The same for letters that turn others round or show nothing: they hide what a line says.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
MADE_FROM, SEEN, TOLD_TWICE, PREVIEW, KEEP = "made_from", "seen_edit", "told_twice", "preview", "keep"
OURS = frozenset({MADE_FROM, SEEN, TOLD_TWICE, PREVIEW, KEEP, "form_token"})
SIGN_IN_FIRST = Trouble(
    403,
    "Please sign in to change this",
    ("The link in our letter is for saying that all is right, and for small news like hours and waits.",
     "Nothing was changed. Sign in with your email address, then change it there."),
)  # fmt: skip


@dataclass(frozen=True)
class Sides:
    """One fact that two people have changed, or sent, at once, in the words of both."""

    name: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class FactForm:
    """A form for a few facts. `fill` gives what stands in its fields; `read` the listing with what was typed,
    or raises `FormNotUnderstood`. `shown` is what else its page needs. What `warn` says is said once and stops nobody.
    `is_contact`: it may tell a new way to reach somebody."""

    template: str
    fill: Callable[[Service], Typed]
    read: Callable[[Typed, Service, date], Service]
    shown: Mapping[str, Any]
    warn: Callable[[Typed], Iterable[str]] = lambda typed: ()
    is_contact: bool = False


def edit(desk: Desk, form: FactForm) -> ResponseReturnValue:
    """Show a form, or send what was typed. Whatever is wrong, every word that was typed is still there."""
    if request.method != "POST":
        return _begin(desk, form)
    typed = _read_typed()
    too_long = {name: TOO_LONG.format(len(words)) for name, words in typed.items() if len(words) > LONGEST}
    if too_long:
        return _show(desk, form, typed, made_from=read_made_from(desk), errors=too_long)
    if KEEP in typed and not desk.link:
        keep_for_later(desk, {name: words for name, words in typed.items() if name not in OURS}, read_made_from(desk))
        return redirect(desk.address("show_listing", said="kept"), 303)
    if PREVIEW in typed and not desk.link:
        return _preview(desk, form, typed)
    return _checked(desk, form, typed) or _sent(desk, form, typed)


def send(
    desk: Desk, edited: Service, made_from: int, *, told_twice: bool = False, through: str = "", seen: int | None = None
) -> Proposed:
    """To the publishing engine; what an editor writes is public at once, with what a new number was confirmed `through`."""
    db, by, now = get_db(), desk.keeper.known_as, get_now()
    if desk.publishes_at_once:
        publish_edit(db, edited, made_from=made_from, by=by, now=now, reason=edited_through(through))
        return Proposed(None)
    keepers = [one.known_as for one in keepers_of(db, desk.service.organisation_id)]
    return propose(
        db, edited, made_from=made_from, by=by, now=now, keepers=keepers, signed_in=not desk.link, told_twice=told_twice,
        seen=seen,
    )  # fmt: skip


def _said_of(desk: Desk, proposed: Proposed, fill: Callable[[Service], Typed]) -> dict[str, Any]:
    """What the next page is to say."""
    if proposed.change:
        return {"change": proposed.change.id}
    return {"said": "published" if desk.publishes_at_once else sent_as_public(desk, fill)}


def read_made_from(desk: Desk) -> int:
    """The version that the form was made from; the newest where that makes no sense."""
    newest, told = latest_version(get_db(), desk.service.id), whole_number(request.form.get(MADE_FROM, ""))
    return newest if told is None else min(told, newest)


def _read_seen(desk: Desk) -> int:
    """The newest edit of the listing that the form showed, or could have; the newest of all where that makes no sense."""
    newest, told = _newest_edit(desk), whole_number(request.form.get(SEEN, ""))
    return newest if told is None else min(told, newest)


def _newest_edit(desk: Desk) -> int:
    return max((one.id for one in get_changes(get_db(), desk.service.id)), default=0)


def _read_typed() -> Typed:
    """What was typed; several ticks of one name are lines."""
    several = ((name, "\n".join(values)) for name, values in request.form.lists())
    return {name: UNSEEN.sub("", value).strip() for name, value in several}


def _begin(desk: Desk, form: FactForm) -> str:
    """With what stands there now, or with what was kept for later."""
    draft = find_draft(desk)
    if draft and GO_ON in request.args:
        return _show(desk, form, draft.typed, made_from=draft.made_from)
    return _show(desk, form, form.fill(desk.service), draft=shown(draft, desk) if draft else None)


def _preview(desk: Desk, form: FactForm, typed: Typed) -> str:
    """The page that it would make; or the form again, with what is to be put right first."""
    try:
        return preview(typed[PREVIEW], form.read(typed, desk.service, get_now().date()))
    except FormNotUnderstood as error:
        return _show(desk, form, typed, made_from=read_made_from(desk), errors=error.errors)


def _checked(desk: Desk, form: FactForm, typed: Typed) -> str | None:
    """The form again, with what must be put right before what could be better; None where there is neither."""
    made_from = read_made_from(desk)
    try:
        edited = form.read(typed, _base(desk), get_now().date())
        _read_through(desk, edited, typed)
    except FormNotUnderstood as error:
        return _show(desk, form, typed, made_from=made_from, errors=error.errors)
    warnings = [] if typed.get(TOLD_TWICE) == _mark(typed) else list(form.warn(typed))
    return _show(desk, form, typed, made_from=made_from, warnings=warnings, ask_twice=_mark(typed)) if warnings else None


def _sent(desk: Desk, form: FactForm, typed: Typed) -> ResponseReturnValue:
    try:
        proposed = _send(desk, form, typed)
    except TellTwice:
        return _show(desk, form, typed, made_from=read_made_from(desk), ask_twice=_mark(typed))
    except SentMeanwhile as error:
        sides = [_sides(desk.service, one) for one in error.conflicts]
        return _show(
            desk, form, typed, made_from=read_made_from(desk), sides=sides, seen_edit=_newest_edit(desk), theirs_waits=True
        )
    except EditConflict as error:
        return _show(desk, form, typed, sides=[_sides(desk.service, one) for one in error.conflicts])
    except SignInNeeded:
        return show_refusal(SIGN_IN_FIRST)
    drop_sent(desk)
    if desk.service.public_contact_points and not get_service(get_db(), desk.service.id).public_contact_points:
        tell_of_nobody_reached(desk.service, by=desk.keeper.known_as, can_undo=not desk.publishes_at_once)
    tell_of_proposed_contact(proposed)
    return redirect(desk.address("show_listing", **_said_of(desk, proposed, form.fill)), 303)


def _send(desk: Desk, form: FactForm, typed: Typed) -> Proposed:
    edited = form.read(typed, _base(desk), get_now().date())
    through = _read_through(desk, edited, typed)
    told_twice = typed.get(TOLD_TWICE) == _mark(typed)
    proposed = send(desk, edited, read_made_from(desk), told_twice=told_twice, through=through, seen=_read_seen(desk))
    if through:
        tell_of_new_contact(desk.service)
    return proposed


def _read_through(desk: Desk, edited: Service, typed: Typed) -> str:
    """Where an editor tells a new way to reach somebody: what it was confirmed through, or raise `FormNotUnderstood`."""
    if not desk.publishes_at_once or not _has_new_contact(desk, edited):
        return ""
    try:
        return read_through(typed.get(THROUGH, ""))
    except ValueError as error:
        raise FormNotUnderstood({THROUGH: str(error)}) from error


def _has_new_contact(desk: Desk, edited: Service) -> bool:
    return any(risk_of(change) is Risk.CONFIRMED for change in difference(_base(desk), edited))


def _base(desk: Desk) -> Service:
    """The listing as it was in front of the keeper."""
    newest = latest_version(get_db(), desk.service.id)
    return read_version(get_db(), desk.service.id, max(read_made_from(desk), 1)) if newest else desk.service


def _mark(typed: Typed) -> str:
    """What was told: only the very same, told again, is told twice."""
    told = "/".join(" ".join(value.split()) for name, value in sorted(typed.items()) if name not in OURS)
    return sha256(told.encode()).hexdigest()


def _sides(service: Service, conflict: Conflict) -> Sides:
    names = get_directory().names()
    mine, theirs = (say(one.field, one.after, names) for one in (conflict.mine, conflict.theirs))
    return Sides(name_of(service, conflict.field), mine, theirs)


def _show(desk: Desk, form: FactForm, typed: Typed, *, made_from: int | None = None, **more: Any) -> str:
    newest = latest_version(get_db(), desk.service.id)
    told: dict[str, Any] = {"errors": {}, "sides": [], "ask_twice": "", "warnings": [], "draft": None, "readers": READERS}
    told |= {"waiting_here": waiting_here(desk, form.fill), "seen_edit": _read_seen(desk), "theirs_waits": False}
    told |= {"asks_through": desk.publishes_at_once and form.is_contact, **form.shown, **more}
    return render_template(
        form.template, desk=desk, typed=typed, made_from=newest if made_from is None else made_from, **told
    )
