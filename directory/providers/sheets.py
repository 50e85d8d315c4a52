"""The listings of one organisation in a sheet, for those who keep them: down, and the changed one back."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import ImportRefused
from directory.domain.numbers import whole_number
from directory.domain.organisations import Organisation
from directory.importing.bulk.applying import propose_sheet
from directory.importing.bulk.exporting import ExportRefused
from directory.importing.bulk.files import Ending, read_sent, report_bytes, sheet_bytes
from directory.importing.bulk.points import point_finder
from directory.importing.bulk.preview import SheetPreview, preview_sheet
from directory.importing.bulk.reading import LARGEST, UploadedSheet
from directory.importing.bulk.shown import shown_sheet, words_of_cells
from directory.keeping.new_contacts import tell_of_proposed_contact
from directory.providers.blueprint import bp
from directory.store.keepers import keepers_of
from directory.store.organisations import get_organisation_by_slug
from directory.store.sheets import public_ids_by_code
from directory.web.access import get_db, get_directory, get_now, get_taxonomy
from directory.web.uploads import FileEnded, FileNotSent, as_file, kept_files, sent_file, takes_files

MEGABYTES = LARGEST // 1024 // 1024
WRONG = {
    "too-large": f"That file is too large: a sheet may have {MEGABYTES} MB. Take out pictures and rows that have not "
    "changed. Nothing was changed.",
    "none": "None of your listings is public yet, so there is no sheet of them.",
    "ended": "That sheet is not here any more: it was used, or was sent more than two hours ago. Send it again.",
}


@bp.get("/manage/organisations/<slug>/sheet")
@open_to(Access.ORGANISATION)
def show_sheets(slug: str) -> ResponseReturnValue:
    """Those who look after every organisation have a page of their own for this."""
    organisation, keeper = get_organisation_by_slug(get_db(), slug), get_keeper()
    if keeper.role.is_editor and organisation.id not in keeper.organisations:
        return redirect("/editors/sheets", 303)
    said = _done_words(request.args.get("live", ""), request.args.get("waiting", ""))
    return _show_sheets(organisation, WRONG.get(request.args.get("said", ""), ""), said)


@bp.post("/manage/organisations/<slug>/sheet")
@open_to(Access.ORGANISATION)
@takes_files
def send_sheet(slug: str) -> ResponseReturnValue:
    organisation = get_organisation_by_slug(get_db(), slug)
    try:
        file = sent_file()
        read_sent(get_db(), get_taxonomy(), file.name, file.content)
    except (FileNotSent, ImportRefused) as error:
        return _show_sheets(organisation, str(error)), 400
    mark = kept_files().keep(file, owner=get_keeper().known_as)
    return redirect(url_for("providers.show_sheet", slug=slug, mark=mark), 303)


@bp.get("/manage/organisations/<slug>/sheet/download")
@open_to(Access.ORGANISATION)
def download_sheet(slug: str) -> ResponseReturnValue:
    organisation = get_organisation_by_slug(get_db(), slug)
    ending: Ending = "xlsx" if request.args.get("as") == "xlsx" else "csv"
    only = frozenset(public_ids_by_code(get_db(), organisation.id).values())
    if not only:
        return _back(slug, "none")
    try:
        return as_file(sheet_bytes(get_db(), get_taxonomy(), ending, only), f"{slug}-{_today()}.{ending}")
    except ExportRefused as error:
        return _show_sheets(organisation, str(error)), 400


@bp.get("/manage/organisations/<slug>/sheet/<mark>")
@open_to(Access.ORGANISATION)
def show_sheet(slug: str, mark: str) -> ResponseReturnValue:
    return _show_preview(slug, mark)


@bp.post("/manage/organisations/<slug>/sheet/<mark>")
@open_to(Access.ORGANISATION)
def send_changes(slug: str, mark: str) -> ResponseReturnValue:
    organisation, owner = get_organisation_by_slug(get_db(), slug), get_keeper().known_as
    colleagues = keepers_of(get_db(), organisation.id)
    try:
        done = propose_sheet(
            get_db(), _read_kept(mark), get_taxonomy(), point_finder(get_directory().gazetteer),
            organisation_id=organisation.id, by=owner, now=get_now(),
            keepers=[one.known_as for one in colleagues], seen=request.form.get("seen", ""),
        )  # fmt: skip
    except FileEnded:
        return _back(slug, "ended")
    except ImportRefused as error:
        return _show_preview(slug, mark, wrong=str(error))
    kept_files().forget(mark, owner=owner)
    for proposed in done.to_tell:
        tell_of_proposed_contact(proposed)
    return redirect(url_for("providers.show_sheets", slug=slug, live=done.live, waiting=done.waiting), 303)


@bp.get("/manage/organisations/<slug>/sheet/<mark>/changes")
@open_to(Access.ORGANISATION)
def download_changes(slug: str, mark: str) -> ResponseReturnValue:
    """Every change and every mistake, for whoever puts the sheet right."""
    try:
        return as_file(report_bytes(_look_at(slug, _read_kept(mark))), f"changes-{_today()}.csv")
    except (FileEnded, ImportRefused):
        return _back(slug, "ended")


def _read_kept(mark: str) -> UploadedSheet:
    file = kept_files().open(mark, owner=get_keeper().known_as)
    return read_sent(get_db(), get_taxonomy(), file.name, file.content)


def _look_at(slug: str, sheet: UploadedSheet) -> SheetPreview:
    organisation = get_organisation_by_slug(get_db(), slug)
    find_point = point_finder(get_directory().gazetteer)
    return preview_sheet(
        get_db(), sheet, get_taxonomy(), find_point, today=get_now().date(), organisation_id=organisation.id
    )


def _back(slug: str, said: str) -> ResponseReturnValue:
    return redirect(url_for("providers.show_sheets", slug=slug, said=said), 303)


def _show_preview(slug: str, mark: str, wrong: str = "") -> ResponseReturnValue:
    organisation = get_organisation_by_slug(get_db(), slug)
    try:
        sheet = _read_kept(mark)
    except FileEnded:
        return _back(slug, "ended")
    except ImportRefused as error:
        return _show_sheets(organisation, str(error)), 400
    shown = shown_sheet(sheet.name, _look_at(slug, sheet))
    page = render_template("providers/sheet.html", organisation=organisation, sheet=shown, kept=mark, wrong=wrong)
    return page, 409 if wrong else 200


def _show_sheets(organisation: Organisation, wrong: str = "", said: str = "") -> str:
    errors = {"file": wrong} if wrong else {}
    return render_template(
        "providers/sheets.html",
        organisation=organisation,
        errors=errors,
        said=said,
        megabytes=MEGABYTES,
        words=words_of_cells(get_taxonomy()),
    )


def _done_words(*typed: str) -> str:
    live, waiting = map(whole_number, typed)
    if live is None or waiting is None:
        return ""
    now = f"{live} {'fact is' if live == 1 else 'facts are'} public now. " if live else ""
    wait = "waits" if waiting == 1 else "wait"
    later = f"{waiting} {wait} for an editor, as a rule for five working days at most. " if waiting else ""
    asks = "About each new number or address, the editor first asks you." if waiting else ""
    return f"Thank you. {now}{later}{asks}"


def _today() -> str:
    return str(get_now().date().isoformat())
