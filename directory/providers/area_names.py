"""Places as people write them: councils, counties, health boards, nations, first halves of postcodes, and named schools."""

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from directory.domain.eligibility import Area, AreaKind, Condition
from directory.domain.places import BOARD_PREFIX, NATION_PREFIXES, AreaLevel
from directory.web.access import get_directory

AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
CODE = re.compile(r"[A-Z]\d{8}")
DISTRICT = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
WHOLE_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}")
KINDS = {AreaLevel.NATION: AreaKind.NATION, AreaLevel.BOARD: AreaKind.BOARD}
MOST_PLACES = 400
MOST_NAMED = 60
MOST_WORDS = 4


def read_places(typed: str) -> list[Area]:
    """The areas that are named, those of a kind together, or raise `ValueError`. Commas may be part of a name."""
    codes: dict[AreaKind, set[str]] = defaultdict(set)
    for line in re.split(r"[;\n]", typed):
        for kind, code in _read_line([part.strip() for part in line.split(",") if part.strip()]):
            codes[kind].add(code)
    if sum(map(len, codes.values())) > MOST_PLACES:
        raise ValueError(f"Name at most {MOST_PLACES} places")
    return [Area(kind, frozenset(some)) for kind, some in codes.items()]


def read_named(typed: str) -> list[Area]:
    """Schools or practices by name, one on each line."""
    named = frozenset(" ".join(line.split()) for line in re.split(r"[;\n]", typed) if line.strip())
    if len(named) > MOST_NAMED:
        raise ValueError(f"Name at most {MOST_NAMED}")
    return [Area(AreaKind.NAMED, named)] if named else []


def write_places(conditions: Iterable[Condition]) -> str:
    """As they would be typed: areas and names on a line each, districts behind each other."""
    areas = [one.area for one in conditions if one.area and one.area.kind is not AreaKind.MILES]
    districts = sorted({code for area in areas if area.kind is AreaKind.DISTRICTS for code in area.codes})
    named = {code for area in areas if area.kind is AreaKind.NAMED for code in area.codes}
    others = {code for area in areas if area.kind is not AreaKind.DISTRICTS for code in area.codes} - named
    return "\n".join([*sorted(map(_written, others)), *sorted(named), *([", ".join(districts)] if districts else [])])


def _read_line(parts: list[str]) -> Iterable[tuple[AreaKind, str]]:
    """The longest run of parts that is one name comes first: Bournemouth, Christchurch and Poole are one council."""
    while parts:
        runs = range(min(len(parts), MOST_WORDS), 0, -1)
        length, found = next(((run, one) for run in runs if (one := _read_one(", ".join(parts[:run])))), (0, None))
        if found is None and (apart := AND.split(parts[0])) != parts[:1]:
            parts = [*apart, *parts[1:]]
            continue
        if found is None:
            raise ValueError(_unknown(parts[0]))
        yield found
        parts = parts[length:]


def _read_one(typed: str) -> tuple[AreaKind, str] | None:
    gazetteer, written = get_directory().gazetteer, typed.upper()
    if CODE.fullmatch(written):
        return (_kind_of(written), written) if written in gazetteer.names else None
    if DISTRICT.fullmatch(written):
        return (AreaKind.DISTRICTS, written) if gazetteer.has_district(written) else None
    area = gazetteer.area_named(typed)
    return (KINDS.get(area.level, AreaKind.LOCAL_AUTHORITY), area.code) if area else None


def _kind_of(code: str) -> AreaKind:
    if code.startswith(NATION_PREFIXES):
        return AreaKind.NATION
    return AreaKind.BOARD if code.startswith(BOARD_PREFIX) else AreaKind.LOCAL_AUTHORITY


def _unknown(typed: str) -> str:
    if WHOLE_POSTCODE.fullmatch(typed.upper()):
        return f"“{typed}” is a whole postcode. Write only its first half, like PO1."
    near = get_close_matches(typed.casefold(), _names_by_key(), n=1, cutoff=0.8)
    meant = f" Did you mean {_names_by_key()[near[0]]}?" if near else ""
    return f"We do not know “{typed}”.{meant} Write a council, a county, or the first half of a postcode, like PO1."


def _names_by_key() -> dict[str, str]:
    return {name.casefold(): name for name in get_directory().gazetteer.names.values()}


def _written(code: str) -> str:
    """The name, where it leads back to the same area; else the official code."""
    gazetteer = get_directory().gazetteer
    name = gazetteer.names.get(code, code)
    for words in (f"{name} ICB", name) if code.startswith(BOARD_PREFIX) else (name,):
        found = gazetteer.area_named(words)
        if found and found.code == code:
            return str(words)
    return code
