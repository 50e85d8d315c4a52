"""Whatever people do, and in whichever order: the newest version is what is public, and marks are what waits."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from directory.domain.changes import ChangeState, ContactNotConfirmed, EditConflict
from directory.domain.eligibility import AgeRule
from directory.domain.facts import difference
from directory.domain.services import Channel, ContactPoint, Threshold
from directory.publishing.editing import publish_edit
from directory.publishing.listings import publish
from directory.publishing.proposing import is_of_what_is_gone, propose, undo
from directory.publishing.versions import put_back
from directory.store.changes import awaits_narrowing, get_changes
from directory.store.database import create_database, writing
from directory.store.events import list_events
from directory.store.organisations import save_organisation
from directory.store.services import get_service
from directory.store.versions import latest_version, read_version
from tests.answers import approve, ask_for_change, decline
from tests.builders import a_service, an_organisation

NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Europe/London"))
NUMBERS = ("01632 960001", "01632 960002")

edits = st.fixed_dictionaries(
    {},
    optional={
        "summary": st.sampled_from(("One", "Two")),
        "taking_new_people": st.booleans(),
        "age_rules": st.sampled_from(((AgeRule(11, 18),), (AgeRule(16, 18),))),
        "threshold": st.builds(Threshold, not_for_plain=st.sampled_from((None, "Emergencies"))),
        "contact_points": st.lists(
            st.builds(ContactPoint, st.sampled_from(("c1", "c2")), st.just(Channel.PHONE), st.sampled_from(NUMBERS)),
            max_size=2,
            unique_by=lambda one: one.id,
        ).map(tuple),
    },
)
people = st.sampled_from(("first@example.org", "second@example.org"))


class Keeping(RuleBasedStateMachine):
    """One listing, two keepers and an editor, each working from whichever version they happen to have open."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.db = create_database(Path(self.folder.name) / "directory.sqlite3")
        with writing(self.db):
            self.db.execute(
                "INSERT INTO terms (facet, slug, position, label, flags) VALUES ('need', 'worry-anxiety', 1, '', '[]')"
            )
            save_organisation(self.db, an_organisation(email="office@example.org"))
            self.id = publish(self.db, a_service(), by="seed", reason="Seeded", now=NOW).id
        self.events = 0

    @rule(facts=edits, by=people, back=st.integers(0, 3))
    def send(self, facts, by, back) -> None:
        made_from = max(latest_version(self.db, self.id) - back, 1)
        before = get_service(self.db, self.id)
        edited = replace(read_version(self.db, self.id, made_from), **facts)
        try:
            propose(self.db, edited, made_from=made_from, by=by, now=NOW)
        except EditConflict as conflict:
            assert {change.field for change in conflict.mine} >= {one.field for one in conflict.conflicts}  # noqa: PT017
            assert get_service(self.db, self.id) == before

    @rule(facts=edits, back=st.integers(0, 3))
    def edit(self, facts, back) -> None:
        made_from = max(latest_version(self.db, self.id) - back, 1)
        edited = replace(read_version(self.db, self.id, made_from), **facts)
        try:
            publish_edit(self.db, edited, made_from=made_from, by="editor@example.org", now=NOW)
        except EditConflict as conflict:
            assert conflict.conflicts  # noqa: PT017

    @rule(which=st.integers(0, 20), answer=st.sampled_from((approve, decline, ask_for_change)), both_seen=st.booleans())
    def answer(self, which, answer, both_seen) -> None:
        changes = get_changes(self.db, self.id)
        if not changes:
            return
        change = changes[which % len(changes)]
        approved = {"confirmed_through": "office@example.org", "both_seen": both_seen}
        told = approved if answer is approve else {"reason": "Why"}
        service = get_service(self.db, self.id)
        try:
            answer(self.db, change.id, by="editor@example.org", now=NOW, **told)
        except EditConflict as conflict:
            gone = [is_of_what_is_gone(service, one.mine) for one in conflict.conflicts]
            assert all(gone) if both_seen else gone

    @rule(which=st.integers(0, 20))
    def approve_without_asking(self, which) -> None:
        changes = get_changes(self.db, self.id)
        if not changes:
            return
        numbers = {one.value for one in get_service(self.db, self.id).contact_points}
        with suppress(EditConflict, ContactNotConfirmed):
            approve(self.db, changes[which % len(changes)].id, by="editor@example.org", now=NOW)
        assert {one.value for one in get_service(self.db, self.id).contact_points} <= numbers

    @rule(which=st.integers(0, 20))
    def take_back(self, which) -> None:
        changes = get_changes(self.db, self.id)
        if changes:
            number = changes[which % len(changes)].id
            try:
                undone = undo(self.db, number, by="first@example.org", now=NOW)
            except EditConflict:
                return
            assert not undone.in_state(ChangeState.LIVE)

    @rule(back=st.integers(1, 4))
    def put_a_version_back(self, back) -> None:
        contacts = get_service(self.db, self.id).contact_points
        put_back(self.db, self.id, max(latest_version(self.db, self.id) - back, 1), by="editor@example.org", now=NOW)
        assert get_service(self.db, self.id).contact_points == contacts

    @invariant()
    def the_newest_version_is_what_is_public(self) -> None:
        if hasattr(self, "db"):
            public = get_service(self.db, self.id)
            assert not difference(read_version(self.db, self.id, latest_version(self.db, self.id)), public)
            assert public.may_have_changed == awaits_narrowing(self.db, self.id)

    @invariant()
    def the_audit_only_grows(self) -> None:
        if hasattr(self, "db"):
            events = len(list_events(self.db, most=10_000))
            assert events >= self.events
            self.events = events

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.close()
            self.folder.cleanup()


TestKeeping = Keeping.TestCase
TestKeeping.settings = settings(max_examples=15, stateful_step_count=25)
