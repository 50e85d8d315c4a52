"""One listing as an editor sees it: how it stands and why, and everything that is known around it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import render_template, request

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.changes import OPEN, PendingFact
from directory.domain.events import Subject
from directory.domain.keepers import ClaimState, Role
from directory.domain.organisations import Organisation
from directory.domain.provenance import Version
from directory.domain.services import Service, Status
from directory.editors.blueprint import bp
from directory.editors.changing import OFFERED, change_address
from directory.editors.listings_gaps import lacks
from directory.keeping.sides import name_of, say
from directory.keeping.who import who
from directory.publishing.ending import SUSPENDED_BECAUSE
from directory.store.changes import get_open_changes
from directory.store.checks import get_checks
from directory.store.desk import left_search_on
from directory.store.invitations import list_claims
from directory.store.keepers import keepers_of
from directory.store.merges import merges_into
from directory.store.organisations import get_organisation
from directory.store.provenance import get_differences, get_provenance
from directory.store.putting_away import get_put_away
from directory.store.services import get_service_by_slug
from directory.store.versions import get_versions
from directory.web.access import get_db, get_directory
from directory.web.filters import day

SAID = {
    "public": "It is public now.",
    "suspended": "It is suspended: in no search, and its page says only that we are looking into it.",
    "lifted": "The suspension is lifted. It is as it was before.",
    "retired": "It is marked as ended. Its page stays, and says what to try instead.",
    "put-back": "That version is back. It is the newest one now.",
    "redacted": "Taken out, for good. It is in no version, no search and no copy that is made from now on.",
    "same": "Nothing was different, so nothing was changed.",
}
VERSIONS_SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """One fact that waits: which edit it is of, what it is called, what it says now and is to say."""

    number: int
    sent_by: str
    name: str
    before: str
    after: str
    narrows: bool


@bp.get("/editors/listings/<slug>")
@open_to(Access.EDITOR)
def show_listing(slug: str, errors: dict[str, str] | None = None, typed: str = "") -> str:
    db, service, tell = get_db(), get_service_by_slug(get_db(), slug), who(get_db())
    versions, organisation = get_versions(db, service.id), get_organisation(db, service.organisation_id)
    return render_template(
        "editors/listing.html",
        service=service,
        organisation=organisation,
        standing=list(_standing(service, organisation, versions, tell)),
        lacks=lacks(service),
        merges=[one for one in merges_into(db, Subject.SERVICE, service.id) if not one.undone_at],
        is_away=bool(get_put_away(db, [service.id])),
        offered=OFFERED,
        change_address=change_address,
        keepers=keepers_of(db, service.organisation_id),
        claims=[one for one in list_claims(db, ClaimState.WAITING) if one.service_id == service.id],
        waiting=_waiting(service, tell),
        checks=tuple(reversed(get_checks(db, [service.id])[service.id])),
        provenance=sorted(get_provenance(db, service.id).values(), key=lambda one: one.field),
        differences=sum(one.service_id == service.id for one in get_differences(db)),
        name_of=lambda field: name_of(service, field),
        versions=tuple(reversed(versions))[:VERSIONS_SHOWN],
        count_of_versions=len(versions),
        who=tell,
        is_admin=get_keeper().role is Role.ADMIN,
        said=SAID.get(request.args.get("said", ""), ""),
        errors=errors or {},
        typed=typed,
    )


def _standing(
    service: Service, organisation: Organisation, versions: tuple[Version, ...], tell: Callable[[str], str]
) -> Iterator[str]:
    """How it stands, the weightiest first, and why."""
    if organisation.suspended_on:
        yield f"{organisation.name} is suspended as a whole, since {day(organisation.suspended_on)}."
    if service.suspended:
        yield _suspended(versions, tell)
    if service.status is Status.DEFUNCT:
        yield "It has ended. Its page stays and says what to try instead. To take that back, put an older version back."
    away = get_put_away(get_db(), [service.id]).get(service.id)
    if away:
        day_of_it, by = day(away.put_away_at.date()), tell(away.put_away_by)
        yield f"It is not for this directory: {away.reason.value}. Put away on {day_of_it}, by {by}. Nobody else saw it."
    elif not service.published_on:
        yield "It is held back: the public has not seen it yet. It came from an import or a form, and waits for you."
    elif not service.suspended:
        yield f"It is public, since {day(service.published_on)}."
    left = left_search_on(get_db(), service.id)
    if left:
        yield f"It left default search on {day(left)}: nobody could confirm it for a year. A confirmed check brings it back."
    if service.status is Status.TEMPORARILY_CLOSED:
        yield "It says that it is closed for now."
    if service.may_have_changed:
        yield "A change that may shut somebody out waits for review. Searches say “ask first” until then."


def _suspended(versions: tuple[Version, ...], tell: Callable[[str], str]) -> str:
    last = next((one for one in reversed(versions) if one.reason.startswith(SUSPENDED_BECAUSE)), None)
    if last is None:
        return "It is suspended: in no search, and its page says only that we are looking into it."
    why = last.reason.removeprefix(SUSPENDED_BECAUSE)
    return f"It is suspended, since {day(last.made_at.date())}, by {tell(last.made_by)}: {why}"


def _waiting(service: Service, tell: Callable[[str], str]) -> list[Waiting]:
    changes = get_open_changes(get_db(), service.id)
    return [
        _as_waiting(service, change.id, tell(change.made_by), fact) for change in changes for fact in change.in_state(*OPEN)
    ]


def _as_waiting(service: Service, number: int, sent_by: str, fact: PendingFact) -> Waiting:
    names, change = get_directory().names(), fact.change
    before, after = (say(fact.field, value, names) for value in (change.before, change.after))
    return Waiting(number, sent_by, name_of(service, fact.field), before, after, fact.narrows)
