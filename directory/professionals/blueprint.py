"""The blueprint that the modules of this room hang their pages on. No search engine may keep any of them."""

from flask import Blueprint, Response

NOT_INDEXED = "noindex, nofollow"

bp = Blueprint("professionals", __name__, url_prefix="/professionals")


@bp.after_request
def keep_out_of_search_engines(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = NOT_INDEXED
    return response
