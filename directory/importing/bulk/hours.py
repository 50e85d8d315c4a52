"""Hours in a cell, one line for each time of the week: the same short way that hand-written listings use."""

from directory.domain.services import Schedule
from directory.importing.bulk.cells import lines_of
from directory.importing.shorthand import ALWAYS, DAYS, EVERY_DAY, REMARKS, read_hours


def write_hours(schedule: Schedule) -> str:
    if schedule == ALWAYS:
        return "always"
    told = {"term_time": schedule.term_time, "bank_holidays": schedule.bank_holidays}
    remarks = [words for words, said in REMARKS.items() if all(told[name] is value for name, value in said.items())]
    times = f"{schedule.opens_at:%H:%M}-{schedule.closes_at:%H:%M}"
    return ", ".join([f"{_days(schedule.days)} {times}", *remarks])


def _days(days: frozenset[int]) -> str:
    if days == EVERY_DAY:
        return "daily"
    starts = [day for day in sorted(days) if day - 1 not in days]
    return ", ".join(_run(day, days) for day in starts)


def _run(first: int, days: frozenset[int]) -> str:
    last = next(day for day in range(first, 8) if day + 1 not in days)
    return DAYS[first] if last == first else f"{DAYS[first]}-{DAYS[last]}"


HOURS = lines_of(write_hours, read_hours)
