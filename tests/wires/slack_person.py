"""A person at the local workspace: types, presses, fills in, and looks at what is there."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.workspace.records import Message, Outcome, View
from bot.workspace.workspace import Workspace


def texts(node: Any) -> Iterator[str]:
    """Everything that somebody reads in blocks, in their order."""
    if isinstance(node, list):
        for inner in node:
            yield from texts(inner)
    elif isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        if isinstance(node.get("alt_text"), str):
            yield node["alt_text"]
        for key, inner in node.items():
            if key not in ("text", "alt_text") or not isinstance(inner, str):
                yield from texts(inner)


def reads(message: Message | View) -> str:
    """A message or view as one text."""
    if isinstance(message, View):
        title = (message.body.get("title") or {}).get("text", "")
        return title + "\n" + "".join(texts(message.blocks))
    return "".join(texts(message.blocks)) or message.text


class Person:
    """One person with an account."""

    def __init__(self, workspace: Workspace, email: str) -> None:
        self._workspace = workspace
        self.email = email
        self.outcome: Outcome | None = None

    @property
    def dm(self) -> str:
        return self._workspace.dm(self.email)

    # -- doing ---------------------------------------------------------------------------------

    async def says(self, text: str, where: str | None = None, *, thread: Message | None = None) -> None:
        """Type into the talk with the bot, a channel or a message's thread; a slash command if it begins so."""
        place = where or self.dm
        if text.startswith("/sel"):
            self.outcome = await self._workspace.command(self.email, place, text)
        else:
            await self._workspace.say(self.email, place, text, thread.ts if thread else None)
        await self._workspace.quiet()

    async def shares(self, name: str, content: bytes, text: str = "") -> None:
        """Send a file to the bot."""
        await self._workspace.share(self.email, self.dm, name, content, text)
        await self._workspace.quiet()

    async def presses(self, label: str, where: str | None = None, nth: int = 1) -> None:
        """Press the newest button with this label: in the open form, the talk or a channel. `nth` counts within it."""
        for surface in self._surfaces(where):
            buttons = [button for button in _buttons(_blocks(surface)) if button["text"]["text"] == label]
            if len(buttons) >= nth:
                button = buttons[nth - 1]
                self.outcome = await self._workspace.press(self.email, surface, button["action_id"])
                await self._workspace.quiet()
                return
        raise AssertionError(f"{self.email} sees no button {label!r}; there is:\n{self.screen(where)}")

    async def sends(self, **answers: Any) -> Outcome:
        """Fill in the open form and send it."""
        view = self._workspace.views(self.email)[-1]
        outcome = await self._workspace.submit(self.email, view.id, _by_label(view, answers))
        await self._workspace.quiet()
        self.outcome = outcome
        return outcome

    async def opens_home(self) -> str:
        await self._workspace.open_home(self.email)
        await self._workspace.quiet()
        view = self._workspace.home(self.email)
        assert view is not None
        return reads(view)

    # -- seeing --------------------------------------------------------------------------------

    def messages(self, where: str | None = None) -> list[Message]:
        return self._workspace.visible(self.email, where or self.dm)

    def screen(self, where: str | None = None) -> str:
        """All that stands in the talk (or channel), and the open form."""
        shown = [reads(message) for message in self.messages(where)]
        form = self.form()
        return "\n---\n".join([*shown, *([form] if form else [])])

    def last(self, where: str | None = None) -> str:
        messages = self.messages(where)
        assert messages, f"{self.email} sees nothing there"
        return reads(messages[-1])

    def form(self) -> str:
        """The open form as text, empty if there is none."""
        views = self._workspace.views(self.email)
        return reads(views[-1]) if views else ""

    def sees(self, text: str, where: str | None = None) -> bool:
        assert text in self.screen(where), f"{self.email} does not see {text!r}; there is:\n{self.screen(where)}"
        return True

    def sees_form(self, text: str) -> bool:
        assert text in self.form(), f"{self.email}'s form has no {text!r}; it is:\n{self.form()}\n{self.outcome}"
        return True

    def _surfaces(self, where: str | None) -> Iterator[Message | View]:
        yield from reversed(self._workspace.views(self.email))
        yield from reversed(self.messages(where))
        home = self._workspace.home(self.email)
        if home is not None:
            yield home


def _blocks(surface: Message | View) -> list[Any]:
    return surface.blocks


def _buttons(blocks: list[Any]) -> list[dict[str, Any]]:
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    return [element for row in rows for element in row if element["type"] == "button"]


def _by_label(view: View, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by field name; a field that the form does not have is a mistake of the test."""
    names = {block.get("block_id") for block in view.blocks}
    missing = set(answers) - names
    assert not missing, f"the form has no fields {missing}; it has {sorted(str(name) for name in names)}"
    return {
        name: (["on"] if answer else []) if isinstance(answer, bool) else answer for name, answer in answers.items()
    }
