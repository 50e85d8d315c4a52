"""The areas this directory is about: the councils it was told to cover, else those its listings name."""

from collections import Counter
from collections.abc import Mapping

from flask import current_app

from directory.domain.errors import PlaceNotUnderstood
from directory.domain.places import Place, PlaceSource
from directory.finding.gaps import areas_named
from directory.finding.snapshot import Snapshot
from directory.store.listings import postcodes_of_no_area
from directory.web.access import get_db, get_directory

MOST_AREAS = 24
NO_WHOLE_POSTCODE = "Enter the first half of the postcode only. This address can be kept and shared, so it holds no home."


def areas_of(snapshot: Snapshot) -> dict[str, Place]:
    """Each area's place by its code. A district of a county that is an area itself is left to that."""
    directory = get_directory()
    codes = directory.gazetteer.current_codes(directory.settings.councils) or [
        *dict.fromkeys([*areas_named(snapshot), *standing_in(snapshot)])
    ]
    places = {code: place for code in codes if (place := _place_of(code))}
    whole = [
        (code, place)
        for code, place in places.items()
        if not any(place.is_in(frozenset({other})) for other in places if other != code)
    ]
    return dict(sorted(whole[:MOST_AREAS], key=lambda area: area[1].name))


def standing_in(snapshot: Snapshot) -> Mapping[str, int]:
    """How many services that have not told their area stand in each council, by its code; most first."""
    version, kept = current_app.extensions.get("standing", (None, {}))
    if version != snapshot.version:
        kept = dict(_count_standing().most_common())
        current_app.extensions["standing"] = (snapshot.version, kept)
    counted: Mapping[str, int] = kept
    return counted


def _count_standing() -> Counter[str]:
    there = Counter[str]()
    for postcodes in postcodes_of_no_area(get_db()):
        places = (_found(postcode) for postcode in postcodes)
        sure = {code for place in places if place and len(place.possibilities) == 1 for code in place.local_authorities}
        there.update(sure)
    return there


def _found(postcode: str) -> Place | None:
    try:
        place: Place | None = get_directory().gazetteer.find(postcode)
    except PlaceNotUnderstood:
        return None
    return place


def find_area(typed: str) -> tuple[str, Place]:
    """The code and place of an area. Raises `PlaceNotUnderstood`, with words to show, for anything as exact as a home."""
    place = _place_of(typed)
    if place is not None:
        return typed, place
    place = get_directory().gazetteer.find(typed)
    if place.postcode is not None:
        raise PlaceNotUnderstood(NO_WHOLE_POSTCODE)
    area = get_directory().gazetteer.area_named(typed) if place.source is PlaceSource.COUNCIL else None
    return area.code if area else "", place


def _place_of(code: str) -> Place | None:
    gazetteer = get_directory().gazetteer
    name = gazetteer.names.get(code)
    try:
        place: Place | None = gazetteer.find(name) if name else None
    except PlaceNotUnderstood:
        return None
    return place if place and place.source is PlaceSource.COUNCIL else None
