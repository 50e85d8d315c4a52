"""A listing as a professional would read it, before it is public."""

from flask import render_template

from directory.domain.seeker import Seeker
from directory.domain.services import Service
from directory.finding.listing import view_listing
from directory.finding.wording import word_judgement
from directory.professionals.blueprint import bp
from directory.professionals.rows import FactsKept, Row
from directory.web.access import get_db, get_directory, get_now
from directory.web.previews import offer_preview


def preview_option(service: Service) -> str:
    """For nobody in particular. Nothing of it is kept beside what is public."""
    found = view_listing(get_db(), service, Seeker())
    set_out = FactsKept().of(found, None, (), "preview", get_now())
    reasons = word_judgement(found.judgement, get_directory().names(), for_professionals=True)
    row = Row(*set_out, verdict=found.verdict, reasons=reasons, away="")
    return render_template("professionals/option.html", token="", row=row, desk={})


offer_preview(bp, "gp", preview_option)
