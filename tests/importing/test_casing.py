"""Names that shout, said quietly."""

import pytest

from directory.importing.casing import tidy_capitals


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("HARBOUR YOUNG PEOPLE'S CENTRE", "Harbour Young People's Centre"),
        ("CHILD & ADOLESCENT MENTAL HEALTH SERVICE (CAMHS)", "Child & Adolescent Mental Health Service (CAMHS)"),
        ("THE FRIENDS OF ST MARY'S", "The Friends of St Mary's"),
        ("1ST SEATOWN SCOUT GROUP", "1st Seatown Scout Group"),
        ("SEATOWN YMCA LTD", "Seatown YMCA Ltd"),
        ("O'BRIEN AND MCDONALD TRUST", "O'Brien and McDonald Trust"),
        ("HARBOUR - THE OLD PIER", "Harbour - The Old Pier"),
        ("CAMHS", "CAMHS"),
        ("Teen talk with the NHS", "Teen talk with the NHS"),
        ("", ""),
    ],
)
def test_capitals_become_a_name_a_person_would_write(shouted, said):
    assert tidy_capitals(shouted) == said
