"""Pages that anybody may open, opened inside a search, so that leaving from there ends it too.

A token is long, so the link to one of them is short (`?to=privacy`), and leads on to its address inside the search.
"""

from flask import Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from directory.web.leaving import is_in_a_search

FLAG = "to"
CARRIED = {
    "start": "public.home",
    "urgent": "public.urgent",
    "tonight": "public.tonight",
    "waiting": "public.waiting",
    "told-no": "public.told_no",
    "needs": "public.list_needs",
    "organisations": "public.show_organisations",
    "stay-safe": "public.stay_safe",
    "about": "public.about",
    "who-may-be-listed": "public.who_may_be_listed",
    "privacy": "public.privacy",
    "accessibility": "public.accessibility",
}


def install_carrying(app: Flask) -> None:
    app.before_request(carry_when_asked)
    app.jinja_env.globals.update(carried=carried)


def carried(page: str) -> str:
    """The address of one of these pages: inside the search that is open, if one is."""
    return f"?{FLAG}={page}" if is_in_a_search() else url_for(CARRIED[page])


def carry_when_asked() -> Response | None:
    page = request.args.get(FLAG, "")
    if request.method != "GET" or page not in CARRIED or not is_in_a_search():
        return None
    token = (request.view_args or {})["token"]
    return redirect(url_for("public.show_carried", token=token, page=page), 303)
