"""Professional words, explained where they stand: the first time each is met in a text."""

import re

from markupsafe import Markup, escape

MEANINGS = {
    "CAMHS": "NHS mental health teams for children and young people",
    "CYPMHS": "NHS mental health teams for children and young people",
    "CBT": "a talking therapy that looks at thoughts, feelings and what you do",
    "DBS": "a police check on people who work with children",
    "EBSA": "when feelings make it too hard to go to school",
    "EHCP": "a plan for extra help at school and beyond",
    "MHST": "a mental health team that works in schools",
    "ADHD": "when it is hard to keep still or to keep your mind on one thing",
    "ARFID": "when it is hard to eat enough, or enough kinds of food",
    "CYP": "children and young people",
    "DBT": "a talking therapy for feelings that get too big",
    "EMDR": "a therapy for bad memories",
    "IAPT": "NHS talking therapies for adults",
    "OCD": "thoughts that will not leave you alone, and things you feel you must do",
    "PTSD": "when something very bad that happened keeps coming back",
    "psychosis": "hearing or seeing things that others do not, or feeling sure of things that are not so",
    "psychiatrist": "a doctor for the mind",
    "triage": "looking at who needs to be seen first",
    "PALS": "the people in the NHS who help with complaints",
    "SEMH": "feelings, friendships and mental health, in school words",
    "SENCO": "the teacher in charge of extra help at school",
    "SEND": "special needs at school, or a disability",
    "SEN": "special needs at school",
    "referral": "asking a service to see you",
    "assessment": "a first talk about what would help",
    "safeguarding": "keeping people safe from harm",
}
_ANY = re.compile(r"\b(" + "|".join(map(re.escape, sorted(MEANINGS, key=len, reverse=True))) + r")\b")


def explained(text: str | None) -> Markup:
    """The text, with what each hard word means in brackets after it, once."""
    seen: set[str] = set()

    def explain(match: re.Match[str]) -> str:
        word = match[1]
        if word in seen:
            return word
        seen.add(word)
        return f'{word} <span class="gloss">({escape(MEANINGS[word])})</span>'

    return Markup(_ANY.sub(explain, str(escape(text or ""))))  # noqa: S704  # escaped one line above
