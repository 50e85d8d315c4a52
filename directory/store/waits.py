"""Waits by themselves, of many services at once: to put a long table in order."""

from collections import defaultdict
from collections.abc import Sequence

from sqlite_utils import Database

from directory.domain.services import Wait
from directory.store.codec import from_row

AT_ONCE = 500


def get_waits(db: Database, service_ids: Sequence[str]) -> dict[str, tuple[Wait, ...]]:
    """What each of these services tells of its waits; those that tell nothing are left out."""
    found: dict[str, list[Wait]] = defaultdict(list)
    for start in range(0, len(service_ids), AT_ONCE):
        some = list(service_ids[start : start + AT_ONCE])
        marks = ", ".join("?" * len(some))
        for row in db.query(f"SELECT * FROM waits WHERE service_id IN ({marks}) ORDER BY position", some):  # noqa: S608  # only question marks
            found[row["service_id"]].append(from_row(Wait, row))
    return {service_id: tuple(waits) for service_id, waits in found.items()}
