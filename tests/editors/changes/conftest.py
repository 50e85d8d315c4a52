"""A listing with something of everything, edits of it that keepers have sent, and an editor who answers them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from directory.domain.changes import PendingChange
from directory.editors.changes_form import key_of
from directory.publishing.proposing import propose
from directory.store.services import get_service
from directory.store.versions import latest_version
from tests.providers.conftest import service

__all__ = ["service"]
Answers = Mapping[str, str | tuple[str, str]]


@pytest.fixture
def sent(db, keepers, service) -> Callable[..., PendingChange]:
    """An edit of Teen talk as it is now, sent by Sam: `sent(summary="We listen.")`."""

    def send(*, by: str = "provider", at: datetime | None = None, note: str | None = None, **facts) -> PendingChange:
        edited, made_from = replace(get_service(db, "teen-talk"), **facts), latest_version(db, "teen-talk")
        told = {"by": keepers[by].known_as, "now": at or datetime.now(UTC), "told_twice": True, "note": note}
        return propose(db, edited, made_from=made_from, **told).change

    return send


@pytest.fixture
def review(editor):
    """Open an edit and send answers: `review(change, {"summary": "approve", "url": ("decline", "It is closed.")})`."""

    def press(change: PendingChange, answers: Answers, *, through: str = "", browser=editor):
        address = f"/editors/changes/{change.id}"
        page = browser.open(address)
        return browser.send(address, **typed_into(page, answers, through))

    return press


def typed_into(page, answers: Answers, through: str = "") -> dict[str, str]:
    """What a browser sends of the form on a page, with these answers chosen by the names of the facts."""
    typed = {one["name"]: one["value"] for one in page.all("input", type="hidden") if one["name"].startswith("seen-")}
    for field, told in answers.items():
        answer, reason = told if isinstance(told, tuple) else (told, "")
        key = key_of(field)
        typed |= {f"answer-{key}": answer, f"reason-{key}": reason, f"through-{key}": through}
    return typed
