"""What a restore takes away is named, and what was promised since waits for somebody again."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from directory.domain.checks import Check, CheckMethod, CheckScope
from directory.domain.crisis import CRISIS_LINES
from directory.domain.keepers import Role
from directory.domain.listing_reports import ListingReport, ReportReason
from directory.domain.organisations import Inclusion, OrganisationKind
from directory.domain.places import CouncilNumber
from directory.domain.proposals import Offered, ProposalState
from directory.domain.putting_away import NotForUs
from directory.publishing.editing import publish_edit
from directory.publishing.ending import suspend
from directory.publishing.listings import hold, publish
from directory.publishing.proposing import propose
from directory.publishing.putting_away import put_away
from directory.publishing.redacting import redact_fact
from directory.store.areas import save_council_numbers
from directory.store.checks import save_check
from directory.store.corrections import add_report
from directory.store.crisis_lines import save_crisis_lines
from directory.store.database import open_database, writing
from directory.store.going_back import GoingBack
from directory.store.keepers import add_keeper
from directory.store.organisations import save_organisation
from directory.store.proposals import get_proposal
from directory.upkeep.accepting import accept_proposal
from directory.upkeep.backing_up import back_up
from directory.upkeep.proposals import confirm_sender, receive_proposal
from directory.upkeep.restoring import look_ahead, restore
from tests.answers import decline
from tests.builders import PORTSMOUTH, a_service, an_organisation
from tests.publishing.conftest import NOW

LATER = NOW + timedelta(days=1)
KITCHEN = Offered(
    organisation="Mill Lane Kitchen", name="Monday table", summary="A warm room to cook and talk.", area="Portsmouth",
    kind=OrganisationKind.CHARITY, number="1012345", for_whom="Who likes to cook", youngest=11, oldest=17,
    phone="01632 960123", email="table@example.org", url="https://example.org", other_way="Knock at the back.",
)  # fmt: skip


@pytest.fixture
def kept(db, tmp_path):
    """A directory that somebody keeps, with a listing, backed up: the listing, and the path of the backup."""
    with writing(db):
        add_keeper(db, email="editor@example.org", role=Role.EDITOR, now=NOW)
        save_organisation(db, an_organisation())
        save_crisis_lines(db, CRISIS_LINES)
        service = publish(db, a_service(summary="Then", status=None), by="seed", reason="Seeded", now=NOW)

    def run():
        back_up(db, tmp_path / "one.backup", now=NOW)
        return tmp_path / "one.backup"

    return service, run


@pytest.fixture
def put_back(db, tmp_path):
    database = tmp_path / "data" / "directory.sqlite3"

    def run(path):
        db.close()
        done = restore(path, database, is_live=False, now=LATER)
        return done, open_database(database)

    return run


def sent_in(db):
    received = receive_proposal(
        db, offered=KITCHEN, inclusion=Inclusion(), who="Pat", sender="pat@example.org", receipt="ABCDEFGHJK", now=NOW
    )
    return confirm_sender(db, received.link, NOW).id


@pytest.mark.parametrize("was_sent_before", [True, False])
def test_a_new_service_that_was_accepted_since_waits_again_with_all_that_was_told(db, kept, put_back, was_sent_before):
    _, backed_up = kept
    number = sent_in(db) if was_sent_before else 0
    path = backed_up()
    number = number or sent_in(db)
    accept_proposal(db, number, councils=[PORTSMOUTH], by="Editor", now=LATER)

    done, now = put_back(path)

    with closing(now):
        again = get_proposal(now, number)
        assert (again.state, again.offered, again.sender) == (ProposalState.WAITING, KITCHEN, "pat@example.org")
        assert (again.organisation_id, again.service_id, again.decided_by, again.decided_at) == (None, None, None, None)
        assert accept_proposal(now, number, by="Editor", now=LATER).state is ProposalState.ACCEPTED
    assert [one.id for one in done.waits_again] == [number]


def test_what_was_redacted_of_a_new_service_since_does_not_wait_again(db, kept, put_back):
    _, backed_up = kept
    number, path = sent_in(db), backed_up()
    accepted = accept_proposal(db, number, by="Editor", now=LATER)
    redact_fact(db, accepted.service_id, "description", by="Admin", now=LATER)

    _, now = put_back(path)

    with closing(now):
        assert get_proposal(now, number).offered == replace(KITCHEN, other_way=None)


def test_one_that_was_accepted_before_stays_accepted(db, kept, put_back):
    _, backed_up = kept
    number = sent_in(db)
    accept_proposal(db, number, by="Editor", now=NOW)

    done, now = put_back(backed_up())

    with closing(now):
        assert get_proposal(now, number).state is ProposalState.ACCEPTED
    assert done.waits_again == ()
    assert done.going_back == GoingBack()


def test_what_goes_back_or_is_lost_is_named_before_and_after_and_looking_changes_nothing(db, kept, put_back, tmp_path):
    service, backed_up = kept
    asked = replace(service, description="Asked")
    number = propose(db, asked, made_from=1, by="keeper@example.org", now=NOW).change.id
    with writing(db):
        railway = hold(db, a_service("Model railway", published_on=None), now=NOW).id
    path = backed_up()
    publish_edit(db, replace(service, summary="Since"), made_from=1, by="Editor", now=LATER)
    decline(db, number, reason="Not now.", by="Editor", now=LATER)
    propose(db, replace(service, while_you_wait="Draw."), made_from=2, by="keeper@example.org", now=LATER)
    put_away(db, [railway], reason=NotForUs.NOT_HERE, by="Editor", now=LATER)
    suspend(db, service.id, reason="Looking into it", by="Editor", now=LATER)
    with writing(db):
        save_organisation(db, replace(an_organisation(), description="Since"))
        new = publish(db, a_service("New since"), by="Editor", reason="New", now=LATER)
        worry = ListingReport(id=0, service_id=new.id, reason=ReportReason.NOT_SAFE, text="Somebody shouted.",
                              is_safeguarding=True, received_at=LATER)  # fmt: skip
        add_report(db, worry, "hash")
        save_check(db, service.id, Check(CheckScope.CONTACT, LATER.date(), "Editor", CheckMethod.RANG))
        lines = [replace(one, number="0800 1112") if one.slug == "childline" else one for one in CRISIS_LINES]
        save_crisis_lines(db, lines)
        save_council_numbers(db, PORTSMOUTH, [CouncilNumber(PORTSMOUTH, "By day", "01632 960001", "mon-fri")])

    ahead = look_ahead(path, tmp_path / "data" / "directory.sqlite3", is_live=False)
    assert not list((tmp_path / "data").glob("*before-restore*"))
    done, now = put_back(path)
    now.close()

    assert ahead.going_back == done.going_back
    assert done.going_back == GoingBack(
        gone=("New since",), changed=("Teen talk",), shown_again=("Teen talk",), away=("Model railway",),
        crisis=(("Childline", "0800 1112", "0800 1111"),), councils=("Portsmouth City Council",),
        organisations=("Harbour Youth",),
        edits=1, waiting=1, answered=1, checks=1, notes=1,
    )  # fmt: skip


def test_nobody_is_asked_where_nothing_is_replaced(kept, tmp_path):
    _, backed_up = kept

    assert look_ahead(backed_up(), tmp_path / "elsewhere" / "directory.sqlite3", is_live=False) is None
