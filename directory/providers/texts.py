"""A listing's words: one form for a few that belong together, sent to an editor, with warnings that block nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from flask.typing import ResponseReturnValue

from directory.domain.errors import NotFound
from directory.domain.facts import Change, fact_of, with_changes
from directory.domain.services import Service
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, Typed, edit
from directory.providers.plain_words import warn_of_words
from directory.providers.typed import FormNotUnderstood

MOST_STEPS = 4
STEPS = "what_happens_next"


@dataclass(frozen=True)
class Text:
    """One text: the fact it is, how it is asked for, and how long it may be."""

    field: str
    label: str
    hint: str = ""
    longest: int = 600
    rows: int = 3

    @property
    def name(self) -> str:
        return self.field.replace("/", "-")


@dataclass(frozen=True)
class Group:
    title: str
    why: str
    texts: tuple[Text, ...]


GROUPS = {
    "what": Group(
        "What it is",
        "The first thing a young person reads. Short words and short sentences help most.",
        (
            Text(
                "summary",
                "What it is, in one sentence",
                "Like: Someone to talk to about worries, in school or by text.",
                200,
                2,
            ),
            Text("description", "More about it", "What happens there, who they will meet, what it is like.", 2_000, 8),
        ),
    ),
    "who": Group(
        "Who it is for, and who it is not for",
        "Saying who it is not for saves people a no. Say what to try instead, so that nobody is left with nothing.",
        (
            Text("threshold/for_plain", "Who it is for", "Like: Young people who feel low or worried most days."),
            Text("threshold/not_for_plain", "Who it is not for", "Like: We cannot help in an emergency."),
            Text("threshold/try_instead", "What to try instead", "Name a service, and how to reach it."),
        ),
    ),
    "next": Group(
        "What happens next, and while they wait",
        "Not knowing what comes next stops people from asking.",
        (
            Text(
                STEPS, "What happens after somebody gets in touch", f"One step on each line, {MOST_STEPS} at most.", 800, 4
            ),
            Text("while_you_wait", "What to do while they wait", "Something small that they can do today."),
        ),
    ),
    "say": Group(
        "Words people could use",
        "Many do not know how to begin. Give them words to read out or send.",
        (
            Text("words_to_say/call", "When they ring"),
            Text("words_to_say/text", "When they text"),
            Text("words_to_say/email", "When they write"),
        ),
    ),
}


class GroupNotFound(NotFound):
    """No words of a listing are called this."""


@listing_page("/words/<group>", ["GET", "POST"], by_link=False)
def change_texts(desk: Desk, group: str) -> ResponseReturnValue:
    if group not in GROUPS:
        raise GroupNotFound("There is no such form.")
    found = GROUPS[group]
    fill, read = partial(_fill, found.texts), partial(_read, found.texts)
    return edit(desk, FactForm("providers/texts.html", fill, read, {"group": found}, partial(_warn, found.texts)))


def missing_groups(service: Service) -> dict[str, Group]:
    """The groups in which something is not told."""
    return {slug: group for slug, group in GROUPS.items() if not all(fact_of(service, text.field) for text in group.texts)}


def _fill(texts: Iterable[Text], service: Service) -> Typed:
    told = ((text.name, fact_of(service, text.field)) for text in texts)
    return {name: "\n".join(value) if isinstance(value, tuple) else value or "" for name, value in told}


def _read(texts: Iterable[Text], typed: Typed, service: Service, today: date) -> Service:
    errors, changes = {}, []
    for text in texts:
        words = _lines(typed.get(text.name, ""))
        if len(words) > text.longest:
            errors[text.name] = f"{text.label}: use at most {text.longest} letters. There are {len(words)}."
        elif text.field == STEPS and len(words.split("\n")) > MOST_STEPS:
            errors[text.name] = f"Use at most {MOST_STEPS} lines"
        value = (tuple(words.split("\n")) if words else None) if text.field == STEPS else words or None
        changes.append(Change(text.field, fact_of(service, text.field), value))
    if errors:
        raise FormNotUnderstood(errors)
    changed = with_changes(service, [one for one in changes if (one.before or None) != one.after])
    return replace(changed, unconfirmed=service.unconfirmed)


def _warn(texts: Iterable[Text], typed: Typed) -> Iterator[str]:
    for text in texts:
        yield from warn_of_words(text.label, typed.get(text.name, ""))


def _lines(typed: str) -> str:
    """As it was typed, with the ends of lines as we keep them."""
    return "\n".join(line.strip() for line in typed.replace("\r\n", "\n").strip().split("\n"))
