"""Councils, boards and nations: which this directory covers, and how many listings name each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import render_template

from directory.accounts.guards import Access, open_to
from directory.domain.places import AreaLevel, NamedArea
from directory.editors.blueprint import bp
from directory.store.areas import get_areas, get_council_numbers
from directory.store.sheets import count_naming
from directory.web.access import get_db, get_directory

COUNCILS = (AreaLevel.LOCAL_AUTHORITY, AreaLevel.COUNTY)


@dataclass(frozen=True)
class AreaLine:
    """An area, how many public listings name it, how many its county, and whether its number for a worry is here."""

    code: str
    name: str
    named: int
    county_named: int
    has_number: bool


@bp.get("/editors/areas")
@open_to(Access.EDITOR)
def show_areas() -> str:
    """Former councils are left out: whatever names them is led on to those that took their place."""
    db = get_db()
    naming, areas = count_naming(db), {area.code: area for area in get_areas(db) if area.successor is None}
    councils = [area for area in areas.values() if area.level in COUNCILS]
    with_number = {one.council for one in get_council_numbers(db, [area.code for area in councils])}
    lines = [_line(area, naming, with_number) for area in sorted(councils, key=_name)]
    covered = set(get_directory().gazetteer.current_codes(get_directory().settings.councils))
    boards = [area for area in areas.values() if area.level is AreaLevel.BOARD]
    return render_template(
        "editors/areas.html",
        covered=[one for one in lines if one.code in covered],
        everywhere=not covered,
        named=[one for one in lines if one.named and one.code not in covered],
        unnamed=[one for one in lines if not one.named and one.code not in covered],
        boards=[_line(area, naming, with_number) for area in sorted(boards, key=_name)],
        nations=[_line(area, naming, with_number) for area in areas.values() if area.level is AreaLevel.NATION],
        unknown=unknown_codes(naming, areas),
    )


def unknown_codes(naming: Mapping[str, int], areas: Iterable[str]) -> list[tuple[str, int]]:
    """Official codes that listings name and we do not know, or know as a former council's."""
    known = frozenset(areas)
    return sorted((code, count) for code, count in naming.items() if _is_official(code) and code not in known)


def _is_official(code: str) -> bool:
    """Not a postcode district or the name of a school."""
    return len(code) == 9 and code[0].isalpha() and code[1:].isdigit()


def _line(area: NamedArea, naming: Mapping[str, int], with_number: set[str]) -> AreaLine:
    county = area.county or ""
    has_number = area.code in with_number or county in with_number
    return AreaLine(area.code, area.short_name, naming.get(area.code, 0), naming.get(county, 0), has_number)


def _name(area: NamedArea) -> str:
    return area.short_name.casefold()
