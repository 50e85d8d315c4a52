"""Looking whether the web links and postcodes of listings lead anywhere."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Protocol
from urllib.parse import urlsplit

from sqlite_utils import Database

from directory.domain.errors import PlaceNotUnderstood
from directory.domain.links import LinkCheck, LinkOutcome, Look, mark_of
from directory.places.postcode_file import PostcodeFile, read_about
from directory.places.postcodes import POSTCODE_AREAS, parse_postcode
from directory.store.database import writing
from directory.store.links import (
    AddressUse,
    forget_links,
    get_link_checks,
    postcodes_told,
    save_link_check,
    web_addresses,
)

LOOK_AGAIN = timedelta(days=7)
AT_ONCE = 4
PAUSE_SECONDS = 1.0
Reached = Callable[[int, int], None]


class Reader(Protocol):
    def look(self, address: str) -> Look: ...


@dataclass(frozen=True)
class Broken:
    """An address that leads nowhere, or elsewhere, and where it stands."""

    address: str
    check: LinkCheck
    uses: tuple[AddressUse, ...]


@dataclass(frozen=True)
class OddPostcode:
    """One that is none by its form, is not in the file, or has ended."""

    postcode: str
    has_ended: bool
    use: AddressUse


def check_links(
    db: Database,
    reader: Reader,
    *,
    today: date,
    again: bool = False,
    pause: float = PAUSE_SECONDS,
    reached: Reached = lambda done, of: None,
) -> dict[LinkOutcome, int]:
    """Look at every address that nobody has looked at for a week (`again`: at all), and say how many of each kind.

    A few sites at once, each of them slowly. What was found is stored as it comes: a run that is stopped loses nothing.
    """
    addresses, before = web_addresses(db), get_link_checks(db)
    with writing(db):
        forget_links(db, {mark_of(one) for one in addresses})
    wanted = [one for one in addresses if again or _is_old(before.get(mark_of(one)), today)]
    counts: dict[LinkOutcome, int] = defaultdict(int)
    for done, (address, look) in enumerate(_look_at_all(reader, wanted, pause), start=1):
        mark = mark_of(address)
        last = before.get(mark) or LinkCheck(mark, look.outcome, None, today)
        with writing(db):
            save_link_check(db, last.after(look, today))
        counts[look.outcome] += 1
        reached(done, len(wanted))
    return dict(counts)


def broken_links(db: Database) -> tuple[Broken, ...]:
    """Dead ones first, those that failed most often before others; then those that have moved."""
    checks = get_link_checks(db)
    found = [
        Broken(address, checks[mark_of(address)], tuple(uses))
        for address, uses in web_addresses(db).items()
        if mark_of(address) in checks
    ]
    wrong = [one for one in found if one.check.outcome.is_dead or one.check.outcome is LinkOutcome.MOVED]
    return tuple(sorted(wrong, key=lambda one: (-one.check.failures, one.address)))


def odd_postcodes(db: Database, file: Path) -> tuple[OddPostcode, ...]:
    """Those that do not exist, then those that have ended; where no file is loaded, those that are none by their form."""
    if not is_loaded(file):
        return tuple(OddPostcode(postcode, False, use) for postcode, use in postcodes_told(db) if not is_postcode(postcode))
    known, found = PostcodeFile(file), []
    for postcode, use in postcodes_told(db):
        row = known.find("".join(postcode.upper().split()))
        if row is None or row.ended:
            found.append(OddPostcode(postcode, row is not None, use))
    return tuple(sorted(found, key=lambda one: (one.has_ended, one.use.name)))


def is_loaded(file: Path) -> bool:
    return read_about(file) is not None


def count_impossible_postcodes(db: Database) -> int:
    return sum(not is_postcode(postcode) for postcode, _ in postcodes_told(db))


def is_postcode(text: str) -> bool:
    """By its form: nobody has looked whether there is such a one."""
    try:
        postcode = parse_postcode(text)
    except PlaceNotUnderstood:
        return False
    return postcode.is_full and postcode.area in POSTCODE_AREAS


def _is_old(check: LinkCheck | None, today: date) -> bool:
    return check is None or today - check.looked_on >= LOOK_AGAIN


def _look_at_all(reader: Reader, addresses: Iterable[str], pause: float) -> Iterable[tuple[str, Look]]:
    """In the order in which sites answer."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[urlsplit(address).netloc.lower()].append(address)
    found: SimpleQueue[tuple[str, Look]] = SimpleQueue()
    stop = Event()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for of_one_host in hosts.values():
                pool.submit(_look_at_host, reader, of_one_host, pause, found, stop)
            for _ in range(sum(map(len, hosts.values()))):
                yield found.get()
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


def _look_at_host(
    reader: Reader, addresses: Iterable[str], pause: float, found: "SimpleQueue[tuple[str, Look]]", stop: Event
) -> None:
    for number, address in enumerate(addresses):
        if number:
            time.sleep(pause)
        if stop.is_set():
            return
        try:
            found.put((address, reader.look(address)))
        except Exception:  # whatever a site does to us, the others are looked at
            found.put((address, Look(LinkOutcome.TROUBLE)))
