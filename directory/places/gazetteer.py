"""From what somebody typed to a place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from directory.domain.errors import PlaceNotUnderstood
from directory.domain.places import AreaLevel, NamedArea, Place, PlaceSource, Point, distance_miles
from directory.places.areas import NATIONS_WITH_COUNCILS, AreaBook, nation_of
from directory.places.districts import District, compute_districts, read_districts
from directory.places.postcode_file import PostcodeFile
from directory.places.postcodes import Postcode, parse_postcode
from directory.places.rows import DEGREE, PostcodeRow
from directory.places.sentences import find_council_in, find_postcode_in

# Postcodes of these letters are in no table of Great Britain, yet they tell the nation.
NATION_OF_POSTCODE_AREA = {"BT": "N92000002", "GY": "L93000001", "JE": "L93000001", "IM": "M83000003"}
FORCES = "BF"
ASK_FOR_A_PLACE = "Enter a postcode, like PO1 2AL, or the name of your council"

Possibilities = tuple[frozenset[str], ...]


class Gazetteer:
    """Postcodes, their districts and councils' names. One may be shared by all threads and forked processes."""

    def __init__(self, areas: Iterable[NamedArea], districts: Path, postcodes: Path) -> None:
        self._book = AreaBook(areas)
        self._districts = read_districts(districts)
        self._postcodes = PostcodeFile(postcodes)
        self._boards_of = self._boards_by_council()
        self._districts_in = self._districts_by_council()

    @property
    def names(self) -> Mapping[str, str]:
        """Short names of councils, boards and nations by code, those of former ones too."""
        return self._book.names

    def find(self, text: str) -> Place:
        """The place of a postcode, a district or a council's name. Raises `PlaceNotUnderstood`, with words to show."""
        council = None if any(char.isdigit() for char in text) else self.area_named(text)
        if council and council.level in (AreaLevel.LOCAL_AUTHORITY, AreaLevel.COUNTY):
            return self._of_council(council)
        return self._of_postcode(self._read_postcode(text))

    def find_postcode_in(self, text: str) -> Postcode | None:
        """The postcode or district somewhere in a sentence."""
        return find_postcode_in(text, self.has_district)

    def find_place_in(self, text: str) -> str | None:
        """The council's name somewhere in a sentence, as it stands there."""
        return find_council_in(text, self._book)

    def area_named(self, text: str) -> NamedArea | None:
        """The council, county, board or nation of this name, the one of today where it has changed."""
        return self._book.named(text)

    def current_codes(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The same areas by the codes they have today; codes we do not know stay as they are."""
        return tuple(dict.fromkeys(self._book.current(code) or code for code in codes))

    def has_district(self, outcode: str) -> bool:
        if outcode in self._districts or Postcode(outcode).area in NATION_OF_POSTCODE_AREA:
            return True
        return any(True for _ in self._postcodes.in_district(outcode))

    def _read_postcode(self, text: str) -> Postcode:
        try:
            return parse_postcode(text)
        except PlaceNotUnderstood as error:
            found = self.find_postcode_in(text)
            if found is None:
                raise PlaceNotUnderstood(ASK_FOR_A_PLACE) from error
            return found

    def _of_postcode(self, postcode: Postcode) -> Place:
        row = self._postcodes.find(postcode.compact) if postcode.is_full else None
        district = self._district(postcode.outcode)
        if row:
            return self._of_row(postcode, row, district)
        if district:
            return self._of_district(postcode, district)
        if postcode.area in NATION_OF_POSTCODE_AREA:
            possibilities = self._anywhere_in(NATION_OF_POSTCODE_AREA[postcode.area])
            return _place(postcode, _rough_source(postcode), possibilities, exact=False)
        raise PlaceNotUnderstood(_cannot_find(postcode))

    def _of_row(self, postcode: Postcode, row: PostcodeRow, district: District | None) -> Place:
        own_areas = self._possibilities_of_row(row)
        source = PlaceSource.ENDED_POSTCODE if row.ended else PlaceSource.POSTCODE
        if row.latitude is None or row.longitude is None:
            point, radius = (district.centre, district.radius_miles) if district else (None, 0.0)
        else:
            point, radius = Point(row.latitude / DEGREE, row.longitude / DEGREE), 0.0
        return _place(
            postcode,
            source,
            own_areas or self._possibilities_of_district(district),
            exact=row.latitude is not None and len(own_areas) == 1,
            point=point,
            radius_miles=radius,
        )

    def _of_district(self, postcode: Postcode, district: District) -> Place:
        return _place(
            postcode,
            _rough_source(postcode),
            self._possibilities_of_district(district),
            exact=False,
            point=district.centre,
            radius_miles=district.radius_miles,
        )

    def _of_council(self, area: NamedArea) -> Place:
        councils = self._book.districts_of(area.code)
        possibilities = tuple(one for council in councils for one in self._possibilities_of(council, None))
        point, radius = self._middle_of(councils)
        outcodes = frozenset(one.outcode for council in councils for one, _ in self._districts_in.get(council, ()))
        return Place(
            area.short_name, PlaceSource.COUNCIL, False, possibilities, point=point, radius_miles=radius, outcodes=outcodes
        )

    def _district(self, outcode: str) -> District | None:
        """The district of the built-in table or, when it is younger than that, of the postcode file."""
        if outcode in self._districts:
            return self._districts[outcode]
        found = compute_districts(self._postcodes.in_district(outcode), self._book, {})
        return found[0] if found else None

    def _possibilities_of_row(self, row: PostcodeRow) -> Possibilities:
        """Empty when the row does not say, or says a council nobody here knows."""
        council = self._known(row.council)
        if council is None or council in NATIONS_WITH_COUNCILS:
            return ()
        return self._possibilities_of(council, row.board)

    def _possibilities_of_district(self, district: District | None) -> Possibilities:
        pairs = district.areas if district else ()
        return tuple(
            dict.fromkeys(
                one for council, board in pairs for one in self._possibilities_of(self._known(council) or council, board)
            )
        )

    def _possibilities_of(self, council: str, board: str | None) -> Possibilities:
        """The areas of a council, once for each board it may be: its own, else every board the council lies in.

        Where only the nation is known, it may be any council of that nation.
        """
        if council in NATIONS_WITH_COUNCILS:
            return self._anywhere_in(council)
        own = self._known(board)
        boards = (own,) if own else self._boards_of.get(council) or (None,)
        return tuple(self._together(council, one) for one in boards)

    def _together(self, council: str, board: str | None) -> frozenset[str]:
        return frozenset(filter(None, (nation_of(council), council, self._book.county_of(council), board)))

    def _anywhere_in(self, nation: str) -> Possibilities:
        councils = self._book.districts_of(nation)
        return tuple(self._together(council, None) for council in councils) or (frozenset({nation}),)

    def _known(self, code: str | None) -> str | None:
        """The code of today; None when it is in no list of ours, unless we have no lists at all."""
        if not code:
            return None
        return self._book.current(code) if self._book else code

    def _districts_by_council(self) -> dict[str, list[tuple[District, int]]]:
        """Which districts reach into each council of today, and with how many postcodes."""
        found: dict[str, list[tuple[District, int]]] = defaultdict(list)
        for district in self._districts.values():
            counts: dict[str, int] = {}
            for (council, _), count in district.areas.items():
                here = self._known(council) or council
                counts[here] = max(count, counts.get(here, 0))  # the same postcodes again where boards are unsure
            for council, count in counts.items():
                found[council].append((district, count))
        return found

    def _boards_by_council(self) -> dict[str, tuple[str, ...]]:
        """Every board that some postcode of a council has, according to the districts."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for district in self._districts.values():
            for council, board in district.areas:
                if board:
                    found[self._known(council) or council][self._known(board) or board] = None
        return {council: tuple(boards) for council, boards in found.items()}

    def _middle_of(self, councils: Iterable[str]) -> tuple[Point | None, float]:
        """The mean of the postcodes there, going by districts, and how far the farthest such district reaches."""
        parts = [
            (district.centre, district.radius_miles, count)
            for council in councils
            for district, count in self._districts_in.get(council, ())
            if district.centre
        ]
        total = sum(count for _, _, count in parts)
        if not total:
            return None, 0.0
        middle = Point(
            round(sum(centre.latitude * count for centre, _, count in parts) / total, 5),
            round(sum(centre.longitude * count for centre, _, count in parts) / total, 5),
        )
        return middle, round(max(distance_miles(middle, centre) + radius for centre, radius, _ in parts), 2)


def _place(
    postcode: Postcode,
    source: PlaceSource,
    possibilities: Possibilities,
    *,
    exact: bool,
    point: Point | None = None,
    radius_miles: float = 0.0,
) -> Place:
    return Place(
        name=str(postcode),
        source=source,
        exact=exact,
        possibilities=possibilities,
        postcode=str(postcode) if postcode.is_full else None,
        outcode=postcode.outcode,
        point=point,
        radius_miles=radius_miles,
    )


def _rough_source(postcode: Postcode) -> PlaceSource:
    return PlaceSource.DISTRICT_OF_UNKNOWN_POSTCODE if postcode.is_full else PlaceSource.DISTRICT


def _cannot_find(postcode: Postcode) -> str:
    if postcode.area == FORCES:
        return f"{postcode} is a forces postcode, which has no place on the map. Enter one near you, or leave it empty."
    return f"We can't find {postcode}. Check it, or leave it empty."
