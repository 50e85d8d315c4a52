"""One edit in front of an editor: fact by fact, before and after; one press answers all, by one letter."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlite_utils import Database

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.changes import (
    OPEN,
    AnsweredMeanwhile,
    ChangeState,
    ContactNotConfirmed,
    EditConflict,
    PendingChange,
    PendingFact,
    ReasonNeeded,
    working_days_between,
)
from directory.domain.facts import fact_of
from directory.domain.organisations import Organisation
from directory.domain.risk import Risk
from directory.domain.services import Service
from directory.editors.blueprint import NUMBER, bp
from directory.editors.changes import editors_for
from directory.editors.changes_form import CHOICES, LATER, Typed, find_errors, key_of, read_answers
from directory.editors.changes_letters import tell_answered
from directory.editors.changes_sides import Sides, effect_of, sides_of_change
from directory.editors.changing import change_address
from directory.keeping.sides import name_of, say
from directory.keeping.still_standing import contact_before, is_back, part_of, still_standing
from directory.keeping.who import who
from directory.publishing.proposing import is_of_what_is_gone
from directory.publishing.reviewing import Answer, answer, conflicts_of, contacts_held, mark_of
from directory.store.changes import get_change, get_open_changes, get_owners
from directory.store.organisations import get_organisation
from directory.store.services import get_service
from directory.web.access import get_db, get_directory, get_now

SAID = {
    "taken": "This one is yours now.",
    "moved": "Somebody else has taken this meanwhile, or it was handed over. It stays with them, as you see below.",
    "nobody": "Choose somebody to hand it over to.",
}
MEANWHILE = (
    "A part of this was answered, sent again or taken back meanwhile",
    "So nothing of yours has been sent. What became of it is at the end of the page, with what you wanted to say.",
)
CONFLICT = (
    "Somebody has changed the listing since you opened this page",
    "So nothing has been sent. Look at what is public now, and send your answer again if it still stands.",
)
OUTCOMES = {
    ChangeState.LIVE: "Public at once",
    ChangeState.APPROVED: "Approved",
    ChangeState.DECLINED: "Declined",
    ChangeState.UNDONE: "Taken back",
    ChangeState.REPLACED: "Sent again since, in another edit",
    ChangeState.TAKEN_OUT: "Taken out for good, with nothing left to publish",
    ChangeState.WITHDRAWN: "Taken back by those who keep the listing",
}

# The old number goes, or has gone, with what is in one of these.
GOES = OPEN | {ChangeState.APPROVED, ChangeState.LIVE}


@dataclass(frozen=True)
class Rival:
    """Another edit that waits, and what it asks for the same fact."""

    change: PendingChange
    name: str
    words: str


@dataclass(frozen=True)
class Old:
    """A number that goes, or has gone, and the facts of the same listing in which it still stands, with their forms."""

    number: str
    stands_in: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Reviewed:
    """One fact of the edit, and what an editor needs to know to answer it."""

    fact: PendingFact
    key: str
    sides: Sides
    effect: str
    seen: str
    is_gone: bool
    is_contact: bool
    is_public: bool
    rivals: tuple[Rival, ...]
    outcome: str = ""
    old: Old | None = None


@dataclass(frozen=True)
class Edit:
    """An edit with what is around it."""

    change: PendingChange
    service: Service
    organisation: Organisation


@bp.route(f"/editors/changes/{NUMBER}", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def review_change(number: int) -> ResponseReturnValue:
    if request.method != "POST" or not may_answer(get_change(get_db(), number)):
        return _show(_edit(get_db(), number), {})
    return _answered(number, {name: value.strip() for name, value in request.form.items()})


def may_answer(change: PendingChange) -> bool:
    """Not what they sent themselves, where somebody else can."""
    return change.made_by != get_keeper().known_as or not editors_for(change)


def _answered(number: int, typed: Typed) -> ResponseReturnValue:
    db, edit = get_db(), _edit(get_db(), number)
    answers = read_answers(typed, edit.change.facts)
    called = {fact.field: name_of(edit.service, fact.field) for fact in edit.change.facts}
    errors = find_errors(answers, edit.change, edit.service, edit.organisation, called)
    if errors or not answers:
        return _show(edit, typed, errors=errors)
    try:
        after = answer(db, number, answers, by=get_keeper().known_as, now=get_now())
    except AnsweredMeanwhile:
        if _is_said_already(get_change(db, number), answers):
            return redirect(url_for("editors.list_changes", said="answered"), 303)
        return _show(_edit(db, number), typed, trouble=MEANWHILE)
    except EditConflict:
        return _show(_edit(db, number), typed, trouble=CONFLICT)
    except (ContactNotConfirmed, ReasonNeeded) as error:
        return _show(_edit(db, number), typed, trouble=("Please look once more", str(error)))
    told = tell_answered(after, edit.service, answers)
    return redirect(url_for("editors.list_changes", said="answered" if told else "answered-no-letter"), 303)


def _is_said_already(change: PendingChange, answers: Mapping[str, Answer]) -> bool:
    """A button that was pressed twice: these very answers stand, and are this editor's own."""
    stands = {fact.field: (fact.state, fact.reason, fact.confirmed_through, fact.decided_by) for fact in change.facts}
    me = get_keeper().known_as
    return all(
        stands[field] == (one.state, one.reason.strip() or None, one.confirmed_through, me) for field, one in answers.items()
    )


def _edit(db: Database, number: int) -> Edit:
    change = get_change(db, number)
    service = get_service(db, change.service_id)
    return Edit(change, service, get_organisation(db, service.organisation_id))


def _show(edit: Edit, typed: Typed, *, errors: Mapping[str, str] | None = None, trouble: tuple[str, str] = ("", "")) -> str:
    change, service = edit.change, edit.service
    reviewed = _reviewed(edit)
    owner = get_owners(get_db(), [change.id]).get(change.id)
    today = get_now().date()
    return render_template(
        "editors/change.html",
        edit=edit,
        open_facts=[one for one in reviewed if one.fact.state in OPEN],
        closed_facts=[one for one in reviewed if one.fact.state not in OPEN],
        held=sorted(contacts_held(service, edit.organisation)),
        typed=typed,
        errors=errors or {},
        trouble=trouble,
        choices=CHOICES,
        labels=dict(CHOICES),
        later=LATER,
        may_answer=may_answer(change),
        who=who(get_db()),
        owner=owner,
        editors=editors_for(change),
        me=get_keeper(),
        days=working_days_between(change.made_at.date(), today),
        is_late=change.is_late(today),
        said=SAID.get(request.args.get("said", ""), ""),
    )


def _reviewed(edit: Edit) -> list[Reviewed]:
    conflicts = conflicts_of(edit.service, edit.change)
    others = [one for one in get_open_changes(get_db(), edit.service.id) if one.id != edit.change.id]
    names: Any = get_directory().names()
    return [
        Reviewed(
            fact,
            key_of(fact.field),
            sides_of_change(edit.service, fact.change, names, conflicts.get(fact.field)),
            effect_of(_as_of_now(fact, edit.service)),
            mark_of(edit.service, fact.field),
            is_of_what_is_gone(edit.service, fact.change),
            fact.risk is Risk.CONFIRMED,
            fact_of(edit.service, fact.field) == fact.change.after,
            tuple(_rivals(edit.service, fact, others)),
            OUTCOMES.get(fact.state, ""),
            _old_of(edit, fact),
        )
        for fact in edit.change.facts
    ]


def _as_of_now(fact: PendingFact, service: Service) -> PendingFact:
    """What it does to people is what it does to those who can use it today."""
    return replace(fact, change=replace(fact.change, before=fact_of(service, fact.field)))


def _old_of(edit: Edit, fact: PendingFact) -> Old | None:
    """The number that it replaces or takes away, where that stands elsewhere too and the edit leaves it there."""
    service, number, part = edit.service, contact_before(fact.change), part_of(fact.field)
    if not number or fact.state not in GOES or (fact.state not in OPEN and is_back(service, part, number)):
        return None
    changes = [one.change for one in edit.change.in_state(*OPEN)]
    stands = still_standing(service, number, but=part, changes=changes)
    found = dict.fromkeys((name_of(service, field), change_address(service.slug, field)) for field in stands)
    return Old(number, tuple(found)) if found else None


def _rivals(service: Service, fact: PendingFact, others: Iterable[PendingChange]) -> Iterator[Rival]:
    """What other edits ask for a fact, where that is something else."""
    names: Any = get_directory().names()
    for change in others:
        for other in change.in_state(*OPEN):
            if fact.change.overlaps(other.change) and (other.field, other.change.after) != (fact.field, fact.change.after):
                yield Rival(change, name_of(service, other.field), say(other.field, other.change.after, names))
