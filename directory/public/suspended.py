"""What stands in place of a listing, or of an organisation, while it is looked into: nothing about why."""

from flask import render_template

from directory.domain.errors import ListingSuspended, OrganisationSuspended
from directory.public.blueprint import bp
from directory.public.danger import support_panel


@bp.app_errorhandler(ListingSuspended)
@bp.app_errorhandler(OrganisationSuspended)
def show_suspended(error: ListingSuspended | OrganisationSuspended) -> tuple[str, int]:
    page = render_template("public/suspended.html", name=error.name, try_instead=error.try_instead, support=support_panel())
    return page, 404
