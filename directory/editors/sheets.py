"""Many listings at once: a sheet down, and the changed sheet back, looked at before anything happens."""

from collections.abc import Collection

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import ImportRefused, OrganisationNotFound
from directory.domain.events import Action
from directory.domain.numbers import whole_number
from directory.domain.places import AreaLevel, NamedArea
from directory.domain.risk import Risk
from directory.editors.blueprint import bp
from directory.importing.bulk.applying import MOST_CHANGED, apply_sheet, how_many
from directory.importing.bulk.exporting import ExportRefused
from directory.importing.bulk.files import MOST_ROWS, Ending, read_sent, report_bytes, sheet_bytes
from directory.importing.bulk.parts import FindPoint
from directory.importing.bulk.points import point_finder
from directory.importing.bulk.preview import RowOutcome, SheetPreview, preview_sheet
from directory.importing.bulk.reading import LARGEST, UploadedSheet
from directory.importing.bulk.shown import shown_sheet, words_of_cells
from directory.importing.bulk.taking_back import applied_sheets
from directory.keeping.new_contacts import tell_of_new_contact
from directory.keeping.who import who
from directory.store.areas import get_areas
from directory.store.organisations import get_organisation_by_slug, list_organisations
from directory.store.sheets import count_naming, public_ids, public_ids_by_code, public_ids_naming
from directory.store.versions import latest_version, read_version
from directory.upkeep.audit import note_copy
from directory.upkeep.checks import due
from directory.web.access import get_db, get_directory, get_now, get_taxonomy
from directory.web.uploads import TOO_LARGE, FileEnded, FileNotSent, as_file, kept_files, sent_file, takes_files

MEGABYTES = LARGEST // 1024 // 1024
WRONG = {
    TOO_LARGE: f"That file is too large: a sheet may have {MEGABYTES} MB. Take out pictures and rows that have not changed, "
    "or send it in parts. Nothing was changed.",
    "none": "No public listing fits that choice, so there is no sheet of it. Choose less.",
    "ended": "That sheet is not here any more: it was used, or was sent more than two hours ago. Send it again.",
}
ASK_FIRST = "Say that you have asked about every new number and address, by one that was here before."


@bp.get("/editors/sheets")
@open_to(Access.EDITOR)
def show_sheets() -> str:
    said = taken_back_words() or done_words(request.args.get("done", ""))
    return _show_sheets(WRONG.get(request.args.get("said", ""), ""), said=said)


@bp.post("/editors/sheets")
@open_to(Access.EDITOR)
@takes_files
def send_sheet() -> ResponseReturnValue:
    try:
        file = sent_file()
        read_sent(get_db(), get_taxonomy(), file.name, file.content)
    except (FileNotSent, ImportRefused) as error:
        return _show_sheets(str(error)), 400
    mark = kept_files().keep(file, owner=get_keeper().known_as)
    return redirect(url_for("editors.show_sheet", mark=mark), 303)


@bp.get("/editors/sheets/download")
@open_to(Access.EDITOR)
def download_sheet() -> ResponseReturnValue:
    ending: Ending = "xlsx" if request.args.get("as") == "xlsx" else "csv"
    try:
        only = wanted_ids()
        if only is not None and not only:
            return redirect(url_for("editors.show_sheets", said="none"), 303)
        sheet = sheet_bytes(get_db(), get_taxonomy(), ending, only)
        note_copy(get_db(), Action.EXPORTED, "public listings", by=get_keeper().known_as, now=get_now())
        return as_file(sheet, f"listings-{_today()}.{ending}")
    except ExportRefused as error:
        return _show_sheets(str(error)), 400


@bp.get("/editors/sheets/<mark>")
@open_to(Access.EDITOR)
def show_sheet(mark: str) -> ResponseReturnValue:
    return _show_preview(mark)


@bp.post("/editors/sheets/<mark>")
@open_to(Access.EDITOR)
def make_changes(mark: str) -> ResponseReturnValue:
    owner = get_keeper().known_as
    if request.form.get("has_new_contacts") and "asked" not in request.form:
        return _show_preview(mark, wrong=ASK_FIRST)
    try:
        sheet = _read_kept(mark)
        done = apply_sheet(
            get_db(), sheet, get_taxonomy(), find_point(), by=owner, now=get_now(), seen=request.form.get("seen", "")
        )
    except FileEnded:
        return _gone()
    except ImportRefused as error:
        return _show_preview(mark, wrong=str(error))
    kept_files().forget(mark, owner=owner)
    _tell_of_contacts(done)
    return redirect(url_for("editors.show_sheets", done=done.counts[RowOutcome.CHANGED], sheet=done.number), 303)


@bp.get("/editors/sheets/<mark>/changes")
@open_to(Access.EDITOR)
def download_changes(mark: str) -> ResponseReturnValue:
    """Every change and every mistake, for whoever puts the sheet right."""
    try:
        return as_file(report_bytes(_look_at(_read_kept(mark))), f"changes-{_today()}.csv")
    except (FileEnded, ImportRefused):
        return _gone()


def find_point() -> FindPoint:
    return point_finder(get_directory().gazetteer)


def wanted_ids() -> Collection[str] | None:
    """The listings that fit every choice of the form; None where nothing was chosen."""
    db, chosen = get_db(), []
    if slug := request.args.get("organisation", ""):
        try:
            chosen.append(set(public_ids_by_code(db, get_organisation_by_slug(db, slug).id).values()))
        except OrganisationNotFound:
            chosen.append(set())
    if council := request.args.get("council", ""):
        chosen.append(set(public_ids_naming(db, council)))
    if "overdue" in request.args:
        cycles = get_directory().settings.cycles
        chosen.append({one.service_id for one in due(db, today=get_now().date(), cycles=cycles)} & set(public_ids(db)))
    return set.intersection(*chosen) if chosen else None


def done_words(typed: str) -> str:
    count = whole_number(typed)
    if count is None:
        return ""
    return "Done. One listing was changed." if count == 1 else f"Done. {count} listings were changed, all together."


def taken_back_words() -> str:
    """Of a sheet that was taken back just now."""
    number, back, left = (whole_number(request.args.get(name, "")) for name in ("sheet", "back", "left"))
    if number is None or back is None or left is None:
        return ""
    said = f"Sheet {number} is taken back in {how_many(back)}."
    return f"{said} {how_many(left).capitalize()} had been changed again since and stayed." if left else said


def _tell_of_contacts(done: SheetPreview) -> None:
    """Whoever keeps a listing hears of a new number or address on it."""
    for row in done.rows:
        if row.edited and any(change.risk is Risk.CONFIRMED for change in row.changes):
            newest = latest_version(get_db(), row.edited.id)
            tell_of_new_contact(read_version(get_db(), row.edited.id, newest - 1))


def _today() -> str:
    return str(get_now().date().isoformat())


def _read_kept(mark: str) -> UploadedSheet:
    """The sheet that waits; may raise `FileEnded`, and `ImportRefused` where our own columns have changed since."""
    file = kept_files().open(mark, owner=get_keeper().known_as)
    return read_sent(get_db(), get_taxonomy(), file.name, file.content)


def _look_at(sheet: UploadedSheet) -> SheetPreview:
    return preview_sheet(get_db(), sheet, get_taxonomy(), find_point(), today=get_now().date())


def _gone() -> ResponseReturnValue:
    return redirect(url_for("editors.show_sheets", said="ended"), 303)


def _show_preview(mark: str, wrong: str = "") -> ResponseReturnValue:
    try:
        sheet = _read_kept(mark)
    except FileEnded:
        return _gone()
    except ImportRefused as error:
        return _show_sheets(str(error)), 400
    shown = shown_sheet(sheet.name, _look_at(sheet))
    return render_template("editors/sheet.html", sheet=shown, kept=mark, wrong=wrong), 409 if wrong else 200


def _show_sheets(wrong: str = "", said: str = "") -> str:
    db = get_db()
    naming = count_naming(db)
    councils = [
        (area.code, f"{area.short_name} ({naming[area.code]})")
        for area in sorted(get_areas(db), key=_short_name)
        if area.code in naming and area.level in (AreaLevel.LOCAL_AUTHORITY, AreaLevel.COUNTY)
    ]
    return render_template(
        "editors/sheets.html",
        errors={"file": wrong} if wrong else {},
        said=said,
        just_done=request.args.get("sheet", "") if "done" in request.args else "",
        applied=applied_sheets(db),
        who=who(db),
        organisations=[(one.slug, one.name) for one in list_organisations(db)],
        councils=councils,
        most_changed=MOST_CHANGED,
        most_rows=MOST_ROWS,
        megabytes=MEGABYTES,
        words=words_of_cells(get_taxonomy()),
    )


def _short_name(area: NamedArea) -> str:
    return area.short_name.casefold()
