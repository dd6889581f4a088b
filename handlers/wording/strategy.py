"""A strategy or goal in words and pictures, the same wherever it is shown; how buttons name it, how one is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from handlers.kit.card import VALUE, Button, Part, Text, buttons
from handlers.kit.form import Form, Note, Option, Pick, form
from handlers.kit.turn import Turn
from handlers.kit.words import Words, capital, clip, count, join, month_short, number, say, when
from pdsa.checkin import CheckIn, Tally, Went, tally
from pdsa.cycle import Cycle
from pdsa.decisions import Path, Subject
from pdsa.goals import Goal, Strategy
from pdsa.how_weeks_went import Drift, drift, marks, numbers
from pdsa.names import folded
from pdsa.people import Member
from pdsa.picture import Dated, Weeks, month_starts
from pdsa.reflection import Held
from pdsa.silence import NOTHING_HEARD, Heard
from pdsa.text import _

Line = TypeVar("Line", bound=Words | str)
GOAL = "goal:"
FIELD = "strategy"


def went_words(went: Went) -> str:
    """An answer in a sentence: "as planned"."""
    return {
        Went.AS_PLANNED: _("as planned"),
        Went.PARTLY: _("partly"),
        Went.NOT: _("not done"),
        Went.NOTHING_DUE: _("nothing was due"),
    }[went]


def held_words(held: Held) -> str:
    """Whether a prediction turned out, as people say it."""
    return {
        Held.YES: _("yes"),
        Held.PARTLY: _("partly"),
        Held.NO: _("no"),
        Held.UNKNOWN: _("can't tell yet"),
        Held.NO_DATA: _("no data to tell by"),
    }[held]


def outcome_words(strategy: Strategy, held: Held) -> str:
    """Whether it turned out, in a sentence: as predicted, or as hoped where nobody wrote a prediction down."""
    told = _("Did the prediction hold? {held}.") if strategy.prediction else _("Did it turn out as hoped? {held}.")
    return told.format(held=capital(held_words(held)))


def tally_words(counts: Tally) -> str:
    """How the weeks went, counted: "22 check-ins (14 as planned, 6 partly, 2 not).\""""
    if not counts.total:
        return _("No check-ins yet.")
    parts = [
        (counts.as_planned, _("{n} as planned")),
        (counts.partly, _("{n} partly")),
        (counts.not_done, _("{n} not")),
    ]
    told = ", ".join(words.format(n=n) for n, words in parts if n)
    return _("{checkins} ({told}).").format(checkins=count("{n} check-in", "{n} check-ins", counts.total), told=told)


def drift_words(found: Drift) -> str:
    """Where the weeks are leading, without a grade."""
    return {
        Drift.TOO_EARLY: _("too early to see a direction"),
        Drift.MORE: _("lately closer to the plan than before"),
        Drift.SAME: _("lately about as before"),
        Drift.LESS: _("lately further from the plan than before"),
    }[found]


def value_words(measure: str, value: float) -> str:
    """A measure's value with its unit where its name says that it counts per cent."""
    return f"{number(value)}%" if measure.rstrip().endswith("(%)") else number(value)


def so_far(strategy: Strategy, checkins: Sequence[CheckIn]) -> str:
    """A strategy's weeks in brief: counted, and the last number that they brought."""
    parts = [tally_words(tally(checkins))]
    if (found := numbers(strategy, checkins)) is not None:
        last = found.points[-1]
        parts.append(
            _("Latest number from its check-ins: {value} ({day}).").format(
                value=value_words(strategy.measure, last.value), day=when(last.day)
            )
        )
    return " ".join(parts)


def prediction_words(strategy: Strategy, today: date) -> Words:
    """What introduces a prediction: it is quoted word for word after this."""
    if strategy.start is None or strategy.start > today:
        return say(_("The prediction for *{strategy}*:"), strategy=strategy.title)
    return say(
        _("The prediction for *{strategy}*, as it stood at the start ({day}):"),
        strategy=strategy.title,
        day=when(strategy.start),
    )


def weeks_picture(
    strategy: Strategy,
    checkins: Sequence[CheckIn],
    cycle: Cycle,
    owner: Member | None,
    today: date,
    heard: Heard = NOTHING_HEARD,
) -> Weeks | None:
    """The strategy week by week; None before the first week."""
    weeks = marks(strategy, checkins, cycle, owner, today, heard)
    if not weeks:
        return None
    return Weeks(
        title=clip(strategy.title, 90),
        alt=_("{strategy}: {told}").format(strategy=clip(strategy.title, 150), told=_direction(checkins)),
        weeks=weeks,
        as_planned=_("as planned"),
        partly=_("partly"),
        not_done=_("not done"),
        no_word=_("no word"),
        ticks=months(weeks[0].day, weeks[-1].day),
    )


def _direction(checkins: Sequence[CheckIn]) -> str:
    """The weeks counted, and where they lead; nothing leads anywhere before the first."""
    told = tally_words(tally(checkins))
    return f"{told} {capital(drift_words(drift(checkins)))}." if checkins else told


def months(first: date, last: date) -> tuple[Dated, ...]:
    """The months of a time axis."""
    return tuple(Dated(day, month_short(day)) for day in month_starts(first, last))


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names as people list them; beyond `most`, how many more there are. Names with commas stand between semicolons."""
    split = any("," in name for name in names[:most])
    if len(names) <= most:
        return "; ".join(names) if split else join(list(names))
    if split:
        return _("{some}; and {n} more").format(some="; ".join(names[:most]), n=len(names) - most)
    return _("{some} and {n} more").format(some=", ".join(names[:most]), n=len(names) - most)


def few(lines: Sequence[Line], most: int) -> tuple[Line | str, ...]:
    """The first few lines, and how many more there are."""
    left = len(lines) - most
    return (*lines[:most], *([count("and {n} more", "and {n} more", left)] if left > 0 else []))


def value_of(subject: Subject, code: str) -> str:
    """How buttons and forms name a strategy or a goal."""
    return f"{GOAL}{code}" if subject is Subject.GOAL else code


def shape_of(goal: Goal) -> Strategy:
    """A goal as rules on strategies see it: its code, words and owner, in the plan that it stands in."""
    return Strategy(goal.code, goal.code, clip(goal.statement, 300), owner=goal.owner, school=goal.school)


def goal_buttons(activities: Sequence[str], most: int = 3) -> list[Button]:
    """For each of some key activities the way to the form of a goal for it."""
    return [
        Button(_("Add a goal: {activity}").format(activity=each), "plan.goal.new", each[:VALUE])
        for each in activities[:most]
    ]


def to_take_up_parts(activities: Sequence[str]) -> list[Part]:
    """Key activities that were decided on and that no goal names yet, with the way to a goal for each."""
    row = buttons(*goal_buttons(activities))
    if row is None:
        return []
    told = _("*Decided, and no goal of the plan names it yet:* {names}.")
    return [Text(say(told, names=listed([clip(each, 80) for each in activities], 2))), row]


def path_name(path: Path) -> str:
    """A path as people name it: "sustain"."""
    return {
        Path.SUSTAIN: _("sustain"),
        Path.EXPAND: _("expand"),
        Path.REALIGN: _("realign"),
        Path.EXTEND: _("extend the time"),
        Path.REVISE: _("revise the goal"),
        Path.KEEP: _("keep it and look again"),
        Path.SHIFT: _("shift the focus"),
        Path.PREPARE: _("prepare first"),
        Path.OTHER_STRATEGY: _("try another way"),
        Path.CHANGE_FOCUS: _("change focus"),
        Path.STOP: _("stop"),
    }[path]


def path_meaning(path: Path) -> str:
    """What a path means, in a few words."""
    return {
        Path.SUSTAIN: _("go on as it is, and secure what it needs"),
        Path.EXPAND: _("take it to more people or places"),
        Path.REALIGN: _("add what leads from it to the outcome"),
        Path.EXTEND: _("the same goal, with a later date"),
        Path.REVISE: _("the same work, with another target"),
        Path.KEEP: _("no change yet, another look on a date"),
        Path.SHIFT: _("aim elsewhere, since things changed around it"),
        Path.PREPARE: _("another key activity has to come before"),
        Path.OTHER_STRATEGY: _("the goal stays, the way changes"),
        Path.CHANGE_FOCUS: _("park this goal, another one first"),
        Path.STOP: _("it did not work; we keep the learning"),
    }[path]


def path_told(path: Path) -> str:
    """What becomes of something, as it is told to others: "*Peer visits*: we go on with it as it is"."""
    return {
        Path.SUSTAIN: _("we go on with it as it is"),
        Path.EXPAND: _("we take it to more people or places"),
        Path.REALIGN: _("we add what leads from it to the outcome"),
        Path.EXTEND: _("we give its goal more time"),
        Path.REVISE: _("we go on, with another target"),
        Path.KEEP: _("we go on for now, and look at it again"),
        Path.SHIFT: _("we aim elsewhere, since things changed around it"),
        Path.PREPARE: _("it waits, since something else has to come first"),
        Path.OTHER_STRATEGY: _("we try another way to the same goal"),
        Path.CHANGE_FOCUS: _("we put it aside, and another goal comes first"),
        Path.STOP: _("we stop it, and keep what we learned"),
    }[path]


@dataclass(frozen=True)
class Choice:
    """What somebody's words lead to: one strategy, or several to choose from. `told` says why, if there is a reason."""

    one: Strategy | None
    several: tuple[Strategy, ...] = ()
    told: Words | str = ""


def choose(turn: Turn, strategies: Sequence[Strategy]) -> Choice:
    """What the turn's words or button mean among these strategies; without words a single one is meant."""
    words = (turn.value or turn.words).strip()
    if not words:
        return Choice(strategies[0]) if len(strategies) == 1 else Choice(None, tuple(strategies))
    matches = matching(words, strategies)
    if len(matches) == 1:
        return Choice(matches[0])
    if matches:
        return Choice(None, matches, say(_("“{words}” fits more than one strategy."), words=clip(words, 80)))
    return Choice(None, tuple(strategies), say(_("I know no strategy like “{words}”. These are open to you:"),
                                               words=clip(words, 80)))  # fmt: skip


def matching(words: str, strategies: Sequence[Strategy]) -> tuple[Strategy, ...]:
    """The strategies with this code, or else those with all these words in their titles."""
    wanted = folded(words)
    code = "".join(wanted.split()).strip(".,;:!?\"'")
    exact = tuple(each for each in strategies if each.code.casefold() == code)
    parts = wanted.split()
    return exact or tuple(each for each in strategies if all(part in folded(each.title) for part in parts))


def choose_form(
    route: str, title: str, question: str, choice: Choice, mark: Callable[[Strategy], str], *, send: str
) -> Form:
    """The screen on which one of several strategies is chosen; `mark` says in a word what is known of each."""
    options = tuple(Option(each.code, _label(each, mark(each))) for each in choice.several)
    return form(
        route,
        title,
        Note(choice.told) if choice.told else None,
        Pick(FIELD, question, options),
        send=send,
    )


def _label(strategy: Strategy, mark: str) -> str:
    return f"{clip(strategy.title, 72 - len(mark))} · {mark}" if mark else strategy.title


def sorted_for(
    strategies: Sequence[Strategy], mine: Callable[[Strategy], bool], settled: Callable[[Strategy], bool]
) -> list[Strategy]:
    """One's own first, and among them those that nothing was said of yet; else in the plan's order."""
    return sorted(strategies, key=lambda each: (not mine(each), settled(each)))
