"""The logic model drawn as cards, with what is alone in it said in words; and the forms of one part."""

from collections.abc import Iterable, Iterator, Sequence

from handlers.kit.card import Button, Card, Chart, FactSet, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import at_first
from handlers.kit.form import Field, Form, Line, Note, Option, Pick, PickMany, form
from handlers.kit.turn import Turn
from handlers.kit.words import Words, as_written, clip, count, say
from handlers.wording.strategy import listed
from pdsa.logic import ORDER, Element, LogicModel, Stage
from pdsa.permissions import edits_goal
from pdsa.picture import Box, Column, Flow
from pdsa.text import _

MOST_BOXES = 12
"""So many boxes a column of the picture shows; the others are counted."""
ALONE = 75
"""So many words have those parts that stand alone."""
LONGEST = 160


FIELD = "element"
MOST_CHOICES = 100
"""So many parts one menu of several choices can show; those that are joined already come first."""


def logic_card(model: LogicModel, turn: Turn, *, first: Words | None = None, undo: int | None = None) -> Card:
    """The model drawn, what stands alone in it, and for leads the ways to change it. `undo` is the newest change."""
    lead = turn.person.is_lead
    picture = logic_picture(model)
    return card(
        Text(first) if first else None,
        Title(_("How it should come about")),
        Text(_("Inputs lead to activities, these to outputs, and these to what changes for people.")),
        Chart(picture) if picture else Text(_("There is nothing to draw yet: the plan needs goals first.")),
        *_alone(model, turn),
        Button(_("Add a part"), "plan.logic.add") if lead else None,
        Button(_("Open a part"), "plan.logic.pick") if model.elements else None,
        Button(_("Take it back"), "plan.logic.undo", str(undo)) if undo is not None else None,
        Button(_("The whole plan"), "plan"),
    )


def _alone(model: LogicModel, turn: Turn) -> Iterator[Part | None]:
    """What nothing leads to, what leads nowhere, what is joined to nothing; and a button for the first of them."""
    alone = [
        *((_("*{words}*: no implementation goal leads to it."), each.statement) for each in model.orphans),
        *((_("*{words}*: it leads to no outcome goal."), each.statement) for each in model.dead_ends),
        *((_("*{words}*: it is joined to nothing yet."), each.words) for each in model.loose),
    ]
    lines = [say(template, words=clip(words, LONGEST)) for template, words in alone]
    if not lines:
        yield Text(_("Every goal is joined: nothing stands alone.")) if model.joins else None
        return
    yield Text(_("Worth a second look:"))
    yield Items(at_first(lines, ALONE, _("and {n} more")))
    goals = [each for each in (*model.orphans, *model.dead_ends) if edits_goal(turn.person, each)][:3]
    if goals:
        yield buttons(
            *(Button(_("Join {goal}").format(goal=clip(each.statement, 40)), "plan.goal", each.code) for each in goals)
        )


def logic_picture(model: LogicModel) -> Flow | None:
    """The model as a picture; None where it has no parts. Goals are flagged where nothing leads to them or on."""
    columns = tuple(_column(model, stage) for stage in Stage)
    shown = {box.code for each in columns for box in each.boxes}
    if not shown:
        return None
    joins = tuple((first, then) for first, then in model.joins if first in shown and then in shown)
    return Flow(_("How it should come about"), alt(model), columns, joins, _note(model))


def _column(model: LogicModel, stage: Stage) -> Column:
    """A stage's boxes: goals first, and where there are too many, those that are flagged or joined."""
    goals = [each.code for each in model.goals if model.stages.get(each.code) is stage]
    codes = [*goals, *(each.code for each in model.elements if each.stage is stage and each.code not in goals)]
    flags = _flags(model)
    joined = {code for join in model.joins for code in join}
    if len(codes) > MOST_BOXES:
        kept = sorted(codes, key=lambda code: (code not in flags, code not in joined))[:MOST_BOXES]
        codes = [code for code in codes if code in kept]
    boxes = tuple(Box(code, clip(model.words[code], LONGEST), flags.get(code, "")) for code in codes)
    left = sum(found is stage for found in model.stages.values()) - len(boxes)
    more = _("and {n} more").format(n=left) if left > 0 else ""
    return Column(stage_name(stage), boxes, more)


def _flags(model: LogicModel) -> dict[str, str]:
    found = {each.code: _("No goal leads here") for each in model.orphans}
    return found | {each.code: _("Leads nowhere") for each in model.dead_ends}


def _note(model: LogicModel) -> str:
    if not model.orphans:
        return ""
    n = len(model.orphans)
    return count(
        "One outcome goal still needs an implementation goal that leads to it.",
        "{n} outcome goals still need an implementation goal that leads to them.",
        n,
    )


def alt(model: LogicModel) -> str:
    """The picture in sentences: what leads to which outcome, and what nothing leads to."""
    told = [
        _("{words}: what leads to it is {others}.").format(
            words=clip(model.words[code], 80),
            others=listed([clip(model.words[part], 60) for part in model.led_to_by(code)]),
        )
        for code, stage in model.stages.items()
        if stage is Stage.OUTCOME and model.led_to_by(code)
    ]
    told += [
        _("{words}: nothing leads to it.").format(words=clip(orphan.statement, 80))
        for orphan in model.orphans
        if not model.led_to_by(orphan.code)
    ]
    told += [_("{words} leads nowhere.").format(words=clip(each.statement, 80)) for each in model.dead_ends]
    return clip(" ".join(told), 1900) or _("Nothing is joined yet.")


def element_card(element: Element, model: LogicModel, turn: Turn) -> Card:
    """One part: its words, its column, and what it is joined to."""
    rows = [
        (_("Where it stands"), stage_name(element.stage)),
        (_("What leads to it"), _titles(model, model.led_to_by(element.code))),
        (_("Leads to"), _titles(model, model.leads_to(element.code))),
    ]
    lead = turn.person.is_lead
    guard = _("Its joins go with it. It can be taken back at once.")
    return card(
        Title(_("A part of the logic model")),
        Text(as_written(clip(element.words, 400))),
        FactSet(tuple(rows)),
        Button(_("Change or join it"), "plan.logic.change", element.code) if lead else None,
        Button(_("Take it out"), "plan.logic.remove", element.code, ask_first=guard) if lead else None,
        Button(_("Logic model"), "plan.logic"),
    )


def _titles(model: LogicModel, codes: Sequence[str]) -> str:
    return "; ".join(clip(model.words[code], 80) for code in codes[:10]) or _("nothing yet")


def stage_name(stage: Stage) -> str:
    """A column of the model, as people name it."""
    return {
        Stage.INPUT: _("Inputs"),
        Stage.ACTIVITY: _("Activities"),
        Stage.OUTPUT: _("Outputs"),
        Stage.OUTCOME: _("Outcomes"),
    }[stage]


def stage_meaning(stage: Stage) -> str:
    """What stands in a column."""
    return {
        Stage.INPUT: _("Input: what we put in, like time, people or money"),
        Stage.ACTIVITY: _("Activity: what we do with it"),
        Stage.OUTPUT: _("Output: what can be counted once it was done"),
        Stage.OUTCOME: _("Outcome: what changes for people"),
    }[stage]


def element_form(element: Element | None, model: LogicModel, about: str = "") -> Form:
    """A part's words, its column, and what it is joined to."""
    stage = element.stage if element else None
    options = tuple(Option(each.value, stage_meaning(each)) for each in Stage)
    return form(
        "plan.logic.keep",
        _("Part of the model") if element else _("New part"),
        Line("words", _("What is it?"), element.words if element else "", optional=False, most=300),
        Pick("stage", _("Where does it stand?"), options, chosen=stage.value if stage else None, few=True),
        *_joins(element, model),
        carry={"code": element.code if element else ""},
        about=about,
    )


def _joins(element: Element | None, model: LogicModel) -> Iterable[Field]:
    code = element.code if element else ""
    place = ORDER[element.stage] if element else None
    stages = {each: ORDER[stage] for each, stage in model.stages.items() if each != code}
    before = [each for each, at in stages.items() if at < (len(ORDER) - 1 if place is None else place)]
    after = [each for each, at in stages.items() if at > (0 if place is None else place)]
    if before or after:
        yield Note(_("What leads to it, and where does it lead? From left to right only: inputs come first."))
    yield from _many("before", _("What leads to it?"), before, model.led_to_by(code), model)
    yield from _many("after", _("What does it lead to?"), after, model.leads_to(code), model)


def _many(name: str, label: str, codes: list[str], joined: tuple[str, ...], model: LogicModel) -> Iterable[Field]:
    if not codes:
        return
    ordered = sorted(codes, key=lambda code: (code not in joined, ORDER[model.stages[code]]))[:MOST_CHOICES]
    options = tuple(Option(code, model.words[code]) for code in ordered)
    yield PickMany(name, label, options, chosen=tuple(code for code in ordered if code in joined))


def element_pick(model: LogicModel) -> Form:
    """Which part to open."""
    options = tuple(Option(each.code, each.words) for each in model.elements)
    pick = Pick(FIELD, _("Which one?"), options)
    return form("plan.logic.picked", _("Open a part"), pick, send=_("Open"))
