"""Eight people with the same listings in front of them: every word is public, or was shown to who wrote it."""

import html
import random
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

from directory.accounts.sessions import start_session
from directory.domain.facts import difference
from directory.publishing.listings import publish
from directory.store.changes import get_changes
from directory.store.database import writing
from directory.store.services import get_service
from directory.store.versions import get_versions, state_of
from tests.accounts.visitor import SITE
from tests.builders import a_service
from tests.web.conftest import an_app

PROCESSES, EDITS_EACH, LISTINGS = 8, 25, 6
# Each form, and which of its fields is written into.
FORMS = {"facts/what": "summary", "facts/next": "while_you_wait", "facts/who": "threshold-not_for_plain"}
FIELD = re.compile(r'<textarea id="([^"]+)"[^>]*>([^<]*)</textarea>')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@dataclass(frozen=True)
class Tried:
    """What one person wrote, and how it ended: stored, shown beside what another wrote, or what else the page said."""

    slug: str
    word: str
    ending: str


def test_of_200_edits_on_the_pages_by_8_processes_none_is_lost_unseen(app, db, keepers, service, tmp_path):
    slugs = [f"talk-{number}" for number in range(LISTINGS)]
    with writing(db):
        secret = start_session(db, keepers["editor"], datetime.now(UTC), is_whole=True).secret
        for slug in slugs:
            publish(db, a_service(id=slug, slug=slug), by="seed", reason="Seeded", now=datetime(2026, 1, 2, tzinfo=UTC))
    tasks = [(tmp_path / "data", secret, slugs, person) for person in range(PROCESSES)]
    with get_context("spawn").Pool(PROCESSES) as pool:
        tried = [one for some in pool.map(_edit_often, tasks) for one in some]

    assert len(tried) == PROCESSES * EDITS_EACH
    assert {one.ending for one in tried} == {"stored", "shown"}
    for slug in slugs:
        assert _words_in_versions(db, slug) == sorted(
            one.word for one in tried if (one.slug, one.ending) == (slug, "stored")
        )
        assert not difference(state_of(get_versions(db, slug)[-1].facts), get_service(db, slug))
        assert get_changes(db, slug) == ()
        _is_found_by_its_words(app, get_service(db, slug))


def _words_in_versions(db, slug: str) -> list[str]:
    """One version for each stored edit, with its word and nothing else."""
    states = [state_of(version.facts) for version in get_versions(db, slug)]
    return sorted(change.after for earlier, later in pairwise(states) for change in difference(earlier, later))


def _is_found_by_its_words(app, service) -> None:
    with app.app_context():
        score = app.extensions["directory"].listings().index.score
        assert service.summary is None or set(score([service.summary])) == {service.id}


def _edit_often(task: tuple[Path, str, list[str], int]) -> list[Tried]:
    folder, secret, slugs, person = task
    chance = random.Random(person)  # noqa: S311  # which listing, not a secret
    client = an_app(folder, address=SITE).test_client()
    client.set_cookie("__Host-keeper", secret, domain="directory.example.org", secure=True)
    return [_edit_once(client, chance, chance.choice(slugs), f"word{person}x{number}") for number in range(EDITS_EACH)]


def _edit_once(client, chance: random.Random, slug: str, word: str) -> Tried:
    path, field = chance.choice(list(FORMS.items()))
    address = f"/manage/services/{slug}/{path}"
    form = client.get(address, base_url=SITE).get_data(as_text=True)
    typed = {name: html.unescape(value) for name, value in (*FIELD.findall(form), *HIDDEN.findall(form))}
    time.sleep(chance.random() / 50)
    reply = client.post(address, base_url=SITE, data=typed | {field: word})
    if reply.status_code == 303 and reply.location.endswith("said=published"):
        return Tried(slug, word, "stored")
    page = reply.get_data(as_text=True)
    theirs = re.findall(r"theirs, as it is now</dt><dd>(\w+)</dd>", page)
    is_shown = f">{word}</textarea>" in page and theirs and word not in theirs
    return Tried(slug, word, "shown" if is_shown else f"{reply.status_code} {page[-2000:]}")
