"""Spreadsheets as people save them."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.domain.errors import ImportRefused
from directory.importing.sheet import open_sheet


def written(tmp_path, content, name="list.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_cells_may_be_parted_by_commas_semicolons_or_tabs(tmp_path, delimiter):
    sheet = open_sheet(written(tmp_path, f"Name{delimiter}Town\nTeen talk{delimiter}Havant\n"))

    assert list(sheet.rows()) == [(2, {"Name": "Teen talk", "Town": "Havant"})]


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    assert open_sheet(written(tmp_path, b"\xef\xbb\xbfName,Town\nA,B\n")).columns == ("Name", "Town")


def test_an_older_encoding_is_read_and_spoken_of(tmp_path):
    sheet = open_sheet(written(tmp_path, "Name,Town\nCafé talk,Havant\n".encode("cp1252")))

    assert next(sheet.rows())[1]["Name"] == "Café talk"
    assert "Windows-1252" in sheet.remarks[0]


def test_rows_are_numbered_as_a_spreadsheet_shows_them_and_empty_ones_passed_over(tmp_path):
    sheet = open_sheet(written(tmp_path, 'Name,About\nA,"two\nlines"\n,\nB,x\n'))

    assert [number for number, _ in sheet.rows()] == [2, 4]
    assert sheet.row_count == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ('Name,Town\nA,"never closed\nB,C\n', "line 3"),
        ("Name,Town\nA,B\nC,D,E\n", "row 3"),
        ("Name,Name\nA,B\n", "two columns"),
        (b"PK\x03\x04rest", "Excel"),
        (b"Name,Town\nA\x00,B\n", "plain text"),
        ("1\n2\n", "column names"),
    ],
)
def test_a_broken_file_is_refused_whole_and_says_where(tmp_path, content, words):
    with pytest.raises(ImportRefused, match=words):
        open_sheet(written(tmp_path, content))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(tmp_path, content):
    with suppress(ImportRefused):
        list(open_sheet(written(tmp_path, content)).rows())
