"""Modals and home tabs: open, push, update, publish."""

from bot.workspace.blockkit.blocks import VIEW_BYTES
from bot.workspace.blockkit.check import written_length
from bot.workspace.errors import ApiError, invalid_arguments
from bot.workspace.events import view_closed
from bot.workspace.methods.method import Arg, Method, MethodCall, codes
from bot.workspace.modals import STACK_LIMIT
from bot.workspace.records import Json, View
from bot.workspace.shared_state import Runtime
from bot.workspace.slack_json import view_json
from bot.workspace.tickets import Trigger

_VIEW = Arg("view", "json", required=True)


def read_view(runtime: Runtime, view: object, kind: str, replacing: View | None = None) -> Json:
    """A checked and completed view. ApiError with a JSON pointer for each problem."""
    wrong = runtime.view_wrong(view, kind)
    if wrong or not isinstance(view, dict):
        raise invalid_arguments(wrong)
    if written_length(view) > VIEW_BYTES:
        raise ApiError("view_too_large")
    if runtime.world.views.taken(view.get("external_id", ""), replacing):
        raise ApiError("duplicate_external_id")
    runtime.complete(view["blocks"])
    for name in ("title", "submit", "close"):
        if name in view:
            view[name].setdefault("emoji", True)
    return view


def _trigger(call: MethodCall) -> Trigger:
    trigger_id = call["trigger_id"] or call["interactivity_pointer"]
    if not trigger_id:
        raise invalid_arguments(["missing required field: trigger_id"])
    return call.runtime.tickets.exchange(trigger_id)


def open_view(call: MethodCall) -> Json:
    """views.open: a new modal for whoever gave the trigger; what was open before makes way."""
    runtime = call.runtime
    body = read_view(runtime, call["view"], "modal")
    trigger = _trigger(call)
    view_closed(runtime, runtime.world.views.clear(trigger.user), is_cleared=True)
    return _answer(runtime, runtime.world.views.push(trigger.user, body))


def push(call: MethodCall) -> Json:
    """views.push: a modal on top of the one that gave the trigger; three deep at most."""
    runtime = call.runtime
    body = read_view(runtime, call["view"], "modal")
    trigger = _trigger(call)
    stack = runtime.world.views.stack(trigger.user)
    if not stack or trigger.view_id is None:
        raise ApiError("not_found")
    if len(stack) >= STACK_LIMIT:
        raise ApiError("push_limit_reached")
    return _answer(runtime, runtime.world.views.push(trigger.user, body))


def update(call: MethodCall) -> Json:
    """views.update: new content for a view that is still open."""
    runtime = call.runtime
    if not call["view_id"] and not call["external_id"]:
        raise invalid_arguments(["missing required field: view_id"])
    view = runtime.world.views.find(call["view_id"], call["external_id"])
    if view is None:
        raise ApiError("not_found")
    _same(view, call["hash"])
    runtime.world.views.replace(view, read_view(runtime, call["view"], view.type, view))
    return _answer(runtime, view)


def publish(call: MethodCall) -> Json:
    """views.publish: a person's home tab."""
    runtime = call.runtime
    person = runtime.world.people.get(call["user_id"])
    if person is None or person.is_bot:
        raise invalid_arguments(["user_id is not a valid user [json-pointer:/user_id]"])
    home = runtime.world.views.homes.get(person.id)
    if home is not None:
        _same(home, call["hash"])
    body = read_view(runtime, call["view"], "home", home)
    return _answer(runtime, runtime.world.views.publish(person.id, body))


def _same(view: View, given: str | None) -> None:
    if given and given != view.hash:
        raise ApiError("hash_conflict")


def _answer(runtime: Runtime, view: View) -> Json:
    return {"view": view_json(runtime.world, view)}


_TRIGGERS = (Arg("trigger_id"), Arg("interactivity_pointer"))
_TRIGGER_ERRORS = "duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id view_too_large"
METHODS = (
    Method("views.open", open_view, args=(*_TRIGGERS, _VIEW), tier="4", errors=codes(_TRIGGER_ERRORS)),
    Method(
        "views.push",
        push,
        args=(*_TRIGGERS, _VIEW),
        tier="4",
        errors=codes(f"{_TRIGGER_ERRORS} not_found push_limit_reached"),
    ),
    Method(
        "views.update",
        update,
        args=(Arg("view_id"), Arg("external_id"), Arg("hash"), _VIEW),
        tier="4",
        errors=codes("duplicate_external_id hash_conflict not_found view_too_large"),
    ),
    Method(
        "views.publish",
        publish,
        args=(Arg("user_id", required=True), Arg("hash"), _VIEW),
        tier="4",
        errors=codes("duplicate_external_id hash_conflict view_too_large"),
    ),
)
