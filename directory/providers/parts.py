"""One way to get in touch, among those of a listing."""

from dataclasses import replace

from directory.accounts.guards import show_refusal
from directory.domain.errors import NotFound
from directory.domain.services import ContactPoint, Service
from directory.providers.blueprint import bp
from directory.web.errors import Trouble


class PointNotFound(NotFound):
    """The listing has no such way to get in touch, or has it no more."""


GONE = Trouble(
    404,
    "This is not on the listing any more",
    ("Somebody has taken it away already. It may have been you.", "So there is nothing left to do here."),
)
bp.register_error_handler(PointNotFound, lambda _: show_refusal(GONE))


def point_of(service: Service, part: str) -> ContactPoint:
    """The contact point of that id, or raise `PointNotFound`."""
    for point in service.contact_points:
        if point.id == part:
            return point
    raise PointNotFound("This way to get in touch is not on the listing any more.")


def with_point(service: Service, point: ContactPoint) -> Service:
    """With this one in its old place, or at the end where it is new."""
    known = {one.id for one in service.contact_points}
    points = tuple(point if one.id == point.id else one for one in service.contact_points)
    return replace(service, contact_points=points if point.id in known else (*points, point))
