"""The forms in which goals are written, the seven letters among them, and their answers."""

from collections.abc import Iterator
from dataclasses import replace

from handlers.kit.card import FactSet, Items, Part, Text
from handlers.kit.form import Day, Field, Form, Line, Note, Number, Option, Pick, PickMany, form
from handlers.kit.form_values import opened, read
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, say
from handlers.plan.forms import Choices, choices, owner_from, owner_pick
from pdsa.errors import Refusal
from pdsa.framework import Framework
from pdsa.goals import Goal, GoalKind, Link, next_code
from pdsa.measures import rated
from pdsa.names import same
from pdsa.permissions import plan_of
from pdsa.rubric_ratings import LEVELS
from pdsa.smartie import Gap, Letter, gaps
from pdsa.text import _
from storage.store import YearStore

NONE = "-"
LONGEST_VALUE = 70
"""A choice's value is short on every platform; a rubric item with a longer title is written by hand."""


def letter_name(letter: Letter) -> str:
    """A letter's word: "Specific"."""
    return {
        Letter.SPECIFIC: _("Specific"),
        Letter.MEASURABLE: _("Measurable"),
        Letter.ATTAINABLE: _("Attainable, and a stretch"),
        Letter.RELEVANT: _("Relevant"),
        Letter.TIME_BOUND: _("Time-bound"),
        Letter.INCLUSIVE: _("Inclusive"),
        Letter.EQUITABLE: _("Equitable"),
    }[letter]


def letter_question(letter: Letter) -> str:
    """What is asked under a letter's word."""
    return {
        Letter.SPECIFIC: _("Who will do what, and where?"),
        Letter.MEASURABLE: _("Which number will show it, and what is it today?"),
        Letter.ATTAINABLE: _("Why can it be reached, and why is it worth the effort?"),
        Letter.RELEVANT: _("Which need does it answer? Who told you of it?"),
        Letter.TIME_BOUND: _("By when?"),
        Letter.INCLUSIVE: _("Who helps to decide, of those it is for?"),
        Letter.EQUITABLE: _("Who is left out today, and what changes for them?"),
    }[letter]


def gap_words(gap: Gap) -> Words:
    """What a check did not find, and a question that helps. Nothing here says that the goal is a poor one."""
    found, question = {
        Gap.TOO_SHORT: (_("It is short."), _("Who will do what, and where?")),
        Gap.NO_NUMBER: (_("I find no number."), _("How would you count it, and where does it stand today?")),
        Gap.NO_REASON_TO_HOPE: (
            _("Nothing says why it can be reached."), _("What makes you think so: has it worked somewhere?"),
        ),
        Gap.NO_NEED: (_("Nothing says which need it answers."), _("What did your data or your people tell you?")),
        Gap.NO_DATE: (_("I find no date."), _("By which year should it be so?")),
        Gap.NOBODY_ELSE_DECIDES: (
            _("Nobody is named who helps to decide."),
            _("Which students, families or staff have a say in it?"),
        ),
        Gap.NOBODY_LEFT_OUT: (
            _("Nothing says who is left out today."), _("Who would notice last that things got better?"),
        ),
    }[gap]  # fmt: skip
    return say(_("*{letter}*: {found} {question}"), letter=letter_name(gap.letter), found=found, question=question)


def open_gaps(goal: Goal) -> tuple[Gap, ...]:
    """What a goal's words leave open."""
    return gaps(goal.statement, dict(goal.smartie), goal.due)


def field_of(letter: Letter) -> str:
    """The name of a letter's field in the form."""
    return f"smartie_{letter.value.lower()}"


def smartie_parts(goal: Goal) -> Iterator[Part]:
    """What was answered to the letters, and what could still be answered."""
    answers = tuple((letter_name(Letter(letter)), clip(text, 600)) for letter, text in goal.smartie)
    if answers:
        yield FactSet(answers)
    unanswered = open_gaps(goal)
    if unanswered:
        yield Text(_("What could make it stronger, when you have a minute. None of it has to be there:"))
        yield Items(tuple(gap_words(gap) for gap in unanswered))


def kind_form() -> Form:
    """Which kind of goal is added."""
    told = {
        GoalKind.LONG_TERM: _("Long-term: where the district wants to be in years"),
        GoalKind.IMPLEMENTATION: _("Implementation: what adults do, a rubric item from 1 to 4"),
        GoalKind.OUTCOME: _("Outcome: what changes for people, a measure"),
    }
    options = tuple(Option(kind.value, label) for kind, label in told.items())
    kind = Pick("kind", _("What kind of goal?"), options, few=True)
    return form("plan.goal.kind", _("New goal"), kind, send=_("Next"))


def goal_form(goal: Goal, choices: Choices) -> Form:
    """A goal's fields, as its kind has them. A new one has an empty code."""
    title = _("Change the goal") if goal.code else _("New goal")
    statement, *figures, due = opened(goal_fields(goal.kind), goal)
    return form(
        "plan.goal.keep",
        clip(title, 24),
        statement,
        *(_item_fields(goal, choices.framework) if goal.kind is GoalKind.IMPLEMENTATION else ()),
        *figures,
        *_links(goal, choices),
        due,
        owner_pick(goal.owner, choices),
        *(_letters(goal) if goal.kind is GoalKind.LONG_TERM else (_parent(goal, choices),)),
        carry={"code": goal.code, "kind": goal.kind.value},
        about=goal.code,
    )


def goal_fields(kind: GoalKind) -> list[Field | None]:
    """What a goal holds as it is answered: its statement first, its due day last."""
    level = _("A level from 1 to 4") if kind is GoalKind.IMPLEMENTATION else ""
    figures = (
        Number("baseline", _("Where we are"), hint=level),
        Number("target", _("Where we want to be"), hint=level),
    )
    return [
        Line("statement", _("The goal"), long=True, needed=_("Say in a sentence what you want to reach.")),
        Line("measure", _("What we measure"), most=200) if kind is GoalKind.OUTCOME else None,
        *(figures if kind is not GoalKind.LONG_TERM else ()),
        Day("due", _("Due")),
    ]


def _letters(goal: Goal) -> tuple[Field, ...]:
    """One question for each letter of SMARTIE; each can be left empty, and filled in another day."""
    said = dict(goal.smartie)
    told = say(_("Seven questions that make a long-term goal stronger. *Leave empty what you cannot answer yet.*"))
    asked = (
        Line(
            field_of(letter),
            letter_name(letter),
            said.get(letter.value, ""),
            long=True,
            most=600,
            hint=letter_question(letter),
        )
        for letter in Letter
    )
    return (Note(told), *asked)


def parents(goal: Goal, choices: Choices) -> list[Goal]:
    """The long-term goals that a goal of the year can serve."""
    return [each for each in choices.goals if each.kind is GoalKind.LONG_TERM and each.code != goal.code]


def _parent(goal: Goal, choices: Choices) -> Field | None:
    goals = parents(goal, choices)
    if not goals:
        return None
    options = (Option(NONE, _("None of them")), *(Option(g.code, g.statement) for g in goals))
    return Pick("parent", _("Which long-term goal does it serve?"), options, chosen=goal.parent or NONE, optional=True)


def item_titles(framework: Framework | None) -> dict[str, str]:
    """The rubric items that can be chosen: their titles, and how the list shows them. A key activity with several items
    can be chosen as a whole, too.
    """
    titles: dict[str, str] = {}
    for activity in framework.activities if framework else ():
        for item in dict.fromkeys((activity.whole, *activity.items)):
            if len(item.title) <= LONGEST_VALUE:
                same = item.title == activity.name
                titles.setdefault(item.title, item.title if same else f"{activity.name}: {item.title}")
    return titles


def _item_fields(goal: Goal, framework: Framework | None) -> tuple[Field, ...]:
    """The rubric item, from the framework's list or in one's own words."""
    titles = item_titles(framework)
    if framework is None or not titles:
        return (Line("activity", _("Key activity (rubric item)"), goal.activity, most=200),)
    known = framework.item(goal.activity)
    chosen = known.title if known and known.title in titles else NONE
    options = (
        Option(NONE, _("Another one: I write it below")),
        *(Option(title, label) for title, label in titles.items()),
    )
    own = "" if chosen != NONE else goal.activity
    return (
        Pick("item", _("Key activity (rubric item)"), options, chosen=chosen, optional=True),
        Line("activity", _("Or in your own words"), own, most=200, hint=_("Only where the list does not have it.")),
    )


def _links(goal: Goal, choices: Choices) -> tuple[Field, ...]:
    """Which goals of the other kind it is joined to; none where it is long-term."""
    if goal.kind is GoalKind.LONG_TERM:
        return ()
    if goal.kind is GoalKind.IMPLEMENTATION:
        kind, label = GoalKind.OUTCOME, _("Which outcome goals does it lead to?")
        linked = {link.outcome for link in choices.links if link.implementation == goal.code}
    else:
        kind, label = GoalKind.IMPLEMENTATION, _("Which implementation goals lead to it?")
        linked = {link.implementation for link in choices.links if link.outcome == goal.code}
    others = [each for each in choices.goals if each.kind is kind]
    if not others:
        return ()
    options = tuple(Option(each.code, each.statement) for each in others)
    chosen = tuple(each.code for each in others if each.code in linked)
    return (PickMany("links", label, options, chosen=chosen),)


async def goal_for(activity: str, turn: Turn, store: YearStore) -> Goal:
    """A goal that is not kept yet, for a key activity, from the level that it was rated at last."""
    framework = await store.frameworks.get(turn.cycle.framework)
    meant = framework.activity(activity)
    levels = [
        rating.year_end or rating.mid_year or rating.initial
        for rating in rated(await store.plans.ratings(), turn.today, turn.cycle.phases.study)
        if same(rating.activity, activity) or (meant is not None and framework.activity(rating.activity) == meant)
    ]
    known = [level for level in levels if level is not None]
    baseline = float(min(known)) if known else None
    return Goal("", GoalKind.IMPLEMENTATION, "", activity[:200], baseline, school=plan_of(turn.person))


async def goal_from(turn: Turn, store: YearStore, before: Goal | None) -> Goal:
    """The goal as answered; raises Refusal under the field that will not do."""
    named = turn.carry.get("kind", "")
    kind = before.kind if before else GoalKind(named) if named in set(GoalKind) else GoalKind.LONG_TERM
    codes = [each.code for each in await store.plans.goals(dropped=True)]
    old = before or Goal(next_code("G", codes), kind, "", school=plan_of(turn.person))
    new = replace(old, **read(goal_fields(kind), turn))
    if kind is GoalKind.IMPLEMENTATION:
        new = replace(new, activity=await _activity(turn, store, old))
        _check_levels(old, new)
    return replace(
        new,
        owner=await owner_from(turn, store, old.owner),
        parent=await _parent_sent(turn, store, old),
        smartie=_letters_sent(turn, old) if kind is GoalKind.LONG_TERM else old.smartie,
    )


async def _activity(turn: Turn, store: YearStore, old: Goal) -> str:
    """The rubric item: the chosen one's title, unless what stood there already means the same; else as written."""
    chosen = turn.text("item")
    if chosen in ("", NONE):
        return turn.text("activity")
    framework = await store.frameworks.get(turn.cycle.framework)
    if chosen not in item_titles(framework):
        raise Refusal(_("That item is not on the rubric any more: choose another one."), field="item")
    known = framework.item(old.activity)
    return old.activity if known is not None and known.title == chosen else chosen


async def _parent_sent(turn: Turn, store: YearStore, old: Goal) -> str:
    if "parent" not in turn.answers:
        return old.parent
    chosen = turn.text("parent")
    if chosen in ("", NONE):
        return ""
    if chosen not in {each.code for each in parents(old, await choices(store, turn.person, old.school))}:
        raise Refusal(_("That goal is no longer in the plan: choose another one."), field="parent")
    return chosen


def _letters_sent(turn: Turn, old: Goal) -> tuple[tuple[str, str], ...]:
    """The answers by letter, those that were given; a form without the questions changes nothing."""
    if not any(field_of(letter) in turn.answers for letter in Letter):
        return old.smartie
    said = ((letter.value, turn.text(field_of(letter))) for letter in Letter)
    return tuple((letter, text) for letter, text in said if text)


def _check_levels(old: Goal, new: Goal) -> None:
    for name in ("baseline", "target"):
        if getattr(new, name) not in (None, getattr(old, name), *LEVELS):  # a file may have brought a mean
            raise Refusal(_("A level on the rubric is 1, 2, 3 or 4."), field=name)


async def keep_links(turn: Turn, store: YearStore, goal: Goal) -> None:
    """Bring the logic model in line with what was ticked for this goal."""
    if "links" not in turn.answers or goal.kind is GoalKind.LONG_TERM:
        return
    own = "implementation" if goal.kind is GoalKind.IMPLEMENTATION else "outcome"
    other = "outcome" if own == "implementation" else "implementation"
    codes = {each.code for each in (await choices(store, turn.person, goal.school)).goals}
    others = [
        link
        for link in await store.plans.links()
        if getattr(link, own) != goal.code or getattr(link, other) not in codes  # only what was offered is answered
    ]
    ticked = [code for code in turn.many("links") if code in codes and code != goal.code]
    mine = [Link(goal.code, code) if own == "implementation" else Link(code, goal.code) for code in ticked]
    await store.plans.set_links([*others, *mine])
