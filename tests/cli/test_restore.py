"""Before a restore replaces anything, whoever sits there is told what goes back, and asked."""

from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module

import pytest

from directory.cli.going_back import NOTHING, told
from directory.domain.crisis import CRISIS_LINES
from directory.domain.events import Action
from directory.domain.organisations import Inclusion
from directory.domain.proposals import Offered, Proposal
from directory.publishing.editing import publish_edit
from directory.publishing.listings import publish
from directory.store.crisis_lines import save_crisis_lines
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.going_back import GoingBack
from directory.store.organisations import save_organisation
from directory.store.services import get_service
from directory.upkeep.accepting import accept_proposal
from directory.upkeep.proposals import confirm_sender, receive_proposal
from tests.builders import a_service, an_organisation
from tests.web.conftest import an_app

NOW = datetime(2026, 1, 5, tzinfo=UTC)
QUESTION = "Put it in the place of what is here now?"
OFFERED = Offered(organisation="Mill Lane Kitchen", name="Monday table", summary="Cook and talk.", area="Portsmouth")


@pytest.fixture
def service(db, tmp_path):
    """A listing that was changed since the backup was made."""
    with writing(db):
        save_organisation(db, an_organisation())
        save_crisis_lines(db, CRISIS_LINES)
        service = publish(db, a_service(summary="Then"), by="seed", reason="Seeded", now=NOW)
    runner = an_app(tmp_path / "data").test_cli_runner()
    assert runner.invoke(args=["backup", str(tmp_path / "one.backup")]).exit_code == 0
    publish_edit(db, replace(service, summary="Since"), made_from=1, by="Editor", now=NOW)
    return service


@pytest.fixture
def restore(db, service, tmp_path, monkeypatch):
    """Restore the backup; with `answer` somebody sits at a terminal and types that."""
    runner, commands = an_app(tmp_path / "data").test_cli_runner(), import_module("directory.cli.backup")

    def run(*options, answer=None):
        monkeypatch.setattr(commands, "somebody_can_answer", lambda: answer is not None)
        return runner.invoke(args=["restore", str(tmp_path / "one.backup"), *options], input=answer)

    return run


def test_who_says_no_keeps_everything_as_it_is(db, service, restore, tmp_path):
    result = restore(answer="n\n")

    assert result.exit_code == 1
    assert "This puts back 1 listing as of" in result.output
    assert "Listings that say again what they said then: Teen talk." in result.output
    assert get_service(db, service.id).summary == "Since"
    assert not list((tmp_path / "data").glob("*before-restore*"))


def test_who_says_yes_is_told_once_what_goes_back(db, service, restore):
    result = restore(answer="y\n")

    assert result.exit_code == 0, result.output
    assert get_service(db, service.id).summary == "Then"
    assert result.output.count("Listings that say again what they said then") == 1


@pytest.mark.parametrize(("options", "answer"), [((), None), (("--yes",), "")])
def test_a_script_is_not_asked_and_the_same_is_said_afterwards(db, service, restore, options, answer):
    result = restore(*options, answer=answer)

    assert result.exit_code == 0, result.output
    assert QUESTION not in result.output
    assert "Listings that say again what they said then: Teen talk." in result.output
    assert get_service(db, service.id).summary == "Then"


def test_a_new_service_that_waits_again_is_named_and_written_down(db, restore):
    received = receive_proposal(db, offered=OFFERED, inclusion=Inclusion(), who="Pat", sender="pat@example.org",
                                receipt="ABCDEFGHJK", now=NOW)  # fmt: skip
    number = confirm_sender(db, received.link, NOW).id
    accept_proposal(db, number, by="Editor", now=NOW)

    result = restore()

    assert (
        "New services that were accepted since wait for an answer again, as they were sent in: Monday table."
        in result.output
    )
    assert Action.WAITS_AGAIN in {event.action for _, event in list_events(db, subject_id=str(number))}


def test_what_may_harm_somebody_is_said_first():
    lines = told(
        GoingBack(
            gone=tuple(f"Listing {n}" for n in range(10)), shown_again=("Dark house",), edits=2, waiting=1, answered=1,
            crisis=(("Childline", "0800 1112", "0800 1111"),), councils=("Portsmouth City Council",), checks=1, merged=1,
        ),
        [Proposal(id=1, offered=OFFERED, inclusion=Inclusion(), who="", sender="", made_at=NOW)],
    )  # fmt: skip

    assert lines[0].startswith("Childline, which stands on every page, goes from 0800 1112 back to 0800 1111.")
    assert "Lost: 2 edits sent since, 1 of them still waiting. Ask for them once more." in lines
    assert any(line.endswith("Listing 7; and 2 more.") for line in lines)
    assert told(GoingBack(), ()) == (NOTHING,)
