"""What every form of a listing is called, by its path below the listing's address."""

from directory.keeping.forms import EACH
from directory.providers.groups import GROUPS as OTHER_GROUPS
from directory.providers.words import WORDS

GROUPS = WORDS | OTHER_GROUPS
TITLES = {f"facts/{slug}": group.title for slug, group in GROUPS.items()} | {
    "ages": "Which ages you see",
    "area": "Where people must live",
    "told": "Will anyone find out?",
    "waits": "How long people wait",
    "closed": "Closed for now",
    "ended": "Closed for good",
    "new-people": "Taking new people",
    "alert": "An alert",
    "contact": "A new way to reach you",
    "contact/*": "A way to reach you",
    "hours/*": "When you are there",
    "dead/*": "A way to reach you that is gone",
    "address": "A new address",
    "address/*": "An address",
    "left/*": "An address you have left",
}


def title_of(path: str) -> str:
    """What the form at a path is called."""
    return TITLES.get(path) or TITLES.get(path.partition("/")[0] + EACH, "A form")
