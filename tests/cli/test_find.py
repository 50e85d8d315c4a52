import pytest

VERDICTS = ("can_use", "ask_first", "not_for_you")
A_SEARCH = ("--text", "cant sleep and worried", "--postcode", "PO1", "--age", "14")


def test_the_json_has_exactly_the_agreed_keys(found):
    answer = found(*A_SEARCH)

    assert list(answer) == ["understood", "place", "total", "results"]
    assert list(answer["understood"]) == [
        "text", "needs", "audiences", "age", "postcode", "place", "crisis", "support", "about",
    ]  # fmt: skip
    assert list(answer["place"]) == ["postcode", "exact", "local_authorities", "boards"]
    assert all(
        list(one) == ["id", "name", "organisation", "verdict", "reasons", "needs", "audiences", "distance_miles"]
        for one in answer["results"]
    )


def test_results_come_in_the_order_of_their_verdicts(found):
    verdicts = [one["verdict"] for one in found(*A_SEARCH)["results"]]

    assert verdicts == sorted(verdicts, key=VERDICTS.index)
    assert len(set(verdicts)) == 3


def test_total_counts_all_but_the_refused_of_whom_at_most_ten_are_shown(found):
    answer = found(*A_SEARCH)
    refused = [one for one in answer["results"] if one["verdict"] == "not_for_you"]

    assert answer["total"] == len(answer["results"]) - len(refused)
    assert 0 < len(refused) <= 10


def test_every_result_says_why(found):
    assert all(one["reasons"] for one in found(*A_SEARCH)["results"])


def test_a_district_is_known_roughly(found):
    assert found(*A_SEARCH)["place"] == {
        "postcode": "PO1", "exact": False, "local_authorities": ["E06000044"], "boards": ["E54000067"],
    }  # fmt: skip


def test_without_a_place_there_is_none_and_no_distance(found):
    answer = found("--text", "cant sleep", "--age", "14")

    assert answer["place"] is None
    assert {one["distance_miles"] for one in answer["results"]} == {None}


def test_an_untold_age_never_gives_a_yes(found):
    verdicts = {one["verdict"] for one in found("--need", "sleep", "--postcode", "PO1")["results"]}

    assert "ask_first" in verdicts
    assert "can_use" not in verdicts


def test_what_a_box_says_wins_over_the_words(found):
    understood = found("--text", "im 12 and cant sleep near BN1", "--age", "16", "--postcode", "PO1")["understood"]

    assert (understood["age"], understood["postcode"]) == (16, "PO1")


def test_words_tell_age_and_place_when_no_box_does(found):
    understood = found("--text", "im 12 and cant sleep near BN1")["understood"]

    assert (understood["age"], understood["postcode"]) == (12, "BN1")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--age", "abc"), "age: Enter an age"),
        (("--age", "-1"), "age: Enter an age"),
        (("--age", "999"), "age: Enter an age"),
        (("--postcode", "qq"), "postcode: "),
        (("--need", "nonsense"), "need: We don't know “nonsense”"),
        (("--within", "far"), "within: Enter a number of miles"),
        (("--asking", "cat"), "asking: We don't know “cat”"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_search_goes_on(run, given, said):
    result = run("find", "--text", "anxiety", *given)

    assert result.exit_code == 0
    assert said in result.stderr
    assert "services" in result.stdout


@pytest.mark.parametrize(
    "text", ["a OR (b", '"', "*", "'; DROP TABLE services; --", "NOT NOT", "x" * 5000, "\x00\x1b[31m", "🙃"]
)
def test_no_text_breaks_it(run, text):
    assert run("find", "--text", text, "--age", "14").exit_code == 0


CARED_FOR = ("--need", "attachment", "--age", "14", "--circumstance", "in-care")


@pytest.mark.parametrize("council", ["Plymouth", "plymouth city council", "Plymouth City"])
def test_the_council_that_looks_after_somebody_decides_where_a_rule_hangs_on_it(found, council):
    verdict = {one["name"]: one["verdict"] for one in found(*CARED_FOR, "--looked-after-by", council)["results"]}
    elsewhere = {one["name"]: one["verdict"] for one in found(*CARED_FOR, "--looked-after-by", "Sefton")["results"]}

    assert verdict["Kite and String"] == "can_use"
    assert elsewhere["Kite and String"] == "not_for_you"


def test_a_council_nobody_knows_is_said_and_left_out(run):
    result = run("find", *CARED_FOR, "--looked-after-by", "Narnia", "--json")

    assert "looked_after_by: Enter the name of a council" in result.stderr
    assert '"Kite and String"' in result.stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [("i want to kill myself", "DANGER (suicide)"), ("i keep cutting myself", "Would you rather talk"), ("cant sleep", "")],
)
def test_numbers_come_before_results_where_the_words_tell_of_danger(run, text, says):
    first = run("find", "--text", text).output.splitlines()[0]

    assert first.startswith(says)
    assert ("Ring 999" in first) is bool(says)
