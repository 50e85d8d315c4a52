"""Would a change shut out somebody whom the public listing lets in, or break a promise it makes to them?

Where that cannot be told for sure, it would.
"""

from collections.abc import Callable

from directory.domain.eligibility import AgeRule, Audience, AudienceMode, Basis, Catchment, Condition
from directory.domain.facts import Change
from directory.domain.services import Service, Status, Telling

MORE_TELLING = tuple(Telling)  # from the least telling to the most


def narrows(change: Change, service: Service) -> bool:
    """Ages, area, exclusions, ways in, confidentiality; closing counts as well. `service` is the listing as it is public."""
    name, *rest = change.place
    if name == "locations":
        return rest[1:] in ([], ["point"], ["masked"]) and _measures_from(service, rest[0])
    if name == "contact_points":
        return _loses_way_in(change)
    test = NARROWS.get(name)
    return test is not None and test(change)


def _ages(change: Change) -> bool:
    """A range that no range of the new ones holds whole."""
    before, after = change.before or (), change.after or ()
    return not all(any(_holds_range(wide, rule) for wide in after) for rule in before)


def _holds_range(wide: AgeRule, narrow: AgeRule) -> bool:
    alike = wide.unit is narrow.unit and wide.whose is narrow.whose and wide.condition in (None, narrow.condition)
    from_youngest = wide.minimum is None or (narrow.minimum is not None and wide.minimum <= narrow.minimum)
    to_oldest = wide.maximum is None or (narrow.maximum is not None and wide.maximum >= narrow.maximum)
    return alike and from_youngest and to_oldest


def _area(change: Change) -> bool:
    before: Catchment | None = change.before
    after: Catchment | None = change.after
    new_groups = after.groups if after else ()
    return any(not any(_holds_group(wide, group) for wide in new_groups) for group in (before.groups if before else ()))


def _holds_group(wide: tuple[Condition, ...], narrow: tuple[Condition, ...]) -> bool:
    """Everyone who meets all of `narrow` meets all of `wide`."""
    return all(any(_holds_condition(one, other) for other in narrow) for one in wide)


def _holds_condition(wide: Condition, narrow: Condition) -> bool:
    if wide == narrow or wide.basis is Basis.ANYONE:
        return True
    if wide.basis is not narrow.basis or wide.area is None or narrow.area is None or wide.area.kind is not narrow.area.kind:
        return False
    if wide.area.miles is not None and narrow.area.miles is not None:
        return wide.area.location_id == narrow.area.location_id and wide.area.miles >= narrow.area.miles
    return wide.area.codes >= narrow.area.codes and bool(narrow.area.codes)


def _audiences(change: Change) -> bool:
    before, after = _only(change.before), _only(change.after)
    return change.before is not None and (change.after is None or bool(after and not (before and before <= after)))


def _only(audiences: frozenset[Audience] | None) -> frozenset[str]:
    return frozenset(one.slug for one in audiences or () if one.mode is AudienceMode.ONLY)


def _routes(change: Change) -> bool:
    return change.before is not None and not change.before <= (change.after or frozenset())


def _threshold(change: Change) -> bool:
    """Nobody but a reader can tell what new words shut out; taking an exclusion away shuts out nobody."""
    about = change.place[1]
    return about != "try_instead" and not (about.startswith("not_for") and change.after is None)


def _confidentiality(change: Change) -> bool:
    about = change.place[1]
    if about in ("parents", "school", "gp"):
        return _tells_more(change.before, change.after)
    if about == "agrees_alone_from":
        return change.after is None or change.before is None or bool(change.after > change.before)
    return change.after is not True if about == "anonymous" else True


def _tells_more(before: Telling | None, after: Telling | None) -> bool:
    if before is None:
        return after in (Telling.USUALLY, Telling.ALWAYS)
    return after is None or MORE_TELLING.index(after) > MORE_TELLING.index(before)


def _status(change: Change) -> bool:
    return change.before is Status.ACTIVE


def _loses_way_in(change: Change) -> bool:
    if len(change.place) == 2:
        return change.after is None
    return change.place[-1] == "professionals_only" and change.after is True


def _measures_from(service: Service, location_id: str) -> bool:
    groups = service.catchment.groups if service.catchment else ()
    return any(one.area is not None and one.area.location_id == location_id for group in groups for one in group)


NARROWS: dict[str, Callable[[Change], bool]] = {
    "age_rules": _ages,
    "catchment": _area,
    "audiences": _audiences,
    "routes": _routes,
    "threshold": _threshold,
    "confidentiality": _confidentiality,
    "status": _status,
}
