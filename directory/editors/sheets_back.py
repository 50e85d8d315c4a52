"""A sheet that went wrong, taken back: first what goes back and what stays, then all of it in one press."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.editors.blueprint import NUMBER, bp
from directory.importing.bulk.taking_back import Back, applied_sheet, take_sheet_back, way_back_of_sheet
from directory.keeping.new_contacts import tell_of_new_contact
from directory.keeping.sides import name_of
from directory.keeping.who import who
from directory.web.access import get_db, get_now

MOST_NAMED = 100
MOST_FACTS = 5


@bp.get(f"/editors/sheets/applied/{NUMBER}")
@open_to(Access.EDITOR)
def show_applied_sheet(number: int) -> str:
    sheet, way = applied_sheet(get_db(), number), way_back_of_sheet(get_db(), number)
    return render_template(
        "editors/sheet_back.html",
        sheet=sheet,
        back=[(one.service, _facts(one)) for one in way.back[:MOST_NAMED]],
        count=len(way.back),
        left=way.left,
        contacts=sum(one.has_contacts for one in way.back),
        who=who(get_db()),
    )


@bp.post(f"/editors/sheets/applied/{NUMBER}")
@open_to(Access.EDITOR)
def take_back_sheet(number: int) -> ResponseReturnValue:
    way = take_sheet_back(get_db(), number, by=get_keeper().known_as, now=get_now())
    for one in way.back:
        if one.has_contacts:
            tell_of_new_contact(one.service)
    told = {"sheet": number, "back": len(way.back), "left": len(way.left)}
    return redirect(url_for("editors.show_sheets", **told), 303)  # type: ignore[arg-type]


def _facts(one: Back) -> str:
    names = list(dict.fromkeys(name_of(one.service, change.field) for change in one.changes))
    more = f" and {len(names) - MOST_FACTS} more" if len(names) > MOST_FACTS else ""
    return f"{', '.join(names[:MOST_FACTS])}{more}"
