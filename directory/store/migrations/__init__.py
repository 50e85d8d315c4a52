"""Every change to the shape of the database, in order. A released one is never edited: add another at the end."""

from sqlite_utils import Migrations

from directory.store.migrations.m001_reference import m001_reference_tables
from directory.store.migrations.m002_listings import m002_listing_tables
from directory.store.migrations.m003_upkeep import m003_upkeep_tables
from directory.store.migrations.m004_corrections import m004_corrections
from directory.store.migrations.m005_keepers import m005_keepers
from directory.store.migrations.m006_publishing import m006_publishing
from directory.store.migrations.m007_review import m007_review
from directory.store.migrations.m008_reminders import m008_reminders
from directory.store.migrations.m009_merges import m009_merges
from directory.store.migrations.m010_proposals import m010_proposals
from directory.store.migrations.m011_drafts import m011_drafts
from directory.store.migrations.m015_last_signed_in import m015_last_signed_in
from directory.store.migrations.m016_put_away import m016_put_away
from directory.store.migrations.m017_more_receipts import m017_more_receipts
from directory.store.migrations.m018_opening_again import m018_opening_again
from directory.store.migrations.m019_organisation_versions import m019_organisation_versions

IN_ORDER = (
    m001_reference_tables,
    m002_listing_tables,
    m003_upkeep_tables,
    m004_corrections,
    m005_keepers,
    m006_publishing,
    m007_review,
    m008_reminders,
    m009_merges,
    m010_proposals,
    m011_drafts,
    m015_last_signed_in,
    m016_put_away,
    m017_more_receipts,
    m018_opening_again,
    m019_organisation_versions,
)

migrations = Migrations("directory")
for migration in IN_ORDER:
    migrations()(migration)
