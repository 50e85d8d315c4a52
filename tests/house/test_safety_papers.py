"""The hazard log is only worth what its proofs are worth: each one must be a test that is there."""

import importlib
import re
from pathlib import Path

import pytest

from directory.config import APPROVALS, PREFIX

PAPERS = (Path(__file__).parents[2] / "docs" / "safety.md").read_text(encoding="utf-8")
HAZARDS = {part.partition("\n")[0]: part for part in re.split(r"^### ", PAPERS, flags=re.MULTILINE)[1:]}
PROOF = re.compile(r"`(tests/[\w/]+)\.py::(test_\w+)`")
NOT_PROOF = 'A "no misses" figure on a small set is not proof'


@pytest.mark.parametrize("hazard", HAZARDS)
def test_every_hazard_has_its_harm_its_control_its_proof_and_what_is_left(hazard):
    said = re.findall(r"^\*(\w+):\*", HAZARDS[hazard], flags=re.MULTILINE)

    assert said == ["Harm", "Control", "Proof", "Left", "Decides"]
    assert PROOF.search(HAZARDS[hazard])


@pytest.mark.parametrize(("module", "name"), sorted(set(PROOF.findall(PAPERS))))
def test_every_proof_is_a_test_that_is_there(module, name):
    assert callable(getattr(importlib.import_module(module.replace("/", ".")), name))


def test_hazards_are_numbered_without_a_gap():
    assert [hazard.partition(".")[0] for hazard in HAZARDS] == [f"H{number + 1}" for number in range(len(HAZARDS))]


def test_everybody_who_must_approve_is_in_the_papers_and_decides_something():
    for role in APPROVALS:
        assert PREFIX + role.upper() in PAPERS
        assert any(role.replace("_", " ").removeprefix("young peoples ") in hazard for hazard in HAZARDS.values()), role


def test_the_papers_say_what_a_figure_is_worth():
    assert PAPERS.count(NOT_PROOF) >= 2
