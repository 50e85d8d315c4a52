"""What is overdue for a check, as a list to work through, and on paper for an afternoon of ringing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlite_utils import Database

from directory.accounts.guards import Access, open_to
from directory.domain.checks import CheckScope, Cycles
from directory.domain.organisations import Organisation
from directory.editors.blueprint import bp
from directory.editors.ringing_facts import Sheet, sheet_of
from directory.store.checks import get_checks
from directory.store.organisations import get_organisations
from directory.store.services import get_services
from directory.upkeep.calls import rang_in_vain
from directory.upkeep.checks import DueCheck
from directory.upkeep.overdue import Overdue, Who, count_by_scope, count_by_who, count_overdue, overdue
from directory.upkeep.reminders import silent_listings
from directory.web.access import get_db, get_directory, get_now
from directory.web.filters import count
from directory.web.paging import on_page, page_asked, pages_of

A_PAGE = 50
ON_PAPER = 20
SAID = {"done": "Saved. That was the last one on this list for today.", "none": "Nothing on this list is left for today."}
WHOSE = {
    Who.CRISIS: "Crisis help",
    Who.NOBODY: "Nobody can sign in for them",
    Who.SILENT: "Nobody answers our letters",
}
SCOPES = {
    CheckScope.CONTACT: "How to reach them",
    CheckScope.ELIGIBILITY: "Who it is for",
    CheckScope.WAIT: "How long people wait",
}
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Asked:
    """Which part of the list somebody works through; carried from page to page."""

    who: Who | None
    scope: CheckScope | None

    @property
    def query(self) -> dict[str, Any]:
        told = {"who": self.who, "scope": self.scope}
        return {name: value.value for name, value in told.items() if value}

    def of(self, listings: Sequence[Overdue]) -> list[Overdue]:
        return [one for one in listings if one.is_of(self.who) and one.has(self.scope)]


@dataclass(frozen=True)
class Row:
    """One listing of the list; `organisation` only where another begins."""

    one: Overdue
    slug: str
    rang: tuple[date, ...]
    organisation: Organisation | None


@bp.get("/editors/checks")
@open_to(Access.EDITOR)
def list_checks() -> str:
    asked, everything, page = read_asked(), all_overdue(), page_asked(request.args)
    wanted = asked.of(everything)
    shown = on_page(wanted, page, A_PAGE)
    of_scope, of_who = Asked(None, asked.scope).of(everything), Asked(asked.who, None).of(everything)
    by_who, by_scope = count_by_who(of_scope), count_by_scope(of_who)
    return render_template(
        "editors/checks.html",
        asked=asked,
        rows=_rows(shown),
        found=len(wanted),
        of_scope=len(of_scope),
        of_who=len(of_who),
        by_who=[(who, label, by_who[who]) for who, label in WHOSE.items()],
        by_scope=[(scope, label, by_scope[scope]) for scope, label in SCOPES.items()],
        page=page,
        pages=pages_of(len(wanted), A_PAGE),
        late_words=late_words,
        said=SAID.get(request.args.get("said", "")),
    )


@bp.get("/editors/nobody-answers")
@open_to(Access.EDITOR)
def list_silent() -> ResponseReturnValue:
    """Those that three letters have not reached."""
    return redirect(url_for("editors.list_checks", who=Who.SILENT.value), 303)


@bp.get("/editors/checks-on-paper")
@open_to(Access.EDITOR)
def print_checks() -> str:
    """The next listings of the list, each with its numbers, its facts and boxes to tick."""
    asked, page = read_asked(), page_asked(request.args)
    wanted = asked.of(all_overdue())
    ids = [one.service_id for one in on_page(wanted, page, ON_PAPER)]
    sheets: list[Sheet] = [sheet_of(service) for service in get_services(get_db(), ids)]
    return render_template(
        "editors/checks_on_paper.html", asked=asked, sheets=sheets, page=page, pages=pages_of(len(wanted), ON_PAPER)
    )


def read_asked() -> Asked:
    """What was asked for in the address; nothing of it that makes no sense."""
    who, scope = request.args.get("who", ""), request.args.get("scope", "")
    return Asked(
        Who(who) if who in list(Who) else None,
        CheckScope(scope) if scope in [one.value for one in SCOPES] else None,
    )


def all_overdue() -> tuple[Overdue, ...]:
    return overdue(get_db(), today=get_now().date(), cycles=get_cycles())


def get_cycles() -> Cycles:
    cycles: Cycles = get_directory().settings.cycles
    return cycles


def count_pile(db: Database, now: datetime) -> int:
    return count_overdue(db, today=now.date(), cycles=get_cycles())


def count_silent(db: Database, now: datetime) -> int:
    """Of those that are overdue."""
    if not silent_listings(db, now.date()):
        return 0
    return count_by_who(overdue(db, today=now.date(), cycles=get_cycles()))[Who.SILENT]


def late_words(late: DueCheck) -> str:
    """By how long, as exact as it matters."""
    days = late.days_late
    return count(days, "day") if days < 2 * MONTH.days else count(days // MONTH.days, "month")


def _rows(listings: Sequence[Overdue]) -> list[Row]:
    db, ids = get_db(), [one.service_id for one in listings]
    checks = get_checks(db, ids)
    slugs = {service.id: service.slug for service in get_services(db, ids)}
    organisations = get_organisations(db, [one.organisation_id for one in listings])
    rows, before = [], None
    for one in listings:
        group = (one.is_crisis, one.organisation_id)
        begins = organisations[one.organisation_id] if group != before else None
        rows.append(Row(one, slugs[one.service_id], rang_in_vain(checks[one.service_id]), begins))
        before = group
    return rows
