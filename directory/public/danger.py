"""What is said above the results when the words, or the need that was picked, tell of danger. Results always follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from directory.domain.crisis import CrisisLine
from directory.domain.meaning import About, Meaning
from directory.domain.search_request import SearchRequest
from directory.domain.seeker import ADULT_AGE, Asking, Filters, Seeker
from directory.domain.taxonomy import EXIT_FLAG, SUPPORT_FLAG, Facet
from directory.finding.danger_words import read_danger_words
from directory.finding.results import Search
from directory.store.areas import get_area, get_council_numbers
from directory.web.access import get_db, get_directory, get_taxonomy
from directory.web.crisis import crisis_lines
from directory.web.wording import DAY_NAMES

WORRIED = "Worried about a child"


@dataclass(frozen=True)
class CouncilShown:
    """A council by its full name; `words` say what the number is for, and when it is the right one."""

    council: str
    words: str
    number: str
    is_invented: bool


@dataclass(frozen=True)
class Panel:
    """Calm words and numbers: the whole panel for danger, or with no sentences the slim line of support."""

    heading: str
    sentences: tuple[str, ...]
    lines: tuple[CrisisLine, ...]
    council_numbers: tuple[CouncilShown, ...] = ()


def panel_for(search: Search) -> Panel | None:
    """The panel for danger read from words; else the slim line where a need asks for it; else nothing."""
    words = _words()
    if search.meaning.crisis:
        return danger_panel(words[search.meaning.crisis], search)
    return support_panel() if asks_for_support(search) else None


def panel_for_note(meaning: Meaning) -> Panel | None:
    """The same for words that are no search, like those of a note to us."""
    return panel_for(Search(SearchRequest(), meaning, Filters(), Seeker()))


def asks_for_support(search: Search) -> bool:
    return search.meaning.support or _is_flagged(SUPPORT_FLAG, search.filters.needs)


def is_risky_to_be_seen(search: Search) -> bool:
    """Whether somebody could be put at risk by being seen with this search; a danger of any kind counts."""
    return search.meaning.crisis is not None or _is_flagged(EXIT_FLAG, (*search.filters.needs, *search.meaning.needs))


def _is_flagged(flag: str, needs: Iterable[str]) -> bool:
    """Whether one of these needs, or a need in one of these groups, has a flag."""
    taxonomy = get_taxonomy()
    known = [taxonomy.get(Facet.NEED, slug) for slug in needs if taxonomy.has(Facet.NEED, slug)]
    return any(flag in one.flags for need in known for one in (need, *taxonomy.needs_in(need.slug)))


def support_panel() -> Panel:
    said = _words()["support"]
    return Panel(said["heading"], (), _lines(said["lines"]))


def danger_panel(said: dict[str, Any], search: Search) -> Panel:
    sentences = said["say"] if search.meaning.about is About.SELF else said["say_of_other"]
    shows_council = said.get("council") == "always" or (said.get("council") == "adults" and _is_adult(search.seeker))
    numbers = _council_numbers(search) if shows_council else ()
    return Panel(said["heading"], tuple(sentences), _lines(said["lines"]), numbers)


def _words() -> dict[str, Any]:
    return read_danger_words(get_directory().settings.seed / "panels.toml")


def _lines(slugs: list[str]) -> tuple[CrisisLine, ...]:
    lines = {line.slug: line for line in crisis_lines()}
    return tuple(lines[slug] for slug in slugs if slug in lines)


def _is_adult(seeker: Seeker) -> bool:
    """Told to be one; a child is shown Childline and 999, never a council's switchboard."""
    if seeker.asking in (Asking.MY_CHILD, Asking.SOMEONE_I_WORK_WITH):
        return True
    span = seeker.age_span
    return seeker.asking in (Asking.ME, None) and span is not None and span[0] >= ADULT_AGE


def _council_numbers(search: Search) -> tuple[CouncilShown, ...]:
    """Only where one council is sure to be the right one."""
    councils = search.seeker.home.local_authorities if search.seeker.home else ()
    if len(councils) != 1:
        return ()
    name, team = _council_name(councils[0]), _whose_team(search)
    return tuple(
        CouncilShown(name, f"{one.label.replace(WORRIED, team)}: {_in_a_line(one.hours)}", one.number, one.is_invented)
        for one in get_council_numbers(get_db(), councils)
    )


def _whose_team(search: Search) -> str:
    """What the number is called to whoever reads this: nobody is asked to be worried about themselves."""
    if _is_adult(search.seeker):
        return WORRIED
    return "Your council’s children’s team" if search.meaning.about is About.SELF else "The council’s children’s team"


def _council_name(code: str) -> str:
    """Of a district, its county's: that is where people work who look after children."""
    area = get_area(get_db(), code)
    county = get_area(get_db(), area.county) if area and area.county else None
    council = county or area
    return council.name if council else get_directory().names().area(code)


def _in_a_line(hours: str) -> str:
    """Hours after a colon: the names of days keep their capital."""
    return hours if hours.startswith(DAY_NAMES) else hours[:1].lower() + hours[1:]
