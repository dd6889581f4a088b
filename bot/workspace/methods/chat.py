"""Messages: post, change, delete, show to one person, and link to."""

from re import fullmatch

from bot.workspace.errors import ApiError
from bot.workspace.methods.content import CHANGED_CHARACTERS, TEXT_CHARACTERS, read_content
from bot.workspace.methods.method import Arg, Method, MethodCall, codes
from bot.workspace.records import Channel, Json, Message
from bot.workspace.slack_json import message_json

_CONTENT = (
    Arg("text"),
    Arg("markdown_text"),
    Arg("blocks", "json"),
    Arg("attachments", "json"),
    Arg("metadata", "json"),
    Arg("mrkdwn", "flag"),
    Arg("parse"),
    Arg("link_names", "flag"),
    Arg("unfurl_links", "flag"),
    Arg("unfurl_media", "flag"),
)
_GUISE = (Arg("username"), Arg("icon_emoji"), Arg("icon_url"))
_CONTENT_ERRORS = (
    "invalid_attachments invalid_blocks invalid_blocks_format markdown_text_conflict no_text too_many_attachments"
)
_METADATA_ERRORS = "invalid_metadata_format invalid_metadata_schema metadata_too_large"


def _destination(call: MethodCall) -> Channel:
    """Where a post goes: a channel's id or name, a DM's id, or a person's id (which opens the DM)."""
    world = call.runtime.world
    name = call["channel"]
    if name in world.people and not world.people[name].is_bot:
        call.needs("im:write")
        return world.dm(name)
    channel = world.channels.get(name) or world.by_name.get(name.removeprefix("#"))
    if channel is None:
        raise ApiError("channel_not_found")
    if world.bot.id not in channel.members:
        if channel.kind == "public" and "chat:write.public" in call.runtime.scopes:
            return channel
        raise ApiError("not_in_channel" if channel.kind == "public" else "channel_not_found")
    return channel


def _thread(channel: Channel, thread_ts: str | None) -> str | None:
    if not thread_ts:
        return None
    parent = channel.messages.get(thread_ts)
    if parent is None or parent.deleted or parent.ephemeral_for:
        raise ApiError("cannot_reply_to_message")
    return parent.thread_ts or parent.ts


def _guise(call: MethodCall) -> Json:
    """Under another name and picture than the app's own. Without the scope Slack has been seen to refuse it, and to
    pass over it (papercups #522, openclaw #21147): here it is refused."""
    if not any(call[arg.name] for arg in _GUISE):
        return {}
    call.needs("chat:write.customize")
    return {"username": call["username"] or "", "icon": call["icon_emoji"] or call["icon_url"] or ""}


def post(call: MethodCall) -> Json:
    """chat.postMessage: posts as the bot; to a deactivated person too, where nobody reads it."""
    world = call.runtime.world
    channel = _destination(call)
    if channel.archived:
        raise ApiError("is_archived")
    content = read_content(call.runtime, call.args)
    message = world.post(
        channel,
        world.bot,
        (content.text or "")[:TEXT_CHARACTERS],
        **_guise(call),
        blocks=content.blocks or [],
        attachments=content.attachments or [],
        metadata=content.metadata,
        thread_ts=_thread(channel, call["thread_ts"]),
        broadcast=bool(call["reply_broadcast"]),
    )
    return {"channel": channel.id, "ts": message.ts, "message": message_json(world, message)}


def post_ephemeral(call: MethodCall) -> Json:
    """chat.postEphemeral: shows a message to one person who is in the channel."""
    world = call.runtime.world
    channel = _destination(call)
    if channel.archived:
        raise ApiError("is_archived")
    person = world.people.get(call["user"])
    if person is None or person.deleted or person.id not in channel.members:
        raise ApiError("user_not_in_channel")
    content = read_content(call.runtime, call.args)
    if len(content.text or "") > TEXT_CHARACTERS:
        raise ApiError("msg_too_long")
    message = world.post(
        channel,
        world.bot,
        content.text or "",
        **_guise(call),
        blocks=content.blocks or [],
        attachments=content.attachments or [],
        ephemeral_for=person.id,
        thread_ts=_thread(channel, call["thread_ts"]),
    )
    return {"message_ts": message.ts}


def _own(call: MethodCall, ts: str, refusal: str) -> Message:
    message = call.runtime.world.find(call.conversation(), ts)
    if message is None or message.ephemeral_for:
        raise ApiError("message_not_found")
    if message.user != call.runtime.world.bot.id:
        raise ApiError(refusal)
    return message


def update(call: MethodCall) -> Json:
    """chat.update: changes one of the bot's own messages. Blocks stay unless given; an empty list takes them away."""
    world = call.runtime.world
    message = _own(call, call["ts"], "cant_update_message")
    channel = world.channels[message.channel]
    if channel.archived:
        raise ApiError("is_inactive")
    content = read_content(call.runtime, call.args, needed=call["metadata"] is None)
    if len(content.text or "") > CHANGED_CHARACTERS:
        raise ApiError("msg_too_long")
    before = world.snapshot(message)
    if content.text is not None or content.blocks:
        message.text = content.text or ""
    if content.blocks is not None:
        message.blocks = content.blocks
    if content.attachments is not None:
        message.attachments = content.attachments
    if content.metadata is not None:
        message.metadata = content.metadata
    message.edited = world.next_ts()
    world.change(message, before)
    written = message_json(world, message)
    written.pop("ts")
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": written}


def delete(call: MethodCall) -> Json:
    """chat.delete: takes one of the bot's own messages away."""
    message = _own(call, call["ts"], "cant_delete_message")
    call.runtime.world.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(call: MethodCall) -> Json:
    """chat.getPermalink: an address in this workspace's own page."""
    world = call.runtime.world
    channel = call.conversation()
    ts = call["message_ts"]
    message = world.find(channel, ts) if fullmatch(r"\d+\.\d{6}", ts) else None
    if message is None or message.ephemeral_for:
        raise ApiError("message_not_found")
    link = f"{world.url}archives/{channel.id}/p{ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


METHODS = (
    Method(
        "chat.postMessage",
        post,
        args=(Arg("channel", required=True), *_CONTENT, *_GUISE, Arg("thread_ts"), Arg("reply_broadcast", "flag")),
        scope="chat:write",
        tier="posting",
        errors=codes(
            f"{_CONTENT_ERRORS} {_METADATA_ERRORS} channel_not_found is_archived msg_blocks_too_long "
            "not_in_channel cannot_reply_to_message"
        ),
    ),
    Method(
        "chat.postEphemeral",
        post_ephemeral,
        args=(Arg("channel", required=True), Arg("user", required=True), *_CONTENT, *_GUISE, Arg("thread_ts")),
        scope="chat:write",
        tier="4",
        errors=codes(
            f"{_CONTENT_ERRORS} {_METADATA_ERRORS} channel_not_found is_archived msg_too_long "
            "msg_blocks_too_long not_in_channel user_not_in_channel cannot_reply_to_message"
        ),
    ),
    Method(
        "chat.update",
        update,
        args=(Arg("channel", required=True), Arg("ts", required=True), *_CONTENT),
        scope="chat:write",
        errors=codes(
            f"{_CONTENT_ERRORS} {_METADATA_ERRORS} cant_update_message channel_not_found is_inactive "
            "message_not_found msg_too_long msg_blocks_too_long"
        ),
    ),
    Method(
        "chat.delete",
        delete,
        args=(Arg("channel", required=True), Arg("ts", required=True)),
        scope="chat:write",
        errors=codes("cant_delete_message channel_not_found message_not_found"),
    ),
    Method(
        "chat.getPermalink",
        permalink,
        args=(Arg("channel", required=True), Arg("message_ts", required=True)),
        tier="hundreds",
        errors=codes("channel_not_found message_not_found"),
    ),
)
