"""Whom the words about danger are for: the one who reads them, or somebody they ask for."""

from directory.domain.meaning import About
from directory.domain.seeker import Asking


def whose_danger(in_danger: About | None, ticked: Asking | None, about: About) -> About:
    """Words that plainly say who is in danger come first, then whom the search was said to be for, then what it is about.

    “I want to die” is answered to whoever wrote it, and “my friend took an overdose” is about the friend, whatever was
    ticked beside it.
    """
    if in_danger:
        return in_danger
    if ticked:
        return About.SELF if ticked is Asking.ME else About.SOMEONE_ELSE
    return about
