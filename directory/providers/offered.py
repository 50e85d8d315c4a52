"""The forms of a listing as its page offers them: a few headings, each fact under one of them."""

from dataclasses import dataclass

from directory.providers.area import address_words
from directory.providers.contents import title_of
from directory.providers.desk import Desk

SECTIONS = (
    (
        "What it is",
        ("facts/name", "facts/what", "facts/needs", "facts/help", "facts/cost", "facts/languages", "facts/website"),
    ),
    ("Who can use it", ("ages", "area", "facts/audiences", "facts/who", "facts/routes", "told")),
    ("What happens", ("facts/next", "facts/say", "facts/money")),
    ("For professionals", ("facts/professionals", "facts/advice", "facts/camhs", "facts/front-door", "facts/place")),
)


@dataclass(frozen=True)
class Offered:
    title: str
    address: str
    about: str = ""


def sections_of(desk: Desk) -> list[tuple[str, list[Offered]]]:
    start = desk.address("show_listing")
    sections = [(title, [Offered(title_of(path), f"{start}/{path}") for path in paths]) for title, paths in SECTIONS]
    return [*sections, ("Where it is", [*_addresses(desk), Offered("Add an address", desk.address("add_address"))])]


def _addresses(desk: Desk) -> list[Offered]:
    found = []
    for place in desk.service.locations:
        words = "An address that is kept private" if place.masked else address_words(place)
        found.append(Offered("Change this address", desk.address("change_address", part=place.id), words))
        found.append(Offered("We have left it", desk.address("leave_address", part=place.id), words))
    return found
