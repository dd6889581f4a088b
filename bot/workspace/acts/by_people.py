"""Everything that people do, each verb once: who, where, what."""

from collections.abc import Mapping
from typing import Any

from bot.workspace.acts import forms, press, shortcut, speak, suggest, typed_markup
from bot.workspace.acts.press import Surface, Touch
from bot.workspace.records import Message, Outcome
from bot.workspace.shared_state import Runtime


class PeopleActs:
    """People are named by user id or e-mail, channels by id or name."""

    runtime: Runtime

    async def command(self, user: str, channel: str, text: str) -> Outcome:
        """Type a slash command, such as `/sel reflect`."""
        return await speak.command(self.runtime, user, channel, text)

    async def say(
        self, user: str, channel: str, text: str, thread_ts: str | None = None, *, marked: bool = False
    ) -> Message:
        """Type a message; `@Name` becomes a mention. `marked` text is in chat markup already.

        LookupError where this person cannot write.
        """
        return speak.say(
            self.runtime, user, channel, text if marked else typed_markup.marked(self.runtime, text), thread_ts
        )

    async def share(
        self, user: str, channel: str, name: str, content: bytes, text: str = "", thread_ts: str | None = None
    ) -> Message:
        """Send a file, with words or without. LookupError where this person cannot write."""
        return speak.share(
            self.runtime, user, channel, name, content, typed_markup.marked(self.runtime, text), thread_ts
        )

    async def press(
        self,
        user: str,
        surface: Surface,
        action_id: str,
        *,
        value: Any = None,
        block_id: str | None = None,
        filled: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Press a button or choose in a menu (by action_id or block_id) in a message, modal or home tab.

        `surface` is a Message, a View, a view's id or (channel id, ts). `value` is an option's value or label, a day,
        an e-mail, a channel, a list of these, or Slack's state for the element; with buttons that share an action_id
        it picks one. `filled` is what was typed into the same surface before, as in `submit`.
        """
        touch = Touch(action_id, value, block_id, filled)
        return await press.press(self.runtime, user, surface, touch)

    async def suggest(
        self, user: str, surface: Surface, action_id: str, query: str = "", *, block_id: str | None = None
    ) -> Outcome:
        """Type into a menu that the app fills; `payload` is what it offers. Only that can be chosen then."""
        return await suggest.suggest(self.runtime, user, surface, action_id, query, block_id)

    async def shortcut(self, user: str, callback_id: str, beside: Surface | None = None) -> Outcome:
        """Choose one of the app's shortcuts, from anywhere or `beside` a message."""
        return await shortcut.shortcut(self.runtime, user, callback_id, beside)

    async def submit(self, user: str, view_id: str, values: Mapping[str, Any] | None = None) -> Outcome:
        """Fill a modal in and submit it; what was preset or typed before counts too.

        `values` go by action_id or block_id to plain values, or are nested as in Slack's `state.values`.
        """
        return await forms.submit(self.runtime, user, view_id, values or {})

    def fill(self, user: str, view_id: str, values: Mapping[str, Any]) -> None:
        """Type into a modal without submitting it."""
        forms.fill(self.runtime, user, view_id, values)

    async def close_view(self, user: str, view_id: str, *, everything: bool = False) -> None:
        """Close a modal; `everything` is the cross, which closes those below as well."""
        await forms.close(self.runtime, user, view_id, everything=everything)

    async def open_home(self, user: str) -> None:
        """Open the bot's home tab."""
        speak.open_home(self.runtime, user)
