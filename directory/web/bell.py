"""A bell for a worry about safety: a public page rings it, and whoever is to come has tied something to it."""

from collections.abc import Callable

from flask import current_app

BELL = "worry_bell"


def tie_to_bell(extensions: dict[str, object], answer: Callable[[], None]) -> None:
    """Say what happens when it is rung. It is not told who rang, or why."""
    extensions[BELL] = answer


def ring() -> None:
    answer = current_app.extensions.get(BELL)
    if answer:
        answer()
