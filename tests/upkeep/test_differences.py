"""What a source says otherwise than we do is decided by an editor."""

from dataclasses import replace

import pytest

from directory.domain.changes import ContactNotConfirmed
from directory.domain.events import Action
from directory.domain.provenance import Difference, Provenance
from directory.publishing.editing import publish_edit
from directory.store.codec import to_json
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.organisations import get_organisation
from directory.store.provenance import get_differences, get_provenance, save_difference, save_provenance
from directory.store.services import get_service
from directory.upkeep.differences import Settled, settle, told_otherwise
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


def marks_of(db, service):
    return [one.mark for one in told_otherwise(db, service.id)]


def test_what_the_source_says_is_taken_over_and_followed_from_then_on(db, published, differs):
    service = published(summary="Ours")
    differs(service, "summary", "Ours", "Theirs")

    settled = settle(db, service.id, take=marks_of(db, service), leave=(), by=EDITOR, now=NOW)

    assert settled == Settled(taken=("summary",), left=(), missed=0)
    assert get_service(db, service.id).summary == "Theirs"
    assert not get_provenance(db, service.id)["summary"].kept_here
    assert get_differences(db) == ()
    assert [event.action for _, event in list_events(db)] == [Action.EDITED]


def test_so_is_a_fact_of_the_organisation_once_it_was_confirmed(db, published, differs):
    service = published()
    differs(service, "organisation.email", None, "office@example.org")
    marks = marks_of(db, service)

    with pytest.raises(ContactNotConfirmed):
        settle(db, service.id, take=marks, leave=(), by=EDITOR, now=NOW)
    settle(db, service.id, take=marks, leave=(), by=EDITOR, now=NOW, through=dict.fromkeys(marks, "01632 960001"))

    assert get_organisation(db, service.organisation_id).email == "office@example.org"


def test_ours_stays_when_an_editor_leaves_it(db, published, differs):
    service = published(summary="Ours")
    differs(service, "summary", "Ours", "Theirs")
    marks = marks_of(db, service)

    settle(db, service.id, take=(), leave=marks, by=EDITOR, now=NOW)

    assert get_service(db, service.id).summary == "Ours"
    assert get_provenance(db, service.id)["summary"].kept_here
    assert settle(db, service.id, take=(), leave=marks, by=EDITOR, now=NOW) == Settled((), (), missed=1)


def test_words_the_editor_was_not_shown_are_not_overwritten(db, published, differs):
    service = published(summary="Ours")
    differs(service, "summary", "Ours", "Theirs")
    seen = marks_of(db, service)
    publish_edit(db, replace(service, summary="Newer"), made_from=1, by=EDITOR, now=NOW)

    assert settle(db, service.id, take=seen, leave=(), by=EDITOR, now=NOW).missed == 1
    assert get_service(db, service.id).summary == "Newer"
