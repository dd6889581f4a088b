"""People using buttons, menus and pickers in messages, modals and the home tab."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.workspace.blockkit.elements import is_external
from bot.workspace.blockkit.input_state import Entered, find, initial, key_of, option, state, values_of
from bot.workspace.events import interaction
from bot.workspace.records import Json, Message, Outcome, Person, View
from bot.workspace.shared_state import Runtime
from bot.workspace.slack_json import channel_name, message_json, view_json

Surface = Message | View | str | tuple[str, str]
"""A message, a view, a view's id, or a message by (channel id, ts)."""
NO_ANSWER = "The app did not respond. Please try again."


def name_id(runtime: Runtime, kind: str, given: str) -> str:
    """The id of a person or channel named by id, e-mail or name."""
    if kind == "user":
        return runtime.world.person(given).id
    return runtime.world.channel(given).id


def still_there(runtime: Runtime, person: Person, surface: Surface) -> Message | View:
    """The message or view as it stands now; LookupError when this person does not see it (any more)."""
    if isinstance(surface, Message):
        surface = (surface.channel, surface.ts)
    if isinstance(surface, tuple):
        channel = runtime.world.channel(surface[0])
        message = channel.messages.get(surface[1])
        if message is None or message.deleted:
            raise LookupError("That message is not there any more")
        if message.ephemeral_for not in (None, person.id) or not runtime.world.may_see(person.id, channel):
            raise LookupError("That message is not there any more")
        return message
    view = runtime.world.views.find(surface.id if isinstance(surface, View) else surface)
    if view is None or view.user != person.id:
        raise LookupError("That form is not open any more")
    return view


@dataclass(frozen=True)
class Touch:
    """What is pressed or chosen: the element, its new value, and what was filled in beside it before."""

    name: str
    value: Any = None
    block_id: str | None = None
    filled: Mapping[str, Any] | None = None


async def press(runtime: Runtime, who: str, surface: Surface, touch: Touch) -> Outcome:
    """Press or choose, and wait until the app has acknowledged."""
    person = runtime.person(who)
    there = still_there(runtime, person, surface)
    entered = there.entered_by(person.id)
    enter_all(runtime, person, there.parts, entered, touch.filled or {})
    value = touch.value
    block, element = find(there.parts, touch.name, value, touch.block_id)
    action = _action(runtime, block, _filled(runtime, person, block, element, entered), value, entered)
    payload = interaction(runtime, person, "block_actions") | where(runtime, person, there, entered)
    payload["actions"] = [action]
    ack = await runtime.sockets.ask("interactive", payload)
    if ack.ok:
        return Outcome(True, payload=ack.payload)
    runtime.world.notices.publish("failure", user=person.id, text=NO_ANSWER)
    return Outcome(False, NO_ANSWER)


def _filled(runtime: Runtime, person: Person, block: Json, element: Json, entered: Entered) -> Json:
    """An element with the options that this person was offered, where the app brings them; what was chosen stays."""
    if not is_external(element):
        return element
    place = (block["block_id"], element["action_id"])
    kept = entered.get(place) or initial(element)
    chosen = [kept.get("selected_option"), *kept.get("selected_options", ())]
    offered = runtime.offered.get((person.id, *place), ())
    return {**element, "options": [*offered, *(one for one in chosen if one)]}


def enter_all(
    runtime: Runtime, person: Person, blocks: list[Json], entered: Entered, values: Mapping[str, Any]
) -> None:
    """Fill fields in without telling the app, as typing into a form does.

    `values` go by action_id or block_id, or are states as Slack nests them: block_id -> action_id -> state.
    """
    for name, value in values.items():
        if isinstance(value, Mapping) and _is_nested(value):
            for action_id, inner in value.items():
                _enter(runtime, person, find(blocks, action_id, block_id=name), entered, inner)
        else:
            _enter(runtime, person, find(blocks, name), entered, value)


def _is_nested(value: Mapping[str, Any]) -> bool:
    """Whether this holds states by action_id, and is no state or option itself: an action may be called `value`."""
    return all(isinstance(inner, Mapping) for inner in value.values()) or not {"type", "value"} & value.keys()


def _enter(runtime: Runtime, person: Person, field: tuple[Json, Json], entered: Entered, value: Any) -> None:
    block, element = field
    element = _filled(runtime, person, block, element, entered)
    if key_of(element["type"]) is None:
        raise LookupError(f"{element['action_id']} cannot be filled in")
    entered[(block["block_id"], element["action_id"])] = state(
        element, value, lambda kind, given: name_id(runtime, kind, given)
    )


def _action(runtime: Runtime, block: Json, element: Json, value: Any, entered: Entered) -> Json:
    kind = element["type"]
    action: Json = {"type": kind, "action_id": element["action_id"], "block_id": block["block_id"]}
    if kind == "button":
        action |= {name: element[name] for name in ("text", "value", "style", "url") if name in element}
    elif kind == "overflow":
        chosen = value.get("selected_option", value) if isinstance(value, dict) else value
        action["selected_option"] = option(element, chosen)
    else:
        field_state = entered.get((block["block_id"], element["action_id"])) or initial(element)
        if value is not None:
            field_state = state(element, value, lambda sort, given: name_id(runtime, sort, given))
        entered[(block["block_id"], element["action_id"])] = field_state
        action |= field_state
        wanted = ("placeholder", "initial_option", "initial_date", "initial_time", "initial_user")
        action |= {name: element[name] for name in wanted if name in element}
    if "confirm" in element:
        action["confirm"] = element["confirm"]
    return action | {"action_ts": runtime.world.next_ts()}


def where(runtime: Runtime, person: Person, there: Message | View, entered: Entered, *, asking: bool = False) -> Json:
    """Where somebody does something, and what the app may do there. Who is only `asking` for options gives no leave."""
    world = runtime.world
    if isinstance(there, View):
        place: Json = {"container": {"type": "view", "view_id": there.id}, "view": view_json(world, there)}
        if not asking:
            place["trigger_id"] = runtime.tickets.trigger(person.id, there.id if there.type == "modal" else None)
        return place
    channel = world.channels[there.channel]
    ephemeral = there.ephemeral_for is not None
    container: Json = {
        "type": "message",
        "message_ts": there.ts,
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if there.thread_ts:
        container["thread_ts"] = there.thread_ts
    place = {"container": container, "channel": {"id": channel.id, "name": channel_name(channel)}}
    if not asking:
        place |= {
            "trigger_id": runtime.tickets.trigger(person.id),
            "state": {"values": values_of(there.parts, entered)},
            "response_url": runtime.response_url(person.id, channel.id, there.ts),
        }
    return place if ephemeral else {**place, "message": message_json(world, there)}
