from hypothesis import given
from hypothesis import strategies as st

from directory.finding.members import members_at, places_in, union

SIZE = 200
places = st.frozensets(st.integers(0, SIZE - 1))


@given(places)
def test_a_set_gives_back_its_places_in_order(some):
    assert places_in(members_at(some, SIZE)) == sorted(some)


@given(places, places)
def test_sets_combine_as_sets_do(some, others):
    ours, theirs = members_at(some, SIZE), members_at(others, SIZE)

    assert places_in(union([ours, theirs])) == sorted(some | others)
    assert places_in(ours & theirs) == sorted(some & others)
    assert places_in(ours & ~theirs) == sorted(some - others)
    assert ours.bit_count() == len(some)
