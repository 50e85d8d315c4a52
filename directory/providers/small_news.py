"""What is public at once besides hours: waits, a closure for a while, new people, a dead number, an alert."""

from dataclasses import replace
from datetime import date
from functools import partial

from flask.typing import ResponseReturnValue

from directory.domain.said_by import THEY_WHO_RUN_IT
from directory.domain.services import Alert, AlertSentence, Service, Status, Wait, WaitStage
from directory.domain.taxonomy import Facet
from directory.domain.told_days import refuse_alert_end, refuse_opening
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, edit
from directory.providers.parts import point_of
from directory.providers.typed import FormNotUnderstood, Typed, read_day, read_weeks
from directory.web.access import get_now, get_taxonomy
from directory.web.example_days import coming_day
from directory.web.filters import day
from directory.web.wording import STAGES, way_in_touch

NO_ALERT = "none"
LAST_ONE = "It is the last way to reach this service on its page. Then nobody can reach you from here."
Key = tuple[WaitStage, str | None]


@listing_page("/waits", ["GET", "POST"])
def change_waits(desk: Desk) -> ResponseReturnValue:
    keys = _keys(desk.service)
    lines = [(number, _words(key)) for number, key in enumerate(keys)]
    return edit(
        desk, FactForm("providers/waits.html", partial(_fill_waits, keys), partial(_read_waits, keys), {"lines": lines})
    )


@listing_page("/closed", ["GET", "POST"])
def change_status(desk: Desk) -> ResponseReturnValue:
    return edit(desk, FactForm("providers/closed.html", _fill_status, _read_status, {}))


@listing_page("/new-people", ["GET", "POST"])
def change_new_people(desk: Desk) -> ResponseReturnValue:
    return edit(desk, FactForm("providers/new_people.html", _fill_new_people, _read_new_people, {}))


@listing_page("/dead/<part>", ["GET", "POST"])
def drop_number(desk: Desk, part: str) -> ResponseReturnValue:
    """Asked first: what reaches nobody any more is taken away; a number at once, the rest after an editor has looked."""
    point = point_of(desk.service, part)
    is_last = desk.service.public_contact_points == (point,)
    shown = {"way": way_in_touch(point, get_now()), "is_last": is_last}
    warnings = [LAST_ONE] if is_last else []
    return edit(desk, FactForm("providers/dead.html", lambda _: {}, partial(_without, part), shown, lambda _: warnings))


@listing_page("/alert", ["GET", "POST"])
def change_alert(desk: Desk) -> ResponseReturnValue:
    sentences = [(one.value, one.words) for one in AlertSentence]
    return edit(
        desk, FactForm("providers/alert.html", _fill_alert, _read_alert, {"sentences": sentences, "no_alert": NO_ALERT})
    )


def _keys(service: Service) -> list[Key]:
    """Each stage, and then what was told for one need."""
    return [*((stage, None) for stage in WaitStage), *((wait.stage, wait.need) for wait in service.waits if wait.need)]


def _words(key: Key) -> str:
    stage, need = key
    words = STAGES[stage][:1].upper() + STAGES[stage][1:]
    return f"{words}, for “{get_taxonomy().label(Facet.NEED, need)}”" if need else words


def _fill_waits(keys: list[Key], service: Service) -> Typed:
    told = {(wait.stage, wait.need): wait for wait in service.waits}
    known = [(number, told[key]) for number, key in enumerate(keys) if key in told]
    shortest = {f"from{number}": str(wait.weeks_from) for number, wait in known}
    return shortest | {f"to{number}": str(wait.weeks_to) for number, wait in known}


def _read_waits(keys: list[Key], typed: Typed, service: Service, today: date) -> Service:
    waits, errors = [], {}
    for number, (stage, need) in enumerate(keys):
        try:
            told = _read_range(typed.get(f"from{number}", ""), typed.get(f"to{number}", ""))
        except ValueError as error:
            errors[f"from{number}"] = str(error)
            continue
        if told:
            waits.append(Wait(stage, *told, said_by=THEY_WHO_RUN_IT, said_on=today, need=need))
    if errors:
        raise FormNotUnderstood(errors)
    return replace(service, waits=tuple(waits))


def _read_range(shortest: str, longest: str) -> tuple[int, int] | None:
    """Weeks from and to, None where neither was typed. The first alone stands for both, the last alone for "up to"."""
    first, last = read_weeks(shortest), read_weeks(longest)
    if first is None:
        return None if last is None else (0, last)
    if last is not None and first > last:
        raise ValueError("The first number must be the smaller one, like 2 to 6 weeks")
    return first, first if last is None else last


def _fill_status(service: Service) -> Typed:
    closed = {Status.ACTIVE: "no", Status.TEMPORARILY_CLOSED: "yes"}.get(service.status or Status.INACTIVE, "")
    on = service.opens_again_on if closed == "yes" else None
    return {"closed": closed, "opens_again_on": day(on) if on else ""}


def _read_status(typed: Typed, service: Service, today: date) -> Service:
    chosen = {"yes": Status.TEMPORARILY_CLOSED, "no": Status.ACTIVE}.get(typed.get("closed", ""))
    if chosen is None:
        raise FormNotUnderstood({"closed": "Select whether it is closed for now"})
    typed_day = typed.get("opens_again_on", "") if chosen is Status.TEMPORARILY_CLOSED else ""
    return replace(service, status=chosen, opens_again_on=_read_opening(typed_day, today) if typed_day else None)


def _read_opening(typed: str, today: date) -> date:
    try:
        on = read_day(typed, coming_day())
        refuse_opening(on, today)
    except ValueError as error:
        raise FormNotUnderstood({"opens_again_on": str(error)}) from error
    return on


def _fill_new_people(service: Service) -> Typed:
    return {"taking": {True: "yes", False: "no", None: ""}[service.taking_new_people]}


def _read_new_people(typed: Typed, service: Service, today: date) -> Service:
    chosen = {"yes": True, "no": False}.get(typed.get("taking", ""))
    if chosen is None:
        raise FormNotUnderstood({"taking": "Select whether you are taking new people"})
    waits_for_review = service.taking_new_people is None and chosen
    on = service.taking_new_people_on if waits_for_review else today
    return replace(service, taking_new_people=chosen, taking_new_people_on=on)


def _without(part: str, typed: Typed, service: Service, today: date) -> Service:
    return replace(service, contact_points=tuple(one for one in service.contact_points if one.id != part))


def _fill_alert(service: Service) -> Typed:
    alert = service.alert
    return {"sentence": alert.sentence.value, "ends_on": day(alert.ends_on)} if alert else {"sentence": NO_ALERT}


def _read_alert(typed: Typed, service: Service, today: date) -> Service:
    chosen = typed.get("sentence", "")
    if chosen == NO_ALERT:
        return replace(service, alert=None)
    if chosen not in set(AlertSentence):
        raise FormNotUnderstood({"sentence": "Select a sentence, or no alert"})
    return replace(service, alert=Alert(AlertSentence(chosen), _read_end(typed.get("ends_on", ""), today)))


def _read_end(typed: str, today: date) -> date:
    try:
        end = read_day(typed, coming_day())
        refuse_alert_end(end, today)
    except ValueError as error:
        raise FormNotUnderstood({"ends_on": str(error)}) from error
    return end
