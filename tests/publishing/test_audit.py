"""Everything that is done is written down once, for ever, without a word of what was said or searched for."""

import sqlite3
from dataclasses import replace

import pytest

from directory.domain.eligibility import AgeRule
from directory.domain.events import Action, Event, Subject
from directory.publishing.editing import make_public, publish_edit
from directory.publishing.ending import lift_suspension, retire, suspend
from directory.publishing.proposing import propose, undo
from directory.publishing.redacting import redact_fact
from directory.publishing.versions import put_back
from directory.store.database import writing
from directory.store.events import add_event, list_events
from directory.store.services import get_service, save_service
from directory.store.versions import latest_version
from tests.answers import approve, ask_for_change, decline
from tests.publishing.conftest import NOW

KEEPER, EDITOR = "keeper@example.org", "editor@example.org"
WORDS = "Words that stay out of it"


@pytest.fixture
def sent(db):
    def run(service, **facts) -> int:
        edited = replace(get_service(db, service.id), **facts)
        return propose(db, edited, made_from=latest_version(db, service.id), by=KEEPER, now=NOW).change.id

    return run


@pytest.fixture
def everything_done(db, published, sent):
    """Every act of this room, once."""
    service = published(contact_points=())
    undo(db, sent(service, taking_new_people=False), by=KEEPER, now=NOW)
    approve(db, sent(service, summary=WORDS, age_rules=(AgeRule(11, 12),)), by=EDITOR, now=NOW)
    number = sent(service, while_you_wait=WORDS)
    ask_for_change(db, number, reason=WORDS, by=EDITOR, now=NOW)
    decline(db, number, reason=WORDS, by=EDITOR, now=NOW)
    publish_edit(
        db,
        replace(get_service(db, service.id), description=WORDS),
        made_from=latest_version(db, service.id),
        by=EDITOR,
        now=NOW,
    )
    put_back(db, service.id, 1, by=EDITOR, now=NOW)
    redact_fact(db, service.id, "description", by=EDITOR, now=NOW)
    suspend(db, service.id, reason=WORDS, by=EDITOR, now=NOW)
    lift_suspension(db, service.id, by=EDITOR, now=NOW)
    make_public(db, service.id, by=EDITOR, now=NOW)
    retire(db, service.id, try_instead=WORDS, by=EDITOR, now=NOW)
    return service


def test_every_act_is_written_down_with_who_and_which_facts_and_none_of_the_words(db, everything_done):
    events = [event for _, event in reversed(list_events(db, subject=Subject.SERVICE, subject_id=everything_done.id))]

    assert [(event.action, event.by, event.facts) for event in events] == [
        (Action.WENT_LIVE, KEEPER, ("taking_new_people",)),
        (Action.UNDONE, KEEPER, ("taking_new_people",)),
        (Action.PROPOSED, KEEPER, ("summary", "age_rules")),
        (Action.APPROVED, EDITOR, ("age_rules", "summary")),
        (Action.PROPOSED, KEEPER, ("while_you_wait",)),
        (Action.ASKED_FOR_CHANGE, EDITOR, ("while_you_wait",)),
        (Action.DECLINED, EDITOR, ("while_you_wait",)),
        (Action.EDITED, EDITOR, ("description",)),
        (Action.PUT_BACK, EDITOR, ("summary", "description", "age_rules")),
        (Action.REDACTED, EDITOR, ("description",)),
        (Action.SUSPENDED, EDITOR, ()),
        (Action.SUSPENSION_LIFTED, EDITOR, ()),
        (Action.MADE_PUBLIC, EDITOR, ()),
        (Action.RETIRED, EDITOR, ()),
    ]
    assert WORDS not in str(list(db.query("SELECT * FROM events")))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET by = 'nobody'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT * FROM events WHERE id = 1",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_written_down(db, everything_done, statement):
    before = list_events(db)

    with pytest.raises(sqlite3.IntegrityError, match="only ever added"), writing(db):
        db.execute(statement)
    assert list_events(db) == before


def test_an_act_that_fails_is_not_written_down(db, published):
    service = published()

    with pytest.raises(sqlite3.IntegrityError):
        _write_down_and_fail(db, service)
    assert list_events(db) == ()


def _write_down_and_fail(db, service):
    with writing(db):
        add_event(db, Event(Action.EDITED, KEEPER, NOW, Subject.SERVICE, service.id))
        save_service(db, replace(service, organisation_id="nobody"))


def test_the_audit_has_no_place_for_words(db):
    """A name of who, of what was done, of the record, and of facts: nothing that somebody typed."""
    columns = [row["name"] for row in db.query("SELECT name FROM pragma_table_info('events')")]

    assert columns == ["id", "action", "by", "at", "subject", "subject_id", "facts"]


def test_the_audit_is_read_a_page_at_a_time(db, everything_done):
    newest = list_events(db, most=3)
    older = list_events(db, most=3, before=newest[-1][0])

    assert [number for number, _ in (*newest, *older)] == [14, 13, 12, 11, 10, 9]
    assert {event.by for _, event in list_events(db, by=KEEPER)} == {KEEPER}
    assert [event.action for _, event in list_events(db, action=Action.RETIRED)] == [Action.RETIRED]
