from datetime import date

import pytest

from directory.domain.eligibility import AgeRule, AgeUnit, Area, AreaKind, Basis, Catchment, Condition, WhoseAge, lives_in
from directory.domain.judging import judge
from directory.domain.places import ENGLAND
from directory.domain.seeker import Asking, Seeker
from directory.domain.verdicts import Reason, ReasonCode
from directory.finding.wording import PROFESSIONAL, PUBLIC, Names, ages_in_words, areas_in_words, word_judgement, word_reason
from tests.builders import HAMPSHIRE_BOARD, PORTSMOUTH, a_location, a_place, a_service, only_for

AREAS = {ENGLAND: "England", PORTSMOUTH: "Portsmouth", HAMPSHIRE_BOARD: "NHS Hampshire and Isle of Wight"}
AREAS |= {"W92000004": "Wales", "S92000003": "Scotland", "N92000002": "Northern Ireland"}


@pytest.fixture
def names(taxonomy):
    return Names(AREAS, taxonomy)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([AgeRule(11, 18)], "people aged 11 to 18"),
        ([AgeRule(16, None)], "people aged 16 and over"),
        ([AgeRule(None, 17)], "people aged 17 and under"),
        ([AgeRule(7, 7)], "people aged 7"),
        ([AgeRule()], "people of any age"),
        ([AgeRule(7, 11, AgeUnit.SCHOOL_YEARS)], "people in school years 7 to 11"),
        (
            [AgeRule(11, 18), AgeRule(19, 25, condition="care-leavers")],
            "people aged 11 to 18 or aged 19 to 25 (only care leavers)",
        ),
        ([AgeRule(18, None, whose=WhoseAge.PERSON_USING)], "parents, carers or staff aged 18 and over"),
    ],
)
def test_ages_read_as_people_say_them(names, rules, words):
    assert ages_in_words(rules, names) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition(Basis.LIVES_IN, Area(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH}))), "who live in Portsmouth"),
        (
            Condition(Basis.GP_IN, Area(AreaKind.BOARD, frozenset({HAMPSHIRE_BOARD}))),
            "with a GP in the Hampshire and Isle of Wight NHS area",
        ),
        (
            Condition(Basis.LIVES_IN, Area(AreaKind.NATION, frozenset({*AREAS} - {PORTSMOUTH, HAMPSHIRE_BOARD}))),
            "who live in the UK",
        ),
        (Condition(Basis.SCHOOL_IN, Area(AreaKind.NAMED, frozenset({"Hill School"}))), "who go to Hill School"),
        (Condition(Basis.GP_IN, Area(AreaKind.NAMED, frozenset({"Sea Surgery"}))), "with a GP at Sea Surgery"),
        (Condition(Basis.LIVES_IN, Area(AreaKind.DISTRICTS, frozenset({"PO1", "PO2"}))), "who live in PO1 or PO2"),
        (
            Condition(Basis.LOOKED_AFTER_BY, Area(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH}))),
            "looked after by Portsmouth",
        ),
    ],
)
def test_areas_read_as_people_say_them(names, condition, words):
    assert areas_in_words([condition], names) == words


def test_a_long_list_of_places_is_cut_and_counted(names):
    districts = frozenset(f"PO{number}" for number in range(10, 20))

    words = areas_in_words([Condition(Basis.LIVES_IN, Area(AreaKind.DISTRICTS, districts))], names)

    assert words == "who live in PO10, PO11, PO12, PO13, PO14, PO15 or 4 more places"


@pytest.mark.parametrize("code", ReasonCode)
@pytest.mark.parametrize("for_professionals", [False, True])
def test_every_reason_has_words_for_everybody(names, code, for_professionals):
    assert code in PUBLIC
    assert code in PROFESSIONAL
    reason = Reason(code, None, (AgeRule(1, 2),), (Condition(Basis.ANYONE),), ("deaf",), date(2026, 11, 3))

    assert "{" not in word_reason(reason, names, for_professionals=for_professionals)


def test_a_yes_speaks_only_of_the_ages_that_fit(names):
    service = a_service(age_rules=[AgeRule(11, 18), AgeRule(19, 25, condition="send")])

    assert "25" not in " ".join(word_judgement(judge(service, Seeker(age=15)), names))


def test_a_no_says_only_why_not(names):
    service = a_service(age_rules=[AgeRule(18, 25)], catchment=lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH))

    judgement = judge(service, Seeker(age=15, home=a_place()))

    assert word_judgement(judgement, names) == ("It is for people aged 18 to 25.",)


def test_what_must_be_asked_comes_before_what_fits(names):
    service = a_service(age_rules=[AgeRule(11, 18)], audiences=only_for("young-carers"))

    words = word_judgement(judge(service, Seeker(age=15)), names)

    assert words[0] == "It is only for young carers. Is that you?"
    assert "It is for people aged 11 to 18." in words


def test_where_a_masked_place_is_never_said(names):
    refuge = a_location(city="Secretville", address="1 Hidden Lane", postcode="PO1 9ZZ", masked=True)
    catchment = Catchment(((Condition(Basis.LIVES_IN, Area(AreaKind.MILES, miles=3, location_id=refuge.id)),),))
    service = a_service(locations=(refuge,), catchment=catchment)

    words = " ".join(word_judgement(judge(service, Seeker(age=15, home=a_place())), names))

    assert not any(secret in words for secret in ("Secretville", "Hidden", "PO1 9ZZ"))


def first_words(names, seeker, **facts):
    return word_judgement(judge(a_service(**facts), seeker), names)[0]


def test_an_age_is_asked_for_only_where_it_decides_something(names):
    in_england = {"catchment": lives_in(AreaKind.NATION, ENGLAND)}

    assert first_words(names, Seeker(), age_rules=[AgeRule(11, 18)]).endswith("Tell us your age to be surer.")
    assert first_words(names, Seeker(), age_rules=[AgeRule()]) == "It is for people of any age."
    assert first_words(names, Seeker(), age_rules=[AgeRule()], **in_england).endswith("in England. Is that you?")


def test_who_told_the_childs_age_is_not_asked_for_it_again_by_a_line_for_parents(names):
    for_parents = {"age_rules": [AgeRule(18, None, whose=WhoseAge.PERSON_USING)]}

    words = first_words(names, Seeker(age=9, asking=Asking.A_FRIEND), **for_parents)
    assert words == "It is for parents, carers or staff aged 18 and over. Is that you?"


@pytest.mark.parametrize(("only", "who"), [("parents-carers", "parents or carers"), ("professionals", "staff")])
def test_ages_and_audience_speak_of_the_same_people(names, only, who):
    facts = {"age_rules": [AgeRule(18, None, whose=WhoseAge.PERSON_USING)], "audiences": only_for(only)}

    assert first_words(names, Seeker(age=9), **facts) == f"It is for {who} aged 18 and over. Is that you?"
