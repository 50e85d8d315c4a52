"""The blueprint that the modules of this room hang their pages on. No search engine may keep any of them."""

from typing import Any

from flask import Blueprint, Response, request

from directory.domain.seeker import Profession

NOT_INDEXED = "noindex, nofollow"

bp = Blueprint("professionals", __name__, url_prefix="/professionals")

# What every page leads on with: the profession alone. A postcode is never put into an address here.
Desk = dict[str, Any]


def desk_of(working_as: str) -> Desk:
    """As a part of an address; nothing where there is no profession of that name."""
    return {"as": working_as} if working_as in tuple(Profession) else {}


def desk_told() -> Desk:
    return desk_of(request.args.get("as", ""))


@bp.context_processor
def keep_desk() -> dict[str, Desk]:
    return {"desk": desk_told()}


@bp.after_request
def keep_out_of_search_engines(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = NOT_INDEXED
    return response
