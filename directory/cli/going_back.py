"""What goes back or is lost in a restore, in words: the same before it is asked for and after it was done."""

from collections.abc import Iterator, Sequence

from directory.domain.proposals import Proposal
from directory.store.going_back import GoingBack
from directory.web.filters import count

NAMED = 8
NOTHING = "No listing, organisation, edit or check has changed since."


def told(going_back: GoingBack, waits_again: Sequence[Proposal], redacted: Sequence[str] = ()) -> tuple[str, ...]:
    """A line for each kind, what may harm somebody first."""
    lines = (
        *_of_numbers(going_back),
        *_of_redacted(redacted),
        *_of_new(waits_again),
        *_of_listings(going_back),
        *_of_work(going_back),
    )
    return lines or (NOTHING,)


def _of_redacted(redacted: Sequence[str]) -> Iterator[str]:
    if redacted:
        yield f"Taken out again, because it had been redacted since: {count(len(redacted), 'fact')}: {_named(redacted)}."
        yield "  Where only words had gone, the whole fact has: tell it anew."


def _of_numbers(going_back: GoingBack) -> Iterator[str]:
    for name, now, then in going_back.crisis:
        what = f"from {now} back to {then}" if now != then else "back to its old words"
        yield f"{name}, which stands on every page, goes {what}. Check it at once: /editors/crisis-lines"
    if going_back.councils:
        yield f"Numbers for a worry about a child are the old ones again: {_named(going_back.councils)}. Check them at once."


def _of_new(waits_again: Sequence[Proposal]) -> Iterator[str]:
    if waits_again:
        names = _named([one.offered.name for one in waits_again])
        yield f"New services that were accepted since wait for an answer again, as they were sent in: {names}."
        yield "  The link in our letter to them is dead. Accept them again at /editors/new, and they get another."


def _of_listings(going_back: GoingBack) -> Iterator[str]:
    lines = (
        (going_back.shown_again, "Everybody sees again what was suspended, ended, merged or held back since"),
        (going_back.hidden_again, "Nobody sees any more what became public since"),
        (going_back.gone, "Not in the backup, so not here any more"),
        (going_back.changed, "Listings that say again what they said then"),
        (going_back.organisations, "Organisations that are as they were, or gone"),
        (going_back.away, "Put away since, and held back again"),
        (going_back.not_away, "Brought back since, and put away again"),
    )
    for names, what in lines:
        if names:
            yield f"{what}: {_named(names)}."


def _of_work(going_back: GoingBack) -> Iterator[str]:
    if going_back.notes:
        notes = count(going_back.notes, "note or worry", "notes and worries")
        yield f"Lost with the listings that are gone: {notes} about them."
    if going_back.edits:
        waiting = f", {going_back.waiting:,} of them still waiting" if going_back.waiting else ""
        yield f"Lost: {count(going_back.edits, 'edit')} sent since{waiting}. Ask for them once more."
    if going_back.answered:
        yield f"Waiting again: {count(going_back.answered, 'edit')} answered since. Whoever sent them has had our letter."
    if going_back.checks:
        yield f"Lost: {count(going_back.checks, 'check')} made since."
    if going_back.merged:
        yield f"Two again: {count(going_back.merged, 'pair')} merged since."


def _named(names: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = f"; and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return f"{'; '.join(names[:NAMED])}{more}"
