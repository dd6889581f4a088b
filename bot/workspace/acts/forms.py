"""People filling in, submitting and closing modals."""

from collections.abc import Mapping
from typing import Any

from bot.workspace.acts.press import enter_all, still_there
from bot.workspace.blockkit.input_state import complaints, find
from bot.workspace.errors import ApiError
from bot.workspace.events import interaction, view_closed
from bot.workspace.methods.views import read_view
from bot.workspace.modals import STACK_LIMIT
from bot.workspace.records import Json, Outcome, Person, View
from bot.workspace.shared_state import Runtime
from bot.workspace.slack_json import view_json

TROUBLE = "We had some trouble connecting. Try again?"


def modal(runtime: Runtime, person: Person, view_id: str) -> View:
    """The person's open modal with this id; LookupError when it is closed."""
    view = still_there(runtime, person, view_id)
    if not isinstance(view, View) or view.type != "modal":
        raise LookupError("That form is not open any more")
    return view


def fill(runtime: Runtime, who: str, view_id: str, values: Mapping[str, Any]) -> None:
    """Fill fields in without submitting."""
    person = runtime.person(who)
    view = modal(runtime, person, view_id)
    enter_all(runtime, person, view.blocks, view.entered, values)


async def submit(runtime: Runtime, who: str, view_id: str, values: Mapping[str, Any]) -> Outcome:
    """Fill in, let the client look for what is missing, send, and do what the app answers."""
    person = runtime.person(who)
    view = modal(runtime, person, view_id)
    if "submit" not in view.body:
        raise LookupError("That form has nothing to submit")
    fill(runtime, who, view_id, values)
    missing = complaints(view.blocks, view.entered)
    if missing:
        return Outcome(False, errors=missing)
    payload = interaction(runtime, person, "view_submission")
    payload["trigger_id"] = runtime.tickets.trigger(person.id, view.id)
    payload["view"] = view_json(runtime.world, view)
    ack = await runtime.sockets.ask("interactive", payload)
    if not ack.ok:
        return _trouble(runtime, person, TROUBLE)
    try:
        return _obey(runtime, person, view, ack.payload or {})
    except (ApiError, LookupError, TypeError, KeyError) as error:
        return _trouble(runtime, person, TROUBLE, str(error))


def _trouble(runtime: Runtime, person: Person, text: str, why: str = "") -> Outcome:
    runtime.world.notices.publish("failure", user=person.id, text=text, why=why)
    return Outcome(False, text, payload={"why": why} if why else None)


def _obey(runtime: Runtime, person: Person, view: View, answer: Json) -> Outcome:
    action = answer.get("response_action")
    shelf = runtime.world.views
    if action is None:
        if not view.closed:
            shelf.close(view)
    elif action == "clear":
        shelf.clear(person.id)
    elif action == "errors":
        return Outcome(False, errors=_field_errors(view, answer["errors"]), payload=answer)
    elif action == "update":
        shelf.replace(view, read_view(runtime, answer["view"], "modal", view))
    elif action == "push":
        if len(shelf.stack(person.id)) >= STACK_LIMIT:
            raise ApiError("push_limit_reached")
        shelf.push(person.id, read_view(runtime, answer["view"], "modal"))
    else:
        raise LookupError(f"unknown response_action {action}")
    return Outcome(True, payload=answer)


def _field_errors(view: View, errors: Any) -> dict[str, str]:
    if not isinstance(errors, dict) or not errors:
        raise LookupError("errors must name at least one block")
    for block_id, sentence in errors.items():
        block, _ = find(view.blocks, block_id)
        if block["block_id"] != block_id or block["type"] != "input" or not isinstance(sentence, str):
            raise LookupError(f"{block_id} is not an input block of this form")
    return dict(errors)


async def close(runtime: Runtime, who: str, view_id: str, *, everything: bool) -> None:
    """Close a modal with its close button, or with the cross (`everything`), which takes all those below too."""
    person = runtime.person(who)
    view = modal(runtime, person, view_id)
    everything = everything or bool(view.body.get("clear_on_close"))
    gone = runtime.world.views.clear(person.id) if everything else runtime.world.views.close(view)
    view_closed(runtime, gone, is_cleared=everything)
