"""What was looked for, said back in professional words."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from directory.domain.judging import PROFESSIONALS
from directory.domain.meaning import Meaning
from directory.domain.places import COUNCIL_PREFIXES, Place, PlaceSource
from directory.domain.seeker import CamhsStanding, Profession, Refusal, Seeker
from directory.domain.taxonomy import ANY_NEED, Facet
from directory.finding.results import Loosened, Problem, Search
from directory.web.access import get_directory, get_taxonomy
from directory.web.filters import count, listed

NEEDS_SAID = 3
CIRCUMSTANCE = "audience"
PROFESSIONS = {
    Profession.GP: "GP or practice nurse",
    Profession.SCHOOL: "School or college",
    Profession.SOCIAL_CARE: "Social care",
    Profession.YOUTH_JUSTICE: "Youth justice",
    Profession.CHARITY: "Charity or youth work",
}
STANDINGS = {
    CamhsStanding.NOT_ASKED: "Not referred",
    CamhsStanding.WAITING: "Referred, waiting",
    CamhsStanding.REFUSED: "Said no",
    CamhsStanding.UNDER: "Open to CAMHS now",
}
REFUSALS = {
    Refusal.BELOW_THRESHOLD: "Below their threshold",
    Refusal.AGE: "Wrong age",
    Refusal.AREA: "Wrong area",
    Refusal.SCHOOL_FIRST: "Try school first",
    Refusal.SOMETHING_ELSE: "Needs something else",
}
LOOSENED = {
    Loosened.WORDS: "your words",
    Loosened.DISTANCE: "the most miles",
    Loosened.HOW: "how they meet",
    Loosened.ROUTE: "the way in",
    Loosened.AUDIENCE: "the group it is for",
}
ACRONYM = re.compile(r"\b[A-Z]{2,5}\b")
UNTOLD = {
    "home": "the home postcode",
    "gp": "the practice’s postcode",
    "school": "the school’s postcode",
    "looked_after_by": "any council that looks after the child",
}
PLACES = {"home": "home", "gp": "GP practice", "school": "school"}


def told(search: Search) -> list[str]:
    """Every part of what was looked for, the need first."""
    seeker = search.seeker
    return [
        *_needs(search),
        *filter(None, [_age(seeker.age, seeker.school_year)]),
        *_places(seeker),
        *_terms(Facet.AUDIENCE, sorted(seeker.circumstances - {PROFESSIONALS})),
        *([_standing(seeker.camhs, seeker.refusal)] if seeker.camhs else []),
    ]


@dataclass(frozen=True)
class NotUnderstood:
    """`text` told us no need. `whole` when it told nothing else either, so that the list is no answer to it."""

    text: str
    whole: bool


def notes_on(search: Search) -> list[str]:
    """What was told twice, and differently."""
    return [note for note in (_two_ages(search), _no_and_not_no(search.seeker)) if note]


def _two_ages(search: Search) -> str:
    said, told = search.meaning, search.seeker
    in_words = _age(said.age, said.school_year)
    in_box = _age(told.age, told.school_year)
    if not (search.request.age and in_words and in_box) or in_words == in_box:
        return ""
    return f"Your words say {in_words}, the box {in_box}: we went by the box."


def _no_and_not_no(told: Seeker) -> str:
    if not (told.camhs and told.refusal) or told.camhs is CamhsStanding.REFUSED:
        return ""
    no = STANDINGS[CamhsStanding.REFUSED]
    return f"CAMHS: you chose “{STANDINGS[told.camhs]}”, and a reason for a no. If they said no, choose “{no}”."


@dataclass(frozen=True)
class ToldByWords:
    """A circumstance that no box told, and the key that takes it out of what the words tell."""

    words: str
    key: str


def told_by_words(search: Search) -> list[ToldByWords]:
    read = search.seeker.circumstances.intersection(search.meaning.audiences)
    slugs = sorted(read - {PROFESSIONALS} - set(search.request.circumstances))
    return [ToldByWords(_terms(Facet.AUDIENCE, [slug])[0], f"{CIRCUMSTANCE}:{slug}") for slug in slugs]


def loosened_words(loosened: Iterable[Loosened]) -> str:
    return listed([LOOSENED[condition] for condition in loosened], "and")


def _age(age: int | None, school_year: int | None) -> str:
    return f"age {age}" if age is not None else f"school year {school_year}" if school_year is not None else ""


def hanging_words(hanging: Mapping[str, int]) -> str:
    """Like "3 services hang on the practice’s postcode, 1 on the school’s postcode"; empty where nothing does."""
    first, *others = [(UNTOLD[name], number) for name, number in hanging.items()] or [("", 0)]
    if not first[1]:
        return ""
    more = "".join(f", {number} on {name}" for name, number in others)
    return f"{count(first[1], 'service hangs', 'services hang')} on {first[0]}{more}"


def not_understood(search: Search, score: Callable[[Sequence[str]], Collection[str]]) -> NotUnderstood | None:
    """What was typed in vain: all of it, or short forms beside words that say something. Danger read is never in vain."""
    meaning = search.meaning
    if meaning.crisis or not meaning.words:
        return None
    if not (meaning.needs or meaning.audiences or meaning.support):
        return None if score(meaning.words) else NotUnderstood(meaning.text.strip(), not search.filters.needs)
    read = get_directory().understanding.read
    short = [word for word in ACRONYM.findall(meaning.text) if word.lower() in meaning.words]
    unread = [word for word in dict.fromkeys(short) if not (_tells(read(word)) or score([word.lower()]))]
    return NotUnderstood(listed(unread[:NEEDS_SAID], "and"), whole=False) if unread else None


def _tells(meaning: Meaning) -> bool:
    return bool(meaning.needs or meaning.audiences)


def with_guesses(problems: Iterable[Problem], council: str) -> tuple[Problem, ...]:
    """The same problems; of a council's name that was written wrongly, with the name that is most like it."""
    areas = get_directory().names().areas
    guess = _most_like(council, (areas[code] for code in areas if code.startswith(COUNCIL_PREFIXES)))
    return tuple(
        replace(one, message=f"{one.message}. Did you mean {guess}?") if guess and one.field == "looked_after_by" else one
        for one in problems
    )


def _most_like(typed: str, names: Iterable[str]) -> str:
    """Empty where nothing is much like it."""
    by_key = {name.casefold(): name for name in names}
    closest = get_close_matches(typed.casefold().removesuffix(" council").strip(), by_key, n=1, cutoff=0.8)
    return by_key[closest[0]] if closest else ""


def _needs(search: Search) -> list[str]:
    said = (need for need in search.meaning.needs if need != ANY_NEED)
    needs = tuple(dict.fromkeys((*search.filters.needs, *said)))
    return _terms(Facet.NEED, needs[:NEEDS_SAID])


def _terms(facet: Facet, slugs: Iterable[str]) -> list[str]:
    taxonomy = get_taxonomy()
    terms = (taxonomy.get(facet, slug) for slug in slugs)
    return [term.professional_term or term.label for term in terms]


def _places(seeker: Seeker) -> Iterable[str]:
    for name, words in PLACES.items():
        place: Place | None = getattr(seeker, name)
        if place:
            yield f"{words} {'in ' if place.source is PlaceSource.COUNCIL else ''}{place.name}"
    if seeker.looked_after_by:
        yield f"looked after by {get_directory().names().area(seeker.looked_after_by)}"


def _standing(camhs: CamhsStanding, refusal: Refusal | None) -> str:
    """Why CAMHS said no is said of a no alone."""
    if camhs is CamhsStanding.UNDER:
        return STANDINGS[camhs]
    why = f" ({REFUSALS[refusal].lower()})" if refusal and camhs is CamhsStanding.REFUSED else ""
    return f"CAMHS: {STANDINGS[camhs].lower()}{why}"
