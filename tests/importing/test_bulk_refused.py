"""Files that are no sheet of ours, broken ones, and ones made to do harm: each refused with what to do."""

import zipfile

import pytest
from openpyxl import Workbook

from directory.domain.errors import ImportRefused
from directory.importing.bulk.columns import columns_of
from directory.importing.bulk.reading import LARGEST, read_uploaded

HEADER = "code,summary\n"


@pytest.fixture
def refusal(tmp_path, taxonomy):
    """Send a file; give back the sentence it is refused with."""

    def send(content, name="sheet.csv"):
        path = content
        if isinstance(content, (bytes, str)):
            path = tmp_path / name
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(ImportRefused) as refused:
            read_uploaded(path, [column.name for column in columns_of(taxonomy, {})])
        return str(refused.value)

    return send


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook of these rows, with more parts in its zip file."""

    def write(rows, parts=()):
        book, path = Workbook(), tmp_path / "sheet.xlsx"
        for row in rows:
            book.worksheets[0].append(row)
        book.save(path)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
            for name, content in parts:
                packed.writestr(name, content)
        return path

    return write


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Excel file. Open it in a spreadsheet and save it as CSV first"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is not plain text. Save the sheet as"),
        (b"\x1f\x8b\x08", "is a packed file"),
        (HEADER.encode() + b"abcde,caf\xe9\n", "is not in UTF-8"),
        (HEADER.encode("utf-16"), "is not plain text"),
        (HEADER + 'abcde,"never ends\n', "this is not whole"),
        (HEADER + "abcde,one,two\n", "there are 3 cells but only 2 column names"),
        (HEADER + "abcde,=1+1\n", "has formulas in it (row 2, summary). Copy those cells and paste them back as values"),
        ("name,summary\nTeen talk,New\n", "has no column “code” or “id”"),
        ("code,contact_1_value\nabcde,01632 960001\n", "no column “version”"),
        ("code,sumary\nabcde,New\n", "has a column “sumary” that we do not know. Is it “summary”?"),
        ("code,contact_99_value\nabcde,New\n", "that we do not know"),
        ("code,summary,Summary\nabcde,New,Newer\n", "two columns called “summary”"),
        (HEADER + "abcde,One\nabcdf,Two\nabcde,Three\n", "more than once: “abcde” in rows 2, 4. Keep one row"),
    ],
)
def test_a_bad_file_is_refused_with_what_to_do(refusal, content, said):
    assert said in refusal(content)


def test_fifty_megabytes_are_refused_before_they_are_read(refusal, tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    assert "is 50 MB; a sheet may have 20 MB" in refusal(path)
    assert path.stat().st_size > LARGEST


def test_a_formula_in_a_workbook_is_named_by_its_cell(refusal, workbook):
    path = workbook([["code", "summary"], ["abcde", "=HYPERLINK(1)"]])

    assert "has formulas in it (cell B2)" in refusal(path)


def test_text_in_a_workbook_that_only_looks_like_a_formula_is_text(workbook, taxonomy):
    path = workbook([["code", "summary"], ["abcde", "'=1+1"]])

    sheet = read_uploaded(path, [column.name for column in columns_of(taxonomy, {})])

    assert sheet.rows[0].cells == {"code": "abcde", "summary": "=1+1"}


def test_a_zip_bomb_is_refused_before_it_is_unpacked(refusal, workbook):
    path = workbook([["code", "summary"]], [(f"xl/media/{n}.bin", b"\0" * (60 << 20)) for n in range(2)])

    assert path.stat().st_size < LARGEST
    assert "unpacks to far more than a list of services needs" in refusal(path)


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b" " * ((1 << 20) - 4) + b"<!DOCTYPE x>",
        '<?xml version="1.0" encoding="utf-16"?><x/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="cp037"?>LLLL',
    ],
)
def test_xml_that_could_unfold_is_refused(refusal, workbook, part):
    path = workbook([["code", "summary"]], [("xl/more.xml", part)])

    assert "has parts that no spreadsheet writes" in refusal(path)


def test_a_zip_file_that_is_no_workbook_is_refused(refusal, tmp_path):
    path = tmp_path / "letters.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")

    assert "is a packed file but no Excel workbook" in refusal(path)


def test_a_damaged_workbook_is_refused(refusal, workbook):
    path = workbook([["code", "summary"], ["abcde", "New"]])
    content = path.read_bytes()

    assert "damaged or is no Excel workbook" in refusal(content[: len(content) // 2], "half.xlsx")
    spoilt = content[:400] + b"\0" * 200 + content[600:]
    assert "damaged or is no Excel workbook" in refusal(spoilt, "spoilt.xlsx")


def test_a_cell_far_to_the_right_is_refused(refusal, workbook):
    far = ["abcde", "New", *[""] * 1200, "here"]

    assert "far to the right" in refusal(workbook([["code", "summary"], far]))


def test_a_cell_far_below_is_refused(refusal, workbook):
    path = workbook([["code", "summary"]])
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    )
    first = b'<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row>'
    rows = first + b'<row r="9999999999"><c r="A9999999999"><v>1</v></c></row>'
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in (parts | {"xl/worksheets/sheet1.xml": far % rows}).items():
            packed.writestr(name, content)

    assert "far below" in refusal(path)
