"""New services: those that were sent in by the people who run them, and those that somebody says are missing."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.changes import ReasonNeeded, working_days_between
from directory.domain.errors import DirectoryError, LetterNotSent, NotFound
from directory.domain.events import Action, Event, Subject
from directory.domain.inclusion import missing_from
from directory.domain.organisations import Organisation
from directory.domain.proposals import OPEN, Proposal, ProposalAnswered, ProposalState
from directory.domain.services import Service
from directory.editors.blueprint import NUMBER, bp
from directory.editors.new_letters import invite_sender, send_decline, send_question
from directory.store.areas import get_areas
from directory.store.events import list_events
from directory.store.organisations import get_organisation
from directory.store.proposals import get_proposal, list_missing, list_proposals
from directory.store.services import get_service
from directory.upkeep.accepting import accept_proposal, areas_named_in
from directory.upkeep.likeness import Alike, listings_like
from directory.upkeep.proposals import ask_about, decline_proposal
from directory.web.access import get_db, get_now
from directory.web.inclusion import INCLUSION_LABELS, declared
from directory.web.lengths import too_long

LONGEST_REASON = 1_000
NOT_HERE_NOW = "What was made of it is not here any more, so there is nothing to let them in to. Ask them to send it again"
SAID = {
    "accepted": "Accepted. It is held back until it is finished. Whoever sent it has a letter with the way to finish it.",
    "asked": "Your question is on its way. It waits here until they answer.",
    "declined": "Declined. They have a letter that says why.",
    "invited": "The letter with the way in is on its way once more.",
    "not-sent": "It is written down, but the letter could not be sent. Write to them yourself, or send it again below.",
    "answered-before": "Somebody had answered this already. Nothing was done twice.",
    "handed-on": "Handed on. It has left this page.",
    "answered": "Answered. What they wrote was wiped.",
    "kept": "Answered. What they wrote is kept, for admins alone.",
}


@dataclass(frozen=True)
class Waiting:
    """One that was sent in, how many working days it has waited, and how many things are missing."""

    proposal: Proposal
    working_days: int
    missing: int


@bp.get("/editors/new")
@open_to(Access.EDITOR)
def list_new() -> str:
    db = get_db()
    return render_template(
        "editors/new_listings.html",
        waiting=[_waiting(one) for one in list_proposals(db, [ProposalState.WAITING])],
        asked=[_waiting(one) for one in list_proposals(db, [ProposalState.ASKED])],
        unfinished=_unfinished(),
        notes=list_missing(db, is_worry=False),
        said=SAID.get(request.args.get("said", "")),
    )


@bp.get(f"/editors/new/{NUMBER}")
@open_to(Access.EDITOR)
def show_new(number: int) -> str:
    return _show(number, {}, {})


@bp.post(f"/editors/new/{NUMBER}/accept")
@open_to(Access.EDITOR)
def accept_new(number: int) -> ResponseReturnValue:
    """The organisation and the listing are made first; who sent it is let in by a letter."""
    known = {area.code for area in get_areas(get_db())}
    councils = [code for code in request.form.getlist("council") if code in known]
    try:
        accept_proposal(get_db(), number, councils=councils, by=get_keeper().known_as, now=get_now())
        invite_sender(get_proposal(get_db(), number))
    except ProposalAnswered:
        return _back(number, "answered-before")
    except DirectoryError:
        return _back(number, "not-sent")
    return _back(number, "accepted")


@bp.post(f"/editors/new/{NUMBER}/invite")
@open_to(Access.EDITOR)
def invite_new(number: int) -> ResponseReturnValue:
    """Once more, when the letter was lost or its link has ended."""
    proposal = get_proposal(get_db(), number)
    try:
        invite_sender(proposal)
    except NotFound:
        return _show(number, {"invite": NOT_HERE_NOW}, {})
    except DirectoryError as error:
        return _show(number, {"invite": str(error)}, {})
    return _back(number, "invited")


@bp.post(f"/editors/new/{NUMBER}/ask")
@open_to(Access.EDITOR)
def ask_new(number: int) -> ResponseReturnValue:
    question = _typed("question")
    if long := too_long(question, LONGEST_REASON):
        return _show(number, {"question": long}, {"question": question})
    try:
        proposal, link = ask_about(get_db(), number, question=question, by=get_keeper().known_as, now=get_now())
        send_question(proposal, link)
    except ReasonNeeded as error:
        return _show(number, {"question": str(error)}, {"question": question})
    except ProposalAnswered:
        return _show_answered(number, question)
    except LetterNotSent:
        return _back(number, "not-sent")
    return _back(number, "asked")


@bp.post(f"/editors/new/{NUMBER}/decline")
@open_to(Access.EDITOR)
def decline_new(number: int) -> ResponseReturnValue:
    reason, here = _typed("reason"), request.form.get("here", "")
    alike = {one.slug: one for one in _alike(get_proposal(get_db(), number)) if one.is_public}
    if here in alike and not reason:
        reason = f"It is here already, as {alike[here].name}."
    if long := too_long(reason, LONGEST_REASON):
        return _show(number, {"reason": long}, {"reason": reason})
    try:
        proposal = decline_proposal(get_db(), number, reason=reason, by=get_keeper().known_as, now=get_now())
        send_decline(proposal, here if here in alike else "")
    except ReasonNeeded as error:
        return _show(number, {"reason": str(error)}, {"reason": reason})
    except ProposalAnswered:
        return _show_answered(number, reason)
    except LetterNotSent:
        return _back(number, "not-sent")
    return _back(number, "declined")


def _typed(field: str) -> str:
    return request.form.get(field, "").replace("\r\n", "\n").strip()


def _back(number: int, said: str) -> ResponseReturnValue:
    return redirect(url_for("editors.show_new", number=number, said=said), 303)


def _waiting(proposal: Proposal) -> Waiting:
    since = (proposal.confirmed_at or proposal.made_at).date()
    return Waiting(proposal, working_days_between(since, get_now().date()), len(missing_from(proposal.inclusion)))


def _unfinished() -> list[tuple[Proposal, Service]]:
    """Accepted, and not public yet."""
    accepted = [(one, _service(one)) for one in list_proposals(get_db(), [ProposalState.ACCEPTED])]
    return [(one, service) for one, service in accepted if service and not service.published_on]


def _show_answered(number: int, words: str) -> ResponseReturnValue:
    """What somebody else did, and the words that were not sent; a button pressed twice sent them the first time."""
    if words == get_proposal(get_db(), number).reason:
        return _back(number, "answered-before")
    return _show(number, {}, {"not_sent": words}, said="answered-before")


def _show(number: int, errors: dict[str, str], typed: dict[str, str], said: str = "") -> str:
    proposal = get_proposal(get_db(), number)
    return render_template(
        "editors/new_listing.html",
        proposal=proposal,
        offered=proposal.offered,
        days=_waiting(proposal).working_days,
        declared=declared(proposal.inclusion),
        missing=[INCLUSION_LABELS[fact] for fact in missing_from(proposal.inclusion)],
        alike=_alike(proposal),
        areas=areas_named_in(proposal.offered.area, get_areas(get_db())),
        is_open=proposal.state in OPEN,
        restored=_restored(number),
        service=_service(proposal),
        organisation=_organisation(proposal),
        errors=errors,
        typed=typed,
        said=SAID.get(said or request.args.get("said", "")),
    )


def _alike(proposal: Proposal) -> list[Alike]:
    offered = proposal.offered
    found = listings_like(
        get_db(),
        names={offered.name, offered.organisation},
        contacts=(offered.phone, offered.email, offered.url),
        number=offered.number,
        public=False,
    )
    own = _service(proposal)
    return [one for one in found if own is None or one.slug != own.slug]


def _restored(number: int) -> Event | None:
    """That it was accepted, and waits again because a backup was put back."""
    found = list_events(get_db(), subject=Subject.NEW_SERVICE, subject_id=str(number), action=Action.WAITS_AGAIN, most=1)
    return found[0][1] if found else None


def _service(proposal: Proposal) -> Service | None:
    """The listing that was made of it, unless an older state was restored since."""
    try:
        return get_service(get_db(), proposal.service_id) if proposal.service_id else None
    except NotFound:
        return None


def _organisation(proposal: Proposal) -> Organisation | None:
    try:
        return get_organisation(get_db(), proposal.organisation_id) if proposal.organisation_id else None
    except NotFound:
        return None
