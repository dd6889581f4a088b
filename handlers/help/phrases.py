"""What people say in whole sentences: that they are away or back, what they ask of the bot, and thanks."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from handlers.help.vocabulary import GREETINGS, THANKS
from handlers.kit.spoken import POLITE, Token, tokens


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SELF = (
    r"(?:i am|i'm|im|i will be|i'll be|ill be|i'm going to be|i am going to be|we are|we're|i have been|i've been|me:?)"
)
REASON = (
    r"(?:out(?: of (?:the )?office| sick| ill)?|off(?: (?:sick|work|duty))?|away|sick|ill|absent|gone|ooo|"
    r"(?:home )?(?:with (?:the )?flu)|home sick|on (?:sick |medical |family |parental |maternity |paternity )?leave|"
    r"on (?:vacation|holidays?|pto|break|jury duty|a trip)|in training|at a conference|"
    r"travell?ing|unavailable|"
    r"not (?:here|in|available|around|working))"
)
WHEN = (
    r"(?:until|till|til|through|thru|from|since|starting|for|on|to|this|next|tomorrow|today|"
    r"all (?:day|week)|the rest of|"
    r"again|now|right now|at the moment|\d)"
)
AWAY = re.compile(rf"(?:{SELF} )?(?:also |again |still )?{REASON}(?P<rest>(?:[ ,:]+{WHEN}\b.*)?)", re.DOTALL)
BACK = re.compile(
    r"(?:(?:i am|i'm|im|i've come|i have come) )?(?:now )?back"
    r"(?:[ ,]+(?:again|now|today|here|in|at work|at school|in the office|from .{1,40}))*"
    r"|(?:i am|i'm|im) (?:here|in|well|better|healthy) again",
)
POLITELY = re.compile(r"^(?:hi|hello|hey|sorry|fyi|heads up|please note)[ ,:]+|[ ,]+(?:please|thanks|thank you)$")
WEEK_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TIME = re.compile(
    rf"\b(?:{'|'.join(WEEK_DAYS)})[a-z]*\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d"
    r"|\b(?:tomorrow|today|weeks?|months?|days?|christmas|thanksgiving|easter|break|notice|end of|summer|winter|now|"
    r"moment)\b"
)
FEW = 4
STRETCH = re.compile(
    r"\b(?:from|starting|since) .+? (?:until|till|til|through|thru|to) .+$"
    r"|\b(?:until|till|til|through|thru) .+$"
)
LONGEST = 120
"""A longer text tells a story."""
THANKS_TOO = _set("""
    so much very a lot bot for your help the it that this all everything everyone again reminder asking heads up ok okay
    great good cool perfect awesome nice super wonderful sounds got will do understood noted bye see you later cheers
    welcome youre no problem np kk k alright right lovely appreciated appreciate we i and to too have day one week
    weekend
    """)
THANKFUL = THANKS | frozenset(
    ("ok", "okay", "kk", "cheers", "noted", "understood", "cool", "alright", "bye", "appreciated")
)
HEARD = frozenset(("got", "sounds", "understood"))
HELLO_TOO = _set(
    "there team bot all everyone again morning afternoon evening day dias tardes noches sel cycle how are you"
)
ASKING = _set("please pls can could show give open go see get let lets want would like need ver quiero por favor")
VERBS = _set("""
    was were is are has had have did didnt does went got gets came come made took changed changes moved started ended
    worked works helped helps met fell ran needs will wont could couldnt cant cannot would wouldnt closed opened
    happened
    seems felt feels looks keeps kept gave gives lost found showed shows said says goes going became stays stayed left
    """)
"""What makes words behind one of ours a sentence: "School was closed", "Plan changed"."""
MOST_OF_A_NAME, NEAR = 9, 5
ASKED = re.compile(
    r"^(?:(?:so|and|hi|hey|hello|ok|um|well) )*(?:who|what|whats|when|whens|where|wheres|why|how|hows|which|can|could|"
    r"do|"
    r"does|did|is|are|will|would|should|may)\b"
)
STATUS_ASKED = re.compile(
    r"\bhow (?:are|is|re|do|did|have|has) (?:we|it|things|everything|the (?:team|year|plan|district|schools?)|our "
    r"\w+)(?: all)? (?:doing|going|coming along|looking|getting on|standing|been going|been doing)\b"
    r"|\bhows? (?:it|everything|the (?:team|year|plan)|our (?:team|year|plan))(?: is)? "
    r"(?:doing|going|coming along|looking)\b"
    r"|\bwhere (?:are|do) we(?: stand)?\b|\bwhats? (?:is )?(?:the )?(?:status|still open|due|left|next|waiting)\b"
    r"|\bhow far (?:are|have) we\b|\bwhen (?:is|comes|will) (?:the )?(?:next|your)\b|\bare we on track\b"
)
MEANS = re.compile(
    r"\b(?:what (?:is|are|does)|whats|define|explain|meaning of|what do you mean by)(?: an?| the| by)? "
    r"(?P<word>[\w ]+?)"
    r"(?: mean| means| stand for| stands for| here| again| exactly)*$"
)


def away_words(text: str, today: date) -> str | None:
    """What `away` is to be told, where somebody says that they are away or back; empty where only the fact is said.

    None where it says anything else: "two trainers were ill" is about others, "off to a good start" about no time.
    """
    said = " ".join(text.lower().replace("’", "'").split()).strip(" .!,")
    said = POLITELY.sub("", said)
    if len(said) > LONGEST or said.endswith("?"):
        return None
    if BACK.fullmatch(said):
        return "back"
    found = AWAY.fullmatch(said)
    if found is None:
        return None
    rest = found["rest"].strip(" ,:")
    if not rest:
        return "" if re.match(SELF, said) or said in ("ooo", "out of office", "sick") else None
    days = _days(rest, today) if TIME.search(rest) else None
    return None if days == "" and len(rest.split()) > FEW else days


def _days(rest: str, today: date) -> str:
    """The days in words that `away` understands: whoever is out tomorrow is back the day after."""
    if found := STRETCH.search(rest):
        return found[0]
    if length := re.fullmatch(
        r"(?:for )?((?:the next )?(?:\d{1,3}|an?|one|two|three|four|five|six) (?:days?|weeks?))", rest
    ):
        return "for " + length[1].removeprefix("the next ")
    monday = today + timedelta(days=7 - today.weekday())
    if rest.startswith("next week"):
        return f"from {monday} until {monday + timedelta(days=7)}"
    if re.match(r"(?:this|all|the rest of|for the rest of|rest of)(?: the| this)? week", rest):
        return f"until {monday}"
    if rest.startswith("today") or re.match(r"(?:all|the rest of the|for the rest of the|for the) day", rest):
        return "until tomorrow"
    if rest.startswith("tomorrow"):
        return _one_day(today + timedelta(days=1))
    named = re.match(r"(?:on |this |next )*([a-z]{3})[a-z]*$", rest)
    if named and named[1] in WEEK_DAYS:
        return _one_day(today + timedelta(days=(WEEK_DAYS.index(named[1]) - today.weekday() - 1) % 7 + 1))
    return ""


def _one_day(day: date) -> str:
    """Away on one day: back on the next one, or after the weekend."""
    back = day + timedelta(days=3 if day.weekday() == 4 else 1)
    return f"from {day} until {back}"


def is_thanks(text: str) -> bool:
    """Whether somebody only says thanks, or that they have heard."""
    words = {each.folded for each in tokens(text)}
    return bool(words & THANKFUL or words & HEARD) and words <= THANKFUL | THANKS_TOO | POLITE


def is_greeting(found: Sequence[str]) -> bool:
    """Whether somebody only says hello."""
    return bool(found) and found[0] in GREETINGS and set(found) <= GREETINGS | HELLO_TOO | POLITE | {"good"}


def is_sentence(rest: str, before: Sequence[Token], *, own: bool) -> bool:
    """Whether a word of ours with these words behind it is rather the beginning of a sentence.

    `before` are the words in front of it; `own` where anything may follow the word.
    """
    found = [each.folded for each in tokens(rest)]
    if before and rest and not {each.folded for each in before} & ASKING:
        return True
    if own:
        return bool(found) and found[0] in VERBS | {"of", "in", "games"}
    return len(found) > MOST_OF_A_NAME or bool(VERBS & set(found[:NEAR]))


def is_question(text: str) -> bool:
    """Whether somebody asks something."""
    said = " ".join(each.folded for each in tokens(text))
    return text.rstrip().endswith("?") or (bool(ASKED.match(said)) and len(said) <= LONGEST and "." not in text[:-1])


def asked_about(text: str) -> str | None:
    """The word whose meaning is asked for: "what is SEL?" asks for "sel"."""
    words = [each.folded for each in tokens(text)]
    found = MEANS.search(" ".join(words))
    if found is None:
        return None
    return " ".join(word for word in found["word"].split() if word not in ("a", "an", "the", "our", "by")) or None
