"""The hours of one way to get in touch: a line of text for each day, public at once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from functools import partial
from itertools import pairwise

from flask.typing import ResponseReturnValue

from directory.domain.services import ContactPoint, Schedule, Service
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, edit
from directory.providers.parts import point_of, with_point
from directory.providers.typed import ALL_DAY, WHOLE_DAY, FormNotUnderstood, Span, Typed, hours_by_day, read_hours
from directory.web.access import get_now
from directory.web.wording import DAY_NAMES, way_in_touch

KEEP = "keep"
CHOICES = {"": None, "yes": True, "no": False}
CHOSEN = {told: chosen for chosen, told in CHOICES.items()}
NO_HOURS = "Enter the hours of at least one day. If nobody answers any more, say that it is dead instead."


@listing_page("/hours/<part>", ["GET", "POST"])
def change_hours(desk: Desk, part: str) -> ResponseReturnValue:
    point = point_of(desk.service, part)
    shown = {"way": way_in_touch(point, get_now()), "days": list(enumerate(DAY_NAMES)), "mixed": _mixed(point)}
    warn = partial(_warn, hours_by_day(point.schedules))
    return edit(desk, FactForm("providers/hours.html", partial(_fill, part), partial(_read, part), shown, warn))


def _fill(part: str, service: Service) -> Typed:
    point = point_of(service, part)
    told = {f"day{number}": words for number, words in enumerate(hours_by_day(point.schedules))}
    mixed, first = _mixed(point), next(iter(point.schedules or ()), None)
    for note in ("term_time", "bank_holidays"):
        told[note] = KEEP if note in mixed else CHOSEN[getattr(first, note) if first else None]
    return told


def _read(part: str, typed: Typed, service: Service, today: date) -> Service:
    errors: dict[str, str] = {}
    spans: dict[int, tuple[Span, ...]] = {}
    for number in range(7):
        try:
            spans[number] = read_hours(typed.get(f"day{number}", ""))
        except ValueError as error:
            errors[f"day{number}"] = f"{DAY_NAMES[number]}: {error}"
    if not errors and not any(spans.values()):
        errors["day0"] = NO_HOURS
    if errors:
        raise FormNotUnderstood(errors)
    point = point_of(service, part)
    return with_point(service, replace(point, schedules=_schedules(spans, typed, point)))


def _warn(before: list[str], typed: Typed) -> Iterator[str]:
    for number, words in enumerate(before):
        told = typed.get(f"day{number}", "")
        if told != words and (odd := _odd(told)):
            yield f"{DAY_NAMES[number]}: “{told}” {odd} Do you mean that?"


def _odd(told: str) -> str | None:
    """Whoever means 5 in the afternoon easily writes 5am, or the same hour twice."""
    spans = sorted(read_hours(told))
    if WHOLE_DAY in spans and told.lower() not in ALL_DAY:
        return "is the whole day and night."
    if any(opens < _end(*before) for before, (opens, _) in pairwise(spans)):
        return "tells some hours twice."
    if any(time(0) < closes < opens for opens, closes in spans):
        return "goes on past midnight."
    return None


def _end(opens: time, closes: time) -> time:
    """Of the part that lies on the day it begins on."""
    return closes if opens < closes else time.max


def _schedules(spans: dict[int, tuple[Span, ...]], typed: Typed, point: ContactPoint) -> tuple[Schedule, ...]:
    """Days with the same hours and the same notes are told together, in the order of the week."""
    days: dict[tuple[Span, bool | None, bool | None], set[int]] = defaultdict(set)
    for number, openings in spans.items():
        term, holidays = (_note(typed.get(name, ""), name, number, point) for name in ("term_time", "bank_holidays"))
        for span in openings:
            days[span, term, holidays].add(number)
    made = [Schedule(frozenset(on), *span, term, holidays) for (span, term, holidays), on in days.items()]
    before = point.schedules or ()
    return before if frozenset(made) == frozenset(before) else tuple(made)


def _note(chosen: str, name: str, number: int, point: ContactPoint) -> bool | None:
    if chosen != KEEP:
        return CHOICES.get(chosen)
    return next((getattr(one, name) for one in point.schedules or () if number in one.days), None)


def _mixed(point: ContactPoint) -> list[str]:
    """The notes that are not the same on all days."""
    told = point.schedules or ()
    return [name for name in ("term_time", "bank_holidays") if len({getattr(one, name) for one in told}) > 1]
