"""How true this directory is kept, for everybody to see."""

from dataclasses import dataclass

from flask import current_app, render_template

from directory.domain.checks import CheckScope, Cycles
from directory.public.blueprint import bp
from directory.store.database import content_version
from directory.upkeep.health import Health, measure_health
from directory.web.access import get_db, get_directory, get_now

STATES = {
    "open": "Can be found by everybody",
    "closed for now": "Closed for now, and says so",
    "left searches": "Left out of searches: nobody could tell us if it is still right",
    "looked into": "Not shown while we look into it",
    "ended": "Has ended; its page says what to try",
    "not public yet": "Not shown yet: we have to look at it first",
}
SCOPES = {
    CheckScope.CONTACT: "How to reach it",
    CheckScope.ELIGIBILITY: "Who may come",
    CheckScope.WAIT: "How long the wait is",
}
FACTS = {
    "contact": "How to get in touch",
    "hours": "When somebody is there",
    "wait": "How long the wait is",
    "new people": "If it has room for new people",
    "ages": "Which ages may come",
    "area": "Where you must live",
    "not for": "Who it is not for",
    "parents": "If parents are told",
    "routes": "Who can ask for you",
    "next": "What happens next",
    "cost": "What it costs",
    "languages": "Which languages they speak",
}
PERIODS = {1: "day", 7: "week", 31: "month", 90: "3 months", 182: "6 months", 365: "year"}


@dataclass(frozen=True)
class Row:
    """One line of a table and of its chart; `share` is in whole percent, and never rounds away the last few."""

    name: str
    count: int
    share: int


@bp.get("/health-of-this-directory")
def show_health() -> str:
    cycles: Cycles = get_directory().settings.cycles
    health = _health(cycles)
    return render_template(
        "public/health.html",
        health=health,
        states=[Row(name, health.states.get(slug, 0), 0) for slug, name in STATES.items()],
        scopes=[(SCOPES[one.scope], one) for one in health.scopes],
        cycles=[(SCOPES[scope], period(cycles.of(scope).days)) for scope in SCOPES],
        crisis_period=period(cycles.crisis),
        facts=_facts(health),
        share=share,
    )


def share(part: int, whole: int) -> int:
    """Percent: 100 only when it is all of them, and 0 only when it is none."""
    if not whole:
        return 0
    exact = 100 * part / whole
    return round(exact) if exact in {0, 100} else min(99, max(1, round(exact)))


def period(days: int) -> str:
    return PERIODS.get(days, f"{days} days")


def _health(cycles: Cycles) -> Health:
    """Counted once an hour, and anew when a listing has changed."""
    now = get_now()
    mark = (content_version(get_db()), now.strftime("%Y-%m-%d %H"))
    before, kept = current_app.extensions.get("health", (None, None))
    if before != mark:
        kept = measure_health(get_db(), now=now, cycles=cycles)
        current_app.extensions["health"] = (mark, kept)
    health: Health = kept
    return health


def _facts(health: Health) -> list[Row]:
    """The least told first."""
    rows = [Row(name, health.not_told[slug], share(health.not_told[slug], health.running)) for slug, name in FACTS.items()]
    return sorted(rows, key=lambda row: -row.count)
