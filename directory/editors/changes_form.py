"""An editor's answers to the facts of an edit, as they were typed."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from directory.domain.changes import OPEN, ChangeState, PendingChange, PendingFact
from directory.domain.organisations import Organisation
from directory.domain.risk import Risk
from directory.domain.services import Service
from directory.publishing.proposing import is_of_what_is_gone
from directory.publishing.reviewing import Answer, contacts_held, is_held

LONGEST_REASON = 1_000
LATER = "later"
STATES = {"approve": ChangeState.APPROVED, "ask": ChangeState.ASKED, "decline": ChangeState.DECLINED}
CHOICES = (
    ("approve", "Approve it: make it public"),
    ("ask", "Ask them to change it"),
    ("decline", "Decline it: leave it as it is"),
    (LATER, "Leave it for later"),
)
NO_ANSWER = "Choose an answer for at least one of the facts"
WHY = "{}: say why. They read it in our letter"
TOO_LONG = "{}: use at most 1,000 letters to say why"
THROUGH = "{}: choose the number or address by which you asked them. It must be one that we had before"
NONE_HELD = "{}: we hold no number or address by which to ask them, so it cannot be approved yet"
GONE = "{}: it is not on the listing any more, so it cannot be approved"
Typed = Mapping[str, str]


def key_of(field: str) -> str:
    """Short, and fit for the name of a field and for an address within the page."""
    return sha256(field.encode()).hexdigest()[:10]


def read_answers(typed: Typed, facts: Iterable[PendingFact]) -> dict[str, Answer]:
    """What was chosen for each fact; those that are left for later are left out."""
    chosen = ((fact, key_of(fact.field)) for fact in facts)
    return {
        fact.field: _answer(typed, key, fact, STATES[typed[f"answer-{key}"]])
        for fact, key in chosen
        if typed.get(f"answer-{key}", "") in STATES
    }


def find_errors(
    answers: Mapping[str, Answer],
    change: PendingChange,
    service: Service,
    organisation: Organisation,
    called: Mapping[str, str],
) -> dict[str, str]:
    """What is missing before the answers can be sent, by the name of the field; `called` is what each fact is called."""
    if not answers:
        return {f"answer-{key_of(change.in_state(*OPEN)[0].field)}": NO_ANSWER} if change.is_open else {}
    errors = {}
    for fact in change.in_state(*OPEN):
        told = answers.get(fact.field)
        if told is None:
            continue
        key, name = key_of(fact.field), called[fact.field]
        approves = told.state is ChangeState.APPROVED
        if approves and is_of_what_is_gone(service, fact.change):
            errors[f"answer-{key}"] = GONE.format(name)
        elif approves and fact.risk is Risk.CONFIRMED and not contacts_held(service, organisation):
            errors[f"answer-{key}"] = NONE_HELD.format(name)
        elif approves and fact.risk is Risk.CONFIRMED and not is_held(service, organisation, told.confirmed_through):
            errors[f"through-{key}"] = THROUGH.format(name)
        if not approves and not told.reason:
            errors[f"reason-{key}"] = WHY.format(name)
        if not approves and len(told.reason) > LONGEST_REASON:
            errors[f"reason-{key}"] = TOO_LONG.format(name)
    return errors


def _answer(typed: Typed, key: str, fact: PendingFact, state: ChangeState) -> Answer:
    approves = state is ChangeState.APPROVED
    through = typed.get(f"through-{key}") if approves and fact.risk is Risk.CONFIRMED else None
    reason = "" if approves else typed.get(f"reason-{key}", "")
    return Answer(state, reason, through, typed.get(f"seen-{key}", ""))
