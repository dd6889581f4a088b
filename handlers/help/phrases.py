"""What people say in whole sentences: questions, thanks, greetings, being away and back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.kit.declared import Command
from pdsa.typed_words import POLITE, Token, tokens

WHO = re.compile(
    r"\b(who|what) ?(are|r|is) ?(you|u|this)\b|\bquien eres\b|\bare you (a |an )?(bot|human|real|person|ai)\b"
)
STOP_WORDS = re.compile(r"\b(leave me alone|(dont|do not) (write|message|ask|bother)|no more|opt out|take me off)\b")
KEPT = re.compile(r"\b(keep|know|store|save) (about|of|on) me\b|\bprivacy\b|\bmy data\b")
SEEN = re.compile(
    r"\b(?:anonymous|confidential)\b"
    r"|\bwho (?:else )?(?:will |can |gets to )?(?:sees?|reads?|know|knows|hears?) (?:about )?"
    r"(?:this|that|it|my|these|those|our|what i)\b"
    r"|\b(?:happens? to|do with|done with|becomes of) (?:my|our) (?:answers?|words?|notes?|replies|sentences?)\b"
    r"|\bwhere (?:do|does|will) (?:my|our|this|these) (?:answers?|words?|notes?|replies|go)\b"
    r"|\b(?:is|are) (?:this|it|my (?:answers?|words|notes?)) private\b"
)
"""What is asked about one's own words: who sees them, and what becomes of them."""
ABLE = re.compile(
    r"\bwhat (?:else )?(?:can|do) you (?:do|know|understand)\b|\bwhat can i (?:do|say|ask|type|write)\b"
    r"|\bhow (?:do|can|should) i (?:use|work with) (?:you|this)\b|\bhow (?:does this|do you|does it) work\b"
    r"|\bhow can you help\b|\bwho (?:can|could) (?:help|i ask|i talk to)\b|\bwho (?:do|should) i (?:ask|talk to)\b"
    r"|\bcan you help\b|\bwhat happens next\b"
)
"""What is asked about what the bot can do, and who can help."""
ANEW = re.compile(
    r"\b(?:how (?:do|can|could)|can|could|may) i (?:change|correct|edit|fix|undo|delete|take back) "
    r"(?:my|that|this|it|an?|the|what)\b"
)
"""What is asked about an answer that was given."""
LONGEST, STORY = 120, 600
"""A longer text without a question mark, and with one, tells a story."""
HEARD = frozenset(("got", "sounds", "understood"))
MOST_OF_A_NAME, MOST_OF_A_PERSON, NEAR = 9, 3, 5
ABOUT_A_WORD, PHASES = (
    frozenset({"help", "why"}),
    frozenset({"plan", "do", "study", "act", "all", "words", "everything"}),
)
"""What follows these is a word of ours, or a phase."""
DOES = r"(?:is|are|was|were|do|does|did|can|could|will|would|should|shall|may|might|has|have|had|am)"
SOMEBODY = (
    r"(?:i|you|we|they|he|she|there|(?:some|any|every)(?:body|one|thing)|nobody|people|us|me|"
    r"the|our|my|your|this|that|these|those|it)"
)
ASKED = re.compile(
    r"^(?:(?:so|and|hi|hey|hello|ok|um|well) )*"
    rf"(?:(?:who|what|when|where|why)(?: else)? {DOES}\b|(?:what|where|when|who|how|why)s\b"
    r"|what (?:if|about|happens|next)\b|who (?:knows|owns|leads|reads|sees|gets|decides|needs|else)\b"
    r"|why (?:not\b|$)|which (?:\w+ )*?(?:do|does|should|can) "
    rf"|how (?:many|much|long|often|far|soon|come|about|to|{DOES})\b"
    rf"|(?:is|are|was|were|can|could|will|would|should|shall|may|might|am) {SOMEBODY}\b"
    r"|(?:do|does|did|has|have|had) (?:i|you|we|they|he|she|there|(?:some|any|every)(?:body|one)|nobody|people)\b)"
)
"""How a question begins that has no mark: "did you", but not "did the first half" or "could not meet"."""
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
LONGEST_ABSENCE = 120
"""A longer text tells a story."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


GREETINGS = _set("hi hello hey hola hallo bonjour salut morning ciao greetings howdy aloha oi buenas buenos good")
WEEKS = _set("week today yesterday")
"""With "went", these tell how a strategy's week was."""
THANKS = _set("thanks thank thx ty gracias merci danke obrigado obrigada cheers")
STOPS = _set("stop unsubscribe quit basta enough optout remove parar detener mute")
HELPS = _set("help ayuda aide hilfe ajuda menu commands options what how")


THANKS_TOO = _set("""
    so much very a lot bot for your help the it that this all everything everyone again reminder asking heads up ok okay
    great good cool perfect awesome nice super wonderful sounds got will do understood noted bye see you later cheers
    welcome youre no problem np kk k alright right lovely appreciated appreciate we i and to too have day one week
    weekend
    """)
THANKFUL = THANKS | frozenset(
    ("ok", "okay", "k", "kk", "cheers", "noted", "understood", "cool", "alright", "bye", "appreciated")
)
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


def is_thanks(text: str) -> bool:
    """Whether somebody only says thanks, or that they have heard."""
    words = {each.folded for each in tokens(text)}
    return bool(words & THANKFUL or words & HEARD) and words <= THANKFUL | THANKS_TOO | POLITE


def is_greeting(found: Sequence[str]) -> bool:
    """Whether somebody only says hello."""
    return bool(found) and found[0] in GREETINGS and set(found) <= GREETINGS | HELLO_TOO | POLITE | {"good"}


def is_sentence(word: str, rest: str, before: Sequence[Token], words: Mapping[str, Command]) -> bool:
    """Whether a word of ours with this `rest` behind it is rather the beginning of a sentence.

    `before` are the words in front of it, `words` those of ours by their names.
    """
    folded = [each.folded for each in tokens(rest)]
    if before and rest and not {each.folded for each in before} & ASKING:
        return True
    content = [token for token in folded if token not in POLITE]
    followed_by = words[word].followed_by
    if followed_by is not None and content:
        return content[0] not in followed_by
    if word in ABOUT_A_WORD and content:
        return not {content[0], "".join(content[:2])} & (words.keys() | PHASES)
    if word == "history":
        return len(content) > MOST_OF_A_PERSON and "@" not in rest
    if words[word].own:
        return bool(folded) and folded[0] in VERBS | {"of", "in", "games"}
    return len(folded) > MOST_OF_A_NAME or bool(VERBS & set(folded[:NEAR]))


def is_question(text: str) -> bool:
    """Whether somebody asks something."""
    folded_text = " ".join(each.folded for each in tokens(text))
    return (text.rstrip().endswith("?") and len(folded_text) <= STORY) or (
        bool(ASKED.match(folded_text)) and len(folded_text) <= LONGEST and not re.search(r"[.:;\n]", text.rstrip()[:-1])
    )


def asked_about(text: str) -> str | None:
    """The word whose meaning is asked for: "what is SEL?" asks for "sel"."""
    words = [each.folded for each in tokens(text)]
    match = MEANS.search(" ".join(words))
    if match is None:
        return None
    return " ".join(word for word in match["word"].split() if word not in ("a", "an", "the", "our", "by")) or None


@dataclass(frozen=True)
class Absence:
    """What `away` is to be told, in words that it understands; empty where only the fact is said.

    `more` says that the text goes on with something else.
    """

    days: str
    more: bool = False


FAREWELL = _set("sorry see you then soon back all my apologies bye take care i am im will reply")


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
