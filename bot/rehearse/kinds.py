"""What each kind of letter is, in the words of a rehearsal's pages."""

DETAIL = "-detail"
KINDS = {
    "welcome": "the first message to each person",
    "typed-words": "word that typed answers are kept from now on, to whom was told otherwise",
    "checkin": "the weekly question",
    "nudge": "the one reminder of a weekly question",
    "quiet": "word that somebody has not found the time for a strategy, to a lead",
    "help": "a call for help, to the leads",
    "help-reply": "a lead's answer to a call for help",
    "request": "what somebody asks the leads to do",
    "plan": "what a strategy still needs before it can begin",
    "plan-nudge": "the one reminder of that",
    "owner": "word that somebody owns a strategy from now on",
    "fill-in": "a lead's request to fill in what is missing",
    "held-up": "word that a strategy's start has come and something is missing",
    "rate": "the question where the team stands on the rubric",
    "rate-nudge": "the one reminder of that",
    "reflect": "the request to look back at a strategy",
    "reflect-nudge": "the one reminder of that",
    "decide": "the request to decide how a strategy goes on",
    "decide-nudge": "the one reminder of that",
    "data-due": "the numbers that are due, to research",
    "retention": "which old words will be deleted in a week, to leads",
    "confirm": "a proposal that waits for a lead",
    "proposals": "the proposals of a full day, in one letter",
    "confirmed": "word that a lead confirmed a proposal",
    "decided": "word of what a lead decided",
    "look-again": "a reminder of a next step or a second look",
    "parked": "the question whether a goal that waits is taken up again",
    "handed-back": "word that a lead handed a proposal back",
    "meeting-kit": "the data-reflection meeting's document, for leads",
    "meeting": "the invitation to a meeting",
    "conclusions": "what was concluded, once more before planning",
    "draft-monthly": "a monthly summary, to be approved",
    "draft-year": "the digest of the year, to be approved",
    "again": "what waits, on the day that somebody named",
    "digest-weekly": "the weekly note",
    "digest-monthly": "a monthly summary, once approved",
    "digest-year": "the digest of the year, once approved",
    "share": "a reminder to tell an audience what was planned",
    "share-review": "the question whether that worked",
    "school-question": "what other schools ask, once a week at most",
    "school-answer": "another school's answer",
    "supervisor": "the question what would help somebody's schools",
    "newyear": "word that the next year can be prepared",
    "conclusions-due": "a reminder to share what was learned",
    "plan-due": "a reminder to share the new plan",
    "plan-shared": "the new year's plan, once approved",
    "undelivered": "word that something could not be posted",
    "unchanged": "word that a post could not be changed where it stands",
    "draft-back": "an approved digest that something has changed in before its time, to its approver",
    "guest-account": "the question whether a guest with somebody's e-mail is them, to leads",
    "other-account": "the question whether another account with one's e-mail is one's own",
    "is-it-there": "the question whether something was posted",
}


def meaning(kind: str) -> str:
    """A kind in a few words, empty for one that is not listed here."""
    if kind.endswith(DETAIL):
        return f"details in the thread of {kind.removesuffix(DETAIL)}"
    return KINDS.get(kind, "")
