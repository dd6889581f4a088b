"""The events that an app hears of, where it has subscribed to them and its scopes let it: messages, mentions, who
joins a channel, changed accounts, the opened home tab; and closed forms."""

from collections.abc import Iterable

from bot.workspace.account_json import person_brief, user_json
from bot.workspace.records import Channel, Json, Message, Person, View
from bot.workspace.shared_state import Runtime
from bot.workspace.slack_json import message_json, view_json


def event_payload(runtime: Runtime, event: Json) -> Json:
    """An event in its wrapper, with an id of its own."""
    world = runtime.world
    return {
        "token": "verification-token",
        "team_id": world.team_id,
        "api_app_id": world.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": world.serial("Ev"),
        "event_time": world.seconds(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": world.team_id,
                "user_id": world.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{world.serial('E')}",
    }


def hear_messages(runtime: Runtime, kind: str, message: Message, before: Message | None) -> None:
    """Tell the app of a message that was posted, changed or deleted. A mention it may hear twice: as such, too."""
    channel = runtime.world.channels[message.channel]
    subscription, scope, name = _HEARD[channel.kind]
    if runtime.world.bot.id in channel.members and subscription in runtime.events and scope in runtime.scopes:
        event = _message(runtime, message) if kind == "message" else _altered(runtime, kind, message, before)
        event |= {"channel": channel.id, "channel_type": name}
        runtime.sockets.tell(event_payload(runtime, event))
    if kind == "message" and _mentions(runtime, channel, message):
        event = {**_message(runtime, message), "type": "app_mention", "channel": channel.id}
        runtime.sockets.tell(event_payload(runtime, event))


_HEARD = {
    "im": ("message.im", "im:history", "im"),
    "public": ("message.channels", "channels:history", "channel"),
    "private": ("message.groups", "groups:history", "group"),
}
"""What a message in each kind of conversation takes: a subscription and a scope; and how the event names the kind."""


def _mentions(runtime: Runtime, channel: Channel, message: Message) -> bool:
    bot = runtime.world.bot.id
    return (
        "app_mention" in runtime.events
        and "app_mentions:read" in runtime.scopes
        and not channel.is_im
        and bot in channel.members
        and message.user != bot
        and f"<@{bot}>" in message.text
    )


def _message(runtime: Runtime, message: Message) -> Json:
    written = message_json(runtime.world, message, all_metadata=False)
    return {**written, "event_ts": message.ts} | ({"subtype": "file_share"} if message.files else {})


def _altered(runtime: Runtime, kind: str, message: Message, before: Message | None) -> Json:
    ts = message.edited if kind == "changed" and message.edited else runtime.world.next_ts()
    event: Json = {"type": "message", "subtype": f"message_{kind}", "hidden": True, "ts": ts, "event_ts": ts}
    if kind == "changed":
        event["message"] = message_json(runtime.world, message, all_metadata=False)
    else:
        event["deleted_ts"] = message.ts
    if before is not None:
        event["previous_message"] = message_json(runtime.world, before, all_metadata=False)
    return event


def account_changed(runtime: Runtime, person: Person) -> None:
    """Tell the app that is there of an account that was switched off or has another e-mail."""
    world = runtime.world
    if "user_change" in runtime.events and "users:read" in runtime.scopes and runtime.sockets.count:
        user = user_json(world, person, with_email="users:read.email" in runtime.scopes)
        event = {"type": "user_change", "user": user, "cache_ts": world.seconds(), "event_ts": world.next_ts()}
        runtime.sockets.tell(event_payload(runtime, event))


def joined(runtime: Runtime, channel: Channel, person: Person, inviter: Person | None) -> None:
    """Tell the app that somebody, or the app itself, is in a channel now where it is, too.

    Whoever is put there before the workspace opens has been there all along.
    """
    if not runtime.world.is_open:
        return
    scope = "channels:read" if channel.kind == "public" else "groups:read"
    subscribed = "member_joined_channel" in runtime.events and scope in runtime.scopes
    if not subscribed or runtime.world.bot.id not in channel.members:
        return
    event: Json = {
        "type": "member_joined_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": "C",
        "team": runtime.world.team_id,
        "event_ts": runtime.world.next_ts(),
    }
    runtime.sockets.tell(event_payload(runtime, event | ({"inviter": inviter.id} if inviter else {})))


def home_opened(runtime: Runtime, person: Person) -> None:
    """Tell the app that somebody has opened its home tab."""
    if "app_home_opened" not in runtime.events:
        return
    home = runtime.world.views.homes.get(person.id)
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": runtime.world.dm(person.id).id,
        "tab": "home",
        "event_ts": runtime.world.next_ts(),
    }
    if home is not None:
        event["view"] = view_json(runtime.world, home)
    runtime.sockets.tell(event_payload(runtime, event))


def interaction(runtime: Runtime, person: Person, kind: str) -> Json:
    """What all interaction payloads begin with."""
    world = runtime.world
    return {
        "type": kind,
        "user": person_brief(world, person),
        "api_app_id": world.app_id,
        "token": "verification-token",
        "team": {"id": world.team_id, "domain": world.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def view_closed(runtime: Runtime, views: Iterable[View], *, is_cleared: bool) -> None:
    """Tell the app of closed forms that asked for it; nobody waits for its acknowledgement."""
    for view in views:
        if view.body.get("notify_on_close"):
            person = runtime.world.people[view.user]
            payload = interaction(runtime, person, "view_closed")
            payload |= {"view": view_json(runtime.world, view), "is_cleared": is_cleared}
            runtime.sockets.send_only("interactive", payload)
