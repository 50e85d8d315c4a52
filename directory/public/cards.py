"""What a card in the results says, made ready so that the template only has to set it out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from directory.domain.checks import LastChecks
from directory.domain.places import Place, Point
from directory.domain.seeker import Asking
from directory.domain.services import Service, Telling
from directory.domain.taxonomy import Facet, Taxonomy
from directory.domain.verdicts import Verdict
from directory.finding.notes import Note, read_notes, standing_note, turning_note
from directory.finding.results import Found, Search
from directory.finding.snapshot import REMOTE
from directory.finding.wording import Names, word_judgement
from directory.public.sketch_map import Spot
from directory.web.access import get_directory
from directory.web.filters import VERY_NEAR, day, lower_after_first, miles
from directory.web.wording import (
    TELLINGS,
    Way,
    cost_words,
    main_wait,
    month_words,
    opens_again_words,
    ways_in_touch,
    website,
)

NOT_TOLD_US = "not told us"
HOW_NAMED = 2
# Farther than this, how somebody helps from afar says more than how far away they are.
FAR_MILES = 25
ANYONE_MAY = "Anyone can ring, at any hour."
# What a young person has to know before they press anything.
TOLD_TO_PARENTS = (Telling.USUALLY, Telling.ALWAYS)


@dataclass(frozen=True)
class Fact:
    """`told` is False when the words say that nobody has told us. `note` is smaller: who said so, and when."""

    words: str
    told: bool = True
    note: str = ""


@dataclass(frozen=True)
class Card:
    """One service in a list. `verdict` is None while nothing is judged; `reasons` are sentences, the deciding one first.

    `number` is its number on the sketch map, 0 where it is not on it.
    """

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
    notes: tuple[str, ...] = ()
    alert: str = ""


def make_card(found: Found, number: int, search: Search, names: Names, now: datetime, *, judged: bool) -> Card:
    service, seeker = found.service, search.seeker
    emergency = service.is_emergency
    return Card(
        number=number,
        name=service.name,
        code=service.code,
        summary=service.summary or "",
        organisation=found.organisation.name,
        verdict=found.verdict if judged else None,
        reasons=(ANYONE_MAY,) if emergency else word_judgement(found.judgement, names),
        try_instead=service.threshold.try_instead or "",
        facts=() if emergency else _facts(found, search, names.taxonomy, now),
        way=best_way(service, now),
        why=found.why if emergency else (*found.why, _checked(found, now.date())),
        point=nearest_point(service, seeker.home),
        is_demonstration=service.is_demonstration,
        notes=_notes(service, search, now),
        alert=_alert(service, now.date()),
    )


def _alert(service: Service, today: date) -> str:
    """What those who run it want everyone to know just now."""
    alert, back = service.alert, service.opens_again(today)
    said = f"They say: {alert.sentence.words}" if alert and alert.holds_on(today) else ""
    return " ".join(words for words in (opens_again_words(back) if back else "", said) if words)


def _notes(service: Service, search: Search, now: datetime) -> tuple[str, ...]:
    """What matters here because of who is asking."""
    words, seeker = person_notes(), search.seeker
    notes = (standing_note(service, seeker, words), turning_note(service, known_wait(service, now, search), seeker, words))
    return tuple(note for note in notes if note)


def _facts(found: Found, search: Search, taxonomy: Taxonomy, now: datetime) -> tuple[Fact, ...]:
    service = found.service
    facts = (_where(found, taxonomy), _wait(service, now, search.needs, taxonomy), _cost(service))
    parents = service.confidentiality.parents
    if parents in TOLD_TO_PARENTS and search.seeker.asking is not Asking.MY_CHILD:
        return (*facts, Fact(f"Parents are {TELLINGS[parents]}"))
    return facts


def known_wait(service: Service, now: datetime, search: Search) -> str | None:
    """A wait that still holds, in words; None when nobody has to wait or nobody has told us."""
    wait = main_wait(service.waits, now.date(), search.needs)
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
    """How far away; but far from somewhere that helps from afar too, how it does that."""
    from_afar = REMOTE & (found.service.how or frozenset())
    if found.distance_miles is not None and found.distance_miles > FAR_MILES and from_afar:
        return Fact(how_words(from_afar, taxonomy))
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


def _wait(service: Service, now: datetime, needs: Sequence[str], taxonomy: Taxonomy) -> Fact:
    wait = main_wait(service.waits, now.date(), needs)
    if wait is None:
        return Fact(f"Wait: {NOT_TOLD_US}", told=False)
    if not wait.holds:
        last = f"last told in {month_words(wait.on, now.date())}, " if wait.on else ""
        return Fact(f"Wait: {last}not known now", told=False)
    need = f"for “{lower_after_first(['', taxonomy.label(Facet.NEED, wait.need)])[1]}”, " if wait.need else ""
    return Fact(f"Wait: {wait.words}", note=need + wait.said)


def _cost(service: Service) -> Fact:
    words = cost_words(service.cost)
    return Fact(words) if words else Fact(f"Cost: {NOT_TOLD_US}", told=False)


def _checked(found: Found, today: date) -> str:
    old = found.last_checks.out_of_date(today, get_directory().settings.cycles)
    return _checked_words(found.last_checks) + (", so it may be out of date" if old else "")


def _checked_words(last: LastChecks) -> str:
    """The older of the two where both were looked at; else what was, and what was not."""
    if last.of_all:
        return f"Last checked {day(last.of_all.checked_on)}"
    if last.contact:
        return f"Who it is for: not checked yet. How to reach them: checked {day(last.contact.checked_on)}"
    if last.eligibility:
        return f"How to reach them: not checked yet. Who it is for: checked {day(last.eligibility.checked_on)}"
    return "Not checked by us yet"
