"""What people type about being away: what says so in a sentence of theirs, and the days that it means."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pdsa.calendar import ONE_DAY, ONE_WEEK
from pdsa.typed_words import POLITE, tokens, word_set
from pdsa.written_dates import WEEK_DAYS, NotADay, read_day

DAY = "mon|tue|wed|thu|fri|sat|sun"
MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
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
    rf"(?:{DAY}|\d|an?\b|one|two|three|tomorrow|next))(?P<back>.{{1,60}})"
)
BACK = re.compile(
    r"(?:(?:i am|i'm|im|i've come|i have come) )?(?:now )?back"
    r"(?:[ ,]+(?:again|now|today|here|in|at work|at school|in the office|from .{1,40}))*"
    r"|(?:i am|i'm|im) (?:here|in|well|better|healthy) again",
)
POLITELY = re.compile(r"^(?:hi|hello|hey|sorry|fyi|heads up|please note)[ ,:]+|[ ,]+(?:please|thanks|thank you)$")
WEEK_DAY = re.compile(rf"(?:on |this |next )*({DAY})(?:s|nes|rs|r|ur)?(?:day)?")
REGULARLY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\bevery\b")
"""Not a stretch of days: whoever works from Monday to Thursday."""
SOME_DAY = rf"(?:\d|(?:{DAY}|{MONTH})[a-z]*\b)"
BOTH_ENDS = re.compile(rf"(?:on |from )?({SOME_DAY}.*?)(?: ?[-–—] ?| through | thru )({SOME_DAY}.*)")
"""From one day to another: the second is the last one away."""
GOES_ON = re.compile(r"[.;!\n]+\s*(?=\S)|,? (?=so |but |and (?:we|the|all|nobody|only)\b|because )")
TIME = re.compile(
    rf"\b(?:{DAY}|{MONTH})[a-z]*\b|\d"
    r"|\b(?:tomorrow|today|weeks?|months?|days?|christmas|thanksgiving|easter|break|notice|end of|summer|winter|now|"
    r"moment)\b"
)
FEW = 4
STRETCH = re.compile(
    r"\b(?:from|starting|since) .+? (?:until|till|til|through|thru|to) .+$"
    r"|\b(?:until|till|til|through|thru) .+$"
)
LONGEST_ABSENCE = 120
"""A longer text tells a story."""
FAREWELL = word_set("sorry see you then soon back all my apologies bye take care i am im will reply")
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {"a": 1, "an": 1} | {word: n for n, word in enumerate(COUNTED, start=1)}
LENGTH = re.compile(rf"(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})\s+(?P<unit>day|week)s?")
HERE_AGAIN = frozenset({"off", "back", "i'm back", "im back", "i am back", "here", "end", "stop", "over", "no"})


@dataclass(frozen=True)
class TypedDays:
    """What was understood: `back` is the first day here again, `since` the first day away where it was said.

    `over` says that somebody is back; `clear` is False for a guess, which has to be asked about; `doubt` says what
    stands in the way.
    """

    back: date | None = None
    since: date | None = None
    over: bool = False
    clear: bool = True
    doubt: NotADay | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Absence:
    """What `away` is to be told, in words that it understands; empty where only the fact is said.

    `more` says that the text goes on with something else.
    """

    days: str
    more: bool = False


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
    if len(phrase) > LONGEST_ABSENCE:
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
    tomorrow, monday = today + ONE_DAY, _coming(0, today)
    ways = (
        (r"next week.*", f"from {monday} until {monday + ONE_WEEK}"),
        (r"(?:this|the|all|the rest of|for the rest of|rest of)(?: the| this)? week.*", f"until {monday}"),
        (r"today and tomorrow", f"until {_after(tomorrow)}"),
        (r"(?:for )?today(?: only| all day)?|(?:all|the|the rest of the|for the rest of the|for the) day",
         "until tomorrow"),
        (r"tomorrow(?: only| all day)?", _one_day(tomorrow)),
    )  # fmt: skip
    if days := next((days for pattern, days in ways if re.fullmatch(pattern, rest)), ""):
        return days
    named = WEEK_DAY.fullmatch(rest)
    return _one_day(_coming(DAY.split("|").index(named[1]), today)) if named else ""


def _one_day(day: date) -> str:
    """Away on one day: back on the next one, or after the weekend."""
    return f"from {day} until {_after(day)}"


def _after(day: date) -> date:
    """The next day on which people work."""
    return day + timedelta(days=3 if day.weekday() == 4 else 1)


def _coming(week_day: int, today: date) -> date:
    return today + timedelta(days=(week_day - today.weekday() - 1) % 7 + 1)


def days_away(words: str, today: date) -> TypedDays:
    """The days that are meant by what somebody typed after `away`; never raises."""
    text = " ".join(words.lower().replace("’", "'").split()).strip(" .!?")
    if text in HERE_AGAIN:
        return TypedDays(over=True)
    between = re.fullmatch(r"(?:from|since|starting)\s+(.+?)[,\s]+((?:until|till|til|to|through|thru)\s+.+)", text)
    if between is None:
        return _last_words(text, today)
    since, back = _until(between[1], today), _last_words(between[2], today)
    return TypedDays(back.back, since.back, clear=since.clear and back.clear, doubt=since.doubt or back.doubt)


def _last_words(text: str, today: date) -> TypedDays:
    """The end of an absence: "until Friday" is the day of coming back, "through Friday" the last day away."""
    through = re.match(r"(?:through|thru)\s+", text)
    end = _until(re.sub(r"^(?:until|till|til|to|for|back(?: on)?|through|thru)\s+", "", text), today)
    return replace(end, back=end.back + ONE_DAY) if through and end.back else end


def _until(text: str, today: date) -> TypedDays:
    """One day, or a length of time from today on. A day of the week is the coming one; "next Friday" may mean two days,
    and so may 3/4: a guess. A date without its year is the one that is not long ago.
    """
    if text == "next week":
        return TypedDays(_coming(0, today))
    if length := LENGTH.fullmatch(text):
        n = NUMBERS.get(length["n"]) or int(length["n"])
        return TypedDays(today + n * (ONE_WEEK if length["unit"] == "week" else ONE_DAY))
    named = text.removeprefix("next ").removeprefix("this ")
    for week_day, name in enumerate(WEEK_DAYS):
        if len(named) >= 3 and name.startswith(named):
            return TypedDays(_coming(week_day, today), clear=not text.startswith("next "))
    try:
        return TypedDays(read_day(text, today=today, ahead=True))
    except NotADay as doubt:
        return TypedDays(doubt.readings[0] if doubt.readings else None, clear=False, doubt=doubt)
