"""Councils, boards and nations by code and by name."""

import pytest

from directory.domain.places import AreaLevel
from directory.places.areas import AreasRefused, read_areas, read_council_boards
from tests.conftest import SEED


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Trafford", "E08000009"),
        ("trafford council", "E08000009"),
        ("Milton Keynes Council", "E06000042"),
        ("Bexley", "E09000004"),
        ("London Borough of Bexley", "E09000004"),
        ("Sefton MBC", "E08000014"),
        ("Kent CC", "E10000016"),
        ("East Sussex", "E10000011"),
        ("East Sussex County Council", "E10000011"),
        ("the City of Bristol", "E06000023"),
        ("Bristol, City of", "E06000023"),
        ("City of London", "E09000001"),
        ("Hull", "E06000010"),
        ("Durham", "E06000047"),
        ("St. Helens", "E08000013"),
        ("Saint Helens", "E08000013"),
        ("Brighton & Hove", "E06000043"),
        ("Kings Lynn and West Norfolk", "E07000146"),
        ("Stockton on Tees", "E06000004"),
        ("ynys mon", "W06000001"),
        ("Newcastle City Council", "E08000021"),
        ("NHS Greater Manchester ICB", "E54000057"),
        ("Wales", "W92000004"),
    ],
)
def test_council_goes_by_its_common_names(book, typed, code):
    assert book.named(typed).code == code


@pytest.mark.parametrize(
    "typed", ["London", "Newcastle", "Council", "the city of", "", " ", "Greater Manchester", "Nowhere", "💜"]
)
def test_other_names_are_no_councils(book, typed):
    assert book.named(typed) is None


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("E08000016", "E08000038"),
        ("E08000019", "E08000039"),
        ("E54000042", "E54000067"),
        ("E54000064", "E54000069"),
        ("E07000189", "E06000066"),
        ("E06000044", "E06000044"),
        ("E54000034", None),
        ("E99999999", None),
    ],
)
def test_former_code_leads_to_todays(book, former, today):
    assert book.current(former) == today


def test_former_name_leads_to_the_council_of_today(book):
    assert book.named("Harrogate").short_name == "North Yorkshire"
    assert book.named("NHS Sussex ICB").short_name == "NHS Surrey and Sussex"


def test_county_stands_for_its_districts(book):
    assert book.districts_of("E10000011") == ("E07000061", "E07000062", "E07000063", "E07000064", "E07000065")
    assert book.districts_of("E06000044") == ("E06000044",)
    assert len(book.districts_of("N92000002")) == 11


def test_seed_hangs_together(areas, book):
    codes = {area.code for area in areas}
    now = [area for area in areas if area.successor is None]

    assert len(codes) == len(areas)
    assert all(book.current(area.code) for area in areas)
    assert {area.county for area in areas if area.county} == {area.code for area in now if area.level is AreaLevel.COUNTY}
    assert len([area for area in now if area.level is AreaLevel.BOARD]) == 36
    assert len([area for area in now if area.level is AreaLevel.LOCAL_AUTHORITY]) == 361
    assert not [area.name for area in areas if area.name != " ".join(area.name.split()) or not area.short_name]


def test_every_english_council_has_a_board_of_today(areas, book):
    boards = read_council_boards(SEED / "areas" / "council_boards.csv")
    english = {
        area.code for area in areas if area.level is AreaLevel.LOCAL_AUTHORITY and area.code[0] == "E" and not area.successor
    }

    assert boards.keys() == english
    assert all(book.current(board) == board for council in boards.values() for board in council.boards)


def test_former_frimley_area_is_marked_as_unsure():
    boards = read_council_boards(SEED / "areas" / "council_boards.csv")

    assert {council for council, its in boards.items() if its.sources_differ} == {
        "E07000089",
        "E07000092",
        "E07000209",
        "E07000212",
        "E07000214",
        "E07000216",
    }


def test_damaged_table_is_refused_with_its_line(tmp_path):
    (tmp_path / "nations.csv").write_text("# credits\ncode,name,other_names\nE92000001,England\n")

    with pytest.raises(AreasRefused, match=r"nations\.csv, line 3"):
        read_areas(tmp_path)


def test_missing_table_is_refused(tmp_path):
    with pytest.raises(AreasRefused, match="could not be read"):
        read_areas(tmp_path)
