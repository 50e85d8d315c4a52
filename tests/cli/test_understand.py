import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from directory.cli.understand import understand
from directory.understanding import Understanding, load_vocabulary, read_taxonomy

SEED = Path(__file__).parents[2] / "seed"
KEYS = ["text", "needs", "audiences", "age", "postcode", "place", "crisis", "support", "about"]


@pytest.fixture(scope="module")
def run():
    app = Flask("understand")
    understanding = Understanding(load_vocabulary(SEED / "vocabulary"), read_taxonomy(SEED / "taxonomy.toml"))
    app.extensions["directory"] = SimpleNamespace(understanding=understanding)
    app.cli.add_command(understand)
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=["understand", *arguments])


def test_one_text_gives_one_object_with_exactly_the_keys_others_rely_on(run):
    result = run("yr 9 cant sleep PO1 2AL")

    told = json.loads(result.output)
    assert list(told) == KEYS
    assert told["needs"][0] == "sleep"
    assert told["age"] == 13
    assert told["postcode"] == "PO1 2AL"
    assert (told["crisis"], told["support"], told["about"]) == (None, False, "self")


def test_a_file_gives_one_line_for_each_of_its_lines(run, tmp_path):
    path = tmp_path / "texts.txt"
    path.write_text("my friend says she wants to die\n\nhomesick\n", encoding="utf-8")

    first, second = (json.loads(line) for line in run("--file", str(path)).output.splitlines())

    assert (first["crisis"], first["about"]) == ("suicide", "someone-else")
    assert second["needs"][0] == "separation"


def test_danger_at_the_end_of_a_long_text_is_seen_and_the_text_stays_as_typed(run):
    text = "we moved to a new school in the town and the lunches are long and the hall smells of soup " * 4
    text += "tonight i think i am going to kill myself"

    told = json.loads(run(text).output)

    assert told["text"] == text
    assert (told["crisis"], told["about"]) == ("suicide", "self")


@pytest.mark.parametrize("arguments", [[], ["text", "--file", __file__], ["--file", "nowhere.txt"]])
def test_anything_but_a_text_or_a_file_is_explained(run, arguments):
    result = run(*arguments)

    assert result.exit_code == 2
    assert "Error: " in result.output
