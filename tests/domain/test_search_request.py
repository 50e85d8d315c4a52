import pytest

from directory.domain.search_request import SearchRequest

ASKED = SearchRequest(
    text="my 9 year old cant sleep", needs=("sleep", "fears"), postcode="PO1", age="13", how=("phone", "online")
)


@pytest.mark.parametrize(
    ("part", "field", "left"),
    [
        ("age", "age", ""),
        ("place", "postcode", ""),
        ("need:sleep", "needs", ("fears",)),
        ("how:phone", "how", ("online",)),
    ],
)
def test_a_part_taken_out_leaves_its_field(part, field, left):
    assert getattr(ASKED.take_out(part), field) == left


@pytest.mark.parametrize("part", ["age", "place", "asking", "need:sleep", "audience:lgbtq"])
def test_what_words_could_tell_again_is_remembered_and_can_be_put_back(part):
    taken = ASKED.take_out(part)

    assert taken.without == (part,)
    assert SearchRequest.from_fields(taken.to_fields()) == taken
    assert taken.put_back(part).without == ()


def test_nothing_is_remembered_of_what_no_words_could_tell():
    assert ASKED.take_out("how:phone").without == ()
    assert SearchRequest(age="13").take_out("age") == SearchRequest()


@pytest.mark.parametrize("nonsense", ["", "text", "without", "without:age", "__class__", "take_out", "need:" + "x" * 300])
def test_a_part_that_is_none_changes_nothing(nonsense):
    assert ASKED.take_out(nonsense) == ASKED


def test_no_more_is_remembered_than_fits_in_a_token():
    taken = ASKED
    for number in range(30):
        taken = taken.take_out(f"need:made-up-{number}")

    assert len(taken.without) == 10
    assert taken.without[-1] == "need:made-up-29"
