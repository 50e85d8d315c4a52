"""Which column of a postcode file is what. Found by the pattern of its name, never by its place or one fixed name."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from directory.places.areas import NO_AREA, AreaBook
from directory.places.grid import to_degrees
from directory.places.rows import DEGREE, PostcodeRow

# Names that ONS, Ordnance Survey and people of their own have used; the first that a file has is taken, and of
# several years' columns (lad24cd, lad25cd) the latest.
COLUMN_NAMES = {
    "postcode": (r"pcds", r"pcd8", r"pcd7", r"pcd2", r"pcd", r"post ?code", r"pc"),
    "latitude": (r"lat(itude)?",),
    "longitude": (r"lo?ng?(itude)?",),
    "easting": (r"(os)?east1m", r"eastings?", r"ea"),
    "northing": (r"(os)?nrth1m", r"north1m", r"northings?", r"no"),
    "council": (r"lad(\d\d)?(cd)?", r"(os)?laua", r"admin_district_code", r"dc"),
    "nation": (r"ctry(\d\d)?(cd)?", r"country_code", r"cy"),
    "board": (r"icb(\d\d)?(cd)?", r"stp(\d\d)?(cd)?"),
    "ended": (r"doterm",),
    "began": (r"dointr",),
}
CODE_POINT_OPEN = "Code-Point Open"
CODE_POINT_OPEN_COLUMNS = "postcode,pq,easting,northing,nation,rh,lh,cc,council,wc"
PLACES = {name: number for number, name in enumerate(CODE_POINT_OPEN_COLUMNS.split(","))}

# As they stand in files: GIR 0AA and the old NPT ones of Newport have no digit in their first half.
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}|[A-Z]{3}[0-9][A-Z]{2}")
AREA_CODE = re.compile(r"[EWSNLMK][0-9]{8}")
NATION_OF_ISLANDS = {"L": "L93000001", "M": "M83000003"}
NO_LATITUDE = 99.0  # ONS writes 99.999999 where it has no position
SOUTH, NORTH, WEST, EAST = 49.0, 61.5, -9.0, 2.5
MOST_EASTING, MOST_NORTHING = 700_000, 1_300_000  # metres: the edge of the National Grid


class RowRefused(Exception):
    """One row that cannot be right; the text says what about it."""


@dataclass(frozen=True)
class Layout:
    """Where each fact stands in a row of `width` columns; None for a fact the file does not have."""

    name: str
    width: int
    columns: dict[str, int]
    has_header: bool

    def reader(self, areas: Mapping[str, str | None]) -> Callable[[list[str]], PostcodeRow]:
        """What turns the fields of one row into a postcode; it raises `RowRefused`. `areas` gives the code for each text."""
        position = _position_reader(self.columns)
        postcode, council = self.columns["postcode"], self.columns["council"]
        # A column that is not there reads as the one after the last, which `read` adds and leaves blank.
        board, nation, ended = (self.columns.get(name, self.width) for name in ("board", "nation", "ended"))

        def read(fields: list[str]) -> PostcodeRow:
            if len(fields) != self.width:
                raise RowRefused(f"it has {len(fields)} columns and should have {self.width}; the file may be cut short")
            fields.append("")
            code = fields[postcode].replace(" ", "")
            if not POSTCODE.fullmatch(code):
                code = _in_capitals(code)
            north, east = position(fields)
            area = areas[fields[council]] or areas[fields[nation]]
            return PostcodeRow(code, north, east, area, areas[fields[board]], bool(fields[ended].strip()))

        return read


class AreaCodes(dict[str, str | None]):
    """The code of today for each text that stands for an area, worked out once; blank and "none here" are None."""

    def __init__(self, book: AreaBook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, text: str) -> str | None:
        code = text.strip()
        if not code or code.endswith(NO_AREA):
            # The islands have no councils in these files, yet the code still says which they are.
            found = NATION_OF_ISLANDS.get(code[:1])
        elif AREA_CODE.fullmatch(code):
            found = self._book.current(code) or code
        else:
            raise RowRefused(f"“{code[:20]}” is not an area's code, like E06000044")
        self[text] = found
        return found


def _in_capitals(code: str) -> str:
    if not POSTCODE.fullmatch(code.upper()):
        raise RowRefused(f"“{code[:20]}” is not a postcode")
    return code.upper()


def find_layout(first_row: Sequence[str]) -> Layout | None:
    """The layout of the file that begins with this row, or None when it is no postcode file we know."""
    if _is_code_point_open(first_row):
        return Layout(CODE_POINT_OPEN, len(PLACES), PLACES, has_header=False)
    names = [name.strip().lower() for name in first_row]
    columns = {fact: found for fact in COLUMN_NAMES if (found := _find_column(names, COLUMN_NAMES[fact])) is not None}
    has_position = {"latitude", "longitude"} <= columns.keys() or {"easting", "northing"} <= columns.keys()
    if has_position and {"postcode", "council"} <= columns.keys():
        return Layout(",".join(names), len(names), columns, has_header=True)
    return None


def _is_code_point_open(row: Sequence[str]) -> bool:
    """Ordnance Survey's tables have no header: a postcode comes first, and the council's code ninth."""
    if len(row) != len(PLACES):
        return False
    council = row[PLACES["council"]]
    return bool(POSTCODE.fullmatch(row[0].replace(" ", "")) and (not council or AREA_CODE.fullmatch(council)))


def _find_column(names: Sequence[str], patterns: Sequence[str]) -> int | None:
    for pattern in patterns:
        matching = [name for name in names if re.fullmatch(pattern, name)]
        if matching:
            return names.index(max(matching))
    return None


Position = tuple[int | None, int | None]
NOWHERE: Position = (None, None)


def _position_reader(columns: dict[str, int]) -> Callable[[Sequence[str]], Position]:
    """Latitude and longitude where the file has them, otherwise grid references turned into them."""
    if "latitude" in columns and "longitude" in columns:
        lat, lon = columns["latitude"], columns["longitude"]
        return lambda fields: _from_degrees(fields[lat], fields[lon])
    east, north = columns["easting"], columns["northing"]
    return lambda fields: _from_grid(fields[east], fields[north])


def _from_degrees(lat: str, lon: str) -> Position:
    try:
        latitude, longitude = float(lat), float(lon)
    except ValueError:
        return _nowhere(lat, lon)
    if SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST:
        return round(latitude * DEGREE), round(longitude * DEGREE)
    if latitude >= NO_LATITUDE or (latitude == 0 and longitude == 0):
        return NOWHERE
    raise RowRefused(f"latitude {lat[:12]} and longitude {lon[:12]} are not in the British Isles")


def _from_grid(easting: str, northing: str) -> Position:
    try:
        east, north = float(easting), float(northing)
    except ValueError:
        return _nowhere(easting, northing)
    if 0 < east < MOST_EASTING and 0 < north < MOST_NORTHING:
        latitude, longitude = to_degrees(east, north)
        return round(latitude * DEGREE), round(longitude * DEGREE)
    if not east or not north:
        return NOWHERE
    raise RowRefused(f"easting {easting[:12]} and northing {northing[:12]} are not on the National Grid")


def _nowhere(one: str, other: str) -> Position:
    """Blank is no position; anything else that is no number is a mistake."""
    wrong = next((text for text in (one, other) if text.strip() and not _is_number(text)), None)
    if wrong is not None:
        raise RowRefused(f"“{wrong[:20]}” is not a number")
    return NOWHERE


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
