"""Every fact of a listing with its name and in words, for whoever looks at one, or at two of them side by side."""

from collections.abc import Callable, Iterable
from typing import Any

from directory.domain.eligibility import Audience, AudienceMode, Catchment
from directory.domain.facts import ORDER, PARTS, difference
from directory.domain.services import (
    Channel,
    Confidentiality,
    ContactPoint,
    Cost,
    Location,
    Service,
    SinglePoint,
    Threshold,
    WordsToSay,
)
from directory.domain.taxonomy import Facet
from directory.finding.wording import Names, audiences_in_words
from directory.keeping.facts import area_words, fact_name, fact_words
from directory.web.filters import phone
from directory.web.wording import COSTS, hours_words

NOT_TOLD, TOLD_NONE = "not told us", "none"
FACETS = {"needs": Facet.NEED, "kinds": Facet.KIND, "how": Facet.HOW, "routes": Facet.ROUTE, "level": Facet.LEVEL}
CALLED = {
    "name": "Name",
    "needs": "What it helps with",
    "audiences": "Who it is made for",
    "kinds": "Kind of help",
    "how": "How people talk",
    "routes": "Ways to ask",
    "level": "Level of help",
    "catchment": "Places",
    "nhs_role": "Part in the NHS",
    "threshold/for_professional": "Who it is for, for professionals",
    "threshold/not_for_professional": "Who it is not for, for professionals",
    "confidentiality/note": "More about who is told",
    "ends_on": "Last day",
    "single_point": "Single point of access",
    "advice_line": "Advice line for professionals",
    "usable_while_waiting": "Can be used while waiting for CAMHS",
    "takes_refused": "Takes people CAMHS has refused",
}
OF_PLACE = {"point": "place on the map", "masked": "being private", "step_free": "step-free way in"}


def facts_told(service: Service, names: Names) -> tuple[tuple[str, str, str], ...]:
    """Every fact a listing tells: its field, what it is called, what it says."""
    blank = Service(id=service.id, slug="", code="", organisation_id=service.organisation_id, name="")
    told = (one for one in difference(blank, service) if one.after is not None and one.place[-1] != ORDER)
    return tuple((one.field, name_of(service, one.field), say(one.field, one.after, names)) for one in told)


def name_of(service: Service, field: str) -> str:
    """What people call a fact, of whichever kind."""
    if field in CALLED:
        return CALLED[field]
    name, *rest = field.split("/")
    if name in PARTS and rest == [ORDER]:
        return "The order of addresses" if name == "locations" else "The order of ways to get in touch"
    if name == "locations" and rest:
        return "An address" if len(rest) == 1 else f"An address: {OF_PLACE.get(rest[1], rest[1].replace('_', ' '))}"
    return fact_name(service, field)


def say(field: str, value: Any, names: Names) -> str:
    """What a fact says. Nothing told and told that there is none are not the same."""
    if value is None:
        return NOT_TOLD
    name, *rest = field.split("/")
    if rest == [ORDER]:
        return f"{len(value)} in another order"
    if name in FACETS:
        return "; ".join(_labels(FACETS[name], value, names)) or TOLD_NONE
    return _say_whole(value, names)


def _say_whole(value: Any, names: Names) -> str:
    if value in ((), frozenset(), ""):
        return TOLD_NONE
    for kind, words in SAY.items():
        if isinstance(value, kind):
            return words(value, names)
    return _several(value, names) if isinstance(value, (tuple, frozenset)) else fact_words(value)


def _several(values: Iterable[Any], names: Names) -> str:
    told = tuple(values)
    if isinstance(told[0], Audience):
        modes = (("only", AudienceMode.ONLY), ("welcomes", AudienceMode.WELCOMING))
        by_mode = ((word, sorted(one.slug for one in told if one.mode is mode)) for word, mode in modes)
        return "; ".join(f"{word} {audiences_in_words(slugs, names)}" for word, slugs in by_mode if slugs)
    if isinstance(told[0], (str, *SAY)):
        return "; ".join(_say_whole(one, names) for one in told)
    return fact_words(told)


def _parts(told: Any, names: Names) -> str:
    """Facts that belong together, such as those of the threshold."""
    parts = ((name.replace("_", " "), value) for name, value in vars(told).items() if value is not None)
    return "; ".join(f"{name}: {_say_whole(value, names)}" for name, value in parts) or NOT_TOLD


def _labels(facet: Facet, slugs: Iterable[str], names: Names) -> list[str]:
    return sorted(names.taxonomy.label(facet, slug) for slug in slugs)


def _point(point: ContactPoint, names: Names) -> str:
    shown = phone(point.value) if point.channel in (Channel.PHONE, Channel.TEXT) else point.value
    hours = hours_words(point.schedules) if point.schedules else None
    only = "for professionals only" if point.professionals_only else None
    return ", ".join(part for part in (f"{point.channel.value}: {shown}", point.label, hours, only) if part)


def _place(place: Location, names: Names) -> str:
    if place.masked:
        return "a private address"
    return ", ".join(part for part in (place.name, place.address, place.city, place.postcode) if part) or "no words"


def _cost(cost: Cost, names: Names) -> str:
    return f"{COSTS[cost.kind]}. {cost.note}" if cost.note else COSTS[cost.kind]


SAY: dict[type, Callable[[Any, Names], str]] = {
    ContactPoint: _point,
    Location: _place,
    Cost: _cost,
    SinglePoint: _parts,
    Threshold: _parts,
    Confidentiality: _parts,
    WordsToSay: _parts,
    Catchment: lambda told, names: area_words(told, names) or TOLD_NONE,
}
