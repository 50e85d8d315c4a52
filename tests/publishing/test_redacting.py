"""What is redacted is nowhere any more: not in a table, a version, an edit, the index, nor in the empty parts of a file."""

from dataclasses import replace

import pytest

from directory.domain.changes import ChangeState
from directory.domain.council_checks import DAY_LABEL, NIGHT_LABEL, CouncilNumberCheck
from directory.domain.drafts import Draft
from directory.domain.eligibility import AgeRule
from directory.domain.events import Action
from directory.domain.keepers import Role
from directory.domain.listing_reports import ListingReport, ReportReason
from directory.domain.places import CouncilNumber
from directory.domain.provenance import Difference, Provenance
from directory.domain.redaction import NotErasedYet, TooShortToRedact
from directory.domain.services import Location, Threshold, WordsToSay
from directory.finding.documents import public_documents
from directory.publishing.editing import publish_edit
from directory.publishing.merging_organisations import merge_organisations
from directory.publishing.organising import keep_organisation
from directory.publishing.proposing import propose
from directory.publishing.redacting import (
    finish_redaction,
    look_for_text,
    redact_again,
    redact_fact,
    redact_text,
    redact_text_everywhere,
)
from directory.publishing.versions import put_back
from directory.search.index import ServiceIndex
from directory.store.areas import get_council_numbers, save_council_numbers
from directory.store.changes import get_change, list_changes_in
from directory.store.codec import to_json
from directory.store.corrections import add_report
from directory.store.council_checks import get_council_checks, save_council_check
from directory.store.database import content_version, open_database, writing
from directory.store.drafts import list_drafts, save_draft
from directory.store.keepers import add_keeper
from directory.store.organisation_versions import get_organisation_versions
from directory.store.organisations import get_organisation, save_organisation
from directory.store.provenance import save_difference, save_provenance
from directory.store.redactions import fields_taken_out, get_redactions
from directory.store.services import get_service
from directory.store.versions import get_versions, latest_version
from tests.answers import approve, decline
from tests.builders import an_organisation
from tests.publishing.conftest import NOW, PHONE

ADMIN, KEEPER = "admin@example.org", "keeper@example.org"
SECRET = "Zanzibarquay"
NUMBER = "07700 900777"
SPACED = "07700900777"


@pytest.fixture
def index(db, taxonomy, tmp_path):
    kept = ServiceIndex(tmp_path / "index")
    kept.bring_up_to_date(content_version(db), lambda: public_documents(db, taxonomy))
    yield kept
    kept.close()


@pytest.fixture
def rebuild(db, taxonomy, index):
    return lambda: index.rebuild(content_version(db), lambda: public_documents(db, taxonomy))


@pytest.fixture
def holds(tmp_path):
    """Is a text in any byte of the database or of the index?"""

    def run(text: str) -> list[str]:
        files = [path for folder in ("data", "index") for path in (tmp_path / folder).rglob("*") if path.is_file()]
        return [path.name for path in files if text.lower().encode() in path.read_bytes().lower()]

    return run


@pytest.fixture
def told_everywhere(db, published):
    """A listing with a name and a number in every place that words can come to."""
    service = published(
        name=f"Talk at {SECRET}",
        description=f"Ring Sam at {SECRET} on {NUMBER}, or come by.",
        locations=(Location("l1", name=SECRET, address=SECRET, city="Portsmouth"),),
        contact_points=(PHONE, replace(PHONE, id="c9", value=NUMBER)),
        words_to_say=WordsToSay(call=f"Is that {SECRET}?"),
        what_happens_next=("You ring.", f"Sam opens the door at {SECRET}."),
    )
    moved = replace(service, threshold=Threshold(for_plain=f"Anyone near {SECRET}"))
    publish_edit(db, moved, made_from=1, by=KEEPER, now=NOW)
    for word in ("first", "second"):
        edited = replace(moved, summary=f"{word} {SECRET} {NUMBER}")
        number = propose(db, edited, made_from=2, by=f"{word}@example.org", now=NOW, note=f"It is {SECRET}").change.id
    decline(db, number, by=ADMIN, now=NOW, reason=f"Not {SECRET} again, nor {SPACED}")
    with writing(db):
        told = to_json(moved.contact_points)
        save_provenance(db, service.id, Provenance("contact_points", "council.csv", told))
        save_difference(db, Difference(service.id, "description", "council.csv", '"ours"', f'"{SECRET} {SPACED}"', NOW))
        save_organisation(db, replace(get_organisation(db, service.organisation_id), description=f"{SECRET} {NUMBER}"))
        report = ListingReport(
            id=0,
            service_id=service.id,
            reason=ReportReason.NUMBER,
            text=f"{SPACED} is Sam at {SECRET}",
            is_safeguarding=False,
            received_at=NOW,
        )
        add_report(db, report, "hash")
    return moved


def test_redacted_words_are_in_no_byte_of_the_database_and_the_index(db, told_everywhere, index, rebuild, holds):
    assert holds(SECRET)
    assert holds(NUMBER)

    redact_text(db, told_everywhere.id, SECRET, by=ADMIN, now=NOW, forget=[rebuild])
    redact_text(db, told_everywhere.id, NUMBER, by=ADMIN, now=NOW, forget=[rebuild])

    assert [holds(text) for text in (SECRET, NUMBER, SPACED)] == [[], [], []]


def test_only_the_words_go_and_the_rest_stays(db, told_everywhere, rebuild):
    redact_text(db, told_everywhere.id, SECRET, by=ADMIN, now=NOW, forget=[rebuild])
    found = redact_text(db, told_everywhere.id, SPACED, by=ADMIN, now=NOW, forget=[rebuild])

    service = get_service(db, told_everywhere.id)
    assert service.description == "Ring Sam at (removed) on (removed), or come by."
    assert service.slug == "talk-at-removed"
    assert service.contact_points == (PHONE,)
    assert service.locations == (Location("l1", city="Portsmouth"),)
    assert service.what_happens_next == ("You ring.", "Sam opens the door at (removed).")
    assert {"contact_points/c9", "description", "organisation.description", "told/contact_points"} <= set(found)
    assert len(get_versions(db, service.id)) == 4


def test_a_redacted_fact_is_in_no_version_and_putting_one_back_does_not_bring_it(db, published, rebuild, holds):
    service = published(description="A secret garden", while_you_wait="Draw.")
    publish_edit(db, replace(service, description="A hidden garden"), made_from=1, by=KEEPER, now=NOW)
    propose(db, replace(get_service(db, service.id), description="A wild garden"), made_from=2, by=KEEPER, now=NOW)

    redact_fact(db, service.id, "description", by=ADMIN, now=NOW, forget=[rebuild])
    put_back(db, service.id, 1, by=ADMIN, now=NOW)

    assert get_service(db, service.id).description is None
    assert get_service(db, service.id).while_you_wait == "Draw."
    assert not list_changes_in(db, ChangeState.WAITING)
    assert holds("garden") == []


def test_a_redacted_number_takes_its_contact_point_with_it(db, published, holds):
    service = published()

    redact_fact(db, service.id, "contact_points/c1/value", by=ADMIN, now=NOW)

    assert get_service(db, service.id).contact_points == ()
    assert holds(PHONE.value) == []


def test_a_restored_backup_loses_what_was_redacted_since(db, published, tmp_path):
    """The list of redactions says which facts went, and not what they said."""
    service = published(description="A secret garden")
    db.execute("VACUUM INTO ?", [str(tmp_path / "backup.sqlite3")])
    redact_fact(db, service.id, "description", by=ADMIN, now=NOW)
    backup = open_database(tmp_path / "backup.sqlite3")
    assert get_service(backup, service.id).description == "A secret garden"

    redact_again(backup, get_redactions(db))

    assert get_service(backup, service.id).description is None
    assert get_redactions(backup) == get_redactions(db)
    backup.close()
    assert b"secret garden" not in (tmp_path / "backup.sqlite3").read_bytes()


@pytest.fixture
def retold(db, published):
    """An organisation that has told other words before: `retold(description="...")`."""
    service = published()

    def tell(organisation_id=service.organisation_id, **facts):
        before = get_organisation(db, organisation_id)
        with writing(db):
            for one in (replace(before, **facts), before):
                keep_organisation(db, one, action=Action.EDITED, by=ADMIN, now=NOW)
        return service

    return tell


def test_redacted_words_are_in_no_version_of_an_organisation(db, retold, rebuild, holds):
    service = retold(description=f"Ask {SECRET}", email="garden@example.org")
    assert look_for_text(db, SECRET, by=ADMIN, now=NOW).listings == {service.id: ("organisation.description",)}

    redact_text_everywhere(db, SECRET, by=ADMIN, now=NOW, forget=[rebuild])

    assert holds(SECRET) == []
    told = [one.told.description for one in get_organisation_versions(db, service.organisation_id)]
    assert "Ask (removed)" in told

    redact_fact(db, service.id, "organisation.email", by=ADMIN, now=NOW, forget=[rebuild])

    assert holds("garden") == []


def test_words_of_an_organisation_that_runs_nothing_or_was_merged_are_in_no_version(db, retold, rebuild, holds):
    service = retold()
    with writing(db):
        for one in ("idle", "merged"):
            save_organisation(db, an_organisation(one, id=one))
    for one in ("idle", "merged"):
        retold(one, description=f"Ask {SECRET}")
    merge_organisations(db, service.organisation_id, "merged", take=(), by=ADMIN, now=NOW)

    redact_text_everywhere(db, SECRET, by=ADMIN, now=NOW, forget=[rebuild])

    assert holds(SECRET) == []


def test_a_restored_backup_loses_what_an_organisation_told_before(db, retold, tmp_path):
    service = retold(description=f"Ask {SECRET}")
    db.execute("VACUUM INTO ?", [str(tmp_path / "backup.sqlite3")])
    redact_text(db, service.id, SECRET, by=ADMIN, now=NOW)
    backup = open_database(tmp_path / "backup.sqlite3")

    redact_again(backup, get_redactions(db))

    assert not any(one.told.description for one in get_organisation_versions(backup, service.organisation_id))
    backup.close()


def test_a_restored_backup_loses_what_an_organisation_said_and_knows_nothing_of_newer_listings(db, published, tmp_path):
    service = published()
    with writing(db):
        save_organisation(db, replace(get_organisation(db, service.organisation_id), description=f"Ask {SECRET}"))
    db.execute("VACUUM INTO ?", [str(tmp_path / "backup.sqlite3")])
    talkative = get_organisation(db, service.organisation_id)
    newer = published(name="Newer", contact_points=(), description=SECRET)
    with writing(db):
        save_organisation(db, talkative)
    for one in (service, newer):
        redact_text(db, one.id, SECRET, by=ADMIN, now=NOW)
    backup = open_database(tmp_path / "backup.sqlite3")

    redact_again(backup, get_redactions(db))

    assert get_organisation(backup, service.organisation_id).description is None
    backup.close()
    assert SECRET.encode() not in (tmp_path / "backup.sqlite3").read_bytes()


def test_no_source_may_tell_again_what_was_redacted(db, told_everywhere):
    redact_text(db, told_everywhere.id, SPACED, by=ADMIN, now=NOW)

    assert {"contact_points", "description"} <= fields_taken_out(db)[told_everywhere.id]


def test_while_somebody_reads_the_file_it_is_said_that_traces_are_left(db, published, tmp_path, holds):
    service = published(description="A secret garden")
    reader = open_database(tmp_path / "data" / "directory.sqlite3")
    reader.conn.execute("BEGIN")
    get_service(reader, service.id)
    db.execute("PRAGMA busy_timeout = 100")

    with pytest.raises(NotErasedYet, match="Try again"):
        redact_fact(db, service.id, "description", by=ADMIN, now=NOW)
    assert get_service(db, service.id).description is None

    reader.close()
    finish_redaction(db)
    assert holds("garden") == []


def test_three_letters_are_too_few_to_take_out(db, published):
    service = published()

    with pytest.raises(TooShortToRedact):
        redact_text(db, service.id, "a b c", by=ADMIN, now=NOW)
    assert latest_version(db, service.id) == 1


def test_a_name_over_two_lines_goes_from_a_waiting_edit_and_the_rest_of_it_can_be_approved(db, published, holds):
    service = published(name="Harbour")
    lines = ("Ring first.", "Ask for Siobh\u00e1n", "O\u2019Neill at the desk.")
    sent = replace(service, what_happens_next=lines, while_you_wait="Draw.")
    number = propose(db, sent, made_from=1, by=KEEPER, now=NOW).change.id
    assert look_for_text(db, "siobhan o'neill", by=ADMIN, now=NOW).listings == {service.id: ("sent/what_happens_next",)}

    redact_text_everywhere(db, "siobhan o'neill", by=ADMIN, now=NOW)
    approve(db, number, by=ADMIN, now=NOW)

    assert get_service(db, service.id).while_you_wait == "Draw."
    left = ("Ring first.", "Ask for (removed)", "(removed) at the desk.")
    assert get_service(db, service.id).what_happens_next == left
    assert [holds(text) for text in ("Siobh\u00e1n", "Neill")] == [[], []]
    assert [one.field for one in get_redactions(db)] == ["sent/what_happens_next"]


def test_a_name_over_two_lines_leaves_the_rest_of_them(db, published, holds):
    service = published(
        what_happens_next=("Ring first.", "Ask for Siobh\u00e1n", "O\u2019Neill at the desk.", "O\u2019Neill")
    )
    publish_edit(db, replace(service, summary="New"), made_from=1, by=KEEPER, now=NOW)

    redact_text(db, service.id, "Siobhan O'Neill", by=ADMIN, now=NOW)

    left = ("Ring first.", "Ask for (removed)", "(removed) at the desk.", "O\u2019Neill")
    assert get_service(db, service.id).what_happens_next == left
    assert all("Siobh" not in version.facts for version in get_versions(db, service.id))


def test_only_the_words_go_from_an_edit_that_waits_and_where_nothing_is_left_it_is_closed(db, published, holds):
    service = published(description=f"Ask {SECRET}.")
    facts = {"description": f"Ask {SECRET} or Jo.", "while_you_wait": f"Draw. Or see {SECRET}.", "summary": SECRET}
    points = (PHONE, replace(PHONE, id="c9", value=NUMBER))
    sent = replace(service, contact_points=points, **facts)
    number = propose(db, sent, made_from=1, by=KEEPER, now=NOW).change.id
    taken = look_for_text(db, SECRET, by=ADMIN, now=NOW).taken[service.id]
    assert taken.waiting == ("description", "summary", "while_you_wait")

    redact_text_everywhere(db, SECRET, by=ADMIN, now=NOW)
    redact_text_everywhere(db, NUMBER, by=ADMIN, now=NOW)

    edit = get_change(db, number)
    left = {one.field: one.change.after for one in edit.in_state(ChangeState.WAITING)}
    assert left == {"description": "Ask (removed) or Jo.", "while_you_wait": "Draw. Or see (removed)."}
    closed = edit.in_state(ChangeState.TAKEN_OUT)
    assert {one.field for one in closed} == {"summary", "contact_points/c9"}
    assert {(one.decided_by, one.decided_at) for one in closed} == {(ADMIN, NOW)}
    assert [holds(text) for text in (SECRET, NUMBER)] == [[], []]
    approve(db, number, by=ADMIN, now=NOW)


def test_an_edit_of_a_fact_that_is_redacted_is_closed_and_no_search_waits_for_it(db, published):
    service = published(age_rules=(AgeRule(11, 18),), name="Harbour")
    sent = replace(service, age_rules=(AgeRule(14, 18),), name="Quay", summary="New.")
    number = propose(db, sent, made_from=1, by=KEEPER, now=NOW).change.id
    assert get_service(db, service.id).may_have_changed

    for field in ("age_rules", "name"):
        redact_fact(db, service.id, field, by=ADMIN, now=NOW)

    states = {one.field: one.state for one in get_change(db, number).facts}
    gone = ChangeState.TAKEN_OUT
    assert states == {"age_rules": gone, "name": gone, "summary": ChangeState.WAITING}
    assert not get_service(db, service.id).may_have_changed


def test_only_the_words_go_from_a_half_filled_form(db, published, holds):
    service = published()
    with writing(db):
        keeper = add_keeper(db, email=KEEPER, role=Role.PROVIDER, now=NOW)
        typed = {"summary": f"Come to {SECRET}", "description": "Long words, typed with care."}
        save_draft(db, Draft(keeper_id=keeper.id, service_id=service.id, form="what", typed=typed, made_from=1, kept_at=NOW))

    redact_text_everywhere(db, SECRET, by=ADMIN, now=NOW)

    [draft] = list_drafts(db, keeper.id, NOW)
    assert draft.typed == {"summary": "Come to (removed)", "description": "Long words, typed with care."}
    assert holds(SECRET) == []


def test_an_address_is_found_in_an_edit_that_changes_only_a_part_of_it(db, published, holds):
    place = Location("l1", address="Great Ancoats Street", city="Leeds", postcode="M4 5AG")
    service = published(name="Harbour", locations=(place,))
    propose(db, replace(service, locations=(replace(place, city="Manchester"),)), made_from=1, by=KEEPER, now=NOW)

    found = redact_text_everywhere(db, "great ancoats st, manchester m45ag", by=ADMIN, now=NOW)
    assert not found.listings, "words that are not the same words are not found"
    found = redact_text_everywhere(db, "great ancoats street manchester m45ag", by=ADMIN, now=NOW)

    assert found.listings == {service.id: ("sent/locations/l1/city",)}
    assert holds("Manchester") == []


@pytest.mark.parametrize(
    "typed", ["0161-496-0732", "(0161) 496 0732", "+441614960732", "0044 161 496.0732", "+44 (0)161 4960732"]
)
def test_a_number_is_taken_out_however_it_is_typed(db, published, rebuild, holds, typed):
    service = published(
        contact_points=(PHONE, replace(PHONE, id="c9", value="0161 496 0732")),
        description="Ring +44 161 496 0732 or (0161) 496-0732.",
        what_happens_next=("Ring 0161 496", "0732 first."),
    )

    redact_text_everywhere(db, typed, by=ADMIN, now=NOW, forget=[rebuild])

    left = get_service(db, service.id)
    assert left.description == "Ring (removed) or (removed)."
    assert left.contact_points == (PHONE,)
    assert left.what_happens_next == ("Ring (removed)", "(removed) first.")
    assert [holds(text) for text in ("161 496", "496 0732", "4960732", "0732 first")] == [[], [], [], []]


def test_words_go_from_councils_numbers_and_their_checks_and_a_number_goes_whole(db, published, holds):
    published()
    day = CouncilNumber("E06000044", DAY_LABEL, NUMBER, "Always", "")
    night = CouncilNumber("E06000044", NIGHT_LABEL, "01632 960123", f"Nights, ask for {SECRET}", f"By {SECRET}")
    with writing(db):
        save_council_numbers(db, "E06000044", [day, night])
        for one in (day, night):
            save_council_check(db, CouncilNumberCheck("E06000044", one.label, one.number, ADMIN, NOW.date()))
    assert look_for_text(db, SECRET, by=ADMIN, now=NOW).councils == ("E06000044",)

    redact_text_everywhere(db, SECRET, by=ADMIN, now=NOW)
    redact_text_everywhere(db, SPACED, by=ADMIN, now=NOW)

    left = CouncilNumber("E06000044", NIGHT_LABEL, "01632 960123", "Nights, ask for (removed)", "By (removed)")
    assert get_council_numbers(db, ["E06000044"]) == (left,)
    assert [one.number for one in get_council_checks(db)["E06000044"]] == ["01632 960123"]
    assert [holds(text) for text in (SECRET, NUMBER)] == [[], []]
