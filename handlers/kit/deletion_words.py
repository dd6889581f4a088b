"""What deleting words takes away and what it leaves, in words."""

from collections.abc import Callable, Mapping, Sequence

from pdsa.text import _, _l, ngettext
from storage.deletions import Deletion, Standing
from storage.files.sheets.value_words import DIGEST_KINDS

# One entry for each table that has people's words; a test compares.
KINDS: Mapping[str, Callable[[int], str]] = {
    "checkins": lambda n: ngettext("{n} check-in", "{n} check-ins", n),
    "typed_words": lambda n: ngettext("{n} typed answer", "{n} typed answers", n),
    "rapid_cycles": lambda n: ngettext("{n} small cycle", "{n} small cycles", n),
    "context": lambda n: ngettext("{n} note on circumstances", "{n} notes on circumstances", n),
    "voices": lambda n: ngettext("{n} success or voice", "{n} successes and voices", n),
    "observations": lambda n: ngettext("the source of {n} number", "the sources of {n} numbers", n),
    "votes": lambda n: ngettext("the note to {n} own level", "the notes to {n} own levels", n),
    "consensus": lambda n: ngettext("the evidence of {n} agreed level", "the evidence of {n} agreed levels", n),
    "measures": lambda n: ngettext("the note on {n} measure", "the notes on {n} measures", n),
    "uploads": lambda n: ngettext("{n} file that waits", "{n} files that wait", n),
    "reflections": lambda n: ngettext("{n} reflection", "{n} reflections", n),
    "begun_reflections": lambda n: ngettext("{n} begun reflection", "{n} begun reflections", n),
    "decisions": lambda n: ngettext("{n} decision", "{n} decisions", n),
    "interviews": lambda n: ngettext("{n} begun interview", "{n} begun interviews", n),
    "parked": lambda n: ngettext("the condition of {n} parked goal", "the conditions of {n} parked goals", n),
    "audiences": lambda n: ngettext("{n} line of a communication plan", "{n} lines of a communication plan", n),
    "school_questions": lambda n: ngettext("{n} question to schools", "{n} questions to schools", n),
    "school_answers": lambda n: ngettext("{n} answer to a school", "{n} answers to schools", n),
    "supervisor_answers": lambda n: ngettext("{n} word on what would help", "{n} words on what would help", n),
    "passed_on": lambda n: ngettext("{n} message that I passed on", "{n} messages that I passed on", n),
    "digests": lambda n: ngettext("the words of {n} digest", "the words of {n} digests", n),
    "posts": lambda n: ngettext("why {n} post was taken back", "why {n} posts were taken back", n),
    "promises": lambda n: ngettext("why {n} promise was waived", "why {n} promises were waived", n),
}
KINDS_OF_POSTS = {"plan-shared": _l("the new plan"), "conclusions": _l("conclusions")}
MOST_NAMED = 15


def counted(found: Deletion) -> tuple[str, ...]:
    """What goes, kind by kind, the most first."""
    most_first = sorted(found.entries.items(), key=lambda each: -each[1])
    return tuple(KINDS[name](n).format(n=n) for name, n in most_first)


def stays() -> str:
    return _(
        "What stays: taps (as planned, partly, not this week), numbers, levels, paths, days and every count, and the "
        "plan itself. Where words stood, “removed” will stand, in earlier years and in exports from then on."
    )


def standing(posted: Sequence[Standing], most: int = MOST_NAMED) -> tuple[str, ...]:
    """The posts that repeat the words, each with its channel, the newest first."""
    newest = sorted(posted, key=lambda each: each.at, reverse=True)
    lines = [_post_words(each) for each in newest[:most]]
    rest = len(newest) - most
    return (*lines, *([ngettext("and {n} more", "and {n} more", rest).format(n=rest)] if rest > 0 else ()))


def _post_words(post: Standing) -> str:
    told = (
        _("{channel}, {day}: {kind}")
        if post.reached
        else _("{channel}, {day}: {kind}. Please delete it there by hand.")
    )
    kind = {**KINDS_OF_POSTS, **DIGEST_KINDS}.get(post.kind, post.kind)
    return told.format(channel=post.channel, day=f"{post.at:%Y-%m-%d}", kind=kind)


def posted_words() -> str:
    return _(
        "These posts repeat the words. I change them where they stand; who has read them has read them, and copies "
        "elsewhere I cannot reach. `digest` takes a whole post back."
    )
