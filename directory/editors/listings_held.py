"""Listings that were held back, many at once: made public together, put away, and brought back."""

from collections.abc import Iterable, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import DirectoryError, ServiceNotFound
from directory.domain.events import Subject
from directory.domain.putting_away import NotForUs
from directory.domain.services import Service
from directory.editors.blueprint import bp
from directory.editors.listings import A_PAGE, show_to_public
from directory.editors.listings_gaps import CONTACT, NEEDS, lacks
from directory.publishing.putting_away import bring_back, put_away
from directory.store.desk import Pick
from directory.store.putting_away import get_put_away
from directory.store.services import get_service_by_code, get_service_by_slug, get_services
from directory.upkeep.duplicates import likely_duplicates
from directory.web.access import get_db, get_now, get_site

REASONS = {
    NotForUs.NOT_HELP: "It is not about how young people feel or cope",
    NotForUs.NOT_FOR_YOUNG: "It is not for young people, or those around them",
    NotForUs.NOT_HERE: "It is not for people in our area",
    NotForUs.GRANTS_ONLY: "It only gives money to others",
    NotForUs.CLOSED: "It has closed",
    NotForUs.NOT_A_SERVICE: "It is nothing that somebody could use",
}
WEIGHTY = frozenset({CONTACT, NEEDS})


@bp.route("/editors/make-public", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def make_listings_public() -> ResponseReturnValue:
    """What several would show, and what they would not; then all of them at once."""
    services, left_out = _ticked()
    if request.method != "POST":
        told = [(one, lacks(one)) for one in services]
        return render_template(
            "editors/make_public.html",
            fit=[(one, missing) for one, missing in told if not WEIGHTY & set(missing)],
            unfit=[(one, missing) for one, missing in told if WEIGHTY & set(missing)],
            alike=_alike(services),
            left_out=left_out,
        )
    done = sum(_shown(service) for service in services)
    left_out += len(services) - done
    return redirect(url_for("editors.list_listings", pick=Pick.HELD.value, done=done, left=left_out or None), 303)


@bp.route("/editors/put-away", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def put_listings_away() -> ResponseReturnValue:
    """Not for this directory: not public, not deleted, and not in the pile any more."""
    (services, left_out), problem = _ticked(), ""
    reason = request.form.get("reason", "")
    if request.method == "POST":
        if reason in list(NotForUs) and services:
            return _put_away(services, NotForUs(reason))
        problem = "Choose why they are not for this directory" if services else "Tick at least one"
    return render_template(
        "editors/put_away.html",
        services=services,
        reasons=[(one.value, label) for one, label in REASONS.items()],
        reason=reason,
        left_out=left_out,
        errors={"reason": problem} if problem else {},
    )


@bp.post("/editors/put-away/back")
@open_to(Access.EDITOR)
def bring_listings_back() -> ResponseReturnValue:
    services, _ = _found()
    done = bring_back(get_db(), [one.id for one in services], by=get_keeper().known_as, now=get_now())
    return redirect(url_for("editors.list_listings", pick=Pick.PUT_AWAY.value, back=done), 303)


def _put_away(services: Sequence[Service], reason: NotForUs) -> ResponseReturnValue:
    ids = [one.id for one in services]
    done = put_away(get_db(), ids, reason=reason, by=get_keeper().known_as, now=get_now())
    return redirect(url_for("editors.list_listings", pick=Pick.HELD.value, away=done), 303)


def _shown(service: Service) -> bool:
    """False for one that may not be shown after all."""
    try:
        show_to_public(service)
    except DirectoryError:
        return False
    return True


def _ticked() -> tuple[list[Service], int]:
    """Those ticked that are still held back and may be shown; and how many others were ticked."""
    found, left_out = _found()
    away = get_put_away(get_db(), [one.id for one in found])
    held = [one for one in found if not one.published_on and one.id not in away and not _made_up_in_live(one)]
    return held, left_out + len(found) - len(held)


def _found() -> tuple[list[Service], int]:
    """By code, or by the end of the address; and how many there are not."""
    told = dict.fromkeys([*request.values.getlist("code"), *request.values.getlist("slug")][:A_PAGE])
    found = [_find(one) for one in told]
    return list({one.id: one for one in found if one}.values()), found.count(None)


def _find(typed: str) -> Service | None:
    for find in (get_service_by_code, get_service_by_slug):
        try:
            return find(get_db(), typed)
        except ServiceNotFound:
            continue
    return None


def _made_up_in_live(service: Service) -> bool:
    return service.is_demonstration and get_site().live


def _alike(services: Iterable[Service]) -> dict[str, list[Service]]:
    """For each of them, the public listings that may be the same."""
    wanted = {one.id for one in services}
    found: dict[str, list[str]] = {}
    for pair in likely_duplicates(get_db()) if wanted else ():
        if pair.subject is Subject.SERVICE:
            for one, other in ((pair.one_id, pair.other_id), (pair.other_id, pair.one_id)):
                if one in wanted:
                    found.setdefault(one, []).append(other)
    return {one: [same for same in get_services(get_db(), ids) if same.published_on] for one, ids in found.items()}
