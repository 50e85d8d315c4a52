"""Councils, boards and nations as the seed keeps them, and looking one up by code or by the names people use."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from directory.domain.errors import DirectoryError
from directory.domain.places import BOARD_PREFIX, COUNTY_PREFIX, AreaLevel, NamedArea

NATION_OF_LETTER = {
    "E": "E92000001",
    "W": "W92000004",
    "S": "S92000003",
    "N": "N92000002",
    "L": "L93000001",
    "M": "M83000003",
}
NATIONS_WITH_COUNCILS = frozenset({"E92000001", "W92000004", "S92000003", "N92000002"})
NO_AREA = "99999999"  # how a code ends that stands for "none here"


class AreasRefused(DirectoryError):
    """A file of councils, boards or districts that cannot be used; the text says which line."""


@dataclass(frozen=True)
class CouncilBoards:
    """The boards a council may lie in, the likeliest first. `sources_differ` when nobody can say which part lies where."""

    boards: tuple[str, ...]
    sources_differ: bool = False


def read_areas(folder: Path) -> tuple[NamedArea, ...]:
    """Every nation, council, county and board, the former ones too, with the successor they have. Raises `AreasRefused`."""
    current = [*_nations(folder / "nations.csv"), *_councils(folder / "councils.csv")]
    return (*current, *_former_councils(folder / "former_councils.csv"), *_boards(folder / "boards.csv"))


def read_council_boards(path: Path) -> dict[str, CouncilBoards]:
    """Which boards each council lies in. Raises `AreasRefused`."""
    rows = defaultdict(list)
    for row in read_table(path, "council", "board", "share", "caution"):
        rows[row["council"]].append(row)
    return {
        council: CouncilBoards(tuple(row["board"] for row in listed), any(row["caution"] for row in listed))
        for council, listed in rows.items()
    }


def read_table(path: Path, *columns: str) -> Iterator[dict[str, str]]:
    """The rows of one of the seed's own tables, without the remarks in lines that begin with #."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AreasRefused(f"{path} could not be read: {error}") from error
    numbered = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if not line.startswith("#")]
    reader = csv.DictReader(line for _, line in numbered)
    if missing := set(columns) - set(reader.fieldnames or ()):
        raise AreasRefused(f"{path} has no column {', '.join(sorted(missing))}")
    for row in reader:
        if None in row or None in row.values():
            raise AreasRefused(f"{path}, line {numbered[reader.line_num - 1][0]}: it should have {len(columns)} columns")
        yield row


def _nations(path: Path) -> Iterator[NamedArea]:
    for row in read_table(path, "code", "name", "other_names"):
        code, name = row["code"], row["name"]
        yield NamedArea(code, AreaLevel.NATION, name, name, nation=code, other_names=_listed(row["other_names"]))


def _councils(path: Path) -> Iterator[NamedArea]:
    for row in read_table(path, "code", "name", "short_name", "nation", "county", "other_names"):
        yield NamedArea(
            row["code"],
            _council_level(row["code"]),
            row["name"],
            row["short_name"],
            nation=row["nation"],
            county=row["county"] or None,
            other_names=_listed(row["other_names"]),
        )


def _former_councils(path: Path) -> Iterator[NamedArea]:
    for row in read_table(path, "code", "name", "successor"):
        code, name = row["code"], row["name"]
        nation = NATION_OF_LETTER[code[0]]
        yield NamedArea(code, _council_level(code), name, name, nation=nation, successor=row["successor"])


def _boards(path: Path) -> Iterator[NamedArea]:
    for row in read_table(path, "code", "name", "short_name", "successor"):
        yield NamedArea(
            row["code"],
            AreaLevel.BOARD,
            row["name"],
            row["short_name"],
            nation=NATION_OF_LETTER[row["code"][0]],
            successor=row["successor"] or None,
        )


def _council_level(code: str) -> AreaLevel:
    return AreaLevel.COUNTY if code.startswith(COUNTY_PREFIX) else AreaLevel.LOCAL_AUTHORITY


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


class AreaBook:
    """Named areas by code and by name. Codes and names of former ones lead to the area that took their place."""

    def __init__(self, areas: Iterable[NamedArea]) -> None:
        self._by_code = {area.code: area for area in areas}
        self._by_name = self._names_to_codes()
        self._districts_of = self._districts_by_area()
        self.first_words = frozenset(key.split(" ")[0] for key in self._by_name)
        self.names: Mapping[str, str] = {area.code: area.short_name for area in self._by_code.values()}

    def __bool__(self) -> bool:
        return bool(self._by_code)

    def current(self, code: str) -> str | None:
        """The code that holds today; None for a code that is not known, or that stands for "none here"."""
        area = self._by_code.get(code)
        seen = set()
        while area and area.successor and area.code not in seen:
            seen.add(area.code)
            area = self._by_code.get(area.successor)
        return area.code if area else None

    def county_of(self, code: str) -> str | None:
        area = self._by_code.get(code)
        return area.county if area else None

    def districts_of(self, code: str) -> tuple[str, ...]:
        """The lower-tier councils that a code stands for: itself, or those of a county or of a nation."""
        return self._districts_of.get(code, ())

    def named(self, text: str) -> NamedArea | None:
        """The one area that goes by this name; None when there is none, or more than one."""
        return self.named_exactly(text) or self._keyed(plain_name_key(text))

    def named_exactly(self, text: str) -> NamedArea | None:
        """As `named`, but without leaving out words such as "the" or "borough of"."""
        return self._keyed(name_key(text))

    def _keyed(self, key: str) -> NamedArea | None:
        codes = self._by_name.get(key, frozenset())
        return self._by_code[next(iter(codes))] if len(codes) == 1 else None

    def _districts_by_area(self) -> dict[str, tuple[str, ...]]:
        within: dict[str, list[str]] = defaultdict(list)
        for area in self._by_code.values():
            if area.level is AreaLevel.LOCAL_AUTHORITY and not area.successor:
                for code in filter(None, (area.code, area.county, area.nation)):
                    within[code].append(area.code)
        return {code: tuple(councils) for code, councils in within.items()}

    def _names_to_codes(self) -> dict[str, frozenset[str]]:
        """What an area of today is called wins over what a former one was; each key may still mean several."""
        keys: dict[bool, dict[str, set[str]]] = {True: defaultdict(set), False: defaultdict(set)}
        for area in self._by_code.values():
            current = self.current(area.code)
            for key in _keys(area) if current else ():
                keys[area.successor is None][key].add(str(current))
        return {key: frozenset(codes) for key, codes in {**keys[False], **keys[True]}.items()}


def _keys(area: NamedArea) -> set[str]:
    names = (area.name, area.short_name, *area.other_names)
    whole = {name_key(name) for name in names}
    if area.level is AreaLevel.BOARD:
        return whole | {f"{name_key(area.short_name)} icb"}
    plain = {plain_name_key(name) for name in names}
    return whole | (plain - NOT_ENOUGH)


BEGINNINGS = re.compile(
    r"^(?:the )?(?:city and county of|(?:london|royal|metropolitan) borough of|borough council of|city council of|"
    r"council of the|borough of|district of|county borough of|county of|city of)?(?: the)? ?"
)
ENDINGS = re.compile(
    r" (?:(?:city|county|county borough|metropolitan borough|metropolitan district|london borough|borough|district|"
    r"city and district|unitary|county and city)(?: council| of)?|council|corporation|ua|cc|bc|mbc|mdc|lbc|cbc)$"
)
NOT_ENOUGH = frozenset({"london", "newcastle", ""})  # people who say London seldom mean the City; there are two Newcastles


def name_key(text: str) -> str:
    """A name without case, accents and punctuation: St. Helens and st helens, Brighton & Hove and brighton and hove."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    letters = "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’.")
    return re.sub(r"\bsaint\b", "st", " ".join(re.findall(r"[a-z0-9]+", letters)))


def plain_name_key(text: str) -> str:
    """The place in the name of a council: `City of Bradford Metropolitan District Council` is bradford."""
    return ENDINGS.sub("", BEGINNINGS.sub("", name_key(text))).strip()


def nation_of(code: str) -> str | None:
    """The nation of a council's code."""
    return NATION_OF_LETTER.get(code[:1])


def is_board(code: str) -> bool:
    return code.startswith(BOARD_PREFIX)
