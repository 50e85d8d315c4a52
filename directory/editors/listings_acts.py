"""What an editor may do to one listing: show it, stop it, let it go on, and say that it has ended."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.accounts.posting import post_room
from directory.domain.changes import OPEN, DoneMeanwhile, ReasonNeeded
from directory.domain.errors import DirectoryError
from directory.domain.services import Service
from directory.editors.blueprint import bp
from directory.editors.listings import show_to_public
from directory.editors.listings_shown import show_listing
from directory.keeping.forms import LONGEST_TEXT
from directory.keeping.who import who
from directory.publishing.ending import ending_seen, lift_suspension, retire, suspend
from directory.store.changes import get_open_changes
from directory.store.keepers import keepers_of
from directory.store.services import get_service_by_slug
from directory.store.versions import get_versions
from directory.web.access import get_db, get_now
from directory.web.lengths import too_long

LONGEST_REASON, LONGEST_TYPED = 500, 20_000


@bp.post("/editors/listings/<slug>/make-public")
@open_to(Access.EDITOR)
def make_listing_public(slug: str) -> ResponseReturnValue:
    try:
        show_to_public(get_service_by_slug(get_db(), slug))
    except DirectoryError as error:
        return show_listing(slug, errors={"make-public": str(error)})
    return _back(slug, "public")


@bp.post("/editors/listings/<slug>/suspend")
@open_to(Access.EDITOR)
def suspend_listing(slug: str) -> ResponseReturnValue:
    """In one press: it may be about somebody's safety."""
    service, reason = get_service_by_slug(get_db(), slug), _typed("reason", LONGEST_TYPED)
    if len(reason) > LONGEST_REASON:
        too_long = f"Say why in at most {LONGEST_REASON} letters. It has {len(reason):,} now. Nothing is suspended yet."
        return show_listing(slug, errors={"reason": too_long}, typed=reason)
    try:
        suspend(get_db(), service.id, reason=reason, by=get_keeper().known_as, now=get_now())
    except ReasonNeeded as error:
        return show_listing(slug, errors={"reason": str(error)}, typed=reason)
    except DoneMeanwhile:
        return show_listing(slug, typed=reason)
    if not service.suspended:
        _tell_keepers(service)
    return _back(slug, "suspended")


@bp.post("/editors/listings/<slug>/lift")
@open_to(Access.EDITOR)
def lift_listing(slug: str) -> ResponseReturnValue:
    lift_suspension(get_db(), get_service_by_slug(get_db(), slug).id, by=get_keeper().known_as, now=get_now())
    return _back(slug, "lifted")


@bp.route("/editors/listings/<slug>/retire", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def retire_listing(slug: str) -> ResponseReturnValue:
    service, errors, is_late = get_service_by_slug(get_db(), slug), {}, False
    typed = _typed("try_instead", LONGEST_TYPED) if request.method == "POST" else _instead(service)
    if request.method == "POST":
        try:
            errors = _retire(service.id, typed)
        except DoneMeanwhile:
            service, is_late = get_service_by_slug(get_db(), slug), True
        if not errors and not is_late:
            return _back(slug, "retired")
    seen = ending_seen(service) if is_late or not errors else request.form.get("seen", "")
    return render_template(
        "editors/retire.html", service=service, typed=typed, errors=errors, is_late=is_late, seen=seen, last=_last(service)
    )


def _last(service: Service) -> str:
    """Who made the newest version, by address."""
    versions = get_versions(get_db(), service.id)
    return who(get_db())(versions[-1].made_by) if versions else ""


def _instead(service: Service) -> str:
    """What its keepers have sent to be tried instead, else what stands there."""
    waiting = (fact for change in get_open_changes(get_db(), service.id) for fact in change.in_state(*OPEN))
    sent = [fact.change.after for fact in waiting if fact.field == "threshold/try_instead"]
    return next((words for words in reversed(sent) if words), service.threshold.try_instead) or ""


def _tell_keepers(service: Service) -> None:
    """That it is taken down, and never why."""
    for keeper in keepers_of(get_db(), service.organisation_id):
        post_room().write_later("suspended", keeper.email, service=service.name)


def _retire(service_id: str, try_instead: str) -> dict[str, str]:
    """What is to be put right, if anything; may raise `DoneMeanwhile`."""
    if long := too_long(try_instead, LONGEST_TEXT):
        return {"try_instead": long}
    try:
        seen = request.form.get("seen")
        retire(get_db(), service_id, try_instead=try_instead, by=get_keeper().known_as, now=get_now(), seen=seen)
    except ReasonNeeded as error:
        return {"try_instead": str(error)}
    return {}


def _typed(name: str, longest: int) -> str:
    return request.form.get(name, "").strip()[:longest]


def _back(slug: str, said: str) -> ResponseReturnValue:
    return redirect(url_for("editors.show_listing", slug=slug, said=said), 303)
