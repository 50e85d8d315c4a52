"""Ours beside theirs, on the desk."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from directory.domain.provenance import Difference, Provenance
from directory.domain.services import Channel, ContactPoint
from directory.publishing.editing import publish_edit
from directory.store.codec import to_json
from directory.store.database import writing
from directory.store.organisations import get_organisation
from directory.store.provenance import count_differences, save_difference, save_provenance
from directory.store.services import get_service
from directory.store.versions import get_versions, latest_version
from tests.builders import a_service

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def differs(db):
    def run(service, source="council.csv", **fields):
        with writing(db):
            for name, (ours, theirs) in fields.items():
                field = name.replace("__", ".")
                save_provenance(db, service.id, Provenance(field, source, to_json(theirs), kept_here=True))
                save_difference(db, Difference(service.id, field, source, to_json(ours), to_json(theirs), NOW))

    return run


def picks(page):
    return list(dict.fromkeys(one["name"] for one in page.all("input", type="radio")))


def test_ours_is_shown_beside_theirs(editor, service, differs):
    differs(service, summary=(None, "Their words"), organisation__email=(None, "office@example.org"))

    page = editor.open("/editors/differences")

    assert "1 listing" in page.text
    assert "not told us" in page.text
    assert "Their words" in page.text
    assert "Organisation: email" in page.text


def test_many_are_taken_over_and_left_in_one_press(editor, service, differs, db):
    differs(
        service,
        summary=(None, "Theirs"),
        description=(None, "Theirs too"),
        organisation__email=(None, "office@example.org"),
    )
    description, email, summary = picks(editor.open("/editors/differences"))

    typed = {summary: "take", email: "take", description: "leave", email.replace("pick", "through"): "their website"}
    page = editor.send(f"/editors/differences/{service.slug}", **typed)

    now = get_service(db, service.id)
    assert (now.summary, now.description) == ("Theirs", None)
    assert get_organisation(db, service.organisation_id).email == "office@example.org"
    assert "2 facts taken over and public now; 1 fact left as it is here." in page.text
    assert count_differences(db) == 0
    assert latest_version(db, service.id) == 2


def test_all_of_a_listing_are_taken_over_at_once(editor, service, differs, db):
    differs(service, summary=(None, "Theirs"), description=(None, "Theirs too"))
    typed = dict.fromkeys(picks(editor.open("/editors/differences")), "later")

    editor.send(f"/editors/differences/{service.slug}", **typed, all="take")

    assert get_service(db, service.id).description == "Theirs too"


def test_what_was_not_seen_is_not_written_over(editor, service, differs, db):
    differs(service, summary=(None, "Theirs"))
    [pick] = picks(editor.open("/editors/differences"))
    publish_edit(db, replace(service, summary="Newer"), made_from=0, by="keeper 9", now=NOW)

    page = editor.send(f"/editors/differences/{service.slug}", **{pick: "take"})

    assert "1 fact changed while you were looking" in page.text
    assert get_service(db, service.id).summary == "Newer"
    assert "Newer" in page.text


def test_thousands_come_a_page_at_a_time(editor, listed, differs):
    for number in range(12):
        differs(listed(a_service(f"Listing {number:02}")), summary=(None, "Theirs"))

    page = editor.open("/editors/differences")

    assert "Page 1 of 2" in page.text
    assert "Listing" in editor.open("/editors/differences?page=99").text


def test_one_source_is_looked_at_by_itself(editor, listed, differs):
    differs(listed(a_service("From the council")), summary=(None, "Theirs"))
    differs(listed(a_service("From the trust")), source="trust.csv", summary=(None, "Theirs"))

    page = editor.open("/editors/differences?source=trust.csv")

    assert "From the trust" in page.text
    assert "From the council" not in page.text


NEW_EMAIL = ContactPoint("new", Channel.EMAIL, "hello@example.org")


def test_taking_all_over_leaves_a_new_number_out_and_it_is_taken_alone_with_how_it_was_confirmed(
    editor, service, differs, db, inbox
):
    before = get_service(db, service.id).contact_points
    differs(service, summary=(None, "Theirs"), contact_points=(before, (*before, NEW_EMAIL)))
    page = editor.open("/editors/differences")
    assert "Take the other 1 over" in page.text
    typed = dict.fromkeys(picks(page), "later")

    page = editor.send(f"/editors/differences/{service.slug}", **typed, all="take")
    assert "1 new number or address to be taken over each by itself" in page.text
    assert get_service(db, service.id).summary == "Theirs"
    assert get_service(db, service.id).contact_points == before

    [pick] = picks(page)
    page = editor.send(f"/editors/differences/{service.slug}", **{pick: "take"})
    assert "Enter the number or address that we had before" in page.text
    assert get_service(db, service.id).contact_points == before

    through = pick.replace("pick", "through")
    editor.send(f"/editors/differences/{service.slug}", **{pick: "take", through: "their website"})
    assert get_service(db, service.id).contact_points == (*before, NEW_EMAIL)
    assert get_versions(db, service.id)[-1].reason == "Taken over from council.csv. Confirmed through: their website"
    assert inbox.to("sam@example.org")
