"""What a hand-out may be called. None of them says what it is about: a sheet of paper is seen by others."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    slug: str
    words: str


HEADINGS = (
    Heading("places", "Some places that can help"),
    Heading("step", "Your next step"),
    Heading("today", "What we talked about today"),
    Heading("list", "A list for you"),
)


def chosen_heading(slug: str) -> Heading:
    """The first where none of these was chosen."""
    return next((heading for heading in HEADINGS if heading.slug == slug), HEADINGS[0])
