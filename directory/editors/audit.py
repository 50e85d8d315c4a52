"""Who did what, when, to which record: for admins, on a page and as a sheet."""

from datetime import date
from functools import partial
from typing import Any

from flask import Response, render_template, request, url_for

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.events import Action, Subject
from directory.domain.numbers import whole_number
from directory.editors.blueprint import bp
from directory.store.desk import slugs_of
from directory.store.events import ids_called, list_events, names_of_keepers, who_is_written_down
from directory.upkeep.audit import AuditLine, audit_csv, audit_lines, note_copy
from directory.web.access import get_db, get_now
from directory.web.uploads import as_file

A_PAGE = 50
LONGEST = 100


@bp.get("/editors/audit")
@open_to(Access.ADMIN)
def show_audit() -> str:
    asked = _asked()
    events = list_events(get_db(), **_wanted(asked), before=_before(), most=A_PAGE)
    lines = audit_lines(get_db(), events)
    address = partial(url_for, "editors.show_audit", **{name: value for name, value in asked.items() if value})  # type: ignore[arg-type]
    return render_template(
        "editors/audit.html",
        lines=lines,
        asked=asked,
        people=_people(),
        actions=[(one.value, one.value[:1].upper() + one.value[1:]) for one in Action],
        when=lambda line: line.event.at.astimezone(get_now().tzinfo),
        addresses=_addresses(lines),
        older=address(before=lines[-1].number) if len(lines) == A_PAGE else "",
        newest=address() if _before() else "",
    )


@bp.post("/editors/audit/sheet")
@open_to(Access.ADMIN)
def download_audit() -> Response:
    """As much as is asked for; that somebody took it away is written down too."""
    wanted, now = _wanted(_asked()), get_now()
    note_copy(get_db(), Action.EXPORTED, "audit", by=get_keeper().known_as, now=now)
    text = "".join(audit_csv(get_db(), now.tzinfo, **wanted))
    return as_file(text.encode(), f"audit-{date.isoformat(now.date())}.csv")


def _asked() -> dict[str, str]:
    return {name: request.values.get(name, "").strip()[:LONGEST] for name in ("person", "record", "did")}


def _wanted(asked: dict[str, str]) -> dict[str, Any]:
    """What was asked for, as the store is asked. Whatever no event has finds none."""
    wanted: dict[str, Any] = {}
    if asked["person"]:
        wanted["by"] = asked["person"]
    if asked["record"]:
        wanted["subject_ids"] = ids_called(get_db(), asked["record"])
    if asked["did"] in list(Action):
        wanted["action"] = Action(asked["did"])
    return wanted


def _before() -> int | None:
    return whole_number(request.args.get("before", ""))


def _people() -> list[tuple[str, str]]:
    addresses = names_of_keepers(get_db())
    told = [(one, addresses.get(one) or one) for one in who_is_written_down(get_db())]
    return sorted(told, key=lambda one: one[1].casefold())


def _addresses(lines: list[AuditLine]) -> dict[int, str]:
    """Where the record of a line is looked at, by the line's number."""
    ids = {line.event.subject_id for line in lines if line.event.subject is Subject.SERVICE}
    slugs = slugs_of(get_db(), sorted(ids))
    return {
        line.number: url_for("editors.show_listing", slug=slugs[line.event.subject_id][0])
        for line in lines
        if line.event.subject is Subject.SERVICE and line.event.subject_id in slugs
    }
