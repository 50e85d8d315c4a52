"""Text that a spreadsheet would run. Whatever we write for one goes through here."""

# Also the wide forms of these signs, which some spreadsheets take for the same.
SIGNS = ("=", "+", "-", "@", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BREAKS = ("\t", "\r", "\n")


def is_live(text: str) -> bool:
    """It begins like a formula, whatever unseen letters stand before that; or its first letter breaks out of the cell."""
    seen = next((letter for letter in text if letter.isprintable() and not letter.isspace()), "")
    return seen in SIGNS or text.lstrip(" ").startswith(BREAKS)


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if is_live(text) else text
