"""What people say in whole sentences: what they ask of the bot, and thanks."""

import re
from collections.abc import Mapping, Sequence

from handlers.help.vocabulary import GREETINGS, THANKS
from handlers.kit.command import Command
from handlers.kit.typed_words import POLITE, Token, tokens


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LONGEST, STORY = 120, 600
"""A longer text without a question mark, and with one, tells a story."""
THANKS_TOO = _set("""
    so much very a lot bot for your help the it that this all everything everyone again reminder asking heads up ok okay
    great good cool perfect awesome nice super wonderful sounds got will do understood noted bye see you later cheers
    welcome youre no problem np kk k alright right lovely appreciated appreciate we i and to too have day one week
    weekend
    """)
THANKFUL = THANKS | frozenset(
    ("ok", "okay", "k", "kk", "cheers", "noted", "understood", "cool", "alright", "bye", "appreciated")
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
