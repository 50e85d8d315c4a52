"""The numbers that stand on every page, with this copy for when the database is gone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CrisisLine:
    """One line of help for now. `action` is a `tel:` or `sms:` address; None when there is nothing to press."""

    slug: str
    name: str
    what_to_do: str
    number: str
    action: str
    who_for: str
    hours: str


CRISIS_LINES = (
    CrisisLine("999", "999 or A&E", "Ring 999, or go to A&E", "999", "tel:999", "Life in danger now", "Always open"),
    CrisisLine(
        "111",
        "NHS 111, option 2",
        "Ring 111, then press 2",
        "111",
        "tel:111",
        "Urgent mental health help in England, any age",
        "Always open",
    ),
    CrisisLine(
        "shout",
        "Shout",
        "Text SHOUT to 85258",
        "85258",
        "sms:85258?&body=SHOUT",
        "To text, any age",
        "Always open",
    ),
    CrisisLine(
        "childline",
        "Childline",
        "Ring 0800 1111",
        "0800 1111",
        "tel:08001111",
        "To talk about anything, under 19",
        "Always open",
    ),
    CrisisLine("samaritans", "Samaritans", "Ring 116 123", "116 123", "tel:116123", "To talk, any age", "Always open"),
)
