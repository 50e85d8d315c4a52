"""The numbers that are data of their own: crisis lines, and what councils give for a worry about a child."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from directory.domain.crisis import CrisisLine
from directory.domain.places import CouncilNumber
from directory.importing.toml_table import Table, read_toml

NOWHERE_IN_TIME = date(2000, 1, 1)  # neither file has days in it


def read_crisis_lines(path: Path) -> tuple[CrisisLine, ...]:
    """Return the lines in the order they stand on every page, or raise `ImportRefused`."""
    file = read_toml(path, NOWHERE_IN_TIME)
    lines = tuple(_crisis_line(table) for table in file.tables("line"))
    file.finish()
    return lines


def read_council_numbers(path: Path) -> dict[str, tuple[CouncilNumber, ...]]:
    """Return the numbers of each council by its code, or raise `ImportRefused`.

    A county's number is written once, for the county and for each of its districts.
    """
    file = read_toml(path, NOWHERE_IN_TIME)
    grouped: dict[str, list[CouncilNumber]] = defaultdict(list)
    for table in file.tables("number"):
        for number in _council_numbers(table):
            grouped[number.council].append(number)
    file.finish()
    return {council: tuple(numbers) for council, numbers in grouped.items()}


def _crisis_line(table: Table) -> CrisisLine:
    line = CrisisLine(
        slug=table.must("slug"),
        name=table.must("name"),
        what_to_do=table.must("what_to_do"),
        number=table.must("number"),
        action=table.must("action"),
        who_for=table.must("who_for"),
        hours=table.must("hours"),
    )
    table.finish()
    return line


def _council_numbers(table: Table) -> Iterator[CouncilNumber]:
    label, number, hours, note = table.must("label"), table.must("number"), table.must("hours"), table.text("note")
    councils = table.texts("councils")
    if not councils:
        raise table.mistake("councils", "name at least one council by its code.")
    table.finish()
    yield from (CouncilNumber(council, label, number, hours, note) for council in councils)
