"""How old the young person is: `im 14`, `my 8 year old`, `yr 9`, `turning 16`, `15f`."""

import re
from dataclasses import dataclass

OLDEST_YOUNG = 25
YOUNGEST_BARE = 4
OLDEST = 110
NUMBER = r"(?P<n>\d{1,3})"
HALF = r"(?: and a half| 1/2|½|\.5|[- ]ish)?"
YEARS_OLD = r"(?:[- ]?(?:years?|yrs?|yr|y)[- ]?(?:olds?|o)\b|[- ]?y/?o\b|[- ]?years?[- ]of[- ]age)"
SEX = r"(?:[mf]\b|(?: (?:year old )?(?:boy|girl|female|male|lad|guy)s?\b))"

# What makes a bare number no age: the words after it ...
COUNTED = (
    "am|pm|o'?clock|hours?|hrs?|mins?|minutes?|days?|weeks?|wks?|months?|mths?|nights?|times?|x|stone|lbs?|kg|kilos?|pounds?|quid"
    "|pills?|tablets?|paracetamols?|people|friends|miles?|exams?|gcses?|mocks?|a ?levels?|of|out of|calories|cals|cigs"
    "|followers|lessons|schools?|brothers?|sisters?|kids|children|siblings|years? (?:ago|now|on|later|in|older|younger)"
    "|(?:years?|yrs?)(?![- ]?old)|th|st|nd|rd"
)
NOT_AN_AGE = rf"(?!\d|[.:/%£]\d|\s*%|\s*(?:{COUNTED})\b)"
# ... and those before it, when it is told no more surely than by standing there.
BEFORE_OTHERS = (
    "grade|level|chapter|season|size|under|over|than|top|number|no|room|form|year|yr|set|last|next|past|for|took|taken|take|had"
    "|them|to|ate|eaten|covid|catch|section|tier|around|every|day|step|part|got|fortnite|xbox|ps|ofsted|week|class|in|ks"
    "|key ?stage|scored?|shout to|stage|bus|at|band"
)
# What a clinic measures: a body, or answers to a list of questions.
MEASURES = "bmi|weight|pulse|hr|bp|phq[- ]?(?:9|a)|gad[- ]?7|sdq|rcads|cdi|cgas|honosca"
NOT_BEFORE = re.compile(rf"(?:\b(?:{BEFORE_OTHERS}|(?:{MEASURES})(?: score)?(?: of| is|:)?) ?|[£$#/.:\d-])$")
# How old somebody was then says nothing of now.
SINCE = "when|since|until|till|from|before|after|at|back when|by"
THEN = "was|were|turned|am|is|age|aged|the age of|about|around|only|like|just"
PAST = re.compile(
    rf"(?:\b(?:{SINCE})(?: (?:i|he|she|they|we|my \w+))?(?: (?:{THEN}))* ?"
    r"|\b(?:i|he|she|they) (?:was|were) (?:only |just |about |like )?)$"
)
YEARS_AGO = re.compile(r"^[- ]?(?:ago|later|older|younger)")
SOON_WORDS = (
    "turning|nearly|almost|about to (?:be|turn)|going to be|gonna be|will be|soon(?: to)? be|ill be|coming up to|not yet"
    "|not quite|soon|approaching"
)
# ... when the day is told: `18 next month`, `im 13 soon`, but not `im 14 next week i have mocks`.
MONTH_NAMES = "january|february|march|april|may|june|july|august|september|october|november|december"
SHORT_MONTHS = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
WEEKDAYS = "(?:mon|tues?|wednes|thurs|fri|satur|sun)day"
TOMORROW = "tomorrow|tomoz|tmrw|tmr|2moro|2morrow|tomorow|tommorow|tomorro"
SPAN_OF_TIME = r"(?:(?:a|a few|a couple of|\d{1,2}) )?(?:days?|weeks?|wks?|months?|mths?)"
THAT_DAY = (
    rf"(?:next (?:week|month|year|{WEEKDAYS}|{MONTH_NAMES})|{TOMORROW}|soon|later this (?:week|month|year)"
    rf"|in (?:{SPAN_OF_TIME}|{MONTH_NAMES}|{SHORT_MONTHS})|on {WEEKDAYS})\b"
)
OF_SOMETHING_ELSE = (
    r"(?! (?:is|are|was|will|ago|old)\b| (?:i|we) (?:have|got|go|start|move|get|am|see|leave)\b| (?:i|we)['’]?ve got\b)"
)
STANDING = (
    r"(?:^|[,.;:!?(] ?|\b(?:i ?am|i['’]?m|s?he['’]?s|s?he is|they['’]?re|they are|turns?|and|but)(?: (?:only|just))? )"
)
SOON = re.compile(rf"\b(?:{SOON_WORDS}) {NUMBER}(?:{YEARS_OLD}|\b{NOT_AN_AGE}(?: {THAT_DAY}{OF_SOMETHING_ELSE})?)")
ON_THE_DAY = re.compile(rf"{STANDING}{NUMBER} {THAT_DAY}{OF_SOMETHING_ELSE}")
BIRTHDAY = re.compile(rf"\b{NUMBER}(?:th|st|nd|rd) (?:birthday|bday)(?: is|['’]?s)? {THAT_DAY}")

PEOPLE = (
    "son|daughter|child|boy|girl|kid|lad|friend|mate|pupil|student|patient|brother|sister|nephew|niece|grandson|granddaughter"
    "|twin|teen|teenager|dd|ds|cousin|boyfriend|girlfriend|bf|gf"
)
# Whose age is not that of the person who needs help, unless they are that person.
RELATIVES = (
    "(?:brother|sister|step ?brother|step ?sister|sibling|bro|sis|friend|mate|m8|cousin|boyfriend|girlfriend|bf|gf|ex"
    "|partner|uncle|aunt|auntie|(?:step ?)?(?:mum|dad)|mother|father|classmate|neighbour)"
)
TOLD_OF_THEM = "who|whos|who's|is|in|only|just|nearly|now|about|turned|turning|died|killed|(?:at )?aged|at"
THEIRS_BEFORE = re.compile(rf"\b{RELATIVES}(?:['’]?s)?(?: (?:{TOLD_OF_THEM}))* ?[(]?$")
DESCRIBED = "little|big|older|younger|step|half|best|only|autistic|disabled"
THEIRS_AFTER = re.compile(rf"^[)]?[ -]?(?:(?:{DESCRIBED}) )*{RELATIVES}\b")
AFTER_PEOPLE = "(?: is| are| who is| whos| aged| age| of|'s)?"
NEARLY = "(?:only |just |now |nearly |almost |about )?"
SOON_OF_PEOPLE = re.compile(rf"\b(?:{PEOPLE}|{RELATIVES})s?,?{AFTER_PEOPLE} ?{NUMBER} {THAT_DAY}{OF_SOMETHING_ELSE}")
AS_IT_HAPPENS = "(?:a |an |only |just |now |like |about |around |actually |currently |aged )*"
# Each with how sure it is; of several the surest wins, of equals the first.
NOW = [
    (9, rf"\bi(?:'| a)?m {AS_IT_HAPPENS}{NUMBER}\b{HALF}{NOT_AN_AGE}"),
    (9, rf"\bi ?(?:am|turned|have turned) (?:just |only )?{NUMBER}\b{NOT_AN_AGE}"),
    (9, rf"\b(?:just|recently|only|now) turned {NUMBER}\b{NOT_AN_AGE}"),
    (8, rf"\b{NUMBER}{HALF}{YEARS_OLD}"),
    (8, rf"\b(?:aged?|age is|age:|at the age of) ?{NUMBER}\b{NOT_AN_AGE}"),
    (8, rf"\b(?:s?he(?:'| i)?s|they(?:'| a)?re|who(?:'| i)s) {NEARLY}{NUMBER}\b{HALF}{NOT_AN_AGE}"),
    (8, rf"\b(?:{PEOPLE})s?,?{AFTER_PEOPLE} ?\(?{NUMBER}\b{HALF}{NOT_AN_AGE}"),
    (7, rf"\b{NUMBER} ?{SEX}"),
    (7, rf"\b(?!m8\b)(?:m|f) ?{NUMBER}\b{NOT_AN_AGE}"),  # a mate, not a boy of 8
    (7, rf"\({NUMBER}(?: ?[mf])?\)"),
    (6, rf"^{NUMBER}(?=$|[ ,.;:-])(?! ?-? ?\d){NOT_AN_AGE}"),
    (6, rf"(?:^|[ ,.;:-]){NUMBER}$"),
    (5, rf"[,;] ?{NUMBER} ?(?=[,;])"),
]
NOW_COMPILED = [(sureness, re.compile(pattern)) for sureness, pattern in NOW]

MONTHS = re.compile(r"\b(\d{1,2})[- ]?(?:months?|mths?|mos?|weeks?|wks?)[- ]?olds?\b")
SCHOOL_YEAR = re.compile(
    r"\b(?:years?|yrs?|yr|y)\.?[- ]?(?P<n>1[0-4]|[0-9])(?:'?s)?\b(?!\d|[- ]?(?:year|yr|month|week|day|ago|old|on\b))"
)
SCHOOL_STAGE = re.compile(
    r"\b(?:in |at |starting |started )?(reception|lower sixth|upper sixth|sixth form|6th form)\b(?! (?:desk|room|area))"
)
STAGE_YEARS = {"reception": 0, "lower sixth": 12, "upper sixth": 13, "sixth form": 12, "6th form": 12}
LAST_YEARS = re.compile(r"(?:\b(?:last|next|since|when i was in|back in|until|the) ?|\d ?)$")
Ages = list[tuple[int, int, re.Match[str]]]
SchoolYears = list[tuple[int, tuple[int, int]]]


@dataclass(frozen=True)
class AgeTold:
    """What was said of the age, and where. A school year stands alone when no age was told.

    `of_helped` are age and school year where it is a relative or friend who needs the help, so that theirs count too.
    """

    age: int | None = None
    school_year: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    of_helped: tuple[int | None, int | None] = (None, None)


def find_age(text: str) -> AgeTold:
    """`text` is lower case, its numbers already in digits."""
    months = MONTHS.search(text)
    soon = _soon(text)
    ages = soon + [one for one in _ages(text) if not _overlaps(one[2], soon)]
    if months and not ages:
        return _of_baby(text, months)
    own = [one for one in ages if not _is_a_relatives(text, *_span(one[2]))]
    years = _school_years(text)
    own_years = [one for one in years if not _is_a_relatives(text, *one[1])]
    age, age_of_any = _best(own), _best(ages)
    telling = (match.span() if (9, told, match) in soon else _span(match) for _, told, match in ages)
    spans = (*telling, *(span for _, span in years[:1]))
    return AgeTold(
        age,
        _first(own_years) if age is None else None,
        spans,
        (age_of_any, _first(years) if age_of_any is None else None),
    )


def _soon(text: str) -> Ages:
    """Ages that are still to come: of each the year before counts."""
    found: Ages = []
    for pattern in (SOON, SOON_OF_PEOPLE, ON_THE_DAY, BIRTHDAY):
        for match in pattern.finditer(text):
            if 4 < int(match["n"]) <= OLDEST_YOUNG and not _overlaps(match, found):
                found.append((9, int(match["n"]) - 1, match))
    return found


def _of_baby(text: str, months: re.Match[str]) -> AgeTold:
    age = int(months[1]) // 12 if "month" in months.group() else 0
    own = None if _is_a_relatives(text, *months.span()) else age
    return AgeTold(own, None, (months.span(),), (age, None))


def _is_a_relatives(text: str, start: int, end: int) -> bool:
    return bool(THEIRS_BEFORE.search(text[:start]) or THEIRS_AFTER.match(text[end:]))


def _first(years: SchoolYears) -> int | None:
    return years[0][0] if years else None


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.start("n"), match.end()


def _ages(text: str) -> Ages:
    found = []
    for sureness, pattern in NOW_COMPILED:
        for match in pattern.finditer(text):
            age = int(match["n"])
            if 0 < age <= OLDEST and not _is_something_else(text, match, sureness):
                found.append((sureness, age, match))
    return found


def _is_something_else(text: str, match: re.Match[str], sureness: int) -> bool:
    before, after = text[: match.start("n")], text[match.end() :]
    if PAST.search(before) or YEARS_AGO.match(after.lstrip()):
        return True
    return sureness < 8 and bool(NOT_BEFORE.search(before))


def _overlaps(match: re.Match[str], others: Ages) -> bool:
    return any(match.start() < other.end() and other.start() < match.end() for _, _, other in others)


def _best(ages: Ages) -> int | None:
    """The young person's own age: a grown-up's is only believed when no other is told."""
    young = [one for one in ages if one[1] <= OLDEST_YOUNG and (one[0] > 6 or one[1] >= YOUNGEST_BARE)]
    if not young:
        grown = [age for sureness, age, _ in ages if sureness >= 9]
        return grown[0] if grown else None
    surest = max(sureness for sureness, _, _ in young)
    return min((match.start("n"), age) for sureness, age, match in young if sureness == surest)[1]


def _school_years(text: str) -> SchoolYears:
    """Each with where it stands; a stage, like sixth form, only where no year is told."""
    years = [
        (int(match["n"]), match.span())
        for match in SCHOOL_YEAR.finditer(text)
        if not LAST_YEARS.search(text[: match.start()])
    ]
    stages = SCHOOL_STAGE.finditer(text)
    return years or [(STAGE_YEARS[stage.group(1)], stage.span()) for stage in stages]
