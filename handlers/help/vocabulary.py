"""Words that people use beside ours: polite ones, greetings, thanks, and other names for what we do."""

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


GREETINGS = _set("hi hello hey hola hallo bonjour salut morning ciao greetings howdy aloha oi buenas buenos good")
WEEKS = _set("week today yesterday")
"""With "went", these tell how a strategy's week was."""
THANKS = _set("thanks thank thx ty gracias merci danke obrigado obrigada cheers")
STOPS = _set("stop unsubscribe quit basta enough optout remove parar detener mute")
HELPS = _set("help ayuda aide hilfe ajuda menu commands options what how")
OTHERS = {
    "status": _set("progress estado overview where due"),
    "checkin": _set("check answer update"),
    "reflect": _set("reflection reflexion study learned lesson lessons reflecting conclusion"),
    "decide": _set("decision decisions act decidir deciding interview propose"),
    "context": _set("circumstances changed leadership budget restructuring contexto superintendent layoffs grant"),
    "plan": _set("goals goal strategies strategy prediction predictions logic missing smartie plans planning"),
    "away": _set("pause vacation holiday sick leave break vacaciones out ooo absent"),
    "rate": _set("rating ratings rubric level levels framework baseline consensus midyear"),
    "log": _set("data measure measures numbers figure figures observation enter observations datos"),
    "cycle": _set("cycles rapid tries pilot ramp pdsa"),
    "meeting": _set("meetings agenda norms protocol conclusions"),
    "digest": _set("report newsletter summary digests"),
    "setup": _set("configure configuration members channels roles"),
    "win": _set("success successes celebrate wins"),
    "voice": _set("voices quote feedback"),
    "snooze": _set("later remind reminder"),
    "school": _set("schools colleagues elsewhere"),
    "share": _set("communication communicate audience audiences stakeholders"),
    "newyear": _set("next close launch renew rollover"),
    "settings": _set("timezone zone preferences reminders setting"),
    "resources": _set("links link guidance examples resource casel"),
    "history": _set("audit trail"),
    "export": _set("download json"),
    "file": _set("upload spreadsheet workbook excel csv xlsx template import files"),
    "why": _set("reason reasons purpose"),
    "chart": _set("graph charts graphs trend median"),
}
"""Other words for ours, as people write them."""
FURTHER = {"steps": ("decide", "steps"), "parked": ("decide", "parked")}
"""What people ask for by what comes after a word of ours: "next steps", "parked goals"."""
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
