"""Services sent in by those who run them: taken in, their address confirmed, asked about, and answered."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlite_utils import Database

from directory.domain.changes import ReasonNeeded
from directory.domain.errors import LinkEnded
from directory.domain.events import Action, Event, Subject
from directory.domain.keepers import ADDRESS_KEPT, hash_secret, moment, new_secret
from directory.domain.listing_reports import hash_receipt, new_receipt
from directory.domain.organisations import Inclusion
from directory.domain.proposals import (
    ANSWER_WITHIN,
    CONFIRM_WITHIN,
    OPEN,
    Offered,
    Proposal,
    ProposalAnswered,
    ProposalNotFound,
    ProposalState,
    Question,
    TooManyProposals,
)
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.proposals import (
    add_proposal,
    count_proposals,
    count_proposals_of,
    find_proposal_by_link,
    forget_proposals,
    get_proposal,
    get_proposal_by_receipt,
    give_link,
    save_proposal,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# From one address in a day, and from everybody in an hour: each sends a letter to an address that somebody typed.
MOST_OF_ONE_A_DAY = 3
MOST_AN_HOUR = 30
MOST_LETTERS = 3
SENDER = "whoever sent it"
ENDED = "This link has ended. A newer letter has a newer one, or it has been answered."


@dataclass(frozen=True)
class Received:
    """The receipt of what was sent in. `link` is for the letter; empty where it was sent before."""

    receipt: str
    link: str = ""


def receive_proposal(
    db: Database, *, offered: Offered, inclusion: Inclusion, who: str, sender: str, receipt: str, now: datetime
) -> Received:
    """Store it once, however often it is sent, or raise `TooManyProposals`.

    Something else under a receipt that is taken gets one of its own. No editor sees it before the address is confirmed.
    """
    made = moment(now)
    said = replace(inclusion, declared_on=now.date(), declared_by=None)
    proposal = Proposal(id=0, offered=offered, inclusion=said, who=who, sender=sender, made_at=made)
    link = new_secret()
    with writing(db):
        forget_proposals(db, unconfirmed_before=made, decided_before=made - ADDRESS_KEPT)
        earlier = _under(db, receipt)
        if earlier and (earlier.offered, earlier.inclusion, earlier.sender) == (offered, said, sender):
            return Received(receipt)
        _refuse_too_many(db, sender, made)
        receipt = new_receipt() if earlier else receipt
        add_proposal(
            db,
            proposal,
            receipt_hash=hash_receipt(receipt),
            link_hash=hash_secret(link),
            link_ends_at=made + CONFIRM_WITHIN,
        )
    return Received(receipt, link)


def write_again(db: Database, receipt: str, now: datetime) -> tuple[Proposal, str]:
    """A new link for a letter that never came; or raise `TooManyProposals`, or `ProposalAnswered` when it is not needed."""
    made, link = moment(now), new_secret()
    with writing(db):
        proposal = find_proposal(db, receipt)
        if proposal.state is not ProposalState.UNCONFIRMED:
            raise ProposalAnswered("Your address is confirmed already.")
        if proposal.letters >= MOST_LETTERS:
            raise TooManyProposals("We have written to you three times. Look among unwanted mail, or send the form again.")
        proposal = replace(proposal, letters=proposal.letters + 1)
        save_proposal(db, proposal)
        give_link(db, proposal.id, hash_secret(link), made + CONFIRM_WITHIN)
    return proposal, link


def find_proposal(db: Database, receipt: str) -> Proposal:
    """Return one by its receipt, or raise `ProposalNotFound`."""
    return get_proposal_by_receipt(db, hash_receipt(receipt))


def read_link(db: Database, link: str, now: datetime) -> Proposal:
    """What the link of a letter is about, or raise `LinkEnded`. Looking changes nothing."""
    found = find_proposal_by_link(db, hash_secret(link), moment(now))
    if found is None:
        raise LinkEnded(ENDED)
    return found


def confirm_sender(db: Database, link: str, now: datetime) -> Proposal:
    """Whoever has the letter has the address: from now on an editor sees it. Pressed twice, it is done once."""
    with writing(db):
        proposal = read_link(db, link, now)
        if proposal.state is not ProposalState.UNCONFIRMED:
            return proposal
        proposal = replace(proposal, state=ProposalState.WAITING, confirmed_at=moment(now))
        save_proposal(db, proposal)
        record_of(db, Action.SENT_IN, proposal, by=SENDER, now=now)
    return proposal


def ask_about(db: Database, number: int, *, question: str, by: str, now: datetime) -> tuple[Proposal, str]:
    """Ask whoever sent it, and the link with which they answer; or raise `ReasonNeeded` or `ProposalAnswered`."""
    if not question.strip():
        raise ReasonNeeded("Enter your question: they read it as you write it")
    link = new_secret()
    with writing(db):
        proposal = _open(db, number)
        asked = (*proposal.questions, Question(question.strip()))
        proposal = replace(proposal, state=ProposalState.ASKED, questions=asked)
        save_proposal(db, proposal)
        give_link(db, number, hash_secret(link), moment(now) + ANSWER_WITHIN)
        record_of(db, Action.ASKED_ABOUT_NEW, proposal, by=by, now=now)
    return proposal, link


def answer_question(db: Database, link: str, *, answer: str, now: datetime) -> Proposal:
    """Add the answer to the last question, and let it wait for an editor again; or raise `LinkEnded`."""
    with writing(db):
        proposal = read_link(db, link, now)
        if proposal.state is not ProposalState.ASKED:
            raise LinkEnded(ENDED)
        last = replace(proposal.questions[-1], answer=answer)
        proposal = replace(proposal, state=ProposalState.WAITING, questions=(*proposal.questions[:-1], last))
        save_proposal(db, proposal)
    return proposal


def decline_proposal(db: Database, number: int, *, reason: str, by: str, now: datetime) -> Proposal:
    """Say no, and why; or raise `ReasonNeeded` or `ProposalAnswered`."""
    if not reason.strip():
        raise ReasonNeeded("Enter why, in words that they can read")

    def declined(proposal: Proposal) -> Proposal:
        record_of(db, Action.DECLINED, proposal, by=by, now=now)
        return replace(proposal, state=ProposalState.DECLINED, reason=reason.strip())

    return decide(db, number, declined, by=by, now=now)


def decide(db: Database, number: int, how: Callable[[Proposal], Proposal], *, by: str, now: datetime) -> Proposal:
    """Answer an open one, once and for all, in one transaction; or raise `ProposalAnswered`."""
    with writing(db):
        decided = replace(how(_open(db, number)), decided_by=by, decided_at=moment(now))
        save_proposal(db, decided)
    return decided


def record_of(db: Database, action: Action, proposal: Proposal, *, by: str, now: datetime) -> None:
    """Write down what was done; call inside `writing`."""
    add_event(db, Event(action, by, moment(now), Subject.NEW_SERVICE, str(proposal.id)))


def _open(db: Database, number: int) -> Proposal:
    proposal = get_proposal(db, number)
    if proposal.state not in OPEN:
        raise ProposalAnswered(f"This has been answered already: {proposal.state}.")
    return proposal


def _under(db: Database, receipt: str) -> Proposal | None:
    try:
        return find_proposal(db, receipt)
    except ProposalNotFound:
        return None


def _refuse_too_many(db: Database, sender: str, now: datetime) -> None:
    if count_proposals_of(db, sender, now - DAY) >= MOST_OF_ONE_A_DAY:
        raise TooManyProposals("You have sent us three services today. Please send the next one tomorrow.")
    if count_proposals(db, now - HOUR) >= MOST_AN_HOUR:
        raise TooManyProposals("Many people have sent us something in the last hour. Please send this again later today.")
