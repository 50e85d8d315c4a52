"""What is said above the results when the words, or the need that was picked, tell of danger. Results always follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from directory.domain.crisis import CrisisLine
from directory.domain.meaning import About, Meaning
from directory.domain.search_request import SearchRequest
from directory.domain.seeker import ADULT_AGE, Asking, Filters, Seeker
from directory.domain.taxonomy import EXIT_FLAG, SUPPORT_FLAG, Facet
from directory.finding.councils import Hearing, councils_hearing, open_first
from directory.finding.results import Search
from directory.finding.whose_danger import whose_danger
from directory.public.lines import danger_words, lines_for, sentences_for
from directory.store.areas import get_area
from directory.web.access import get_db, get_directory, get_now, get_taxonomy
from directory.web.filters import listed
from directory.web.wording import DAY_NAMES

NOBODY_KNOWN = Seeker()
WORRIED = "Worried about a child"


@dataclass(frozen=True)
class CouncilShown:
    """`council` is its full name, or says when it is the right one; `words` say what the number is for, and its hours."""

    council: str
    words: str
    number: str
    is_invented: bool


@dataclass(frozen=True)
class Panel:
    """Calm words and numbers: the whole panel for danger, or with no sentences the slim line of support.

    `which_council` says that the place is in more than one, and of which we have no number; empty where one is sure.
    """

    heading: str
    sentences: tuple[str, ...]
    lines: tuple[CrisisLine, ...]
    council_numbers: tuple[CouncilShown, ...] = ()
    which_council: str = ""


def panel_for(search: Search) -> Panel | None:
    """The panel for danger read from words; else the slim line where a need asks for it; else nothing."""
    words = danger_words()
    if search.meaning.crisis:
        return danger_panel(words[search.meaning.crisis], search)
    return support_panel(search.seeker) if asks_for_support(search) else None


def panel_for_note(meaning: Meaning) -> Panel | None:
    """The same for words that are no search, like those of a note to us."""
    return panel_for(Search(SearchRequest(), meaning, Filters(), Seeker()))


def asks_for_support(search: Search) -> bool:
    return search.meaning.support or _is_flagged(SUPPORT_FLAG, search.filters.needs)


def is_risky_to_be_seen(search: Search) -> bool:
    """Whether somebody could be put at risk by being seen with this search; a danger of any kind counts."""
    return search.meaning.crisis is not None or _is_flagged(EXIT_FLAG, search.needs)


def _is_flagged(flag: str, needs: Iterable[str]) -> bool:
    """Whether one of these needs, or a need in one of these groups, has a flag."""
    taxonomy = get_taxonomy()
    known = [taxonomy.get(Facet.NEED, slug) for slug in needs if taxonomy.has(Facet.NEED, slug)]
    return any(flag in one.flags for need in known for one in (need, *taxonomy.needs_in(need.slug)))


def support_panel(seeker: Seeker = NOBODY_KNOWN) -> Panel:
    said = danger_words()["support"]
    return Panel(said["heading"], (), lines_for(seeker, said["lines"]))


def danger_panel(said: dict[str, Any], search: Search) -> Panel:
    sentences = said["say"] if _is_own(search) else said["say_of_other"]
    shows_council = said.get("council") == "always" or (said.get("council") == "adults" and _is_adult(search.seeker))
    councils = councils_hearing(get_db(), search.seeker.home) if shows_council and search.seeker.home else ()
    numbers = _council_numbers(search, councils)
    which = _which_council(search, councils) if numbers else ""
    lines = lines_for(search.seeker, said["lines"], search.meaning.crisis)
    return Panel(said["heading"], sentences_for(search.seeker, sentences), lines, numbers, which)


def _is_own(search: Search) -> bool:
    """Whether the danger is that of whoever reads this."""
    ticked = search.seeker.asking if search.request.asking else None
    return whose_danger(search.meaning.in_danger, ticked, search.meaning.about) is About.SELF


def _is_adult(seeker: Seeker) -> bool:
    """Told to be one; a child is shown Childline and 999, never a council's switchboard."""
    if seeker.asking in (Asking.MY_CHILD, Asking.SOMEONE_I_WORK_WITH):
        return True
    span = seeker.age_span
    return seeker.asking in (Asking.ME, None) and span is not None and span[0] >= ADULT_AGE


def _council_numbers(search: Search, councils: Sequence[Hearing]) -> tuple[CouncilShown, ...]:
    """Nobody is to ring one of several as though it were surely theirs."""
    team = _whose_team(search)
    return tuple(
        CouncilShown(
            f"Only if {_who(search)} in {_short_name(council)}" if len(councils) > 1 else _full_name(council),
            f"{one.label.replace(WORRIED, team)}: {_in_a_line(one.hours)}",
            one.number,
            one.is_invented,
        )
        for council in councils
        for one in open_first(council.numbers, get_now())
    )


def _which_council(search: Search, councils: Sequence[Hearing]) -> str:
    home = search.seeker.home
    if home is None or len(councils) < 2:
        return ""
    without = listed([_short_name(one) for one in councils if not one.numbers])
    say = f"{home.outcode or home.name} is in more than one council."
    return f"{say} We have no number for {without}." if without else say


def _who(search: Search) -> str:
    return "you are" if _is_own(search) else "they are"


def _whose_team(search: Search) -> str:
    """What the number is called to whoever reads this: nobody is asked to be worried about themselves."""
    if _is_adult(search.seeker):
        return WORRIED
    return "Your council’s children’s team" if _is_own(search) else "The council’s children’s team"


def _full_name(council: Hearing) -> str:
    area = get_area(get_db(), council.code)
    return area.name if area else get_directory().names().area(council.code)


def _short_name(council: Hearing) -> str:
    """With the part of a county that the place is in."""
    names = get_directory().names()
    name = names.area(council.code)
    return f"{name} ({listed([names.area(part) for part in council.parts])})" if council.parts else name


def _in_a_line(hours: str) -> str:
    """Hours after a colon: the names of days keep their capital."""
    return hours if hours.startswith(DAY_NAMES) else hours[:1].lower() + hours[1:]
