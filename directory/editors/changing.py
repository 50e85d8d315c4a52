"""Where each fact of a listing is changed."""

from flask import url_for

FOR_PROFESSIONALS = ("threshold/for_professional", "threshold/not_for_professional")
# In the order of a listing's own page: what it is called, its form, and the facts on it.
FORMS = (
    ("What it is called", "facts/name", ("name",)),
    ("What it is", "facts/what", ("summary", "description")),
    ("What it helps with", "facts/needs", ("needs",)),
    ("Kind of help, and how it is given", "facts/help", ("kinds", "how")),
    ("Who it is for, and not for", "facts/who", ("threshold",)),
    ("Ages", "ages", ("age_rules",)),
    ("Places", "area", ("catchment",)),
    ("Who it is made for", "facts/audiences", ("audiences",)),
    ("Ways to ask", "facts/routes", ("routes",)),
    ("Ways to get in touch", "", ("contact_points",)),
    ("Addresses", "", ("locations",)),
    ("Website", "facts/website", ("url",)),
    ("Who is told", "told", ("confidentiality",)),
    ("How long people wait", "waits", ("waits",)),
    ("Taking new people", "new-people", ("taking_new_people", "taking_new_people_on")),
    ("Closed for now", "closed", ("status", "opens_again_on")),
    ("What happens next", "facts/next", ("what_happens_next", "while_you_wait")),
    ("Words to say", "facts/say", ("words_to_say",)),
    ("Cost", "facts/cost", ("cost",)),
    ("Languages", "facts/languages", ("languages", "interpreters")),
    ("How long it is paid for", "facts/money", ("ends_on",)),
    ("Beside CAMHS", "facts/camhs", ("usable_while_waiting", "takes_refused")),
    ("Front door", "facts/front-door", ("single_point",)),
    ("For GPs, schools and social workers", "facts/professionals", FOR_PROFESSIONALS),
    ("Advice for professionals", "facts/advice", ("advice_line",)),
    ("Its place among other help", "facts/place", ("sector", "level", "nhs_role")),
    ("Alert", "alert", ("alert",)),
)  # fmt: skip
OF_A_PART = {"contact_points": "contact", "locations": "address"}
OF_FACT = {fact: form for _, form, facts in FORMS for fact in facts}
OFFERED = tuple((label, facts[0]) for label, _, facts in FORMS)


def change_address(slug: str, field: str) -> str:
    """The form for a fact; for a new way to get in touch, the listing's page with all of them."""
    listing = url_for("providers.show_listing", slug=slug)
    name, *rest = field.split("/")
    if name in OF_A_PART and rest:
        return f"{listing}/{OF_A_PART[name]}/{rest[0]}"
    form = OF_FACT.get(field, OF_FACT.get(name, ""))
    return f"{listing}/{form}" if form else listing
