"""The mapping file: which column of somebody's spreadsheet is which fact. `docs/importing.md` tells how one is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from directory.domain.eligibility import ANYONE_ANYWHERE, Area, AreaKind, Basis, Catchment, Condition
from directory.domain.errors import ImportRefused
from directory.domain.organisations import OrganisationKind
from directory.domain.services import Channel, CostKind, Sector, Status, Telling
from directory.domain.taxonomy import Facet, Taxonomy
from directory.importing import cells
from directory.importing.shorthand import NotUnderstood, read_ages
from directory.importing.toml_table import Table, read_toml

Reader = Callable[[str], Any]
LIST_OF_SLUGS = {
    "needs": Facet.NEED,
    "kinds": Facet.KIND,
    "how": Facet.HOW,
    "routes": Facet.ROUTE,
    "level": Facet.LEVEL,
    "welcoming": Facet.AUDIENCE,
    "only_for": Facet.AUDIENCE,
}
CHANNEL_FACTS = {channel.value.replace("-", "_"): channel for channel in Channel}
TIDIED = ("name", "organisation", "location_name", "address", "city")
PROSE = ("ages", "needs")
SAYS_LIVES_IN = {
    "nation": AreaKind.NATION,
    "council": AreaKind.LOCAL_AUTHORITY,
    "board": AreaKind.BOARD,
    "districts": AreaKind.DISTRICTS,
}


def _text(cell: str) -> str | None:
    return cells.clean(cell)


def _line(cell: str) -> str | None:
    return cells.clean_line(cell)


def _choice(among: Any) -> Reader:
    return lambda cell: cells.read_choice(cell, among)


def _ages(cell: str) -> Any:
    return tuple(read_ages(one.strip().lower()) for one in cell.split(";") if one.strip())


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "id": _line,
        "name": _line,
        "summary": _line,
        "description": _text,
        "url": cells.read_url,
        "sector": _choice(Sector),
        "nhs_role": _line,
        **dict.fromkeys(LIST_OF_SLUGS, cells.read_list),
        "minimum_age": cells.read_whole_number,
        "maximum_age": cells.read_whole_number,
        "ages": _ages,
        "for": _text,
        "for_professionals": _text,
        "not_for": _text,
        "not_for_professionals": _text,
        "try_instead": _text,
        "tells_parents": _choice(Telling),
        "tells_school": _choice(Telling),
        "tells_gp": _choice(Telling),
        "agrees_alone_from": cells.read_whole_number,
        "anonymous": cells.read_flag,
        "cost": _choice(CostKind),
        "cost_note": _line,
        "languages": cells.read_list,
        "interpreters": cells.read_flag,
        "status": _choice(Status),
        "opens_again_on": cells.read_date,
        "ends_on": cells.read_date,
        "closed_on": cells.read_date,
        "taking_new_people": cells.read_flag,
        "taking_new_people_on": cells.read_date,
        "advice_line": _line,
        "usable_while_waiting": cells.read_flag,
        "takes_refused": cells.read_flag,
        "while_you_wait": _text,
        "organisation": _line,
        "organisation_kind": _choice(OrganisationKind),
        "organisation_description": _text,
        "organisation_url": cells.read_url,
        "organisation_email": cells.read_email,
        "charity_number": _line,
        "company_number": _line,
        "ods_code": _line,
        "location_name": _line,
        "address": _line,
        "city": _line,
        "postcode": _line,
        "latitude": cells.read_degrees,
        "longitude": cells.read_degrees,
        "masked": cells.read_flag,
        "step_free": cells.read_flag,
        "accessible_toilet": cells.read_flag,
        "hearing_loop": cells.read_flag,
        "quiet_space": cells.read_flag,
        "access_note": _text,
        **dict.fromkeys(CHANNEL_FACTS, _line),
        "phone": cells.read_phones,
        "text": cells.read_phones,
        "email": cells.read_email,
    }
)
JOINED_BY = {
    "address": ", ",
    "phone": " / ",
    "text": " / ",
    "id": "/",
    **dict.fromkeys(LIST_OF_SLUGS, ";"),
    "languages": ";",
}


@dataclass(frozen=True)
class SkipRule:
    """Rows with one of these values in a column are left out, for this reason."""

    column: str
    values: frozenset[str]
    reason: str


@dataclass(frozen=True)
class SheetMapping:
    """One area's way of reading one list. `columns` may name several columns for a fact; they are joined."""

    source: str
    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, Any]
    values: Mapping[str, Mapping[str, str]]
    prose: Mapping[str, tuple[str, ...]]
    tidy: frozenset[str] = frozenset()
    keep_capitals: frozenset[str] = frozenset()
    skips: tuple[SkipRule, ...] = ()
    catchment: Catchment | None = None
    notes: tuple[str, ...] = ()
    file_name: str = ""

    @property
    def named_columns(self) -> frozenset[str]:
        several = (*self.columns.values(), *self.prose.values(), tuple(rule.column for rule in self.skips))
        return frozenset(name for names in several for name in names)

    def check_columns(self, found: tuple[str, ...]) -> None:
        """Raise `ImportRefused` for a column the mapping names and the sheet does not have."""
        for name in sorted(self.named_columns - set(found)):
            raise ImportRefused(
                f"{self.file_name} speaks of a column “{name}”, but the sheet has none of that name. "
                f"Its columns are: {', '.join(found)}."
            )


def read_mapping(path: Path, taxonomy: Taxonomy, today: date) -> SheetMapping:
    """Return a mapping, or raise `ImportRefused` with a sentence that names the line to mend."""
    file = read_toml(path, today, taxonomy)
    columns = file.table("columns")
    if columns is None:
        raise file.mistake("columns", "this is missing. Say which column is which fact, under the heading [columns].")
    mapping = SheetMapping(
        source=file.must("source"),
        columns=_columns(columns),
        constants=_constants(file.table("constants"), taxonomy),
        values=_values(file, taxonomy),
        prose=_prose(file.table("read_from_prose")),
        tidy=_tidy(file),
        keep_capitals=frozenset(file.texts("keep_capitals") or ()),
        skips=tuple(_skip(one) for one in file.tables("skip_when")),
        catchment=_catchment(file.table("catchment")),
        notes=file.texts("notes") or (),
        file_name=path.name,
    )
    file.finish()
    if "name" not in mapping.columns:
        raise columns.mistake("name", "this is missing. A service cannot be listed without a name.")
    return mapping


def _columns(table: Table) -> Mapping[str, tuple[str, ...]]:
    given = {fact: table.texts(fact) or () for fact in READERS if table.has(fact)}
    table.finish()
    return given


def _constants(table: Table | None, taxonomy: Taxonomy) -> Mapping[str, Any]:
    """Facts that hold for every row, read as a cell would be, so that a slip is found before the first row."""
    given: dict[str, Any] = {}
    for fact, reader in READERS.items():
        if table is not None and table.has(fact):
            given[fact] = table.read(fact, lambda fact=fact, reader=reader: _constant(table.get(fact), reader))  # type: ignore[misc]
            for slug in given[fact] if fact in LIST_OF_SLUGS else ():
                table.known_slug(fact, slug, LIST_OF_SLUGS[fact])
    if table is not None:
        if "nhs_role" in given:
            table.slug("nhs_role", Facet.NHS_ROLE)
        table.finish()
    return given


def _constant(value: Any, reader: Reader) -> Any:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    written = ";".join(map(str, value)) if isinstance(value, list) else str(value)
    read = reader(written)
    if read is None or read == ():
        raise NotUnderstood("this is blank. Leave the line out for “not told us”.")
    return read


def _values(file: Table, taxonomy: Taxonomy) -> Mapping[str, Mapping[str, str]]:
    """What the words of a sheet mean: under [values.status], `"Open" = "active"`. Several slugs may stand in a list."""
    table = file.table("values")
    given: dict[str, Mapping[str, str]] = {}
    for fact, reader in READERS.items():
        words = table.table(fact) if table is not None and table.has(fact) else None
        if words is None:
            continue
        meanings = {}
        for word in list(words.given):
            meant = words.texts(word) or ()
            for slug in meant if fact in LIST_OF_SLUGS else ():
                words.known_slug(word, slug, LIST_OF_SLUGS[fact])
            written = ";".join(meant)
            words.read(word, lambda written=written, reader=reader: reader(written))  # type: ignore[misc]
            meanings[word.strip().lower()] = written
        given[fact] = meanings
    if table is not None:
        table.finish()
    return given


def _prose(table: Table | None) -> Mapping[str, tuple[str, ...]]:
    if table is None:
        return {}
    given = {name: table.texts(name) or () for name in PROSE}
    table.finish()
    return given


def _tidy(file: Table) -> frozenset[str]:
    given = file.texts("tidy") or ()
    for fact in given:
        if fact not in TIDIED:
            raise file.mistake("tidy", f"“{fact}” cannot be tidied. These can: {', '.join(TIDIED)}.")
    return frozenset(given)


def _skip(table: Table) -> SkipRule:
    rule = SkipRule(
        table.must("column"),
        frozenset(value.lower() for value in table.texts("is") or ()),
        table.must("reason"),
    )
    if not rule.values:
        raise table.mistake("is", "say which values of this column mean that a row is left out.")
    table.finish()
    return rule


def _catchment(table: Table | None) -> Catchment | None:
    """Where people must live for any row of the sheet; only for an area that truly knows."""
    if table is None:
        return None
    if table.flag("anyone"):
        table.finish()
        return ANYONE_ANYWHERE
    basis = table.choice("basis", Basis) or Basis.LIVES_IN
    groups = [
        (Condition(basis, Area(kind, frozenset(table.texts(name) or ()))),)
        for name, kind in SAYS_LIVES_IN.items()
        if table.has(name)
    ]
    if not groups:
        raise table.mistake("catchment", "write “anyone = true”, or name a nation, council, board or districts by code.")
    table.finish()
    return Catchment(tuple(groups))
