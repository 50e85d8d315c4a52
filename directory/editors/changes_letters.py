"""Letters to those who sent an edit: how each part of it was answered, or that it was taken back."""

from collections.abc import Mapping

from directory.accounts.posting import post_room
from directory.domain.changes import OPEN, ChangeState, PendingChange
from directory.domain.keepers import Keeper
from directory.domain.services import Service
from directory.keeping.facts import fact_name
from directory.publishing.reviewing import Answer
from directory.store.keepers import list_keepers
from directory.web.access import get_db


def tell_answered(after: PendingChange, service: Service, answers: Mapping[str, Answer]) -> bool:
    """One letter for all that was answered; False where whoever sent it has left. `service` is as it was before."""
    told: dict[ChangeState, list[tuple[str, str]]] = {state: [] for state in ChangeState}
    for field, one in answers.items():
        told[one.state].append((fact_name(service, field), _one_line(one.reason)))
    left = [fact_name(service, fact.field) for fact in after.in_state(ChangeState.WAITING)]
    return _send(
        "edit-answered",
        after,
        service,
        approved=[name for name, _ in told[ChangeState.APPROVED]],
        asked=told[ChangeState.ASKED],
        declined=told[ChangeState.DECLINED],
        left=left,
        narrows=any(fact.narrows for fact in after.in_state(*OPEN)),
    )


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
