"""The need is typed in clinical words as well as in plain ones."""

from directory.domain.taxonomy import Facet

AMONG_FIRST = 3


def test_every_professional_term_is_understood_as_its_need(demonstration):
    with demonstration.app.app_context():
        shelves = demonstration.app.extensions["directory"]
        needs = shelves.taxonomy().needs
        missed = [
            need.slug
            for need in needs
            if need.slug not in shelves.understanding.read(need.professional_term or need.label).needs[:AMONG_FIRST]
        ]

    assert missed == []


def test_every_need_can_be_picked_by_its_professional_term(demonstration):
    page = demonstration.get("professionals.home")
    offered = {has["value"] for has in page.all("option")}

    with demonstration.app.app_context():
        needs = demonstration.app.extensions["directory"].taxonomy().of(Facet.NEED)
    assert {need.slug for need in needs if need.parent} <= offered
    assert "Self-harm, self-injury (hurting yourself)" in page.text
