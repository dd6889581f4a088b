"""The sample cast's hands: they press, type and fill in as people do at the workspace, and see what people see."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.rehearse import sample_sentences
from bot.workspace.records import Message, View
from bot.workspace.workspace import Workspace

Json = dict[str, Any]
TYPED = ("plain_text_input", "number_input")
Settle = Callable[[], Awaitable[None]]
Say = Callable[[str, str], None]
"""Called with an e-mail and a sentence."""


class UiDriver:
    """What anybody can do. `settle` waits until the bot has answered; `told` hears what is done, `complain` of what
    cannot be.
    """

    def __init__(self, workspace: Workspace, settle: Settle, told: Say, complain: Say) -> None:
        self._workspace = workspace
        self._settle = settle
        self._told = told
        self._complain = complain

    async def press(self, who: str, message: Message, route: str, value: str = "") -> bool:
        """Press the message's first button of this route (and value) as it stands now; False where there is none."""
        candidates = buttons(message, route, value)
        if not candidates:
            return False
        label = candidates[0]["text"]["text"]
        self._told(who, f"pressed “{label}”")
        outcome = await self._workspace.press(who, message, candidates[0]["action_id"])
        await self._settle()
        if not outcome.ok:
            self._complain(who, f"the button “{label}” got no answer")
        return outcome.ok

    async def unfold(self, who: str, route: str) -> None:
        """Press the button of the open form that shows the rest of it."""
        view = self.form(who)
        if view is not None and (found := buttons(view, route)):
            await self._workspace.press(who, view, found[0]["action_id"])
            await self._settle()

    async def type(self, who: str, text: str) -> None:
        self._told(who, f"typed {text}")
        await self._workspace.command(who, self._workspace.dm(who), text)
        await self._settle()

    def form(self, who: str) -> View | None:
        """The form that lies open in front of somebody."""
        views = self._workspace.views(who)
        return views[-1] if views else None

    def newest(self, who: str) -> Message | None:
        """The last message of the talk with the bot."""
        seen = self._workspace.visible(who, self._workspace.dm(who))
        return seen[-1] if seen else None

    async def send(self, who: str, answers: Mapping[str, Any]) -> bool:
        """Send the open form with those answers that it asks for. What it needs besides gets a plain answer."""
        view = self.form(who)
        if view is None:
            return False
        fields = {block["block_id"]: block for block in view.blocks if block["type"] == "input"}
        said = {name: value for name, value in answers.items() if name in fields and _says(value, fields[name])}
        needed = [block for name, block in fields.items() if name not in said and not _may_stay(block)]
        said |= {block["block_id"]: _some(block["element"]) for block in needed}
        typed = [
            str(said[name]) for name, block in fields.items() if block["element"]["type"] in TYPED and said.get(name)
        ]
        self._told(who, f"filled in “{_title(view)}”{': ' if typed else ''}{' / '.join(typed)}")
        outcome = await self._workspace.submit(who, view.id, said)
        await self._settle()
        if not outcome.ok:
            why = "; ".join(outcome.errors.values()) or outcome.error or "no reason given"
            self._complain(who, f"the form “{_title(view)}” was not taken: {why}")
        return outcome.ok

    async def put_away(self, who: str) -> None:
        """Close whatever form is still open."""
        view = self.form(who)
        if view is not None:
            await self._workspace.close_view(who, view.id, everything=True)


def buttons(message: Message | View, route: str, value: str = "") -> list[Json]:
    """The buttons of one route in a message or form as it stands; of one value where that is given."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    found = [each for row in rows for each in row if each["action_id"].split("|")[0] == route]
    return [each for each in found if not value or each.get("value") == value]


def preset(view: View, name: str) -> str:
    """What a field of a form is filled in with already, empty for nothing."""
    for block in view.blocks:
        if block.get("block_id") == name:
            element = block.get("element", {})
            option = element.get("initial_option") or {}
            return str(element.get("initial_value") or element.get("initial_date") or option.get("value") or "")
    return ""


def carried(view: View) -> dict[str, str]:
    """What a form remembers, by name; nothing where it remembers something else."""
    try:
        found = json.loads(view.body.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def labelled(view: View) -> str:
    """All that a form says, as one text."""
    return str(view.blocks)


def choices(view: View, name: str) -> list[str]:
    """What a field lets people choose from."""
    found = [block["element"] for block in view.blocks if block.get("block_id") == name and "element" in block]
    return [option["value"] for element in found for option in _options(element)]


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups", ())
    return [*element.get("options", ()), *(option for group in groups for option in group["options"])]


def _says(value: Any, block: Json) -> bool:
    """Whether this answers the field: nothing is no answer to one that needs one."""
    return bool(value) or _may_stay(block)


def _may_stay(block: Json) -> bool:
    """Whether nothing has to be answered; a day that is needed and not known is left to the form's own word."""
    element = block["element"]
    filled = any(name.startswith("initial_") for name in element)
    return filled or bool(block.get("optional")) or element["type"] == "datepicker"


def _some(element: Json) -> Any:
    """A plain answer to a field that the cast does not know."""
    options = [option["value"] for option in _options(element)]
    if options:
        many = element["type"] in ("checkboxes", "multi_static_select")
        return options[:1] if many else options[0]
    return "1" if element["type"] == "number_input" else sample_sentences.A_SENTENCE


def _title(view: View) -> str:
    return str((view.body.get("title") or {}).get("text", view.callback_id))
