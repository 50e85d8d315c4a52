"""Reasons and ages in words: one set for the public, one for professionals."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from directory.domain.days import day_in_words
from directory.domain.eligibility import AgeRule, AgeUnit, AreaKind, Basis, Condition, WhoseAge
from directory.domain.judging import PARENTS, PROFESSIONALS
from directory.domain.places import BOARD_PREFIX
from directory.domain.taxonomy import Facet, Taxonomy
from directory.domain.verdicts import Judgement, Reason, ReasonCode, Verdict

PUBLIC = {
    ReasonCode.SUSPENDED: "This listing is being looked into, so we can't say it is open.",
    ReasonCode.CLOSED: "This service has closed.",
    ReasonCode.TEMPORARILY_CLOSED: "It is closed for now.",
    ReasonCode.AGE_OUTSIDE: "It is for {ages}.",
    ReasonCode.AREA_OUTSIDE: "It is for people {areas}.",
    ReasonCode.AUDIENCE_OUTSIDE: "It is only for {audiences}.",
    ReasonCode.NOT_TAKING_NEW_PEOPLE: "It is not taking new people at the moment{said_on}.",
    ReasonCode.AGE_NOT_TOLD_BY_SERVICE: "They have not told us what ages they see.",
    ReasonCode.AGE_NOT_TOLD_BY_YOU: "It is for {ages}.{ask_age}",
    ReasonCode.AGE_DEPENDS: "Check the age with them: it is for {ages}.",
    ReasonCode.AGE_READ_FROM_PROSE: "Their own words suggest {ages}, but nobody has checked that yet.",
    ReasonCode.AREA_NOT_TOLD_BY_SERVICE: "They have not told us which areas they cover.",
    ReasonCode.AREA_NOT_TOLD_BY_YOU: "It is for people {areas}. Is that you?",
    ReasonCode.AREA_DEPENDS: "Check the area with them: it is for people {areas}.",
    ReasonCode.AREA_READ_FROM_PROSE: "Their own words suggest people {areas}, but nobody has checked that yet.",
    ReasonCode.AUDIENCE_NOT_TOLD_BY_SERVICE: "They have not told us if it is only for some people.",
    ReasonCode.AUDIENCE_NOT_TOLD_BY_YOU: "It is only for {audiences}. Is that you?",
    ReasonCode.AUDIENCE_READ_FROM_PROSE: "It may be only for {audiences}. Nobody has checked that yet.",
    ReasonCode.MAY_HAVE_CHANGED: "This may have changed. Ask them who it is for now.",
    ReasonCode.STATUS_NOT_TOLD: "They have not told us if it is still running.",
    ReasonCode.TAKING_NOT_TOLD: "They have not told us if they have room for new people.",
    ReasonCode.NEEDS_READ_FROM_PROSE: "We worked out what it helps with from its own words. Check with them.",
    ReasonCode.AGE_FITS: "It is for {ages}.",
    ReasonCode.AREA_FITS: "It is for people {areas}.",
    ReasonCode.OPEN_TO_EVERYWHERE: "You can live anywhere.",
    ReasonCode.AUDIENCE_FITS: "It is made for {audiences}.",
    ReasonCode.OPEN_TO_ALL_AUDIENCES: "",
    ReasonCode.TAKING_NEW_PEOPLE: "It is taking new people{said_on}.",
}
PROFESSIONAL = PUBLIC | {
    ReasonCode.AGE_OUTSIDE: "Age outside range: {ages}.",
    ReasonCode.AREA_OUTSIDE: "Out of area: takes people {areas}.",
    ReasonCode.AUDIENCE_OUTSIDE: "Only for {audiences}.",
    ReasonCode.NOT_TAKING_NEW_PEOPLE: "Closed to new referrals{said_on}.",
    ReasonCode.AGE_NOT_TOLD_BY_SERVICE: "Age range not told us.",
    ReasonCode.AGE_NOT_TOLD_BY_YOU: "Age range: {ages}. Enter an age.",
    ReasonCode.AGE_DEPENDS: "Age range needs checking: {ages}.",
    ReasonCode.AGE_READ_FROM_PROSE: "Age range read from their text, unconfirmed: {ages}.",
    ReasonCode.AREA_NOT_TOLD_BY_SERVICE: "Catchment not told us.",
    ReasonCode.AREA_NOT_TOLD_BY_YOU: "Takes people {areas}: confirm.",
    ReasonCode.AREA_DEPENDS: "Takes people {areas}: check with them.",
    ReasonCode.AUDIENCE_NOT_TOLD_BY_SERVICE: "Restrictions to particular groups not told us.",
    ReasonCode.AUDIENCE_NOT_TOLD_BY_YOU: "Only for {audiences}: confirm.",
    ReasonCode.MAY_HAVE_CHANGED: "Criteria may have changed: an edit awaits review. Confirm with the service.",
    ReasonCode.STATUS_NOT_TOLD: "Whether it is still running: not told us.",
    ReasonCode.TAKING_NOT_TOLD: "Whether open to new referrals: not told us.",
    ReasonCode.NEEDS_READ_FROM_PROSE: "Presenting problems read from their text, unconfirmed.",
    ReasonCode.AGE_FITS: "In age range: {ages}.",
    ReasonCode.AREA_FITS: "In area: people {areas}.",
    ReasonCode.TAKING_NEW_PEOPLE: "Open to new referrals{said_on}.",
}
BASIS_WORDS = {
    Basis.LIVES_IN: "who live in {area}",
    Basis.GP_IN: "with a GP in {area}",
    Basis.SCHOOL_IN: "who go to school in {area}",
    Basis.LOOKED_AFTER_BY: "looked after by {area}",
    Basis.ANYONE: "from anywhere",
}
BASIS_OF_NAMED = {Basis.GP_IN: "with a GP at {area}", Basis.SCHOOL_IN: "who go to {area}"}
WHO_IS_MEANT = {WhoseAge.CHILD: "people", WhoseAge.PERSON_USING: "parents, carers or staff"}
# Who the person using it is, where the service is only for one of these.
WHO_ALONE = {PARENTS: "parents or carers", PROFESSIONALS: "staff"}
UNITED_KINGDOM = frozenset({"E92000001", "W92000004", "S92000003", "N92000002"})
# More than this many places in one sentence help nobody.
PLACES_NAMED = 6


@dataclass(frozen=True)
class Names:
    """What codes and slugs are called."""

    areas: Mapping[str, str]
    taxonomy: Taxonomy

    def area(self, code: str) -> str:
        name = self.areas.get(code, code)
        return f"the {name.removeprefix('NHS ')} NHS area" if code.startswith(BOARD_PREFIX) else name

    def list_areas(self, codes: frozenset[str]) -> list[str]:
        """The names of areas; all four nations together are the UK."""
        together = ["the UK"] if codes >= UNITED_KINGDOM else []
        return together + sorted(self.area(code) for code in codes - (UNITED_KINGDOM if together else frozenset()))


def word_reason(reason: Reason, names: Names, *, for_professionals: bool = False) -> str:
    """One reason as a sentence; empty when there is nothing worth saying."""
    template = (PROFESSIONAL if for_professionals else PUBLIC)[reason.code]
    return template.format_map({blank: fill(reason, names) for blank, fill in BLANKS.items() if f"{{{blank}}}" in template})


def word_judgement(judgement: Judgement, names: Names, *, for_professionals: bool = False) -> tuple[str, ...]:
    """The sentences for a verdict: what decided it first; what fits only where nothing rules it out."""
    deciding = sorted(judgement.deciding, key=_says_little)
    others = () if judgement.verdict is Verdict.NOT_FOR_YOU else judgement.reasons
    only = next((reason.audiences for reason in judgement.reasons if reason.audiences), ())
    reasons = [_with_audience(reason, only) for reason in dict.fromkeys((*deciding, *others))]
    worded = (word_reason(reason, names, for_professionals=for_professionals) for reason in reasons)
    return tuple(dict.fromkeys(sentence for sentence in worded if sentence))


def ages_in_words(rules: Iterable[AgeRule], names: Names, only: Iterable[str] = ()) -> str:
    """Like "people aged 11 to 18 or aged 19 to 25 (only care leavers)". `only`: the audiences a service keeps to."""
    ranges = {whose: [_age_rule_in_words(rule, names) for rule in rules if rule.whose is whose] for whose in WHO_IS_MEANT}
    alone = [WHO_ALONE[slug] for slug in only if slug in WHO_ALONE]
    who = WHO_IS_MEANT | ({WhoseAge.PERSON_USING: alone[0]} if len(alone) == 1 else {})
    return _join_or(f"{who[whose]} {_join_or(told)}" for whose, told in ranges.items() if told)


def areas_in_words(conditions: Iterable[Condition], names: Names) -> str:
    return _join_or(dict.fromkeys(_condition_in_words(condition, names) for condition in conditions))


def audiences_in_words(slugs: Iterable[str], names: Names) -> str:
    return _join_or(_lower_first(names.taxonomy.label(Facet.AUDIENCE, slug)) for slug in slugs)


def _age_rule_in_words(rule: AgeRule, names: Names) -> str:
    if rule.condition is None:
        return _range_in_words(rule)
    return f"{_range_in_words(rule)} (only {audiences_in_words([rule.condition], names)})"


def _range_in_words(rule: AgeRule) -> str:
    low, high = rule.minimum, rule.maximum
    years = rule.unit is AgeUnit.SCHOOL_YEARS
    if low is None and high is None:
        return "of any age"
    if low is None:
        return f"up to school year {high}" if years else f"aged {high} and under"
    if high is None:
        return f"in school year {low} and above" if years else f"aged {low} and over"
    if low == high:
        return f"in school year {low}" if years else f"aged {low}"
    return f"in school years {low} to {high}" if years else f"aged {low} to {high}"


def _condition_in_words(condition: Condition, names: Names) -> str:
    area = condition.area
    if area is None or condition.basis is Basis.ANYONE:
        return BASIS_WORDS[Basis.ANYONE] if condition.basis is Basis.ANYONE else "from some areas"
    if area.kind is AreaKind.MILES:
        return f"within {area.miles:g} miles of where it meets" if area.miles is not None else "who live near"
    named = area.kind is AreaKind.NAMED
    template = BASIS_OF_NAMED.get(condition.basis, "who go to {area}") if named else BASIS_WORDS[condition.basis]
    return template.format(area=_places_in_words(names.list_areas(area.codes)))


def _places_in_words(places: list[str]) -> str:
    if len(places) <= PLACES_NAMED:
        return _join_or(places)
    return ", ".join(places[:PLACES_NAMED]) + f" or {len(places) - PLACES_NAMED} more places"


def _join_or(parts: Iterable[str]) -> str:
    listed = [part for part in parts if part]
    if len(listed) < 2:
        return "".join(listed)
    return ", ".join(listed[:-1]) + " or " + listed[-1]


def _lower_first(label: str) -> str:
    keep = len(label) > 1 and label[1].isupper()
    return label if keep or label.split(" ")[0] in ("Black,", "Gypsy,", "Deaf") else label[:1].lower() + label[1:]


def _with_audience(reason: Reason, only: tuple[str, ...]) -> Reason:
    """A reason about ages that knows who the service is only for, so that both sentences speak of the same people."""
    return replace(reason, audiences=only) if reason.age_rules else reason


def _says_little(reason: Reason) -> bool:
    """That every age may come is no doubt to lead with."""
    return reason.code is ReasonCode.AGE_NOT_TOLD_BY_YOU and _is_any_age(reason.age_rules)


def _is_any_age(rules: Iterable[AgeRule]) -> bool:
    return any((rule.minimum, rule.maximum, rule.condition) == (None, None, None) for rule in rules)


def _ask_age(reason: Reason, names: Names) -> str:
    """What would make it surer: the young person's age, or whether the one asking is who it is for; of any age, nothing."""
    if any(rule.whose is WhoseAge.CHILD for rule in reason.age_rules):
        return "" if _is_any_age(reason.age_rules) else " Tell us your age to be surer."
    return " Is that you?"


# What may stand in a template, and how it is filled.
BLANKS: dict[str, Callable[[Reason, Names], str]] = {
    "ages": lambda reason, names: ages_in_words(reason.age_rules, names, reason.audiences),
    "ask_age": _ask_age,
    "areas": lambda reason, names: areas_in_words(reason.conditions, names),
    "audiences": lambda reason, names: audiences_in_words(reason.audiences, names),
    "said_on": lambda reason, names: f" (they said so on {day_in_words(reason.on)})" if reason.on else "",
}
