"""Late edits go to a second editor: fairly spread, once, and to nobody who sent or has them."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from directory.domain.events import Action
from directory.domain.keepers import Role, SecondStep
from directory.mail.letters import Letters
from directory.publishing.owners import give, hand_on_late, write_handed_on
from directory.publishing.proposing import propose
from directory.store.changes import get_owners
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.keepers import add_keeper, save_keeper, save_second_step
from tests.answers import approve
from tests.browser.conftest import ROOT
from tests.publishing.conftest import NOW

FRIDAY_AFTER = datetime(2026, 11, 27, 9, tzinfo=ZoneInfo("Europe/London"))  # five working days after NOW
MONDAY_AFTER = FRIDAY_AFTER + timedelta(days=3)


@pytest.fixture
def join(db):
    def run(email, role=Role.EDITOR, *, can_sign_in=True):
        with writing(db):
            keeper = add_keeper(db, email=email, role=role, now=NOW)
            if can_sign_in:
                save_second_step(db, SecondStep(keeper_id=keeper.id, secret="s", salt="s", set_up_at=NOW))
            return keeper

    return run


@pytest.fixture
def edit(db, published):
    """An edit of a listing of its own, sent at `NOW`."""

    def run(by="keeper 99", **facts):
        service = published(contact_points=(), **facts)
        return propose(db, replace(service, summary="We listen."), made_from=1, by=by, now=NOW).change

    return run


def now_with(db, *edits):
    owners = get_owners(db, [one.id for one in edits])
    return [owners[one.id].keeper_id if one.id in owners else None for one in edits]


def test_a_late_edit_goes_to_nobody_who_cannot_sign_in(db, join, edit):
    join("ada@example.org", Role.ADMIN, can_sign_in=False)
    one = edit()

    assert hand_on_late(db, now=MONDAY_AFTER) == ()
    eve = join("eve@example.org")
    hand_on_late(db, now=MONDAY_AFTER)
    assert now_with(db, one) == [eve.id]


def test_an_edit_goes_on_after_five_working_days_and_not_before(db, join, edit):
    eve, one = join("eve@example.org"), edit()

    assert hand_on_late(db, now=FRIDAY_AFTER) == ()
    (handed,) = hand_on_late(db, now=MONDAY_AFTER)

    assert (handed.change.id, handed.to, handed.working_days) == (one.id, eve, 6)
    assert now_with(db, one) == [eve.id]
    event = list_events(db, action=Action.HANDED_ON_EDIT)[0][1]
    assert (event.subject_id, event.facts) == (one.service_id, (eve.known_as,))


def test_it_goes_to_neither_who_has_it_nor_who_sent_it_nor_somebody_who_left(db, join, edit):
    eve, ada, gone = join("eve@example.org"), join("ada@example.org", Role.ADMIN), join("gone@example.org")
    ann = join("ann@example.org")
    join("sam@example.org", Role.PROVIDER)
    with writing(db):
        save_keeper(db, replace(gone, left_at=NOW))
    one = edit(by=ann.known_as)
    give(db, one.id, eve, held_by=None, by=eve.known_as, now=NOW)

    assert [handed.to for handed in hand_on_late(db, now=MONDAY_AFTER)] == [ada]


def test_running_it_twice_hands_nothing_on_twice(db, join, edit):
    join("eve@example.org")
    join("ada@example.org")
    one = edit()
    hand_on_late(db, now=MONDAY_AFTER)
    owner = now_with(db, one)

    assert hand_on_late(db, now=MONDAY_AFTER) == ()
    assert hand_on_late(db, now=MONDAY_AFTER + timedelta(days=4)) == ()
    assert now_with(db, one) == owner

    assert len(hand_on_late(db, now=MONDAY_AFTER + timedelta(days=8))) == 1
    assert now_with(db, one) != owner


def test_many_are_spread_fairly_and_each_editor_gets_one_letter(db, join, edit):
    editors = [join(f"{name}@example.org") for name in ("ada", "eve", "ivy")]
    for _ in range(7):
        edit()

    handed = hand_on_late(db, now=MONDAY_AFTER)

    assert sorted(Counter(one.to.id for one in handed).values()) == [2, 2, 3]
    letters = write_handed_on(Letters(ROOT / "templates/letters", name="Us", address="https://us.example.org"), handed)
    assert {letter.to for letter in letters} == {one.email for one in editors}
    assert all(f"https://us.example.org{one.path}\n" in "".join(letter.text for letter in letters) for one in handed)


def test_somebody_of_the_same_organisation_gets_it_only_where_there_is_nobody_else(db, join, edit):
    one = edit()
    near = join("near@example.org")
    with writing(db):
        organisation = db.execute("SELECT organisation_id FROM services").fetchone()[0]
        save_keeper(db, replace(near, organisations=frozenset({organisation})))
    far = join("far@example.org")

    assert [handed.to for handed in hand_on_late(db, now=MONDAY_AFTER)] == [far]
    hand_on_late(db, now=MONDAY_AFTER + timedelta(days=8))
    assert now_with(db, one) == [near.id]


def test_where_there_is_no_other_editor_it_stays(db, join, edit):
    eve, one = join("eve@example.org"), edit()
    give(db, one.id, eve, held_by=None, by=eve.known_as, now=NOW)

    assert hand_on_late(db, now=MONDAY_AFTER) == ()
    assert now_with(db, one) == [eve.id]


def test_what_was_answered_does_not_go_on(db, join, edit):
    join("eve@example.org")
    approve(db, edit().id, by="keeper 1", now=NOW)

    assert hand_on_late(db, now=MONDAY_AFTER) == ()
