"""The pages for people looking for help. Nothing here is logged against a person or a place."""

import directory.public.corrections
import directory.public.design
import directory.public.find
import directory.public.health
import directory.public.home
import directory.public.listings
import directory.public.lists
import directory.public.machines
import directory.public.missing
import directory.public.needs
import directory.public.organisations
import directory.public.reading
import directory.public.suspended
import directory.public.tonight
import directory.public.waiting  # noqa: F401  # each hangs its pages on the blueprint
from directory.public.blueprint import bp

__all__ = ["bp"]
