"""From what was typed to a place."""

import os
import threading

import pytest

from directory.domain.errors import PlaceNotUnderstood
from directory.domain.places import ENGLAND, PlaceSource, Point
from tests.places.files import NSPL_2021, SIMPLE, a_file, a_row

PORTSMOUTH, HAVANT, CHICHESTER = "E06000044", "E07000090", "E07000225"
HAMPSHIRE, WEST_SUSSEX = "E10000014", "E10000032"
HAMPSHIRE_BOARD, SUSSEX_BOARD = "E54000067", "E54000069"


@pytest.fixture
def loaded(tmp_path, load):
    def rows(*rows, header=NSPL_2021):
        return load(a_file(tmp_path / "postcodes.csv", header, rows), allow_fewer=True)

    return rows


def test_full_postcode_in_the_file_has_its_own_point_and_areas(gazetteer, loaded):
    loaded(a_row(NSPL_2021, board="E54000042"))

    place = gazetteer.find("po12al")

    assert (place.name, place.source, place.exact) == ("PO1 2AL", PlaceSource.POSTCODE, True)
    assert place.possibilities == (frozenset({ENGLAND, PORTSMOUTH, HAMPSHIRE_BOARD}),)
    assert (place.postcode, place.outcode) == ("PO1 2AL", "PO1")
    assert (place.point, place.radius_miles) == (Point(50.798, -1.091), 0.0)


def test_board_that_a_file_leaves_blank_is_the_councils(gazetteer, loaded):
    loaded("PO1 2AL,50.798,-1.091,E06000044", header=SIMPLE)

    assert gazetteer.find("PO1 2AL").boards == (HAMPSHIRE_BOARD,)


@pytest.mark.parametrize("board", ["", "E54000034", "E54000099"])
def test_board_nobody_can_tell_leaves_every_board_of_the_council_possible(gazetteer, loaded, board):
    loaded(a_row(NSPL_2021, pcds="GU51 1AA", council="E07000089", board=board))

    place = gazetteer.find("GU51 1AA")

    assert place.boards == (HAMPSHIRE_BOARD, "E54000070")
    assert place.is_in(frozenset({HAMPSHIRE_BOARD})) is None
    assert place.is_in(frozenset({"E07000089"})) is True
    assert not place.exact


def test_county_is_one_of_the_areas(gazetteer):
    assert gazetteer.find("PO9").possibilities == (
        frozenset({ENGLAND, HAVANT, HAMPSHIRE, HAMPSHIRE_BOARD}),
        frozenset({ENGLAND, CHICHESTER, WEST_SUSSEX, SUSSEX_BOARD}),
    )


def test_postcode_no_longer_in_use_is_used_and_said(gazetteer, loaded):
    loaded(a_row(NSPL_2021, doterm="201902"))

    place = gazetteer.find("PO1 2AL")

    assert (place.source, place.exact, place.local_authorities) == (PlaceSource.ENDED_POSTCODE, True, (PORTSMOUTH,))


def test_postcode_without_a_position_takes_its_districts_but_keeps_its_areas(gazetteer, loaded):
    loaded(a_row(NSPL_2021, pcds="PO9 1AA", lat="99.999999", long="0.000000", council=HAVANT))

    place = gazetteer.find("PO9 1AA")

    assert (place.source, place.exact, place.local_authorities) == (PlaceSource.POSTCODE, False, (HAVANT,))
    assert (place.point, place.radius_miles) == (Point(50.86, -0.98), 3.0)


def test_postcode_without_areas_takes_its_districts_but_keeps_its_point(gazetteer, loaded):
    loaded(a_row(NSPL_2021, pcds="PO9 1AA", council="", ctry="E92000001"))

    place = gazetteer.find("PO9 1AA")

    assert (place.exact, place.local_authorities, place.radius_miles) == (False, (HAVANT, CHICHESTER), 0.0)


@pytest.mark.parametrize("file_is_loaded", [True, False])
def test_unknown_postcode_falls_back_to_its_district(gazetteer, loaded, file_is_loaded):
    if file_is_loaded:
        loaded(a_row(NSPL_2021))

    place = gazetteer.find("PO9 9ZZ")

    assert (place.source, place.exact, place.postcode) == (PlaceSource.DISTRICT_OF_UNKNOWN_POSTCODE, False, "PO9 9ZZ")
    assert place.local_authorities == (HAVANT, CHICHESTER)
    assert place.is_in(frozenset({HAVANT})) is None
    assert place.is_in(frozenset({ENGLAND})) is True


def test_district_alone_has_a_rough_point_and_every_council_it_touches(gazetteer):
    place = gazetteer.find("po9")

    assert (place.name, place.source, place.exact, place.postcode) == ("PO9", PlaceSource.DISTRICT, False, None)
    assert (place.point, place.radius_miles, place.outcode) == (Point(50.86, -0.98), 3.0, "PO9")


def test_district_too_young_for_the_built_in_table_is_taken_from_the_file(gazetteer, loaded):
    loaded(
        a_row(NSPL_2021, pcds="PO99 1AA"),
        a_row(NSPL_2021, pcds="PO99 1AB", lat="50.800000"),
        a_row(NSPL_2021, pcds="PO9 9AB"),
    )

    assert gazetteer.find("PO99").point == Point(50.799, -1.091)
    assert gazetteer.find("PO99 9ZZ").local_authorities == (PORTSMOUTH,)


@pytest.mark.parametrize(("typed", "name"), [("Trafford", "Trafford"), ("the City of Sheffield", "Sheffield")])
def test_council_is_found_by_name(gazetteer, typed, name):
    place = gazetteer.find(typed)

    assert (place.name, place.source, place.exact, place.postcode) == (name, PlaceSource.COUNCIL, False, None)


def test_county_by_name_is_each_of_its_districts(gazetteer):
    place = gazetteer.find("East Sussex")

    assert place.local_authorities == ("E07000061", "E07000062", "E07000063", "E07000064", "E07000065")
    assert place.is_in(frozenset({"E10000011"})) is True
    assert place.is_in(frozenset({"E07000063"})) is None


def test_council_has_a_middle_and_a_reach_by_its_districts(gazetteer):
    barnsley, unknown = gazetteer.find("Barnsley"), gazetteer.find("Trafford")

    assert (barnsley.point, barnsley.radius_miles) == (Point(53.55, -1.48), 4.0)
    assert (unknown.point, unknown.radius_miles) == (None, 0.0)
    assert all(outcode.startswith("S") for outcode in barnsley.outcodes)
    assert barnsley.outcodes
    assert not unknown.outcodes


@pytest.mark.parametrize("typed", ["BT7 1NN", "bt7"])
def test_northern_ireland_is_known_without_a_file(gazetteer, typed):
    place = gazetteer.find(typed)

    assert (place.nations, place.point, place.exact) == (("N92000002",), None, False)
    assert place.is_in(frozenset({ENGLAND})) is False
    assert place.is_in(frozenset({"N09000003"})) is None


@pytest.mark.parametrize(("typed", "nation"), [("JE2 3AB", "L93000001"), ("GY1 1AA", "L93000001"), ("im1 1aa", "M83000003")])
def test_islands_are_known_by_their_nation(gazetteer, loaded, typed, nation):
    assert gazetteer.find(typed).possibilities == (frozenset({nation}),)

    loaded(a_row(NSPL_2021, pcds="JE2 3AB", lat="99.999999", long="0.000000", council="L99999999", ctry="L93000001"))

    assert gazetteer.find(typed).possibilities == (frozenset({nation}),)


def test_scotland_and_wales_are_known_by_their_districts(gazetteer):
    assert gazetteer.find("TD15").nations == (ENGLAND, "S92000003")
    assert gazetteer.find("LD3 1AA").possibilities == (frozenset({"W92000004", "W06000023"}),)


def test_district_of_large_users_may_be_anywhere_in_its_nation(gazetteer):
    place = gazetteer.find("TW98")

    assert place.point is None
    assert place.is_in(frozenset({ENGLAND})) is True
    assert place.is_in(frozenset({PORTSMOUTH})) is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("ZZ1 1AA", "We can't find ZZ1 1AA. Check it, or leave it empty."),
        ("PO98 1AA", "We can't find PO98 1AA. Check it, or leave it empty."),
        ("A1", "We can't find A1"),
        ("BF1 2AA", "BF1 2AA is a forces postcode"),
        ("", "Enter a postcode, like PO1 2AL, or the name of your council"),
        ("15", "Enter a postcode"),
        ("London", "Enter a postcode"),
        ("Scotland", "Enter a postcode"),
        ("'; DROP TABLE postcodes; --", "Enter a postcode"),
        ("\x00\x07", "Enter a postcode"),
        ("💜" * 300, "Enter a postcode"),
    ],
)
def test_what_is_no_place_is_answered_with_what_to_do(gazetteer, typed, message):
    with pytest.raises(PlaceNotUnderstood, match=f"^{message.split('(')[0]}"):
        gazetteer.find(typed)


@pytest.mark.parametrize("typed", ["Portsmouth PO1 2AL", "PO1 2AL, UK", "I live near po1 2al"])
def test_postcode_among_other_words_is_found(gazetteer, typed):
    assert gazetteer.find(typed).postcode == "PO1 2AL"


def test_sentence_gives_only_districts_that_exist(gazetteer):
    assert str(gazetteer.find_postcode_in("I am in M8 and sad")) == "M8"
    assert gazetteer.find_postcode_in("I am in M77 and sad") is None


def test_former_codes_become_todays(gazetteer):
    assert gazetteer.current_codes(["E08000016", PORTSMOUTH, "made-up"]) == ("E08000038", PORTSMOUTH, "made-up")
    assert gazetteer.names["E08000016"] == gazetteer.names["E08000038"] == "Barnsley"


def test_file_swapped_underneath_is_noticed(gazetteer, loaded):
    loaded(a_row(NSPL_2021))
    assert gazetteer.find("PO1 2AL").exact

    loaded(a_row(NSPL_2021, pcds="PO1 2AB"))

    assert not gazetteer.find("PO1 2AL").exact
    assert gazetteer.find("PO1 2AB").exact


def test_file_that_comes_and_goes_is_noticed(gazetteer, loaded, target):
    assert not gazetteer.find("PO1 2AL").exact
    loaded(a_row(NSPL_2021))
    assert gazetteer.find("PO1 2AL").exact
    target.unlink()
    assert not gazetteer.find("PO1 2AL").exact


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\x00" + b"\x10\x00\x01\x01" * 400])
def test_damaged_file_is_as_good_as_none(gazetteer, target, damage):
    target.parent.mkdir()
    target.write_bytes(damage)

    assert gazetteer.find("PO1 2AL").source is PlaceSource.DISTRICT_OF_UNKNOWN_POSTCODE


def test_threads_and_forked_processes_each_open_the_file_for_themselves(gazetteer, loaded):
    loaded(a_row(NSPL_2021))
    assert gazetteer.find("PO1 2AL").exact

    found = []
    threads = [threading.Thread(target=lambda: found.append(gazetteer.find("PO1 2AL").exact)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4

    child = os.fork()
    if child == 0:
        os._exit(0 if gazetteer.find("PO1 2AL").exact else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert gazetteer.find("PO1 2AL").exact
