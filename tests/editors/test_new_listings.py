"""New services on the editors' desk: accepted once, asked about, declined with a reason, each answered by letter."""

from dataclasses import replace

import pytest

from directory.domain.eligibility import AgeRule
from directory.domain.events import Action, Event, Subject
from directory.domain.organisations import IdentifierScheme, Inclusion, OrganisationKind
from directory.domain.proposals import MissingOutcome, Offered, ProposalState
from directory.domain.putting_away import NotForUs
from directory.domain.services import Channel
from directory.publishing.editing import make_public
from directory.publishing.putting_away import put_away
from directory.store.database import writing
from directory.store.events import add_event, list_events
from directory.store.organisations import get_organisation
from directory.store.proposals import get_missing, get_proposal, save_proposal
from directory.store.provenance import get_provenance
from directory.store.services import get_service, save_service
from directory.upkeep.accepting import TOLD_BY_THEM
from directory.upkeep.missing import receive_missing
from directory.upkeep.proposals import confirm_sender, receive_proposal, record_of
from tests.builders import a_service

KITCHEN = {
    "organisation": "Mill Lane Kitchen",
    "name": "Monday table",
    "summary": "A warm room to cook, eat and talk.",
    "area": "Portsmouth, and some of Havant",
    "kind": OrganisationKind.CHARITY,
    "number": "1012345",
    "youngest": 11,
    "phone": "01632 960123",
}


@pytest.fixture
def now(app):
    return app.extensions["directory"].now()


@pytest.fixture
def sent(db, now):
    """Somebody sends a service in and opens the letter; its number."""

    def send(confirmed=True, **offered):
        received = receive_proposal(
            db,
            offered=Offered(**KITCHEN | offered),
            inclusion=Inclusion(legal_body="charity 1012345", safeguarding_lead=False),
            who="Pat, treasurer",
            sender="pat@example.org",
            receipt="ABCDEFGHJK",
            now=now,
        )
        return confirm_sender(db, received.link, now).id if confirmed else 1

    return send


def made_of(db, number):
    proposal = get_proposal(db, number)
    return get_organisation(db, proposal.organisation_id), get_service(db, proposal.service_id)


def test_one_whose_address_is_not_confirmed_is_not_shown(editor, service, sent):
    sent(confirmed=False)

    assert "Monday table" not in editor.open("/editors/new").text


def test_what_a_restore_took_away_is_said_on_the_desk_and_never_by_the_page_for_the_public(editor, db, service, sent, now):
    number = sent()
    editor.open("/editors/new")
    editor.send(f"/editors/new/{number}/accept")
    with writing(db):
        proposal = get_proposal(db, number)
        save_proposal(db, replace(proposal, organisation_id="gone", service_id="gone"))

    page = editor.send(f"/editors/new/{number}/invite")
    assert "What was made of it is not here any more" in page.text

    with writing(db):
        add_event(db, Event(Action.RESTORED, "a command", now, Subject.DIRECTORY, "as on 2026-01-05"))
        save_proposal(db, replace(proposal, state=ProposalState.WAITING, organisation_id=None, service_id=None))
        record_of(db, Action.WAITS_AGAIN, proposal, by="a command", now=now)
    assert "It was accepted before." in editor.open(f"/editors/new/{number}").text
    gone = editor.open("/editors/changes/99")
    assert "We cannot find that here" in gone.text
    assert "a backup was put back" in gone.text


def test_what_was_typed_about_something_that_is_gone_is_still_there(editor, service, sent):
    editor.open(f"/editors/new/{sent()}")

    page = editor.send("/editors/new/99/ask", question="Which days are you open?")

    assert "This was not sent. Copy it if you need it." in page.text
    assert "Which days are you open?" in page.text


def test_an_editor_sees_what_was_told_and_what_was_not(editor, service, sent):
    number = sent()
    pile, page = editor.open("/editors/new"), editor.open(f"/editors/new/{number}")

    assert "Came on" in pile.text
    assert "0 working days" not in pile.text + page.text
    assert "5 of 6 safety facts missing" in pile.text
    assert "pat@example.org" in page.text
    assert "Police checks (DBS)" in page.text
    assert [has["value"] for has in page.all("input", name="council")] == ["E07000090", "E06000044"]


def test_one_that_is_here_already_stands_beside_it(editor, service, sent):
    page = editor.open(f"/editors/new/{sent(name='Teen-Talk')}")

    assert f"/editors/listings/{service.slug}" in page.links
    assert "a name much like it" in page.text


def test_one_that_was_put_away_is_said_so(editor, service, sent, db, now):
    away = a_service("Monday table tennis", id="away", organisation_id=service.organisation_id, published_on=None)
    with writing(db):
        save_service(db, away)
    put_away(db, ["away"], reason=NotForUs.NOT_HELP, by="eve", now=now)

    assert "put away: not for this directory" in editor.open(f"/editors/new/{sent(name='Monday table tennis')}").text


def test_accepted_it_is_held_back_with_what_they_told_and_they_are_let_in(editor, sent, db, inbox, browser):
    number = sent()
    editor.open(f"/editors/new/{number}")
    page = editor.send(f"/editors/new/{number}/accept", council=["E06000044", "nonsense"])

    organisation, listing = made_of(db, number)
    assert "held back" in page.text
    assert listing.published_on is None
    assert listing.age_rules == (AgeRule(11, None),)
    assert listing.catchment.groups[0][0].area.codes == {"E06000044"}
    assert [(one.channel, one.value) for one in listing.contact_points] == [(Channel.PHONE, "01632 960123")]
    assert organisation.identifiers[0].scheme is IdentifierScheme.CHARITY
    assert organisation.inclusion.safeguarding_lead is False
    assert organisation.email is None
    assert {one.source for one in get_provenance(db, listing.id).values()} == {TOLD_BY_THEM}
    assert {"summary", "age_rules", "contact_points"} <= set(get_provenance(db, listing.id))

    assert get_proposal(db, number).offered.phone is None
    assert inbox.all()[-1]["To"] == "pat@example.org"
    browser.client.delete_cookie("__Host-keeper", domain="directory.example.org")
    home = browser.open(inbox.link(), method="POST")
    assert "Monday table" in home.text
    assert browser.open(f"/services/{listing.slug}").status == 404


def test_pressed_twice_it_is_accepted_once(editor, service, sent, db, inbox):
    number = sent()
    editor.open(f"/editors/new/{number}")
    editor.send(f"/editors/new/{number}/accept")
    page = editor.send(f"/editors/new/{number}/accept")

    assert "answered this already" in page.text
    assert db.execute("SELECT count(*) FROM organisations WHERE name = 'Mill Lane Kitchen'").fetchone()[0] == 1
    assert len(inbox.all()) == 1
    page = editor.send(f"/editors/new/{number}/decline", reason="No: it is a shop.")
    assert "answered this already" in page.text
    assert "You wanted to say: No: it is a shop." in page.text
    assert get_proposal(db, number).state is ProposalState.ACCEPTED


def test_a_letter_that_could_not_be_sent_can_be_sent_again(editor, sent, db, inbox, mail_server):
    number = sent()
    editor.open(f"/editors/new/{number}")
    post, server = editor.app.extensions["post_room"], editor.app.extensions["post_room"].post
    post.post = type(server)("127.0.0.1", 1, "us@example.org", "Us", security="none")
    assert "could not be sent" in editor.send(f"/editors/new/{number}/accept").text
    post.post = server
    editor.send(f"/editors/new/{number}/invite")

    assert len(inbox.to("pat@example.org")) == 1


def test_a_question_is_asked_and_answered_by_letter(editor, sent, db, inbox, browser):
    number = sent()
    editor.open(f"/editors/new/{number}")
    assert "Enter your question" in editor.send(f"/editors/new/{number}/ask").text
    editor.send(f"/editors/new/{number}/ask", question="Where do you meet?")
    link = inbox.link()

    assert "Where do you meet?" in browser.open(link).text
    assert browser.open(link, method="POST", data={"answer": ""}).title.startswith("Error: ")
    assert "We have your answer" in browser.open(link, method="POST", data={"answer": "In the hall"}).text
    assert get_proposal(db, number).state is ProposalState.WAITING
    assert "In the hall" in editor.open(f"/editors/new/{number}").text
    assert get_proposal(db, number).questions[0].answer == "In the hall"


def test_declined_it_is_said_why_and_where_it_is_already(editor, service, sent, db, inbox):
    number = sent(name="Teen talk")
    editor.open(f"/editors/new/{number}")
    assert "Enter why" in editor.send(f"/editors/new/{number}/decline").text
    assert "You have used 1,001." in editor.send(f"/editors/new/{number}/decline", reason="w" * 1001).text
    assert "You have used 1,001." in editor.send(f"/editors/new/{number}/ask", question="w" * 1001).text
    editor.send(f"/editors/new/{number}/decline", here=service.slug)

    assert get_proposal(db, number).state is ProposalState.DECLINED
    assert f"/sign-in/ours/{service.slug}" in inbox.text()
    assert "It is here already, as Teen talk." in inbox.text()


def test_what_was_done_is_written_down_without_anybodys_words(editor, service, sent, db):
    number = sent()
    editor.open(f"/editors/new/{number}")
    editor.send(f"/editors/new/{number}/ask", question="Where do you meet?")
    editor.send(f"/editors/new/{number}/decline", reason="We know too little.")
    acts = [event for _, event in list_events(db)]

    assert [event.action.value for event in acts] == ["declined", "asked about a new service", "sent in a new service"]
    assert all(event.facts == () for event in acts)


def test_accepted_and_made_public_it_leaves_the_pile(editor, service, sent, db, now):
    number = sent()
    editor.open(f"/editors/new/{number}")
    editor.send(f"/editors/new/{number}/accept")
    assert "Accepted, and not public yet" in editor.open("/editors/new").text
    make_public(db, get_proposal(db, number).service_id, by="keeper 1", now=now)

    assert "Accepted, and not public yet" not in editor.open("/editors/new").text


@pytest.fixture
def note(db, now):
    def tell(text="It helps", is_worry=False):
        receive_missing(db, name="Boat shed", place="Mill Lane", text=text, receipt="ABCDEFGHJK", is_worry=is_worry, now=now)
        return 1

    return tell


def test_a_note_is_answered_and_its_words_are_wiped(editor, service, note, db):
    number = note("It helps Sam")
    assert "Boat shed" in editor.open("/editors/new").text
    editor.open(f"/editors/new/notes/{number}")
    assert "Select what came of it" in editor.send(f"/editors/new/notes/{number}").text
    for _ in range(2):
        page = editor.send(f"/editors/new/notes/{number}", outcome="asked")

    assert "answered this already" in page.text
    found = get_missing(db, number)
    assert (found.outcome, found.text) == (MissingOutcome.ASKED, "")


def test_a_note_that_is_handed_over_as_a_worry_rings_the_bell_and_is_named_beside_the_others(
    sign_in, browser, service, note, inbox
):
    editor = sign_in(browser)
    number = note("something is not right there")
    editor.open(f"/editors/new/notes/{number}")
    editor.send(f"/editors/new/notes/{number}/hand-on")

    assert "Somebody has written about a worry" in inbox.text()
    worries = sign_in(browser, "admin").open("/editors/safeguarding")
    assert "1 worry in notes about services that are missing" in worries.text
    assert "/editors/new/worries" in worries.links


def test_a_worry_among_notes_is_for_admins_alone(sign_in, browser, service, note, db):
    number = note("the man there touched me", is_worry=True)
    editor = sign_in(browser)
    assert "touched me" not in editor.open("/editors/new").text
    assert editor.open(f"/editors/new/notes/{number}").status == 404
    assert editor.open(f"/editors/new/worries/{number}").status == 403
    admin = sign_in(browser, "admin")
    assert "touched me" in admin.open("/editors/new/worries").text
    admin.open(f"/editors/new/worries/{number}")
    admin.send(f"/editors/new/worries/{number}", outcome="left", note="We have looked into it.")

    assert get_missing(db, number).text == "the man there touched me"


def test_a_note_can_be_handed_to_the_safeguarding_lead_and_back(sign_in, browser, note, db):
    number = note()
    editor = sign_in(browser)
    editor.open(f"/editors/new/notes/{number}")
    editor.send(f"/editors/new/notes/{number}/hand-on")
    assert editor.open(f"/editors/new/notes/{number}").status == 404
    admin = sign_in(browser, "admin")
    admin.open(f"/editors/new/worries/{number}")
    admin.send(f"/editors/new/worries/{number}/hand-on")

    assert "Boat shed" in admin.open("/editors/new").text
