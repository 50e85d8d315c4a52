"""Where people must live, or have their GP or school: plain lines of places, and what they cannot say kept as it is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from flask.typing import ResponseReturnValue

from directory.domain.eligibility import ANYONE_ANYWHERE, Area, AreaKind, Catchment, Condition
from directory.domain.services import Location, Service
from directory.finding.wording import Names, areas_in_words
from directory.providers.area_lines import ANY, BASIS_OF, MOST_GROUPS, Group, Line, lines_and_rest, together
from directory.providers.area_names import read_named, read_places, write_places
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, edit
from directory.providers.typed import FormNotUnderstood, Typed
from directory.web.access import get_directory

ANYONE, SOME = "anyone", "some"
SAY_WHICH = "You named places below. Choose “People from some places only”, or clear the places."
MOST_MILES = 200
KEPT = "kept"


@dataclass(frozen=True)
class Asked:
    """One line of places on the form."""

    line: Line
    label: str
    hint: str = ""
    read: Callable[[str], list[Area]] = read_places


PLACES_HINT = "Councils, counties or first halves of postcodes, like: Portsmouth, PO9, PO10"
FIRST = Asked(Line.LIVES, "They live in", PLACES_HINT)
MORE = (
    Asked(Line.GP, "They have their GP in", PLACES_HINT),
    Asked(Line.SCHOOL, "They go to school in", PLACES_HINT),
    Asked(Line.CARE, "They are looked after by", "Councils or counties, like: Portsmouth"),
    Asked(Line.SCHOOLS, "They go to one of these schools or colleges", "One on each line", read_named),
    Asked(Line.PRACTICES, "They are with one of these GP practices", "One on each line", read_named),
)


@listing_page("/area", ["GET", "POST"], by_link=False)
def change_area(desk: Desk) -> ResponseReturnValue:
    names = get_directory().names()
    rest = lines_and_rest(desk.service.catchment)[2]
    shown = {
        "first": FIRST,
        "more": MORE,
        "addresses": [(one.id, address_words(one)) for one in desk.service.open_locations],
        "rest": [(str(number), group_words(group, names)) for number, group in enumerate(rest)],
    }
    return edit(desk, FactForm("providers/area.html", fill_area, read_area, shown))


def fill_area(service: Service) -> Typed:
    sets, how, rest = lines_and_rest(service.catchment)
    near = next((one.area for one in sets.get(Line.NEAR, ()) if one.area), None)
    whom = "" if service.catchment is None else ANYONE if service.catchment == ANYONE_ANYWHERE else SOME
    told = {"whom": whom, "match": how, KEPT: "\n".join(str(number) for number in range(len(rest)))}
    told |= {"miles": f"{near.miles:g}" if near and near.miles else "", "from": near.location_id or "" if near else ""}
    return told | {one.line.value: write_places(sets.get(one.line, ())) for one in (FIRST, *MORE)}


def read_area(typed: Typed, service: Service, today: date) -> Service:
    """What was not touched stays exactly as it was, however it was told before."""
    if all(typed.get(name, "") == words.strip() for name, words in fill_area(service).items()):
        return service
    whom = typed.get("whom")
    if whom not in ("", ANYONE, SOME):
        raise FormNotUnderstood({"whom": "Select who can come"})
    if whom == SOME:
        return replace(service, catchment=_read_some(typed, service))
    if _names_new_places(typed, service):
        raise FormNotUnderstood({"whom": SAY_WHICH})
    return replace(service, catchment=ANYONE_ANYWHERE if whom == ANYONE else None)


def _names_new_places(typed: Typed, service: Service) -> bool:
    """Places that stood there before say nothing against a new choice; those that were typed now do."""
    before, lines = fill_area(service), (*(one.line.value for one in (FIRST, *MORE)), "miles")
    return any(typed.get(name) and typed[name] != before[name].strip() for name in lines)


def group_words(group: Group, names: Names) -> str:
    return "People " + " and ".join(areas_in_words([one], names) for one in group)


def address_words(place: Location) -> str:
    return ", ".join(part for part in (place.name, place.address, place.city, place.postcode) if part) or "An address"


def _read_some(typed: Typed, service: Service) -> Catchment:
    errors: dict[str, str] = {}
    sets = {asked.line: _read_line(asked, typed, errors) for asked in (FIRST, *MORE)}
    sets[Line.NEAR] = _read_near(typed, service, errors)
    rest = lines_and_rest(service.catchment)[2]
    kept = [group for number, group in enumerate(rest) if str(number) in typed.get(KEPT, "").split("\n")]
    made = together(sets, typed.get("match", ANY), kept)
    if not errors and not made.groups:
        errors[FIRST.line.value] = "Name at least one place, or choose that anyone can come"
    if len(made.groups) > MOST_GROUPS:
        errors["match"] = "These are more places together than we can keep. Name fewer of them."
    if errors:
        raise FormNotUnderstood(errors)
    return made


def _read_line(asked: Asked, typed: Typed, errors: dict[str, str]) -> frozenset[Condition]:
    name = asked.line.value
    try:
        areas = asked.read(typed.get(name, ""))
    except ValueError as error:
        errors[name] = str(error)
        return frozenset()
    if asked.line is Line.CARE and any(area.kind is not AreaKind.LOCAL_AUTHORITY for area in areas):
        errors[name] = "Name councils or counties: only they look after children"
    return frozenset(Condition(BASIS_OF[asked.line], area) for area in areas)


def _read_near(typed: Typed, service: Service, errors: dict[str, str]) -> frozenset[Condition]:
    miles, place = typed.get("miles", ""), typed.get("from", "")
    if not miles:
        return frozenset()
    try:
        told = float(miles.lower().removesuffix("miles").removesuffix("mile").strip())
    except ValueError:
        told = 0
    if not 0 < told <= MOST_MILES:
        errors["miles"] = f"Enter miles as a number, 1 to {MOST_MILES}"
    elif place not in {one.id for one in service.locations}:
        errors["from-choice"] = "Select where the miles are counted from"
    return frozenset({Condition(BASIS_OF[Line.NEAR], Area(AreaKind.MILES, miles=told, location_id=place))})
