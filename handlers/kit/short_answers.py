"""Short answers in everyday words: "as planned", "partly", "not this week", "done", "yes", "no", "skip"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.kit.typed_words import POLITE, tokens


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
class TypedAnswer:
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
        "como planeado, segun lo planeado, bien, todo bien, muy bien"
    ),
    Short.PARTLY: _phrases(
        "partly, partially, in part, part, partial, half, half of it, halfway, half way, half done, somewhat, kind of, "
        "kinda, sort of, sorta, mostly, almost, nearly, a bit, a little, so so, soso, more or less, some, some of it, "
        "not fully, not completely, not entirely, not quite, not all, not all of it, partly done, partially done, "
        "mostly done, half half, fifty fifty, 50 50, in parts, part way, partway, parcialmente, en parte, a medias, "
        "mas o menos"
    ),
    Short.NOT: _phrases(
        "not this week, not this time, not yet, not done, not at all, none, none of it, nothing, not happening, "
        "didnt happen, did not happen, hasnt happened, has not happened, didnt work out, did not work out, "
        "didnt do it, did not do it, couldnt do it, could not do it, didnt, did not, couldnt, could not, cancelled, "
        "canceled, postponed, we skipped it, skipped it, skipped, was cancelled, was canceled, was postponed, "
        "didnt get to it, did not get to it, didnt get around to it, did not get around to it, no time, no time for "
        "it, had no time, didnt have time, did not have time, ran out of time, didnt manage, did not manage, didnt "
        "manage it, did not manage it, wasnt able to, was not able to, werent able to, were not able to, not able to, "
        "not possible, wasnt possible, was not possible, didnt take place, did not take place, fell through, never "
        "happened, nothing happened, nothing done, nothing got done, not started, not started yet, havent started, "
        "have not started, havent, have not, esta semana no, no pudimos, no pude, no se pudo, todavia no, aun no"
    ),
    Short.NOT_DUE: _phrases(
        "nothing was due, nothing due, not due, wasnt due, was not due, none was due, none due, not scheduled, wasnt "
        "scheduled, was not scheduled, nothing was scheduled, nothing scheduled, nothing was planned, nothing planned, "
        "does not apply, doesnt apply, not applicable, n a, na"
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
    Short.SKIP: _phrases(
        "skip, skip it, skip this, skip that, skip this week, skip this one, skipping, pass, pass on it"
    ),
}
MEANINGS = {phrase: short for short, phrases in PHRASES.items() for phrase in phrases}
SIGNS = {
    **dict.fromkeys(("👍", ":+1:", ":thumbsup:", "👌", ":ok_hand:"), Short.PLANNED),
    **dict.fromkeys(("✅", "✔", "☑", ":white_check_mark:", ":heavy_check_mark:"), Short.DONE),
    **dict.fromkeys(("👎", ":-1:", ":thumbsdown:", "❌", ":x:"), Short.NOT),
}
SIGN = re.compile(r":[a-z0-9_+-]+:|\S")
SHORTEST = 10
"""A text with more words says more than a short answer."""
COLOUR = re.compile(r"[\U0001f3fb-\U0001f3ff\ufe0f]|:skin-tone-\d:")
"""What only says how a picture looks."""
OPENINGS = (
    "well", "so", "oh", "hm", "hi", "hey", "hello", "ok", "okay", "good morning", "morning", "thanks for asking",
    "sorry", "sadly", "unfortunately", "lets", "let us", "ill", "i will", "id like to", "i would like to", "can we",
    "can i", "it all", "it was all", "it was", "it went", "it is", "its", "it", "we all", "we have", "we", "i have",
    "ive", "i", "that was", "that went", "thats", "that", "this was", "this went", "this", "did it", "did",
    "everything was", "everything went", "everything", "all was", "all went", "all is", "all", "was", "went", "is",
    "things went", "things are", "just", "only", "very", "really", "pretty",
)  # fmt: skip
"""What may stand before a short answer without changing it."""
ENDINGS = (
    "for this week", "this week", "esta semana", "this time", "this one", "so far", "for now", "for today", "today",
    "again", "as usual", "though", "actually", "i think", "i guess", "sorry", "sadly", "unfortunately", "at all",
)  # fmt: skip
FIRST = {
    **dict.fromkeys(("yes", "yep", "yeah", "yup", "si", "sure"), frozenset(Short) - {Short.NO, Short.NOT, Short.SKIP}),
    **dict.fromkeys(("no", "nope", "nah"), frozenset({Short.NO, Short.NOT, Short.NOT_DUE, Short.PARTLY})),
}
"""Yes or no before a short answer that says it better: "yes, partly", "no, only half"."""
LESS = (
    "partly",
    "partially",
    "mostly",
    "almost",
    "nearly",
    "more or less",
    "not fully",
    "not completely",
    "not entirely",
)
"""With these, what was done or went as planned was so in part."""
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
    signs = {SIGNS.get(each) for each in SIGN.findall(COLOUR.sub("", text).strip(".! "))}
    if len(signs) == 1 and (sign := signs.pop()):
        return sign
    words = [each.folded for each in tokens(text)]
    while words and words[0] in POLITE:
        words.pop(0)
    while words and words[-1] in POLITE:
        words.pop()
    return _meaning(" ".join(words)) if len(words) <= SHORTEST else None


def _meaning(phrase: str) -> Short | None:
    """The meaning of folded words, with what may stand around it taken off piece by piece."""
    if phrase in MEANINGS:
        return MEANINGS[phrase]
    for ending in ENDINGS:
        if phrase.endswith(f" {ending}") and (meaning := _meaning(phrase.removesuffix(f" {ending}"))):
            return meaning
    for opening in OPENINGS:
        if phrase.startswith(f"{opening} ") and (meaning := _meaning(phrase.removeprefix(f"{opening} "))):
            return meaning
    first, _space, rest = phrase.partition(" ")
    if first in FIRST and (meaning := _meaning(rest)) in FIRST[first]:
        return meaning
    return Short.PARTLY if _in_part(phrase) else None


def _in_part(phrase: str) -> bool:
    """Whether folded words say that something was done in part: "mostly as planned", "as planned, almost"."""
    rests = [
        *(phrase.removeprefix(f"{less} ") for less in LESS if phrase.startswith(f"{less} ")),
        *(phrase.removesuffix(f" {less}") for less in LESS if phrase.endswith(f" {less}")),
    ]
    return any(_meaning(rest) in (Short.PLANNED, Short.DONE) for rest in rests)


def understood(text: str) -> TypedAnswer:
    """What a typed answer says: a short answer, a sentence, or a sentence that begins with a short answer."""
    whole = text.strip()
    if short := short_of(whole):
        return TypedAnswer(short)
    clauses = [each for each in CLOSED.split(whole) if tokens(each)]
    if len(clauses) < 2:
        return TypedAnswer(sentence=whole)
    first, second = short_of(clauses[0]), short_of(clauses[1])
    if second and second is not first:  # "yes, partly: the bus was late" is partly; of "done, no" nobody can tell
        first = short_of(" ".join(clauses[:2]))
    plain = " ".join(each.folded for each in tokens(clauses[0]))
    if first not in STRONG or plain in FAINT or tokens(clauses[1])[0].folded in BUT:
        return TypedAnswer(sentence=whole)
    return TypedAnswer(first) if all(short_of(each) is first for each in clauses) else TypedAnswer(first, whole)
