"""Who is asked by letter, how often, and what happens where nobody answers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from directory.domain.checks import CheckMethod, CheckOutcome, CheckScope
from directory.domain.keepers import Role
from directory.domain.reminders import Asked
from directory.domain.services import Wait, WaitStage
from directory.store.database import open_database, writing
from directory.store.keepers import add_keeper, save_keeper
from directory.store.organisations import get_organisation, save_organisation
from directory.store.reminders import letters_cut_short
from directory.store.services import save_service
from directory.upkeep.checks import record_check
from directory.upkeep.reminders import begin_letter, letter_failed, letter_sent, silent_listings, to_remind
from tests.publishing.conftest import NOW

DAY_ONE = NOW.date()


@pytest.fixture
def sam(db, published):
    """Keeps Harbour Youth; the one listing is due after half a year."""
    service = published()
    with writing(db):
        keeper = add_keeper(db, email="sam@example.org", role=Role.PROVIDER, now=datetime(2026, 1, 1, tzinfo=UTC))
        save_keeper(db, replace(keeper, organisations=frozenset({service.organisation_id})))
    return service


@pytest.fixture
def send(db):
    """Write to whoever is to have a letter some days after the first; how many organisations had one."""

    def run(days):
        today = DAY_ONE + timedelta(days=days)
        numbers = [begin_letter(db, one, today=today) for one in to_remind(db, today=today)]
        for number in numbers:
            letter_sent(db, number)
        return len(numbers)

    return run


@pytest.fixture
def answered(db, sam):
    def run(days, outcome=CheckOutcome.CONFIRMED, scope=CheckScope.ALL):
        now = NOW + timedelta(days=days)
        record_check(
            db, service_id=sam.id, scope=scope, method=CheckMethod.TOLD_US, outcome=outcome, by="x", role="x", now=now
        )

    return run


def test_nobody_is_asked_before_something_is_due_and_nobody_twice_on_a_day(sam, send):
    assert [send(182), send(183), send(183), send(184)] == [0, 1, 0, 0]


def test_a_wait_is_asked_about_before_it_reads_not_known_now_and_still_once_a_quarter(db, sam, send, answered):
    wait = Wait(WaitStage.HELP_STARTS, 2, 4, "the team", DAY_ONE)
    with writing(db):
        save_service(db, replace(sam, waits=(wait,)))

    assert [send(76), send(77)] == [0, 1]
    assert wait.holds_on(DAY_ONE + timedelta(days=77 + 7))
    answered(77)
    assert [send(77 + 90), send(77 + 91)] == [0, 1]


def test_where_nobody_keeps_the_listings_there_is_nobody_to_write_to(db, published, send):
    published()

    assert send(183) == 0


def test_whoever_does_not_answer_is_asked_less_and_less_often(sam, send):
    days = [day for day in range(183, 183 + 1100) if send(day)]

    assert [day - 183 for day in days] == [0, 91, 91 + 182, 91 + 182 + 365, 91 + 182 + 365 * 2]


def test_an_answer_begins_the_row_anew(sam, send, answered):
    send(183)
    send(183 + 91)
    answered(280)

    assert [send(280 + 182), send(280 + 183), send(280 + 183 + 90), send(280 + 183 + 91)] == [0, 1, 0, 1]


def test_a_call_that_nobody_took_is_no_answer(db, sam, send, answered):
    send(183)
    answered(200, outcome=CheckOutcome.NO_ANSWER)

    assert [send(183 + 91), send(183 + 182), send(183 + 91 + 182)] == [1, 0, 1]


def test_an_organisation_has_one_letter_a_quarter_however_many_of_its_listings_come_due(db, sam, published, send, answered):
    send(183)
    published(name="Another", contact_points=())  # published on the same first day, so it is due as well
    answered(190)

    assert [send(183 + 90), send(183 + 91)] == [0, 1]


def test_after_three_letters_in_vain_somebody_has_to_ring(db, sam, send, answered):
    for day in (183, 183 + 91, 183 + 91 + 182):
        send(day)
    last = DAY_ONE + timedelta(days=183 + 91 + 182)

    assert silent_listings(db, last + timedelta(days=29)) == frozenset()
    assert silent_listings(db, last + timedelta(days=30)) == {sam.id}
    answered(500)
    assert silent_listings(db, last + timedelta(days=60)) == frozenset()


def test_a_letter_that_was_begun_counts_as_sent_unless_it_has_certainly_not_gone(db, sam):
    today = DAY_ONE + timedelta(days=183)
    waiting = to_remind(db, today=today)
    number = begin_letter(db, waiting[0], today=today)  # and killed here

    assert to_remind(db, today=today) == ()
    assert letters_cut_short(db, today + timedelta(days=1)) == [sam.organisation_id]
    letter_failed(db, number)
    assert to_remind(db, today=today) == waiting


def test_of_several_runs_at_once_one_writes(db, sam, tmp_path):
    today = DAY_ONE + timedelta(days=183)
    waiting, numbers = to_remind(db, today=today)[0], []

    def begin():
        own = open_database(tmp_path / "data" / "directory.sqlite3")
        numbers.append(begin_letter(own, waiting, today=today))
        own.close()

    runs = [Thread(target=begin) for _ in range(6)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()

    assert len([one for one in numbers if one is not None]) == 1


def test_what_has_not_been_asked_about_may_be_asked_about():
    assert Asked().may_be_asked(date(2026, 1, 1))


def declare(db, service, on):
    with writing(db):
        organisation = get_organisation(db, service.organisation_id)
        save_organisation(db, replace(organisation, inclusion=replace(organisation.inclusion, declared_on=on)))


def test_what_is_declared_yearly_is_asked_for_with_the_listings(db, sam):
    today = DAY_ONE + timedelta(days=200)

    assert to_remind(db, today=today)[0].must_declare
    declare(db, sam, today)
    assert not to_remind(db, today=today)[0].must_declare


def test_a_declaration_of_last_year_is_asked_for_though_nothing_else_is_due(db, sam):
    declare(db, sam, DAY_ONE - timedelta(days=367))

    asked = to_remind(db, today=DAY_ONE)

    assert [(one.service_ids, one.must_declare) for one in asked] == [((), True)]
    letter_sent(db, begin_letter(db, asked[0], today=DAY_ONE))
    assert to_remind(db, today=DAY_ONE + timedelta(days=30)) == ()
