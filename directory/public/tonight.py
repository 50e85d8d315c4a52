"""What is open at this hour, and until when: for anyone, or inside a search for one person."""

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.domain.search_request import SearchRequest
from directory.domain.services import Channel
from directory.domain.verdicts import Verdict
from directory.finding.reading import read_request
from directory.finding.results import Search
from directory.finding.tonight import OpenWay, find_open_now
from directory.finding.wording import Names, word_judgement
from directory.places.notes import nation_notes
from directory.public.blueprint import bp
from directory.public.danger import panel_for
from directory.public.find import read_fields
from directory.public.lines import lines_for
from directory.web.access import get_db, get_directory, get_now
from directory.web.filters import VERY_NEAR, clock, miles
from directory.web.private import seal, unseal
from directory.web.wording import DAY_NAMES, Way, cost_words, text_keyword, way_in_touch

HEADINGS = {
    Channel.TEXT: "Text someone",
    Channel.CHAT: "Chat online",
    Channel.PHONE: "Ring someone",
    Channel.DROP_IN: "Turn up",
}


@dataclass(frozen=True)
class OpenRow:
    """One way that is open now. `reason` is empty while nothing is judged."""

    name: str
    label: str
    address: str
    way: Way
    ask_first: bool
    reason: str
    facts: tuple[str, ...]
    is_demonstration: bool


@dataclass(frozen=True)
class OpenGroup:
    heading: str
    rows: tuple[OpenRow, ...]


@bp.get("/tonight")
def tonight() -> str:
    """Nothing told yet: the numbers for everybody, and what anyone of any age in England can use now."""
    return render_tonight(SearchRequest())


@bp.post("/tonight")
def ask_tonight() -> Response:
    return redirect(url_for("public.show_tonight", token=seal(read_fields(request.form))), 303)


@bp.get("/tonight/<token>")
def show_tonight(token: str) -> str:
    return render_tonight(unseal(token), token)


def render_tonight(asked: SearchRequest, token: str = "") -> str:
    now = get_now()
    search = read_request(asked, get_directory().readers())
    return render_template(
        "public/tonight.html",
        token=token,
        asked=asked,
        problems=search.problems,
        errors={problem.field: problem.message for problem in search.problems},
        panel=panel_for(search),
        hour=hour_words(now),
        lines=lines_for(search.seeker),
        elsewhere=nation_notes(search.seeker.home),
        judged=search.seeker.has_told_anything,
        groups=open_groups(search, now, token),
    )


def open_groups(search: Search, now: datetime, token: str) -> list[OpenGroup]:
    """By the way of getting in touch; without the services whose every number stands above them anyway."""
    names = get_directory().names()
    open_now = find_open_now(get_db(), get_directory().listings(), search, now)
    judged, above = search.seeker.has_told_anything, {line.action for line in lines_for(search.seeker)}
    groups = []
    for one in open_now:
        rows = tuple(_row(way, names, now, token, judged=judged) for way in one.ways)
        adding = {row.name for row in rows if row.way.address not in above}
        groups.append(OpenGroup(HEADINGS[one.channel], tuple(row for row in rows if row.name in adding)))
    return [group for group in groups if group.rows]


def hour_words(now: datetime) -> str:
    return f"{clock(now.time())} on {DAY_NAMES[now.weekday()]}"


def _row(open_way: OpenWay, names: Names, now: datetime, token: str, *, judged: bool) -> OpenRow:
    found, service = open_way.found, open_way.found.service
    reasons = word_judgement(found.judgement, names) if judged else ()
    return OpenRow(
        name=service.name,
        label="" if text_keyword(open_way.point) else open_way.point.label or "",
        address=_address(service.code, service.slug, token),
        way=way_in_touch(open_way.point, now),
        ask_first=judged and found.verdict is Verdict.ASK_FIRST,
        reason=reasons[0] if reasons else service.summary or "",
        facts=tuple(fact for fact in (_how_far(open_way), cost_words(service.cost)) if fact),
        is_demonstration=service.is_demonstration,
    )


def _address(code: str, slug: str, token: str) -> str:
    return url_for("public.show_found", token=token, code=code) if token else url_for("public.show_service", slug=slug)


def _how_far(open_way: OpenWay) -> str:
    """Only where somebody would have to go there."""
    away = open_way.found.distance_miles
    if away is None or open_way.point.channel is not Channel.DROP_IN:
        return ""
    near = miles(away)
    return near.capitalize() if near == VERY_NEAR else f"{near} away"
