"""`flask postcodes`: load a postcode file, and compute the built-in table of districts from one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app

from directory.domain.errors import PostcodeFileRefused
from directory.places.areas import AreaBook, read_areas, read_council_boards
from directory.places.districts import compute_districts, write_districts
from directory.places.loading import PostcodeReading, load_postcodes
from directory.shelves import Shelves

FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group("postcodes")
def postcodes() -> None:
    """Postcodes: which council and health board each one lies in, and where."""


@postcodes.command("load")
@FILE
@click.option("--fewer", is_flag=True, help="Load it even though the file in use has many more postcodes.")
def load(file: Path, fewer: bool) -> None:
    """Load FILE in place of the postcodes in use: all of it, or nothing.

    FILE is ONSPD or NSPL (from ONS), Code-Point Open (from Ordnance Survey), or a table with the columns pcds, lat,
    long, ladcd; as .csv, .gz, .xz or .zip.
    """
    shelves: Shelves = current_app.extensions["directory"]
    settings, book = shelves.settings, _areas()
    with _progress(file, "Loading postcodes") as progress, _nothing_changed():
        about = load_postcodes(file, settings.postcodes, book, on=shelves.now().date(), allow_fewer=fewer, progress=progress)
    vintage = f" of {about.vintage}" if about.vintage else ""
    click.echo(f"Loaded {about.rows:,} postcodes{vintage} from {about.source}.")
    click.echo(f"{about.ended:,} of them are no longer in use, {about.without_position:,} have no position.")


@postcodes.command("districts")
@FILE
@click.option("--out", type=click.Path(path_type=Path), help="Where to write the table; otherwise the seed's own.")
@click.option("--source", default="", help="What to call the file in the table, such as: Code-Point Open 2025.4.0.")
@click.option("--year", default="", help="The year of its copyright, when the file's name does not tell.")
def districts(file: Path, out: Path | None, source: str, year: str) -> None:
    """Compute the table of postcode districts from FILE, for a whole country.

    FILE is any file that `flask postcodes load` takes; for the table that comes with this directory it is Code-Point
    Open, whose licence allows the table to be given away.
    """
    shelves: Shelves = current_app.extensions["directory"]
    out, book = out or shelves.settings.seed / "districts.csv", _areas()
    boards = read_council_boards(shelves.settings.seed / "areas" / "council_boards.csv")
    reading = PostcodeReading(book)
    with _progress(file, "Reading postcodes") as progress:
        found = compute_districts(reading.rows(file, progress), book, boards)
    year = year or reading.about(file, shelves.now().date()).vintage[:4]
    if not year:
        raise PostcodeFileRefused(f"The name of {file.name} does not tell the year of its copyright. Say it with --year.")
    _write(out, write_districts(found, source=source or file.name, year=year))
    click.echo(f"Wrote {len(found):,} districts from {reading.count - reading.ended:,} postcodes to {out}.")


def _areas() -> AreaBook:
    shelves: Shelves = current_app.extensions["directory"]
    return AreaBook(read_areas(shelves.settings.seed / "areas"))


def _write(path: Path, text: str) -> None:
    unfinished = path.with_name(f".{path.name}.new")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        raise PostcodeFileRefused(f"{path} could not be written: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _nothing_changed() -> Iterator[None]:
    try:
        yield
    except PostcodeFileRefused as error:
        raise PostcodeFileRefused(f"{error} Nothing was changed.") from error


@contextmanager
def _progress(file: Path, label: str) -> Iterator[Callable[[int], None]]:
    """A bar over the bytes of the file; told how many have been read so far."""
    size = file.stat().st_size if file.is_file() else 0
    with click.progressbar(length=size, label=label) as bar:

        def reached(position: int) -> None:
            bar.update(max(0, position - bar.pos))

        yield reached
