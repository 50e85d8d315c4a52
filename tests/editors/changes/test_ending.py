"""A keeper who says that a service has closed for good, and what an editor makes of it."""

from dataclasses import replace

from directory.domain.changes import ChangeState
from directory.domain.services import Status
from directory.store.changes import get_change
from directory.store.services import get_service

RETIRE = "/editors/listings/teen-talk/retire"


def states(db, change):
    return {fact.field: fact.state for fact in get_change(db, change.id).facts}


def test_nothing_to_try_instead_leads_to_the_page_that_asks_for_it(editor, db, sent, review):
    change = sent(status=Status.DEFUNCT)

    assert RETIRE in editor.open(f"/editors/changes/{change.id}").links
    assert "nothing to try instead" in review(change, {"status": "approve"}).text
    assert get_service(db, "teen-talk").status is Status.ACTIVE
    assert states(db, change) == {"status": ChangeState.WAITING}

    editor.open(RETIRE)
    editor.send(RETIRE, try_instead="Ask Nightjar.")
    review(change, {"status": "approve"})
    assert states(db, change) == {"status": ChangeState.APPROVED}
    assert get_service(db, "teen-talk").threshold.try_instead == "Ask Nightjar."


def test_what_they_sent_to_be_tried_instead_stands_on_that_page_and_may_be_approved(editor, db, service, sent, review):
    change = sent(status=Status.DEFUNCT, threshold=replace(service.threshold, try_instead="Ask Nightjar."))

    assert "Ask Nightjar." in editor.open(RETIRE).text
    review(change, {"status": "approve", "threshold/try_instead": "approve"})
    assert get_service(db, "teen-talk").status is Status.DEFUNCT
    assert "Ask Nightjar." in editor.open("/services/teen-talk").text
