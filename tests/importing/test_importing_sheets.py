"""What becomes of every row, the first time and the next."""

import csv
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.domain.checks import Check, CheckMethod, CheckScope
from directory.domain.eligibility import AgeRule
from directory.domain.errors import ImportRefused
from directory.domain.judging import judge
from directory.domain.organisations import Identifier, IdentifierScheme
from directory.domain.seeker import Seeker
from directory.domain.services import Status
from directory.domain.verdicts import Verdict
from directory.importing.report import GONE_COLUMNS, Outcome, summary_of, write_gone, write_report
from directory.store.checks import save_check
from directory.store.database import writing
from directory.store.organisations import get_organisation, save_organisation
from directory.store.provenance import get_differences, get_provenance, records_of_source, save_provenance
from directory.store.services import save_service
from directory.store.versions import get_versions
from tests.builders import an_organisation
from tests.importing.conftest import FIXTURES, MAPPING, NOW

ROW = "A1,Teen talk,Harbour Youth,Counselling for young people aged 11 to 18.,PO1 2AL,01632960101,www.harbour.example.org"
SEASIDE = "Seaside youth list"


@pytest.fixture
def seaside(importer):
    return lambda **options: importer.files(FIXTURES / "youth-services.csv", FIXTURES / "youth-services.toml", **options)


def outcomes(report):
    return [(row.row, row.outcome.value) for row in report.rows]


def test_every_row_ends_as_one_of_four(seaside):
    report = seaside()

    assert outcomes(report) == [
        (2, "imported"),
        (3, "imported"),
        (4, "imported"),
        (5, "refused"),
        (6, "refused"),
        (7, "imported"),
        (8, "imported"),
    ]
    assert [row.reason for row in report.rows[3:6]] == [
        "there is no name in this row",
        "this is the same service as row 2",
        "new, as a service that closed on 2015-03-31: it is not found in searches",
    ]


def test_the_same_file_again_is_all_unchanged_and_writes_nothing(seaside, counted):
    seaside()
    before = counted()

    report = seaside()

    assert report.counts[Outcome.UNCHANGED] == 5
    assert report.counts[Outcome.REFUSED] == 2
    assert counted() == before


def test_what_a_row_tells_becomes_a_public_listing(seaside, importer, db):
    seaside()
    service = importer.listing("A1", SEASIDE)
    organisation = get_organisation(db, service.organisation_id)

    assert service.name == "Harbour Young People's Counselling"
    assert service.published_on == NOW.date()
    assert service.url == "https://www.harbour.example.org"
    assert service.status is Status.ACTIVE
    assert service.locations[0].postcode == "PO1 2AL"
    assert service.locations[0].point is not None
    assert organisation.name == "Harbour Youth"
    assert organisation.identifiers == (Identifier(IdentifierScheme.CHARITY, "1999991"),)
    assert [version.made_by for version in get_versions(db, service.id)] == ["import"]


def test_ages_and_needs_read_from_prose_never_make_more_than_ask_first(seaside, importer):
    seaside()
    service = importer.listing("A1", SEASIDE)

    assert service.age_rules == (AgeRule(11, 18),)
    assert service.needs == {"worry-anxiety", "any"}
    assert {"age_rules", "needs"} <= service.unconfirmed
    assert judge(service, Seeker(age=15)).verdict is Verdict.ASK_FIRST
    assert judge(service, Seeker(age=40)).verdict is Verdict.ASK_FIRST


def test_two_rows_of_one_organisation_belong_to_it(seaside, importer):
    seaside()

    assert importer.listing("A1", SEASIDE).organisation_id == importer.listing("A2", SEASIDE).organisation_id


def test_what_is_doubtful_is_spoken_of_and_kept(seaside, importer):
    report = seaside()
    second, third, last = report.rows[1], report.rows[2], report.rows[6]

    assert "sam.shore@gmail.com looks like somebody's own email address" in second.told
    assert "07700 900101 is a mobile number" in second.told
    assert "the postcode ZZ99 9ZZ" in third.told
    assert importer.listing("A3", SEASIDE).locations[0].postcode == "ZZ99 9ZZ"
    assert importer.listing("A3", SEASIDE).locations[0].point is None
    assert "the ages 11 to 9 make no sense" in last.told


def test_a_rehearsal_stores_nothing_and_says_what_would_happen(seaside, counted):
    before = counted()

    report = seaside(rehearse=True)

    assert counted() == before
    assert report.counts[Outcome.IMPORTED] == 5
    assert "This was a rehearsal: nothing was stored." in summary_of(report)


def test_the_report_is_safe_to_open_in_a_spreadsheet(seaside, tmp_path):
    write_report(seaside(), tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))

    assert rows[0] == ["row", "name", "outcome", "reason"]
    assert len(rows) == 8
    assert rows[7][1].startswith("'=HYPERLINK")
    assert {row[2] for row in rows[1:]} == {"imported", "refused"}


def test_listings_held_back_are_not_public_until_the_file_comes_in_openly(importer):
    importer.sheet(ROW, hold=True)
    assert importer.listing("A1").published_on is None
    assert importer.sheet(ROW, hold=True).counts[Outcome.UNCHANGED] == 1

    report = importer.sheet(ROW)

    assert report.rows[0].reason == "it was held back and is public now"
    assert importer.listing("A1").published_on == NOW.date()


def test_holding_back_leaves_what_is_public_as_it_was(importer):
    importer.sheet(ROW)

    report = importer.sheet(ROW.replace("Teen talk", "Teen talk more"), hold=True)

    assert outcomes(report) == [(2, "unchanged")]
    assert "held back: the file now says something else about name" in report.rows[0].reason
    assert importer.listing("A1").name == "Teen talk"


def test_a_changed_row_updates_its_listing_and_says_what_changed(importer, db):
    importer.sheet(ROW)
    first = importer.listing("A1")

    report = importer.sheet(ROW.replace("01632960101", "01632 960199"))
    second = importer.listing("A1")

    assert [(row.outcome, row.reason) for row in report.rows] == [(Outcome.UPDATED, "changed: contact points")]
    assert second.contact_points[0].value == "01632 960199"
    assert (second.id, second.slug, second.code) == (first.id, first.slug, first.code)
    assert len(get_versions(db, first.id)) == 2


def test_a_fact_the_source_no_longer_gives_is_not_told_any_more(importer):
    importer.sheet(ROW)

    importer.sheet(ROW.replace("www.harbour.example.org", "n/a"))

    assert importer.listing("A1").url is None


def edited_here(db, service, **facts):
    with writing(db):
        save_service(db, replace(service, **facts))


def test_a_fact_edited_here_stays_and_the_difference_is_kept_for_an_editor(importer, db, counted):
    importer.sheet(ROW)
    edited_here(db, importer.listing("A1"), url="https://ours.example.org")
    changed = ROW.replace("www.harbour", "new.harbour")

    report = importer.sheet(changed)

    assert importer.listing("A1").url == "https://ours.example.org"
    assert report.rows[0].told == "what was edited or checked here stays: web address; " + report.rows[0].warnings[0]
    assert [(one.field, one.ours, one.theirs) for one in get_differences(db)] == [
        ("url", '"https://ours.example.org"', '"https://new.harbour.example.org"')
    ]
    before = counted()
    assert importer.sheet(changed).counts[Outcome.UNCHANGED] == 1
    assert counted() == before


def test_nothing_is_read_from_a_text_that_is_left_out_because_ours_stands(importer, db):
    importer.sheet(ROW)
    edited_here(db, importer.listing("A1"), description="For people of any age.")
    before = importer.listing("A1")
    changed = ROW.replace("Counselling for young people aged 11 to 18", "Help with anxiety for people aged 14 to 19")

    report = importer.sheet(changed)

    now = importer.listing("A1")
    assert (now.age_rules, now.needs, now.unconfirmed) == (before.age_rules, before.needs, before.unconfirmed)
    assert "the ages were read" not in report.rows[0].told
    assert [one.field for one in get_differences(db)] == ["description"]
    assert importer.sheet(changed).rows[0].told.startswith("the same as last time")


def test_a_field_marked_as_kept_here_is_never_overwritten(importer, db):
    importer.sheet(ROW)
    service = importer.listing("A1")
    with writing(db):
        save_provenance(db, service.id, replace(get_provenance(db, service.id)["name"], kept_here=True))

    importer.sheet(ROW.replace("Teen talk", "Teen chat"))

    assert importer.listing("A1").name == "Teen talk"
    assert get_differences(db)[0].field == "name"


@pytest.mark.parametrize(("scope", "stays"), [(CheckScope.CONTACT, True), (CheckScope.ALL, True), (CheckScope.WAIT, False)])
def test_what_somebody_has_checked_is_not_overwritten(importer, db, scope, stays):
    importer.sheet(ROW)
    service = importer.listing("A1")
    with writing(db):
        save_check(db, service.id, Check(scope, NOW.date() + timedelta(days=2), "Sam", CheckMethod.RANG))

    importer.sheet(ROW.replace("01632960101", "01632960199"))

    number = importer.listing("A1").contact_points[0].value
    assert (number == "01632 960101") is stays


def test_a_check_from_before_the_listing_was_here_keeps_nothing(importer, db):
    importer.sheet(ROW)
    with writing(db):
        save_check(db, importer.listing("A1").id, Check(CheckScope.ALL, date(2020, 1, 1), "Sam", CheckMethod.RANG))

    importer.sheet(ROW.replace("Teen talk", "Teen chat"))

    assert importer.listing("A1").name == "Teen chat"


def test_ages_that_a_person_confirmed_lose_their_mark_and_stay(importer, db):
    importer.sheet(ROW)
    service = importer.listing("A1")
    edited_here(db, service, unconfirmed=service.unconfirmed - {"age_rules"})

    importer.sheet(ROW.replace("11 to 18", "13 to 25"))
    service = importer.listing("A1")

    assert service.age_rules == (AgeRule(11, 18),)
    assert "age_rules" not in service.unconfirmed
    assert "age_rules" in {one.field for one in get_differences(db)}


def test_rows_gone_from_the_file_are_listed_and_nothing_is_taken_down(importer, tmp_path):
    importer.sheet(ROW, ROW.replace("A1,Teen talk", "A2,Low tide"))

    report = importer.sheet(ROW)
    write_gone(report, tmp_path / "gone.csv")

    assert [one.name for one in report.gone] == ["Low tide"]
    assert importer.listing("A2").published_on is not None
    assert any("1 listing from this source not in the file any more" in line for line in summary_of(report))
    assert (tmp_path / "gone.csv").read_text(encoding="utf-8-sig").splitlines()[0] == ",".join(GONE_COLUMNS)


def test_without_an_id_a_service_is_known_by_organisation_name_and_postcode(importer, db):
    mapping = MAPPING.replace('id = "Ref"\n', "")
    importer.sheet(ROW, ROW.replace("PO1 2AL", "PO1 2XX"), mapping=mapping)

    report = importer.sheet(ROW, ROW.replace("Teen talk", "TEEN  talk"), mapping=mapping)

    assert outcomes(report) == [(2, "unchanged"), (3, "refused")]
    assert report.rows[1].reason == "this is the same service as row 2"
    assert len(records_of_source(db, "A list")) == 2


def test_an_organisation_is_found_by_its_number_before_its_name(importer, db):
    ours = an_organisation("Harbour Youth and Families", identifiers=(Identifier(IdentifierScheme.CHARITY, "1999991"),))
    with writing(db):
        save_organisation(db, ours)
    mapping = MAPPING.replace('name = "Name"', 'name = "Name"\ncharity_number = "No"')

    importer.sheet(f"{ROW},1999991", mapping=mapping, header="Ref,Name,By,About,Postcode,Tel,Web,No")

    assert importer.listing("A1").organisation_id == ours.id


def test_an_organisation_is_found_by_its_exact_name(importer, db):
    with writing(db):
        save_organisation(db, an_organisation("Harbour Youth"))

    importer.sheet(ROW.replace("Harbour Youth", "HARBOUR YOUTH"))

    assert importer.listing("A1").organisation_id == an_organisation("Harbour Youth").id


def test_a_listed_service_that_closes_is_marked_as_ended(importer):
    mapping = MAPPING.replace('name = "Name"', 'name = "Name"\nclosed_on = "Shut"')
    header = "Ref,Name,By,About,Postcode,Tel,Web,Shut"
    importer.sheet(f"{ROW},", mapping=mapping, header=header)

    report = importer.sheet(f"{ROW},01/03/2026", mapping=mapping, header=header)

    assert report.rows[0].reason == "changed: status"
    assert importer.listing("A1").status is Status.DEFUNCT


def test_a_masked_place_gets_no_point(importer):
    mapping = MAPPING + "[constants]\nmasked = true\n"

    importer.sheet(ROW, mapping=mapping)

    assert importer.listing("A1").locations[0].masked
    assert importer.listing("A1").locations[0].point is None


def test_columns_nobody_mapped_are_named(importer):
    report = importer.sheet(f"{ROW},x", header="Ref,Name,By,About,Postcode,Tel,Web,Shoe size")

    assert "Shoe size" in report.remarks[0]


def test_an_error_half_way_leaves_nothing(importer, counted):
    def breaking_off(records, count):
        yield from list(records)[:1]
        raise RuntimeError("the lights went out")

    before = counted()
    with pytest.raises(RuntimeError):
        importer.sheet(ROW, ROW.replace("A1", "A2"), watch=breaking_off)

    assert counted() == before


def test_an_import_that_is_killed_half_way_leaves_nothing(importer, db, counted, tmp_path):
    before = counted()
    program = f"""
import os, signal
from datetime import datetime
from directory.domain.source_record import SourceRecord
from directory.importing.applying import Import
from directory.store.database import open_database
from pathlib import Path
def records():
    for n in range(300):
        yield SourceRecord(row=n, id=str(n), name=f"Service {{n}}", organisation={{"name": "Harbour"}})
    os.kill(os.getpid(), signal.SIGKILL)
Import(open_database(Path({str(tmp_path / "data" / "directory.sqlite3")!r})), "x", by="x", now=datetime.now()).run(records())
"""
    killed = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert killed.returncode == -9
    assert counted() == before
    assert importer.sheet(ROW).counts[Outcome.IMPORTED] == 1


def test_a_mapping_for_another_sheet_stores_nothing(importer, counted):
    before = counted()
    with pytest.raises(ImportRefused, match="speaks of a column"):
        importer.sheet("x,y", header="One,Two")

    assert counted() == before


CELL = st.text(alphabet=st.characters(exclude_characters='"\r\n\0', exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[CELL] * 7), min_size=1, max_size=4))
def test_odd_cells_never_stop_an_import(importer, rows):
    lines = [",".join(f'"{cell}"' for cell in row) for row in rows]

    report = importer.sheet(*lines, rehearse=True)

    assert all(row.outcome in Outcome for row in report.rows)
