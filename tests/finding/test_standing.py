import pytest

from directory.domain.search_request import SearchRequest
from directory.domain.seeker import CamhsStanding, Seeker
from directory.finding.standing import standing_told


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("camhs said no", CamhsStanding.REFUSED),
        ("cahms rejected me", CamhsStanding.REFUSED),
        ("got turned down by CAMHS", CamhsStanding.REFUSED),
        ("my referral was declined", CamhsStanding.REFUSED),
        ("camhs won’t see my son", CamhsStanding.REFUSED),
        ("waiting for camhs", CamhsStanding.WAITING),
        ("camhs waiting list is ages", CamhsStanding.WAITING),
        ("on the list for camhs", CamhsStanding.WAITING),
        ("my mum said no to a dog", None),
        ("waiting for my exam results", None),
        ("what is camhs", None),
        ("", None),
    ],
)
def test_a_no_from_camhs_and_waiting_for_it_are_read_from_words(words, standing):
    assert standing_told(SearchRequest(text=words), Seeker()) is standing


def test_what_was_ticked_wins_over_the_words():
    asked = SearchRequest(text="camhs said no")

    assert standing_told(asked, Seeker(camhs=CamhsStanding.WAITING)) is CamhsStanding.WAITING
    assert standing_told(asked, Seeker(camhs=CamhsStanding.UNDER)) is None
