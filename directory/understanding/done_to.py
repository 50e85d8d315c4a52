"""What is done to somebody: `hits me`, `share my nudes`, `beats him up`."""

from collections.abc import Sequence

from directory.understanding.patterns import Reading
from directory.understanding.stems import stems_of, words_of

HARM = stems_of(
    "hit beat kick punch slap hurt bully touch grab grope strangle choke rape raped assault abuse force pressure threaten"
    " blackmail share leak spread lock trap ignore leave left dump cheat control stalk follow blame shout scream swear yell"
    " spit throw push shove chase mock tease laugh exclude block ghost humiliate embarrass stop mean horrible nasty rude"
    " cruel vile weird off funny harass groom attack stab kill pick let steal rob hate burn bite pinch batter smash make"
)
HARM_REACH = 3
# `wont let me leave`, but not `wont let me see her arm`.
HELD_FROM = words_of("leave out go eat sleep have talk speak use breathe wear alone be do")
# `she texted hes hurting me`: whose words they are is not known.
WRITTEN = words_of("texted messaged messages")
LETTING = words_of("let lets letting")
SAYING = words_of("say says said saying")
ME, MINE = words_of("me"), words_of("my our")
OTHERS = words_of("him her them himself herself themselves myself")
THEM = words_of("him her them")
BE = words_of("be being been is was are were got get gets getting im")
BORDERS = words_of("so because cos since while although though")


def is_done_to_writer(reading: Reading, starts: Sequence[bool], named: frozenset[str], start: int = 0) -> bool:
    """Whether something is done to `me`, from the word at `start` to the end of its clause; `named` are stems of people,
    for what is done to `my son` is done to him."""
    return any(_harms_writer(reading, named, at) for at in _clause(reading, starts, start))


def is_done_to_them(reading: Reading, starts: Sequence[bool], start: int) -> bool:
    words, stems = reading.words, reading.stems
    clause = _clause(reading, starts, start)
    harms = [at for at in clause if stems[at] in HARM]
    return any(not THEM.isdisjoint(words[at + 1 : at + 1 + HARM_REACH]) for at in harms)


def _clause(reading: Reading, starts: Sequence[bool], start: int) -> range:
    end = start + 1
    while end < len(reading.words) and not starts[end] and reading.words[end] not in BORDERS:
        end += 1
    return range(start, min(end, len(reading.words)))


def _harms_writer(reading: Reading, named: frozenset[str], at: int) -> bool:
    words, stems = reading.words, reading.stems
    if stems[at] not in HARM or _is_reported(words, at) or _is_passive(words, at):
        return False
    if words[at] in LETTING and words[at + 2 : at + 3] and words[at + 2] not in HELD_FROM:
        return False
    for after in range(at + 1, min(at + 1 + HARM_REACH, len(words))):
        if words[after] in ME:
            return True
        if words[after] in MINE or words[after] in OTHERS:
            return words[after] in MINE and after + 1 < len(words) and named.isdisjoint(stems[after + 1 : after + 3])
    return False


def _is_reported(words: Sequence[str], at: int) -> bool:
    return not WRITTEN.isdisjoint(words[:at]) or (at > 0 and words[at - 1] in SAYING)


def _is_passive(words: Sequence[str], at: int) -> bool:
    """`is being bullied`: done to whom the words speak of before."""
    return at > 0 and words[at - 1] in BE and words[at].endswith(("ed", "en"))
