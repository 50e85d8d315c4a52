"""The seed folder: everything a new directory begins with, read and found to be in order."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from directory.domain.crisis import CrisisLine
from directory.domain.places import CouncilNumber, NamedArea
from directory.domain.taxonomy import Taxonomy
from directory.importing.listing_file import Listing, ListingFile, read_listing_file
from directory.importing.seed_numbers import read_council_numbers, read_crisis_lines
from directory.places.areas import read_areas
from directory.understanding.taxonomy_file import read_taxonomy


@dataclass(frozen=True)
class Seed:
    taxonomy: Taxonomy
    areas: tuple[NamedArea, ...]
    crisis_lines: tuple[CrisisLine, ...]
    council_numbers: dict[str, tuple[CouncilNumber, ...]]
    files: tuple[ListingFile, ...]

    @property
    def listings(self) -> tuple[Listing, ...]:
        return tuple(listing for file in self.files for listing in file.listings)


def read_seed(folder: Path, *, demonstration: bool, today: date) -> Seed:
    """Return the whole seed, or raise a `DirectoryError` naming the file and the place that is wrong."""
    taxonomy = read_taxonomy(folder / "taxonomy.toml")
    invented = sorted((folder / "demonstration").glob("*.toml")) if demonstration else []
    return Seed(
        taxonomy=taxonomy,
        areas=read_areas(folder / "areas"),
        crisis_lines=read_crisis_lines(folder / "crisis_lines.toml"),
        council_numbers=read_council_numbers(folder / "council_numbers.toml") if demonstration else {},
        files=tuple(
            read_listing_file(path, today=today, taxonomy=taxonomy) for path in (folder / "national.toml", *invented)
        ),
    )
