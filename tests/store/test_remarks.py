"""Whatever somebody can write is somewhere that redaction looks: a new column needs its place."""

import re

from directory.store.remarks import BESIDE_ALL, FACTS_IN_JSON, IN_JSON, REMARKS, rewrite_beside_all

# Facts of a listing and of its organisation, which redaction takes out as facts.
OF_FACTS = {
    "services", "contact_points", "locations", "waits", "age_rules", "catchment_conditions", "service_terms",
    "organisations", "organisation_identifiers",
}  # fmt: skip
# What editors keep of the world, and what holds no words: keys, sessions, tries, and the audit.
OF_NOBODY = {
    "_sqlite_migrations", "meta", "terms", "areas", "council_numbers", "council_number_checks", "crisis_lines",
    "crisis_line_checks", "attempts", "second_steps", "keeper_sessions", "sign_ins", "recovery_codes", "events",
    "redactions", "more_receipts", "letters_sent",
}  # fmt: skip
# By name: an id or a hash, a moment, one of a few words of ours, a name of facts, who acted, or the address of a person,
# which is wiped a year after they have left.
NO_WORDS = re.compile(
    r"\w*(id|_at|_on|_hash|_by|since)|slug|code|state|outcome|role|fact|field|fields|moved|risk|action|subject|scope|method"
    r"|mark|form|source|record|last_seen|email|sender|offered_kind"
)
NOT_WORDS = {("corrections", "reason"), ("corrections", "wordless"), ("put_away", "reason")}  # each one of a few
DROPPED = {("link_checks", "leads_to")}


def text_columns(db):
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        yield from ((table, row[1]) for row in db.execute(f"PRAGMA table_info([{table}])") if row[2] == "TEXT")


def in_json():
    """The columns of the statements that read facts kept as JSON."""
    for sql in FACTS_IN_JSON:
        columns, table = re.search(r"SELECT service_id, (.*?) FROM (\w+)", sql).groups()
        yield from ((table, column) for column in columns.split(", "))


def test_every_column_that_can_hold_somebodys_words_is_looked_after(db):
    looked_after = (
        {(table, column.strip('"')) for table, column, _ in (*REMARKS, *BESIDE_ALL)} | set(in_json()) | NOT_WORDS | DROPPED
    )

    forgotten = [
        (table, column)
        for table, column in text_columns(db)
        if table not in OF_FACTS | OF_NOBODY and (table, column) not in looked_after and not NO_WORDS.fullmatch(column)
    ]

    assert forgotten == [], "say in directory/store/remarks.py where these words are, or here that they are none"


def test_every_place_that_is_looked_after_is_there(db):
    there = set(text_columns(db))

    assert {(table, column.strip('"')) for table, column, _ in (*REMARKS, *BESIDE_ALL)} <= there
    assert there >= IN_JSON
    assert rewrite_beside_all(db, str.upper) == 0
