"""Channels and DMs: open, look up, list, join, and who is in them."""

from bot.workspace.errors import ApiError
from bot.workspace.events import joined
from bot.workspace.methods.method import FAMILY, KINDS, Arg, Method, MethodCall, codes, page
from bot.workspace.records import Channel, Json, Person
from bot.workspace.slack_json import channel_json

_CHANNEL = Arg("channel", required=True)
_PAGES = (Arg("cursor"), Arg("limit", "whole"))


def open_dm(call: MethodCall) -> Json:
    """conversations.open: the DM with one person, by user id or by the DM's own id."""
    world = call.runtime.world
    if call["channel"]:
        channel = call.conversation()
        if not channel.is_im:
            raise ApiError("method_not_supported_for_channel_type")
        call.needs("im:write")
        already_open = True
    else:
        person = _only_one(call)
        already_open = person.id in world.dms
        if person.deleted and not already_open:
            raise ApiError("user_disabled")
        if call["prevent_creation"] and not already_open:
            raise ApiError("channel_not_found")
        channel = world.dm(person.id)
    written = channel_json(world, channel) if call["return_im"] else {"id": channel.id}
    return {"channel": written} | ({"no_op": True, "already_open": True} if already_open else {})


def _only_one(call: MethodCall) -> Person:
    names = call["users"]
    if not names:
        raise ApiError("users_list_not_supplied")
    if len(names) > 8:
        raise ApiError("too_many_users")
    people = [call.runtime.world.people.get(name) for name in names]
    if None in people:
        raise ApiError("user_not_found")
    if len(names) > 1:
        call.needs("mpim:write")
        raise ApiError("invalid_user_combination")
    call.needs("im:write")
    person = people[0]
    if person is None or person.is_bot:
        raise ApiError("invalid_user_combination")
    return person


def info(call: MethodCall) -> Json:
    """conversations.info: one conversation."""
    channel = call.conversation("read")
    return {"channel": channel_json(call.runtime.world, channel, with_members=bool(call["include_num_members"]))}


def everything(call: MethodCall) -> Json:
    """conversations.list: public channels unless `types` asks for others."""
    world = call.runtime.world
    types = call["types"] or ["public_channel"]
    if any(kind not in KINDS for kind in types):
        raise ApiError("invalid_types")
    for kind in types:
        call.needs(f"{FAMILY.get(KINDS[kind], 'mpim')}:read")
    wanted = {KINDS[kind] for kind in types}
    channels = [
        channel
        for channel in world.channels.values()
        if channel.kind in wanted
        and (channel.kind == "public" or world.bot.id in channel.members)
        and not (call["exclude_archived"] and channel.archived)
    ]
    shown, more = page(channels, call)
    return {"channels": [_listed(call, channel) for channel in shown], "response_metadata": more}


def _listed(call: MethodCall, channel: Channel) -> Json:
    world = call.runtime.world
    written = channel_json(world, channel, with_members=not channel.is_im)
    if channel.is_im:
        written["is_user_deleted"] = world.people[channel.with_user or ""].deleted
    return written


def members(call: MethodCall) -> Json:
    """conversations.members: the ids of who is in a conversation."""
    channel = call.conversation("read")
    shown, more = page(list(channel.members), call)
    return {"members": shown, "response_metadata": more}


def join(call: MethodCall) -> Json:
    """conversations.join: puts the bot into a public channel."""
    world = call.runtime.world
    channel = call.conversation()
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    if world.bot.id in channel.members:
        note = "already_in_channel"
        return {
            "channel": channel_json(world, channel),
            "warning": note,
            "response_metadata": {"warnings": [note]},
        }
    channel.members[world.bot.id] = None
    joined(call.runtime, channel, world.bot, None)
    world.notices.publish("channel", channel=channel.id)
    return {"channel": channel_json(world, channel)}


METHODS = (
    Method(
        "conversations.open",
        open_dm,
        args=(Arg("channel"), Arg("users", "names"), Arg("return_im", "flag"), Arg("prevent_creation", "flag")),
        errors=codes(
            "channel_not_found invalid_user_combination method_not_supported_for_channel_type "
            "too_many_users user_disabled user_not_found users_list_not_supplied"
        ),
    ),
    Method(
        "conversations.info",
        info,
        args=(_CHANNEL, Arg("include_locale", "flag"), Arg("include_num_members", "flag")),
        errors=codes("channel_not_found"),
    ),
    Method(
        "conversations.list",
        everything,
        args=(*_PAGES, Arg("exclude_archived", "flag"), Arg("types", "names")),
        tier="2",
        errors=codes("invalid_cursor invalid_limit invalid_types"),
    ),
    Method(
        "conversations.members",
        members,
        args=(_CHANNEL, *_PAGES),
        tier="4",
        errors=codes("channel_not_found invalid_cursor invalid_limit"),
    ),
    Method(
        "conversations.join",
        join,
        args=(_CHANNEL,),
        scope="channels:join",
        errors=codes("channel_not_found is_archived method_not_supported_for_channel_type"),
    ),
)
