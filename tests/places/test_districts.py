"""The table of districts, computed from postcodes."""

import pytest

from directory.domain.places import Point
from directory.places.areas import AreasRefused, CouncilBoards, read_council_boards
from directory.places.districts import compute_districts, read_districts, write_districts
from directory.places.loading import PostcodeReading
from directory.places.rows import PostcodeRow
from tests.conftest import SEED
from tests.places.files import DISTRICTS, SIMPLE, SIMPLE_ROWS, a_code_point_zip, a_districts_file, a_file

BOARDS = {
    "E06000044": CouncilBoards(("E54000067",)),
    "E07000089": CouncilBoards(("E54000070", "E54000067"), sources_differ=True),
    "E06000065": CouncilBoards(("E54000051", "E54000054")),
}


def a_postcode(code="PO12AL", latitude=5080000, longitude=-109000, *, council="E06000044", board=None, ended=False):
    return PostcodeRow(code, latitude, longitude, council, board, ended)


def test_centre_is_the_mean_and_radius_the_way_to_the_farthest(book):
    rows = [a_postcode("PO12AL", 5079000), a_postcode("PO12AB", 5080000), a_postcode("PO12AD", 5084000)]

    [district] = compute_districts(rows, book, BOARDS)

    assert (district.outcode, district.postcodes) == ("PO1", 3)
    assert district.centre == Point(50.81, -1.09)
    assert district.radius_miles == pytest.approx(2.07, abs=0.01)  # three hundredths of a degree of latitude


def test_districts_that_begin_alike_are_kept_apart(book):
    rows = [a_postcode("PO12AL"), a_postcode("PO121AA")]

    assert [one.outcode for one in compute_districts(rows, book, BOARDS)] == ["PO1", "PO12"]


def test_postcodes_no_longer_in_use_do_not_count(book):
    assert compute_districts([a_postcode(ended=True)], book, BOARDS) == ()


def test_postcodes_without_a_position_count_for_areas_only(book):
    rows = [a_postcode(), a_postcode("PO12AB", None, None)]

    [district] = compute_districts(rows, book, BOARDS)

    assert (district.postcodes, district.radius_miles) == (2, 0.0)
    assert district.areas == {("E06000044", "E54000067"): 2}


@pytest.mark.parametrize(
    ("council", "board", "pairs"),
    [
        ("E06000044", None, {"E54000067"}),
        ("E06000044", "E54000069", {"E54000067"}),
        ("E07000089", "E54000070", {"E54000070", "E54000067"}),
        ("E06000065", "E54000048", {"E54000048"}),
        ("E06000065", None, {"E54000051", "E54000054"}),
        ("E06000065", "E54000034", {"E54000051", "E54000054"}),
        ("S12000026", None, {None}),
    ],
)
def test_board_is_the_councils_own_or_in_a_split_council_the_postcodes(book, council, board, pairs):
    [district] = compute_districts([a_postcode(council=council, board=board)], book, BOARDS)

    assert {pair[1] for pair in district.areas} == pairs


def test_nation_alone_counts_only_where_nothing_better_is_known(book):
    known, unknown = a_postcode(), a_postcode("PO12AB", None, None, council="E92000001")

    assert compute_districts([known, unknown], book, BOARDS)[0].areas == {("E06000044", "E54000067"): 1}
    assert compute_districts([unknown], book, BOARDS)[0].areas == {("E92000001", None): 1}


def test_table_reads_back_as_it_was_written(tmp_path, book):
    path = tmp_path / "districts.csv"
    districts = compute_districts([a_postcode(), a_postcode("TW981AA", None, None, council="E92000001")], book, BOARDS)
    path.write_text(write_districts(districts, source="a made-up file", year="2025"))

    assert tuple(read_districts(path).values()) == districts


def test_table_is_the_same_however_the_file_is_packed_and_ordered(tmp_path, book):
    one = a_file(tmp_path / "one.csv", SIMPLE, SIMPLE_ROWS)
    other = a_file(tmp_path / "other.csv", SIMPLE, tuple(reversed(SIMPLE_ROWS)))
    tables = {
        write_districts(compute_districts(PostcodeReading(book).rows(path), book, BOARDS), source="it", year="2025")
        for path in (one, other)
    }

    assert len(tables) == 1


def test_table_carries_its_credits(tmp_path, book):
    rows = PostcodeReading(book).rows(a_code_point_zip(tmp_path / "codepo_gb.zip"))
    text = write_districts(compute_districts(rows, book, BOARDS), source="Code-Point Open", year="2025")

    for holder in ("OS data", "Royal Mail data", "National Statistics data"):
        assert f"# Contains {holder} © " in text
    assert "database right 2025" in text


def test_built_in_table_is_whole(book):
    districts = read_districts(SEED / "districts.csv")
    councils = {council for one in districts.values() for council, _ in one.areas}

    assert len(districts) == 2873
    assert sum(one.postcodes for one in districts.values()) == 1_745_849
    assert all(book.current(council) == council for council in councils)
    assert {council for council in councils if council[:3] in ("E06", "E07", "E08", "E09")} == set(
        read_council_boards(SEED / "areas" / "council_boards.csv")
    )


def test_damaged_table_is_refused(tmp_path):
    with pytest.raises(AreasRefused, match="PO1 is damaged"):
        read_districts(a_districts_file(tmp_path / "districts.csv", DISTRICTS[0].replace("50.80000", "north")))
