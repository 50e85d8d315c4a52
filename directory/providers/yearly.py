"""Who a service is for and who is told: looked at once a year, on a screen of its own."""

from dataclasses import replace

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guards import NOT_YOURS, show_refusal
from directory.domain.checks import CHECKED_FIELDS, CheckScope
from directory.domain.services import Service
from directory.providers.desk import Desk, listing_page
from directory.providers.due import looks_of
from directory.providers.edits import read_made_from
from directory.providers.facts import Fact, telling_facts, who_facts
from directory.providers.listing import SAID, record_confirmed
from directory.store.checks import get_checks
from directory.store.versions import latest_version
from directory.web.access import get_db, get_directory

CONFIRMS = "confirms"
CHANGED_AT = {
    "age_rules": ("change_ages", {}),
    "threshold": ("change_facts", {"group": "who"}),
    "confidentiality": ("change_telling", {}),
    "catchment": ("change_area", {}),
    "audiences": ("change_facts", {"group": "audiences"}),
    "routes": ("change_facts", {"group": "routes"}),
}


@listing_page("/yearly")
def show_yearly(desk: Desk) -> str:
    service, db = desk.service, get_db()
    return render_template(
        "providers/yearly.html",
        desk=desk,
        service=service,
        who=_with_changes(desk, who_facts(service, get_directory().names())),
        telling=_with_changes(desk, telling_facts(service)),
        unsure=_unsure(service),
        looks=looks_of(service, get_checks(db, [service.id])[service.id]),
        can_confirm=_says_for_whom(service),
        made_from=latest_version(db, service.id),
        said=SAID.get(request.args.get("said", ""), ""),
    )


@listing_page("/yearly/right", ["POST"])
def confirm_yearly(desk: Desk) -> ResponseReturnValue:
    """Who it is for is as it is shown; what was read from prose counts as confirmed only where it was ticked."""
    if not desk.is_theirs:
        return show_refusal(NOT_YOURS)
    if not _says_for_whom(desk.service):
        return redirect(desk.address("show_yearly", said="untold"), 303)
    if read_made_from(desk) != latest_version(get_db(), desk.service.id):
        return redirect(desk.address("show_yearly", said="moved"), 303)
    ticked = frozenset(request.form.getlist(CONFIRMS)) & _unsure(desk.service).keys()
    record_confirmed(desk, CheckScope.ELIGIBILITY, ticked)
    return redirect(desk.address("show_listing", said="yearly"), 303)


def _says_for_whom(service: Service) -> bool:
    return any(fact.words for fact in who_facts(service, get_directory().names()))


def _with_changes(desk: Desk, facts: tuple[Fact, ...]) -> list[Fact]:
    """With where each is changed; from a reminder's link none of them can be."""
    return [replace(fact, change=_change_of(desk, fact)) for fact in facts]


def _change_of(desk: Desk, fact: Fact) -> str:
    if desk.link or fact.field not in CHANGED_AT:
        return ""
    page, named = CHANGED_AT[fact.field]
    return desk.address(page, **named)


def _unsure(service: Service) -> dict[str, str]:
    """What was read from prose and is shown here, by field: what is to be ticked."""
    asked = {
        "age_rules": "The ages",
        "catchment": "The places",
        "audiences": "Who it is made for",
        "routes": "The ways to ask",
    }
    shown = service.unconfirmed & CHECKED_FIELDS[CheckScope.ELIGIBILITY]
    return {field: words for field, words in asked.items() if field in shown}
