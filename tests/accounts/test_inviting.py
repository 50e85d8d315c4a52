"""How keepers come and go: invitations, claims of a listing, leaving, and personal links in reminders."""

from datetime import UTC, datetime, timedelta

import pytest

from directory.accounts.claiming import make_claim
from directory.accounts.inviting import INVITATIONS_A_DAY
from directory.accounts.reminder_links import make_reminder_link, open_reminder_link
from directory.domain.errors import LinkEnded
from directory.domain.events import Action, Subject
from directory.domain.keepers import Role
from directory.store.events import list_events
from directory.store.invitations import get_claim, list_claims
from directory.store.keepers import find_present_keeper, keepers_of
from tests.accounts.test_second_step import digits

SAM, PAT, ANN, EVE, ADA = (f"{name}@example.org" for name in ("sam", "pat", "ann", "eve", "ada"))
NOW = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("keepers")


@pytest.fixture
def invited(browser, inbox):
    """Pat, whom Sam has invited: the link in the letter."""
    browser.sign_in(SAM)
    browser.open("/manage/invite/harbour-youth")
    page = browser.send("/manage/invite/harbour-youth", email=PAT)
    assert "Your invitation is on its way" in page.text
    assert "pat@example.org (invited, not answered yet)" in page.text
    return inbox.link()


@pytest.fixture
def reminder(db, keepers, service):
    """A personal link to Sam's listing."""
    return make_reminder_link(db, keeper_id=keepers["provider"].id, service_id=service.id, now=NOW.now(UTC))


def test_a_colleague_is_invited_says_yes_and_is_in(another_browser, invited, inbox, db, service):
    letter = inbox.to(PAT)[0].get_content()
    looked = another_browser.open(invited)
    page = another_browser.send(invited)

    assert "sam@example.org would like you to keep the listings of Harbour Youth" in " ".join(letter.split())
    assert "pat@example.org" in looked.text
    assert "You are signed in as pat@example.org" in page.text
    assert {one.email for one in keepers_of(db, service.organisation_id)} == {SAM, PAT}


def test_looking_at_an_invitation_changes_nothing_and_it_works_once(another_browser, invited, db):
    for method in ("GET", "HEAD", "GET"):
        assert another_browser.reply(invited, method=method).status_code == 200
    assert find_present_keeper(db, PAT) is None
    another_browser.send(invited)

    assert another_browser.open(invited).status == 410
    assert another_browser.send(invited).status == 410


def test_colleagues_are_told_who_has_joined_and_who_asked_them(another_browser, invited, inbox):
    another_browser.send(invited)
    told = inbox.to(SAM)[-1]

    assert "new colleague" in told["Subject"]
    assert "pat@example.org can now keep" in " ".join(told.get_content().split())


@pytest.mark.parametrize(("days", "status"), [(6, 200), (7, 410)])
def test_an_invitation_lasts_seven_days(another_browser, invited, later, days, status):
    later(days=days)

    assert another_browser.send(invited).status == status


def test_an_invitation_can_be_taken_back(browser, another_browser, invited):
    assert browser.open("/manage").all("form", action="/manage/invite/harbour-youth/1/take-back")
    taken = browser.send("/manage/invite/harbour-youth/1/take-back")
    again = browser.send("/manage/invite/harbour-youth/1/take-back")

    assert "Its link does not work any more" in taken.text
    assert "pat@example.org" not in taken.text
    assert "has been answered, or it has ended" in again.text
    assert another_browser.send(invited).status == 410


def test_nobody_takes_back_the_invitation_of_another_organisation(another_browser, invited):
    another_browser.sign_in(ANN)

    assert "has been answered, or it has ended" in another_browser.send("/manage/invite/boat-club/1/take-back").text
    assert another_browser.send(invited).status == 200


def test_a_newer_invitation_ends_the_one_before(browser, another_browser, invited, inbox):
    browser.send("/manage/invite/harbour-youth", email=PAT)

    assert another_browser.open(invited).status == 410
    assert another_browser.open(inbox.link()).status == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter your email address"),
        ("pat", "like name@example.org"),
        (SAM, "keep the listings of this organisation already"),
    ],
)
def test_who_cannot_be_invited_is_explained_and_nothing_typed_is_lost(browser, typed, said):
    browser.sign_in(SAM)
    browser.open("/manage/invite/harbour-youth")
    page = browser.send("/manage/invite/harbour-youth", email=typed)

    assert page.title.startswith("Error: ")
    assert said in page.text
    assert page.all("input", name="email")[0]["value"] == typed


def test_nobody_can_write_to_many_strangers_in_our_name(browser, inbox):
    browser.sign_in(SAM)
    browser.open("/manage/invite/harbour-youth")
    pages = [browser.send("/manage/invite/harbour-youth", email=f"p{number}@example.org") for number in range(12)]

    assert "as many people today as you can" in pages[-1].text
    assert len([one for one in inbox.all() if one["To"] != SAM]) == INVITATIONS_A_DAY[Role.PROVIDER]


def test_an_invitation_whose_letter_is_not_taken_is_none(app, browser):
    browser.sign_in(SAM)
    browser.open("/manage/invite/harbour-youth")
    app.extensions["post_room"].post = type(app.extensions["post_room"].post)("127.0.0.1", 1, "us@example.org", "Us")
    page = browser.send("/manage/invite/harbour-youth", email=PAT)

    assert "could not be sent just now" in page.text
    assert "not answered yet" not in browser.open("/manage").text


def test_a_keeper_of_one_organisation_can_be_asked_to_keep_another(another_browser, ask_in, service):
    page = another_browser.send(ask_in(ANN, Role.PROVIDER, service.organisation_id, by="provider"))

    assert "Boat Club" in page.text
    assert "Harbour Youth" in page.text


def test_a_provider_who_becomes_an_editor_is_signed_out_and_sets_up_a_second_step(browser, another_browser, ask_in):
    browser.sign_in(SAM)
    page = another_browser.send(ask_in(SAM, Role.EDITOR, by="admin"))

    assert "Set up your second step" in page.title
    assert browser.open("/manage").response.request.path == "/sign-in"


def test_leaving_ends_everything_that_lets_somebody_in(browser, another_browser, inbox, db, reminder):
    another_browser.sign_in(SAM)
    older = inbox.link()
    browser.sign_in(SAM)
    asked = browser.open("/manage/leave")
    left = browser.send("/manage/leave")

    assert "Nobody else keeps the listings of Harbour Youth" in asked.text
    assert "You have left" in left.text
    assert another_browser.open("/manage").response.request.path == "/sign-in"
    assert another_browser.send(older).status == 410
    with pytest.raises(LinkEnded):
        open_reminder_link(db, reminder, NOW.now(UTC))
    assert "no longer keep listings" in inbox.to(SAM)[-1]["Subject"]
    count = len(inbox.all())
    browser.ask(SAM)
    assert len(inbox.all()) == count


def test_who_left_and_is_invited_again_begins_anew(browser, ask_in):
    browser.sign_in(SAM)
    browser.send("/manage/leave")
    page = browser.send(ask_in(SAM, Role.PROVIDER, "ann-s", by="provider of another organisation"))

    assert "Boat Club" in page.text
    assert "Harbour Youth" not in page.text


def test_invitations_of_somebody_who_left_end_with_them(browser, another_browser, invited):
    browser.send("/manage/leave")

    assert another_browser.send(invited).status == 410


def test_the_only_admin_cannot_leave(browser, db):
    browser.sign_in(ADA)
    browser.send("/sign-in/second-step", digits=digits())
    browser.open("/manage/leave")
    page = browser.send("/manage/leave")

    assert "You are the only admin" in page.text
    assert find_present_keeper(db, ADA)


def test_who_came_and_went_is_in_the_audit_by_number(browser, another_browser, invited, db, keepers):
    another_browser.send(invited)
    browser.send("/manage/leave")
    told = [(event.action, event.by, event.subject_id) for _, event in list_events(db, subject=Subject.KEEPER)]
    sam, pat = keepers["provider"], find_present_keeper(db, PAT)

    assert told == [(Action.LEFT, sam.known_as, str(sam.id)), (Action.JOINED, sam.known_as, str(pat.id))]


def test_who_says_a_listing_is_theirs_is_written_down_and_let_in_to_nothing(browser, inbox, db, service):
    form = browser.open("/sign-in/ours/teen-talk")
    page = browser.send("/sign-in/ours/teen-talk", email=PAT, work="I run it")
    browser.send("/sign-in/ours/teen-talk", email=PAT, work="I run it")

    assert "Teen talk" in form.text
    assert "Thank you" in page.title
    assert [(one.service_id, one.email, one.work) for one in list_claims(db)] == [(service.id, PAT, "I run it")]
    assert len(inbox.to(PAT)) == 1
    assert "/sign-in/" not in inbox.text()
    browser.ask(PAT)
    assert len(inbox.to(PAT)) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter your email address"),
        ({"email": "pat", "work": "boss"}, "like name@example.org"),
        ({"email": PAT}, "Enter what you do there"),
        ({"email": PAT, "work": "w" * 250}, "Use at most 200 letters"),
    ],
)
def test_a_claim_that_cannot_be_read_is_explained(browser, db, typed, said):
    page = browser.send("/sign-in/ours/teen-talk", **typed)

    assert page.title.startswith("Error: ")
    assert said in page.text
    assert list_claims(db) == []


def test_claims_are_few_a_day_for_one_listing_and_from_one_address(browser, db, service):
    for number in range(5):
        make_claim(db, service_id=service.id, email=f"p{number}@example.org", work="x", now=NOW.now(UTC))

    assert "try again tomorrow" in browser.send("/sign-in/ours/teen-talk", email=PAT, work="I run it").text


def test_a_listing_that_is_not_there_cannot_be_claimed(browser):
    assert browser.open("/sign-in/ours/nothing").status == 404


@pytest.fixture
def run(app, db, service):
    """`flask people`, on a directory with one claim."""
    make_claim(db, service_id=service.id, email=PAT, work="I run it", now=NOW)
    runner = app.test_cli_runner()
    return lambda *typed: runner.invoke(args=["people", *typed])


def test_a_claim_is_proved_by_a_call_and_then_they_are_invited(run, another_browser, inbox, db):
    listed = run("claims").output
    done = run("prove", "1", "--rang", "01632 960001", "--found", "the charity register", "--by", "Eve")
    claim = get_claim(db, 1)

    assert "Teen talk (teen-talk)  pat@example.org" in listed
    assert done.exit_code == 0, done.output
    assert (claim.state, claim.rang, claim.found_at, claim.decided_by) == (
        "proved", "01632 960001", "the charity register", "Eve",
    )  # fmt: skip
    assert "signed in as pat@example.org" in another_browser.send(inbox.link()).text
    assert "Nothing waits" in run("claims").output


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("prove", "1", "--rang", "no", "--found", "x", "--by", "Eve"), "Say which number you rang"),
        (("prove", "1", "--rang", "01632 960001", "--found", " ", "--by", "Eve"), "Say where you found the number"),
        (("prove", "9", "--rang", "01632 960001", "--found", "x", "--by", "Eve"), "no claim with that number"),
        (("decline", "1", "--note", " ", "--by", "Eve"), "Say why"),
        (("invite", "pat", "--role", "editor"), "like name@example.org"),
        (("invite", PAT, "--role", "provider"), "Say which organisation"),
        (("invite", PAT, "--role", "admin", "--organisation", "ann-s"), "Leave the organisation out"),
        (("invite", PAT, "--role", "provider", "--organisation", "nowhere"), "no organisation “nowhere”"),
        (("invite", EVE, "--role", "editor"), "They are an editor already"),
        (("remove", "nobody@example.org"), "Nobody who keeps listings has that address"),
        (("reset-second-step", "nobody"), "like name@example.org"),
    ],
)
def test_what_a_command_cannot_do_is_a_sentence(run, db, typed, said):
    done = run(*typed)

    assert done.exit_code == 1
    assert said in done.output
    assert get_claim(db, 1).state == "waiting"


def test_who_is_declined_is_told_why_and_cannot_be_answered_twice(run, inbox):
    assert run("decline", "1", "--note", "They do not know you.", "--by", "Eve").exit_code == 0

    assert "They do not know you." in inbox.to(PAT)[-1].get_content()
    assert "has been answered" in run("decline", "1", "--note", "x", "--by", "Eve").output


def test_the_first_admin_comes_in_by_a_command(run, another_browser, inbox):
    done = run("invite", PAT, "--role", "admin")

    assert done.exit_code == 0, done.output
    assert "Set up your second step" in another_browser.send(inbox.link()).title


@pytest.mark.parametrize("organisation", ["ann-s", "boat-club"])
def test_before_there_is_a_mail_server_a_command_can_show_the_link(run, another_browser, inbox, organisation):
    link = run("invite", PAT, "--role", "provider", "--organisation", organisation, "--show-link").output.strip()

    assert inbox.all() == []
    assert "Boat Club" in another_browser.send(link.removeprefix("https://directory.example.org")).text


def test_everybody_is_listed(run):
    said = run("list").output

    assert "ada@example.org  admin  second step set up" in said
    assert "sam@example.org  provider  Harbour Youth" in said


def test_who_is_removed_or_reset_by_a_command_is_out_at_once(run, browser, db):
    browser.sign_in(EVE)
    browser.send("/sign-in/second-step", digits=digits())
    assert run("reset-second-step", EVE).exit_code == 0
    assert browser.open("/editors").response.request.path == "/sign-in"
    assert "Set up your second step" in browser.sign_in(EVE).title
    assert run("remove", EVE).exit_code == 0
    assert find_present_keeper(db, EVE) is None
    assert "have left already" in run("remove", EVE).output
    assert run("remove", ADA).exit_code == 0


def test_a_reminder_s_link_is_for_one_listing_and_ends_with_the_next_one(db, keepers, service):
    def make():
        return make_reminder_link(db, keeper_id=keepers["provider"].id, service_id=service.id, now=NOW)

    first = make()
    reminder, keeper = open_reminder_link(db, first, NOW + timedelta(days=29))
    assert (reminder.service_id, keeper.email) == (service.id, SAM)
    second = make()
    with pytest.raises(LinkEnded, match="newer letter"):
        open_reminder_link(db, first, NOW)
    assert open_reminder_link(db, second, NOW)
    with pytest.raises(LinkEnded):
        open_reminder_link(db, second, NOW + timedelta(days=30))


def test_a_reminder_s_link_to_a_listing_that_is_kept_no_more_has_ended(db, keepers, service):
    link = make_reminder_link(db, keeper_id=keepers["provider of another organisation"].id, service_id=service.id, now=NOW)

    with pytest.raises(LinkEnded):
        open_reminder_link(db, link, NOW)
