"""Where a service of a feed is, and where people must live to use it."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from directory.domain.eligibility import ANYONE_ANYWHERE, Area, AreaKind, Basis, Catchment, Condition
from directory.domain.places import AreaLevel, NamedArea, Point
from directory.domain.services import Location
from directory.openreferral.text import line_of, list_of, object_of

AreaNamed = Callable[[str], NamedArea | None]
KIND_OF = {
    AreaLevel.NATION: AreaKind.NATION,
    AreaLevel.COUNTY: AreaKind.LOCAL_AUTHORITY,
    AreaLevel.LOCAL_AUTHORITY: AreaKind.LOCAL_AUTHORITY,
    AreaLevel.BOARD: AreaKind.BOARD,
}
KIND_OF_PREFIX = {
    **dict.fromkeys(("E92", "W92", "S92", "N92"), AreaKind.NATION),
    **dict.fromkeys(("E06", "E07", "E08", "E09", "E10", "W06", "S12", "N09"), AreaKind.LOCAL_AUTHORITY),
    "E54": AreaKind.BOARD,
}
EVERYWHERE = frozenset({"uk", "united kingdom", "uk wide", "nationwide", "national", "worldwide", "global", "international"})

_CODE = re.compile(r"\b[EWSN]\d{8}\b")
_STEP_FREE = re.compile(r"wheelchair|step[- ]?free|level access|\bramp|\blift\b", re.IGNORECASE)
_TOILET = re.compile(r"accessible (?:toilet|wc|bathroom)|disabled (?:toilet|wc)", re.IGNORECASE)
_LOOP = re.compile(r"(?:hearing|induction) loop", re.IGNORECASE)
_QUIET = re.compile(r"quiet (?:room|space|area)|sensory room", re.IGNORECASE)
_NOT = re.compile(r"\b(?:no|not|without|isn't)\b", re.IGNORECASE)


def read_locations(service: dict[str, Any]) -> tuple[Location, ...]:
    """Every real place of a service. Ids are given later, when it is known which listing this is."""
    at = [object_of(one.get("location")) for one in list_of(service.get("service_at_locations"))]
    found = [*at, *list_of(service.get("locations"))]
    located = (_location(one) for one in found if line_of(one.get("location_type")) != "virtual")
    return tuple(dict.fromkeys(location for location in located if location))


def is_virtual(service: dict[str, Any]) -> bool:
    found = [object_of(one.get("location")) for one in list_of(service.get("service_at_locations"))]
    return any(line_of(one.get("location_type")) == "virtual" for one in [*found, *list_of(service.get("locations"))])


def read_catchment(service: dict[str, Any], area_named: AreaNamed, warnings: list[str]) -> Catchment | None:
    """Any one of the areas will do. One that is no area we know leaves the whole unknown: half a catchment misleads."""
    given = list_of(service.get("service_areas"))
    found = [_condition(one, area_named) for one in given]
    for one, condition in zip(given, found, strict=True):
        if condition is None:
            named = (
                line_of(one.get("name"))
                or line_of(one.get("service_area"))
                or line_of(one.get("extent"))
                or "without a name"
            )
            warnings.append(f"its area “{named[:60]}” is none we know, so where people must live is left open")
    known = [condition for condition in found if condition]
    if not known or len(known) < len(given):
        return None
    if any(condition.basis is Basis.ANYONE for condition in known):
        return ANYONE_ANYWHERE
    return Catchment(tuple((condition,) for condition in dict.fromkeys(known)))


def _condition(given: dict[str, Any], area_named: AreaNamed) -> Condition | None:
    said = [line_of(given.get(name)) or "" for name in ("extent", "uri", "name", "service_area", "description")]
    codes = [code for text in said for code in _CODE.findall(text) if code[:3] in KIND_OF_PREFIX]
    if codes:
        kind = KIND_OF_PREFIX[codes[0][:3]]
        return _lives_in(kind, (code for code in codes if KIND_OF_PREFIX[code[:3]] is kind))
    names = [text for text in (said[2], said[3]) if text]
    if any(name.lower().strip(".") in EVERYWHERE for name in names):
        return Condition(Basis.ANYONE)
    area = next((area for name in names if len(name) <= 80 and (area := area_named(name))), None)
    return _lives_in(KIND_OF[area.level], [area.code]) if area else None


def _lives_in(kind: AreaKind, codes: Iterable[str]) -> Condition:
    return Condition(Basis.LIVES_IN, Area(kind, frozenset(codes)))


def _location(given: dict[str, Any]) -> Location | None:
    addresses = list_of(given.get("addresses")) or list_of(given.get("physical_addresses")) or [given]
    address = next((one for one in addresses if one.get("address_type") != "postal"), addresses[0])
    lines = [line_of(address.get(name)) for name in ("address_1", "address_2", "address_3", "address_4")]
    masked = given.get("mask_exact_address") is True
    access = _access(given)
    location = Location(
        "",
        name=line_of(given.get("name")),
        address=", ".join(dict.fromkeys(line.strip(" ,") for line in lines if line)) or None,
        city=line_of(address.get("city")),
        postcode=line_of(address.get("postal_code")),
        point=None if masked else _point(given),
        masked=masked,
        **access,
    )
    told = (location.name, location.address, location.city, location.postcode, location.point)
    return location if any(told) else None


def _point(given: dict[str, Any]) -> Point | None:
    """Latitude and longitude, or a geometry, which names the longitude first. Nought and nought is nowhere."""
    corners = object_of(given.get("geometry")).get("coordinates")
    pair = corners[:2][::-1] if isinstance(corners, list) else [given.get("latitude"), given.get("longitude")]
    try:
        latitude, longitude = (float(str(one)) for one in pair if one is not None)
    except (TypeError, ValueError):
        return None
    if not (-90 < latitude < 90 and -180 <= longitude <= 180) or (latitude, longitude) == (0, 0):
        return None
    return Point(latitude, longitude)


def _access(given: dict[str, Any]) -> dict[str, Any]:
    """Access facts said plainly; a sentence with a "no" in it is only kept as words."""
    entries = [*list_of(given.get("accessibility")), *list_of(given.get("accessibilities"))]
    entries += list_of(given.get("accessibility_for_disabilities"))
    said = [
        text
        for one in entries
        for text in dict.fromkeys(line_of(one.get(name)) for name in ("accessibility", "name", "description", "details"))
        if text
    ]
    plain = " ; ".join(text for text in said if not _NOT.search(text))
    facts = {"step_free": _STEP_FREE, "accessible_toilet": _TOILET, "hearing_loop": _LOOP, "quiet_space": _QUIET}
    found: dict[str, Any] = {fact: True for fact, pattern in facts.items() if pattern.search(plain)}
    note = ". ".join(text.rstrip(". ") for text in dict.fromkeys(said))
    return found | ({"access_note": f"{note}."} if note else {})
