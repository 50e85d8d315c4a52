"""Redacting leaves what was redacted in no version, index, export, page or restored backup."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from directory.accounts.claiming import make_claim
from directory.domain.council_checks import DAY_LABEL
from directory.domain.drafts import Draft
from directory.domain.listing_reports import ListingReport, ReportReason
from directory.domain.places import CouncilNumber
from directory.domain.provenance import Difference, Provenance
from directory.domain.services import Channel, ContactPoint
from directory.publishing import redacting
from directory.publishing.editing import publish_edit
from directory.publishing.ending import lift_suspension, suspend
from directory.publishing.proposing import propose
from directory.store.areas import save_council_numbers
from directory.store.codec import to_json
from directory.store.corrections import add_report
from directory.store.database import open_database, writing
from directory.store.drafts import save_draft
from directory.store.events import list_events
from directory.store.organisations import get_organisation, save_organisation
from directory.store.provenance import save_difference, save_provenance
from directory.store.services import get_service, get_service_by_slug
from directory.store.versions import latest_version
from directory.upkeep.backing_up import back_up
from directory.upkeep.restoring import restore
from tests.answers import ask_for_change
from tests.builders import a_location

NOW = datetime(2026, 1, 5, tzinfo=UTC)
SECRET, NUMBER = "Zanzibarquay", "07700 900777"
LISTING = "/editors/listings/teen-talk"
PAGES = (
    "/", "/services/{slug}", "/organisations/harbour-youth", "/needs/worry-anxiety", "/professionals/list/{code}",
    "/professionals/handout/{code}", "/list/{code}", "/manage/services/{slug}", "/editors", "/editors/listings",
    "/editors/listings/{slug}", "/editors/listings/{slug}/versions", "/editors/listings/{slug}/versions/1",
    "/editors/listings/{slug}/versions/2", "/editors/listings/{slug}/versions/compare?one=1&other=4",
    "/editors/listings/{slug}/versions/1/put-back", "/editors/listings/{slug}/redact", "/editors/audit",
    "/editors/prose/{slug}", "/editors/changes", "/editors/corrections", "/sign-in/ours/{slug}",
)  # fmt: skip


@pytest.fixture
def admin(sign_in, browser):
    return sign_in(browser, "admin")


@pytest.fixture
def told_everywhere(db, service, keepers):
    """A listing, and another, with a name and a number in every place that words can come to."""
    by = keepers["provider"].known_as
    facts = {
        "name": f"Talk at {SECRET}",
        "description": f"Ring Sam at {SECRET} on {NUMBER}.",
        "contact_points": (ContactPoint("line", Channel.PHONE, NUMBER, label=SECRET),),
        "locations": (a_location(id="place", address=SECRET, city="Portsmouth"),),
        "unconfirmed": frozenset({"needs"}),
    }
    publish_edit(db, replace(service, **facts), made_from=0, by=by, now=NOW, reason=f"Moved to {SECRET}")
    suspend(db, service.id, reason=f"{SECRET} is unsafe", by="eve", now=NOW)
    lift_suspension(db, service.id, by="eve", now=NOW)
    sent = replace(get_service(db, service.id), summary=f"Come to {SECRET}.")
    number = propose(db, sent, made_from=latest_version(db, service.id), by=by, now=NOW, note=f"At {SECRET}").change.id
    ask_for_change(db, number, reason=f"Is it still at {SECRET}?", by="eve", now=NOW)
    make_claim(db, service_id=service.id, email="jo@example.org", work=f"Manager at {SECRET}", now=NOW)
    other = get_service_by_slug(db, "boathouse")
    publish_edit(db, replace(other, while_you_wait=f"Ring {NUMBER}, {SECRET}."), made_from=0, by="eve", now=NOW)
    with writing(db):
        for value in (SECRET, NUMBER):
            told = to_json(value)
            save_provenance(db, service.id, Provenance("description", f"{value[:2]}.csv", told))
        save_difference(db, Difference(service.id, "summary", "c.csv", '"ours"', f'"{SECRET} {NUMBER}"', NOW))
        draft = Draft(keeper_id=keepers["provider"].id, service_id=service.id, form="facts/what",
                      typed={"summary": f"{SECRET} {NUMBER}"}, made_from=1, kept_at=NOW)  # fmt: skip
        save_draft(db, draft)
        organisation = get_organisation(db, service.organisation_id)
        save_organisation(db, replace(organisation, description=f"{SECRET}, {NUMBER}"))
        report = ListingReport(id=0, service_id=service.id, reason=ReportReason.NUMBER, text=f"{NUMBER} is {SECRET}",
                               is_safeguarding=False, received_at=NOW)  # fmt: skip
        add_report(db, report, "hash")
        db.execute("INSERT INTO inclusion_checks (organisation_id, fact, \"where\", is_right, checked_by, checked_on)"
                   " VALUES (?, 'insurance', ?, 1, 'eve', '2026-01-05')", [service.organisation_id, SECRET])  # fmt: skip
        db.execute("INSERT INTO missing_services (receipt_hash, name, place, text, is_worry, received_at)"
                   " VALUES ('x', ?, 'here', ?, 0, '2026-01-05T00:00:00')", [SECRET, NUMBER])  # fmt: skip
        db.execute("INSERT INTO link_checks VALUES ('m', 'moved', ?, '2026-01-05', NULL, 0)", [f"https://{SECRET}.org"])
    return get_service(db, service.id)


@pytest.fixture
def holds(tmp_path):
    """The files of the data folder, databases put aside included, with a text in any byte."""

    def run(text):
        files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
        return [path.name for path in files if text.lower().encode() in path.read_bytes().lower()]

    return run


def take_out(admin, text, **typed):
    admin.open("/editors/redact")
    admin.send("/editors/redact", text=text)
    return admin.send("/editors/redact", text=text, typed="FOREVER", **typed)


def exported(app, tmp_path):
    """Every sheet the directory writes, as bytes."""
    runner = app.test_cli_runner()
    found = b""
    for kind in ("csv", "xlsx", "audit"):
        path = tmp_path / f"out.{kind}"
        assert runner.invoke(args=["export", kind, str(path)]).exit_code == 0
        found += path.read_bytes()
        if kind == "xlsx":
            with zipfile.ZipFile(path) as book:
                found += b"".join(book.read(name) for name in book.namelist())
    return found


def test_redacted_words_are_in_no_version_index_export_page_or_restored_backup(admin, db, told_everywhere, holds, tmp_path):
    back_up(db, tmp_path / "before.backup", now=NOW)
    admin.find(text=SECRET)
    assert {name.partition("_")[0].partition(".")[0] for name in holds(SECRET)} == {"MAIN", "directory"}, (
        "index and database"
    )
    assert SECRET.encode() in exported(admin.app, tmp_path)

    for text in (SECRET, "07700900777"):
        assert "Taken out, for good" in take_out(admin, text).text

    slug, code = get_service(db, told_everywhere.id).slug, told_everywhere.code
    shown = "".join(admin.open(path.format(slug=slug, code=code)).html for path in PAGES)
    shown += admin.find(text="talk").html + admin.reply("/sitemap.xml").get_data(as_text=True)
    kept = exported(admin.app, tmp_path).decode(errors="replace")
    assert [text for text in (SECRET, NUMBER, "07700900777") if text.lower() in (shown + kept).lower()] == []
    assert [holds(text) for text in (SECRET, NUMBER, "07700900777")] == [[], [], []]

    db.close()
    restore(tmp_path / "before.backup", tmp_path / "data" / "directory.sqlite3", is_live=False, now=NOW)
    restored = open_database(tmp_path / "data" / "directory.sqlite3")
    assert get_service(restored, told_everywhere.id).needs == told_everywhere.needs
    restored.close()
    assert [holds(text) for text in (SECRET, NUMBER, "07700900777")] == [[], [], []]


def test_it_is_said_where_words_stand_before_anything_is_taken_out(admin, db, told_everywhere, holds):
    before = list_events(db)
    admin.open("/editors/redact")
    page = admin.send("/editors/redact", text="zanzibar quay")

    assert "In 2 listings, and 2 times in notes that belong to no listing" in page.text
    for words in ("Boathouse : While you wait", "Name", "An address", "Notes and reasons beside it",
                  "About the organisation", "What a source told"):  # fmt: skip
        assert words in page.text, words
    assert "This can never be undone." in page.text
    assert list_events(db) == before
    assert holds(SECRET)


def test_an_address_copied_from_a_page_is_found_and_goes_though_it_is_three_facts(admin, db, service, holds):
    place = a_location(id="place", address="Great Ancoats Street", city="Manchester", postcode="M4 5AG")
    publish_edit(db, replace(service, locations=(place,)), made_from=0, by="eve", now=NOW)
    address = "Great Ancoats Street, Manchester, M4 5AG"
    admin.open("/editors/redact")
    assert "In 1 listing" in admin.send("/editors/redact", text=address).text

    page = take_out(admin, address)

    assert "Taken out, for good: written this way, or with other spaces" in page.text
    (left,) = get_service(db, service.id).locations
    assert (left.address, left.city, left.postcode, left.point) == (None, None, None, None)
    assert [holds(text) for text in ("Ancoats", "M4 5AG")] == [[], []]


def test_nothing_is_taken_out_until_the_word_is_typed(admin, db, told_everywhere):
    admin.open("/editors/redact")
    for typed in ("", "forever", "yes"):
        page = admin.send("/editors/redact", text=SECRET, typed=typed)
        assert "Type FOREVER, in capitals" in page.text, typed
    assert SECRET in get_service(db, told_everywhere.id).name


def test_an_edit_that_waits_is_named_and_whoever_sent_it_hears_where_nothing_is_left(admin, db, service, keepers, inbox):
    by = keepers["provider"].known_as
    sent = replace(service, while_you_wait=SECRET, summary=f"See {SECRET} or draw.")
    number = propose(db, sent, made_from=0, by=by, now=NOW).change.id
    admin.open("/editors/redact")
    page = admin.send("/editors/redact", text=SECRET)
    assert "Also in an edit that waits for an answer: What it is, in one sentence; While you wait." in page.text

    take_out(admin, SECRET)

    page = admin.open(f"/editors/changes/{number}")
    assert "See (removed) or draw." in page.text
    assert "Taken out for good, with nothing left to publish" in page.text
    (letter,) = inbox.to("sam@example.org")
    text = " ".join(letter.get_content().split())
    assert "While you wait. We had to take some words out of it for good." in text
    assert "We are still looking at:" in text


def test_words_can_be_taken_out_of_one_listing_alone(admin, db, told_everywhere):
    page = take_out(admin, SECRET, only=told_everywhere.id)

    assert "Taken out, for good" in page.text
    assert SECRET not in get_service(db, told_everywhere.id).name
    assert SECRET in get_service_by_slug(db, "boathouse").while_you_wait


def test_words_that_stand_nowhere_and_words_that_are_too_short_or_too_many_are_said_so(admin, told_everywhere):
    admin.open("/editors/redact")

    page = admin.send("/editors/redact", text="Xylophone")
    assert "We did not find these words, written this way or with other spaces, hyphens or accents." in page.text
    assert "may still be here written in another way" in page.text
    assert "Give at least 4 letters" in admin.send("/editors/redact", text="a b").text
    assert "You have used 301." in admin.send("/editors/redact", text="w" * 301).text


def test_one_fact_is_chosen_from_all_that_are_kept_and_taken_out_of_every_version(admin, db, told_everywhere, holds):
    edited = replace(told_everywhere, while_you_wait="A hidden garden")
    publish_edit(db, edited, made_from=latest_version(db, edited.id), by="eve", now=NOW)
    blank = replace(get_service(db, edited.id), while_you_wait=None)
    publish_edit(db, blank, made_from=latest_version(db, edited.id), by="eve", now=NOW)
    page = admin.open(f"{LISTING}/redact")
    assert "While you wait: only in what was kept" in page.text

    page = admin.send(f"{LISTING}/redact", field="while_you_wait", typed="FOREVER")

    assert "Taken out, for good." in page.text
    assert holds("hidden garden") == []


def test_a_fact_that_is_not_there_or_no_word_typed_takes_nothing_out(admin, db, told_everywhere):
    admin.open(f"{LISTING}/redact")
    before = get_service(db, told_everywhere.id)

    for typed in ({"field": "", "typed": "FOREVER"}, {"field": "id", "typed": "FOREVER"}, {"field": "description"}):
        page = admin.send(f"{LISTING}/redact", **typed)
        assert page.title.startswith("Error:"), typed
    assert get_service(db, told_everywhere.id) == before


def test_what_an_organisation_declared_can_be_taken_out_and_its_name_with_its_address(admin, db, told_everywhere):
    for field in ("organisation.inclusion", "organisation.identifiers", "organisation.name"):
        redacting.redact_fact(db, told_everywhere.id, field, by="ada", now=NOW)

    organisation = get_organisation(db, told_everywhere.organisation_id)
    assert (organisation.name, organisation.slug) == ("(removed)", "removed")


def test_while_the_file_is_in_use_somebody_is_asked_to_press_again(admin, told_everywhere, holds, tmp_path, monkeypatch):
    reader = open_database(tmp_path / "data" / "directory.sqlite3")
    reader.conn.execute("BEGIN")
    get_service(reader, told_everywhere.id)
    monkeypatch.setattr("directory.store.database.BUSY_TIMEOUT_SECONDS", 0.1)

    page = take_out(admin, SECRET)
    assert page.status == 503
    assert "Try again in a minute." in page.text
    assert SECRET not in admin.open("/services/teen-talk").html

    reader.close()
    assert "Taken out, for good" in admin.send("/editors/redact/finish").text
    assert holds(SECRET) == []


def test_the_audit_says_that_it_was_done_and_not_what_it_was(admin, db, told_everywhere, keepers):
    take_out(admin, SECRET)

    done = [event for _, event in list_events(db) if event.action == "redacted"]
    assert {event.by for event in done} == {keepers["admin"].known_as}
    assert {event.subject.value for event in done} == {"service", "the directory"}
    assert SECRET not in to_json(tuple(done))


def test_a_restored_backup_loses_notes_though_no_fact_told_it(db, service, tmp_path):
    suspend(db, service.id, reason=f"{SECRET} is unsafe", by="eve", now=NOW)
    back_up(db, tmp_path / "before.backup", now=NOW)

    redacting.redact_text(db, service.id, SECRET, by="ada", now=NOW)
    db.close()
    restore(tmp_path / "before.backup", tmp_path / "data" / "directory.sqlite3", is_live=False, now=NOW)

    assert SECRET.encode() not in (tmp_path / "data" / "directory.sqlite3").read_bytes()


def test_a_restored_backup_loses_words_of_councils(admin, db, tmp_path, holds):
    with writing(db):
        save_council_numbers(db, "E06000044", [CouncilNumber("E06000044", DAY_LABEL, "01632 960123", f"Ask for {SECRET}")])
    back_up(db, tmp_path / "before.backup", now=NOW)
    admin.open("/editors/redact")
    assert "a worry about a child of: Portsmouth" in admin.send("/editors/redact", text=SECRET).text
    take_out(admin, SECRET)

    db.close()
    restore(tmp_path / "before.backup", tmp_path / "data" / "directory.sqlite3", is_live=False, now=NOW)

    assert SECRET.encode() not in (tmp_path / "data" / "directory.sqlite3").read_bytes()
