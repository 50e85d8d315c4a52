"""The form a professional starts from. Its address may hold who they are and where they work; of a child, nothing."""

from flask import render_template, request

from directory.domain.search_request import SearchRequest
from directory.professionals.blueprint import bp
from directory.professionals.form import form_lists

# What is true of a desk and not of a child, so that it may stand in a bookmark.
OF_THE_DESK = ("as", "gp_postcode", "school_postcode")


@bp.get("")
def home() -> str:
    given = {name: request.args.getlist(name) for name in OF_THE_DESK}
    return render_template("professionals/home.html", asked=SearchRequest.from_fields(given), lists=form_lists(), errors={})
