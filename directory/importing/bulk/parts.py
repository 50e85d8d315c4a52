"""The columns that come in numbers: `contact_1_value`, `location_2_postcode`. Private ones have none, and stay."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5

from directory.domain.facts import Part, fact_of
from directory.domain.places import Point
from directory.domain.services import Channel, ContactPoint, Location, Service
from directory.domain.web_addresses import read_web_address
from directory.importing.bulk.cells import FLAG, TEXT, Kind, as_read, choice
from directory.importing.bulk.columns import with_fact
from directory.importing.bulk.hours import HOURS
from directory.importing.cells import read_email, read_url
from directory.importing.shorthand import NotUnderstood

FindPoint = Callable[[str], Point | None]
MOST = 20
_NAME = re.compile(r"(?P<part>contact|location)_(?P<number>[1-9]\d?)_(?P<about>[a-z_]+)")
_PHONE = re.compile(r"[+(]?\d[\d\s().-]+(?:[, ]*(?:ext|extension|option)\.? ?\d+)?|\d{3}", re.IGNORECASE)
_PLAIN = re.compile(r"[\s().-]")


def _read_point(text: str) -> Point:
    found = re.fullmatch(r"(-?\d+\.\d+), *(-?\d+\.\d+)", text)
    if not found or not (49 < float(found[1]) < 61 and -9 < float(found[2]) < 2):
        raise NotUnderstood(f"“{text}” is not a latitude and longitude in the United Kingdom, like “50.7989, -1.0912”")
    return Point(float(found[1]), float(found[2]))


POINT = Kind(lambda point: f"{point.latitude}, {point.longitude}", _read_point)


@dataclass(frozen=True)
class PartSheet:
    """One kind of part: its columns, the field each stands for, and what a part cannot be without."""

    prefix: str
    field: str
    columns: Mapping[str, tuple[str, Kind]]
    needed: tuple[str, ...]
    gone_without: tuple[str, ...]
    shown: Callable[[Service], Sequence[Part]]
    made: Callable[[str], Part]


CONTACTS = PartSheet(
    "contact",
    "contact_points",
    {
        "channel": ("channel", choice(Channel)),
        "value": ("value", TEXT),
        "label": ("label", TEXT),
        "hours": ("schedules", HOURS),
        "free": ("is_free", FLAG),
        "anonymous": ("anonymous", FLAG),
        "leaves": ("leaves_trace", TEXT),
    },
    needed=("channel", "value"),
    gone_without=("value",),
    shown=lambda service: service.public_contact_points,
    made=lambda part_id: ContactPoint(part_id, Channel.PHONE, ""),
)
LOCATIONS = PartSheet(
    "location",
    "locations",
    {
        "name": ("name", TEXT),
        "address": ("address", TEXT),
        "city": ("city", TEXT),
        "postcode": ("postcode", TEXT),
        "point": ("point", POINT),
        "step_free": ("step_free", FLAG),
        "accessible_toilet": ("accessible_toilet", FLAG),
        "hearing_loop": ("hearing_loop", FLAG),
        "quiet_space": ("quiet_space", FLAG),
        "access_note": ("access_note", TEXT),
    },
    needed=(),
    gone_without=("name", "address", "city", "postcode", "point"),
    shown=lambda service: service.open_locations,
    made=Location,
)
PART_SHEETS = (CONTACTS, LOCATIONS)


@dataclass(frozen=True)
class Step:
    """One cell, or one whole part, that a row changes; `after` is the listing with it."""

    column: str
    before: str
    text: str
    after: Service


def part_columns(services: Sequence[Service]) -> tuple[str, ...]:
    """As many as the listing with the most of them needs, and one more to write a new one in."""
    names: list[str] = []
    for sheet in PART_SHEETS:
        most = max((len(sheet.shown(service)) for service in services), default=0)
        names += [f"{sheet.prefix}_{n}_{about}" for n in range(1, min(most + 1, MOST) + 1) for about in sheet.columns]
    return tuple(names)


def is_part_column(name: str) -> bool:
    found = _NAME.fullmatch(name)
    return bool(
        found and int(found["number"]) <= MOST and any(found["about"] in sheet.columns for sheet in _sheets(found["part"]))
    )


def write_parts(service: Service) -> dict[str, str]:
    """Every cell of the contact points and locations that may be shown."""
    return {
        f"{sheet.prefix}_{number}_{about}": cell
        for sheet in PART_SHEETS
        for number, part in enumerate(sheet.shown(service), 1)
        for about, cell in _cells_of(sheet, part).items()
    }


def change_parts(
    service: Service, cells: Mapping[str, str], *, find_point: FindPoint
) -> Iterator[Step | tuple[str, NotUnderstood]]:
    """What a row changes in the contact points and locations of a listing, step by step.

    What is not understood comes as the name of the column with the mistake.
    """
    base = service
    for sheet in PART_SHEETS:
        for number, told in _by_number(sheet, cells).items():
            shown = sheet.shown(base)
            steps = (
                _of_part(service, sheet, number, shown[number - 1], told=told, find_point=find_point)
                if number <= len(shown)
                else _of_new_part(service, sheet, number, told=told, find_point=find_point)
            )
            for step in steps:
                service = step.after if isinstance(step, Step) else service
                yield step


def _by_number(sheet: PartSheet, cells: Mapping[str, str]) -> dict[int, dict[str, str]]:
    numbers: dict[int, dict[str, str]] = {}
    for name, cell in cells.items():
        found = _NAME.fullmatch(name)
        if found and found["part"] == sheet.prefix:
            numbers.setdefault(int(found["number"]), {})[found["about"]] = cell
    return dict(sorted(numbers.items()))


def _of_part(
    service: Service, sheet: PartSheet, number: int, part: Part, *, told: Mapping[str, str], find_point: FindPoint
) -> Iterator[Step | tuple[str, NotUnderstood]]:
    before = _cells_of(sheet, part)
    now = {**before, **told}
    name = f"{sheet.prefix}_{number}"
    if any(before[one] for one in sheet.gone_without) and not any(now[one] for one in sheet.gone_without):
        shown = next(before[one] for one in sheet.gone_without if before[one])
        yield Step(name, shown, "", with_fact(service, f"{sheet.field}/{part.id}", None))
        return
    for about, cell in _in_order(sheet, told):
        if _same(about, before[about], cell):
            continue
        try:
            service = _with_cell(
                service, sheet, part.id, about, cell, find_point=find_point, moves="point" not in _changed(before, told)
            )
        except NotUnderstood as mistake:
            yield f"{name}_{about}", mistake
        else:
            yield Step(f"{name}_{about}", before[about], cell, service)


def _of_new_part(
    service: Service, sheet: PartSheet, number: int, *, told: Mapping[str, str], find_point: FindPoint
) -> Iterator[Step | tuple[str, NotUnderstood]]:
    """Its id comes from what it says, so that the same sheet sent twice does not add it twice."""
    given = {about: cell for about, cell in told.items() if cell}
    if not given:
        return
    name = f"{sheet.prefix}_{number}"
    missing = [f"{name}_{one}" for one in sheet.needed if one not in given]
    if missing or not any(one in given for one in sheet.gone_without):
        wanted = missing or [f"{name}_{sheet.gone_without[-2]}"]
        yield name, NotUnderstood(f"this is a new one, so fill in {' and '.join(wanted)} as well")
        return
    part_id = uuid5(NAMESPACE_OID, f"{service.id}/{sheet.prefix}/{sorted(given.items())}").hex
    draft = with_fact(service, f"{sheet.field}/{part_id}", sheet.made(part_id))
    for about, cell in _in_order(sheet, given):
        try:
            draft = _with_cell(draft, sheet, part_id, about, cell, find_point=find_point, moves="point" not in given)
        except NotUnderstood as mistake:
            yield f"{name}_{about}", mistake
            return
    shown = next(given[one] for one in sheet.gone_without if one in given)
    yield Step(name, "", shown, draft)


def _in_order(sheet: PartSheet, told: Mapping[str, str]) -> list[tuple[str, str]]:
    """The channel before the value, whichever way the columns of a sheet have been moved: it says what the value must be."""
    return [(about, told[about]) for about in sheet.columns if about in told]


def _with_cell(
    service: Service, sheet: PartSheet, part_id: str, about: str, cell: str, *, find_point: FindPoint, moves: bool
) -> Service:
    field, kind = sheet.columns[about]
    if about in sheet.needed and not cell:
        raise NotUnderstood("this cannot be empty; to take it away, empty its value")
    fact = kind.fact_in(cell)
    if about == "postcode" and fact:
        return _at_postcode(service, f"{sheet.field}/{part_id}", fact, find_point, moves=moves)
    if about == "value":
        fact = _read_value(fact, fact_of(service, f"{sheet.field}/{part_id}/channel"))
    return with_fact(service, f"{sheet.field}/{part_id}/{field}", fact)


def _at_postcode(service: Service, place: str, postcode: str, find_point: FindPoint, *, moves: bool) -> Service:
    """A new postcode moves the point as well, unless the row tells where it is."""
    point = find_point(postcode)
    service = with_fact(service, f"{place}/postcode", " ".join(postcode.upper().split()))
    return with_fact(service, f"{place}/point", point) if moves else service


def _read_value(text: str, channel: Channel) -> str:
    if channel is Channel.EMAIL:
        return read_email(text)
    if text.startswith(("http://", "https://")):
        return _read_whole_address(text)
    if channel in (Channel.FORM, Channel.CHAT):
        return read_url(text)
    if channel is Channel.PHONE and not _PHONE.fullmatch(text):
        raise NotUnderstood(f"“{text}” is not a phone number; a spreadsheet may have changed it, so make the column text")
    if channel is Channel.PHONE and re.fullmatch(r"[1-9]\d{8,9}", _PLAIN.sub("", text)):
        raise NotUnderstood(f"“{text}” has lost its first 0; make the column text and write the whole number")
    return text


def _read_whole_address(text: str) -> str:
    try:
        return read_web_address(text)
    except ValueError as error:
        raise NotUnderstood(str(error)) from error


def _same(about: str, before: str, cell: str) -> bool:
    """A spreadsheet takes the first 0 or + off a number: that is no change."""
    if about != "value" or not re.search(r"\d", before):
        return before == cell
    old, new = _PLAIN.sub("", before), _PLAIN.sub("", cell)
    return before == cell or (new.isdigit() and new in (old.removeprefix("0"), old.removeprefix("+")))


def _changed(before: Mapping[str, str], told: Mapping[str, str]) -> frozenset[str]:
    return frozenset(about for about, cell in told.items() if before[about] != cell)


def _cells_of(sheet: PartSheet, part: Part) -> dict[str, str]:
    return {about: as_read(kind.text_of(getattr(part, field))) for about, (field, kind) in sheet.columns.items()}


def _sheets(prefix: str) -> Iterator[PartSheet]:
    return (sheet for sheet in PART_SHEETS if sheet.prefix == prefix)
