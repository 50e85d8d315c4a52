"""The blueprint that the modules of this room hang their pages on."""

from flask import Blueprint

bp = Blueprint("public", __name__)
