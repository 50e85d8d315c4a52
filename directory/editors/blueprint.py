"""The blueprint that the modules of this room hang their pages on. Each page says who may open it."""

from flask import Blueprint

from directory.accounts.guards import install_guard

NUMBER = "<int(max=999999999):number>"

bp = Blueprint("editors", __name__)
install_guard(bp)
