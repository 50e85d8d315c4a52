"""Letters to those who sent an edit: how each part of it was answered, or that it was taken back."""

from collections.abc import Mapping

from directory.accounts.posting import post_room
from directory.domain.changes import OPEN, ChangeState, PendingChange
from directory.domain.keepers import Keeper
from directory.domain.services import ContactPoint, Service
from directory.keeping.facts import fact_words
from directory.keeping.sides import name_of
from directory.publishing.reviewing import Answer
from directory.store.keepers import list_keepers
from directory.web.access import get_db


def tell_answered(after: PendingChange, service: Service, answers: Mapping[str, Answer]) -> bool:
    """One letter for all that was answered; False where whoever sent it has left. `service` is as it was before."""
    told: dict[ChangeState, list[tuple[str, str]]] = {state: [] for state in ChangeState}
    for field, one in answers.items():
        told[one.state].append((name_of(service, field), _one_line(one.reason)))
    left = [name_of(service, fact.field) for fact in after.in_state(ChangeState.WAITING)]
    return _send(
        "edit-answered",
        after,
        service,
        approved=[name + _new_way(after, field) for field, name in _approved(service, answers)],
        asked=told[ChangeState.ASKED],
        declined=told[ChangeState.DECLINED],
        left=left,
        narrows=any(fact.narrows for fact in after.in_state(*OPEN)),
    )


def _approved(service: Service, answers: Mapping[str, Answer]) -> list[tuple[str, str]]:
    return [(field, name_of(service, field)) for field, one in answers.items() if one.state is ChangeState.APPROVED]


def _new_way(after: PendingChange, field: str) -> str:
    """The number or address itself: the name of the fact tells the one before."""
    new = next(fact.change.after for fact in after.facts if fact.field == field)
    is_way = field.startswith("contact_points/") and (isinstance(new, ContactPoint) or field.endswith("/value"))
    return f": {fact_words(new)}" if is_way and new else ""


def tell_undone(change: PendingChange, service: Service, facts: list[str], reason: str) -> bool:
    """That an editor has taken back what was public at once; False where whoever sent it has left."""
    return _send("edit-undone", change, service, facts=facts, reason=_one_line(reason))


def sender_of(change: PendingChange) -> Keeper | None:
    """Whoever sent an edit, unless they have left."""
    return next((one for one in list_keepers(get_db()) if one.known_as == change.made_by), None)


def _send(which: str, change: PendingChange, service: Service, **facts: object) -> bool:
    sender = sender_of(change)
    if sender is None:
        return False
    room = post_room()
    path = f"/manage/services/{service.slug}"
    room.send_later(room.letters.write(which, sender.email, path=path, service=service.name, **facts))
    return True


def _one_line(reason: str) -> str:
    return " ".join(reason.split())
