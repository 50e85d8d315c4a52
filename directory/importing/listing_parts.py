"""The parts of a hand-written listing: its contact points, locations, waits and words."""

import re

from directory.domain.checks import Check, CheckMethod, CheckOutcome, CheckScope
from directory.domain.places import Point
from directory.domain.services import (
    Channel,
    Confidentiality,
    ContactPoint,
    Cost,
    CostKind,
    Location,
    Schedule,
    SinglePoint,
    Telling,
    Threshold,
    Wait,
    WaitStage,
    WordsToSay,
)
from directory.domain.taxonomy import Facet
from directory.importing.shorthand import read_hours
from directory.importing.toml_table import Table

_WEEKS = re.compile(r"(\d+)(?: to (\d+))?")


def read_contact_point(table: Table, contact_id: str) -> ContactPoint:
    """One way to get in touch: the channel is the name of the field that holds it, as in `phone = "..."`."""
    channels = [channel for channel in Channel if table.has(channel)]
    if len(channels) != 1:
        raise table.mistake("channel", f"write exactly one of {', '.join(Channel)}, each under its own heading.")
    point = ContactPoint(
        contact_id,
        channels[0],
        table.must(channels[0]),
        label=table.text("label"),
        schedules=_schedules(table),
        is_free=table.flag("free"),
        anonymous=table.flag("anonymous"),
        leaves_trace=table.text("leaves"),
        professionals_only=bool(table.flag("professionals_only")),
        consent_recorded=bool(table.flag("consent_recorded")),
    )
    table.finish()
    return point


def read_location(table: Table, location_id: str) -> Location:
    table.has("key")
    location = Location(
        location_id,
        name=table.text("name"),
        address=table.text("address"),
        city=table.text("city"),
        postcode=table.text("postcode"),
        point=_point(table),
        step_free=table.flag("step_free"),
        accessible_toilet=table.flag("accessible_toilet"),
        hearing_loop=table.flag("hearing_loop"),
        quiet_space=table.flag("quiet_space"),
        access_note=table.text("access_note"),
        masked=bool(table.flag("masked")),
    )
    table.finish()
    return location


def read_wait(table: Table) -> Wait:
    """`weeks` is "6 to 10", or one number of them."""
    found = _WEEKS.fullmatch(table.must("weeks"))
    if not found:
        raise table.mistake("weeks", "write “6 to 10”, or one number in quotation marks.")
    wait = Wait(
        table.must_choose("stage", WaitStage),
        int(found[1]),
        int(found[2] or found[1]),
        said_by=table.must("said_by"),
        said_on=table.must_day("on"),
        need=table.slug("need", Facet.NEED),
    )
    table.finish()
    return wait


def read_threshold(table: Table | None) -> Threshold:
    if table is None:
        return Threshold()
    threshold = Threshold(
        for_plain=table.text("for"),
        for_professional=table.text("for_professionals"),
        not_for_plain=table.text("not_for"),
        not_for_professional=table.text("not_for_professionals"),
        try_instead=table.text("try_instead"),
    )
    table.finish()
    return threshold


def read_confidentiality(table: Table | None) -> Confidentiality:
    if table is None:
        return Confidentiality()
    confidentiality = Confidentiality(
        parents=table.choice("parents", Telling),
        school=table.choice("school", Telling),
        gp=table.choice("gp", Telling),
        agrees_alone_from=table.whole_number("agrees_alone_from"),
        anonymous=table.flag("anonymous"),
        note=table.text("note"),
    )
    table.finish()
    return confidentiality


def read_single_point(table: Table | None) -> SinglePoint | None:
    if table is None:
        return None
    point = SinglePoint(table.text("takes"), table.text("does_not_take"), table.flag("passes_on"))
    table.finish()
    return point


def read_words_to_say(table: Table | None) -> WordsToSay:
    if table is None:
        return WordsToSay()
    words = WordsToSay(call=table.text("call"), text=table.text("text"), email=table.text("email"))
    table.finish()
    return words


def read_cost(table: Table) -> Cost | None:
    """ "free" alone, or a table with a note: `{ kind = "depends", note = "..." }`."""
    if not isinstance(table.get("cost"), dict):
        kind = table.choice("cost", CostKind)
        return None if kind is None else Cost(kind)
    cost = table.table("cost")
    assert cost is not None  # noqa: S101  # it has just been seen to be a table
    read = Cost(cost.must_choose("kind", CostKind), cost.text("note"))
    cost.finish()
    return read


def read_check(table: Table) -> Check:
    check = Check(
        table.must_choose("scope", CheckScope),
        checked_on=table.must_day("on"),
        checked_by=table.must("by"),
        method=table.must_choose("how", CheckMethod),
        outcome=table.choice("outcome", CheckOutcome) or CheckOutcome.CONFIRMED,
    )
    table.finish()
    return check


def _schedules(table: Table) -> tuple[Schedule, ...] | None:
    hours = table.texts("hours")
    return None if hours is None else table.read("hours", lambda: tuple(read_hours(one) for one in hours))


def _point(table: Table) -> Point | None:
    given = table.get("point")
    if given is None:
        return None
    if not isinstance(given, list) or len(given) != 2 or not all(isinstance(number, float) for number in given):
        raise table.mistake("point", "write latitude and longitude, like [50.7989, -1.0912].")
    latitude, longitude = given
    if not (49 < latitude < 61 and -9 < longitude < 2):
        raise table.mistake("point", "this point is not in the United Kingdom. Latitude comes first.")
    return Point(latitude, longitude)
