"""What is said first on every page of options: who helps today, and which council hears a worry about a child."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain.meaning import Danger
from directory.domain.places import ENGLAND, CouncilNumber
from directory.domain.seeker import Seeker
from directory.finding.beside import CRISIS
from directory.finding.councils import Hearing, councils_hearing, hearing_of
from directory.finding.danger_words import read_danger_words
from directory.finding.near import place_told
from directory.finding.options import Options
from directory.finding.other_ages import teams_of_other_ages
from directory.finding.results import Found, Search
from directory.finding.wording import ages_in_words
from directory.professionals.contacts import Contact, advice_words, contacts_for_professionals
from directory.web.access import get_db, get_directory
from directory.web.filters import listed

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
    """`role` says which council it is to the child, where that is not plainly the one they live in."""

    name: str
    numbers: tuple[CouncilNumber, ...]
    role: str = ""


@dataclass(frozen=True)
class Councils:
    """`sure` are those to ring. `where` is a place that lies in all of `perhaps`: nobody can say which is the child's."""

    sure: tuple[Council, ...] = ()
    perhaps: tuple[Council, ...] = ()
    where: str = ""

    @property
    def numbered(self) -> tuple[Council, ...]:
        return tuple(council for council in self.perhaps if council.numbers)

    @property
    def without_number(self) -> str:
        """The names of those of `perhaps`."""
        return listed([council.name for council in self.perhaps if not council.numbers])

    @property
    def have_numbers(self) -> bool:
        return any(council.numbers for council in (*self.sure, *self.perhaps))


@dataclass(frozen=True)
class Today:
    """`knows_place` is False until any place was told: until then no team and no council can be named.

    `danger` is said first where the words tell of a danger that needs other help than the teams give. `no_team` says that
    no crisis team is listed, where that is so. `in_england` is False only for a place that is surely elsewhere: 111 is
    answered differently there.
    """

    knows_place: bool
    in_england: bool
    teams: tuple[Team, ...]
    councils: Councils
    danger: tuple[str, ...] = ()
    no_team: str = ""


def today_for(options: Options) -> Today:
    seeker = options.search.seeker
    place = place_told(seeker)
    return Today(
        knows_place=place is not None,
        in_england=place is None or place.is_in(frozenset({ENGLAND})) is not False,
        teams=teams(options.crisis_teams),
        councils=councils_of(seeker),
        danger=danger_words(options.search.meaning.crisis),
        no_team=_no_team(seeker) if place and not options.crisis_teams else "",
    )


def _no_team(seeker: Seeker) -> str:
    """For a child of this age; the teams that there are for others are named."""
    directory = get_directory()
    others = teams_of_other_ages(get_db(), directory.listings().snapshot, seeker, CRISIS)
    if not others:
        return "None is listed for this place."
    names = directory.names()
    said = "; ".join(f"{team.name} is for {ages_in_words(team.age_rules or (), names)}" for team in others)
    return f"None is listed for {'this age' if seeker.age is None else seeker.age}; {said}."


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


def councils_of(seeker: Seeker) -> Councils:
    """The council where the child is, or each that it may be, and the one that looks after them if that is another."""
    place, carer = place_told(seeker), seeker.looked_after_by
    near = councils_hearing(get_db(), place) if place else ()
    role = "" if seeker.home else "where the practice is" if seeker.gp else "where the school is"
    caring: tuple[Council, ...] = ()
    if carer and not (place and place.is_in(frozenset({carer}))):
        role = role or "where the child lives"
        caring = (_council(hearing_of(get_db(), carer), "looks after the child"),)
    councils = tuple(_council(one, role) for one in near)
    if place is None or len(councils) < 2:
        return Councils((*councils, *caring))
    return Councils(caring, councils, f"{place.outcode or place.name}{f', {role},' if role else ''}")


def _council(hearing: Hearing, role: str) -> Council:
    names = get_directory().names()
    parts = f" ({listed([names.area(part) for part in hearing.parts], 'or')})" if hearing.parts else ""
    return Council(f"{names.area(hearing.code)}{parts}", hearing.numbers, role)
