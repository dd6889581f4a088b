"""People filling in, submitting and closing modals."""

from collections.abc import Mapping
from typing import Any

from bot.workspace.acts.press import enter_all, still_there
from bot.workspace.blockkit.fields import complaints, find
from bot.workspace.desk import Desk
from bot.workspace.errors import ApiError
from bot.workspace.events import interaction, view_closed
from bot.workspace.methods.views import read_view
from bot.workspace.modals import STACK_LIMIT
from bot.workspace.records import Json, Outcome, Person, View
from bot.workspace.written import view_json

TROUBLE = "We had some trouble connecting. Try again?"


def modal(desk: Desk, person: Person, view_id: str) -> View:
    """The person's open modal with this id; LookupError when it is closed."""
    view = still_there(desk, person, view_id)
    if not isinstance(view, View) or view.type != "modal":
        raise LookupError("That form is not open any more")
    return view


def fill(desk: Desk, who: str, view_id: str, values: Mapping[str, Any]) -> None:
    """Fill fields in without submitting."""
    person = desk.person(who)
    view = modal(desk, person, view_id)
    enter_all(desk, person, view.blocks, view.entered, values)


async def submit(desk: Desk, who: str, view_id: str, values: Mapping[str, Any]) -> Outcome:
    """Fill in, let the client look for what is missing, send, and do what the app answers."""
    person = desk.person(who)
    view = modal(desk, person, view_id)
    if "submit" not in view.body:
        raise LookupError("That form has nothing to submit")
    fill(desk, who, view_id, values)
    missing = complaints(view.blocks, view.entered)
    if missing:
        return Outcome(False, errors=missing)
    payload = interaction(desk, person, "view_submission")
    payload["trigger_id"] = desk.tickets.trigger(person.id, view.id)
    payload["view"] = view_json(desk.world, view)
    ack = await desk.sockets.ask("interactive", payload)
    if not ack.ok:
        return _trouble(desk, person, TROUBLE)
    try:
        return _obey(desk, person, view, ack.payload or {})
    except (ApiError, LookupError, TypeError, KeyError) as error:
        return _trouble(desk, person, TROUBLE, str(error))


def _trouble(desk: Desk, person: Person, text: str, why: str = "") -> Outcome:
    desk.world.notices.publish("failure", user=person.id, text=text, why=why)
    return Outcome(False, text, payload={"why": why} if why else None)


def _obey(desk: Desk, person: Person, view: View, answer: Json) -> Outcome:
    action = answer.get("response_action")
    shelf = desk.world.views
    if action is None:
        if not view.closed:
            shelf.close(view)
    elif action == "clear":
        shelf.clear(person.id)
    elif action == "errors":
        return Outcome(False, errors=_field_errors(view, answer["errors"]), payload=answer)
    elif action == "update":
        shelf.replace(view, read_view(desk, answer["view"], "modal", view))
    elif action == "push":
        if len(shelf.stack(person.id)) >= STACK_LIMIT:
            raise ApiError("push_limit_reached")
        shelf.push(person.id, read_view(desk, answer["view"], "modal"))
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


async def close(desk: Desk, who: str, view_id: str, *, everything: bool) -> None:
    """Close a modal with its close button, or with the cross (`everything`), which takes all those below too."""
    person = desk.person(who)
    view = modal(desk, person, view_id)
    everything = everything or bool(view.body.get("clear_on_close"))
    gone = desk.world.views.clear(person.id) if everything else desk.world.views.close(view)
    view_closed(desk, gone, is_cleared=everything)
