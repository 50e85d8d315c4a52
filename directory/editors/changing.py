"""Where each fact of a listing is changed."""

from flask import url_for

FORMS = {
    "age_rules": "change_ages",
    "confidentiality": "change_telling",
    "waits": "change_waits",
    "status": "change_status",
    "taking_new_people": "change_new_people",
    "alert": "change_alert",
}
WORDS = {
    "what": ("summary", "description"),
    "who": ("threshold",),
    "next": ("what_happens_next", "while_you_wait"),
    "say": ("words_to_say",),
}
# In the order of a listing's own page.
OFFERED = (
    ("What it is", "summary"),
    ("Who it is for, and not for", "threshold"),
    ("Ages", "age_rules"),
    ("Who is told", "confidentiality"),
    ("How long people wait", "waits"),
    ("Taking new people", "taking_new_people"),
    ("Closed for now", "status"),
    ("What happens next", "what_happens_next"),
    ("Words to say", "words_to_say"),
    ("Alert", "alert"),
)


def change_address(slug: str, field: str) -> str:
    """The form for a fact; where there is none of its own, the listing's page with all of them."""
    name, *rest = field.split("/")
    if name in FORMS:
        return url_for(f"providers.{FORMS[name]}", slug=slug)
    if name == "contact_points" and rest:
        return url_for("providers.change_contact", slug=slug, part=rest[0])
    for group, names in WORDS.items():
        if name in names:
            return url_for("providers.change_texts", slug=slug, group=group)
    return url_for("providers.show_listing", slug=slug)
