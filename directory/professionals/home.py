"""The form a professional starts from."""

from flask import render_template

from directory.professionals.blueprint import bp


@bp.get("")
def home() -> str:
    return render_template("professionals/home.html")
