"""Who may be listed, as editors see it: who is late or has gaps, what was looked up, and one press to suspend the whole."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.accounts.posting import post_room
from directory.domain.changes import DoneMeanwhile, ReasonNeeded
from directory.domain.inclusion import InclusionFact, is_overdue, missing_from
from directory.domain.organisations import Organisation
from directory.editors.blueprint import bp
from directory.keeping.who import who
from directory.publishing.suspending import lift_suspension_of_organisation, suspend_organisation
from directory.store.inclusion import every_service_id_of, get_inclusion_checks, suspended_organisations
from directory.store.keepers import keepers_of
from directory.store.organisations import get_organisation_by_slug
from directory.store.services import get_services
from directory.upkeep.inclusion import declarations_due, note_inclusion_check, with_something_missing
from directory.web.access import get_db, get_now
from directory.web.inclusion import INCLUSION_LABELS, declared, looked_up
from directory.web.lengths import too_long

LONGEST, LONGEST_REASON = 200, 500
ANSWERS = (("right", "It is as they say"), ("not-found", "I could not find it, or it says otherwise"))
SAID = {
    "noted": "Written down, with the day. Their public page says that we looked it up.",
    "suspended": "Suspended. None of its listings is shown anywhere now. Whoever opens one reads a neutral page. "
    "Whoever keeps them gets a letter that does not say why.",
    "lifted": "The suspension is lifted. Its listings are shown again.",
}


@dataclass(frozen=True)
class Gaps:
    """An organisation that declared this year, and what it does not have or has not told."""

    organisation: Organisation
    missing: list[str]


@bp.get("/editors/inclusion")
@open_to(Access.EDITOR)
def list_inclusion() -> str:
    """A pile to ask about. Nothing is ever taken away by itself."""
    db, today = get_db(), get_now().date()
    due = declarations_due(db, today=today)
    return render_template(
        "editors/inclusions.html",
        never=[one.organisation for one in due if one.declared_on is None],
        late=[one for one in due if one.declared_on],
        gaps=[Gaps(one, _labels(one)) for one in with_something_missing(db, today=today)],
        suspended=suspended_organisations(db),
    )


@bp.get("/editors/inclusion/<slug>")
@open_to(Access.EDITOR)
def show_inclusion(slug: str) -> str:
    return _show(get_organisation_by_slug(get_db(), slug), {}, {})


@bp.post("/editors/inclusion/<slug>/checked")
@open_to(Access.EDITOR)
def note_check(slug: str) -> ResponseReturnValue:
    organisation = get_organisation_by_slug(get_db(), slug)
    typed = {name: request.form.get(name, "").strip() for name in ("fact", "found", "where")}
    errors = _problems(typed)
    if errors:
        return _show(organisation, typed, errors)
    note_inclusion_check(
        get_db(),
        organisation.id,
        fact=InclusionFact(typed["fact"]),
        where=typed["where"],
        is_right=typed["found"] == "right",
        by=get_keeper().known_as,
        now=get_now(),
    )
    return _back(organisation, "noted")


@bp.post("/editors/inclusion/<slug>/suspend")
@open_to(Access.EDITOR)
def suspend_whole(slug: str) -> ResponseReturnValue:
    organisation = get_organisation_by_slug(get_db(), slug)
    reason = request.form.get("reason", "").strip()
    if long := too_long(reason, LONGEST_REASON):
        return _show(organisation, {"reason": reason}, {"reason": long})
    try:
        suspend_organisation(get_db(), organisation.id, reason=reason, by=get_keeper().known_as, now=get_now())
    except ReasonNeeded as error:
        return _show(organisation, {}, {"reason": str(error)})
    except DoneMeanwhile:
        return _show(get_organisation_by_slug(get_db(), slug), {"not_sent": reason}, {})
    if not organisation.suspended_on:
        _tell_keepers(organisation)
    return _back(organisation, "suspended")


@bp.post("/editors/inclusion/<slug>/lift")
@open_to(Access.EDITOR)
def lift_whole(slug: str) -> ResponseReturnValue:
    organisation = get_organisation_by_slug(get_db(), slug)
    lift_suspension_of_organisation(get_db(), organisation.id, by=get_keeper().known_as, now=get_now())
    return _back(organisation, "lifted")


def _tell_keepers(organisation: Organisation) -> None:
    """One letter to each, of the whole: that it is taken down, and never why."""
    for keeper in keepers_of(get_db(), organisation.id):
        post_room().write_later("suspended", keeper.email, service=f"Every listing of {organisation.name}")


def _problems(typed: dict[str, str]) -> dict[str, str]:
    errors = {}
    if typed["fact"] not in list(InclusionFact):
        errors["fact"] = "Select what you looked up"
    if typed["found"] not in dict(ANSWERS):
        errors["found"] = "Select what you found"
    if not typed["where"]:
        errors["where"] = "Enter where you looked, like “the charity register”"
    elif long := too_long(typed["where"], LONGEST):
        errors["where"] = long
    return errors


def _labels(organisation: Organisation) -> list[str]:
    return [_small(INCLUSION_LABELS[fact]) for fact in missing_from(organisation.inclusion)]


def _small(label: str) -> str:
    """As it stands within a sentence."""
    return label[:1].lower() + label[1:]


def _back(organisation: Organisation, said: str) -> ResponseReturnValue:
    return redirect(url_for("editors.show_inclusion", slug=organisation.slug, said=said), 303)


def _show(organisation: Organisation, typed: dict[str, str], errors: dict[str, str]) -> str:
    db = get_db()
    checks = get_inclusion_checks(db, organisation.id)
    looks, tell = looked_up(checks), who(db)
    return render_template(
        "editors/inclusion.html",
        organisation=organisation,
        declared=declared(organisation.inclusion),
        is_due=is_overdue(organisation.inclusion, get_now().date()),
        looks=[one for one in looks if one.words],
        not_looked_up=[_small(one.label) for one in looks if not one.words],
        checks=[(INCLUSION_LABELS[one.fact], one, tell(one.checked_by)) for one in checks],
        declared_by=tell(organisation.inclusion.declared_by or ""),
        services=get_services(db, every_service_id_of(db, organisation.id)),
        keepers=keepers_of(db, organisation.id),
        facts=[(fact.value, label) for fact, label in INCLUSION_LABELS.items()],
        answers=ANSWERS,
        typed=typed,
        errors=errors,
        said=SAID.get(request.args.get("said", "")),
    )
