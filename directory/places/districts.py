"""Postcode districts (PO1): where each one lies, how far it reaches and which areas it touches; computed, never copied."""

import csv
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from directory.domain.places import Point, distance_miles
from directory.places.areas import (
    NATIONS_WITH_COUNCILS,
    AreaBook,
    AreasRefused,
    CouncilBoards,
    is_board,
    nation_of,
    read_table,
)
from directory.places.rows import DEGREE, PostcodeRow

CREDITS = (
    "# Postcode districts of Great Britain, computed by `flask postcodes districts` from {source}.",
    "# Contains OS data © Crown copyright and database right {year}",
    "# Contains Royal Mail data © Royal Mail copyright and database right {year}",
    "# Contains National Statistics data © Crown copyright and database right {year}",
    "# Open Government Licence v3.0: https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "# areas: council, or council+board, and how many of the postcodes lie there. Where nobody can say which of several",
    "# boards a postcode has, it counts for each of them.",
)
COLUMNS = ("outcode", "lat", "long", "radius_miles", "postcodes", "areas")

# A council and a board that hold together; the board is None outside England, or when it is not known.
AreaPair = tuple[str, str | None]


@dataclass(frozen=True)
class District:
    """`centre` is the mean of its postcodes, `radius_miles` the way from there to the farthest of them."""

    outcode: str
    centre: Point | None
    radius_miles: float
    postcodes: int
    areas: Mapping[AreaPair, int]


class Tally:
    """Counts the live postcodes of one district."""

    def __init__(self) -> None:
        self.postcodes = 0
        self.areas: Counter[AreaPair] = Counter()
        self.latitudes, self.longitudes = array("i"), array("i")

    def add(self, row: PostcodeRow, pairs: Iterable[AreaPair]) -> None:
        self.postcodes += 1
        self.areas.update(pairs)
        if row.latitude is not None and row.longitude is not None:
            self.latitudes.append(row.latitude)
            self.longitudes.append(row.longitude)

    def district(self, outcode: str) -> District:
        centre = self._centre()
        radius = max((distance_miles(centre, point) for point in self._points()), default=0.0) if centre else 0.0
        return District(outcode, centre, round(radius, 2), self.postcodes, self._areas())

    def _areas(self) -> Mapping[AreaPair, int]:
        """A nation alone counts only while no postcode of the district has a council."""
        with_council = {pair: count for pair, count in self.areas.items() if pair[0] not in NATIONS_WITH_COUNCILS}
        return with_council or dict(self.areas)

    def _centre(self) -> Point | None:
        count = len(self.latitudes)
        if not count:
            return None
        return Point(round(sum(self.latitudes) / count / DEGREE, 5), round(sum(self.longitudes) / count / DEGREE, 5))

    def _points(self) -> Iterable[Point]:
        return (
            Point(north / DEGREE, east / DEGREE) for north, east in set(zip(self.latitudes, self.longitudes, strict=True))
        )


def compute_districts(
    rows: Iterable[PostcodeRow], book: AreaBook, council_boards: Mapping[str, CouncilBoards]
) -> tuple[District, ...]:
    """Every district of these postcodes, by outcode. Postcodes no longer in use do not count."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    pairs_of: dict[tuple[str | None, str | None], tuple[AreaPair, ...]] = {}
    for row in rows:
        if row.ended:
            continue
        key = row.council, row.board
        if key not in pairs_of:
            pairs_of[key] = area_pairs(row.council, row.board, book, council_boards)
        tallies[row.outcode].add(row, pairs_of[key])
    return tuple(tallies[outcode].district(outcode) for outcode in sorted(tallies))


def area_pairs(
    council: str | None, board: str | None, book: AreaBook, council_boards: Mapping[str, CouncilBoards]
) -> tuple[AreaPair, ...]:
    """The council of a postcode with every board it may have: the one its council has, or in a split council its own."""
    here = book.current(council) if council else None
    if not here or nation_of(here) is None:
        return ()
    own = book.current(board) if board and is_board(board) else None
    table = council_boards.get(here, CouncilBoards(()))
    if table.sources_differ or not own:
        boards: tuple[str, ...] = table.boards
    else:
        boards = table.boards if len(table.boards) == 1 else (own,)
    return tuple((here, one) for one in boards) or ((here, None),)


def write_districts(districts: Iterable[District], *, source: str, year: str) -> str:
    """The text of the table, with its credits, the same for the same districts."""
    text = StringIO()
    text.writelines(line.format(source=source, year=year) + "\n" for line in CREDITS)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in districts:
        position = (f"{one.centre.latitude:.5f}", f"{one.centre.longitude:.5f}") if one.centre else ("", "")
        writer.writerow((one.outcode, *position, f"{one.radius_miles:.2f}", one.postcodes, _written(one.areas)))
    return text.getvalue()


def _written(areas: Mapping[AreaPair, int]) -> str:
    ordered = sorted(areas.items(), key=lambda item: (-item[1], item[0][0], item[0][1] or ""))
    return " ".join(f"{council}+{board}:{count}" if board else f"{council}:{count}" for (council, board), count in ordered)


def read_districts(path: Path) -> dict[str, District]:
    """Every district by outcode. Raises `AreasRefused`."""
    districts = {}
    for row in read_table(path, *COLUMNS):
        try:
            districts[row["outcode"]] = _district(row)
        except ValueError as error:
            raise AreasRefused(f"{path}: the district {row['outcode']} is damaged: {error}") from error
    return districts


def _district(row: Mapping[str, str]) -> District:
    centre = Point(float(row["lat"]), float(row["long"])) if row["lat"] else None
    return District(row["outcode"], centre, float(row["radius_miles"]), int(row["postcodes"]), _read_areas(row["areas"]))


def _read_areas(text: str) -> dict[AreaPair, int]:
    areas: dict[AreaPair, int] = {}
    for part in text.split():
        codes, count = part.split(":")
        council, _, board = codes.partition("+")
        areas[council, board or None] = int(count)
    return areas
