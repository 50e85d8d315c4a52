"""Facts for tests: each builder states what does not matter, so that a test states only what does."""

from collections.abc import Iterable
from itertools import count
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from directory.domain.eligibility import ANYONE_ANYWHERE, AgeRule, Audience, AudienceMode
from directory.domain.organisations import Organisation
from directory.domain.places import ENGLAND, Place, PlaceSource, Point
from directory.domain.services import Location, Service, Status

_numbers = count(1)

PORTSMOUTH = "E06000044"
HAVANT = "E07000090"
HAMPSHIRE_BOARD = "E54000067"


def an_organisation(name: str = "Harbour Youth", **facts: Any) -> Organisation:
    slug = facts.pop("slug", _slug(name))
    return Organisation(**{"id": str(uuid5(NAMESPACE_OID, f"organisation/{slug}")), "slug": slug, "name": name, **facts})


def a_service(name: str = "Teen talk", **facts: Any) -> Service:
    """A service open to everyone of every age, active and taking new people, unless told otherwise."""
    number = next(_numbers)
    given = {
        "id": str(uuid5(NAMESPACE_OID, f"service/{number}")),
        "slug": f"{_slug(name)}-{number}",
        "code": f"t{number:04d}",
        "organisation_id": an_organisation().id,
        "name": name,
        "needs": frozenset({"worry-anxiety"}),
        "age_rules": (AgeRule(),),
        "catchment": ANYONE_ANYWHERE,
        "audiences": frozenset(),
        "status": Status.ACTIVE,
        "taking_new_people": True,
        **facts,
    }
    given["age_rules"] = tuple(given["age_rules"]) if given["age_rules"] is not None else None
    return Service(**given)


def only_for(*slugs: str) -> frozenset[Audience]:
    return frozenset(Audience(slug, AudienceMode.ONLY) for slug in slugs)


def welcoming(*slugs: str) -> frozenset[Audience]:
    return frozenset(Audience(slug, AudienceMode.WELCOMING) for slug in slugs)


def a_location(point: Point | None = None, **facts: Any) -> Location:
    return Location(**{"id": f"location-{next(_numbers)}", "point": point or Point(50.7989, -1.0912), **facts})


def a_place(
    *codes: str, postcode: str = "PO1 2AL", exact: bool = True, others: Iterable[frozenset[str]] = (), **facts: Any
) -> Place:
    """A place in Portsmouth, unless other area codes are given; `others` makes it touch more councils."""
    here = frozenset(codes or (ENGLAND, PORTSMOUTH, HAMPSHIRE_BOARD))
    given = {
        "name": postcode,
        "source": PlaceSource.POSTCODE if exact else PlaceSource.DISTRICT,
        "exact": exact,
        "possibilities": (here, *others),
        "postcode": postcode,
        "outcode": postcode.split()[0],
        "point": Point(50.7989, -1.0912),
        **facts,
    }
    return Place(**given)


def _slug(name: str) -> str:
    return "-".join(name.lower().split())
