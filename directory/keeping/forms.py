"""The forms of a listing, by their paths below its own address, and the facts that are changed on each."""

EACH = "/*"
# Letters of a text on one of them, where it has no length of its own.
LONGEST_TEXT = 600


def _of(name: str, *facts: str) -> tuple[str, ...]:
    return tuple(f"{name}/{fact}" for fact in facts)


# With a star at the end of its path there is one for each way to get in touch, or for each address.
FACTS_ON = {
    "facts/name": ("name",),
    "facts/what": ("summary", "description"),
    "facts/needs": ("needs",),
    "facts/help": ("kinds", "how"),
    "facts/who": _of("threshold", "for_plain", "not_for_plain", "try_instead"),
    "facts/audiences": ("audiences",),
    "facts/routes": ("routes",),
    "facts/website": ("url",),
    "facts/next": ("what_happens_next", "while_you_wait"),
    "facts/say": _of("words_to_say", "call", "text", "email"),
    "facts/cost": ("cost",),
    "facts/languages": ("languages", "interpreters"),
    "facts/money": ("ends_on",),
    "facts/camhs": ("usable_while_waiting", "takes_refused"),
    "facts/front-door": ("single_point",),
    "facts/professionals": _of("threshold", "for_professional", "not_for_professional"),
    "facts/advice": ("advice_line",),
    "facts/place": ("sector", "level", "nhs_role"),
    "ages": ("age_rules",),
    "area": ("catchment",),
    "told": _of("confidentiality", "parents", "school", "gp", "agrees_alone_from", "anonymous", "note"),
    "waits": ("waits",),
    "closed": ("status", "opens_again_on"),
    "ended": ("status", "threshold/try_instead"),
    "new-people": ("taking_new_people", "taking_new_people_on"),
    "alert": ("alert",),
    "contact": ("contact_points",),
    "contact/*": _of("contact_points", "value", "label", "is_free", "anonymous", "leaves_trace", "professionals_only",
                     "consent_recorded"),
    "hours/*": _of("contact_points", "schedules"),
    "dead/*": ("contact_points",),
    "address": ("locations",),
    "address/*": _of("locations", "name", "address", "city", "postcode", "point", "step_free", "accessible_toilet",
                     "hearing_loop", "quiet_space", "access_note", "masked"),
    "left/*": ("locations",),
}  # fmt: skip
OF_A_PART = {"contact_points": "contact", "locations": "address"}
# Where several forms change a fact, the first of them.
_FORM_OF = {
    name: path for path, facts in reversed(FACTS_ON.items()) for fact in facts for name in (fact, fact.partition("/")[0])
}


def form_of(field: str) -> str:
    """The path of the form on which a fact is changed; blank where the listing's own page leads to several, or to none."""
    name, _, rest = field.partition("/")
    if name in OF_A_PART:
        return f"{OF_A_PART[name]}/{rest.partition('/')[0]}" if rest else ""
    return _FORM_OF.get(field) or _FORM_OF.get(name, "")
