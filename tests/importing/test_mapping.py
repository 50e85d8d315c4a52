"""Mapping files, and the sentences a slip in one gets."""

from datetime import date

import pytest

from directory.domain.eligibility import AgeRule, AreaKind, Audience, AudienceMode, lives_in
from directory.domain.errors import ImportRefused
from directory.domain.services import Channel, CostKind, Sector, Status
from directory.importing.mapped_row import read_row
from directory.importing.mapping import read_mapping
from tests.conftest import SEED

TODAY = date(2026, 3, 27)


def a_mapping(tmp_path, taxonomy, text):
    path = tmp_path / "our-list.toml"
    path.write_text(text)
    return read_mapping(path, taxonomy, TODAY)


def read(tmp_path, taxonomy, text, **cells):
    return read_row(2, cells, a_mapping(tmp_path, taxonomy, text), taxonomy)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[columns]\nname = "N"', "source: this is missing"),
        ('source = "x"', "columns: this is missing"),
        ('source = "x"\n[columns]\nurl = "W"', "columns, name: this is missing"),
        (
            'source = "x"\n[columns]\nname = "N"\nphonee = "T"',
            "phonee: there is no field of this name. Did you mean “phone”",
        ),
        ('source = "x"\n[columns]\nname = 3', "columns, name: write a list of words"),
        ('source = "x"\n[columns]\nname = "N"\n[constants]\nsector = "public"', "constants, sector: “public” is none of"),
        ('source = "x"\n[columns]\nname = "N"\n[constants]\nneeds = ["worries"]', "constants, needs: “worries” is not one"),
        (
            'source = "x"\n[columns]\nname = "N"\n[values.status]\n"Open" = "opened"',
            "values, status, Open: “opened” is none",
        ),
        ('source = "x"\n[columns]\nname = "N"\n[read_from_prose]\nagess = "A"', "read_from_prose, agess"),
        ('source = "x"\ntidy = ["phone"]\n[columns]\nname = "N"', "tidy: “phone” cannot be tidied"),
        ('source = "x"\n[columns]\nname = "N"\n[[skip_when]]\ncolumn = "S"\nreason = "gone"', "is: say which values"),
        ('source = "x"\n[columns]\nname = "N"\n[catchment]\n', "catchment: write “anyone = true”"),
        ('source = "x', "not written as TOML"),
    ],
)
def test_a_slip_gets_a_sentence_that_names_the_line_to_mend(tmp_path, taxonomy, text, words):
    with pytest.raises(ImportRefused) as refusal:
        a_mapping(tmp_path, taxonomy, text)

    assert words in str(refusal.value)


def test_a_column_the_sheet_does_not_have_is_named(tmp_path, taxonomy):
    mapping = a_mapping(tmp_path, taxonomy, 'source = "x"\n[columns]\nname = "Nmae"')

    with pytest.raises(ImportRefused, match=r"speaks of a column “Nmae”.*Its columns are: Name, Town"):
        mapping.check_columns(("Name", "Town"))


@pytest.mark.parametrize("path", sorted((SEED / "mappings").glob("*.toml")), ids=lambda path: path.stem)
def test_every_mapping_we_ship_can_be_used(taxonomy, path):
    assert read_mapping(path, taxonomy, TODAY).source


def test_every_simple_fact_can_be_told_by_a_cell(tmp_path, taxonomy):
    text = """
    source = "x"
    [columns]
    name = "name"
    needs = "needs"
    only_for = "only"
    welcoming = "welcome"
    minimum_age = "from"
    maximum_age = "to"
    for = "for"
    cost = "cost"
    languages = "languages"
    status = "status"
    taking_new_people = "room"
    address = ["one", "two"]
    step_free = "step free"
    phone = ["tel", "tel2"]
    drop_in = "drop in"
    [values.cost]
    "No charge" = "free"
    [constants]
    sector = "statutory"
    how = ["face-to-face", "video"]
    [catchment]
    council = ["E06000044"]
    """
    record = read(
        tmp_path,
        taxonomy,
        text,
        **{
            "name": "Teen talk",
            "needs": "panic; Worry and anxiety",
            "only": "girls",
            "welcome": "lgbtq|girls",
            "from": "11",
            "to": "18.0",
            "for": "People who worry",
            "cost": "No charge",
            "languages": "English, Urdu",
            "status": "Temporarily Closed",
            "room": "Y",
            "one": "1 Sea Street,",
            "two": "Portsmouth",
            "step free": "yes",
            "tel": "01632960101",
            "tel2": "(01632) 960102",
            "drop in": "Tuesdays",
        },
    )
    facts = record.facts

    assert facts["needs"] == {"panic", "worry-anxiety"}
    assert facts["audiences"] == {Audience("girls", AudienceMode.ONLY), Audience("lgbtq", AudienceMode.WELCOMING)}
    assert facts["age_rules"] == (AgeRule(11, 18),)
    assert facts["threshold"].for_plain == "People who worry"
    assert facts["cost"].kind is CostKind.FREE
    assert facts["languages"] == ("English", "Urdu")
    assert facts["status"] is Status.TEMPORARILY_CLOSED
    assert facts["taking_new_people"] is True
    assert facts["sector"] is Sector.STATUTORY
    assert facts["how"] == {"face-to-face", "video"}
    assert facts["catchment"] == lives_in(AreaKind.LOCAL_AUTHORITY, "E06000044")
    assert facts["locations"][0].address == "1 Sea Street, Portsmouth"
    assert facts["locations"][0].step_free is True
    assert [(one.channel, one.value) for one in facts["contact_points"]] == [
        (Channel.PHONE, "01632 960101"),
        (Channel.PHONE, "01632 960102"),
        (Channel.DROP_IN, "Tuesdays"),
    ]
    assert record.warnings == ()


@pytest.mark.parametrize("blank", ["NA", "n/a", "N/A", "-", "none", "NULL", ".", "  ", ""])
def test_what_stands_for_nothing_tells_nothing(tmp_path, taxonomy, blank):
    text = 'source = "x"\n[columns]\nname = "name"\nurl = "web"\nminimum_age = "from"\nphone = "tel"'
    record = read(tmp_path, taxonomy, text, name="Teen talk", web=blank, tel=blank, **{"from": blank})

    assert record.facts == {}
    assert record.warnings == ()


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("web", "see our leaflet", "url was left out: “see our leaflet” is not a web address"),
        ("web", "javascript:alert(1)", "is not a web address"),
        ("from", "eleven-ish", "minimum age was left out"),
        ("mail", "ask Sam", "email was left out: “ask Sam” is not an email address"),
        ("ends", "next spring", "ends on was left out: “next spring” is not a day"),
        ("needs", "worries", "“worries” is not one of the words used here for needs"),
    ],
)
def test_a_cell_that_makes_no_sense_is_left_out_and_spoken_of(tmp_path, taxonomy, column, cell, words):
    text = (
        'source = "x"\n[columns]\nname = "name"\nurl = "web"\nminimum_age = "from"\nemail = "mail"\n'
        'ends_on = "ends"\nneeds = "needs"'
    )
    record = read(tmp_path, taxonomy, text, name="Teen talk", **{column: cell})

    assert record.facts == {}
    assert words in record.warnings[0]


@pytest.mark.parametrize(
    ("low", "high", "expected"), [("0", "0", None), ("0", "120", AgeRule(0, None)), ("", "17", AgeRule(None, 17))]
)
def test_ages_that_are_a_forms_way_of_saying_nothing_are_not_taken_at_their_word(tmp_path, taxonomy, low, high, expected):
    text = 'source = "x"\n[columns]\nname = "name"\nminimum_age = "low"\nmaximum_age = "high"'

    record = read(tmp_path, taxonomy, text, name="Teen talk", low=low, high=high)

    assert record.facts.get("age_rules") == ((expected,) if expected else None)


def test_rows_can_be_left_out_by_what_a_column_says(tmp_path, taxonomy):
    text = 'source = "x"\n[columns]\nname = "name"\n[[skip_when]]\ncolumn = "live"\nis = ["no"]\nreason = "not live"'

    assert read(tmp_path, taxonomy, text, name="Teen talk", live="No").refused == "not live"
    assert read(tmp_path, taxonomy, text, name="Teen talk", live="Yes").refused is None
