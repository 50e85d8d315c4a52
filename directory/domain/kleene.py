"""Kleene's three-valued logic: True, False and None for "we do not know"."""

from collections.abc import Iterable

Truth = bool | None


def all_of(truths: Iterable[Truth]) -> Truth:
    """AND: one definite no decides; otherwise one unknown leaves it unknown."""
    answer: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            answer = None
    return answer


def any_of(truths: Iterable[Truth]) -> Truth:
    """OR: one definite yes decides; otherwise one unknown leaves it unknown. None of nothing is False."""
    answer: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            answer = None
    return answer
