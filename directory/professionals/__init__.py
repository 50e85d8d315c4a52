"""The pages for people who work with children: more on one screen, more to hand over. Nothing here is logged either."""

import directory.professionals.find
import directory.professionals.gaps
import directory.professionals.handout
import directory.professionals.home
import directory.professionals.listing
import directory.professionals.pathway
import directory.professionals.previews  # noqa: F401  # each hangs its pages on the blueprint
from directory.professionals.blueprint import bp

__all__ = ["bp"]
