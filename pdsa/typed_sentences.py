"""What people say in whole sentences: questions, thanks, greetings, and what they ask of the bot itself."""

import re
from collections.abc import Collection, Sequence

from pdsa.typed_words import POLITE, Token, tokens, word_set

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
ABOUT_A_WORD = frozenset({"help", "why"})
"""What follows these is a word of ours, or a phase."""
PHASES = frozenset({"plan", "do", "study", "act", "all", "words", "everything"})
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
GREETINGS = word_set("hi hello hey hola hallo bonjour salut morning ciao greetings howdy aloha oi buenas buenos good")
WEEKS = word_set("week today yesterday")
"""With "went", these tell how a strategy's week was."""
THANKS = word_set("thanks thank thx ty gracias merci danke obrigado obrigada cheers")
STOPS = word_set("stop unsubscribe quit basta enough optout remove parar detener mute")
HELPS = word_set("help ayuda aide hilfe ajuda menu commands options what how")
THANKS_TOO = word_set("""
    so much very a lot bot for your help the it that this all everything everyone again reminder asking heads up ok okay
    great good cool perfect awesome nice super wonderful sounds got will do understood noted bye see you later cheers
    welcome youre no problem np kk k alright right lovely appreciated appreciate we i and to too have day one week
    weekend
    """)
THANKFUL = THANKS | frozenset(
    ("ok", "okay", "k", "kk", "cheers", "noted", "understood", "cool", "alright", "bye", "appreciated")
)
HELLO_TOO = word_set(
    "there team bot all everyone again morning afternoon evening day dias tardes noches sel cycle how are you"
)
ASKING = word_set("please pls can could show give open go see get let lets want would like need ver quiero por favor")
VERBS = word_set("""
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


def is_greeting(folded: Sequence[str]) -> bool:
    """Whether somebody only says hello."""
    return bool(folded) and folded[0] in GREETINGS and set(folded) <= GREETINGS | HELLO_TOO | POLITE


def is_sentence(
    word: str,
    rest: str,
    before: Sequence[Token],
    names: Collection[str],
    followed_by: Collection[str] | None,
    *,
    own: bool,
) -> bool:
    """Whether a word of ours with this `rest` behind it is rather the beginning of a sentence.

    `before` are the words in front of it, `names` all words of ours. `followed_by` is what may stand behind it, None
    where anything may; behind an `own` one people write what they have to say.
    """
    folded = [each.folded for each in tokens(rest)]
    if before and rest and not {each.folded for each in before} & ASKING:
        return True
    content = [token for token in folded if token not in POLITE]
    if followed_by is not None and content:
        return content[0] not in followed_by
    if word in ABOUT_A_WORD and content:
        return not {content[0], "".join(content[:2])} & ({*names} | PHASES)
    if word == "history":
        return len(content) > MOST_OF_A_PERSON and "@" not in rest
    if own:
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
