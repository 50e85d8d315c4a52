"""What a source says otherwise than we do is decided by an editor."""

from dataclasses import replace

import pytest

from directory.domain.changes import EditConflict
from directory.domain.events import Action
from directory.domain.provenance import Difference, Provenance
from directory.publishing.editing import publish_edit
from directory.store.codec import to_json
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.organisations import get_organisation
from directory.store.provenance import get_differences, get_provenance, save_difference, save_provenance
from directory.store.services import get_service
from directory.upkeep.differences import DifferenceNotFound, leave_ours, take_over
from tests.publishing.conftest import NOW

EDITOR, SOURCE = "editor@example.org", "council.csv"


@pytest.fixture
def differs(db):
    def run(service, field, ours, theirs):
        with writing(db):
            told = Provenance(field, SOURCE, to_json(theirs), kept_here=True)
            save_provenance(db, service.id, told)
            save_difference(db, Difference(service.id, field, SOURCE, to_json(ours), to_json(theirs), NOW))

    return run


def test_what_the_source_says_is_taken_over_and_followed_from_then_on(db, published, differs):
    service = published(summary="Ours")
    differs(service, "summary", "Ours", "Theirs")

    take_over(db, service.id, "summary", SOURCE, by=EDITOR, now=NOW)

    assert get_service(db, service.id).summary == "Theirs"
    assert not get_provenance(db, service.id)["summary"].kept_here
    assert get_differences(db) == ()
    assert [event.action for _, event in list_events(db)] == [Action.EDITED]


def test_so_is_a_fact_of_the_organisation(db, published, differs):
    service = published()
    differs(service, "organisation.email", None, "office@example.org")

    take_over(db, service.id, "organisation.email", SOURCE, by=EDITOR, now=NOW)

    assert get_organisation(db, service.organisation_id).email == "office@example.org"


def test_ours_stays_when_an_editor_leaves_it(db, published, differs):
    service = published(summary="Ours")
    differs(service, "summary", "Ours", "Theirs")

    leave_ours(db, service.id, "summary", SOURCE)

    assert get_service(db, service.id).summary == "Ours"
    assert get_provenance(db, service.id)["summary"].kept_here
    with pytest.raises(DifferenceNotFound):
        leave_ours(db, service.id, "summary", SOURCE)


def test_words_the_editor_was_not_shown_are_not_overwritten(db, published, differs):
    service = published(summary="Ours")
    differs(service, "summary", "Ours", "Theirs")
    publish_edit(db, replace(service, summary="Newer"), made_from=1, by=EDITOR, now=NOW)

    with pytest.raises(EditConflict):
        take_over(db, service.id, "summary", SOURCE, by=EDITOR, now=NOW)
    assert get_service(db, service.id).summary == "Newer"
