"""How long what somebody types may be. Nothing is cut off in silence: they are told, and shorten it themselves."""


def too_long(text: str, most: int) -> str:
    """A sentence where it has more letters than that; empty where it has not."""
    return f"Use at most {most:,} letters. You have used {len(text):,}." if len(text) > most else ""
