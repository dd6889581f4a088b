"""Words as people type them: folded to find out what is meant, short answers understood, carried on as written."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

PICTURE = re.compile(r":[a-z0-9_+'\-]+:")
CLOSING = r"[*_~`)\]\"'”’»“]*"
"""What may close behind a word that stood in brackets, quotes or bold."""
FIRST = re.compile(
    rf"[\s*_~`•‣◦▪⁃∙·>(\[\"'“‘«„-]*(?P<word>[^\W\d_][\w'’-]*?)(?P<after>{CLOSING})(?P<rest>(?![\w'’-]).*)", re.DOTALL
)
GAP = re.compile(r"(?:[\s\u200b\u2060\ufeff]|[:,;.!?•‣◦▪⁃∙·–—]|$)")
"""What ends a word of ours: a space or line break of whatever kind, a bullet, or a stop; nothing that belongs to it."""
SPACE = r"[\s\u200b\u2060\ufeff]*"
ENDS = re.compile(rf"{CLOSING}{GAP.pattern}")
LEADING = re.compile(rf"{CLOSING}[:,;.!?]*{SPACE}(?:[•‣◦▪⁃∙·–—]{SPACE})?")


BELONGING = re.compile(r" ?\([%$#€£]\)|%")
"""What belongs to a name though it is no word: "Staff who agree (%)"."""
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
LESS = (
    "partly", "partially", "mostly", "almost", "nearly", "more or less", "not fully", "not completely",
    "not entirely",
)  # fmt: skip
"""With these, what was done or went as planned was so in part."""
CLOSED = re.compile(r"[,.;:!?–—\n(]| - ")
"""Where a short answer ends and the sentence goes on."""
BUT = frozenset(("but", "except", "though", "although", "however", "only", "pero", "not"))
"""A sentence that goes on so takes back what came before: then nobody can say which answer it is."""


def word_set(words: str) -> frozenset[str]:
    """The words of a text, parted by spaces."""
    return frozenset(words.split())


FILLERS = word_set(
    "please pls can could may i we you me us my our the a an to do want would like lets let show give open go run "
    "start tell see get use try hey hi hello ok okay so and now sel bot need por favor quiero ver"
)
"""What may stand before a word of ours without changing what is meant."""
LINKING = word_set("on for about with of from at in this that strategy number")
"""What may stand between a word of ours and the strategy that is meant."""
POLITE = word_set("please pls thanks thank you now por favor")
"""What people add out of kindness, and what names nothing."""


@dataclass(frozen=True)
class Token:
    """A word of a text, folded, with where it begins and ends in what was written."""

    folded: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words in what was written, each without capitals, accents and apostrophes; pictures by name are none."""
    hidden = PICTURE.sub(lambda picture: " " * len(picture[0]), text)
    words = (Token(fold(each[0]), each.start(), each.end()) for each in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", hidden))
    return [each for each in words if each.folded]


@cache
def _plain(notification: str) -> str:
    flat = unicodedata.normalize("NFKD", notification.casefold())
    return "".join(each for each in flat if each.isalnum() and not unicodedata.combining(each))


def fold(text: str) -> str:
    """Without capitals, accents and punctuation: for finding out what is meant, never to be kept."""
    return "".join(map(_plain, text))


def split_off(text: str) -> tuple[str, str]:
    """The first word, folded, and the rest as it was written; an empty word where the text begins with none.

    What ends the word may be a space of any kind, a line break, a bullet or a stop; of the rest only what stood
    between is left out.
    """
    match = FIRST.fullmatch(text)
    if match is None or not GAP.match(match["rest"]):
        return "", text.strip()
    return fold(match["word"]), after(match["rest"])


def after(rest: str) -> str:
    """What follows a word, without what stood between."""
    between = LEADING.match(rest)
    assert between is not None  # it may be empty
    cut = between.end()
    if "\n" in rest[:cut]:  # a list that begins on the next line keeps its bullets and dashes
        cut = rest.rindex("\n", 0, cut) + 1
    said = rest[cut:].strip()
    return "" if POLITE.issuperset(each.folded for each in tokens(said)) and not _has_signs(said) else said


def _has_signs(text: str) -> bool:
    """Whether there is anything but words and stops: a picture or a number is somebody's own."""
    return bool(re.sub(r"[\w\s.,!?'’]", "", text))


def trimmed(text: str) -> str:
    """What words name, without the small ones around it: "on S4, please" is "S4". For looking things up, never kept."""
    words = tokens(text)
    while words and words[0].folded in FILLERS | LINKING:
        words.pop(0)
    while words and words[-1].folded in POLITE:
        words.pop()
    if not words:
        return ""
    name = text[words[0].start : words[-1].end]
    tail = BELONGING.match(text, words[-1].end)
    open_bracket = name.count("(") > name.count(")") and text[words[-1].end : words[-1].end + 1] == ")"
    return name + (tail[0] if tail else ")" if open_bracket else "")


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
FIRST_WORDS = {
    **dict.fromkeys(("yes", "yep", "yeah", "yup", "si", "sure"), frozenset(Short) - {Short.NO, Short.NOT, Short.SKIP}),
    **dict.fromkeys(("no", "nope", "nah"), frozenset({Short.NO, Short.NOT, Short.NOT_DUE, Short.PARTLY})),
}
"""Yes or no before a short answer that says it better: "yes, partly", "no, only half"."""
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
    if first in FIRST_WORDS and (meaning := _meaning(rest)) in FIRST_WORDS[first]:
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
