"""What to say beside results about the place somebody searched from. None of it is a mistake of theirs."""

from collections.abc import Iterable, Iterator, Mapping

from directory.domain.places import Place, PlaceSource

NOT_COVERED = "We don't list help {place}. Numbers for England may not work there. If a life is in danger, ring 999."
NATION_NOTES = {
    "W92000004": "In Wales, ring 111 and press 2 for urgent mental health help, day or night.",
    "S92000003": "In Scotland, ring 111 and ask for the mental health hub, day or night.",
    "N92000002": "In Northern Ireland, you can ring Lifeline on 0808 808 8000, day or night. It is free.",
    "L93000001": NOT_COVERED.format(place="in the Channel Islands"),
    "M83000003": NOT_COVERED.format(place="on the Isle of Man"),
}
UK_BESIDES_ENGLAND = ("W92000004", "S92000003", "N92000002")
MOST_NAMED = 4


def place_notes(place: Place, covered_councils: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Short sentences: how sure we are of the place, whether we cover it, and whom to ring in another nation.

    `covered_councils` are codes of today; none at all means everywhere. `names` are short names by code.
    """
    covered = tuple(covered_councils)
    return (*_how_sure(place), *_elsewhere(place, covered, names), *nation_notes(place))


def _how_sure(place: Place) -> Iterator[str]:
    if place.source is PlaceSource.ENDED_POSTCODE:
        yield f"{place.name} is an old postcode. We can still use it."
    if place.point is None:
        yield f"We don't know just where {place.name} is, so we can't say how far away things are."
        return
    if place.source is PlaceSource.DISTRICT_OF_UNKNOWN_POSTCODE:
        yield f"We don't know {place.name}, so we used the middle of {place.outcode}. Distances are rough."
    elif place.radius_miles:
        yield f"Distances are rough: we measured from the middle of {place.outcode or place.name}."
    if place.source is PlaceSource.DISTRICT and len(place.local_authorities) > 1:
        yield f"{place.name} is in more than one council area. A full postcode tells us more."


def _elsewhere(place: Place, covered: tuple[str, ...], names: Mapping[str, str]) -> Iterator[str]:
    if not covered or place.is_in(frozenset(covered)) is not False:
        return
    ours = _listed([names.get(code, code) for code in covered])
    here = _searched_from(place, names)
    yield f"This directory covers {ours}; you searched from {here}. We still show online and national help."


def _searched_from(place: Place, names: Mapping[str, str]) -> str:
    """The council when there is just one, else the nation when that is all we know, else what was typed."""
    for codes in (place.local_authorities, () if place.point else place.nations):
        if len(codes) == 1:
            return names.get(codes[0], place.name)
    return place.name


def _listed(names: list[str]) -> str:
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more areas"]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def nation_notes(place: Place | None) -> tuple[str, ...]:
    """Whom to ring outside England; while no place is told, in each of the other nations of the UK."""
    nations = place.nations if place else UK_BESIDES_ENGLAND
    return tuple(note for nation, note in NATION_NOTES.items() if nation in nations)
