"""Every kind of page there is, by name."""

from tests.browser.conftest import search

FIXED = {
    "home": "/",
    "needs": "/needs",
    "a need": "/needs/sleep",
    "a group of needs": "/needs/feelings",
    "organisations": "/organisations",
    "urgent help": "/urgent",
    "stay safe": "/stay-safe",
    "about": "/about",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "who may be listed": "/who-may-be-listed",
    "not found": "/no-such-page",
    "a damaged search": "/find/not-a-token",
}
SEARCHES = {
    "results": {"text": "cant sleep and worried", "postcode": "PO1", "age": "14"},
    "results with danger": {"text": "i want to kill myself", "postcode": "PO1 2AL", "age": "15"},
    "results with mistakes": {"text": "anxiety", "postcode": "nonsense", "age": "999", "within": "abc"},
    "nothing told": {"need": "bullying"},
    "nothing found": {"text": "zeppelin", "postcode": "ZE1 0AA", "age": "99"},
    "long words": {"text": "w" * 300, "postcode": "PO1", "age": "14"},
    "refined": {"need": "any", "how": "text-chat", "postcode": "BN1", "age": "12", "within": "10"},
}


def all_paths(site: str, first_listing: str, first_organisation: str) -> dict[str, str]:
    """Name to path, for every fixed page, a listing, an organisation and each kind of search."""
    found = {name: search(site, **fields) for name, fields in SEARCHES.items()}
    return FIXED | {"a listing": first_listing, "an organisation": first_organisation} | found
