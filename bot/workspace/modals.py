"""Open modals in stacks of at most three a person, and everybody's home tab."""

import secrets
from collections.abc import Callable

from bot.workspace.records import Json, View
from bot.workspace.watchers import Notices

STACK_LIMIT = 3


class ViewShelf:
    """All views that are open now. Closed ones are forgotten, so that a late update finds nothing."""

    def __init__(self, notices: Notices, serial: Callable[[str], str], seconds: Callable[[], int]) -> None:
        self._notices = notices
        self._serial = serial
        self._seconds = seconds
        self.open: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.external: dict[str, str] = {}

    def fresh_hash(self) -> str:
        """A value that changes with every update of a view."""
        return f"{self._seconds()}.{secrets.token_hex(4)}"

    def stack(self, user_id: str) -> list[View]:
        """The person's open modals, the topmost last."""
        return list(self.stacks.get(user_id, ()))

    def find(self, view_id: str | None, external_id: str | None = None) -> View | None:
        """The open view with this id, or else with this external id."""
        return self.open.get(view_id or self.external.get(external_id or "", ""))

    def taken(self, external_id: str, except_for: View | None = None) -> bool:
        """Whether another open view has this external id."""
        holder = self.external.get(external_id)
        return bool(external_id) and holder is not None and holder != (except_for.id if except_for else None)

    def push(self, user_id: str, body: Json) -> View:
        """Put a new modal on top of the person's stack. The caller has looked at the limit."""
        stack = self.stacks.setdefault(user_id, [])
        view_id = self._serial("V")
        view = View(
            id=view_id,
            user=user_id,
            type="modal",
            body=body,
            hash=self.fresh_hash(),
            root_id=stack[0].root_id if stack else view_id,
            previous_id=stack[-1].id if stack else None,
        )
        stack.append(view)
        self._keep(view)
        return view

    def publish(self, user_id: str, body: Json) -> View:
        """Set the person's home tab, the same view under a new hash when there was one."""
        view = self.homes.get(user_id)
        if view is None:
            view_id = self._serial("V")
            view = View(view_id, user_id, "home", body, self.fresh_hash(), view_id)
            self.homes[user_id] = view
            self._keep(view)
            return view
        self.replace(view, body)
        return view

    def replace(self, view: View, body: Json) -> None:
        """Give an open view new content. What was typed stays where field and kind stay."""
        self.external.pop(str(view.body.get("external_id", "")), None)
        view.body = body
        view.hash = self.fresh_hash()
        self._keep(view)

    def _keep(self, view: View) -> None:
        self.open[view.id] = view
        if external_id := view.body.get("external_id"):
            self.external[external_id] = view.id
        kind = "home" if view.type == "home" else "view"
        self._notices.publish(kind, user=view.user, view=view.id)

    def close(self, view: View, *, above: bool = True) -> list[View]:
        """Close a modal, and what lies above it unless `above` is False; those closed, topmost first."""
        stack = self.stacks.get(view.user, [])
        at = stack.index(view)
        gone = stack[at:] if above else [view]
        self.stacks[view.user] = [other for other in stack if other not in gone]
        for other in gone:
            other.closed = True
            self.open.pop(other.id, None)
            self.external.pop(str(other.body.get("external_id", "")), None)
        self._notices.publish("view", user=view.user, view=view.id)
        return list(reversed(gone))

    def clear(self, user_id: str) -> list[View]:
        """Close all of a person's modals; those closed, topmost first."""
        stack = self.stacks.get(user_id)
        return self.close(stack[0]) if stack else []
