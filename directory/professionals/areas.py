"""The areas this directory is about: the councils it was told to cover, else those its listings name."""

from directory.domain.errors import PlaceNotUnderstood
from directory.domain.places import Place, PlaceSource
from directory.finding.gaps import areas_named
from directory.finding.snapshot import Snapshot
from directory.web.access import get_directory

MOST_AREAS = 24
ASK_FOR_AN_AREA = "Enter a council, or the first half of a postcode, like PO1"
NO_WHOLE_POSTCODE = "Enter the first half of the postcode only. This address can be kept and shared, so it holds no home."


def areas_of(snapshot: Snapshot) -> dict[str, Place]:
    """Each area's place by its code. A district of a county that is an area itself is left to that."""
    directory = get_directory()
    codes = directory.gazetteer.current_codes(directory.settings.councils) or areas_named(snapshot)
    places = {code: place for code in codes if (place := _place_of(code))}
    whole = [
        (code, place)
        for code, place in places.items()
        if not any(place.is_in(frozenset({other})) for other in places if other != code)
    ]
    return dict(sorted(whole[:MOST_AREAS], key=lambda area: area[1].name))


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
