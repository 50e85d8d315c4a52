"""Days in words."""

from datetime import date


def day_in_words(day: date) -> str:
    """Like "27 March 2026"."""
    return f"{day.day} {day:%B %Y}"
