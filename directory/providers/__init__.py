"""The pages of those who keep the listings of their own organisation."""

import directory.providers.addresses
import directory.providers.ages
import directory.providers.area
import directory.providers.confirming
import directory.providers.contacts
import directory.providers.drafts
import directory.providers.ending
import directory.providers.grouped
import directory.providers.home
import directory.providers.hours
import directory.providers.inclusion
import directory.providers.joining
import directory.providers.listing
import directory.providers.previews
import directory.providers.sheets
import directory.providers.small_news
import directory.providers.taking_back
import directory.providers.telling
import directory.providers.yearly  # noqa: F401  # each hangs its pages on the blueprint
from directory.providers.blueprint import bp

__all__ = ["bp"]
