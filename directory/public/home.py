"""The first page: one question."""

from flask import render_template

from directory.public.blueprint import bp
from directory.web.access import get_taxonomy


@bp.get("/")
def home() -> str:
    return render_template("public/home.html", topics=get_taxonomy().groups)
