"""Ages that say nothing, or that hardly anybody means: a sentence asks, and stops nobody."""

from collections.abc import Iterable, Iterator

from directory.domain.eligibility import AgeRule, AgeUnit, WhoseAge
from directory.domain.facts import Change

OLDEST_MEANT, OLDEST_YOUNG, YOUNGEST_ADULT = 99, 30, 18
YOUNGEST_AGREEING, OLDEST_BEGINNING = 5, 25


def warn_of_change(change: Change) -> Iterator[str]:
    """Of a fact that tells ages, whichever it is."""
    if change.field == "age_rules":
        before = frozenset(change.before or ())
        yield from warn_of_rules(rule for rule in change.after or () if rule not in before)
    elif change.field == "confidentiality/agrees_alone_from":
        yield from warn_of_agreeing(change.after)


def warn_of_rules(rules: Iterable[AgeRule]) -> Iterator[str]:
    """A single school year is often meant, and so is any age of a parent."""
    for rule in rules:
        if rule.unit is AgeUnit.YEARS and rule.whose is WhoseAge.CHILD:
            yield from warn_of_ages(rule.minimum, rule.maximum)


def warn_of_ages(minimum: int | None, maximum: int | None) -> Iterator[str]:
    """Ages that say nothing, or that hardly anybody means."""
    if maximum == 0:
        yield "Up to 0 is for babies who are not 1 yet, and for nobody else. Do you mean it?"
    elif minimum is not None and minimum == maximum:
        yield f"From {minimum} to {maximum} is for people of {minimum}, and for nobody else. Do you mean it?"
    if (minimum or 0) == 0 and maximum is not None and maximum >= OLDEST_MEANT:
        yield "From 0 to 99 says that anyone may come. If you mean it, send it as it is. If not, say up to which age."
    elif minimum is not None and minimum > OLDEST_BEGINNING:
        yield f"From {minimum}: people come here to find help for somebody young. Do you mean it?"
    elif maximum is not None and maximum > OLDEST_YOUNG and (minimum or 0) < YOUNGEST_ADULT:
        yield f"Up to {maximum}: do you see grown-ups of that age as well? Many young people would rather know."


def warn_of_agreeing(age: int | None) -> Iterator[str]:
    """An age from which hardly anybody first agrees to help by themselves."""
    if age is not None and not YOUNGEST_AGREEING <= age <= OLDEST_BEGINNING:
        yield f"You wrote that people may agree to help by themselves from {age}. Do you mean it?"
