"""The words of a listing that young people read: what is asked, and what is told back where it could be plainer."""

from directory.providers.questions import Group, Look, Question, group_of, text_or_none

MOST_STEPS = 4


def text(field: str, label: str, hint: str = "", longest: int = 600, rows: int = 3) -> Question:
    return Question(field, label, hint, Look.LINES, longest=longest, rows=rows, is_public=True)


def read_steps(typed: str) -> tuple[str, ...] | None:
    """A step on each line."""
    lines = tuple(line for line in (text_or_none(typed) or "").split("\n") if line)
    if len(lines) > MOST_STEPS:
        raise ValueError(f"Use at most {MOST_STEPS} lines")
    return lines or None


WORDS: dict[str, Group] = {
    "what": group_of(
        "What it is",
        "The first thing a young person reads. Short words and short sentences help most.",
        text(
            "summary", "What it is, in one sentence", "Like: Someone to talk to about worries, by text or in school.", 200, 2
        ),
        text("description", "More about it", "What happens there, who they will meet, what it is like.", 2_000, 8),
    ),
    "who": group_of(
        "Who it is for, and who it is not for",
        "Saying who it is not for saves people a no. Say what to try instead, so that nobody is left with nothing.",
        text("threshold/for_plain", "Who it is for", "Like: Young people who feel low or worried most days."),
        text("threshold/not_for_plain", "Who it is not for", "Like: We cannot help in an emergency."),
        text("threshold/try_instead", "What to try instead", "Name a service, and how to reach it."),
    ),
    "next": group_of(
        "What happens next, and while they wait",
        "Not knowing what comes next stops people from asking.",
        Question(
            "what_happens_next",
            "What happens after somebody gets in touch",
            f"One step on each line, {MOST_STEPS} at most.",
            Look.LINES,
            read_steps,
            lambda told: "\n".join(told or ()),
            longest=800,
            rows=4,
            is_public=True,
        ),
        text("while_you_wait", "What to do while they wait", "Something small that they can do today."),
    ),
    "say": group_of(
        "Words people could use",
        "Many do not know how to begin. Give them words to read out or send.",
        text("words_to_say/call", "When they ring"),
        text("words_to_say/text", "When they text"),
        text("words_to_say/email", "When they write"),
    ),
}
