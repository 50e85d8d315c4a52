"""`make bench`: how fast search is, against SQLite's own full-text search on the same data in the same run.

Each size is measured in a process of its own, so that its memory is its own. Times are in milliseconds, as median and
95th percentile over every text in three rounds, after one round that warms both sides.
"""

import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from statistics import median, quantiles

from directory.application import create_app
from directory.config import Settings
from directory.domain.places import AreaLevel
from directory.domain.search_request import SearchRequest
from directory.domain.verdicts import Verdict
from directory.finding.find import PAGE_SIZE, USABLE, Listings, rank_search, wanted_of
from directory.finding.matching import Match, passing
from directory.finding.reading import read_request
from directory.finding.results import Search
from directory.importing.seeding import seed
from directory.search.index import ANALYSER
from directory.shelves import Shelves
from directory.store.areas import get_areas
from directory.store.checks import save_check
from directory.store.database import create_database, writing
from directory.store.organisations import save_organisation
from directory.store.services import save_service
from directory.web.serving import warm_up
from tests.bench.full_text import FullText
from tests.bench.listings import invented, invented_check

SIZES = (1_000, 5_000, 20_000)
ROUNDS = 3
TEXTS = (
    "someone to talk to about anxiety", "cant sleep and worried about exams", "angry all the time", "my mum drinks",
    "being bullied at school", "panic attacks", "grief group", "eating problems", "lonely no friends", "self harm",
    "counselling by text", "young carers group", "my son wont go to school", "ocd therapy", "autism family support",
    "hearing voices", "trans and scared", "drop in after school", "volunteers kettle", "harbour youth",
)  # fmt: skip
PEOPLE = ((15, "PO1 2AL"), (9, "PL1"), (17, "MK9"), (12, "DA6"), (20, "L20"))
# A region's councils: the South Coast from Plymouth to Hastings, with Bexley, Milton Keynes and Sefton.
LOCAL = frozenset(
    {"E06000026", "E06000044", "E06000045", "E06000046", "E06000059", "E06000058", "E07000061", "E07000062", "E07000063",
     "E07000064", "E07000065", "E06000043", "E06000042", "E09000004", "E08000014", "E07000090", "E07000087", "E07000088"}
)  # fmt: skip
HOW = (("face-to-face",), ("phone", "text-chat"), ("online",))


def main() -> None:
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
        return
    for size in SIZES:
        subprocess.run([sys.executable, "-m", "tests.bench", str(size)], check=True)  # ourselves


def measure(size: int) -> None:
    """Fill a directory of this size, measure, and print."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), secret_key="made up for measuring only")
        app = create_app(settings)
        logging.disable()
        with app.app_context():
            shelves: Shelves = app.extensions["directory"]
            fill(shelves, size)
            print(f"\n== {size:,} services ==")
            build = time.perf_counter()
            listings = shelves.listings()
            print(f"index and snapshot built in {time.perf_counter() - build:.1f} s")
            warm_up(app)
            measure_core(shelves, listings)
            measure_page(app, size)
            measure_table(app, shelves, listings)
        print_memory(settings)


def fill(shelves: Shelves, size: int) -> None:
    db = create_database(shelves.settings.database)
    seed(db, shelves.settings.seed, demonstration=False, now=shelves.now())
    councils = [area for area in get_areas(db) if area.level is AreaLevel.LOCAL_AUTHORITY and area.code in LOCAL]
    organisations, services = invented(size, shelves.taxonomy(), councils)
    chance = random.Random(1)  # noqa: S311  # not for secrets
    with writing(db):
        for organisation in organisations:
            save_organisation(db, organisation)
        for service in services:
            save_service(db, service)
            if chance.random() < 0.6:
                save_check(db, service.id, invented_check(chance))
    db.close()


def measure_core(shelves: Shelves, listings: Listings) -> None:
    words = [read(shelves, text=text) for text in TEXTS]
    both = [read(shelves, text=text, how=how) for text in TEXTS for how in HOW]
    filters = [read(shelves, needs=(need.slug,), how=how) for need in listings.taxonomy.needs[::3] for how in HOW]
    for name, searches in (("words", words), ("words and filters", both), ("filters only", filters)):
        found = sum(rank_search(listings, one, wanted_of(listings, one)).count(*Verdict) for one in searches)
        timed(
            f"{name}, judged and ordered ({found / len(searches):,.0f} found)",
            lambda one: first_page(listings, one),
            searches,
        )
    full_text = FullText(shelves.db(), shelves.taxonomy())
    ours = timed("words and filters, ours without judging", lambda one: core(listings, one), both)
    theirs = timed("words and filters, SQLite FTS5", lambda one: full_text.find(plain_words(one), one.filters.how), both)
    print(f"  ratio of medians, ours to FTS5: {ours / theirs:.2f}")


def first_page(listings: Listings, search: Search) -> list[Match]:
    """Everything of a search but loading what is shown: matched, judged, counted, the first page in order."""
    ranking = rank_search(listings, search, wanted_of(listings, search))
    ranking.count(*USABLE)
    return ranking.slice(0, PAGE_SIZE, *USABLE)


def core(listings: Listings, search: Search) -> list[str]:
    """What FTS5 is asked to do: the words' matches that pass the filters, the best first."""
    scores = listings.index.score(search.meaning.words)
    snapshot = listings.snapshot
    found = passing(snapshot, search.filters, None, listings.taxonomy) & snapshot.members(scores)
    return sorted((one.id for one in snapshot.listings_of(found)), key=scores.__getitem__, reverse=True)


def plain_words(search: Search) -> list[str]:
    return [token.text for token in ANALYSER(" ".join(search.meaning.words))]


def read(shelves: Shelves, **given: object) -> Search:
    age, postcode = PEOPLE[len(str(given)) % len(PEOPLE)]
    request = SearchRequest(age=str(age), postcode=postcode, **given)  # type: ignore[arg-type]
    return read_request(request, shelves.readers())


def measure_page(app: object, size: int) -> None:
    client = app.test_client()  # type: ignore[attr-defined]
    addresses = []
    for number, text in enumerate(TEXTS):
        age, postcode = PEOPLE[number % len(PEOPLE)]
        reply = client.post("/find", data={"text": text, "age": age, "postcode": postcode})
        addresses.append(reply.headers["Location"])
    timed("whole results page, in process", lambda address: client.get(address).data, addresses)
    heaviest = max(len(client.get(address).data) for address in addresses)
    print(f"  heaviest results page: {heaviest / 1024:.1f} KB of HTML")


def measure_table(app: object, shelves: Shelves, listings: Listings) -> None:
    """The professionals' table where about 300 services match: against the public page for the same child, same run."""
    client = app.test_client()  # type: ignore[attr-defined]
    tables, pages, matching = [], [], []
    for (age, postcode), needs in product(PEOPLE, matching_about(300, shelves, listings)):
        told = {"need": list(needs), "age": age, "postcode": postcode, "gp_postcode": postcode}
        token = client.post("/professionals/find", data=told).headers["Location"].rsplit("/", 1)[1]
        tables.append(f"/professionals/find/{token}")
        pages.append(f"/find/{token}")
        search = read(shelves, needs=needs)
        matching.append(rank_search(listings, search, wanted_of(listings, search)).count(*Verdict))
    found = f"{min(matching):,} to {max(matching):,} matching"
    ours = timed(f"professionals' table, in process ({found})", lambda address: client.get(address).data, tables)
    theirs = timed("public page for the same children", lambda address: client.get(address).data, pages)
    print(f"  ratio of medians, table to public page: {ours / theirs:.2f}")


def matching_about(count: int, shelves: Shelves, listings: Listings) -> list[tuple[str, ...]]:
    """Needs that together match at least so many services, a few different ones of them."""
    chosen = []
    for start in (0, 10, 20):
        needs: tuple[str, ...] = ()
        for need in listings.taxonomy.needs[start:]:
            needs = (*needs, need.slug)
            search = read(shelves, needs=needs)
            if rank_search(listings, search, wanted_of(listings, search)).count(*Verdict) >= count:
                break
        chosen.append(needs[:10])
    return chosen


def timed(name: str, act: Callable[[object], object], arguments: list[object]) -> float:
    """Print the median and 95th percentile in ms; give back the median."""
    for argument in arguments:
        act(argument)
    times = []
    for _ in range(ROUNDS):
        for argument in arguments:
            begun = time.perf_counter()
            act(argument)
            times.append((time.perf_counter() - begun) * 1000)
    middle = median(times)
    print(f"  {name:<62} median {middle:7.2f} ms   95th {quantiles(times, n=20)[-1]:7.2f} ms")
    return middle


def print_memory(settings: Settings) -> None:
    """A fresh process that opens the directory, searches over the whole list of texts and shows a page."""
    code = "import sys; from pathlib import Path; from tests.bench.__main__ import searched; searched(Path(sys.argv[1]))"
    environ = os.environ | {"PYTHONHASHSEED": "0"}
    said = subprocess.run(  # ourselves
        [sys.executable, "-c", code, str(settings.data)], check=True, capture_output=True, text=True, env=environ
    )
    print(f"  resident in a process that has searched: {said.stdout.strip()} MB")


def searched(data: Path) -> None:
    logging.disable()
    app = create_app(Settings(data=data, secret_key="made up for measuring only"))
    client = app.test_client()
    for number, text in enumerate(TEXTS):
        age, postcode = PEOPLE[number % len(PEOPLE)]
        client.get(client.post("/find", data={"text": text, "age": age, "postcode": postcode}).headers["Location"])
    resident = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    print(int(resident.split()[1]) // 1024)


if __name__ == "__main__":
    main()
