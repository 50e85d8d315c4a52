"""A sheet that comes back: what it would change, what it must not, and all of it or none."""

import csv
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from directory.domain.eligibility import AgeRule
from directory.domain.errors import ImportRefused
from directory.domain.events import Action
from directory.domain.places import Point
from directory.domain.risk import Risk
from directory.domain.services import Channel, ContactPoint, Cost, CostKind, Status, Threshold
from directory.importing.bulk import applying
from directory.importing.bulk.applying import SheetRefused, apply_sheet, write_sheet_report
from directory.importing.bulk.columns import columns_of
from directory.importing.bulk.exporting import export_csv, export_xlsx
from directory.importing.bulk.preview import RowOutcome, preview_sheet
from directory.importing.bulk.reading import read_uploaded
from directory.importing.shorthand import NotUnderstood
from directory.publishing.editing import publish_edit
from directory.publishing.listings import publish
from directory.store.database import open_database, writing
from directory.store.events import list_events
from directory.store.organisations import save_organisation
from directory.store.services import get_service
from directory.store.sheets import area_names
from directory.store.versions import latest_version
from tests.builders import a_location, a_service, an_organisation
from tests.publishing.conftest import NOW

PHONE = ContactPoint("c1", Channel.PHONE, "01632 960001")
DESK = ContactPoint("c2", Channel.PHONE, "01632 960999", professionals_only=True)
MOVED = Point(50.8, -1.1)


def find_point(postcode):
    if postcode == "ZZ1 1ZZ":
        raise NotUnderstood("there is no postcode ZZ1 1ZZ")
    return MOVED


class Bulk:
    """A directory, its sheet as rows, and the same rows sent back."""

    def __init__(self, db, taxonomy, folder):
        self.db, self.taxonomy, self.folder = db, taxonomy, folder

    def publish(self, *services):
        with writing(self.db):
            save_organisation(self.db, an_organisation())
            for service in services:
                publish(self.db, service, by="seed", reason="Seeded", now=NOW)
        return services[-1]

    def rows(self):
        path = self.folder / "out.csv"
        export_csv(self.db, self.taxonomy, area_names(self.db), path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def file(self, rows):
        path = self.folder / "back.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    def read(self, rows):
        names = [column.name for column in columns_of(self.taxonomy, {})]
        return read_uploaded(rows if hasattr(rows, "name") else self.file(rows), names)

    def preview(self, rows):
        return preview_sheet(self.db, self.read(rows), self.taxonomy, find_point, today=NOW.date())

    def apply(self, rows):
        return apply_sheet(self.db, self.read(rows), self.taxonomy, find_point, by="Editor", now=NOW)

    def after(self, service, **cells):
        """The listing once these cells of its row were changed."""
        rows = self.rows()
        next(row for row in rows if row["id"] == service.id).update(cells)
        self.apply(rows)
        return get_service(self.db, service.id)


@pytest.fixture
def bulk(db, taxonomy, tmp_path):
    return Bulk(db, taxonomy, tmp_path)


def test_a_sheet_that_nobody_touched_changes_nothing(bulk, db):
    service = bulk.publish(a_service(contact_points=(PHONE, DESK), summary="- = +", age_rules=None))

    preview = bulk.apply(bulk.rows())

    assert preview.counts == {RowOutcome.UNCHANGED: 1}
    assert latest_version(db, service.id) == 1


def test_a_workbook_that_nobody_touched_changes_nothing(bulk, db, taxonomy, tmp_path):
    bulk.publish(a_service(contact_points=(PHONE,), cost=Cost(CostKind.FREE), ends_on=date(2027, 1, 31)))
    path = tmp_path / "out.xlsx"
    export_xlsx(db, taxonomy, area_names(db), path)

    assert bulk.preview(path).counts == {RowOutcome.UNCHANGED: 1}


def test_every_change_is_told_by_its_risk_before_anything_happens(bulk, db):
    service = bulk.publish(a_service(contact_points=(PHONE,), age_rules=[AgeRule(11, 18)], summary="Old"))
    rows = bulk.rows()
    rows[0] |= {"contact_1_value": "01632 960002", "contact_1_hours": "daily 09:00-17:00", "ages": "13 to 18"}

    changes = {change.column: change for row in bulk.preview(rows).rows for change in row.changes}

    assert {column: change.risk for column, change in changes.items()} == {
        "contact_1_value": Risk.CONFIRMED,
        "ages": Risk.REVIEWED,
        "contact_1_hours": Risk.LIVE,
    }
    assert changes["ages"].narrows
    assert (changes["ages"].before, changes["ages"].after) == ("11 to 18", "13 to 18")
    assert get_service(db, service.id).age_rules == (AgeRule(11, 18),)


def test_a_change_is_public_with_a_version_and_who_made_it(bulk, db):
    service = bulk.publish(a_service(summary="Old"))

    assert bulk.after(service, summary="New").summary == "New"
    assert latest_version(db, service.id) == 2
    event = list_events(db)[0][1]
    assert (event.action, event.by, event.facts) == (Action.EDITED, "Editor", ("summary",))


def test_an_absent_column_changes_nothing_and_an_empty_cell_means_not_told(bulk, db):
    service = bulk.publish(a_service(summary="Old", threshold=Threshold(for_plain="Anyone"), contact_points=(PHONE,)))

    bulk.apply([{"code": service.code, "for": ""}])

    after = get_service(db, service.id)
    assert after.threshold.for_plain is None
    assert (after.summary, after.contact_points) == ("Old", (PHONE,))


def test_private_contacts_and_places_stay_as_they_are(bulk):
    private, public = a_location(masked=True, address="9 Hidden Lane"), a_location(address="1 High Street")
    service = bulk.publish(a_service(contact_points=(DESK, PHONE), locations=(private, public)))

    after = bulk.after(service, contact_1_value="", contact_2_channel="email", contact_2_value="hello@example.org",
                       location_1_address="2 High Street")  # fmt: skip

    assert after.contact_points[0] == DESK
    assert [point.value for point in after.contact_points[1:]] == ["hello@example.org"]
    assert after.locations == (private, replace(public, address="2 High Street"))


def test_columns_may_stand_in_any_order(bulk):
    service = bulk.publish(a_service(contact_points=(PHONE,)))
    cells = {"contact_1_value": "hello@example.org", "contact_1_channel": "email", "version": "1", "code": service.code}

    [row] = bulk.apply([cells]).rows

    assert row.mistakes == ()
    assert [change.column for change in row.changes] == ["contact_1_channel", "contact_1_value"]


def test_a_new_postcode_moves_the_point(bulk):
    service = bulk.publish(a_service(locations=(a_location(postcode="PO1 2AL"),)))

    assert bulk.after(service, location_1_postcode="po1 3ah").locations[0].point == MOVED
    assert bulk.after(service, location_1_postcode="po1 3ah").locations[0].postcode == "PO1 3AH"


@pytest.mark.parametrize("mangled", ["1632960001", "01632 960001", "01632-960001"])
def test_a_number_that_a_spreadsheet_took_the_first_0_off_is_not_changed(bulk, mangled):
    bulk.publish(a_service(contact_points=(PHONE,)))
    rows = bulk.rows()
    rows[0]["contact_1_value"] = mangled

    assert bulk.preview(rows).counts[RowOutcome.REFUSED] == 0
    assert bulk.preview(rows).counts[RowOutcome.CHANGED] == 0


def test_a_code_that_a_spreadsheet_took_for_a_number_is_known_by_its_id(bulk):
    service = bulk.publish(a_service(code="23e45"))

    assert bulk.after(service, code="2.3E+46", summary="New").summary == "New"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"ages": "18 to 11"}, "ages: “18 to 11” ends before it begins."),
        ({"needs": "sadness"}, "“sadness” is not one of our words"),
        ({"needs": "xyzzyq"}, "All of them are on the page where sheets come from"),
        ({"needs": "sleeep"}, "Is it one of these: sleep"),
        ({"how": "xyzzyq"}, "Write one of: "),
        ({"area": "lives in local authority E00000000"}, "is not an area that we know"),
        ({"area": "lives in 5 miles of location nowhere"}, "a location that this listing does not have"),
        ({"status": "closed"}, "none of: active"),
        ({"status": "defunct"}, "try_instead: say what to try instead"),
        ({"waits": "6 weeks"}, "write it like"),
        ({"contact_1_value": "1.63296E+09"}, "make the column text"),
        ({"contact_1_hours": "9 to 5"}, "is not hours"),
        ({"contact_3_value": "01632 960003"}, "fill in contact_3_channel as well"),
        ({"contact_1_channel": ""}, "cannot be empty"),
        ({"location_1_postcode": "ZZ1 1ZZ"}, "there is no postcode ZZ1 1ZZ"),
        ({"organisation": "Another"}, "organisation: this cannot be changed in a sheet"),
        ({"name": ""}, "name: a listing needs a name."),
        ({"code": "zzzzz", "id": ""}, "No public listing has the code or id “zzzzz”"),
        ({"code": "", "id": ""}, "it adds none"),
        ({"version": "99"}, "make a fresh sheet"),
        ({"code": "Teen talk"}, "has the code or id “Teen talk”"),
        ({"cost_note": "5 pounds"}, "say in “cost” which it is"),
        ({"taking_new_people": "perhaps"}, "“perhaps” is not yes or no"),
    ],
)
def test_a_row_with_a_mistake_says_what_to_do(bulk, cells, said):
    bulk.publish(a_service(contact_points=(PHONE,)))
    rows = bulk.rows()
    rows[0].update(cells)

    [row] = bulk.preview(rows).rows

    assert said in " ".join(row.mistakes)


def test_a_row_with_the_code_of_one_listing_and_the_id_of_another_says_that_they_disagree(bulk):
    bulk.publish(a_service(name="One"), a_service(name="Other"))
    first, second = bulk.rows()
    first["id"] = second["id"]

    [row] = bulk.preview([first]).rows

    [mistake] = row.mistakes
    assert mistake.startswith(f"The code “{first['code']}” and the id are not of the same listing.")


def test_one_row_with_a_mistake_leaves_all_as_they_were_and_a_file_says_which(bulk, db, tmp_path):
    good, bad = a_service(name="Good", summary="Old"), a_service(name="Bad", summary="Old")
    bulk.publish(good, bad)
    rows = sorted(bulk.rows(), key=lambda row: row["name"], reverse=True)
    rows[0]["summary"], rows[1]["ages"] = "New", "very old"

    with pytest.raises(SheetRefused, match="1 row has a mistake, so nothing was changed") as refused:
        bulk.apply(rows)

    assert get_service(db, good.id).summary == "Old"
    write_sheet_report(refused.value.preview, tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {line["name"]: line for line in csv.DictReader(file)}
    assert (told["Bad"]["row"], told["Bad"]["outcome"]) == ("3", "refused")
    assert "“very old” is not an age" in told["Bad"]["reason"]
    assert told["Good"]["outcome"] == "changed"


def test_what_somebody_else_changed_since_the_sheet_was_made_is_kept(bulk, db):
    service = bulk.publish(a_service(summary="Old", description="Old"))
    rows = bulk.rows()
    publish_edit(db, replace(get_service(db, service.id), description="Theirs"), made_from=1, by="Other", now=NOW)

    rows[0]["summary"] = "Mine"
    bulk.apply(rows)

    after = get_service(db, service.id)
    assert (after.summary, after.description) == ("Mine", "Theirs")


def test_the_same_fact_changed_twice_is_refused_and_nobodys_words_are_lost(bulk, db):
    service = bulk.publish(a_service(summary="Old"))
    rows = bulk.rows()
    publish_edit(db, replace(get_service(db, service.id), summary="Theirs"), made_from=1, by="Other", now=NOW)

    rows[0]["summary"] = "Mine"

    assert bulk.preview(rows).rows[0].mistakes == (
        "Somebody has changed summary since this sheet was made. Make a fresh sheet and change it there.",
    )


def test_the_same_sheet_sent_twice_changes_nothing_the_second_time(bulk, db):
    service = bulk.publish(a_service(summary="Old", contact_points=(PHONE,)))
    rows = bulk.rows()
    rows[0] |= {"summary": "New", "contact_2_channel": "text", "contact_2_value": "07700 900123"}
    bulk.apply(rows)

    assert bulk.apply(rows).counts == {RowOutcome.UNCHANGED: 1}
    assert latest_version(db, service.id) == 2
    assert [point.value for point in get_service(db, service.id).contact_points] == ["01632 960001", "07700 900123"]


def test_a_listing_that_ends_says_what_to_try_instead(bulk):
    service = bulk.publish(a_service())

    assert bulk.after(service, status="defunct", try_instead="Try Kooth.").status is Status.DEFUNCT


def test_what_changes_between_the_preview_and_the_lock_is_not_lost(bulk, db, taxonomy, tmp_path):
    service = bulk.publish(a_service(summary="Old", locations=(a_location(postcode="PO1 2AL"),)))
    rows = [row | {"summary": "Mine", "location_1_postcode": "PO1 3AH"} for row in bulk.rows()]

    def somebody_edits(postcode):
        here = get_service(db, service.id)
        if here.summary == "Old":
            publish_edit(db, replace(here, summary="Theirs"), made_from=1, by="Other", now=NOW)
        return MOVED

    with pytest.raises(SheetRefused):
        apply_sheet(db, bulk.read(rows), taxonomy, somebody_edits, by="Editor", now=NOW)

    assert get_service(db, service.id).summary == "Theirs"
    assert get_service(db, service.id).locations == service.locations


def test_more_changes_than_others_can_wait_for_are_refused(bulk, db, monkeypatch):
    monkeypatch.setattr(applying, "MOST_CHANGED", 1)
    bulk.publish(a_service(name="One"), a_service(name="Two"))

    with pytest.raises(ImportRefused, match="Send at most 1 at a time"):
        bulk.apply([row | {"summary": "New"} for row in bulk.rows()])


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from directory.importing.bulk import applying
from directory.importing.bulk.columns import columns_of
from directory.importing.bulk.reading import read_uploaded
from directory.store.database import open_database
from directory.store.taxonomy import get_taxonomy

db = open_database(Path(sys.argv[1]))
taxonomy = get_taxonomy(db)
done = []

def keep_and_die(*given, **named):
    done.append(kept(*given, **named))
    if len(done) == 25:
        os.kill(os.getpid(), signal.SIGKILL)

kept, applying.keep = applying.keep, keep_and_die
sheet = read_uploaded(Path(sys.argv[2]), [one.name for one in columns_of(taxonomy, {})])
applying.apply_sheet(db, sheet, taxonomy, lambda postcode: None, by="Editor", now=datetime.now())
"""


def test_killed_half_way_nothing_was_changed_and_the_sheet_can_be_sent_again(bulk, db, tmp_path):
    services = [a_service(name=f"Teen talk {number}", summary="Old") for number in range(50)]
    bulk.publish(*services)
    rows = [row | {"summary": "New"} for row in bulk.rows()]
    database = tmp_path / "data" / "directory.sqlite3"

    killed = subprocess.run([sys.executable, "-c", KILLED, str(database), str(bulk.file(rows))], check=False, env=os.environ)

    assert killed.returncode == -signal.SIGKILL
    again = open_database(database)
    assert {get_service(again, one.id).summary for one in services} == {"Old"}
    assert {latest_version(again, one.id) for one in services} == {1}
    again.close()
    assert bulk.apply(rows).counts == {RowOutcome.CHANGED: 50}
