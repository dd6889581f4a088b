"""What people say of being away and back, in whole sentences: "I am sick until Friday", "I'm back"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.kit.typed_words import POLITE, tokens


@dataclass(frozen=True)
class Absence:
    """What `away` is to be told, in words that it understands; empty where only the fact is said.

    `more` says that the text goes on with something else.
    """

    days: str
    more: bool = False


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SELF = (
    r"(?:i am|i'm|im|i will be|i'll be|ill be|i'm going to be|i am going to be|we are|we're|i have been|i've been|me:?)"
)
REASON = (
    r"(?:out(?: of (?:the )?office| sick| ill)?|off(?: (?:sick|work|duty))?|away|sick|ill|absent|gone|ooo|"
    r"(?:home )?(?:with (?:the )?flu)|home sick|on (?:sick |medical |family |parental |maternity |paternity )?leave|"
    r"on (?:vacation|holidays?|pto|break|jury duty|a trip)|in training|at a conference|"
    r"travell?ing|unavailable|(?:at )?home(?= (?:until|till|til|through|today|tomorrow)\b)|"
    r"not (?:here|in|available|around|working))"
)
ILL = (
    r"(?:i have|i've got|i got|have|got) (?:the |a )?(?:flu|covid|cold|fever|strep|migraine|jury duty)"
    r"(?:(?: and|,) (?:(?:i am|i'm|i will be|i'll be|am|will be) )?(?:out|home|away|off|sick|ill))?"
)
NOT_HERE = (
    r"(?:i )?(?:won't|wont|will not|can't|cannot|can not) (?:be )?"
    r"(?:in|here|at work|available|around|working|reachable|in the office)"
)
NOTED = r"(?:vacation|pto|ooo|(?:sick |medical |family |parental |maternity |paternity )?leave)(?= )"
"""What people write as a note, without a sentence around it; a holiday may be the school's."""
WHEN = (
    r"(?:until|till|til|through|thru|from|since|starting|for|on|to|this|next|tomorrow|today|"
    r"all (?:day|week)|the rest of|"
    r"again|now|right now|at the moment|back|\d+|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)"
)
AWAY = re.compile(
    rf"(?:(?:{SELF} )?(?:also |again |still )?{REASON}|{ILL}|{NOT_HERE}|{NOTED})(?P<rest>(?:[ ,:]+{WHEN}\b.*)?)",
    re.DOTALL,
)
OFF = re.compile(
    r"(?:i am |i'm |im |i will be |i'll be |i )?(?:taking|take|having|have)(?P<rest> .{1,30}) off"
    r"|(?:i am |i'm |im |i will be |i'll be )?(?=back (?:on |by |in |in the office on |at work on )?"
    r"(?:mon|tue|wed|thu|fri|sat|sun|\d|an?\b|one|two|three|tomorrow|next))(?P<back>.{1,60})"
)
BACK = re.compile(
    r"(?:(?:i am|i'm|im|i've come|i have come) )?(?:now )?back"
    r"(?:[ ,]+(?:again|now|today|here|in|at work|at school|in the office|from .{1,40}))*"
    r"|(?:i am|i'm|im) (?:here|in|well|better|healthy) again",
)
POLITELY = re.compile(r"^(?:hi|hello|hey|sorry|fyi|heads up|please note)[ ,:]+|[ ,]+(?:please|thanks|thank you)$")
WEEK_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK_DAY = re.compile(r"(?:on |this |next )*(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|r|ur)?(?:day)?")
REGULARLY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\bevery\b")
"""Not a stretch of days: whoever works from Monday to Thursday."""
SOME_DAY = r"(?:\d|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)"
BOTH_ENDS = re.compile(rf"(?:on |from )?({SOME_DAY}.*?)(?: ?[-–—] ?| through | thru )({SOME_DAY}.*)")
"""From one day to another: the second is the last one away."""
GOES_ON = re.compile(r"[.;!\n]+\s*(?=\S)|,? (?=so |but |and (?:we|the|all|nobody|only)\b|because )")
FAREWELL = _set("sorry see you then soon back all my apologies bye take care i am im will reply")
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


def absence(text: str, today: date) -> Absence | None:
    """That somebody is away or back; None where a text says anything else: "two trainers were ill" is about others,
    "off to a good start" about no time.
    """
    lower = text.lower().replace("’", "'").strip(" .!,")
    if lower.endswith("?"):
        return None
    head, *tails = GOES_ON.split(lower)
    more = not {each.folded for tail in tails for each in tokens(tail)} <= FAREWELL | POLITE
    days = _away(POLITELY.sub("", " ".join(head.split())).strip(" .!,"), today)
    if days is None or (more and days in ("", "back")):
        return None
    return Absence(days, more)


def _away(phrase: str, today: date) -> str | None:
    """The days that one clause says somebody is away; None where it says no such thing."""
    if len(phrase) > LONGEST:
        return None
    if BACK.fullmatch(phrase):
        return "back"
    match = AWAY.fullmatch(phrase) or OFF.fullmatch(phrase)
    if match is None:
        return None
    rest = (match["rest"] or match.groupdict().get("back") or "").strip(" ,:")
    if not rest:
        return "" if re.match(SELF, phrase) or phrase in ("ooo", "out of office", "sick") else None
    if REGULARLY.search(rest):
        return None
    days = _days(rest, today) if TIME.search(rest) else None
    return None if days == "" and len(rest.split()) > FEW else days


def _days(rest: str, today: date) -> str:
    """The days in words that `away` understands: whoever is out tomorrow is back the day after."""
    if match := BOTH_ENDS.fullmatch(rest):
        return f"from {match[1]} through {match[2]}"
    if match := STRETCH.search(rest):
        return match[0]
    if match := re.match(r"(?:.* )?back (?:in the office |at work )?(?:on |by |in )?(.+)", rest):
        return f"until {match[1]}"
    if length := re.fullmatch(
        r"(?:for )?((?:the next )?(?:\d{1,3}|an?|one|two|three|four|five|six) (?:days?|weeks?))", rest
    ):
        return "for " + length[1].removeprefix("the next ")
    return _near(rest, today)


def _near(rest: str, today: date) -> str:
    """Days that are named from today on; empty for others."""
    monday = today + timedelta(days=7 - today.weekday())
    if rest.startswith("next week"):
        return f"from {monday} until {monday + timedelta(days=7)}"
    if re.match(r"(?:this|the|all|the rest of|for the rest of|rest of)(?: the| this)? week", rest):
        return f"until {monday}"
    if rest == "today and tomorrow":
        return f"until {_after(today + timedelta(days=1))}"
    if re.fullmatch(
        r"(?:for )?today(?: only| all day)?|(?:all|the|the rest of the|for the rest of the|for the) day", rest
    ):
        return "until tomorrow"
    if re.fullmatch(r"tomorrow(?: only| all day)?", rest):
        return _one_day(today + timedelta(days=1))
    if named := WEEK_DAY.fullmatch(rest):
        return _one_day(today + timedelta(days=(WEEK_DAYS.index(named[1]) - today.weekday() - 1) % 7 + 1))
    return ""


def _one_day(day: date) -> str:
    """Away on one day: back on the next one, or after the weekend."""
    return f"from {day} until {_after(day)}"


def _after(day: date) -> date:
    """The next day on which people work."""
    return day + timedelta(days=3 if day.weekday() == 4 else 1)
