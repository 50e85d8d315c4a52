"""What a listing says, form by form: the questions, in words that those who answer them use."""

from collections.abc import Iterable, Sequence

from directory.domain.eligibility import Audience, AudienceMode
from directory.domain.services import Cost, CostKind, Sector, Service, SinglePoint
from directory.domain.taxonomy import Facet
from directory.domain.web_addresses import read_web_address
from directory.providers.answers import (
    RATHER_NOT,
    coming_day_question,
    needs_question,
    one_of,
    read_languages,
    some_of,
    yes_or_no,
)
from directory.providers.questions import Group, Look, Question, Section, Told, group_of, text_or_none
from directory.web.access import get_taxonomy
from directory.web.filters import listed

COSTS = {CostKind.FREE: "It is free", CostKind.PAY: "People pay", CostKind.DEPENDS: "It depends"}
SECTORS = {Sector.STATUTORY: "The NHS, a council or a school", Sector.VOLUNTARY: "A charity, a community group or a company"}
EVERYONE, SOME = "everyone", "only"


def read_name(typed: str) -> str:
    if not typed:
        raise ValueError("Enter what it is called")
    return " ".join(typed.split())


def _read_address(typed: str) -> str | None:
    return read_web_address(typed) if typed else None


def _whom() -> Sequence[Section]:
    return (("", ((EVERYONE, "Everyone in the ages you see"), (SOME, "Only the people ticked below"), RATHER_NOT)),)


def _told_audiences(service: Service, fields: Iterable[str]) -> Told:
    told = service.audiences or frozenset()
    only, welcome = (_slugs(told, mode) for mode in (AudienceMode.ONLY, AudienceMode.WELCOMING))
    whom = "" if service.audiences is None else SOME if only else EVERYONE
    return {"audiences/whom": whom, "audiences/only": only, "audiences/welcoming": welcome}


def _slugs(told: Iterable[Audience], mode: AudienceMode) -> frozenset[str]:
    return frozenset(one.slug for one in told if one.mode is mode)


def _read_whom(typed: str) -> str:
    return typed if typed in (EVERYONE, SOME) else ""


def _with_audiences(service: Service, told: Told) -> Service:
    only, welcome = (told[f"audiences/{name}"] or frozenset() for name in ("only", "welcoming"))
    made = [Audience(slug, AudienceMode.ONLY) for slug in (only if told["audiences/whom"] == SOME else ())]
    made += [Audience(slug, AudienceMode.WELCOMING) for slug in welcome - {one.slug for one in made}]
    untold = not told["audiences/whom"] and not made
    return _replaced(service, "audiences", None if untold else frozenset(made))


def _with_cost(service: Service, told: Told) -> Service:
    kind = told["cost/kind"]
    return _replaced(service, "cost", Cost(kind, told["cost/note"]) if kind else None)


def _with_front_door(service: Service, told: Told) -> Service:
    """Whoever tells anything of it is one."""
    parts = [told[f"single_point/{name}"] for name in ("takes", "does_not_take", "passes_on")]
    is_one = any(part is not None for part in parts)
    return _replaced(service, "single_point", SinglePoint(*parts) if is_one else None)


def _replaced(service: Service, name: str, value: object) -> Service:
    return type(service)(**{**vars(service), name: value})


GROUPS = {
    "name": group_of(
        "What it is called",
        "The name that people know it by, without the name of your organisation if it can stand alone.",
        Question("name", "Name", read=read_name, longest=120),
    ),
    "needs": group_of(
        "What you help with",
        "This is how young people find you: they search for what is wrong, in their own words.",
        needs_question(),
    ),
    "help": group_of(
        "What kind of help it is, and how it is given",
        "Many cannot travel, or would rather not talk. Say every way that you really offer.",
        some_of("kinds", "What kind of help is it?", Facet.KIND),
        some_of("how", "How do you meet or talk?", Facet.HOW),
    ),
    "routes": group_of(
        "Ways to ask for help",
        "Who may ask for it? If young people can ask for themselves, say so: many think that they cannot.",
        some_of("routes", "Who can ask?", Facet.ROUTE, "Tick every way that works."),
    ),
    "audiences": Group(
        "Whom it is made for",
        "“Only” keeps all others out. “Welcome” says that somebody has thought of them, and keeps nobody out.",
        (
            Question("audiences/whom", "Who can come?", look=Look.ONE, read=_read_whom, sections=_whom),
            some_of("audiences/only", "Only for", Facet.AUDIENCE, "Leave this empty if everyone can come."),
            some_of("audiences/welcoming", "Specially welcome", Facet.AUDIENCE, "Tick only those you have prepared for."),
        ),
        ("audiences",),
        _told_audiences,
        _with_audiences,
    ),
    "languages": group_of(
        "Languages",
        "Some families ask nobody because they fear that they will not be understood.",
        Question(
            "languages",
            "Languages that your own people speak",
            "With commas, like: English, Polish, British Sign Language",
            read=read_languages,
            write=lambda told: listed(list(told), "and") if told else "",
        ),
        yes_or_no("interpreters", "Can you bring in an interpreter?"),
    ),
    "cost": Group(
        "What it costs",
        "If it is free, say so: many think that help costs money.",
        (
            one_of("cost/kind", "What does it cost?", CostKind, COSTS),
            Question(
                "cost/note",
                "More about the cost",
                "Like: £5 a time, free if you get free school meals. You can leave this empty.",
                Look.LINES,
                is_public=True,
            ),
        ),
        ("cost",),
        together=_with_cost,
    ),
    "website": group_of(
        "Website",
        "The page about this service, not the first page of your organisation, if there is one.",
        Question("url", "Web address", "Like https://example.org/young-people", read=_read_address, longest=500),
        is_contact=True,
    ),
    "money": group_of(
        "How long it is paid for",
        "If the money ends on a day, people see that day. It goes from the page by itself.",
        coming_day_question("ends_on", "The last day that is paid for", "Leave it empty if no end is known."),
    ),
    "camhs": group_of(
        "Beside CAMHS",
        "CAMHS are the NHS teams for young people’s mental health. Many wait for them, or were told no.",
        yes_or_no("usable_while_waiting", "Can people use it while they wait for CAMHS, or beside it?"),
        yes_or_no("takes_refused", "Can people use it after CAMHS said no?"),
    ),
    "front-door": Group(
        "If you are a front door",
        "A front door looks at what somebody needs and finds the right team (a “single point of access”). Most "
        "services are none: then leave this empty.",
        (
            Question("single_point/takes", "What do you take?", look=Look.LINES, is_public=True),
            Question("single_point/does_not_take", "What do you not take?", look=Look.LINES, is_public=True),
            yes_or_no("single_point/passes_on", "Do you pass people on yourselves?", "“No” means that they must ask again."),
        ),
        ("single_point",),
        together=_with_front_door,
    ),
    "professionals": group_of(
        "For GPs, schools and social workers",
        "They read these in place of the plain words. Here, professional words are right.",
        Question(
            "threshold/for_professional", "Your threshold: who it is for", look=Look.LINES, read=text_or_none, longest=1_000
        ),
        Question("threshold/not_for_professional", "Who you do not take", look=Look.LINES, longest=1_000),
    ),
    "advice": group_of(
        "Advice for professionals",
        "A number or address where a GP or a teacher can talk a worry over before they send anybody.",
        Question("advice_line", "Advice line", "With its hours, like: 01632 960001, weekdays 9am to 5pm", longest=200),
        is_contact=True,
    ),
    "place": group_of(
        "Its place among other help",
        "This is how searches sort it. If you are not sure, leave it: an editor knows.",
        one_of("sector", "Who runs it?", Sector, SECTORS),
        some_of("level", "How much help is it?", Facet.LEVEL),
        Question(
            "nhs_role",
            "Its part in the local NHS help",
            look=Look.ONE,
            read=lambda typed: typed if get_taxonomy().has(Facet.NHS_ROLE, typed) else None,
            sections=lambda: (("", [*((term.slug, term.label) for term in get_taxonomy().of(Facet.NHS_ROLE)), RATHER_NOT]),),
        ),
    ),
}
