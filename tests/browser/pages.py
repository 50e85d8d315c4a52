"""Every kind of page there is, by name."""

from tests.browser.conftest import search

FIXED = {
    "home": "/",
    "needs": "/needs",
    "a need": "/needs/sleep",
    "a group of needs": "/needs/feelings",
    "organisations": "/organisations",
    "urgent help": "/urgent",
    "tonight": "/tonight",
    "waiting": "/waiting",
    "told no": "/told-no",
    "stay safe": "/stay-safe",
    "about": "/about",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "who may be listed": "/who-may-be-listed",
    "health of this directory": "/health-of-this-directory",
    "add our service": "/add-our-service",
    "tell us about one": "/tell-us-about-one",
    "a list": "/list/9t6an.guawa.nvx4b.8tbed",
    "a list of one": "/list/guawa.zzzzz",
    "an empty list": "/list",
    "the look": "/design",
    "professionals": "/professionals",
    "professionals at a desk": "/professionals?as=gp&gp_postcode=PO1",
    "a professional list": "/professionals/list/zz6a7.7uzvg.p6thk.w4ze5",
    "a professional list of one": "/professionals/list/7uzvg.zzzzz",
    "an empty professional list": "/professionals/list",
    "a hand-out": "/professionals/handout/zz6a7.7uzvg.p6thk.w4ze5?heading=step",
    "a pathway": "/professionals/pathway?area=Portsmouth",
    "no pathway yet": "/professionals/pathway",
    "a pathway of nowhere": "/professionals/pathway?area=Atlantis",
    "gaps": "/professionals/gaps",
    "gaps of an area": "/professionals/gaps?area=E06000044",
    "not found": "/no-such-page",
    "a damaged search": "/find/not-a-token",
    "an unknown receipt": "/corrections/nope",
}
SEARCHES = {
    "results": {"text": "cant sleep and worried", "postcode": "PO1", "age": "14"},
    "results with danger": {"text": "i want to kill myself", "postcode": "PO1 2AL", "age": "15"},
    "results with mistakes": {"text": "anxiety", "postcode": "nonsense", "age": "999", "within": "abc"},
    "nothing told": {"need": "bullying"},
    "nothing found": {"text": "zeppelin", "postcode": "ZE1 0AA", "age": "99"},
    "long words": {"text": "w" * 300, "postcode": "PO1", "age": "14"},
    "a part taken out": {"text": "my 9 year old is worryed, cant slepe", "postcode": "PO1", "without": "need:sleep"},
    "everything told": {
        "need": "self-harm",
        "age": "16",
        "postcode": "TN34",
        "gp_postcode": "TN34",
        "school_postcode": "BN21",
        "as": "gp",
        "looked_after_by": "East Sussex",
        "camhs": "refused",
        "refusal": "below-threshold",
        "circumstance": "in-care",
    },
    "refined": {"need": "any", "how": "text-chat", "postcode": "BN1", "age": "12", "within": "10"},
}

# The same sealed search, seen on other pages: name, the search, the page.
ELSEWHERE = {
    "tonight for someone": ("results", "/tonight/"),
    "tonight with danger": ("results with danger", "/tonight/"),
    "tonight with mistakes": ("results with mistakes", "/tonight/"),
    "waiting for someone": ("results", "/waiting/"),
    "told no for someone": ("results", "/told-no/"),
    "options": ("results", "/professionals/find/"),
    "options with everything told": ("everything told", "/professionals/find/"),
    "options with danger": ("results with danger", "/professionals/find/"),
    "options with mistakes": ("results with mistakes", "/professionals/find/"),
    "options with nothing told": ("nothing told", "/professionals/find/"),
    "no options": ("nothing found", "/professionals/find/"),
    "options with long words": ("long words", "/professionals/find/"),
    "told no with mistakes": ("results with mistakes", "/told-no/"),
}


def all_paths(site: str, first_listing: str, first_organisation: str) -> dict[str, str]:
    """Name to path, for every fixed page, a listing, an organisation and each kind of search, wherever it is seen."""
    found = {name: search(site, **fields) for name, fields in SEARCHES.items()}
    elsewhere = {name: found[same].replace("/find/", page) for name, (same, page) in ELSEWHERE.items()}
    listed = {"a listing": first_listing, "wrong listing": f"{first_listing}/wrong", "an organisation": first_organisation}
    return FIXED | elsewhere | listed | found
