"""What words tell of CAMHS, read by rule: only its own no counts."""

import pytest

from directory.domain.search_request import SearchRequest
from directory.domain.seeker import CamhsStanding, Refusal
from directory.professionals.reading import StandingTold, left_to_read, standing_in_words, with_standing, without_standing


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("low mood, camhs said no", "camhs said no", None),
        ("CAMHS have turned her down, anxiety", "CAMHS have turned her down", None),
        ("Self-harm. Rejected CAMHS referral", "Rejected CAMHS referral", None),
        ("refused by CAMHS below threshold", "refused by CAMHS below threshold", Refusal.BELOW_THRESHOLD),
        (
            "referral rejected - did not meet threshold",
            "referral rejected - did not meet threshold",
            Refusal.BELOW_THRESHOLD,
        ),
        ("CAMHS won’t see him, too old for them", "CAMHS won't see him, too old", Refusal.AGE),
        ("camhs referral was bounced: out of area", "camhs referral was bounced: out of area", Refusal.AREA),
        ("self-harm, CAMHS said below threshold", "CAMHS said below threshold", Refusal.BELOW_THRESHOLD),
        ("CAMHS said he is too old, OCD", "CAMHS said he is too old", Refusal.AGE),
        ("anxiety, CAMHS said out of area", "CAMHS said out of area", Refusal.AREA),
        ("CAMHS advised school counselling first", "CAMHS advised school counselling first", Refusal.SCHOOL_FIRST),
        ("camhs felt she was not unwell enough", "camhs felt she was not unwell enough", Refusal.BELOW_THRESHOLD),
        ("CAMHS rejected, try school first", "CAMHS rejected, try school first", Refusal.SCHOOL_FIRST),
    ],
)
def test_words_tell_that_camhs_said_no_and_why(text, words, why):
    said = standing_in_words(SearchRequest(text=text))

    assert (said.words, said.refusal) == (words, why)


@pytest.mark.parametrize(
    "text",
    ["mum declined referral", "camhs referral declined by his mum", "camhs declined by family", "not refused by camhs",
     "camhs said no one called", "camhs, refused medication", "camhs has not refused",
     "camhs said they will see her", "too old for camhs soon", "camhs said to ring the school on her first day", ""],
)  # fmt: skip
def test_what_others_refuse_is_no_answer_of_camhs(text):
    assert standing_in_words(SearchRequest(text=text)) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CAMHS waiting list 8 months, OCD", "CAMHS waiting list 8 months"),
        ("OCD, on the CAMHS waiting list", "on the CAMHS waiting list"),
        ("waiting for CAMHS", "waiting for CAMHS"),
        ("Awaiting CAMHS assessment, low mood", "Awaiting CAMHS assessment"),
        ("waiting to be seen by CAMHS for 6 months", "waiting to be seen by CAMHS for 6 months"),
    ],
)
def test_words_tell_that_they_wait_for_camhs(text, words):
    assert standing_in_words(SearchRequest(text=text)) == StandingTold(words, CamhsStanding.WAITING)


@pytest.mark.parametrize(
    "text", ["not on CAMHS waiting list", "not waiting for camhs", "isn't on the CAMHS waiting list",
             "CAMHS waiting list is closed", "not yet on the camhs waitlist", "camhs"],
)  # fmt: skip
def test_who_does_not_wait_is_not_said_to(text):
    assert standing_in_words(SearchRequest(text=text)) is None


def test_a_no_counts_before_a_wait():
    told = standing_in_words(SearchRequest(text="CAMHS waiting list for a year, then CAMHS said no"))

    assert (told.words, told.camhs) == ("CAMHS said no", CamhsStanding.REFUSED)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("low mood, camhs said no. Sleep poor", "low mood, Sleep poor"),
        ("camhs said no", ""),
        ("low mood", "low mood"),
        ("rejected by CAMHS: out of area", ""),
        ("rejected by CAMHS (out of area), OCD", "OCD"),
        ("OCD, CAMHS waiting list 8 months", "OCD"),
        ("awaiting CAMHS assessment, self-harm", "self-harm"),
    ],
)
def test_no_service_is_looked_for_by_the_words_of_a_no(text, left):
    assert left_to_read(SearchRequest(text=text)).text == left


def test_a_box_wins_over_words_and_what_was_taken_out_stays_out():
    asked = SearchRequest(text="camhs said no")

    assert with_standing(asked).camhs == "refused"
    assert with_standing(SearchRequest(text="camhs said no", camhs="waiting")).camhs == "waiting"
    assert with_standing(without_standing(asked)).camhs == ""
    assert with_standing(SearchRequest(refusal="age")).camhs == "refused"
