"""What people may need help with: for posters, search engines and sharing."""

from flask import render_template

from directory.domain.errors import TermNotFound
from directory.domain.taxonomy import ANY_NEED, EXIT_FLAG, SUPPORT_FLAG, Facet
from directory.public.blueprint import bp
from directory.public.danger import support_panel
from directory.web.access import get_taxonomy


@bp.get("/needs")
def list_needs() -> str:
    return render_template("public/needs.html", taxonomy=get_taxonomy())


@bp.get("/needs/<slug>")
def show_need(slug: str) -> str:
    taxonomy = get_taxonomy()
    need = taxonomy.get(Facet.NEED, slug)
    if slug == ANY_NEED:
        raise TermNotFound(slug)
    group = taxonomy.get(Facet.NEED, need.parent) if need.parent else need
    return render_template(
        "public/need.html",
        need=need,
        group=group,
        beside=[one for one in taxonomy.needs_in(group.slug) if one.slug != slug],
        panel=support_panel() if SUPPORT_FLAG in need.flags else None,
        risky=EXIT_FLAG in need.flags,
    )
