"""Many people at once: no word is lost unseen, nobody is told of a lock, and every copy agrees at the end."""

import random
import sqlite3
import time
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

from directory.domain.changes import EditConflict
from directory.domain.facts import difference, fact_of
from directory.domain.services import Threshold
from directory.finding.documents import public_documents
from directory.publishing.editing import publish_edit
from directory.publishing.proposing import propose
from directory.search.index import ServiceIndex
from directory.store.changes import get_changes
from directory.store.database import content_version, open_database
from directory.store.services import get_service
from directory.store.versions import get_versions, latest_version, read_version, state_of

PROCESSES, EDITS_EACH, LISTINGS = 8, 25, 6
NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Europe/London"))


@dataclass(frozen=True)
class Tried:
    """What one person wrote, and how it ended: stored, shown as a conflict, or the words of an error."""

    service_id: str
    field: str
    word: str
    ending: str


def test_of_200_edits_from_8_processes_none_is_lost_unseen(db, published, tmp_path, taxonomy):
    ids = [published(name=f"Talk {number}", contact_points=()).id for number in range(LISTINGS)]
    path = tmp_path / "data" / "directory.sqlite3"
    with get_context("spawn").Pool(PROCESSES) as pool:
        tried = [one for some in pool.map(_edit_often, [(path, ids, n) for n in range(PROCESSES)]) for one in some]

    assert len(tried) == PROCESSES * EDITS_EACH
    assert {one.ending for one in tried} == {"stored", "shown"}
    for service_id in ids:
        _agrees(db, service_id, [one for one in tried if one.service_id == service_id and one.ending == "stored"])
    _index_agrees(db, tmp_path, taxonomy, ids)


def _agrees(db, service_id: str, stored: list[Tried]) -> None:
    """One version for each stored edit, each with the word of one, and none that undoes another's."""
    versions = get_versions(db, service_id)
    states = [state_of(version.facts) for version in versions]
    made = [(change.field, change.after) for earlier, later in pairwise(states) for change in difference(earlier, later)]

    assert sorted(made) == sorted((one.field, one.word) for one in stored)
    assert not difference(states[-1], get_service(db, service_id))
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    assert not [fact for change in get_changes(db, service_id) for fact in change.facts]


def _index_agrees(db, tmp_path: Path, taxonomy, ids: list[str]) -> None:
    index = ServiceIndex(tmp_path / "index")
    index.bring_up_to_date(content_version(db), lambda: public_documents(db, taxonomy))
    for service_id in ids:
        word = get_service(db, service_id).summary
        assert word is None or set(index.score([word])) == {service_id}
    index.close()


def _edit_often(task: tuple[Path, list[str], int]) -> list[Tried]:
    path, ids, person = task
    db, chance = open_database(path), random.Random(person)  # noqa: S311  # which listing, not a secret
    tried = [_edit_once(db, chance, chance.choice(ids), f"word{person}x{number}") for number in range(EDITS_EACH)]
    db.close()
    return tried


def _edit_once(db, chance: random.Random, service_id: str, word: str) -> Tried:
    newest = latest_version(db, service_id)
    found = read_version(db, service_id, newest)
    field = chance.choice(("summary", "while_you_wait", "threshold/not_for_plain"))
    words = {"threshold": Threshold(not_for_plain=word)} if "/" in field else {field: word}
    edited = replace(found, **words)
    time.sleep(chance.random() / 50)
    try:
        publish_edit(db, edited, made_from=newest, by=word, now=NOW)
    except EditConflict as conflict:
        shown = [(one.mine.after, one.theirs.after) for one in conflict.conflicts]
        return Tried(service_id, field, word, "shown" if shown[0][0] == word and shown[0][1] != word else "lost")
    except sqlite3.OperationalError as error:
        return Tried(service_id, field, word, str(error))
    return Tried(service_id, field, word, "stored" if fact_of(edited, field) == word else "lost")


def test_edits_that_wait_are_all_kept_beside_each_other(db, published, tmp_path):
    service = published()
    path = tmp_path / "data" / "directory.sqlite3"
    with get_context("spawn").Pool(2) as pool:
        pool.map(_propose_often, [(path, service.id, n) for n in range(2)])

    words = {fact.change.after for change in get_changes(db, service.id) for fact in change.facts}
    assert words == {f"words of {person} {number}" for person in range(2) for number in range(10)}
    assert get_service(db, service.id).summary is None


def _propose_often(task: tuple[Path, str, int]) -> None:
    path, service_id, person = task
    db = open_database(path)
    for number in range(10):
        edited = replace(get_service(db, service_id), summary=f"words of {person} {number}")
        propose(db, edited, made_from=1, by=f"{person}@example.org", now=NOW)
    db.close()
