"""`flask postcodes`, as somebody types it."""

import pytest

from directory.application import create_app
from directory.config import Settings
from directory.places.districts import read_districts
from directory.places.postcode_file import PostcodeFile
from tests.places.files import NSPL_2021, SIMPLE, a_code_point_zip, a_file, a_row, gzipped


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data", secret_key="made up for a test")


def run(settings, *arguments):
    return create_app(settings).test_cli_runner().invoke(args=["postcodes", *map(str, arguments)])


def test_loading_says_what_was_loaded(settings, tmp_path):
    rows = (
        a_row(NSPL_2021),
        a_row(NSPL_2021, pcds="PO1 9ZZ", doterm="201902"),
        a_row(NSPL_2021, pcds="PO1 9ZY", lat="", long=""),
    )
    done = run(settings, "load", gzipped(a_file(tmp_path / "NSPL_NOV_2021_UK.csv", NSPL_2021, rows)))

    assert done.exit_code == 0, done.output
    assert "Loaded 3 postcodes of 2021-11 from NSPL_NOV_2021_UK.csv.gz." in done.output
    assert "1 of them are no longer in use, 1 have no position." in done.output
    assert PostcodeFile(settings.postcodes).find("PO12AL")


def test_refused_file_is_a_sentence_and_exit_code_1(settings, tmp_path):
    run(settings, "load", a_file(tmp_path / "own.csv"))

    done = run(settings, "load", a_file(tmp_path / "broken.csv", SIMPLE, ("PO1 2AL,50.8,-1.09,E06000044", "PO1 2AB,50.8")))

    assert done.exit_code == 1
    assert "Error: broken.csv, line 3: it has 2 columns and should have 4; the file may be cut short." in done.output
    assert "Nothing was changed." in done.output
    assert "Traceback" not in done.output
    assert PostcodeFile(settings.postcodes).find("PO91AA")


def test_missing_file_is_a_sentence_and_exit_code_1(settings, tmp_path):
    done = run(settings, "load", tmp_path / "nowhere.csv")

    assert done.exit_code == 1
    assert "could not be read: No such file or directory" in done.output


def test_smaller_release_needs_to_be_meant(settings, tmp_path):
    few = a_file(tmp_path / "few.csv", SIMPLE, ("PO1 2AL,50.8,-1.09,E06000044",))
    run(settings, "load", a_file(tmp_path / "own.csv"))

    assert run(settings, "load", few).exit_code == 1
    assert run(settings, "load", "--fewer", few).exit_code == 0


def test_districts_are_computed_from_code_point_open(settings, tmp_path):
    out = tmp_path / "districts.csv"
    done = run(settings, "districts", a_code_point_zip(tmp_path / "codepo_gb-2025-11.zip"), "--out", out)

    assert done.exit_code == 0, done.output
    assert "Wrote 3 districts from 3 postcodes" in done.output
    assert "database right 2025" in out.read_text()
    assert read_districts(out)["PO1"].areas == {("E06000044", "E54000067"): 1}
    assert sorted(path.name for path in tmp_path.iterdir() if "districts" in path.name) == ["districts.csv"]


def test_districts_of_a_broken_file_leave_the_table_alone(settings, tmp_path):
    out = tmp_path / "districts.csv"
    out.write_text("as before")

    done = run(settings, "districts", a_file(tmp_path / "b.csv", SIMPLE, ("Portsmouth,,,",)), "--out", out, "--year", "2025")

    assert done.exit_code == 1
    assert out.read_text() == "as before"


def test_year_of_the_copyright_is_asked_for_when_nothing_tells_it(settings, tmp_path):
    done = run(settings, "districts", a_file(tmp_path / "own.csv"), "--out", tmp_path / "districts.csv")

    assert done.exit_code == 1
    assert "Say it with --year" in done.output
