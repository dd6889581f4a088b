"""Short answers in everyday words: "as planned", "partly", "not this week", "done", "yes", "no", "skip"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.kit.spoken import POLITE, tokens


class Short(StrEnum):
    """What a short answer says."""

    PLANNED = "as planned"
    PARTLY = "partly"
    NOT = "not this week"
    NOT_DUE = "nothing was due"
    DONE = "done"
    YES = "yes"
    NO = "no"
    SKIP = "skip"


@dataclass(frozen=True)
class Said:
    """What somebody typed: the short answer in it, if there is one, and the sentence, letter by letter.

    A text that is nothing but a short answer has no sentence.
    """

    short: Short | None = None
    sentence: str = ""


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(each.split()) for each in text.split(","))


PHRASES = {
    Short.PLANNED: _phrases(
        "as planned, planned, according to plan, went to plan, to plan, on plan, on track, on schedule, good, "
        "all good, fine, all fine, great, perfect, well, very well, really well, went well, went fine, went great, "
        "smoothly, went smoothly, fully, completely, in full, as we planned, as expected, as hoped, no problems, "
        "no issues, without problems, without a hitch, went ok, went okay, everything worked, worked, worked well, "
        "como planeado, segun lo planeado"
    ),
    Short.PARTLY: _phrases(
        "partly, partially, in part, part, partial, half, half of it, halfway, half way, half done, somewhat, kind of, "
        "kinda, sort of, sorta, mostly, almost, nearly, a bit, a little, so so, soso, more or less, some, some of it, "
        "not fully, not completely, not entirely, not quite, not all, not all of it, partly done, partially done, "
        "mostly done, parcialmente, en parte"
    ),
    Short.NOT: _phrases(
        "not this week, not this time, not yet, not done, not at all, none, none of it, nothing, not happening, "
        "didnt happen, did not happen, hasnt happened, has not happened, didnt work out, did not work out, "
        "didnt do it, did not do it, couldnt do it, could not do it, didnt, did not, couldnt, could not, cancelled, "
        "canceled, postponed, we skipped it, skipped it, skipped, was cancelled, was canceled, was postponed, "
        "esta semana no"
    ),
    Short.NOT_DUE: _phrases(
        "nothing was due, nothing due, not due, wasnt due, was not due, none was due, none due, not scheduled, wasnt "
        "scheduled, was not scheduled, nothing was scheduled, nothing scheduled, nothing was planned, nothing planned, "
        "does not apply, doesnt apply, not applicable"
    ),
    Short.DONE: _phrases(
        "done, all done, did it, did it all, did them all, did all of it, finished, complete, completed, happened, "
        "it happened, done and dusted, done with it, hecho, listo"
    ),
    Short.YES: _phrases(
        "yes, yep, yeah, yup, ya, y, sure, absolutely, definitely, of course, indeed, it did, they did, did, "
        "yes it did, yes they did, yes did, si, claro, correct, right, true"
    ),
    Short.NO: _phrases("no, nope, nah, n, no it didnt, no it did not, no they didnt, not really, nada, negative"),
    Short.SKIP: _phrases("skip, skip it, skip this, skip that, skip this week, skip this one, pass, pass on it"),
}
MEANINGS = {phrase: short for short, phrases in PHRASES.items() for phrase in phrases}
SIGNS = {"👍": Short.PLANNED, "✅": Short.DONE, "✔️": Short.DONE, "☑️": Short.DONE, "👎": Short.NOT}
OPENINGS = (
    "well", "so", "oh", "hm", "hi", "hey", "hello", "it all", "it was all", "it was", "it went", "it is", "its", "it",
    "we all", "we have", "we", "i have", "ive", "i", "that was", "that went", "thats", "that", "this was", "this went",
    "this", "everything was", "everything went", "everything", "all was", "all went", "all is", "all", "was", "went",
    "is", "things went", "things are", "just", "only", "very", "really", "pretty",
)  # fmt: skip
"""What may stand before a short answer without changing it."""
ENDINGS = ("this week", "so far", "for now", "today", "again", "as usual", "though", "actually", "i think", "i guess")
CLOSED = re.compile(r"[,.;:!?–—\n(]| - ")
"""Where a short answer ends and the sentence goes on."""
BUT = frozenset(("but", "except", "though", "although", "however", "only", "pero", "not"))
"""A sentence that goes on so takes back what came before: then nobody can say which answer it is."""
STRONG = frozenset(Short) - {Short.SKIP}
FAINT = _phrases(
    "good, fine, great, perfect, well, some, part, half, none, nothing, right, true, did, sure, worked, i, n, y"
)
"""Too little to be an answer where a sentence follows: "good, but late", "some came"."""


def short_of(text: str) -> Short | None:
    """The short answer that a text is, whole; None where it says anything more."""
    sign = text.strip().strip(".! ")
    if sign in SIGNS:
        return SIGNS[sign]
    words = [each.folded for each in tokens(text)]
    while words and words[0] in POLITE:
        words.pop(0)
    while words and words[-1] in POLITE:
        words.pop()
    return _meaning(" ".join(words))


def _meaning(said: str) -> Short | None:
    """The meaning of folded words, with what may stand around it taken off piece by piece."""
    if said in MEANINGS:
        return MEANINGS[said]
    for ending in ENDINGS:
        if said.endswith(f" {ending}") and (found := _meaning(said.removesuffix(f" {ending}"))):
            return found
    for opening in OPENINGS:
        if said.startswith(f"{opening} ") and (found := _meaning(said.removeprefix(f"{opening} "))):
            return found
    return None


def understood(text: str) -> Said:
    """What a typed answer says: a short answer, a sentence, or a sentence that begins with a short answer."""
    whole = text.strip()
    if short := short_of(whole):
        return Said(short)
    found = CLOSED.search(whole)
    if not found:
        return Said(sentence=whole)
    head, rest = whole[: found.start()], tokens(whole[found.end() :])
    first = short_of(head)
    plain = " ".join(each.folded for each in tokens(head))
    if not rest and first:
        return Said(first)
    if first not in STRONG or plain in FAINT or not rest or rest[0].folded in BUT:
        return Said(sentence=whole)
    return Said(first) if short_of(whole[found.end() :]) is first else Said(first, whole)
