"""What is said first on every page of options: who helps today, and which council hears a worry about a child."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from directory.domain.places import CouncilNumber
from directory.domain.seeker import Seeker
from directory.finding.near import place_told
from directory.finding.options import Options
from directory.finding.results import Found
from directory.professionals.contacts import Contact, contacts_for_professionals
from directory.store.areas import get_council_numbers
from directory.web.access import get_db, get_directory
from directory.web.filters import listed

COUNCILS_NAMED = 3


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
    """Of a county's districts, all those that share their numbers."""

    name: str
    numbers: tuple[CouncilNumber, ...]


@dataclass(frozen=True)
class Today:
    """`knows_place` is False until any place was told: until then no team and no council can be named."""

    knows_place: bool
    teams: tuple[Team, ...]
    councils: tuple[Council, ...]


def today_for(options: Options) -> Today:
    seeker = options.search.seeker
    return Today(place_told(seeker) is not None, teams(options.crisis_teams), councils_of(seeker))


def teams(founds: Iterable[Found]) -> tuple[Team, ...]:
    return tuple(
        Team(
            name=found.service.name,
            code=found.service.code,
            is_demonstration=found.service.is_demonstration,
            sure=found.judgement.can_use,
            contacts=contacts_for_professionals(found.service),
            advice_line=found.service.advice_line or "",
        )
        for found in founds
    )


def councils_of(seeker: Seeker) -> tuple[Council, ...]:
    """The council where the child lives, and the one that looks after them; of a rough place, each that it touches."""
    place = place_told(seeker)
    lives_in = place.local_authorities[:COUNCILS_NAMED] if place else ()
    looked_after = (seeker.looked_after_by,) if seeker.looked_after_by else ()
    codes = tuple(dict.fromkeys((*lives_in, *looked_after)))
    numbers = get_council_numbers(get_db(), codes) if codes else ()
    sharing: dict[tuple[CouncilNumber, ...], list[str]] = defaultdict(list)
    for code in codes:
        theirs = tuple(replace(one, council="") for one in numbers if one.council == code)
        sharing[theirs].append(get_directory().names().area(code))
    return tuple(Council(listed(names, "and"), theirs) for theirs, names in sharing.items() if theirs)
