"""Whatever somebody can write is somewhere that redaction looks: a new column needs its place."""

import re

import pytest

from directory.store.remarks import (
    BESIDE_ALL,
    FACTS_IN_JSON,
    FACTS_NOW,
    IN_JSON,
    REMARKS,
    TABLES_OF_FACTS,
    rewrite_beside_all,
)
from directory.store.words_of_councils import NUMBERS, WORDS

# Facts of a listing and of its organisation, which redaction takes out as facts.
OF_FACTS = {
    "services": "a row of its own in what is looked through",
    **dict.fromkeys(TABLES_OF_FACTS, "looked through row by row"),
    "organisations": "a row of its own in what is looked through",
    "organisation_identifiers": "a row of its own in what is looked through",
}
# Tables without words of people, each with its reason.
EXEMPT_TABLES = {
    "_sqlite_migrations": "names of our own code",
    "meta": "counts of our own",
    "terms": "the taxonomy, written in the seed",
    "areas": "names of councils and boards, from the official lists",
    "crisis_lines": "the numbers on every page: only those who keep them change them, and no search may empty them",
    "age_rules": "each one of a few words of ours, or the slug of an audience",
    "service_terms": "slugs of the taxonomy",
    "events": "has no column for words, and may not be changed",
    "redactions": "names of facts",
    "attempts": "kinds of tries and hashes",
    "second_steps": "sealed secrets",
    "keeper_sessions": "hashes and a sealed secret",
    "sign_ins": "hashes",
    "recovery_codes": "hashes",
    "letters_sent": "kinds of letters and keys of who got them",
    "more_receipts": "hashes",
}
# Columns that hold no words, by name.
EXEMPT_COLUMNS = {
    r"\w*id|slug|code|council|\w*_hash|mark": "an id, an official code, or a hash",
    r"\w*(_at|_on)|since|failed_since|last_seen": "a moment or a day",
    r"\w*_by": "who acted, as the audit names them",
    r"state|outcome|role|risk|action|subject|scope|method|form|offered_kind": "one of a few words of ours",
    r"fact|field|fields": "names of facts",
    r"source|record": "the name of a file or feed, and of a row in it",
    r"email|sender": "the address of a person, which is wiped a year after they have left",
}
EXEMPT = {
    ("corrections", "reason"): "one of a few",
    ("corrections", "wordless"): "one of a few",
    ("put_away", "reason"): "one of a few",
    ("council_numbers", "label"): "one of two of ours",
    ("council_number_checks", "label"): "one of two of ours",
}
DROPPED = {
    ("link_checks", "leads_to"),
    ("merges", "moved"),
    *((table, "number") for table in NUMBERS),
    *(("council_numbers", column) for column in WORDS),
}


def text_columns(db):
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        yield from ((table, row[1]) for row in db.execute(f"PRAGMA table_info([{table}])") if row[2] == "TEXT")


def in_json():
    """The columns of the statements that read facts kept as JSON."""
    for sql in FACTS_IN_JSON:
        columns, table = re.search(r"SELECT service_id, (.*?) FROM (\w+)", sql).groups()
        yield from ((table, column) for column in columns.split(", "))


def test_every_column_that_can_hold_somebodys_words_is_looked_after(db):
    looked_after = {(table, column.strip('"')) for table, column, _ in (*REMARKS, *BESIDE_ALL)} | set(in_json()) | DROPPED
    exempt = re.compile("|".join(f"(?:{names})" for names in EXEMPT_COLUMNS))

    forgotten = [
        (table, column)
        for table, column in text_columns(db)
        if table not in {**OF_FACTS, **EXEMPT_TABLES}
        and (table, column) not in {*looked_after, *EXEMPT}
        and not exempt.fullmatch(column)
    ]

    assert forgotten == [], "say in directory/store/remarks.py where these words are, or here why they are none"


def test_every_exemption_is_of_something_that_is_there(db):
    there = set(text_columns(db))

    assert {*OF_FACTS, *EXEMPT_TABLES} <= {table for table, _ in there} | {"_sqlite_migrations"}
    assert there >= set(EXEMPT) | DROPPED
    columns = {column for _, column in there}
    assert [names for names in EXEMPT_COLUMNS if not any(re.fullmatch(names, one) for one in columns)] == []


@pytest.mark.parametrize("table", sorted(OF_FACTS))
def test_every_table_of_facts_is_looked_through(table):
    assert any(re.search(rf"(FROM|JOIN) {table}\b", sql) for sql in FACTS_NOW)


def test_every_place_that_is_looked_after_is_there(db):
    there = set(text_columns(db))

    assert {(table, column.strip('"')) for table, column, _ in (*REMARKS, *BESIDE_ALL)} <= there
    assert there >= IN_JSON
    assert rewrite_beside_all(db, str.upper) == 0
