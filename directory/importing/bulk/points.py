"""Where a postcode in a sheet is."""

from directory.domain.errors import PlaceNotUnderstood
from directory.domain.places import Point
from directory.importing.bulk.parts import FindPoint
from directory.importing.shorthand import NotUnderstood
from directory.places.gazetteer import Gazetteer


def point_finder(gazetteer: Gazetteer) -> FindPoint:
    """The point of a whole postcode; none where only its district is known."""

    def find(postcode: str) -> Point | None:
        try:
            place = gazetteer.find(postcode)
        except PlaceNotUnderstood as error:
            raise NotUnderstood(str(error)) from error
        return place.point if place.exact else None

    return find
