"""What a card in the results says, made ready so that the template only has to set it out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.domain.places import Place, Point
from directory.domain.seeker import Seeker
from directory.domain.services import Service
from directory.domain.taxonomy import Facet, Taxonomy
from directory.domain.verdicts import Verdict
from directory.finding.notes import Note, read_notes, turning_note
from directory.finding.results import Found
from directory.finding.wording import Names, word_judgement
from directory.public.sketch_map import Spot
from directory.web.access import get_directory
from directory.web.filters import VERY_NEAR, day, lower_after_first, miles
from directory.web.wording import Way, cost_words, main_wait, ways_in_touch, website

NOT_TOLD_US = "not told us"
HOW_NAMED = 2


@dataclass(frozen=True)
class Fact:
    """`told` is False when the words say that nobody has told us. `note` is smaller: who said so, and when."""

    words: str
    told: bool = True
    note: str = ""


@dataclass(frozen=True)
class Card:
    """One service in a list. `verdict` is None while nothing is judged; `reasons` are sentences, the deciding one first."""

    number: int
    name: str
    code: str
    summary: str
    organisation: str
    verdict: Verdict | None
    reasons: tuple[str, ...]
    try_instead: str
    facts: tuple[Fact, ...]
    way: Way | None
    why: tuple[str, ...]
    point: Point | None
    is_demonstration: bool
    age_note: str = ""


def make_card(found: Found, number: int, seeker: Seeker, names: Names, now: datetime, *, judged: bool) -> Card:
    service = found.service
    return Card(
        number=number,
        name=service.name,
        code=service.code,
        summary=service.summary or "",
        organisation=found.organisation.name,
        verdict=found.verdict if judged else None,
        reasons=word_judgement(found.judgement, names),
        try_instead=service.threshold.try_instead or "",
        facts=(_where(found, names.taxonomy), _wait(service, now), _cost(service)),
        way=best_way(service, now),
        why=(*found.why, _checked(found)),
        point=nearest_point(service, seeker.home),
        is_demonstration=service.is_demonstration,
        age_note=turning_note(service, known_wait(service, now), seeker, person_notes()),
    )


def known_wait(service: Service, now: datetime) -> str | None:
    """A wait that still holds, in words; None when nobody has to wait or nobody has told us."""
    wait = main_wait(service.waits, now.date())
    return wait.words if wait and wait.holds and any(one.weeks_to for one in service.waits) else None


def person_notes() -> dict[str, Note]:
    return read_notes(get_directory().settings.seed / "notes.toml")


def best_way(service: Service, now: datetime) -> Way | None:
    """The first way in touch that can be pressed; their website where there is no other."""
    pressable = (way for way in ways_in_touch(service.public_contact_points, now) if way.address)
    return next(pressable, None) or website(service.url)


def nearest_point(service: Service, home: Place | None) -> Point | None:
    """Where to put a pin: never a masked place."""
    points = [one.point for one in service.open_locations if one.point]
    if home is None or home.point is None or not points:
        return None
    return min(points, key=lambda point: home.miles_to(point) or 0.0)


def spots(cards: Iterable[Card]) -> list[Spot]:
    return [Spot(card.number, card.name, card.point, card.verdict) for card in cards if card.point]


def _where(found: Found, taxonomy: Taxonomy) -> Fact:
    if found.distance_miles is not None:
        near = miles(found.distance_miles)
        return Fact(near.capitalize() if near == VERY_NEAR else f"{near} away")
    return (
        Fact(how_words(found.service.how, taxonomy))
        if found.service.how
        else Fact(f"How it works: {NOT_TOLD_US}", told=False)
    )


def how_words(how: Iterable[str], taxonomy: Taxonomy) -> str:
    """A few ways of getting help, in the order of the list they come from."""
    chosen = set(how)
    labels: Sequence[str] = [term.label for term in taxonomy.of(Facet.HOW) if term.slug in chosen]
    first = ", ".join(lower_after_first(labels[:HOW_NAMED]))
    return f"{first} and more" if len(labels) > HOW_NAMED else first


def _wait(service: Service, now: datetime) -> Fact:
    wait = main_wait(service.waits, now.date())
    if wait is None:
        return Fact(f"Wait: {NOT_TOLD_US}", told=False)
    if not wait.holds:
        return Fact("Wait: not known now", told=False)
    return Fact(f"Wait: {wait.words}", note=wait.said)


def _cost(service: Service) -> Fact:
    words = cost_words(service.cost)
    return Fact(words) if words else Fact(f"Cost: {NOT_TOLD_US}", told=False)


def _checked(found: Found) -> str:
    return f"Last checked {day(found.last_check.checked_on)}" if found.last_check else "Not checked by us yet"
