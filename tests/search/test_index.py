import shutil
from multiprocessing import get_context

import pytest

from directory.domain.services import Threshold
from directory.search.documents import document_of
from directory.search.index import ServiceIndex
from tests.builders import a_location, a_service, an_organisation


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def indexed(folder, taxonomy):
    """Index services at a content version and give back the index."""
    index = ServiceIndex(folder)

    def bring(*services, version=1, index=index):
        index.bring_up_to_date(version, lambda: [document_of(one, an_organisation(), taxonomy) for one in services])
        return index

    return bring


def test_a_word_finds_its_service_however_it_is_inflected(indexed):
    service = a_service("Grief group", summary="For children who have lost a parent.")
    index = indexed(service, a_service("Football mentors", needs=frozenset()))

    assert index.score(["losing", "parents", "child"]).keys() == {service.id}


def test_a_hit_in_the_name_counts_more_than_one_in_the_description(indexed):
    by_name, by_description = a_service("Kettle club"), a_service("Tea room", description="We put the kettle on.")

    scores = indexed(by_name, by_description).score(["kettle"])

    assert scores[by_name.id] > scores[by_description.id] > 0


def test_needs_are_found_by_what_professionals_call_them(indexed):
    service = a_service(needs=frozenset({"unwanted-thoughts"}))

    assert service.id in indexed(service).score(["ocd"])


def test_words_nobody_uses_find_nothing(indexed):
    assert indexed(a_service()).score(["zeppelin"]) == {}


def test_a_masked_address_is_not_in_the_index(indexed):
    index = indexed(a_service(locations=(a_location(city="Secretville", name="Hidden House", masked=True),)))

    assert index.score(["secretville", "hidden"]) == {}


def test_a_service_can_be_asked_for_by_its_whole_name(indexed):
    kettle, other = a_service("The Kettle Club"), a_service("Kettle repairs")

    assert indexed(kettle, other).named(["kettle", "club"]) == {kettle.id}


def test_words_that_many_names_have_name_nobody(indexed):
    index = indexed(a_service("Boxing counselling"), *(a_service(f"Counselling {number}") for number in range(6)))

    assert index.named(["counselling"]) == frozenset()
    assert len(index.named_in_part(["counselling", "boxing"])) == 1


@pytest.mark.parametrize(("typed", "meant"), [("kettel", "kettle"), ("kettle", None), ("xyzzy", None), ("ket", None)])
def test_a_slip_in_a_name_is_noticed(indexed, typed, meant):
    assert indexed(a_service("Kettle club")).nearest_word(typed) == meant


def test_a_changed_service_replaces_its_old_words(indexed):
    others = [a_service(f"Other {number}") for number in range(20)]
    service = a_service("Kettle club")
    indexed(service, *others)

    index = indexed(a_service("Lantern club", id=service.id), *others, version=2)

    assert (index.score(["kettle"]), index.score(["lantern"]).keys()) == ({}, {service.id})
    assert index.count() == 21


def test_a_withdrawn_service_is_not_found_any_more(indexed):
    others = [a_service(f"Other {number}") for number in range(20)]
    indexed(a_service("Kettle club"), *others)

    assert indexed(*others, version=2).score(["kettle"]) == {}


def test_another_process_s_change_is_seen(folder, indexed):
    service = a_service("Kettle club")
    ours = indexed(service)

    indexed(a_service("Lantern club", id=service.id), version=2, index=ServiceIndex(folder))

    assert indexed(version=2, index=ours).score(["lantern"])


def damage_nothing(folder):
    pass


def lose_the_folder(folder):
    shutil.rmtree(folder)


def lose_the_pointer(folder):
    (folder / "current.json").unlink()


def garble_the_pointer(folder):
    (folder / "current.json").write_text("{")


def empty_a_file(folder):
    for file in folder.glob("v*/*"):
        file.write_bytes(b"")


def lose_a_file(folder):
    next(folder.glob("v*/*.seg")).unlink()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves a damaged file open
@pytest.mark.parametrize(
    "harm", [damage_nothing, lose_the_folder, lose_the_pointer, garble_the_pointer, empty_a_file, lose_a_file]
)
def test_whatever_happens_to_the_index_it_heals_itself(folder, indexed, harm):
    service = a_service("Kettle club")
    indexed(service)
    harm(folder)

    assert indexed(service, index=ServiceIndex(folder)).score(["kettle"]).keys() == {service.id}


def test_an_index_that_is_behind_catches_up(folder, indexed):
    indexed(a_service("Kettle club"))
    new = a_service("Lantern club", threshold=Threshold(for_plain="anyone who likes light"))

    index = indexed(new, version=7, index=ServiceIndex(folder))

    assert (index.version, index.score(["light"]).keys()) == (7, {new.id})


def test_many_processes_healing_at_once_agree(folder, taxonomy):
    names = [f"Kettle club {number}" for number in range(30)]
    with get_context("fork").Pool(4) as pool:
        counts = pool.starmap(_heal_and_count, [(folder, names, taxonomy)] * 4)

    assert counts == [30] * 4
    assert len(list(folder.glob("v*"))) == 1


def _heal_and_count(folder, names, taxonomy):
    services = [a_service(name, id=name) for name in names]
    index = ServiceIndex(folder)
    index.bring_up_to_date(1, lambda: [document_of(one, an_organisation(), taxonomy) for one in services])
    return len(index.score(["kettle"]))
