"""What must be true before the public may rely on this directory. It proves no more than it says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database

from directory.domain.crisis import CRISIS_LINES
from directory.domain.crisis_checks import unchecked_lines
from directory.domain.invented_numbers import is_invented
from directory.domain.places import NamedArea
from directory.places.postcode_file import read_about
from directory.store.areas import get_areas, get_council_numbers
from directory.store.corrections import list_waiting
from directory.store.crisis_line_checks import get_crisis_line_checks
from directory.store.crisis_lines import get_crisis_lines
from directory.store.invented import count_demonstration, public_numbers
from directory.upkeep.findings import Finding

# Asked of those who run it: a test call to an emergency line may keep somebody else waiting.
HOW_TO_CHECK = 'Confirm it with those who run it, not by a test call. Then run: flask crisis check {} --by "NAME"'
WORRY_MAY_WAIT = timedelta(days=1)
# "https://" and a host name of 29 letters: then a list of four services is at most 60, and can be typed from paper.
LONGEST_OWN_ADDRESS = 37


@dataclass(frozen=True)
class Promises:
    """What the settings say. `approvals` are who approved, by the role in words; `councils` the codes that are covered."""

    is_live: bool
    approvals: Mapping[str, str]
    contact: str
    address: str
    mail_host: str
    councils: Sequence[str]
    postcodes: Path


def examine_live(db: Database, promises: Promises, today: date) -> Iterator[Finding]:
    """Approvals first, then what could harm: numbers, invented services, places, and worries left unread."""
    yield _live(promises)
    yield from _approvals(promises.approvals)
    yield _contact(promises.contact)
    yield _letters(promises)
    yield from _crisis_lines(db, today)
    yield _demonstration(db)
    yield _numbers(db, promises.councils)
    yield _councils(db, promises.councils)
    yield _postcodes(promises.postcodes)
    yield _worries(db, today)


def _live(promises: Promises) -> Finding:
    say = (
        "made-up services are refused"
        if promises.is_live
        else "Set DIRECTORY_LIVE to 1, so that made-up services are refused"
    )
    return Finding("live mode", promises.is_live, say)


def _approvals(approvals: Mapping[str, str]) -> Iterator[Finding]:
    for role, name in approvals.items():
        setting = f"DIRECTORY_{role.upper()}"
        yield Finding(
            role.replace("_", " "), bool(name), name or f"Nobody is named. Set {setting} to who approved, once they have"
        )


def _letters(promises: Promises) -> Finding:
    """Those who keep listings sign in by a letter, and over https only."""
    if not promises.mail_host:
        return Finding("letters", False, "Set DIRECTORY_MAIL_HOST: without letters nobody who keeps a listing can sign in")
    if not promises.address.startswith("https:"):
        return Finding("letters", False, "Set DIRECTORY_ADDRESS to the https: address that links in letters lead to")
    return Finding("letters", True, "a mail server is named")


def examine_address(address: str) -> Finding:
    """Whether lists on hand-outs and in text messages are short enough to be typed; too long is clumsy, not broken."""
    over = len(address.rstrip("/")) - LONGEST_OWN_ADDRESS
    if over <= 0:
        return Finding("address", is_well=True, message="short enough to type from a hand-out")
    letters = "1 letter" if over == 1 else f"{over} letters"
    say = (
        f"DIRECTORY_ADDRESS is {letters} too long: a list of four services would be over 60, and codes on hand-outs and"
        " text messages have less room. Ask for a shorter host name, of at most 29 letters"
    )
    return Finding("address", is_well=False, message=say, is_advice=True)


def _contact(contact: str) -> Finding:
    say = contact or "Set DIRECTORY_CONTACT to the address of the people who keep this directory"
    return Finding("contact", bool(contact), say)


def _crisis_lines(db: Database, today: date) -> Iterator[Finding]:
    lines = get_crisis_lines(db)
    missing = [line.name for line in CRISIS_LINES if line.slug not in {one.slug for one in lines}]
    unchecked = [line.slug for line in unchecked_lines(lines, get_crisis_line_checks(db), today)]
    if missing:
        yield Finding("crisis lines", is_well=False, message=f"Missing: {', '.join(missing)}. Run: flask seed --no-demo")
    for slug in unchecked:
        yield Finding(f"crisis line {slug}", is_well=False, message=HOW_TO_CHECK.format(slug))
    if not missing and not unchecked:
        yield Finding("crisis lines", is_well=True, message="each was checked by a named person in the last year")
    kept = {(line.slug, line.what_to_do, line.action) for line in CRISIS_LINES}
    differs = [line.slug for line in lines if (line.slug, line.what_to_do, line.action) not in kept]
    if differs:
        say = f"{', '.join(differs)}: the copy for when the database is gone says something else. Make them the same"
        yield Finding("crisis copy", is_well=False, message=say)


def _demonstration(db: Database) -> Finding:
    invented = count_demonstration(db)
    say = "no invented services"
    if invented:
        say = f"{invented} invented services are here. Start a new data folder with: flask seed --no-demo"
    return Finding("demonstration", not invented, say)


def _numbers(db: Database, councils: Sequence[str]) -> Finding:
    """Numbers made for demonstrations, wherever somebody might ring them."""
    council_numbers = [one.number for one in get_council_numbers(db, _with_counties(db, councils))]
    numbers = [*public_numbers(db), *council_numbers, *(line.number for line in get_crisis_lines(db))]
    invented = sorted({number for number in numbers if is_invented(number)})
    say = (
        f"{', '.join(invented[:5])}: nobody answers these. Put real ones in their place" if invented else "none are made up"
    )
    return Finding("numbers", not invented, say)


def _councils(db: Database, councils: Sequence[str]) -> Finding:
    if not councils:
        say = "Name the councils you cover in DIRECTORY_COUNCILS, so that their numbers can be looked for"
        return Finding("council numbers", is_well=False, message=say)
    missing = sorted(_without_numbers(db, councils))
    if missing:
        say = f"No number for a worry about a child in: {', '.join(missing)}. Add them with: flask crisis council"
        return Finding("council numbers", is_well=False, message=say)
    return Finding("council numbers", is_well=True, message=f"there for all {len(councils)} councils covered")


def _without_numbers(db: Database, councils: Sequence[str]) -> Iterator[str]:
    """The names of councils that have no number of their own, nor through their county."""
    areas = {area.code: area for area in get_areas(db)}
    for code in councils:
        if not get_council_numbers(db, _own_and_county(areas, code)):
            yield areas[code].short_name if code in areas else code


def _with_counties(db: Database, councils: Iterable[str]) -> list[str]:
    areas = {area.code: area for area in get_areas(db)}
    return list(dict.fromkeys(one for code in councils for one in _own_and_county(areas, code)))


def _own_and_county(areas: Mapping[str, NamedArea], code: str) -> list[str]:
    county = areas[code].county if code in areas else None
    return [code, county] if county else [code]


def _postcodes(path: Path) -> Finding:
    about = read_about(path)
    say = f"{about.rows:,} from {about.source}" if about else "Only districts are known. Run: flask postcodes load FILE"
    return Finding("postcode file", about is not None, say)


def _worries(db: Database, today: date) -> Finding:
    waiting = list_waiting(db, is_safeguarding=True)
    late = [report for report in waiting if today - report.received_at.date() > WORRY_MAY_WAIT]
    say = f"{len(late)} wait for more than a day. Read them with: flask corrections list --safeguarding"
    return Finding("worries about safety", not late, say if late else "none waits for more than a day")
