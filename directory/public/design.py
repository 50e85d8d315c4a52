"""The design language on one page, for those who build the directory; never where the public relies on it."""

from pathlib import Path

from flask import abort, current_app, render_template

from directory.domain.verdicts import Verdict
from directory.public.blueprint import bp
from directory.public.cards import Card, Fact
from directory.public.understood import Part
from directory.web.access import get_site
from directory.web.palette import PAIRS, contrast_of, read_schemes
from directory.web.wording import Way

SPACES = (4, 8, 12, 16, 24, 32, 48)
LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
CHIP_WORDS = ("sleep problems", "worry and anxiety", "age 13", "for your child", "autistic young people and those with ADHD")
CHIPS = tuple(Part(words, f"made-up:{number}") for number, words in enumerate((*CHIP_WORDS, f"near {LONG_WORD}")))


@bp.get("/design")
def design() -> str:
    if get_site().live and not current_app.debug:
        abort(404)
    schemes = read_schemes(Path(current_app.static_folder or "static") / "css" / "base.css")
    return render_template(
        "public/design.html",
        schemes=schemes,
        pairs=[(pair, {name: contrast_of(pair, colours) for name, colours in schemes.items()}) for pair in PAIRS],
        spaces=SPACES,
        cards=[made_up_card(number, verdict) for number, verdict in enumerate((*Verdict, None), 1)],
        chips=CHIPS,
    )


def made_up_card(number: int, verdict: Verdict | None) -> Card:
    reasons = {
        Verdict.CAN_USE: "It is for people aged 11 to 18.",
        Verdict.ASK_FIRST: "They have not told us which places it covers.",
        Verdict.NOT_FOR_YOU: "It is for people aged 18 and over.",
    }
    return Card(
        number=number,
        name=LONG_WORD if verdict is Verdict.ASK_FIRST else "A made-up club",
        code=f"made{number}",
        summary="One plain sentence that says what it is.",
        organisation="A made-up charity",
        verdict=verdict,
        reasons=(reasons[verdict],) if verdict else (),
        try_instead="Another made-up club",
        facts=(
            Fact("2.5 miles away"),
            Fact("Wait: 2 to 3 weeks", note="said by the front desk"),
            Fact("Cost: not told us", False),
        ),
        way=Way("Ring 01632 960000", "tel:01632960000", "01632 960000", None, "until 9pm"),
        why=("Not checked by us yet",),
        point=None,
        is_demonstration=True,
        notes=("A note for somebody who may turn 18.",) if verdict is None else (),
    )
