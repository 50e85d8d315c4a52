"""Every form of a listing: what it is called, where it is, and which facts are changed on it."""

from dataclasses import dataclass

from directory.providers.groups import GROUPS as OTHER_GROUPS
from directory.providers.words import WORDS

GROUPS = WORDS | OTHER_GROUPS
OF_A_PART = "/*"


@dataclass(frozen=True)
class Form:
    """`path` is below the listing's address; with a star at its end there is one for each way to reach it, or address."""

    path: str
    title: str
    facts: tuple[str, ...]


def _of(name: str, *facts: str) -> tuple[str, ...]:
    return tuple(f"{name}/{fact}" for fact in facts)


FORMS = (
    *(Form(f"facts/{slug}", group.title, group.facts) for slug, group in GROUPS.items()),
    Form("ages", "Which ages you see", ("age_rules",)),
    Form("area", "Where people must live", ("catchment",)),
    Form("told", "Will anyone find out?", _of("confidentiality", "parents", "school", "gp", "agrees_alone_from", "anonymous",
                                              "note")),
    Form("waits", "How long people wait", ("waits",)),
    Form("closed", "Closed for now", ("status", "opens_again_on")),
    Form("ended", "Closed for good", ("status", "threshold/try_instead")),
    Form("new-people", "Taking new people", ("taking_new_people", "taking_new_people_on")),
    Form("alert", "An alert", ("alert",)),
    Form("contact", "A new way to reach you", ("contact_points",)),
    Form("contact/*", "A way to reach you", _of("contact_points", "value", "label", "is_free", "anonymous", "leaves_trace",
                                                "professionals_only", "consent_recorded")),
    Form("hours/*", "When you are there", _of("contact_points", "schedules")),
    Form("dead/*", "A way to reach you that is gone", ("contact_points",)),
    Form("address", "A new address", ("locations",)),
    Form("address/*", "An address", _of("locations", "name", "address", "city", "postcode", "point", "step_free",
                                        "accessible_toilet", "hearing_loop", "quiet_space", "access_note", "masked")),
    Form("left/*", "An address you have left", ("locations",)),
)  # fmt: skip


def title_of(path: str) -> str:
    """What the form at a path is called."""
    whole = path.partition("/")[0] + OF_A_PART
    return next((form.title for form in FORMS if form.path in (path, whole)), "A form")
