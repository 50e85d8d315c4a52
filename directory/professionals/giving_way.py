"""Saying less where there is no room for all of it: whole wordings give way to shorter ones, and nothing is ever cut."""

from collections.abc import Callable, Mapping, Sequence

# Every part of something that is said, each with its wordings from the fullest to the shortest.
Wordings = Mapping[str, tuple[str, ...]]
Said = dict[str, str]


def say_what_fits(
    things: Sequence[Wordings], order: Sequence[str], fits: Callable[[list[Said]], bool], size: Callable[[Said], float]
) -> list[Said]:
    """Part after part in the order given, each thing's next wording is taken, the longest thing's first, until all fit.

    Then whatever there is room for after all is said again, the last to give way first.
    """
    steps = [dict.fromkeys(thing, 0) for thing in things]
    said = [_at(thing, step) for thing, step in zip(things, steps, strict=True)]
    for part in order:
        waiting = [n for n, thing in enumerate(things) if steps[n].get(part, 0) + 1 < len(thing.get(part, ()))]
        while waiting and not fits(said):
            longest = max(waiting, key=lambda n: size(said[n]))
            waiting.remove(longest)
            steps[longest][part] += 1
            said[longest] = _at(things[longest], steps[longest])
    return _fill_up(things, order, steps, said, fits)


def _fill_up(
    things: Sequence[Wordings],
    order: Sequence[str],
    steps: list[dict[str, int]],
    said: list[Said],
    fits: Callable[[list[Said]], bool],
) -> list[Said]:
    gave_way = ((part, n) for part in reversed(order) for n in range(len(things)) if steps[n].get(part))
    for part, n in gave_way:
        fuller = said[n] | {part: things[n][part][steps[n][part] - 1]}
        if fits([*said[:n], fuller, *said[n + 1 :]]):
            said[n] = fuller
            steps[n][part] -= 1
    return said


def _at(thing: Wordings, step: Mapping[str, int]) -> Said:
    return {part: wordings[step[part]] for part, wordings in thing.items()}
