"""The pages of those who keep the whole directory true."""

import directory.editors.areas
import directory.editors.audit
import directory.editors.broken
import directory.editors.changes
import directory.editors.changes_live
import directory.editors.changes_review
import directory.editors.checks
import directory.editors.claims
import directory.editors.contacts
import directory.editors.corrections
import directory.editors.councils
import directory.editors.crisis_lines
import directory.editors.differences
import directory.editors.duplicates
import directory.editors.home
import directory.editors.inclusion
import directory.editors.listings
import directory.editors.listings_acts
import directory.editors.listings_held
import directory.editors.listings_shown
import directory.editors.merging
import directory.editors.new_listings
import directory.editors.new_notes
import directory.editors.not_here
import directory.editors.organisation_versions
import directory.editors.organisations
import directory.editors.people
import directory.editors.prose
import directory.editors.redacting
import directory.editors.ringing
import directory.editors.safeguarding
import directory.editors.sheets
import directory.editors.sheets_back
import directory.editors.versions
import directory.editors.vocabulary  # noqa: F401  # each hangs its pages on the blueprint
from directory.editors.blueprint import bp

__all__ = ["bp"]
