"""Loading a postcode file: every layout, and everything that is refused."""

import stat

import pytest

from directory.domain.errors import PostcodeFileRefused
from directory.places.loading import vintage_in_name
from directory.places.postcode_file import PostcodeFile, read_about
from tests.places.files import (
    NSPL_2021,
    NSPL_2025,
    NSPL_2026,
    ONSPD_2024,
    SIMPLE,
    SIMPLE_ROWS,
    a_code_point_zip,
    a_file,
    a_row,
    gzipped,
    xz_packed,
    zipped,
)


@pytest.mark.parametrize("header", [NSPL_2021, ONSPD_2024, NSPL_2025, NSPL_2026])
def test_every_years_names_are_found(tmp_path, load, target, header):
    load(a_file(tmp_path / "ons.csv", header, (a_row(header, board="E54000064"),), line_end="\r\n"))

    row = PostcodeFile(target).find("PO12AL")

    assert row == ("PO12AL", 5079800, -109100, "E06000044", "E54000069", False)


@pytest.mark.parametrize(
    "header",
    ["pcds,lat,long,ladcd", "LADCD,Long,Lat,Postcode", "post code,latitude,longitude,lad25cd", "pcd,lat,long,laua,ward"],
)
def test_columns_are_found_by_name_wherever_they_stand(tmp_path, load, target, header):
    values = {"l": "E06000044", "lat": "50.798", "lon": "-1.091", "p": "PO1 2AL", "w": ""}
    order = [
        next(key for key in ("lat", "lon", "l", "p", "w") if name.lower().startswith(key)) for name in header.split(",")
    ]
    load(a_file(tmp_path / "own.csv", header, (",".join(values[key] for key in order),)))

    assert PostcodeFile(target).find("PO12AL") == ("PO12AL", 5079800, -109100, "E06000044", None, False)


def test_latest_of_several_years_columns_is_taken(tmp_path, load, target):
    load(a_file(tmp_path / "own.csv", "pcds,lat,long,lad24cd,lad25cd", ("PO1 2AL,50.798,-1.091,E07000090,E06000044",)))

    assert PostcodeFile(target).find("PO12AL").council == "E06000044"


def test_code_point_open_is_read_from_its_zip(tmp_path, load, target):
    about = load(a_code_point_zip(tmp_path / "codepo_gb-2025-11.zip"))

    portsmouth, unplaced, berwick = (PostcodeFile(target).find(code) for code in ("PO12AL", "PO91AA", "TD151AA"))
    assert (about.rows, about.without_position, about.vintage) == (3, 1, "2025-11")
    assert (portsmouth.council, portsmouth.board) == ("E06000044", None)
    assert (portsmouth.latitude / 1e5, portsmouth.longitude / 1e5) == pytest.approx((50.7978, -1.0918), abs=0.001)
    assert (unplaced.latitude, unplaced.council) == (None, "E07000090")
    assert berwick.council == "S12000026"


def test_terminated_postcodes_are_kept_and_marked(tmp_path, load, target):
    rows = (a_row(NSPL_2021), a_row(NSPL_2021, pcds="PO1 9ZZ", doterm="201902"))
    about = load(a_file(tmp_path / "nspl.csv", NSPL_2021, rows))

    assert PostcodeFile(target).find("PO19ZZ").ended
    assert not PostcodeFile(target).find("PO12AL").ended
    assert (about.rows, about.ended, about.vintage) == (2, 1, "2019-02")


@pytest.mark.parametrize(("lat", "long"), [("", ""), ("99.999999", "0.000000"), ("0", "0"), (" ", " "), ("50.8", "")])
def test_postcodes_without_a_position_are_kept(tmp_path, load, target, lat, long):
    about = load(a_file(tmp_path / "nspl.csv", NSPL_2021, (a_row(NSPL_2021, lat=lat, long=long),)))

    assert PostcodeFile(target).find("PO12AL") == ("PO12AL", None, None, "E06000044", None, False)
    assert about.without_position == 1


def test_islands_are_known_by_their_nation(tmp_path, load, target):
    rows = (
        a_row(NSPL_2021, pcds="JE2 3AB", lat="99.999999", long="0.000000", council="L99999999", ctry="L93000001"),
        a_row(NSPL_2021, pcds="IM1 1AA", lat="99.999999", long="0.000000", council="M99999999", ctry="M83000003"),
        a_row(NSPL_2021, pcds="PO1 2AL", council="", ctry=""),
    )
    load(a_file(tmp_path / "nspl.csv", NSPL_2021, rows))

    assert [PostcodeFile(target).find(code).council for code in ("JE23AB", "IM11AA", "PO12AL")] == [
        "L93000001",
        "M83000003",
        None,
    ]


def test_codes_that_have_changed_are_loaded_as_they_are_today(tmp_path, load, target):
    rows = (
        a_row(NSPL_2025, pcds="S70 2TA", council="E08000016", board="E54000061"),
        a_row(NSPL_2025, pcds="MK9 1AA", council="E06000042", board="E54000024"),
        a_row(NSPL_2025, pcds="HG1 1AA", council="E07000165", board="W99999999"),
    )
    load(a_file(tmp_path / "nspl.csv", NSPL_2025, rows))

    found = [PostcodeFile(target).find(code)[3:5] for code in ("S702TA", "MK91AA", "HG11AA")]
    assert found == [("E08000038", "E54000061"), ("E06000042", "E54000065"), ("E06000065", None)]


@pytest.mark.parametrize("pack", [gzipped, xz_packed, lambda path: path])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_packing_and_line_ends_do_not_matter(tmp_path, load, pack, line_end):
    assert load(pack(a_file(tmp_path / "own.csv", line_end=line_end))).rows == 3


def test_packing_is_told_by_content_not_by_name(tmp_path, load):
    packed = gzipped(a_file(tmp_path / "own.csv"))

    assert load(packed.rename(tmp_path / "own.xz")).rows == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_read_over(tmp_path, load, encoding):
    path = tmp_path / "own.csv"
    path.write_bytes("\n".join((SIMPLE, *SIMPLE_ROWS, "")).encode(encoding))

    assert load(path).rows == 3


def test_other_encodings_in_other_columns_do_no_harm(tmp_path, load):
    path = tmp_path / "own.csv"
    path.write_bytes(b"pcds,lat,long,ladcd,name\nLD3 8AA,51.95,-3.4,W06000023,Sir Ynys M\xf4n\n")

    assert load(path).rows == 1


def test_small_file_need_not_end_its_last_line_nor_leave_out_blank_ones(tmp_path, load):
    path = tmp_path / "own.csv"
    path.write_text("\n".join((SIMPLE, SIMPLE_ROWS[0], "", ",,,", SIMPLE_ROWS[1])))

    assert load(path).rows == 2


def test_whole_table_in_a_zip_is_read_and_its_parts_beside_it_are_not(tmp_path, load):
    whole, part = "\n".join((SIMPLE, *SIMPLE_ROWS, "")), "\n".join((SIMPLE, SIMPLE_ROWS[0], ""))
    members = {
        "Data/ONSPD_FEB_2025_UK.csv": whole,
        "Data/multi_csv/ONSPD_FEB_2025_UK_PO.csv": part,
        "Documents/names.csv": "a\n",
    }
    about = load(zipped(tmp_path / "ONSPD_FEB_2025.zip", members))

    assert (about.rows, about.vintage) == (3, "2025-02")


def test_parts_alone_in_a_zip_are_all_read(tmp_path, load):
    tables = {
        f"multi_csv/ONSPD_{row[:2]}.csv": f"{SIMPLE}\n{row}\n"
        for row in ("PO1 2AL,50.8,-1.09,E06000044", "LS1 4AP,53.8,-1.5,")
    }

    assert load(zipped(tmp_path / "parts.zip", tables)).rows == 2


def test_progress_reaches_the_size_of_the_file(tmp_path, load):
    path, heard = xz_packed(a_file(tmp_path / "own.csv")), []
    load(path, progress=heard.append)

    assert heard == sorted(heard)
    assert heard[-1] == path.stat().st_size


def test_what_was_loaded_is_remembered(tmp_path, load, target):
    about = load(a_file(tmp_path / "NSPL_NOV_2025_UK.csv"))

    assert read_about(target) == about
    assert (about.source, about.vintage, about.loaded_on, about.rows) == ("NSPL_NOV_2025_UK.csv", "2025-11", "2026-11-21", 3)


def test_loaded_file_can_be_read_by_others(tmp_path, load, target):
    load(a_file(tmp_path / "own.csv"))

    assert stat.S_IMODE(target.stat().st_mode) == 0o644


@pytest.mark.parametrize(
    ("name", "vintage"),
    [
        ("NSPL_NOV_2021_UK.csv", "2021-11"),
        ("onspd-august2026.zip", "2026-08"),
        ("codepo_gb_2025-11.zip", "2025-11"),
        ("postcodes_202508.csv", "2025-08"),
        ("codepo_gb.zip", ""),
        ("2025-99.csv", ""),
    ],
)
def test_vintage_is_read_from_a_files_name(name, vintage):
    assert vintage_in_name(name) == vintage


def cut(path, keep):
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    return path


def many_rows(tmp_path, count=12_000, ending="\n"):
    codes = [f"PO{n // 2000 + 10} {n // 200 % 10}{chr(65 + n // 20 % 10)}{chr(65 + n % 20)}" for n in range(count)]
    path = tmp_path / "many.csv"
    path.write_text("\n".join([SIMPLE, *(f"{code},50.{n:05},-1.09100,E06000044" for n, code in enumerate(codes))]) + ending)
    return path


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((*SIMPLE_ROWS, "PO1 4AA,50.8,-1.0"), r"line 5: it has 3 columns and should have 4"),
        ((*SIMPLE_ROWS, "PO1 4AA,50.8,-1.09,E0600"), r"line 5: “E0600” is not an area's code"),
        ((*SIMPLE_ROWS, "PO1 4AA,50.8,-1.09,Portsmouth"), r"line 5: “Portsmouth” is not an area's code"),
        ((*SIMPLE_ROWS, "Portsmouth,50.8,-1.09,E06000044"), r"line 5: “Portsmouth” is not a postcode"),
        ((*SIMPLE_ROWS, "PO1 4AA,north,-1.09,E06000044"), r"line 5: “north” is not a number"),
        (
            (*SIMPLE_ROWS, "PO1 4AA,-1.09,50.8,E06000044"),
            r"line 5: latitude -1.09 and longitude 50.8 are not in the British",
        ),
        ((*SIMPLE_ROWS, "PO1 4AA,nan,nan,E06000044"), r"line 5: latitude nan"),
        ((*SIMPLE_ROWS, SIMPLE_ROWS[0]), r"line 5: this postcode has come before"),
        ((*SIMPLE_ROWS, '"PO1 4AA,50.8'), r"line 5: it could not be read .* cut short"),
        ((), r"has no postcodes in it"),
    ],
)
def test_wrong_row_refuses_the_whole_file_and_says_which_line(tmp_path, load, rows, message):
    with pytest.raises(PostcodeFileRefused, match=message):
        load(a_file(tmp_path / "own.csv", SIMPLE, rows))


def test_wrong_grid_reference_is_refused_with_its_line(tmp_path, load):
    with pytest.raises(PostcodeFileRefused, match="line 2: easting 9999999 and northing 1 are not on the National Grid"):
        load(a_file(tmp_path / "own.csv", "postcode,easting,northing,ladcd", ("PO1 2AL,9999999,1,E06000044",)))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"name,description,postcode\nTeen talk,Someone to listen,PO1 2AL\n", "not a postcode file we know"),
        (b"postcode,lat,long\nPO1 2AL,50.8,-1.09\n", "not a postcode file we know"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x04\x00" * 50, "not a postcode file we know"),
        (b'{"type": "FeatureCollection", "features": [{"a": "b"c}]}', "not a postcode file we know"),
        (b"x" * 200_000, "not a postcode file we know"),
        (b"PK\x03\x04 and then nothing of a zip", "damaged, or was cut short"),
        (b"\x1f\x8b\x08 and then nothing of a gzip", "damaged, or was cut short"),
        (b"\xfd7zXZ\x00 and then nothing of an xz", "damaged, or was cut short"),
    ],
)
def test_what_is_no_postcode_file_is_refused(tmp_path, load, content, message):
    path = tmp_path / "file.csv"
    path.write_bytes(content)

    with pytest.raises(PostcodeFileRefused, match=message):
        load(path)


@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95, 0.999])
@pytest.mark.parametrize(
    "pack", [gzipped, xz_packed, lambda path: zipped(path.with_suffix(".zip"), {"a.csv": path.read_text()})]
)
def test_download_that_was_cut_short_is_refused(tmp_path, load, pack, keep):
    with pytest.raises(PostcodeFileRefused, match="damaged, or was cut short"):
        load(cut(pack(many_rows(tmp_path)), keep))


@pytest.mark.parametrize("lost", [1, 2, 9, 10, 11, 17, 27, 30, 36])
def test_long_table_cut_anywhere_in_its_last_line_is_refused(tmp_path, load, lost):
    path = many_rows(tmp_path)
    path.write_bytes(path.read_bytes()[:-lost])

    with pytest.raises(PostcodeFileRefused, match=r"line 1200[01]: "):
        load(path)


def test_wide_table_must_end_its_last_line_however_short(tmp_path, load):
    path = a_file(tmp_path / "nspl.csv", NSPL_2021, (a_row(NSPL_2021),))
    path.write_bytes(path.read_bytes().rstrip())

    with pytest.raises(PostcodeFileRefused, match="line 2: the file breaks off here"):
        load(path)


def test_zip_without_a_table_is_refused(tmp_path, load):
    with pytest.raises(PostcodeFileRefused, match=r"no \.csv file in this zip"):
        load(zipped(tmp_path / "photos.zip", {"holiday.jpg": "not really"}))


def test_folder_and_missing_file_are_refused(tmp_path, load):
    with pytest.raises(PostcodeFileRefused, match="could not be read: Is a directory"):
        load(tmp_path)
    with pytest.raises(PostcodeFileRefused, match="could not be read: No such file"):
        load(tmp_path / "nowhere.csv")


def test_far_smaller_release_of_the_same_columns_is_refused_unless_it_is_meant(tmp_path, load, target):
    load(many_rows(tmp_path))
    small = a_file(tmp_path / "small.csv")

    with pytest.raises(PostcodeFileRefused, match=r"has 3 postcodes; many.csv, which is in use, has 12,000.* --fewer"):
        load(small)
    assert read_about(target).rows == 12_000
    assert load(small, allow_fewer=True).rows == 3


def test_smaller_file_of_another_kind_is_taken(tmp_path, load):
    load(many_rows(tmp_path))

    assert load(a_file(tmp_path / "nspl.csv", NSPL_2021, (a_row(NSPL_2021),))).rows == 1


def test_refused_file_leaves_the_old_one_and_no_litter(tmp_path, load, target):
    load(a_file(tmp_path / "own.csv"))
    before = target.read_bytes(), target.stat().st_ino

    with pytest.raises(PostcodeFileRefused):
        load(a_file(tmp_path / "broken.csv", SIMPLE, (*SIMPLE_ROWS, "PO1 4AA,50.8")))

    assert (target.read_bytes(), target.stat().st_ino) == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_damaged_file_in_use_is_replaced(tmp_path, load, target):
    target.parent.mkdir()
    target.write_bytes(b"no database at all")

    assert load(a_file(tmp_path / "own.csv")).rows == 3


def test_folder_that_cannot_be_written_to_is_said(tmp_path, load, target):
    target.parent.write_text("a file where a folder should be")

    with pytest.raises(PostcodeFileRefused, match="cannot be written to: File exists"):
        load(a_file(tmp_path / "own.csv"))


@pytest.fixture
def left_behind(target):
    """What a load that was killed half way leaves in the folder."""
    target.parent.mkdir()
    unfinished = target.with_name(f".{target.name}-abc123.new")
    unfinished.write_bytes(b"half a file")
    return unfinished


def test_what_a_killed_load_left_behind_is_cleared_away_by_the_next(tmp_path, load, target, left_behind):
    load(a_file(tmp_path / "own.csv"))

    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_what_another_load_is_still_writing_is_left_alone(tmp_path, load, target):
    own = a_file(tmp_path / "own.csv")
    meanwhile = iter([lambda: load(own)])

    load(own, progress=lambda position: next(meanwhile, lambda: None)())

    assert next(meanwhile, None) is None
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_other_hidden_files_are_left_alone(tmp_path, load, target):
    target.parent.mkdir()
    others = [target.with_name(name) for name in (".districts.csv.new", ".directory.sqlite3-a.new", f".{target.name}-a.old")]
    for other in others:
        other.touch()
    load(a_file(tmp_path / "own.csv"))

    assert all(other.exists() for other in others)
