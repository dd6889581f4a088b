"""People typing: slash commands, messages, mentions, and opening the home tab."""

import uuid

from bot.workspace.acts.typed_markup import for_command, linked, rich
from bot.workspace.errors import ApiError
from bot.workspace.events import home_opened
from bot.workspace.methods.content import read_content
from bot.workspace.methods.files import MOST_BYTES
from bot.workspace.records import Channel, Json, Message, Outcome, Person
from bot.workspace.shared_state import Runtime
from bot.workspace.slack_json import channel_name
from bot.workspace.sockets import Ack

_WHY = {
    "timeout": "operation_timeout",
    "no_socket": "dispatch_failed",
    "http_client": "http_client_error",
    "http_service": "http_service_error",
}


def place(runtime: Runtime, person: Person, which: str) -> Channel:
    """The channel where this person wants to write; LookupError when they are not in it, or it is archived."""
    channel = runtime.world.channel(which)
    if channel.archived or person.id not in channel.members:
        raise LookupError(f"{person.name} cannot write in {which}")
    return channel


async def command(runtime: Runtime, who: str, where: str, text: str) -> Outcome:
    """Type a slash command such as `/sel reflect`; what the app answers at once appears in the channel."""
    person = runtime.person(who)
    channel = place(runtime, person, where)
    name, _, rest = text.strip().partition(" ")
    if name != runtime.command:
        return _failed(runtime, person, channel, f"{name} is not a valid command.")
    payload = _command_payload(runtime, person, channel, rest.strip())
    ack = await runtime.sockets.ask("slash_commands", payload)
    if not ack.ok:
        return _failed(runtime, person, channel, f'{name} failed with the error "{_WHY[ack.why]}".')
    if ack.payload:
        return _answered(runtime, person, channel, ack)
    return Outcome(True)


def _command_payload(runtime: Runtime, person: Person, channel: Channel, text: str) -> Json:
    world = runtime.world
    return {
        "token": "verification-token",
        "team_id": world.team_id,
        "team_domain": world.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.handle,
        "command": runtime.command,
        "text": for_command(runtime, text),
        "api_app_id": world.app_id,
        "is_enterprise_install": False,
        "response_url": runtime.response_url(person.id, channel.id),
        "trigger_id": runtime.tickets.trigger(person.id),
    }


def _failed(runtime: Runtime, person: Person, channel: Channel, error: str) -> Outcome:
    runtime.world.notices.publish("failure", user=person.id, channel=channel.id, text=error)
    return Outcome(False, error)


def _answered(runtime: Runtime, person: Person, channel: Channel, ack: Ack) -> Outcome:
    payload = ack.payload or {}
    try:
        content = read_content(runtime, payload)
    except ApiError as error:
        return _failed(runtime, person, channel, f'{runtime.command} failed with the error "{error.code}".')
    public = payload.get("response_type") == "in_channel"
    runtime.world.post(
        channel,
        runtime.world.bot,
        content.text or "",
        blocks=content.blocks or [],
        attachments=content.attachments or [],
        ephemeral_for=None if public else person.id,
    )
    return Outcome(True, payload=payload)


def say(runtime: Runtime, who: str, where: str, text: str, thread_ts: str | None) -> Message:
    """Put a message into a channel. `text` is in chat markup already: mentions as <@U...>, &, < and > as entities;
    addresses become links here."""
    person = runtime.person(who)
    channel = place(runtime, person, where)
    parent = channel.messages.get(thread_ts or "")
    text = linked(text)
    return runtime.world.post(
        channel,
        person,
        text,
        blocks=[rich(runtime, text)],
        thread_ts=(parent.thread_ts or parent.ts) if parent else None,
        client_msg_id=str(uuid.uuid4()),
    )


def share(
    runtime: Runtime, who: str, where: str, name: str, content: bytes, text: str, thread_ts: str | None
) -> Message:
    """Send a file into a channel, with or without words. ValueError where it is empty or too large."""
    person = runtime.person(who)
    channel = place(runtime, person, where)
    if not 0 < len(content) <= MOST_BYTES:
        raise ValueError("A file has to hold something, and up to 30 MB.")
    file = runtime.world.files.bring(name or "file", content, person.id)
    parent = channel.messages.get(thread_ts or "")
    file.channels.append(channel.id)
    message = runtime.world.post(
        channel,
        person,
        linked(text),
        blocks=[rich(runtime, linked(text))] if text else [],
        files=[file.id],
        thread_ts=(parent.thread_ts or parent.ts) if parent else None,
    )
    file.shares[channel.id] = message.ts
    return message


def open_home(runtime: Runtime, who: str) -> None:
    """Open the bot's home tab."""
    home_opened(runtime, runtime.person(who))
