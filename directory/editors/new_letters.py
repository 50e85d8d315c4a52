"""Letters to whoever sent a service in: the way to finish it, a question, or why not."""

from flask import url_for

from directory.accounts.guards import get_keeper
from directory.accounts.inviting import invite, withdraw_invitation
from directory.accounts.locks import locks
from directory.accounts.posting import post_room
from directory.domain.errors import InvitationRefused, LetterNotSent
from directory.domain.keepers import Role
from directory.domain.proposals import Proposal, ProposalState
from directory.store.organisations import get_organisation
from directory.web.access import get_db, get_now


def invite_sender(proposal: Proposal) -> None:
    """Let whoever sent it keep what was made of it; or raise `InvitationRefused`, or `LetterNotSent` and invite nobody."""
    if proposal.state is not ProposalState.ACCEPTED or not proposal.organisation_id or not proposal.sender:
        raise InvitationRefused("There is nobody to invite: this was not accepted, or it was long ago.")
    db, now, room = get_db(), get_now(), post_room()
    organisation = get_organisation(db, proposal.organisation_id)
    _, link = invite(
        db,
        locks(),
        email=proposal.sender,
        role=Role.PROVIDER,
        organisation_id=organisation.id,
        by=get_keeper(),
        now=now,
    )
    facts = {"service": _line(proposal.offered.name), "organisation": _line(organisation.name)}
    letter = room.letters.write("joining-accepted", proposal.sender, path=url_for("accounts.accept", link=link), **facts)
    try:
        room.send(letter)
    except LetterNotSent:
        withdraw_invitation(db, link, now)
        raise


def send_question(proposal: Proposal, link: str) -> None:
    """Or raise `LetterNotSent`."""
    path = url_for("providers.answer_editors", link=link)
    _send("joining-question", proposal, path, question=proposal.questions[-1].text)


def send_decline(proposal: Proposal, here: str) -> None:
    """With the way to say that a listing is theirs, where it is here already; or raise `LetterNotSent`."""
    path = url_for("accounts.claim_listing", slug=here) if here else ""
    _send("joining-declined", proposal, path, reason=proposal.reason)


def _send(which: str, proposal: Proposal, path: str, **facts: object) -> None:
    room = post_room()
    room.send(room.letters.write(which, proposal.sender, path=path, service=_line(proposal.offered.name), **facts))


def _line(text: str) -> str:
    return " ".join(text.split())
