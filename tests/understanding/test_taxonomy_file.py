from pathlib import Path

import pytest

from directory.domain.taxonomy import ANY_NEED, Facet, NeedFit
from directory.understanding.taxonomy_file import TaxonomyRefused, read_taxonomy

SEED = Path(__file__).parents[2] / "seed"


@pytest.fixture(scope="module")
def taxonomy():
    return read_taxonomy(SEED / "taxonomy.toml")


def test_there_are_47_needs_in_eight_groups_and_any(taxonomy):
    assert len(taxonomy.needs) == 47
    assert [group.slug for group in taxonomy.groups] == [
        "feelings",
        "safety",
        "body",
        "thinking",
        "relationships",
        "identity",
        "hard-times",
        "everyday",
    ]
    assert [len(taxonomy.needs_in(group.slug)) for group in taxonomy.groups] == [10, 6, 5, 9, 7, 3, 5, 2]
    assert taxonomy.has(Facet.NEED, ANY_NEED)


@pytest.mark.parametrize(
    ("facet", "count"),
    [
        (Facet.AUDIENCE, 21),
        (Facet.KIND, 15),
        (Facet.HOW, 7),
        (Facet.ROUTE, 8),
        (Facet.NHS_ROLE, 11),
        (Facet.LEVEL, 5),
    ],
)
def test_the_small_lists_are_closed(taxonomy, facet, count):
    assert len(taxonomy.of(facet)) == count


def test_needs_that_call_for_numbers_carry_the_support_flag(taxonomy):
    assert {need.slug for need in taxonomy.needs if "support" in need.flags} == {
        "suicidal-thoughts",
        "self-harm",
        "abuse",
        "sexual-abuse",
        "domestic-abuse",
        "exploitation",
        "eating",
        "unusual-experiences",
        "harmful-sexual-behaviour",
    }


def test_needs_that_are_risky_to_be_seen_carry_the_exit_flag(taxonomy):
    exits = {need.slug for need in taxonomy.needs if "exit" in need.flags}

    assert {"sexuality", "gender", "abuse"} <= exits
    assert {"eating", "unusual-experiences"}.isdisjoint(exits)


def test_a_service_for_a_whole_group_answers_each_need_in_it(taxonomy):
    assert taxonomy.fit({"feelings"}, "panic") is NeedFit.GROUP


def test_every_term_says_what_it_is_in_one_sentence(taxonomy):
    for term in taxonomy:
        assert term.description, term.slug
        assert term.description.endswith("."), term.slug


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[need]]\nlabel = 'Sleep'", "no slug"),
        ("[[need]]\nslug = 'sleep'\nlabel = 'Sleep'\ngroup = 'nowhere'", "nowhere"),
        ("[[how]]\nslug = 'phone'\nlabel = 'Phone'\n[[how]]\nslug = 'phone'\nlabel = 'Phone'", "twice"),
        ("[[need", "could not be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_reason(tmp_path, text, complaint):
    path = tmp_path / "taxonomy.toml"
    path.write_text(text)

    with pytest.raises(TaxonomyRefused, match=complaint):
        read_taxonomy(path)
