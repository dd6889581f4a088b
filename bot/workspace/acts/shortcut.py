"""People choosing an app's shortcut: from anywhere, or beside a message."""

from bot.workspace.acts.press import NO_ANSWER, Surface, still_there
from bot.workspace.events import interaction
from bot.workspace.records import Message, Outcome
from bot.workspace.shared_state import Runtime
from bot.workspace.slack_json import channel_name, message_json


async def shortcut(runtime: Runtime, who: str, callback_id: str, beside: Surface | None) -> Outcome:
    """Choose it, and wait until the app has acknowledged. LookupError where it stands beside no message."""
    person = runtime.person(who)
    message = still_there(runtime, person, beside) if beside is not None else None
    if message is not None and not isinstance(message, Message):
        raise LookupError("A shortcut stands beside a message")
    payload = interaction(runtime, person, "shortcut" if message is None else "message_action")
    payload.pop("api_app_id")
    payload["user"].pop("name" if message is None else "username")
    payload |= {
        "callback_id": callback_id,
        "action_ts": runtime.world.next_ts(),
        "trigger_id": runtime.tickets.trigger(person.id),
    }
    if message is not None:
        channel = runtime.world.channels[message.channel]
        payload |= {
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "message_ts": message.ts,
            "message": message_json(runtime.world, message),
            "response_url": runtime.response_url(person.id, channel.id, message.ts),
        }
    ack = await runtime.sockets.ask("interactive", payload)
    if ack.ok:
        return Outcome(True, payload=ack.payload)
    runtime.world.notices.publish("failure", user=person.id, text=NO_ANSWER)
    return Outcome(False, NO_ANSWER)
