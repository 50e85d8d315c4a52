"""What is typed in boxes, believed or not."""

import pytest

from directory.domain.places import ENGLAND, AreaLevel, NamedArea
from directory.domain.search_request import SearchRequest
from directory.domain.seeker import Profession, Refusal
from directory.domain.taxonomy import Taxonomy
from directory.finding.reading import Readers, read_request
from directory.places.gazetteer import Gazetteer
from directory.understanding import Understanding, load_vocabulary
from tests.conftest import SEED

DOWNSHIRE, HILL_TOP, MERRY = "E10000099", "E07000099", "E06000099"
AREAS = (
    NamedArea(DOWNSHIRE, AreaLevel.COUNTY, "Downshire County Council", "Downshire", ENGLAND),
    NamedArea(HILL_TOP, AreaLevel.LOCAL_AUTHORITY, "Hill Top District Council", "Hill Top", ENGLAND, county=DOWNSHIRE),
    NamedArea(MERRY, AreaLevel.LOCAL_AUTHORITY, "Merry City Council", "Merry", ENGLAND),
)


@pytest.fixture(scope="module")
def readers(tmp_path_factory) -> Readers:
    folder = tmp_path_factory.mktemp("places")
    nothing = Taxonomy(())
    gazetteer = Gazetteer(AREAS, SEED / "districts.csv", folder / "postcodes.sqlite3")
    return Readers(nothing, Understanding(load_vocabulary(SEED / "vocabulary"), nothing), gazetteer)


@pytest.mark.parametrize(
    ("typed", "council"),
    [("Merry", MERRY), ("merry city council", MERRY), ("Downshire", DOWNSHIRE), ("Hill Top", DOWNSHIRE), ("", None)],
)
def test_the_council_that_looks_after_a_child_is_read_by_name_and_a_district_as_its_county(readers, typed, council):
    search = read_request(SearchRequest(looked_after_by=typed), readers)

    assert search.seeker.looked_after_by == council
    assert search.problems == ()


@pytest.mark.parametrize("typed", ["Narnia", "England", "PO1 2AL"])
def test_what_is_no_council_is_said_to_be_none(readers, typed):
    search = read_request(SearchRequest(looked_after_by=typed), readers)

    assert search.seeker.looked_after_by is None
    assert [problem.field for problem in search.problems] == ["looked_after_by"]


def test_why_camhs_said_no_and_who_is_asking_are_chosen_from_lists(readers):
    search = read_request(SearchRequest(refusal="school-first", working_as="gp"), readers)
    nonsense = read_request(SearchRequest(refusal="because", working_as="wizard"), readers)

    assert (search.seeker.refusal, search.working_as) == (Refusal.SCHOOL_FIRST, Profession.GP)
    assert (nonsense.seeker.refusal, nonsense.working_as) == (None, None)
    assert [problem.field for problem in nonsense.problems] == ["refusal", "as"]
