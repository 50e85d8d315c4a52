"""The page of gaps for commissioners: counts only, made anew from the listings whenever these change."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import Response, current_app, render_template, request

from directory.domain.formulas import safe_cell
from directory.domain.taxonomy import Facet, Taxonomy
from directory.finding.gaps import BANDS, AreaGaps, Cell, Fit, Row, count_gaps
from directory.professionals.areas import areas_of, standing_in
from directory.professionals.blueprint import bp
from directory.store.listings import languages_told
from directory.web.access import get_db, get_directory, get_now, get_taxonomy

# The ten main languages besides English at the census of 2021 in England and Wales (ONS, TS024), and British Sign Language.
LANGUAGES = ("Polish", "Romanian", "Punjabi", "Urdu", "Portuguese", "Spanish", "Arabic", "Bengali", "Gujarati", "Italian",
             "British Sign Language")  # fmt: skip
ENGLISH = "English"
MISSING = (Fit.NATIONAL, Fit.NONE)
MOST_MISSED_SHOWN = 6
COLUMNS = ("area_code", "area", "about", "group", "name", "ages", "result", "worst_ages", "local_open", "local_ask_first",
           "nationwide", "area_not_told")  # fmt: skip


@dataclass(frozen=True)
class Summary:
    """What the tables come to, over every area and age band."""

    listings: int
    questions: int
    none: int
    nationwide: int
    ask: int
    hardest_band: str
    most_missed: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One row of a table: a need, audience or language, and its cells by age band."""

    name: str
    row: Row
    term: str = ""


@bp.get("/gaps")
def show_gaps() -> str:
    areas, taxonomy = count_areas(), get_taxonomy()
    chosen = next((area for area in areas if area.code == request.args.get("area")), None)
    return render_template(
        "professionals/gaps.html",
        areas=areas,
        area=chosen,
        unknown=bool(request.args.get("area", "").strip()) and chosen is None,
        bands=BANDS,
        fits=Fit,
        summary=sum_up(areas, taxonomy),
        needs=len(taxonomy.needs),
        groups=need_groups(chosen, taxonomy) if chosen else (),
        audiences=audience_lines(chosen, taxonomy) if chosen else (),
        languages=[Line(name, row) for name, row in chosen.languages.items()] if chosen else (),
        words=cell_words,
        standing=standing_in(get_directory().listings().snapshot),
        today=get_now().date(),
    )


@bp.get("/gaps.csv")
def download_gaps() -> Response:
    """Every cell of every table: one line for an area, a need, audience or language, and an age band.

    `area_not_told` counts, for the whole of the area, the listings that stand there and do not say whom they take.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_csv_rows(count_areas(), get_taxonomy()))
    name = f"gaps-{get_now().date().isoformat()}.csv"
    reply = Response(written.getvalue(), mimetype="text/csv")
    reply.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return reply


def count_areas() -> tuple[AreaGaps, ...]:
    """Counted once for each version of the listings."""
    snapshot = get_directory().listings().snapshot
    version, kept = current_app.extensions.get("gaps", (None, ()))
    if version != snapshot.version:
        told = languages_told(get_db())
        named = sorted(set(told) - {ENGLISH, *LANGUAGES})
        languages = {language: told.get(language, ()) for language in (*LANGUAGES, *named)}
        kept = count_gaps(snapshot, get_taxonomy(), areas_of(snapshot), languages)
        current_app.extensions["gaps"] = (snapshot.version, kept)
    counted: tuple[AreaGaps, ...] = kept
    return counted


def sum_up(areas: Iterable[AreaGaps], taxonomy: Taxonomy) -> Summary:
    cells = [
        (slug, band.label, row[n].fit) for area in areas for slug, row in area.needs.items() for n, band in enumerate(BANDS)
    ]
    fits = Counter(fit for _, _, fit in cells)
    bands = Counter(label for _, label, fit in cells if fit in MISSING)
    missed = Counter(slug for slug, _, fit in cells if fit is Fit.NONE)
    return Summary(
        listings=len(get_directory().listings().snapshot.ids),
        questions=len(cells),
        none=fits[Fit.NONE],
        nationwide=fits[Fit.NATIONAL],
        ask=fits[Fit.ASK],
        hardest_band=max(bands, key=bands.__getitem__, default=""),
        most_missed=tuple(taxonomy.label(Facet.NEED, slug) for slug, _ in missed.most_common(MOST_MISSED_SHOWN)),
    )


def need_groups(area: AreaGaps, taxonomy: Taxonomy) -> list[tuple[str, list[Line]]]:
    return [
        (
            group.label,
            [
                Line(need.label, area.needs[need.slug], need.professional_term or "")
                for need in taxonomy.needs_in(group.slug)
            ],
        )
        for group in taxonomy.groups
    ]


def audience_lines(area: AreaGaps, taxonomy: Taxonomy) -> list[Line]:
    return [Line(taxonomy.label(Facet.AUDIENCE, slug), row) for slug, row in area.audiences.items()]


def cell_words(cell: Cell, band: int) -> str:
    """Like "2 open" or "none at 16 to 17"."""
    if cell.fit is Fit.OPEN:
        return f"{cell.can_use} open"
    lead = {Fit.ASK: "ask first", Fit.NATIONAL: "nationwide only", Fit.NONE: "none"}[cell.fit]
    return lead if len(cell.ages) == len(BANDS[band].ages) else f"{lead} at {ages_words(cell.ages)}"


def ages_words(ages: tuple[int, ...]) -> str:
    """Runs of ages, like "5 to 7, 10"."""
    runs: list[list[int]] = []
    for age in ages:
        if runs and age == runs[-1][-1] + 1:
            runs[-1].append(age)
        else:
            runs.append([age])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _csv_rows(areas: Iterable[AreaGaps], taxonomy: Taxonomy) -> Iterator[tuple[str | int, ...]]:
    standing = standing_in(get_directory().listings().snapshot)
    for area in areas:
        silent = standing.get(area.code, 0)
        for about, group, name, row in _named_rows(area, taxonomy):
            for band, cell in zip(BANDS, row, strict=True):
                worst = ages_words(cell.ages) if cell.fit is not Fit.OPEN else ""
                counts = (cell.can_use, cell.ask_first, cell.nationwide, silent)
                yield (area.code, area.name, about, group, safe_cell(name), band.label, cell.fit.value, worst, *counts)


def _named_rows(area: AreaGaps, taxonomy: Taxonomy) -> Iterator[tuple[str, str, str, Row]]:
    for slug, row in area.needs.items():
        need = taxonomy.get(Facet.NEED, slug)
        yield "need", taxonomy.label(Facet.NEED, need.parent or ""), need.label, row
    others: Mapping[str, Mapping[str, Row]] = {
        "audience": {taxonomy.label(Facet.AUDIENCE, slug): row for slug, row in area.audiences.items()},
        "language": area.languages,
    }
    for about, rows in others.items():
        for name, row in rows.items():
            yield about, "", name, row
