"""A long text cut to what is kept of it: the parts that tell most, danger above all, wherever they stand."""

from collections.abc import Callable, Iterator

from directory.domain.meaning import Meaning

# Letters of a text that are looked at; nobody types more, and a machine that does may wait.
LOOKED_AT = 6_000
# Letters of one part, and between the beginnings of two: each word is in two parts, so that nothing said is cut in half.
PART, STEP = 94, 47
GAP = " … "


def shorten(text: str, limit: int, read: Callable[[str], Meaning]) -> str:
    """The text itself when it is at most `limit` letters long; else its most telling parts, in their order, with `GAP`
    between those that do not touch."""
    text = " ".join(text[:LOOKED_AT].split())
    if len(text) <= limit:
        return text
    kept: list[tuple[int, int]] = []
    for span in sorted(_parts(text), key=lambda span: -_worth(read(text[slice(*span)]))):
        together = _joined([*kept, span])
        if _length(together) <= limit:
            kept = together
    return GAP.join(text[start:end] for start, end in kept)


def _worth(meaning: Meaning) -> float:
    """How much would be lost with a part: danger first, then the slim line, then what else it tells."""
    told = (meaning.age, meaning.postcode, meaning.place, *meaning.needs[:2], *meaning.audiences[:1])
    return 100 * (meaning.crisis is not None) + 30 * meaning.support + sum(one is not None for one in told)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Spans of whole words, each beginning in the middle of the one before."""
    start = 0
    while start < len(text):
        end = min(start + PART, len(text))
        if end < len(text):
            space = text.rfind(" ", start, end)
            end = space if space > start else end
        yield start, end
        if end == len(text):
            return
        space = text.find(" ", start + STEP, end)
        start = space + 1 if space > start else end


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _length(spans: list[tuple[int, int]]) -> int:
    return sum(end - start for start, end in spans) + len(GAP) * (len(spans) - 1)
