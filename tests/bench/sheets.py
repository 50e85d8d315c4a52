"""How long a sheet takes to write, to look at and to make public: `python -m tests.bench.sheets [ROWS]`. Figures only."""

import csv
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from directory.domain.places import AreaLevel
from directory.importing.bulk.applying import apply_sheet
from directory.importing.bulk.columns import columns_of
from directory.importing.bulk.exporting import export_csv, export_xlsx
from directory.importing.bulk.preview import RowOutcome, preview_sheet
from directory.importing.bulk.reading import read_uploaded
from directory.importing.seeding import seed
from directory.publishing.listings import publish
from directory.store.areas import get_areas
from directory.store.database import create_database, writing
from directory.store.organisations import save_organisation
from directory.store.sheets import area_names
from directory.store.taxonomy import get_taxonomy
from directory.upkeep.backing_up import back_up
from directory.upkeep.restoring import restore
from tests.bench.listings import invented

SEED = Path(__file__).parents[2] / "seed"
NOW = datetime(2026, 11, 20, 10)
CHANGED = {"summary": "New words for it.", "ages": "12 to 17", "contact_1_value": "01632 960777", "taking_new_people": "no"}


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        measure(rows, Path(folder))


def measure(rows: int, folder: Path) -> None:
    db = create_database(folder / "directory.sqlite3")
    seed(db, SEED, demonstration=False, now=NOW)
    taxonomy, areas = get_taxonomy(db), area_names(db)
    councils = [area for area in get_areas(db) if area.level is AreaLevel.LOCAL_AUTHORITY]
    organisations, services = invented(rows, taxonomy, councils)
    with writing(db):
        for organisation in organisations:
            save_organisation(db, organisation)
        for service in services:
            publish(db, service, by="bench", reason="Seeded", now=NOW)
    timed(f"{rows} rows written as CSV", lambda: export_csv(db, taxonomy, areas, folder / "out.csv"))
    timed(f"{rows} rows written as XLSX", lambda: export_xlsx(db, taxonomy, areas, folder / "out.xlsx"))
    change(folder / "out.csv", folder / "back.csv", {service.id for service in services})
    names = [column.name for column in columns_of(taxonomy, areas)]
    sheet = timed("read", lambda: read_uploaded(folder / "back.csv", names))
    timed("read as XLSX", lambda: read_uploaded(folder / "out.xlsx", names))
    preview = timed("previewed", lambda: preview_sheet(db, sheet, taxonomy, lambda postcode: None, today=NOW.date()))
    print(f"{preview.counts[RowOutcome.CHANGED]} changed, {preview.counts[RowOutcome.REFUSED]} refused")
    timed("made public", lambda: apply_sheet(db, sheet, taxonomy, lambda postcode: None, by="bench", now=NOW))
    timed("backed up", lambda: back_up(db, folder / "backup", now=NOW))
    db.close()
    timed("restored", lambda: restore(folder / "backup", folder / "directory.sqlite3", is_live=False, now=NOW))


def change(source, target, ids):
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["id"] in ids:
            row.update(CHANGED | {"contact_1_channel": "phone"})
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def timed(what, act):
    start, worked = time.perf_counter(), time.process_time()
    done = act()
    took, worked = time.perf_counter() - start, time.process_time() - worked
    print(f"{what}: {took:.2f} s, of which {worked:.2f} s of work of this process", flush=True)
    return done


if __name__ == "__main__":
    main()
