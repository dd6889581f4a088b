"""Reactions: an emoji under a message."""

from re import fullmatch

from bot.workspace.errors import ApiError
from bot.workspace.methods.method import Arg, Method, MethodCall, codes
from bot.workspace.records import Json


def add(call: MethodCall) -> Json:
    """reactions.add: the bot's own, once each."""
    world = call.runtime.world
    channel = call.conversation()
    message = world.find(channel, call["timestamp"])
    if message is None or message.ephemeral_for:
        raise ApiError("message_not_found")
    if not fullmatch(r"[a-z0-9_+'\-]+(::[a-z0-9\-]+)?", call["name"]):
        raise ApiError("invalid_name")
    who = message.reactions.setdefault(call["name"], [])
    if world.bot.id in who:
        raise ApiError("already_reacted")
    who.append(world.bot.id)
    world.notices.publish("changed", channel=channel.id, ts=message.ts, user=world.bot.id)
    return {}


METHODS = (
    Method(
        "reactions.add",
        add,
        args=(Arg("channel", required=True), Arg("timestamp", required=True), Arg("name", required=True)),
        scope="reactions:write",
        errors=codes("already_reacted channel_not_found invalid_name message_not_found"),
    ),
)
