"""What is said first on every page of options: who helps today, and which council hears a worry about a child."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from directory.domain.meaning import Danger
from directory.domain.places import ENGLAND, CouncilNumber
from directory.domain.seeker import Seeker
from directory.finding.danger_words import read_danger_words
from directory.finding.near import place_told
from directory.finding.options import Options
from directory.finding.results import Found, Search
from directory.professionals.contacts import Contact, advice_words, contacts_for_professionals
from directory.store.areas import get_council_numbers
from directory.web.access import get_db, get_directory
from directory.web.filters import listed

COUNCILS_NAMED = 3
# Short forms that may mean danger, and may not: where in doubt, today's numbers are raised.
DOUBTFUL = frozenset({"od", "ods", "oded", "oding", "si", "dsh", "nssi", "ligature", "ligatures", "ligaturing"})


@dataclass(frozen=True)
class Team:
    """A team to ring, and its line for professionals where it has one."""

    name: str
    code: str
    is_demonstration: bool
    sure: bool
    contacts: tuple[Contact, ...]
    advice_line: str


@dataclass(frozen=True)
class Council:
    """Of a county's districts, all those that share their numbers; `role` only where more than one council counts."""

    name: str
    numbers: tuple[CouncilNumber, ...]
    role: str = ""


@dataclass(frozen=True)
class Today:
    """`knows_place` is False until any place was told: until then no team and no council can be named.

    `danger` is said first where the words tell of a danger that needs other help than the teams give.
    `in_england` is False only for a place that is surely elsewhere: 111 is answered differently there.
    """

    knows_place: bool
    in_england: bool
    teams: tuple[Team, ...]
    councils: tuple[Council, ...]
    danger: tuple[str, ...] = ()


def today_for(options: Options) -> Today:
    place = place_told(options.search.seeker)
    in_england = place is None or place.is_in(frozenset({ENGLAND})) is not False
    councils, danger = councils_of(options.search.seeker), danger_words(options.search.meaning.crisis)
    return Today(place is not None, in_england, teams(options.crisis_teams), councils, danger)


def danger_words(kind: Danger | None) -> tuple[str, ...]:
    """What is said to professionals only, of a few kinds."""
    said = read_danger_words(get_directory().settings.seed / "panels.toml")[kind] if kind else {}
    return tuple(said.get("say_to_professional", ()))


def may_be_danger(search: Search) -> bool:
    words = re.findall("[a-z]+", search.meaning.text.lower())
    return search.meaning.crisis is not None or not DOUBTFUL.isdisjoint(words)


def teams(founds: Iterable[Found]) -> tuple[Team, ...]:
    return tuple(
        Team(
            name=found.service.name,
            code=found.service.code,
            is_demonstration=found.service.is_demonstration,
            sure=found.judgement.can_use,
            contacts=contacts_for_professionals(found.service),
            advice_line=advice_words(found.service),
        )
        for found in founds
    )


def councils_of(seeker: Seeker) -> tuple[Council, ...]:
    """The council where the child is, then the one that looks after them if it is another, each with or without numbers.

    Of a rough place, each council that it touches; when we have no number of any, none of them is named.
    """
    place, carer = place_told(seeker), seeker.looked_after_by
    near = place.local_authorities[:COUNCILS_NAMED] if place else ()
    if carer is None or (place and (carer in near or place.is_in(frozenset({carer})))):
        return tuple(council for council in _councils(near) if council.numbers)
    where = "where the child lives" if seeker.home else "where we know the child to be"
    return (*_councils(near, where), *_councils((carer,), "looks after the child"))


def _councils(codes: tuple[str, ...], role: str = "") -> tuple[Council, ...]:
    numbers = get_council_numbers(get_db(), codes) if codes else ()
    sharing: dict[tuple[CouncilNumber, ...], list[str]] = defaultdict(list)
    for code in codes:
        theirs = tuple(replace(one, council="") for one in numbers if one.council == code)
        sharing[theirs].append(get_directory().names().area(code))
    return tuple(Council(listed(names, "and"), theirs, role) for theirs, names in sharing.items())
