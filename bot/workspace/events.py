"""The events that an app hears of, where it has subscribed to them and its scopes let it: messages, mentions, who
joins a channel, changed accounts, the opened home tab; and closed forms."""

from collections.abc import Iterable

from bot.workspace.accounts import person_brief, user_json
from bot.workspace.desk import Desk
from bot.workspace.records import Channel, Json, Message, Person, View
from bot.workspace.written import message_json, view_json


def event_payload(desk: Desk, event: Json) -> Json:
    """An event in its wrapper, with an id of its own."""
    world = desk.world
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


def hear_messages(desk: Desk, kind: str, message: Message, before: Message | None) -> None:
    """Tell the app of a message that was posted, changed or deleted. A mention it may hear twice: as such, too."""
    channel = desk.world.channels[message.channel]
    subscription, scope, name = _HEARD[channel.kind]
    if desk.world.bot.id in channel.members and subscription in desk.events and scope in desk.scopes:
        event = _message(desk, message) if kind == "message" else _altered(desk, kind, message, before)
        event |= {"channel": channel.id, "channel_type": name}
        desk.sockets.tell(event_payload(desk, event))
    if kind == "message" and _mentions(desk, channel, message):
        event = {**_message(desk, message), "type": "app_mention", "channel": channel.id}
        desk.sockets.tell(event_payload(desk, event))


_HEARD = {
    "im": ("message.im", "im:history", "im"),
    "public": ("message.channels", "channels:history", "channel"),
    "private": ("message.groups", "groups:history", "group"),
}
"""What a message in each kind of conversation takes: a subscription and a scope; and how the event names the kind."""


def _mentions(desk: Desk, channel: Channel, message: Message) -> bool:
    bot = desk.world.bot.id
    return (
        "app_mention" in desk.events
        and "app_mentions:read" in desk.scopes
        and not channel.is_im
        and bot in channel.members
        and message.user != bot
        and f"<@{bot}>" in message.text
    )


def _message(desk: Desk, message: Message) -> Json:
    written = message_json(desk.world, message, all_metadata=False)
    return {**written, "event_ts": message.ts} | ({"subtype": "file_share"} if message.files else {})


def _altered(desk: Desk, kind: str, message: Message, before: Message | None) -> Json:
    ts = message.edited if kind == "changed" and message.edited else desk.world.next_ts()
    event: Json = {"type": "message", "subtype": f"message_{kind}", "hidden": True, "ts": ts, "event_ts": ts}
    if kind == "changed":
        event["message"] = message_json(desk.world, message, all_metadata=False)
    else:
        event["deleted_ts"] = message.ts
    if before is not None:
        event["previous_message"] = message_json(desk.world, before, all_metadata=False)
    return event


def account_changed(desk: Desk, person: Person) -> None:
    """Tell the app that is there of an account that was switched off or has another e-mail."""
    world = desk.world
    if "user_change" in desk.events and "users:read" in desk.scopes and desk.sockets.count:
        user = user_json(world, person, with_email="users:read.email" in desk.scopes)
        event = {"type": "user_change", "user": user, "cache_ts": world.seconds(), "event_ts": world.next_ts()}
        desk.sockets.tell(event_payload(desk, event))


def joined(desk: Desk, channel: Channel, person: Person, inviter: Person | None) -> None:
    """Tell the app that somebody, or the app itself, is in a channel now where it is, too.

    Whoever is put there before the workspace opens has been there all along.
    """
    if not desk.world.is_open:
        return
    scope = "channels:read" if channel.kind == "public" else "groups:read"
    subscribed = "member_joined_channel" in desk.events and scope in desk.scopes
    if not subscribed or desk.world.bot.id not in channel.members:
        return
    event: Json = {
        "type": "member_joined_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": "C",
        "team": desk.world.team_id,
        "event_ts": desk.world.next_ts(),
    }
    desk.sockets.tell(event_payload(desk, event | ({"inviter": inviter.id} if inviter else {})))


def home_opened(desk: Desk, person: Person) -> None:
    """Tell the app that somebody has opened its home tab."""
    if "app_home_opened" not in desk.events:
        return
    home = desk.world.views.homes.get(person.id)
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": desk.world.dm(person.id).id,
        "tab": "home",
        "event_ts": desk.world.next_ts(),
    }
    if home is not None:
        event["view"] = view_json(desk.world, home)
    desk.sockets.tell(event_payload(desk, event))


def interaction(desk: Desk, person: Person, kind: str) -> Json:
    """What all interaction payloads begin with."""
    world = desk.world
    return {
        "type": kind,
        "user": person_brief(world, person),
        "api_app_id": world.app_id,
        "token": "verification-token",
        "team": {"id": world.team_id, "domain": world.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def view_closed(desk: Desk, views: Iterable[View], *, is_cleared: bool) -> None:
    """Tell the app of closed forms that asked for it; nobody waits for its acknowledgement."""
    for view in views:
        if view.body.get("notify_on_close"):
            person = desk.world.people[view.user]
            payload = interaction(desk, person, "view_closed")
            payload |= {"view": view_json(desk.world, view), "is_cleared": is_cleared}
            desk.sockets.send_only("interactive", payload)
