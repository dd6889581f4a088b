"""The forms of the logic model: one part at a time."""

from collections.abc import Iterable

from handlers.kit.form import Field, Form, Line, Note, Option, Pick, PickMany, form
from pdsa.logic import ORDER, Element, LogicModel, Stage
from pdsa.text import _

FIELD = "element"
MOST = 100
"""So many parts one menu of several choices can show; those that are joined already come first."""


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
        send=_("Keep"),
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
    ordered = sorted(codes, key=lambda code: (code not in joined, ORDER[model.stages[code]]))[:MOST]
    options = tuple(Option(code, model.words[code]) for code in ordered)
    yield PickMany(name, label, options, chosen=tuple(code for code in ordered if code in joined))


def element_pick(model: LogicModel) -> Form:
    """Which part to open."""
    options = tuple(Option(each.code, each.words) for each in model.elements)
    pick = Pick(FIELD, _("Which one?"), options)
    return form("plan.logic.picked", _("Open a part"), pick, send=_("Open"))
