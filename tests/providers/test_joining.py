"""Add our service: a short form without an account, a letter to prove the address, a receipt that says where it stands."""

import pytest

from directory.domain.proposals import ProposalState
from directory.store.events import list_events
from directory.store.proposals import list_proposals
from directory.upkeep.proposals import MOST_OF_ONE_A_DAY
from tests.web.reading_age import grade, own_sentences

FORM = "/add-our-service"
FILLED = {
    "organisation": "Mill Lane Kitchen",
    "summary": "A warm room on Mondays to cook, eat and talk.",
    "area": "Portsmouth and Havant",
    "phone": "01632 960123",
    "who": "Pat, treasurer",
    "email": "pat@example.org",
}


@pytest.fixture
def send(browser):
    """Fill in the form and send it; what is None is left out."""

    def fill(headers=None, **typed):
        form = browser.open(FORM)
        told = FILLED | {"receipt": form.all("input", name="receipt")[0]["value"]} | typed
        return browser.open(FORM, method="POST", data={k: v for k, v in told.items() if v is not None}, headers=headers)

    return fill


def in_state(db, state):
    return list_proposals(db, [state])


def test_the_form_needs_no_account_sets_no_cookie_and_is_easy_to_read(browser, db):
    form = browser.open(FORM)

    assert form.status == 200
    assert not browser.cookie
    assert "Not yet" in form.text
    assert grade(own_sentences(form.html)) <= 6


def test_what_was_sent_waits_for_a_letter_to_be_opened_and_then_for_an_editor(send, browser, inbox, db):
    page = send()

    assert "One thing is left to do" in page.text
    assert "pat@example.org" not in page.text
    assert in_state(db, ProposalState.WAITING) == []
    link = inbox.link()
    assert "Yes, it was me" in browser.open(link).text
    assert in_state(db, ProposalState.WAITING) == []
    for _ in range(2):
        assert "We have got it" in browser.open(link, method="POST").text
    proposal = in_state(db, ProposalState.WAITING)[0]
    assert (proposal.offered.name, proposal.sender) == ("Mill Lane Kitchen", "pat@example.org")
    assert [event.action.value for _, event in list_events(db)] == ["sent in a new service"]
    assert "waits for one of us" in browser.open(page.response.request.path).text


def test_the_letter_holds_no_words_that_could_be_an_advert(send, inbox, db):
    page = send(organisation="Buy at www.shop.example")

    assert "Enter the name alone" in page.text
    assert inbox.all() == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"organisation": ""}, "Enter the name of your organisation"),
        ({"summary": ""}, "Enter what you do, in one sentence"),
        ({"summary": "w" * 201}, "Use at most 200 letters. You have used 201."),
        ({"other_way": "w" * 60_000 + " end"}, "Use at most 400 letters. You have used 60004."),
        ({"url": "a." * 30_000 + "@"}, "Use at most 500 letters for a web address"),
        ({"area": ""}, "Enter the area you are for"),
        ({"phone": ""}, "Enter at least one way for people to reach you"),
        ({"phone": "ring Pat"}, "Enter a whole phone number"),
        ({"url": "nonsense"}, "Enter a web address"),
        ({"youngest": "eleven"}, "Enter an age in whole years"),
        ({"youngest": "18", "oldest": "11"}, "The oldest age must be the same as the youngest"),
        ({"who": ""}, "Enter your name, and what you do there"),
        ({"email": "pat"}, "Enter an email address"),
        ({"email": ""}, "Enter your email address, so that we can write back"),
        ({"policy_on": "soon"}, "Enter a day like "),
        ({"policy_on": "1 1 2999"}, "must be today or before"),
        ({"policy_on": "1 1 2001"}, "more than three years ago"),
        ({"lead_role": "manager", "no_lead": "not-yet"}, "Please do one of the two"),
        ({"legal_body": "c" * 121}, "Use at most 120 letters"),
    ],
)
def test_what_cannot_be_used_is_said_and_every_word_stays(send, inbox, db, typed, said):
    page = send(**typed)

    assert page.title.startswith("Error: ")
    assert said in page.text
    kept = FILLED | typed
    values = {has.get("value", "") for has in page.all("input")} | {page.text}
    assert all(any(words in value for value in values) for words in kept.values() if words)
    assert inbox.all() == []


def test_not_yet_is_an_answer_and_silence_is_not(send, inbox, browser, db):
    send(no_lead="not-yet", dbs="not-yet", insured="yes", policy_on="3 March 2026", no_regulator="not-yet")
    browser.open(inbox.link(), method="POST")
    said = in_state(db, ProposalState.WAITING)[0].inclusion

    assert (said.safeguarding_lead, said.dbs_checks, said.insured, said.regulator) == (False, False, True, "")
    assert said.legal_body is None
    assert said.safeguarding_policy_on.isoformat() == "2026-03-03"


def test_one_that_is_here_already_is_shown_before_anything_is_sent(send, service, inbox, db):
    page = send(organisation="The Teen Talk Project")

    assert "Is it one of these?" in page.text
    assert "/sign-in/ours/teen-talk" in page.links
    assert inbox.all() == []
    assert "The Teen Talk Project" in {has.get("value") for has in page.all("input")}
    assert "One thing is left to do" in send(organisation="The Teen Talk Project", looked="1").text


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"public_email": "pat.smith@gmail.com"}, "one person’s own address"),
        ({"lead_role": "Jo Smith"}, "is “Jo Smith” somebody’s name?"),
    ],
)
def test_what_looks_like_one_persons_own_is_asked_about_once(send, inbox, typed, asked):
    page = send(**typed)

    assert asked in page.text
    assert inbox.all() == []
    assert "One thing is left to do" in send(**typed, looked="1").text


def test_sent_twice_it_is_received_once(browser, inbox, db):
    form = browser.open(FORM)
    told = FILLED | {"receipt": form.all("input", name="receipt")[0]["value"]}
    first, second = (browser.open(FORM, method="POST", data=told) for _ in range(2))

    assert first.response.request.path == second.response.request.path
    assert len(inbox.all()) == 1


def test_a_receipt_that_somebody_made_up_is_not_received_and_no_word_is_lost(send, inbox):
    page = send(receipt="ABCDEFGHJK.0000")

    assert page.status == 403
    assert "Mill Lane Kitchen" in {has.get("value") for has in page.all("input")}
    assert inbox.all() == []


def test_one_address_can_send_a_few_a_day(send, inbox):
    for number in range(MOST_OF_ONE_A_DAY):
        send(organisation=f"Mill Lane Kitchen {number}")
    page = send(organisation="One too many")

    assert page.status == 429
    assert "tomorrow" in page.text
    assert "One too many" in {has.get("value") for has in page.all("input")}
    assert len(inbox.all()) == MOST_OF_ONE_A_DAY


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_what_another_site_sends_is_not_taken(send, inbox, headers):
    assert send(headers=headers).status == 403
    assert inbox.all() == []


def test_a_letter_that_never_came_is_written_again_three_times_at_most(send, browser, inbox):
    receipt = send().response.request.path
    first = inbox.link()
    assert "once more" in browser.open(f"{receipt}/letter", method="POST").text

    assert browser.open(first).status == 410
    assert browser.open(inbox.link()).status == 200
    browser.open(f"{receipt}/letter", method="POST")
    assert "three times" in browser.open(f"{receipt}/letter", method="POST").text
    assert len(inbox.all()) == 3


def test_what_nobody_confirmed_is_gone_after_a_week(send, later, db):
    receipt = send().response.request.path
    later(days=8)
    send(organisation="Another one", email="ann@example.org")

    assert "Mill Lane Kitchen" not in "\n".join(db.conn.iterdump())
    assert receipt.startswith(FORM)


def test_an_unknown_receipt_is_said_so(browser):
    for address in (f"{FORM}/ABCDEFGHJK", f"{FORM}/nonsense"):
        assert browser.open(address).status == 404
    for address in (f"{FORM}/confirm/nonsense", f"{FORM}/answer/nonsense"):
        assert browser.open(address).status == 410
        assert browser.open(address, method="POST").status == 410
