"""People choosing an app's shortcut: from anywhere, or beside a message."""

from bot.workspace.acts.press import NO_ANSWER, Surface, still_there
from bot.workspace.desk import Desk
from bot.workspace.events import interaction
from bot.workspace.records import Message, Outcome
from bot.workspace.written import channel_name, message_json


async def shortcut(desk: Desk, who: str, callback_id: str, beside: Surface | None) -> Outcome:
    """Choose it, and wait until the app has acknowledged. LookupError where it stands beside no message."""
    person = desk.person(who)
    message = still_there(desk, person, beside) if beside is not None else None
    if message is not None and not isinstance(message, Message):
        raise LookupError("A shortcut stands beside a message")
    payload = interaction(desk, person, "shortcut" if message is None else "message_action")
    payload.pop("api_app_id")
    payload["user"].pop("name" if message is None else "username")
    payload |= {
        "callback_id": callback_id,
        "action_ts": desk.world.next_ts(),
        "trigger_id": desk.tickets.trigger(person.id),
    }
    if message is not None:
        channel = desk.world.channels[message.channel]
        payload |= {
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "message_ts": message.ts,
            "message": message_json(desk.world, message),
            "response_url": desk.response_url(person.id, channel.id, message.ts),
        }
    ack = await desk.sockets.ask("interactive", payload)
    if ack.ok:
        return Outcome(True, payload=ack.payload)
    desk.world.notices.publish("failure", user=person.id, text=NO_ANSWER)
    return Outcome(False, NO_ANSWER)
