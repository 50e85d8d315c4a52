"""Two words with a capital that no role has read like somebody’s name."""

import pytest

from directory.domain.names_in_words import name_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jo Smith", "Jo Smith"),
        ("Youth manager, Jo Smith", "Jo Smith"),
        ("Youth Manager Jo Smith", "Jo Smith"),
        ("Anne-Marie O’Neil (chair)", "Anne-Marie O’Neil"),
        ("JO SMITH", "JO SMITH"),
        ("Zoë Ångström", "Zoë Ångström"),
    ],
)
def test_a_first_and_a_last_name_are_found_wherever_they_stand(text, name):
    assert name_in(text) == name


@pytest.mark.parametrize(
    "role",
    [
        "",
        "youth manager",
        "Youth Manager",
        "Our Head of Safeguarding",
        "Designated Safeguarding Lead (DSL)",
        "Chair, Treasurer",
        "Deputy Head Teacher; Trustee",
        "The Children’s Services Manager",
        "The vicar of Saint Ann",
    ],
)
def test_roles_are_nobodys_name_however_they_are_written(role):
    assert name_in(role) is None
