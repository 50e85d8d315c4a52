"""Up to four services side by side, at an address that lasts and says nothing about who picked them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.domain.seeker import Seeker
from directory.domain.services import Service, Status
from directory.finding.listing import view_listing
from directory.finding.results import Found
from directory.public.blueprint import bp
from directory.public.service_page import ServiceFacts, show_facts
from directory.web.access import get_db, get_directory, get_now
from directory.web.filters import bare_address, day
from directory.web.picked import ROOM_FOR, compare, find_listed, read_codes
from directory.web.private import search_before
from directory.web.wording import WaitSaid, main_wait, month_words

CLOSED = (Status.INACTIVE, Status.DEFUNCT)
# Too fine for a comparison; each is on the service's own page.
LEFT_OUT = frozenset(
    {"Kind of help", "Is it running?", "Agreeing by yourself", "If CAMHS said no?", "While you wait for CAMHS?"}
)


@dataclass(frozen=True)
class Picked:
    """One service on a list. `closed` says that it is retired; `without` is the list's address less this one."""

    code: str
    name: str
    slug: str
    organisation: str
    closed: bool
    try_instead: str
    is_demonstration: bool
    without: str


@bp.get("/list")
def start_list() -> str | Response:
    """What was ticked, sent on to the list's own address; that never holds a code we do not know."""
    asked = read_codes(".".join(request.args.getlist("pick")))
    listed, unknown = find_listed(asked)
    if listed and not unknown:
        return redirect(url_for("public.show_list", codes=".".join(asked[: ROOM_FOR + 1])), 303)
    return render_list(listed, len(unknown))


@bp.get("/l/<codes>", endpoint="show_short_list")
@bp.get("/list/<codes>")
def show_list(codes: str) -> str:
    listed, unknown = find_listed(read_codes(codes))
    return render_list(listed, len(unknown))


def render_list(listed: Sequence[Service], unknown: int) -> str:
    """The first four, and how many codes were those of no service."""
    known = [service.code for service in listed[:ROOM_FOR]]
    founds = [view_listing(get_db(), service, Seeker()) for service in listed[:ROOM_FOR]]
    return render_template(
        "public/list.html",
        picked=[picked(found, known) for found in founds],
        rows=compare([_column(found, get_now()) for found in founds]),
        token=search_before(),
        unknown=unknown,
        too_many=len(listed) > ROOM_FOR,
        codes=known,
        address=url_for("public.show_list", codes=".".join(known), _external=True) if known else "",
    )


def picked(found: Found, codes: Sequence[str]) -> Picked:
    service = found.service
    others = [code for code in codes if code != service.code]
    return Picked(
        code=service.code,
        name=service.name,
        slug=service.slug,
        organisation=found.organisation.name,
        closed=service.status in CLOSED,
        try_instead=service.threshold.try_instead or "",
        is_demonstration=service.is_demonstration,
        without=url_for("public.show_list", codes=".".join(others)) if others else url_for("public.start_list"),
    )


def _column(found: Found, now: datetime) -> dict[str, str | None]:
    service = found.service
    facts = show_facts(found, get_directory().names(), now, judged=False)
    told = {row.label: _capital(row.words) for row in (*facts.what, *facts.who) if row.label not in LEFT_OUT}
    return {
        "What it is": service.summary,
        "Get in touch": _ways(facts, service),
        "How long people wait": _wait(service, now),
        **told,
        "Will anyone find out?": _telling(facts),
        "Where it meets": _places(facts),
        "Last checked": day(found.last_check.checked_on) if found.last_check else None,
    }


def _ways(facts: ServiceFacts, service: Service) -> str | None:
    said = [way.act if way.shown in way.act else f"{way.act}: {bare_address(way.shown)}" for way in facts.ways]
    return "; ".join(said) or (bare_address(service.url) if service.url else None)


def _telling(facts: ServiceFacts) -> str | None:
    told = [row for row in facts.telling if row.words and row.label not in LEFT_OUT]
    return "; ".join(f"{row.label.rstrip('?')}: {(row.words or '').lower()}" for row in told) or None


def _wait(service: Service, now: datetime) -> str | None:
    wait = main_wait(service.waits, now.date())
    if wait is None:
        return None
    return f"{_capital(wait.words)} {wait.stage} ({wait.said})" if wait.holds else _last_told(wait, now)


def _last_told(wait: WaitSaid, now: datetime) -> str:
    return f"Last told in {month_words(wait.on, now.date())}, not known now" if wait.on else "Not known now"


def _places(facts: ServiceFacts) -> str | None:
    return "; ".join(", ".join(one.lines) or "A private address: ask them" for one in facts.places) or None


def _capital(words: str | None) -> str | None:
    return words[:1].upper() + words[1:] if words else None
