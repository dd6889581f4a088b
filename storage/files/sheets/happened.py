"""Writes the sheets about what has happened since the plan was made. An import passes over them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from openpyxl.workbook.workbook import Workbook

from pdsa.checkin import CheckIn
from pdsa.decisions import Decision, Subject
from pdsa.plan import Plan
from pdsa.reflection import Reflection
from storage.files.sheets import columns, formatting
from storage.files.sheets.columns import DATE, NUMBER, SheetColumn, SheetLayout
from storage.files.sheets.formatting import Value
from storage.files.sheets.method import add_method, prose
from storage.files.sheets.value_words import (
    DIGEST_KINDS,
    YES,
    details_words,
    obstacle_words,
    path_words,
    post_words,
    value_word,
)
from storage.files.sheets.values import Happened, PostedDigest

Line = tuple[Value, ...]
CODE = SheetColumn("strategy", "Strategy", width=10)
TITLE = SheetColumn("title", "What we will do", width=40)
PERSON = SheetColumn("person", "Person", width=24)


def _moment(header: str) -> SheetColumn:
    return SheetColumn(columns.name_key(header), header, DATE, width=18)


CHECK_INS = SheetLayout(
    columns.CHECK_INS,
    (
        SheetColumn("week", "Date", DATE, width=14),
        PERSON,
        CODE,
        TITLE,
        SheetColumn("went", "Did it happen as planned?", width=18),
        prose("What went well"),
        prose("What got in the way"),
        prose("Help needed"),
        SheetColumn("number", "Number", NUMBER, width=10),
        SheetColumn("late", "Late?", width=8),
        _moment("Answered"),
    ),
)
REFLECTIONS = SheetLayout(
    columns.REFLECTIONS,
    (
        _moment("Date"),
        PERSON,
        CODE,
        TITLE,
        prose("What happened"),
        SheetColumn("held", "Did the prediction hold?", width=18),
        prose("What we learned"),
        prose("People or teams that made it work"),
        prose("Partners that made it work"),
        prose("Tools and resources that made it work"),
        prose("What got in the way"),
        SheetColumn("obstacles", "Kinds of obstacles", width=24),
        prose("Evidence"),
        prose("Who is missing from the data"),
        prose("Students' and families' voice"),
    ),
)
DECISIONS = SheetLayout(
    columns.DECISIONS,
    (
        _moment("Date"),
        CODE,
        TITLE,
        SheetColumn("path", "Decision", width=18),
        SheetColumn("triad", "Adopt, adapt or abandon", width=14),
        prose("Reason"),
        prose("Next step"),
        SheetColumn("owner", "Owner", width=34),
        SheetColumn("due", "Due", DATE, width=14),
        SheetColumn("proposed", "Proposed by", width=24),
        SheetColumn("confirmed", "Confirmed by", width=24),
        _moment("Confirmed"),
        prose("What was shown"),
        SheetColumn("subject", "About", width=10),
        SheetColumn("carries", "Goes on next year?", width=12),
        prose("Details"),
    ),
)
DIGESTS = SheetLayout(
    columns.DIGESTS,
    (
        _moment("Date"),
        SheetColumn("kind", "Kind", width=18),
        SheetColumn("channel", "Channel", width=24),
        SheetColumn("state", "State", width=18),
    ),
)
LATER_PREDICTIONS = SheetLayout(columns.LATER_PREDICTIONS, (_moment("Date"), CODE, TITLE, prose("Later wording")))
SET_ASIDE = SheetLayout(
    columns.SET_ASIDE, (CODE, SheetColumn("goal", "Goal", width=8), TITLE, SheetColumn("owner", "Owner", width=34))
)


def add_happened(book: Workbook, plan: Plan, happened: Happened) -> None:
    """Adds the sheets; the last two only where a prediction was reworded or a strategy was set aside."""
    lines = _Lines(plan, happened)
    formatting.add_sheet(book, CHECK_INS, [lines.check_in(each) for each in happened.checkins])
    formatting.add_sheet(book, REFLECTIONS, [lines.reflection(each) for each in happened.reflections])
    formatting.add_sheet(book, DECISIONS, [lines.decision(each) for each in happened.decisions])
    digests = [lines.digest(each) for each in happened.digests]
    formatting.add_sheet(book, DIGESTS, digests)
    later = [(lines.wall_clock(a.at), s.code, s.title, a.text) for s in plan.strategies for a in s.amendments]
    if later:
        formatting.add_sheet(book, LATER_PREDICTIONS, later)
    aside = [(each.code, each.goal, each.title, each.owner) for each in plan.strategies if each.dropped]
    if aside:
        formatting.add_sheet(book, SET_ASIDE, aside)
    add_method(book, happened, lines.wall_clock)


class _Lines:
    """Rows about what happened, with people's names, strategies' titles and the plan's own wall clock."""

    def __init__(self, plan: Plan, happened: Happened) -> None:
        self._zone = ZoneInfo(plan.zone)
        self._titles = {strategy.code: strategy.title for strategy in plan.strategies}
        self._goals = {goal.code: goal.statement for goal in plan.goals}
        self._names = happened.members

    def wall_clock(self, moment: datetime | None) -> datetime | None:
        """An instant as the plan's zone shows it, to the minute; a workbook knows no zones."""
        if moment is None:
            return None
        return moment.astimezone(self._zone).replace(tzinfo=None, second=0, microsecond=0)

    def _name(self, member: int | None) -> str:
        return "" if member is None else self._names.get(member, "")

    def digest(self, digest: PostedDigest) -> Line:
        kind = str(DIGEST_KINDS.get(digest.kind, digest.kind))
        return (self.wall_clock(digest.at), kind, digest.channel, post_words(digest))

    def check_in(self, checkin: CheckIn) -> Line:
        return (
            checkin.week,
            self._name(checkin.member),
            checkin.strategy,
            self._titles.get(checkin.strategy),
            value_word(checkin.went),
            checkin.well,
            checkin.in_way,
            checkin.help,
            checkin.number,
            value_word(YES if checkin.late else None),
            self.wall_clock(checkin.at),
        )

    def reflection(self, reflection: Reflection) -> Line:
        return (
            self.wall_clock(reflection.at),
            self._name(reflection.member),
            reflection.strategy,
            self._titles.get(reflection.strategy),
            reflection.happened,
            value_word(reflection.held),
            reflection.learned,
            reflection.people,
            reflection.partners,
            reflection.tools,
            reflection.in_way,
            "; ".join(obstacle_words(each) for each in reflection.obstacles),
            "\n".join(each.text for each in reflection.evidence),
            reflection.missing,
            reflection.voice,
        )

    def decision(self, made: Decision) -> Line:
        return (
            self.wall_clock(made.at),
            made.strategy,
            (self._goals if made.subject is Subject.GOAL else self._titles).get(made.strategy),
            path_words(made.path),
            value_word(made.triad),
            made.reason,
            made.next_step,
            made.owner,
            made.due,
            self._name(made.proposed_by),
            self._name(made.confirmed_by),
            self.wall_clock(made.confirmed_at),
            made.evidence,
            value_word(made.subject),
            value_word(YES if made.carries else None),
            details_words(made.details, self._goals),
        )
