"""The blueprint that the pages of this room hang on: signing in, and what is the same for all keepers."""

from flask import Blueprint

from directory.accounts.guards import install_guard

bp = Blueprint("accounts", __name__)
install_guard(bp)
