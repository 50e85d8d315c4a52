"""Two that may be one, on the desk: looked at, merged, told to be two, put apart."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from directory.domain.provenance import Provenance
from directory.domain.services import Channel, ContactPoint
from directory.publishing.listings import publish
from directory.store.database import writing
from directory.store.organisations import save_organisation
from directory.store.provenance import save_provenance
from directory.store.services import get_service
from tests.builders import a_location, a_service, an_organisation

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def twins(db, service):
    with writing(db):
        points = [(ContactPoint(part, Channel.PHONE, "01632 960001"),) for part in ("a", "b")]
        kept = publish(db, replace(service, contact_points=points[0]), by="seed", reason="Seeded", now=NOW)
        other = a_service("Teen Talk", slug="teen-talk-2", summary="Talk.", contact_points=points[1])
        return kept, publish(db, other, by="seed", reason="Seeded", now=NOW)


def address(kept, other):
    return f"/editors/duplicates/services?keep={kept.id}&merge={other.id}"


def test_a_likely_pair_is_shown_with_why(editor, twins):
    page = editor.open("/editors/duplicates")

    assert "1 pair may be one and the same" in page.text
    assert (
        "They have names that are the same; the same phone number: 01632960001; run by the same organisation." in page.text
    )


def test_two_are_looked_at_fact_by_fact_and_merged(editor, twins, browser):
    kept, other = twins
    page = editor.open(address(kept, other))
    assert "checked" in page.all("input", name="side/summary", value="merged")[0]
    versions = page.all("input", name="versions")[0]["value"]

    page = editor.send(address(kept, other), versions=versions)

    assert "Merged." in page.text
    assert "0 pairs" in page.text
    assert "Talk." in browser.open("/services/teen-talk-2").text
    assert browser.client.get("/services/teen-talk-2", base_url="https://directory.example.org").status_code == 302


def test_two_of_one_name_are_told_apart_by_code_organisation_source_and_postcode(editor, db, service):
    with writing(db):
        save_organisation(db, an_organisation("Quay Trust", id="quay", slug="quay-trust"))
        places = [(a_location(id=f"at-{end}", postcode=f"PO1 {end}"),) for end in ("2AL", "3BB")]
        one = publish(db, replace(service, locations=places[0]), by="seed", reason="Seeded", now=NOW)
        twin = a_service(one.name, id="twin", slug="teen-talk-2", organisation_id="quay", locations=places[1])
        publish(db, twin, by="seed", reason="Seeded", now=NOW)
        save_provenance(db, "twin", Provenance("summary", "council.csv", '"Talk."'))

    page = editor.open(address(one, twin))

    assert f"Run by Harbour Youth public, code {one.code}, PO1 2AL" in page.text
    assert f"Run by Quay Trust public, code {twin.code}, PO1 3BB, from council.csv" in page.text
    assert f"The other way round: keep {one.name} (code {twin.code})" in page.text


def test_what_it_would_be_is_seen_before_anything_is_done(editor, twins, db):
    kept, other = twins
    editor.open(address(kept, other))

    page = editor.send(address(kept, other), look="1", **{"side/name": "merged"})

    assert "So it would be" in page.text
    assert get_service(db, other.id).published_on
    assert "checked" in page.all("input", name="side/name", value="merged")[0]


def test_a_change_meanwhile_is_said_and_what_was_chosen_stays(editor, twins):
    kept, other = twins
    editor.open(address(kept, other))

    page = editor.send(address(kept, other), versions="0-0", **{"side/name": "merged"})

    assert "Somebody has changed one of the two" in page.text
    assert "checked" in page.all("input", name="side/name", value="merged")[0]


def test_merged_ones_are_put_apart(editor, twins, db):
    kept, other = twins
    versions = editor.open(address(kept, other)).all("input", name="versions")[0]["value"]
    editor.send(address(kept, other), versions=versions)
    page = editor.open("/editors/duplicates/merged/1")
    assert "Merged with Teen Talk" in page.text
    assert page.text.count("Seeded") == 2
    assert "Talk." in page.text
    assert "by eve@example.org" in page.text
    assert "keeper " not in page.text
    assert f"(code {kept.code})" in page.text
    assert f"(code {other.code})" in page.text
    assert "/editors/duplicates/merged/1" in editor.open(f"/editors/listings/{kept.slug}").links
    assert f"code {other.code}" in editor.open("/editors/duplicates").text
    editor.open("/editors/duplicates/merged/1")

    page = editor.send("/editors/duplicates/merged/1/apart")

    assert "Put apart again." in page.text
    assert get_service(db, other.id).published_on
    assert "Known to be two" in page.text


def test_two_that_are_two_are_not_asked_about_again_until_an_editor_wants_it(editor, twins):
    kept, other = twins
    editor.open("/editors/duplicates")
    pair = {"subject": "service", "one": kept.id, "other": other.id}

    assert "0 pairs may be" in editor.send("/editors/duplicates/two", **pair).text
    assert "1 pair may be" in editor.send("/editors/duplicates/two", **pair, again="1").text


def test_two_that_an_editor_knows_are_found_by_address_and_code(editor, twins):
    kept, other = twins

    page = editor.open(
        f"/editors/duplicates/choose?subject=service&keep=https://x.example.org/services/{kept.slug}&merge={other.code}"
    )

    assert "Merge two listings" in page.text
    assert "cannot find one" in editor.open("/editors/duplicates/choose?subject=service&keep=x&merge=y").text


def test_two_organisations_are_merged_and_keepers_are_told(editor, db, service, keepers, inbox):
    page = editor.open(f"/editors/duplicates/organisations?keep=ann-s&merge={service.organisation_id}")
    assert "sam@example.org will keep all listings of Boat Club" in page.text

    page = editor.send(f"/editors/duplicates/organisations?keep=ann-s&merge={service.organisation_id}")

    assert "Merged." in page.text
    assert get_service(db, service.id).organisation_id == "ann-s"
    assert [letter["To"] for letter in inbox.all()] == ["ann@example.org"]


def test_an_organisation_is_not_merged_with_itself(editor, db):
    with writing(db):
        save_organisation(db, an_organisation("Pier", id="pier"))

    assert "one and the same" in editor.open("/editors/duplicates/organisations?keep=pier&merge=pier").text
