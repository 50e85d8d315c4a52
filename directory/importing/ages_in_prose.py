"""Ages read out of a provider's own sentences: "13 to 25 years", "under 18s", "16+".

What is found is never more than a suggestion, so where a phrase may be read in two ways the wider is taken: "over 16"
is 16 and over. A number only counts as an age when the words around it say so; times, prices, telephone numbers,
lengths ("for 16 weeks"), sizes ("over 30 volunteers") and "older people" give nothing.
"""

import re
from collections.abc import Iterable, Iterator

from directory.domain.eligibility import AgeRule, AgeUnit

OLDEST_TOP = 99  # "0 to 100" and "0 to 120" are a form's way of saying that there is no upper age
OLDEST_BOTTOM = 90
YOUNGEST_TOP_OF_YEARS = 11  # "13 to 25 years" is an age, "for 2 to 3 years" is how long
OLDEST_SCHOOL_YEAR = 13
READ_AT_MOST = 20_000

WORDS_OF_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)

# A whole number that is no part of a price, a time, a date, a telephone number or a decimal.
_BEFORE = r"(?<![\d£$€.:/#])"
_AFTER = r"(?!\d|[.,:]\d|%|\s?(?:st|nd|rd|th|am|pm)\b)"
_LOW, _HIGH, _ONE = (rf"{_BEFORE}(?P<{name}>\d{{1,3}}){_AFTER}" for name in ("low", "high", "one"))
_LOW, _ONE = (rf"(?<!\d[ -]){number}" for number in (_LOW, _ONE))
_TO = r"\s?(?:-|to|until|till|up to|through|and)\s?"
_DASH = r"\s?(?:-|to|until|up to)\s?"
_YEARS = r"(?:[\s-]?(?:years?|yrs?)\b\.?)"
_OLD = rf"(?:{_YEARS}?[\s-]?(?:olds?\b|of age\b)|[\s-]?y/?os?\b)"
_AGED = (
    r"\b(?:aged?|ages|age[\s-]?(?:range|group|groups|band)s?)\b"
    r"\s?(?:is|are|of|from|between|:|-)?\s?(?:the )?(?:ages? of )?\(?"
)
_PERSON = (
    r"\b(?:people|persons?|children|child|teenagers?|teens?|adolescents?|youths?|girls?|boys?|pupils?|students?|women|men|"
    r"males?|females?|adults?|anyone|everyone|somebody|someone|those|individuals|kids|young adults?|carers?|parents)\b"
)
_UNITS = (
    r"(?!\s?(?:weeks?|months?|hours?|hrs?|minutes?|mins?|days?|miles?|sessions?|people|persons?|places|members|children|"
    r"noon|midnight|o'clock|percent|per cent|p\b|k\b|million|volunteers|staff|clubs|groups|families|pounds))"
)
_FROM_BIRTH = (
    r"\b(?:from |between )?(?:birth|newborns?|infants?|infancy|babies) ?(?:-|to|until|up to|through|and) ?"
    r"(?:the )?(?:ages?(?: of)? )?"
)
_END = (
    r"(?=\s*(?:$|[.,;:!?)\]\n&/|-]"
    r"|(?:and|or|who|with|in|living|only|years?|yrs?|old|olds|of age|from|across|can|to|at|for|if|depending|where)\b))"
)
_OR_OVER = r"\s?(?:and|or|&|/)\s?(?:over|above|older|up|upwards?|onwards?|beyond)\b"
_UNDER = r"\b(?:under|below|younger than|less than)[\s-]?"
_OVER = r"\b(?:over|above|older than)[\s-]?"
_THE_AGE = r"(?:the )?ages?(?: of)? "
_NOT_A_LIMIT = (
    r"(?!'?s?\s(?:\w+\s){0,2}?"
    r"(?:must be accompanied|need to be accompanied|(?:go |are |get in |is )?free\b|half price))"
)
_NOT_A_LENGTH = r"(?! (?:experience|ago|funding|programme|plan|course|later)\b)"
_PLUS_ENDS = r"(?=\s*(?:$|[.,;:!?)\]\n&/|-]|(?:years?|yrs?|only|and|or|who|with|in)\b))"
_STOPS = r"(?=\W*$|,|\.| up| on)"
_AGE_OF = r"(?:the )?(?:ages?(?: of)? )?"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("no younger", rf"\b(?:not|no|non|excluding|except|never)\b (?:\w+ ){{0,5}}?{_UNDER}(?:{_THE_AGE})?{_ONE}"),
    ("months", rf"{_LOW}\s?(?:months?|weeks?|wks?|mths?)(?: old)?{_TO}{_HIGH}(?:{_OLD}|{_YEARS})"),
    ("range", rf"{_AGED}{_LOW}{_YEARS}?(?: old)?{_TO}(?:age )?{_HIGH}{_UNITS}"),
    ("range", rf"{_LOW}-?(?:{_OLD}|{_YEARS})?{_TO}{_HIGH}{_OLD}"),
    ("range of years", rf"{_LOW}{_YEARS}?{_DASH}{_HIGH}{_YEARS}{_NOT_A_LENGTH}"),
    ("range", rf"{_PERSON},?\s?\(?\s?(?:from )?{_LOW}{_DASH}{_HIGH}{_UNITS}"),
    ("range", rf"{_LOW}-{_HIGH}s?\s(?:(?:young|vulnerable|disabled) )?{_PERSON}"),
    ("range", rf"\bbetween (?:the ages? of )?{_LOW}{_YEARS}?(?: and |-| to ){_HIGH}{_UNITS}{_END}"),
    ("range", rf"^\W*{_LOW}{_DASH}{_HIGH}(?:{_OLD}|{_YEARS})?\W*$"),
    ("from", rf"(?:{_AGED})?{_ONE}(?:{_OLD}|{_YEARS})*{_OR_OVER}(?!\s\d)"),
    ("from", rf"{_ONE}(?:{_OLD}|{_YEARS})?\s?(?:\+|plus\b){_PLUS_ENDS}"),
    ("from", rf"(?:{_AGED}){_ONE}\s?\+"),
    ("from", rf"{_OVER}{_THE_AGE}{_ONE}"),
    ("from", rf"{_OVER}(?:the )?{_ONE}(?:'?s\b|{_OLD})"),
    ("from", rf"(?:{_PERSON}|\baged?) (?:who are |aged )?{_OVER}{_ONE}{_UNITS}{_END}"),
    ("from", rf"^\W*{_OVER}{_ONE}\W*$"),
    ("from", rf"\bfrom (?:the age of |age |ages )?{_ONE}(?:{_OLD}|{_YEARS})(?! (?:ago|experience))"),
    ("from", rf"\b(?:from (?:the )?age(?: of)?|minimum age(?: is| of|:)?|at least) {_ONE}(?:{_OLD}|{_YEARS}|{_STOPS})"),
    ("from", rf"\bfrom {_ONE} (?:upwards?|onwards?|and up)"),
    ("under", rf"{_UNDER}{_THE_AGE}{_ONE}{_NOT_A_LIMIT}"),
    ("under", rf"{_UNDER}{_ONE}(?:'?s\b|{_OLD}|{_YEARS}){_NOT_A_LIMIT}"),
    ("under", rf"{_UNDER}{_ONE}{_UNITS}{_NOT_A_LIMIT}{_END}"),
    ("up to", rf"{_ONE}(?:{_OLD}|{_YEARS})?\s?(?:and|or|&)\s(?:under|younger|below)\b"),
    ("up to", rf"(?<!aged )\bup to (?:and including )?{_AGE_OF}{_ONE}(?:'?s\b|{_OLD}|{_YEARS})(?! (?:ago|funding))"),
    ("up to", rf"(?:^\W*|[(,]\s?|{_PERSON} (?:aged )?)up to (?:and including )?{_ONE}{_UNITS}{_END}"),
    ("up to", rf"\bup to (?:and including )?(?:the )?ages?(?: of)? {_ONE}{_UNITS}{_END}"),
    ("from", rf"{_ONE}(?:{_OLD}|{_YEARS})? ?(?:-|to|into|through) ?(?:adults?|adulthood)\b"),
    ("from", rf"{_OVER}(?:the )?{_ONE} age groups?\b"),
    ("single", rf"{_ONE}[\s-](?:years?|yrs?)[\s-]olds\b"),
    ("single", rf"{_PERSON} (?:aged )?{_ONE}[\s-](?:years?|yrs?)[\s-]old\b"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)

_SCHOOL_YEARS = (
    re.compile(
        r"\b(?:school )?(?:years?|yrs?|year groups?) ?(?P<low>\d{1,2})'?s? ?(?:-|to|and|until|through|up to|&) ?"
        r"(?:years?|yrs?|y)? ?(?P<high>\d{1,2})'?s?\b(?! ?(?:years|yrs|year)\b)"
    ),
    re.compile(r"\by(?P<low>\d{1,2}) ?(?:-|to) ?y?(?P<high>\d{1,2})\b"),
    re.compile(r"\b(?:school year|pupils in year|students in year|in school years?) (?P<one>\d{1,2})\b"),
    re.compile(r"\b(?P<low>reception)(?: class)? ?(?:-|to|until|through|up to) ?year ?(?P<high>\d{1,2})\b"),
)  # fmt: skip
_EVERYBODY = re.compile(
    r"(?<!adults of )\b(?:all ages(?! (?:from|between|of|\d))|any age(?! (?:from|between|\d))"
    r"|every age|ages? (?:0|birth) (?:and|or) (?:over|up)|regardless of age)\b"
)
_CONDITIONS = (
    (
        re.compile(r"\b(?:send|sen|ehcps?|special (?:educational )?needs|disabilit\w+|disabled|learning difficult\w+)\b"),
        "send",
    ),
    (re.compile(r"\b(?:care leavers?|leaving care|care[- ]experienced)\b"), "care-leavers"),
)
_ONLY_IF = re.compile(r"\b(?:if|when|where|unless)\b[^,.]{0,40}$")
_DEPENDS = re.compile(r"^\W*(?:\w+\W+){0,3}?(?:depending|circumstances|some cases|certain)")


def ages_in(text: str) -> tuple[AgeRule, ...] | None:
    """Every range of ages the text names, youngest first, or None when it names none."""
    plain = _plain(text[:READ_AT_MOST])
    years = [rule for sentence in _sentences(plain) for rule in _rules_of(sentence)]
    everybody = [AgeRule()] if _EVERYBODY.search(plain) else []
    return _widest(years + everybody + list(_school_years(plain))) or None


def _plain(text: str) -> str:
    """Lower case, one kind of dash, numbers in figures, "birth" as nought."""
    plain = re.sub(r"[–—−‐‑]+", "-", text.lower()).replace("’", "'").replace("\xa0", " ")
    plain = re.sub(r"(\d)\s?-\s?\+\s?-\s?(\d)", r"\1-\2", plain)
    for number, word in enumerate(WORDS_OF_NUMBERS):
        plain = re.sub(rf"\b{word}(?=s\b|\b)(?!-)", str(number), plain) if word in plain else plain
    plain = re.sub(rf"{_FROM_BIRTH}(?=\d)", "aged 0-", plain)
    return re.sub(r"[ \t]+", " ", plain)


def _sentences(plain: str) -> Iterable[str]:
    return [part for part in re.split(r"(?<=[.!?;])\s+|\n+|\*|•", plain) if any(char.isdigit() for char in part)]


def _rules_of(sentence: str) -> Iterator[AgeRule]:
    """The ages of one sentence; words that gave one age are not read again for another."""
    left, found = sentence, list[tuple[int, str, re.Match[str]]]()
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(left):
            found.append((match.start(), kind, match))
        left = pattern.sub(lambda match: "\0" * len(match[0]), left)
    first: AgeRule | None = None
    for _, kind, match in sorted(found, key=lambda one: one[0]):
        rule = _rule(kind, match, after=sentence[match.end() :], first=first)
        if rule is not None:
            first = first or rule
            yield rule


def _rule(kind: str, match: re.Match[str], *, after: str, first: AgeRule | None) -> AgeRule | None:
    if kind in ("range", "range of years", "months"):
        return _range(kind, int(match["low"]), int(match["high"]), match)
    age = int(match["one"])
    if kind == "under" and _ONLY_IF.search(match.string[: match.start()]):
        return None
    if age > OLDEST_BOTTOM or (kind in ("under", "up to") and not 2 <= age <= OLDEST_TOP):
        return None
    if kind == "up to" and first is not None and first.maximum is not None and first.maximum < age:
        return _extended(first, age, after)
    return {
        "from": AgeRule(age, None),
        "no younger": AgeRule(age, None),
        "under": AgeRule(None, age - 1),
        "up to": AgeRule(None, age),
        "single": AgeRule(age, age),
    }[kind]


def _range(kind: str, low: int, high: int, match: re.Match[str]) -> AgeRule | None:
    if kind == "months":
        low = low // 12 if "month" in match[0] or "mth" in match[0] else 0
    if low >= high or low > OLDEST_BOTTOM:
        return None
    if kind == "range of years" and high < YOUNGEST_TOP_OF_YEARS and re.search(r"\bfor\s$", match.string[: match.start()]):
        return None
    return AgeRule(low, high if high <= OLDEST_TOP else None)


def _extended(first: AgeRule, maximum: int, after: str) -> AgeRule | None:
    """ "11 to 18, up to 25 with SEND": the same start, a later end, and only for them."""
    if _DEPENDS.search(after):
        return None
    condition = next((slug for pattern, slug in _CONDITIONS if pattern.search(after[:80])), None)
    return AgeRule(first.minimum, maximum, condition=condition)


def _school_years(plain: str) -> Iterator[AgeRule]:
    for pattern in _SCHOOL_YEARS:
        for match in pattern.finditer(plain):
            given = match.groupdict()
            low = 0 if given.get("low") == "reception" else int(given.get("low") or given["one"])
            high = int(given.get("high") or low)
            if low <= high <= OLDEST_SCHOOL_YEAR:
                yield AgeRule(low, high, AgeUnit.SCHOOL_YEARS)


def _widest(rules: Iterable[AgeRule]) -> tuple[AgeRule, ...]:
    """Each range once, without those that another holds whole, youngest first."""
    different = list(dict.fromkeys(rules))
    kept = [one for one in different if not any(other != one and _holds(other, one) for other in different)]
    return tuple(sorted(kept, key=lambda rule: (rule.unit, rule.minimum or 0, rule.maximum or OLDEST_TOP)))


def _holds(wide: AgeRule, narrow: AgeRule) -> bool:
    if wide.condition is not None or wide.unit is not narrow.unit:
        return False
    starts = wide.minimum is None or (narrow.minimum is not None and wide.minimum <= narrow.minimum)
    ends = wide.maximum is None or (narrow.maximum is not None and wide.maximum >= narrow.maximum)
    return starts and ends
