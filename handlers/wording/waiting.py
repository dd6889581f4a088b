"""What waits for somebody, in words: said here once, for everything that shows it."""

from dataclasses import dataclass
from datetime import date

from handlers.kit.words import Words, clip, join, say
from handlers.wording.days_and_hours import for_occasion, for_occasions
from handlers.wording.earlier_years import owed_words
from handlers.wording.strategy import value_of
from pdsa.calendar import local_day
from pdsa.goals import Strategy
from pdsa.open_tasks import Backlog, Task, TaskKind
from pdsa.people import Member
from pdsa.text import _, ngettext
from storage.open_tasks import backlog
from storage.store import YearStore

LABEL = 40
TITLE = 80
"""So much of a title stands in what waits; several of them stand in one card."""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person.

    `kind` is `start`, `terms`, `checkin`, `plan`, `owner`, `reflect`, `decide`, `rate`, `agree`, `confirm`, `data`,
    `digest` or `newyear`; `words` say it in a sentence; `route` and `value` are what a button with `label` leads to.
    """

    kind: str
    words: Words
    route: str
    value: str = ""
    label: str = ""


async def waiting_for(store: YearStore, member: Member, today: date) -> tuple[Waiting, ...]:
    """What waits for one person, the most pressing first."""
    here = await backlog(store, today, member)
    return _waiting(here, member) if here else ()


def waiting_of_all(here: Backlog | None) -> dict[int, tuple[Waiting, ...]]:
    """What waits for whom, by member's id, in the order of the plan; who has nothing waiting is left out."""
    everybody = {member.id: _waiting(here, member) for member in here.people} if here else {}
    return {member: theirs for member, theirs in everybody.items() if theirs}


def waiting_of_one(here: Backlog | None, member: Member) -> dict[int, tuple[Waiting, ...]]:
    """The same for one person alone."""
    theirs = _waiting(here, member) if here else ()
    return {member.id: theirs} if theirs else {}


def _waiting(here: Backlog, member: Member) -> tuple[Waiting, ...]:
    today = local_day(here.now, member.zone or here.cycle.zone)
    return tuple(_worded(task, here, today) for task in here.tasks(member))


def _worded(task: Task, here: Backlog, today: date) -> Waiting:
    """A task in a sentence, with the way to it. `today` is the date of whom it waits for."""
    match task.kind:
        case TaskKind.START:
            words = say(_("Start waits to be pressed: nobody is messaged before."))
            return Waiting("start", words, "setup.start", label=_("See what Start does"))
        case TaskKind.TERMS:
            words = say(
                _("*{strategy}* is asked about each term: when do terms end?"), strategy=task.strategies[0].title
            )
            return Waiting("terms", words, "setup.rhythm", label=_("Say when terms end"))
        case TaskKind.CHECKIN:
            return Waiting("checkin", _unsaid(task, here, today), "checkin", label=_("Check in"))
        case TaskKind.RATE:
            sentence = ngettext(
                "One item of the rubric waits for your level.", "{n} items of the rubric wait for your level.", task.n
            )
            return Waiting("rate", say(sentence, n=task.n), "rate.own", label=_("Rate it"))
        case TaskKind.AGREE:
            sentence = ngettext(
                "One item of the rubric waits for the level on which the team agrees.",
                "{n} items of the rubric wait for the level on which the team agrees.",
                task.n,
            )
            return Waiting("agree", say(sentence, n=task.n), "rate.agree", label=_("Agree on levels"))
        case TaskKind.DATA:
            words = say(_("A number of *{measure}* is due."), measure=task.name)
            if task.n > 1:
                words = say(_("{n} numbers are due."), n=task.n)
            return Waiting("data", words, "log.due", label=_("See what is due"))
        case TaskKind.DIGEST:
            words = say(_("A digest waits to be read and approved."))
            if task.n > 1:
                words = say(_("{n} digests wait to be read and approved."), n=task.n)
            return Waiting("digest", words, "digest", label=_("See the drafts"))
        case TaskKind.CLOSE | TaskKind.NEXT_YEAR:
            return _next_year(here)
        case _:
            return _about_strategy(task)


def _unsaid(task: Task, here: Backlog, today: date) -> Words:
    if len(task.strategies) == 1:
        which = for_occasion(task.occasions[0], here.week, today)
        return say(_("*{strategy}* has no word yet {week}."), strategy=task.strategies[0].title, week=which)
    which = for_occasions(task.occasions, here.week, today)
    words = _("{n} strategies of yours have no word yet{week}.")
    return say(words, n=len(task.strategies), week=which and f" {which}")


def _about_strategy(task: Task) -> Waiting:
    """What waits on one strategy, or goal, by its title."""
    if task.kind is TaskKind.CONFIRM:
        words, value = _("A decision on *{strategy}* waits for a lead."), value_of(task.subject, task.code)
        told = say(words, strategy=clip(task.name, TITLE))
        return Waiting("confirm", told, "decide", value, _label(_("See: {title}"), task.name))
    strategy = task.strategies[0]
    unowned = (
        _("The owner of *{strategy}* has left the plan.") if strategy.owner else _("Nobody owns *{strategy}* yet.")
    )
    words, route, label = {
        TaskKind.PLAN: (_("*{strategy}* still needs: {missing}."), "plan.strategy", _("Fill in: {title}")),
        TaskKind.OWNER: (unowned, "plan.strategy", _("Fill in: {title}")),
        TaskKind.REFLECT: (_("*{strategy}*: what happened, and what was learned?"), "reflect", _("Reflect: {title}")),
        TaskKind.DECIDE: (_("*{strategy}*: what becomes of it?"), "decide", _("Decide: {title}")),
    }[task.kind]
    told = say(words, strategy=clip(strategy.title, TITLE), missing=missing_words(strategy))
    return Waiting(task.kind.value, told, route, strategy.code, _label(label, strategy.title))


def _next_year(here: Backlog) -> Waiting:
    """The next year can be prepared, or the last one still owes something."""
    turning = here.turning
    if turning is not None and turning.new is not None:
        label = _("Close {year}").format(year=turning.old.label)
        return Waiting("newyear", owed_words(turning), "newyear", label=label)
    words = say(_("The next year can be prepared from what was learned and decided."))
    return Waiting("newyear", words, "newyear", label=_("Look at the next year"))


def _label(template: str, title: str) -> str:
    """A button by what it is about, short enough that a few stand side by side."""
    return clip(template.format(title=clip(title, LABEL)), LABEL)


def missing_words(strategy: Strategy) -> str:
    """What a strategy still lacks, as people say it: "an end date and a prediction"."""
    names = {
        "goal": _("a goal"),
        "owner": _("an owner"),
        "start": _("a start date"),
        "end": _("an end date"),
        "prediction": _("a prediction"),
    }
    return join([names[each] for each in strategy.missing])
