"""Listings and organisations that may be here twice. Who shares no mark is never compared, so this stays quick."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from rapidfuzz import fuzz
from sqlite_utils import Database

from directory.domain.events import Subject
from directory.domain.free_mail import is_free_mail
from directory.store.database import content_version, writing
from directory.store.marks import Marks, marks_of_organisations, marks_of_services
from directory.store.merges import forget_not_the_same, pairs_not_the_same, say_not_the_same
from directory.store.putting_away import get_put_away, organisations_put_away

# Words that many names have and that tell nothing.
EMPTY = frozenset(
    ("a", "an", "and", "at", "cic", "cio", "co", "for", "in", "limited", "llp", "ltd", "of", "on", "our", "plc", "the", "uk")
)
# One host of thousands of organisations.
SHARED_MAIL = frozenset({"nhs.net"})
# A mark that more than these share is a switchboard or a town hall: only those with a word in common are compared.
MANY = 40
ALIKE, VERY_ALIKE, RATHER_ALIKE = 88, 95, 70
Mark = tuple[str, str]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Likely:
    """Two that may be one, how alike their names are of 100, and why we think so, in words."""

    subject: Subject
    one_id: str
    other_id: str
    names_alike: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """One of them, its marks written in one way. `shared` are those by which it can be compared."""

    id: str
    runner: str
    name: str
    words: frozenset[str]
    digits: frozenset[str]
    shared: frozenset[Mark]
    postcodes: frozenset[str]
    identifiers: frozenset[Mark]


_found: dict[str, tuple[int, tuple[Likely, ...]]] = {}


def likely_duplicates(db: Database) -> tuple[Likely, ...]:
    """Every pair that an editor should look at, organisations first, the most alike first.

    What has ended, or is put away as not for this directory, is in none.
    """
    two = {subject: set(pairs_not_the_same(db, subject)) for subject in (Subject.SERVICE, Subject.ORGANISATION)}
    away = {Subject.SERVICE: frozenset(get_put_away(db)), Subject.ORGANISATION: organisations_put_away(db)}
    return tuple(
        one
        for one in _all_pairs(db)
        if (one.one_id, one.other_id) not in two[one.subject] and away[one.subject].isdisjoint((one.one_id, one.other_id))
    )


def keep_two(db: Database, subject: Subject, pair: Iterable[str], *, by: str, now: datetime) -> None:
    """Remember that two are two, and do not ask about them again."""
    with writing(db):
        say_not_the_same(db, subject, pair, by=by, at=now)


def ask_again(db: Database, subject: Subject, pair: Iterable[str]) -> None:
    """Forget that two were said to be two."""
    with writing(db):
        forget_not_the_same(db, subject, pair)


def _all_pairs(db: Database) -> tuple[Likely, ...]:
    """Looked for once for each content of the database, in each process."""
    file, version = db.execute("PRAGMA database_list").fetchone()[2], content_version(db)
    if _found.get(file, (None,))[0] != version:
        _found.clear()
        _found[file] = (version, _look(db))
    return _found[file][1]


def _look(db: Database) -> tuple[Likely, ...]:
    services = marks_of_services(db)
    organisations = {one.id: _organisation(one) for one in marks_of_organisations(db, services.values()).values()}
    of_organisations = sorted(_pairs(organisations, _organisations_alike), key=_most_alike)
    runners = _one_runner(organisations, of_organisations)
    listed = {one.id: _service(one, runners.get(one.runner, one.runner)) for one in services.values()}
    of_services = sorted(_pairs(listed, _services_alike), key=_most_alike)
    return (
        *(replace(one, subject=Subject.ORGANISATION) for one in of_organisations),
        *(_with_runner(one, services) for one in of_services),
    )


def _pairs(known: Mapping[str, Known], alike: Callable[[Known, Known], Likely | None]) -> Iterator[Likely]:
    for one_id, other_id in _worth_comparing(known.values()):
        found = alike(known[one_id], known[other_id])
        if found:
            yield found


def _worth_comparing(known: Iterable[Known]) -> set[Pair]:
    """Those that share a mark."""
    blocks: dict[Mark, list[Known]] = defaultdict(list)
    for one in known:
        for mark in one.shared:
            blocks[mark].append(one)
    return {pair for block in blocks.values() for pair in _pairs_in(block)}


def _pairs_in(block: list[Known]) -> Iterator[Pair]:
    if len(block) <= MANY:
        yield from (_in_order(one.id, other.id) for one, other in combinations(block, 2))
        return
    by_words: dict[str, list[str]] = defaultdict(list)
    for one in block:
        by_words[" ".join(sorted(one.words)[:2])].append(one.id)
    for ids in by_words.values():
        yield from (_in_order(one, other) for one, other in combinations(ids[:MANY], 2))


def _in_order(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _services_alike(one: Known, other: Known) -> Likely | None:
    """A like name is always asked for: one phone rings for many services."""
    whole, same_runner = int(fuzz.ratio(one.name, other.name)), one.runner == other.runner
    if whole < ALIKE and same_runner:
        return None
    contacts = sorted(mark for mark in one.shared & other.shared if mark[0] != RUNNER)
    if one.digits != other.digits or _stand_apart(one, other, contacts, whole):
        return None
    within = not same_runner and fuzz.token_set_ratio(one.name, other.name) >= VERY_ALIKE
    likely = (
        (whole >= ALIKE and (contacts or same_runner))
        or (within and contacts)
        or (whole >= RATHER_ALIKE and len(contacts) > 1 and not same_runner)
    )
    return _likely(one, other, whole, contacts) if likely else None


def _stand_apart(one: Known, other: Known, contacts: list[Mark], whole: int) -> bool:
    """Two places of one service are two listings."""
    apart = one.postcodes and other.postcodes and not one.postcodes & other.postcodes
    return bool(apart) and not (whole >= VERY_ALIKE and any(kind == NUMBER for kind, _ in contacts))


def _organisations_alike(one: Known, other: Known) -> Likely | None:
    """A shared number in a register settles it; two of one register do as well."""
    whole = int(fuzz.ratio(one.name, other.name))
    numbers = sorted(one.identifiers & other.identifiers)
    if not numbers and (whole < ALIKE or one.digits != other.digits):
        return None
    if not numbers and {scheme for scheme, _ in one.identifiers} & {scheme for scheme, _ in other.identifiers}:
        return None
    contacts = sorted(mark for mark in one.shared & other.shared if mark[0] in (NUMBER, SITE, MAIL, POSTCODE))
    if numbers or whole >= VERY_ALIKE or (whole >= ALIKE and contacts):
        return _likely(one, other, whole, [*numbers, *contacts])
    return None


def _likely(one: Known, other: Known, whole: int, shared: Iterable[Mark]) -> Likely:
    names = ["names that are the same" if whole >= 99 else "names that are alike"] if whole >= RATHER_ALIKE else []
    words = (_said(kind, value) for kind, value in shared)
    return Likely(Subject.SERVICE, *_in_order(one.id, other.id), whole, (*names, *list(words)[:4]))


def _said(kind: str, value: str) -> str:
    """The first 0 of a number was left out to compare it."""
    return f"{SAID.get(kind, f'the same {kind} number')}: {'0' if kind == NUMBER else ''}{value}"


def _with_runner(one: Likely, services: Mapping[str, Marks]) -> Likely:
    same = services[one.one_id].runner == services[one.other_id].runner
    return replace(one, reasons=(*one.reasons, "run by the same organisation")) if same else one


def _one_runner(organisations: Mapping[str, Known], pairs: Iterable[Likely]) -> dict[str, str]:
    """Organisations with a shared number, or the same name, count as one runner."""
    first = {one: one for one in organisations}
    for pair in pairs:
        one, other = organisations[pair.one_id], organisations[pair.other_id]
        if one.identifiers & other.identifiers or one.name == other.name:
            low, high = sorted((first[one.id], first[other.id]))
            first = {key: low if value == high else value for key, value in first.items()}
    return first


def _most_alike(one: Likely) -> tuple[int, int, str, str]:
    return -len(one.reasons), -one.names_alike, one.one_id, one.other_id


def _service(marks: Marks, runner: str) -> Known:
    pages = {(PAGE, plain) for plain in map(_plain_page, marks.pages) if "/" in plain}
    emails = {(MAIL, one.casefold().strip()) for one in marks.emails}
    return _known(marks, runner, {*pages, *emails, (RUNNER, runner)})


def _organisation(marks: Marks) -> Known:
    sites = {(SITE, _plain_page(one).partition("/")[0]) for one in marks.pages}
    own = (one.casefold().strip() for one in marks.emails if not is_free_mail(one))
    domains = {one.rpartition("@")[2] for one in own} - SHARED_MAIL
    plain = " ".join(sorted(_words(marks.name)))
    names = {("start", plain[:6]), ("end", plain[-6:])}
    numbers = {("register", f"{scheme} {value}") for scheme, value in marks.identifiers}
    return _known(marks, marks.id, {*sites, *((SITE, one) for one in domains if one), *names, *numbers})


def _known(marks: Marks, runner: str, shared: set[Mark]) -> Known:
    numbers = {(NUMBER, plain) for plain in map(_plain_number, marks.numbers) if len(plain) > 6}
    postcodes = frozenset("".join(one.upper().split()) for one in marks.postcodes)
    places = {(POSTCODE, one) for one in postcodes if len(one) > 4}
    words = _words(marks.name)
    return Known(
        id=marks.id,
        runner=runner,
        name=" ".join(sorted(words)),
        words=words,
        digits=frozenset(word for word in words if any(letter.isdigit() for letter in word)),
        shared=frozenset(shared | numbers | places),
        postcodes=postcodes,
        identifiers=frozenset(marks.identifiers),
    )


def _words(name: str) -> frozenset[str]:
    words = frozenset(re.findall(r"[a-z0-9]+", name.casefold().replace("'", "").replace("’", "")))
    return words - EMPTY or words


def _plain_number(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return re.sub(r"^(0044|44|0)", "", digits)


def _plain_page(address: str) -> str:
    """Without what is the same for most."""
    return re.sub(r"^(https?://)?(www\.)?", "", address.casefold().strip()).partition("?")[0].partition("#")[0].rstrip("/")


NUMBER, MAIL, PAGE, SITE, POSTCODE, RUNNER = "phone", "mail", "page", "site", "postcode", "runner"
SAID = {
    NUMBER: "the same phone number",
    MAIL: "the same email address",
    PAGE: "the same web page",
    SITE: "the same website or mail",
    POSTCODE: "the same postcode",
}
