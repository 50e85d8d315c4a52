"""Where each fact of a listing is changed."""

from flask import url_for

from directory.keeping.forms import form_of

# In the order of a listing's own page: what is changed, and the first fact on its form.
OFFERED = (
    ("What it is called", "name"),
    ("What it is", "summary"),
    ("What it helps with", "needs"),
    ("Kind of help, and how it is given", "kinds"),
    ("Who it is for, and not for", "threshold"),
    ("Ages", "age_rules"),
    ("Places", "catchment"),
    ("Who it is made for", "audiences"),
    ("Ways to ask", "routes"),
    ("Ways to get in touch", "contact_points"),
    ("Addresses", "locations"),
    ("Website", "url"),
    ("Who is told", "confidentiality"),
    ("How long people wait", "waits"),
    ("Taking new people", "taking_new_people"),
    ("Closed for now", "status"),
    ("What happens next", "what_happens_next"),
    ("Words to say", "words_to_say"),
    ("Cost", "cost"),
    ("Languages", "languages"),
    ("How long it is paid for", "ends_on"),
    ("Beside CAMHS", "usable_while_waiting"),
    ("Front door", "single_point"),
    ("For GPs, schools and social workers", "threshold/for_professional"),
    ("Advice for professionals", "advice_line"),
    ("Its place among other help", "sector"),
    ("Alert", "alert"),
)


def change_address(slug: str, field: str) -> str:
    """The form for a fact; for a new way to get in touch, the listing's page with all of them."""
    listing, form = url_for("providers.show_listing", slug=slug), form_of(field)
    return f"{listing}/{form}" if form else listing
