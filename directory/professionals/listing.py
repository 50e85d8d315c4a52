"""Up to four services a professional picked: side by side, for the record, to hand over. Nothing about a patient."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.domain.crisis import CRISIS_LINES, CrisisLine
from directory.domain.seeker import Seeker
from directory.finding.listing import view_listing
from directory.professionals.blueprint import bp, desk_told
from directory.professionals.copying import shared_record_text
from directory.professionals.facts import OWN_TO_EACH, professional_facts
from directory.professionals.headings import HEADINGS, chosen_heading
from directory.professionals.messages import Danger, write_message
from directory.web.access import get_db, get_directory, get_now
from directory.web.crisis import crisis_lines
from directory.web.picked import ROOM_FOR, compare, find_listed, list_address, read_codes

LIFE_LINE, URGENT_LINE = "999", "111"
# Where on the list's page the other buttons lead.
PARTS = {"copy": "record", "text": "message"}


@bp.get("/list")
def start_list() -> str | Response:
    """What was ticked, else the first of the table, sent on to where the pressed button leads."""
    picked = request.args.getlist("pick") or request.args.getlist("first")
    codes = ".".join(read_codes(".".join(picked))[: ROOM_FOR + 1])
    act = request.args.get("act", "")
    if not codes:
        return render_template("professionals/list.html", founds=(), rows=(), unknown=0, too_many=False)
    if act == "handout":
        return redirect(url_for("professionals.show_handout", codes=codes, **desk_told()), 303)
    return redirect(url_for("professionals.show_list", codes=codes, _anchor=PARTS.get(act), **desk_told()), 303)


@bp.get("/list/<codes>")
def show_list(codes: str) -> str:
    asked = read_codes(codes)
    services, unknown = find_listed(asked[:ROOM_FOR])
    founds = [view_listing(get_db(), service, Seeker()) for service in services]
    known = [service.code for service in services]
    names, now = get_directory().names(), get_now()
    heading = chosen_heading(request.args.get("heading", ""))
    return render_template(
        "professionals/list.html",
        founds=founds,
        rows=compare([professional_facts(found, names, now) for found in founds], OWN_TO_EACH),
        unknown=len(unknown),
        too_many=len(asked) > ROOM_FOR,
        codes=".".join(known),
        without={code: ".".join(other for other in known if other != code) for code in known},
        record=shared_record_text(founds, names, now),
        message=write_message(services, heading.words, list_address(known), danger_lines(), now.date()) if known else None,
        headings=HEADINGS,
        heading=heading,
    )


def danger_lines() -> Danger:
    return Danger(life=_line(LIFE_LINE), urgent=_line(URGENT_LINE))


def _line(slug: str) -> CrisisLine:
    """As it is kept; from the copy in the code where somebody has taken it out."""
    return next(line for line in (*crisis_lines(), *CRISIS_LINES) if line.slug == slug)
