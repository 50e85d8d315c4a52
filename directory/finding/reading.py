"""From what was typed to what is believed: a search always goes on, and says what it could not use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from directory.domain.errors import PlaceNotUnderstood
from directory.domain.judging import GROWN_UPS, OPPOSITES, PARENTS, PROFESSIONALS
from directory.domain.meaning import About, Meaning
from directory.domain.places import AreaLevel, Place
from directory.domain.search_request import TEXT_LIMIT, SearchRequest
from directory.domain.seeker import Asking, CamhsStanding, Filters, Profession, Refusal, Seeker
from directory.domain.services import Sector
from directory.domain.taxonomy import Facet, Taxonomy
from directory.finding.results import Problem, Search
from directory.finding.typed_age import TypedAge, read_age
from directory.places.gazetteer import Gazetteer
from directory.places.notes import place_notes
from directory.understanding import Understanding
from directory.understanding.shortening import GAP, shorten

FARTHEST_MILES = 500
AGE_HINT = "Enter an age in years, like 13, or a school year, like year 9"
WITHIN_HINT = f"Enter a number of miles from 1 to {FARTHEST_MILES}, like 5"
CUT_NOTE = "You wrote a lot. We kept the parts that told us most."
COUNCIL_HINT = "Enter the name of a council, like Portsmouth"
Choice = TypeVar("Choice", Asking, CamhsStanding, Refusal, Profession)


@dataclass(frozen=True)
class Readers:
    """What turns words into needs and places, and which councils this directory covers (none: everywhere)."""

    taxonomy: Taxonomy
    understanding: Understanding
    gazetteer: Gazetteer
    councils: tuple[str, ...] = ()


def request_from(given: Mapping[str, Sequence[str]], understanding: Understanding) -> SearchRequest:
    """The request in the fields of a form or an address; of words that are too long, what tells most."""
    texts = [shorten(text, TEXT_LIMIT, understanding.read) for text in given.get("text", ())[:1]]
    return SearchRequest.from_fields({**given, "text": texts})


def read_request(request: SearchRequest, readers: Readers) -> Search:
    """Understand a request. What is typed in a box wins over what the words say; what cannot be used is a problem."""
    meaning = heard(readers.understanding.read(request.text), request)
    reading = _Reading(readers)
    home = reading.place("postcode", request.postcode) or reading.place_in_words(meaning)
    age = reading.age(request.age)
    asking = reading.choice("asking", Asking, request.asking)
    seeker = Seeker(
        age=age.age if request.age else meaning.age,
        school_year=age.school_year if request.age else meaning.school_year,
        home=home,
        gp=reading.place("gp_postcode", request.gp_postcode),
        school=reading.place("school_postcode", request.school_postcode),
        looked_after_by=reading.council("looked_after_by", request.looked_after_by),
        circumstances=frozenset(reading.slugs("circumstance", Facet.AUDIENCE, request.circumstances))
        | frozenset(slug for slug in meaning.audiences if slug not in OPPOSITES),
        asking=asking or asking_in_words(meaning, request),
        camhs=reading.choice("camhs", CamhsStanding, request.camhs),
        refusal=reading.choice("refusal", Refusal, request.refusal),
    )
    if seeker.is_child_asking:
        seeker = replace(seeker, circumstances=seeker.circumstances - GROWN_UPS)
    filters = Filters(
        needs=reading.slugs("need", Facet.NEED, request.needs),
        how=reading.slugs("how", Facet.HOW, request.how),
        routes=reading.slugs("route", Facet.ROUTE, request.routes),
        sectors=reading.sectors(request.sectors),
        audiences=reading.slugs("for", Facet.AUDIENCE, request.audiences),
        within_miles=reading.miles(request.within),
    )
    notes: tuple[str, ...] = (CUT_NOTE,) if GAP in request.text or len(request.text) >= TEXT_LIMIT - 1 else ()
    if home:
        notes += place_notes(home, readers.councils, readers.gazetteer.names)
    working_as = reading.choice("as", Profession, request.working_as)
    return Search(request, meaning, filters, seeker, tuple(reading.problems), notes, working_as)


def heard(meaning: Meaning, request: SearchRequest) -> Meaning:
    """What the words tell, less what the person took out. Danger is never taken out."""
    out = frozenset(request.without)
    if "asking" in out:
        out |= {f"audience:{slug}" for slug in GROWN_UPS}
    if "age" in out:
        meaning = replace(meaning, age=None, school_year=None)
    if "place" in out:
        meaning = replace(meaning, postcode=None, place=None)
    return replace(
        meaning,
        needs=tuple(slug for slug in meaning.needs if f"need:{slug}" not in out),
        audiences=tuple(slug for slug in meaning.audiences if f"audience:{slug}" not in out),
    )


def asking_in_words(meaning: Meaning, request: SearchRequest) -> Asking | None:
    """Who seems to be asking, where the words speak of somebody else and nothing was ticked."""
    if request.asking or "asking" in request.without:
        return None
    if meaning.in_danger is About.SELF and meaning.about is About.SELF:
        return None
    if PARENTS in meaning.audiences and (meaning.about is About.SOMEONE_ELSE or meaning.age is None):
        return Asking.MY_CHILD
    if PROFESSIONALS in meaning.audiences:
        return Asking.SOMEONE_I_WORK_WITH
    return None if meaning.about is About.SELF else Asking.A_FRIEND


class _Reading:
    """Reads one request's fields and gathers what could not be used."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self.problems: list[Problem] = []

    def age(self, typed: str) -> TypedAge:
        """The age or school year typed; neither where it cannot be used."""
        told = read_age(typed) if typed else TypedAge()
        if told is None:
            self._cannot_use("age", AGE_HINT)
        return told or TypedAge()

    def miles(self, typed: str) -> float | None:
        if not typed:
            return None
        try:
            miles = float(typed)
        except ValueError:
            miles = 0.0
        if 0 < miles <= FARTHEST_MILES:
            return miles
        self._cannot_use("within", WITHIN_HINT)
        return None

    def place(self, field: str, typed: str) -> Place | None:
        if not typed:
            return None
        try:
            return self._readers.gazetteer.find(typed)
        except PlaceNotUnderstood as error:
            self._cannot_use(field, str(error))
            return None

    def council(self, field: str, typed: str) -> str | None:
        """The code of the council that looks after children there: of a district, its county's."""
        if not typed:
            return None
        area = self._readers.gazetteer.area_named(typed)
        if area and area.level in (AreaLevel.LOCAL_AUTHORITY, AreaLevel.COUNTY):
            return area.county or area.code
        self._cannot_use(field, COUNCIL_HINT)
        return None

    def place_in_words(self, meaning: Meaning) -> Place | None:
        """The place the words name; silence when it turns out to be none."""
        for named in (meaning.postcode, meaning.place):
            if named:
                try:
                    return self._readers.gazetteer.find(named)
                except PlaceNotUnderstood:
                    continue
        return None

    def slugs(self, field: str, facet: Facet, typed: Sequence[str]) -> tuple[str, ...]:
        known = tuple(slug for slug in typed if self._readers.taxonomy.has(facet, slug))
        self._say_unknown(field, [slug for slug in typed if slug not in known])
        return known

    def sectors(self, typed: Sequence[str]) -> tuple[str, ...]:
        known = tuple(slug for slug in typed if slug in tuple(Sector))
        self._say_unknown("sector", [slug for slug in typed if slug not in known])
        return known

    def choice(self, field: str, kind: type[Choice], typed: str) -> Choice | None:
        if not typed:
            return None
        if typed in tuple(kind):
            return kind(typed)
        self._say_unknown(field, [typed])
        return None

    def _say_unknown(self, field: str, unknown: Sequence[str]) -> None:
        if unknown:
            quoted = ", ".join(f"“{slug}”" for slug in unknown)
            self._cannot_use(field, f"We don't know {quoted}, so we left it out. Choose from the list.")

    def _cannot_use(self, field: str, message: str) -> None:
        self.problems.append(Problem(field, message))
