"""May this person use this service? One pure answer, used by every page, command and report."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from directory.domain.eligibility import (
    AgeRule,
    AgeUnit,
    Area,
    AreaKind,
    Audience,
    AudienceMode,
    Basis,
    Catchment,
    Condition,
    WhoseAge,
)
from directory.domain.kleene import Truth, all_of, any_of
from directory.domain.places import Place
from directory.domain.seeker import ADULT_AGE, Asking, Seeker
from directory.domain.services import Location, Status
from directory.domain.verdicts import REASON_ORDER, VERDICT_OF, Judgement, Reason, ReasonCode

# Telling one of these tells that the other does not hold; no other audience says anything about another.
OPPOSITES = {"girls": "boys", "boys": "girls"}
# What of a person each tie to an area looks at.
TIES = {
    Basis.LIVES_IN: "home",
    Basis.GP_IN: "gp",
    Basis.SCHOOL_IN: "school",
    Basis.LOOKED_AFTER_BY: "looked_after_by",
}
PARENTS = "parents-carers"
PROFESSIONALS = "professionals"
GROWN_UPS = frozenset({PARENTS, PROFESSIONALS})


class Judged(Protocol):
    """The facts of a service that a verdict may hang on: a `Service` has them, so has a slim listing."""

    @property
    def age_rules(self) -> tuple[AgeRule, ...] | None: ...
    @property
    def catchment(self) -> Catchment | None: ...
    @property
    def audiences(self) -> frozenset[Audience] | None: ...
    @property
    def status(self) -> Status | None: ...
    @property
    def taking_new_people(self) -> bool | None: ...
    @property
    def taking_new_people_on(self) -> date | None: ...
    @property
    def suspended(self) -> bool: ...
    @property
    def may_have_changed(self) -> bool: ...
    @property
    def unconfirmed(self) -> frozenset[str]: ...
    @property
    def locations(self) -> tuple[Location, ...]: ...


def judge(facts: Judged, seeker: Seeker) -> Judgement:
    """Say whether this person can use this service, must ask first, or cannot, and why.

    Rules of one kind join by OR, kinds by AND, in Kleene's logic: one definite no wins, then any unknown, the
    service's or the person's, is "ask first". A fact read from prose that nobody confirmed counts as unknown,
    and so does every age while the person's own is not told, even where all ages may come.
    """
    reasons = [kind(facts, seeker) for kind in (judge_age, judge_area, judge_audience)] + judge_others(facts, seeker)
    reasons.sort(key=lambda reason: REASON_ORDER[reason.code])
    return Judgement(VERDICT_OF[all_of(reason.truth for reason in reasons)], tuple(reasons))


def judge_age(facts: Judged, seeker: Seeker) -> Reason:
    rules = facts.age_rules
    if not rules:
        return Reason(ReasonCode.AGE_NOT_TOLD_BY_SERVICE, None)
    if "age_rules" in facts.unconfirmed:
        return Reason(ReasonCode.AGE_READ_FROM_PROSE, None, age_rules=rules)
    truths = [_age_rule_holds(rule, seeker) for rule in rules]
    truth = any_of(truths)
    if truth is False:
        return Reason(ReasonCode.AGE_OUTSIDE, False, age_rules=rules)
    that_may = tuple(rule for rule, holds in zip(rules, truths, strict=True) if holds is truth)
    if truth:
        return Reason(ReasonCode.AGE_FITS, True, age_rules=that_may)
    code = ReasonCode.AGE_NOT_TOLD_BY_YOU if _age_is_missing(rules, seeker) else ReasonCode.AGE_DEPENDS
    return Reason(code, None, age_rules=that_may)


def age_truth(facts: Judged, seeker: Seeker) -> Truth:
    """The truth `judge_age` comes to, without its reason."""
    if not facts.age_rules or "age_rules" in facts.unconfirmed:
        return None
    return any_of(_age_rule_holds(rule, seeker) for rule in facts.age_rules)


def age_as_read(facts: Judged, seeker: Seeker) -> Truth:
    """What the age rules come to where they were read from prose and nobody has confirmed them: it orders, never judges."""
    return any_of(_age_rule_holds(rule, seeker) for rule in facts.age_rules) if facts.age_rules else None


def judge_area(facts: Judged, seeker: Seeker) -> Reason:
    catchment = facts.catchment
    if catchment is None or not catchment.groups:
        return Reason(ReasonCode.AREA_NOT_TOLD_BY_SERVICE, None)
    conditions = tuple(dict.fromkeys(condition for group in catchment.groups for condition in group))
    if "catchment" in facts.unconfirmed:
        return Reason(ReasonCode.AREA_READ_FROM_PROSE, None, conditions=conditions)
    truths = {condition: condition_holds(condition, facts, seeker) for condition in conditions}
    truth = catchment_covers(catchment, truths.__getitem__)
    if truth is None:
        open_ones = tuple(condition for condition in conditions if truths[condition] is None)
        missing = all(_place_told(condition.basis, seeker) is None for condition in open_ones)
        code = ReasonCode.AREA_NOT_TOLD_BY_YOU if missing else ReasonCode.AREA_DEPENDS
        return Reason(code, None, conditions=open_ones)
    if truth and any(all(one.basis is Basis.ANYONE for one in group) for group in catchment.groups):
        return Reason(ReasonCode.OPEN_TO_EVERYWHERE, True)
    if truth:
        return Reason(ReasonCode.AREA_FITS, True, conditions=tuple(c for c in conditions if truths[c]))
    return Reason(ReasonCode.AREA_OUTSIDE, False, conditions=conditions)


def judge_others(facts: Judged, seeker: Seeker) -> list[Reason]:
    """Everything judged besides age, area and audience, which most services differ in."""
    return [reason for kind in OTHER_KINDS if (reason := kind(facts, seeker))]


def catchment_covers(catchment: Catchment, holds: Callable[[Condition], Truth]) -> Truth:
    """Any one group will do; within it every condition must hold."""
    return any_of(all_of(holds(condition) for condition in group) for group in catchment.groups)


def judge_audience(facts: Judged, seeker: Seeker) -> Reason:
    if facts.audiences is None:
        return Reason(ReasonCode.AUDIENCE_NOT_TOLD_BY_SERVICE, None)
    only = tuple(sorted(audience.slug for audience in facts.audiences if audience.mode is AudienceMode.ONLY))
    if "audiences" in facts.unconfirmed:
        code = ReasonCode.AUDIENCE_READ_FROM_PROSE if only else ReasonCode.AUDIENCE_NOT_TOLD_BY_SERVICE
        return Reason(code, None, audiences=only)
    if not only:
        return Reason(ReasonCode.OPEN_TO_ALL_AUDIENCES, True)
    truth = any_of(_circumstance_holds(slug, seeker) for slug in only)
    code = {
        True: ReasonCode.AUDIENCE_FITS,
        None: ReasonCode.AUDIENCE_NOT_TOLD_BY_YOU,
        False: ReasonCode.AUDIENCE_OUTSIDE,
    }[truth]
    return Reason(code, truth, audiences=only)


def audience_truth(facts: Judged, seeker: Seeker) -> Truth:
    """The truth `judge_audience` comes to, without its reason."""
    if facts.audiences is None or "audiences" in facts.unconfirmed:
        return None
    only = [audience.slug for audience in facts.audiences if audience.mode is AudienceMode.ONLY]
    return any_of(_circumstance_holds(slug, seeker) for slug in only) if only else True


def judge_status(facts: Judged, seeker: Seeker) -> Reason | None:
    """Open at all? Says nothing while it is."""
    if facts.status is None or "status" in facts.unconfirmed:
        return Reason(ReasonCode.STATUS_NOT_TOLD, None)
    if facts.status is Status.ACTIVE:
        return None
    temporary = facts.status is Status.TEMPORARILY_CLOSED
    return Reason(ReasonCode.TEMPORARILY_CLOSED if temporary else ReasonCode.CLOSED, False)


def judge_capacity(facts: Judged, seeker: Seeker) -> Reason:
    on = facts.taking_new_people_on
    if facts.taking_new_people is None or "taking_new_people" in facts.unconfirmed:
        return Reason(ReasonCode.TAKING_NOT_TOLD, None)
    if facts.taking_new_people:
        return Reason(ReasonCode.TAKING_NEW_PEOPLE, True, on=on)
    return Reason(ReasonCode.NOT_TAKING_NEW_PEOPLE, False, on=on)


def judge_suspension(facts: Judged, seeker: Seeker) -> Reason | None:
    return Reason(ReasonCode.SUSPENDED, False) if facts.suspended else None


def judge_waiting_change(facts: Judged, seeker: Seeker) -> Reason | None:
    """An edit that shuts somebody out waits for review: until then nobody is told a plain yes."""
    return Reason(ReasonCode.MAY_HAVE_CHANGED, None) if facts.may_have_changed else None


def judge_needs_mark(facts: Judged, seeker: Seeker) -> Reason | None:
    """Needs are not judged, but needs guessed from prose keep a listing at "ask first"."""
    return Reason(ReasonCode.NEEDS_READ_FROM_PROSE, None) if "needs" in facts.unconfirmed else None


OTHER_KINDS: tuple[Callable[[Judged, Seeker], Reason | None], ...] = (
    judge_status,
    judge_capacity,
    judge_suspension,
    judge_waiting_change,
    judge_needs_mark,
)


def _age_rule_holds(rule: AgeRule, seeker: Seeker) -> Truth:
    in_range = _in_range(rule, _span_for(rule, seeker))
    return in_range if rule.condition is None else all_of((in_range, _circumstance_holds(rule.condition, seeker)))


def _span_for(rule: AgeRule, seeker: Seeker) -> tuple[int, int] | None:
    if rule.whose is WhoseAge.PERSON_USING:
        return seeker.asking_age_span
    return seeker.school_year_span if rule.unit is AgeUnit.SCHOOL_YEARS else seeker.age_span


def _in_range(rule: AgeRule, span: tuple[int, int] | None) -> Truth:
    """Is everyone of this span inside the range? Unknown when only some are, or when no age was told."""
    if span is None:
        return None
    youngest, oldest = span
    from_youngest = rule.minimum is None or youngest >= rule.minimum
    to_oldest = rule.maximum is None or oldest <= rule.maximum
    if from_youngest and to_oldest:
        return True
    too_young = rule.minimum is not None and oldest < rule.minimum
    too_old = rule.maximum is not None and youngest > rule.maximum
    return False if too_young or too_old else None


def _age_is_missing(rules: tuple[AgeRule, ...], seeker: Seeker) -> bool:
    return all(_span_for(rule, seeker) is None for rule in rules)


def _circumstance_holds(slug: str, seeker: Seeker) -> Truth:
    """Known only when told; telling "my child" or "me" also tells who is a parent or a professional."""
    if slug in seeker.circumstances:
        return True
    if OPPOSITES.get(slug) in seeker.circumstances:
        return False
    if slug == PARENTS and seeker.asking is Asking.MY_CHILD:
        return True
    if slug == PROFESSIONALS and seeker.asking is Asking.SOMEONE_I_WORK_WITH:
        return True
    span = seeker.age_span
    if slug in GROWN_UPS and seeker.asking is Asking.ME and span and span[1] < ADULT_AGE:
        return False
    return None


def _place_told(basis: Basis, seeker: Seeker) -> Place | str | None:
    told: Place | str | None = getattr(seeker, TIES[basis])
    return told


def condition_holds(condition: Condition, facts: Judged, seeker: Seeker) -> Truth:
    """Does one condition of a catchment hold? `facts` matter only to a rule in miles."""
    if condition.basis is Basis.ANYONE:
        return True
    told = _place_told(condition.basis, seeker)
    if told is None or condition.area is None:
        return None
    if isinstance(told, str):
        return told in condition.area.codes if condition.area.kind is AreaKind.LOCAL_AUTHORITY else None
    return _place_is_in(told, condition.area, facts)


def _place_is_in(place: Place, area: Area, facts: Judged) -> Truth:
    if area.kind is AreaKind.NAMED:
        return None
    if area.kind is AreaKind.MILES:
        return _within_miles(place, area, facts)
    if area.kind is AreaKind.DISTRICTS:
        return _in_districts(place, area.codes)
    return place.is_in(area.codes)


def _in_districts(place: Place, outcodes: frozenset[str]) -> Truth:
    """Of a council, only what is true of every district it touches is known."""
    if place.outcode is not None:
        return place.outcode in outcodes
    if not place.outcodes or not place.outcodes.isdisjoint(outcodes):
        return True if place.outcodes and place.outcodes <= outcodes else None
    return False


def _within_miles(place: Place, area: Area, facts: Judged) -> Truth:
    """Only from an unmasked point, and only as sure as the place itself is: a district has a size."""
    centre = next((one.point for one in facts.locations if one.id == area.location_id and not one.masked), None)
    distance = place.miles_to(centre)
    if distance is None or area.miles is None:
        return None
    if distance + place.radius_miles <= area.miles:
        return True
    return False if distance - place.radius_miles > area.miles else None
