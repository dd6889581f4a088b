"""Words that people use beside ours: greetings, thanks, and questions. Other names for a word stand at its route."""

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


GREETINGS = _set("hi hello hey hola hallo bonjour salut morning ciao greetings howdy aloha oi buenas buenos good")
WEEKS = _set("week today yesterday")
"""With "went", these tell how a strategy's week was."""
THANKS = _set("thanks thank thx ty gracias merci danke obrigado obrigada cheers")
STOPS = _set("stop unsubscribe quit basta enough optout remove parar detener mute")
HELPS = _set("help ayuda aide hilfe ajuda menu commands options what how")
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
