"""Two that are one: what is kept, what leads on, and how they become two again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from directory.domain.changes import ChangeState
from directory.domain.drafts import Draft
from directory.domain.events import Action, Subject
from directory.domain.keepers import Claim, Role
from directory.domain.listing_reports import ListingReport, ReportReason
from directory.domain.merges import MergeRefused
from directory.domain.organisations import Identifier, IdentifierScheme
from directory.domain.provenance import Provenance
from directory.domain.services import Channel, ContactPoint
from directory.publishing.editing import publish_edit
from directory.publishing.ending import suspend
from directory.publishing.listings import publish
from directory.publishing.merging import Side, choices, merge_services, put_apart
from directory.publishing.merging_organisations import merge_organisations, put_organisations_apart
from directory.publishing.proposing import propose
from directory.publishing.redacting import redact_again, redact_fact, redact_text
from directory.store.changes import get_changes
from directory.store.codec import to_json
from directory.store.corrections import add_report, list_waiting
from directory.store.database import open_database, writing
from directory.store.drafts import list_drafts, save_draft
from directory.store.events import list_events
from directory.store.invitations import add_claim, list_claims
from directory.store.keepers import add_keeper, keepers_of, save_keeper
from directory.store.merges import pairs_not_the_same
from directory.store.organisations import (
    get_organisation,
    get_organisation_by_slug,
    organisation_identified,
    organisation_named,
    save_organisation,
)
from directory.store.provenance import get_provenances, records_of_source, save_provenance, save_record, second_records_of
from directory.store.redactions import get_redactions
from directory.store.services import get_service, get_service_by_code, get_service_by_slug
from directory.store.versions import get_versions, latest_version
from tests.builders import a_service, an_organisation
from tests.publishing.conftest import NOW

EDITOR, SOURCE = "editor@example.org", "council.csv"
TEXT = ContactPoint("c2", Channel.TEXT, "07700 900001")
LATER = NOW + timedelta(days=1)
CHARITY = Identifier(IdentifierScheme.CHARITY, "123456")


@pytest.fixture
def pair(published):
    kept = published(name="Teen talk", summary="Somebody to talk to.", needs=frozenset({"worry-anxiety"}))
    twin = published(
        name="Teen Talk Portsmouth",
        summary="Talk.",
        description="A room and a kettle.",
        needs=frozenset({"low-mood"}),
        contact_points=(TEXT,),
    )
    return kept, twin


def merge(db, kept, twin, **chosen):
    versions = (latest_version(db, kept.id), latest_version(db, twin.id))
    sides = {field.replace("__", "/"): side for field, side in chosen.items()}
    return merge_services(db, kept.id, twin.id, chosen=sides, versions=versions, by=EDITOR, now=NOW)


def test_what_is_told_is_kept_before_what_is_not_and_each_fact_can_be_chosen(db, pair):
    kept, twin = pair

    merge(db, kept, twin, summary=Side.MERGED, needs=Side.BOTH)

    state = get_service(db, kept.id)
    assert (state.name, state.summary, state.description) == ("Teen talk", "Talk.", "A room and a kettle.")
    assert state.needs == {"worry-anxiety", "low-mood"}
    assert [point.value for point in state.contact_points] == ["01632 960001", "07700 900001"]


def test_the_same_number_written_otherwise_is_not_taken_twice(published):
    kept = published()
    twin = replace(kept, id="twin", contact_points=(ContactPoint("x", Channel.PHONE, "+44 1632 960 001"),))

    assert {choice.field: choice.suggested for choice in choices(kept, twin)} == {
        "contact_points/c1": Side.KEPT,
        "contact_points/x": Side.KEPT,
    }


def test_the_merged_one_is_found_no_more_and_its_addresses_lead_on(db, pair):
    kept, twin = pair

    merge(db, kept, twin)

    assert get_service_by_slug(db, twin.slug).id == kept.id
    assert get_service_by_code(db, twin.code).id == kept.id
    assert get_service(db, twin.id).published_on is None


def test_versions_and_events_of_both_can_still_be_read(db, pair):
    kept, twin = pair

    merge(db, kept, twin)

    assert [version.reason for version in get_versions(db, kept.id)] == ["Seeded", f"Merged with {twin.name}"]
    assert [version.reason for version in get_versions(db, twin.id)] == ["Seeded"]
    for one in (kept, twin):
        [(_, event)] = list_events(db, subject=Subject.SERVICE, subject_id=one.id)
        assert event.action is Action.MERGED


def test_what_waits_for_an_editor_waits_for_the_kept_one(db, pair):
    kept, twin = pair
    propose(db, replace(twin, description="Longer."), made_from=1, by="sam", now=NOW)
    with writing(db):
        report = ListingReport(
            id=0, service_id=twin.id, reason=ReportReason.WAIT, text="", is_safeguarding=False, received_at=NOW
        )
        add_report(db, report, "hash")
        add_claim(db, Claim(id=0, service_id=twin.id, email="pat@example.org", work="Youth worker", made_at=NOW))

    merge(db, kept, twin)

    assert [change.in_state(ChangeState.WAITING)[0].field for change in get_changes(db, kept.id)] == ["description"]
    assert [one.service_id for one in list_waiting(db, is_safeguarding=False)] == [kept.id]
    assert [one.service_id for one in list_claims(db)] == [kept.id]


def test_put_apart_again_both_are_as_they_were(db, pair):
    kept, twin = pair
    propose(db, replace(twin, description="Longer."), made_from=1, by="sam", now=NOW)
    number = merge(db, kept, twin, summary=Side.MERGED, needs=Side.BOTH).id

    assert put_apart(db, number, by=EDITOR, now=NOW) == ()

    for one in (kept, twin):
        assert replace(get_service(db, one.id), may_have_changed=one.may_have_changed) == one
        assert get_service_by_slug(db, one.slug).id == one.id
    assert [change.service_id for change in get_changes(db, twin.id)] == [twin.id]
    assert pairs_not_the_same(db, Subject.SERVICE) == [tuple(sorted((kept.id, twin.id)))]


def test_put_apart_what_was_put_right_since_stays_right(db, pair):
    kept, twin = pair
    number = merge(db, kept, twin, summary=Side.MERGED).id
    now = get_service(db, kept.id)
    points = tuple(replace(one, value="07700 900009") if one.id == "c2" else one for one in now.contact_points)
    publish_edit(db, replace(now, summary="Newer", contact_points=points), made_from=2, by=EDITOR, now=NOW)

    assert put_apart(db, number, by=EDITOR, now=NOW) == ("summary",)

    assert get_service(db, kept.id).summary == "Newer"
    assert [point.value for point in get_service(db, twin.id).contact_points] == ["07700 900009"]
    with pytest.raises(MergeRefused):
        put_apart(db, number, by=EDITOR, now=NOW)


def test_nothing_is_merged_that_an_editor_has_not_seen(db, pair):
    kept, twin = pair
    publish_edit(db, replace(twin, summary="Newer"), made_from=1, by=EDITOR, now=NOW)

    with pytest.raises(MergeRefused, match="while you were looking"):
        merge_services(db, kept.id, twin.id, chosen={}, versions=(1, 1), by=EDITOR, now=NOW)


def test_a_suspended_listing_is_not_merged_into_a_public_one(db, pair):
    kept, twin = pair
    suspend(db, twin.id, reason="A worry", by=EDITOR, now=NOW)

    with pytest.raises(MergeRefused, match="suspended"):
        merge(db, kept, twin)


def test_what_is_suspended_comes_back_by_no_other_way(db, pair):
    kept, twin = pair
    number = merge(db, kept, twin).id
    suspend(db, kept.id, reason="A worry", by=EDITOR, now=NOW)

    with pytest.raises(MergeRefused, match="suspended"):
        put_apart(db, number, by=EDITOR, now=NOW)


def test_of_three_the_last_is_put_apart_first(db, pair, published):
    kept, twin = pair
    third = published(name="Third", contact_points=())
    number = merge(db, kept, twin).id
    merge(db, third, get_service(db, kept.id))

    assert get_service_by_slug(db, twin.slug).id == third.id
    with pytest.raises(MergeRefused, match="first"):
        put_apart(db, number, by=EDITOR, now=NOW)


def told(db, service, record, source=SOURCE):
    with writing(db):
        save_record(db, source, record, service.id, NOW)
        save_provenance(db, service.id, Provenance("contact_points", source, f'[{{"id":"{service.id}-c1"}}]'))


def test_a_source_goes_on_with_the_kept_one(db, pair):
    kept, twin = pair
    told(db, twin, "row 7")

    number = merge(db, kept, twin).id

    assert records_of_source(db, SOURCE) == {"row 7": kept.id}
    [known] = get_provenances(db, [kept.id], SOURCE)[kept.id].values()
    assert known.imported == f'[{{"id":"{kept.id}-c1"}}]'
    put_apart(db, number, by=EDITOR, now=NOW)
    assert records_of_source(db, SOURCE) == {"row 7": twin.id}
    assert not get_provenances(db, [kept.id], SOURCE)[kept.id]


def test_of_two_rows_of_one_source_the_kept_ones_is_followed(db, pair):
    kept, twin = pair
    told(db, kept, "row 3")
    told(db, twin, "row 7")

    merge(db, kept, twin)

    assert second_records_of(db, SOURCE) == {"row 7"}


def test_what_is_taken_out_of_the_kept_one_is_taken_out_of_the_merged_ones_past(db, pair):
    kept, twin = pair
    merge(db, kept, twin, summary=Side.MERGED)

    redact_text(db, kept.id, "a kettle", by=EDITOR, now=NOW)

    assert "kettle" not in "".join(version.facts for one in pair for version in get_versions(db, one.id))


@pytest.fixture
def two_organisations(db, published):
    kept = get_organisation(db, published().organisation_id)
    other = an_organisation("Harbour Youth Trust", email="office@example.org", identifiers=(CHARITY,))
    with writing(db):
        save_organisation(db, other)
        publish(db, a_service("Boat club", organisation_id=other.id), by="seed", reason="Seeded", now=NOW)
        keeper = add_keeper(db, email="sam@example.org", role=Role.PROVIDER, now=NOW)
        save_keeper(db, replace(keeper, organisations=frozenset({other.id})))
    return kept, get_organisation(db, other.id)


def test_the_kept_organisation_has_what_both_had(db, two_organisations):
    kept, other = two_organisations

    merge_organisations(db, kept.id, other.id, take=["email"], by=EDITOR, now=NOW)

    assert get_organisation_by_slug(db, other.slug).id == kept.id
    assert organisation_named(db, other.name).id == kept.id
    found = organisation_identified(db, CHARITY)
    assert (found.id, found.name, found.email) == (kept.id, kept.name, "office@example.org")
    assert [keeper.email for keeper in keepers_of(db, kept.id)] == ["sam@example.org"]
    assert {get_service_by_slug(db, one).organisation_id for one in slugs(db)} == {kept.id}


def test_put_apart_each_organisation_has_its_own_again(db, two_organisations):
    kept, other = two_organisations
    number = merge_organisations(db, kept.id, other.id, take=[], by=EDITOR, now=NOW).id

    put_organisations_apart(db, number, by=EDITOR, now=NOW)

    assert get_organisation(db, other.id) == other
    assert get_organisation_by_slug(db, other.slug) == other
    assert keepers_of(db, kept.id) == []
    assert [keeper.email for keeper in keepers_of(db, other.id)] == ["sam@example.org"]
    assert {get_service_by_slug(db, one).organisation_id for one in slugs(db)} == {kept.id, other.id}


def slugs(db):
    return [row[0] for row in db.execute("SELECT slug FROM services")]


def test_facts_of_both_are_as_json_before_and_after(db, pair):
    kept, twin = pair
    number = merge(db, kept, twin, needs=Side.BOTH).id
    put_apart(db, number, by=EDITOR, now=NOW)

    assert to_json(get_service(db, kept.id)) == to_json(kept)


def test_what_is_redacted_of_a_merged_one_is_in_no_version_of_the_other_though_they_are_two_again(db, pair, tmp_path):
    kept, twin = pair
    number = merge(db, kept, twin, summary=Side.MERGED).id
    put_apart(db, number, by=EDITOR, now=NOW)
    publish_edit(db, replace(get_service(db, kept.id), description="Ours."), made_from=3, by=EDITOR, now=NOW)
    db.execute("VACUUM INTO ?", [str(tmp_path / "backup.sqlite3")])

    for field in ("contact_points/c2", "description", "name"):
        redact_fact(db, twin.id, field, by=EDITOR, now=NOW)
    backup = open_database(tmp_path / "backup.sqlite3")
    redact_again(backup, get_redactions(db))

    for one in (db, backup):
        told = [f"{version.facts} {version.reason}" for each in (kept.id, twin.id) for version in get_versions(one, each)]
        assert not any(words in facts for facts in told for words in (TEXT.value, "A room and a kettle", twin.name))
        assert get_service(one, kept.id).description == "Ours."
        assert get_service(one, kept.id).name == kept.name
    assert {one.service_id for one in get_redactions(db)} == {twin.id}
    backup.close()


def test_what_is_redacted_goes_where_the_other_tells_it_under_another_number_too(db, pair):
    kept, twin = pair
    number = merge(db, kept, twin).id
    put_apart(db, number, by=EDITOR, now=NOW)
    again = replace(get_service(db, kept.id), contact_points=(replace(TEXT, id="x", value="07700900001"),))
    publish_edit(db, again, made_from=3, by=EDITOR, now=NOW)

    redact_fact(db, twin.id, "contact_points/c2/value", by=EDITOR, now=NOW)

    assert get_service(db, kept.id).contact_points == ()
    assert (kept.id, "contact_points/x") in {(one.service_id, one.field) for one in get_redactions(db)}


def test_a_backup_of_before_a_merge_does_not_bring_back_what_the_other_took_over_and_lost(db, pair, tmp_path):
    kept, twin = pair
    db.execute("VACUUM INTO ?", [str(tmp_path / "backup.sqlite3")])
    number = merge_services(
        db, kept.id, twin.id, chosen={"description": Side.MERGED}, versions=(1, 1), by=EDITOR, now=LATER
    ).id
    put_apart(db, number, by=EDITOR, now=LATER)
    for one in (kept, twin):
        told = "A room and a kettle." if one is kept else None
        edited = replace(get_service(db, one.id), description=told)
        publish_edit(db, edited, made_from=latest_version(db, one.id), by=EDITOR, now=LATER)

    redact_fact(db, kept.id, "description", by=EDITOR, now=LATER)
    backup = open_database(tmp_path / "backup.sqlite3")
    redact_again(backup, get_redactions(db))

    assert get_service(backup, twin.id).description is None
    assert not any("kettle" in version.facts for version in get_versions(backup, twin.id))
    backup.close()


def test_half_filled_forms_go_back_when_two_are_put_apart(db, pair):
    kept, twin = pair
    with writing(db):
        keeper = add_keeper(db, email="sam@example.org", role=Role.PROVIDER, now=NOW)
        typed = {"summary": "Half"}
        save_draft(db, Draft(keeper_id=keeper.id, service_id=twin.id, form="words", typed=typed, made_from=1, kept_at=NOW))
    number = merge(db, kept, twin).id
    put_apart(db, number, by=EDITOR, now=NOW)

    [draft] = list_drafts(db, keeper.id, NOW)
    assert (draft.service_id, draft.made_from) == (twin.id, 1)


def test_a_redacted_number_in_a_register_does_not_come_back_when_two_organisations_are_put_apart(db, pair):
    kept, twin = pair
    with writing(db):
        save_organisation(db, an_organisation("Harbour Youth Trust", id="harbour", identifiers=(CHARITY,)))
    number = merge_organisations(db, twin.organisation_id, "harbour", take=(), by=EDITOR, now=NOW).id

    redact_fact(db, kept.id, "organisation.identifiers", by=EDITOR, now=NOW)
    put_organisations_apart(db, number, by=EDITOR, now=NOW)

    assert organisation_identified(db, CHARITY) is None
    assert "123456" not in str(db.execute("SELECT moved FROM merges").fetchall())
