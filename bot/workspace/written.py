"""Writes the workspace's records as Slack writes them in answers and payloads."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.workspace.blockkit.fields import values_of
from bot.workspace.records import Channel, File, Json, Message, Person, View
from bot.workspace.world import World

_COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "5b89d5", "d58247")


def bot_profile(world: World) -> Json:
    """The bot as it stands beside its messages."""
    return {
        "id": world.bot_id,
        "deleted": False,
        "name": world.bot.name,
        "updated": 0,
        "app_id": world.app_id,
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
        "team_id": world.team_id,
    }


def message_json(world: World, message: Message, *, all_metadata: bool = True) -> Json:
    """One message. Without `all_metadata` only the metadata's kind is told, as in conversations.history."""
    written: Json = {
        "user": message.user,
        "type": "message",
        "ts": message.ts,
        "text": message.text,
        "team": world.team_id,
    }
    if message.bot_id:
        written |= {"bot_id": message.bot_id, "app_id": world.app_id, "bot_profile": bot_profile(world)}
    if message.client_msg_id:
        written["client_msg_id"] = message.client_msg_id
    if message.blocks:
        written["blocks"] = message.blocks
    if message.files:
        written["files"] = [file_json(world, world.files.by_id[file_id]) for file_id in message.files]
        written |= {"upload": False, "display_as_bot": False}
    if message.edited:
        written["edited"] = {"user": world.bot_id if message.bot_id else message.user, "ts": message.edited}
    if message.metadata:
        whole = message.metadata if all_metadata else {"event_type": message.metadata["event_type"]}
        written["metadata"] = whole
    return {**written, **_thread(world, message)}


def _thread(world: World, message: Message) -> Json:
    messages = world.channels[message.channel].messages
    if message.thread_ts:
        parent = messages.get(message.thread_ts)
        return {"thread_ts": message.thread_ts} | ({"parent_user_id": parent.user} if parent else {})
    if not message.replies:
        return {}
    people = list(dict.fromkeys(messages[ts].user for ts in message.replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(message.replies),
        "reply_users_count": len(people),
        "latest_reply": message.replies[-1],
        "reply_users": people[:5],
        "is_locked": False,
        "subscribed": False,
    }


def view_json(world: World, view: View) -> Json:
    """One view with what has been filled in so far."""
    body = view.body
    written: Json = {
        "id": view.id,
        "team_id": world.team_id,
        "type": view.type,
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": values_of(body["blocks"], view.entered)},
        "hash": view.hash,
        "title": body.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": world.app_id,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": world.team_id,
        "bot_id": world.bot_id,
    }
    if "submit_disabled" in body:
        written["submit_disabled"] = body["submit_disabled"]
    return written


def user_json(world: World, person: Person, *, with_email: bool) -> Json:
    """One account; its e-mail only for a token that may read it."""
    written: Json = {
        "id": person.id,
        "team_id": person.team or world.team_id,
        "name": person.handle,
        "deleted": person.deleted,
        "profile": _profile(world, person, with_email),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if person.deleted:
        return written
    offset, label = _zone(person.zone, world.clock.now())
    return (
        written
        | {
            "color": _COLORS[sum(person.id.encode()) % len(_COLORS)],
            "real_name": person.name,
            "tz": person.zone,
            "tz_label": label,
            "tz_offset": offset,
            "is_admin": person.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": bool(person.guest),
            "is_ultra_restricted": person.guest == "single",
            "is_email_confirmed": person.confirmed,
            "who_can_share_contact_card": "EVERYONE",
        }
        | ({"is_stranger": True} if person.team else {})
    )


def _profile(world: World, person: Person, with_email: bool) -> Json:
    first, _, last = person.name.partition(" ")
    written: Json = {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.handle,
        "display_name_normalized": person.handle,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "",
        "first_name": first,
        "last_name": last,
        "team": person.team or world.team_id,
    }
    if person.is_bot:
        written |= {"api_app_id": world.app_id, "bot_id": world.bot_id, "always_active": True}
    elif with_email:
        written["email"] = person.email
    return written


@lru_cache(maxsize=256)
def _zone_at(zone: str, hour: datetime) -> tuple[int, str]:
    local = hour.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    return (int(offset.total_seconds()) if offset else 0), local.tzname() or zone


def _zone(zone: str, now: datetime) -> tuple[int, str]:
    return _zone_at(zone, now.replace(minute=0, second=0, microsecond=0))


def channel_json(world: World, channel: Channel, *, with_members: bool = False) -> Json:
    """One conversation as the bot sees it."""
    if channel.is_im:
        return {
            "id": channel.id,
            "created": channel.created,
            "is_archived": channel.archived,
            "is_im": True,
            "is_org_shared": False,
            "user": channel.with_user,
            "priority": 0,
        }
    private = channel.kind == "private"
    note = {"value": "", "creator": "", "last_set": 0}
    written: Json = {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_general": False,
        "unlinked": 0,
        "name_normalized": channel.name,
        "is_shared": False,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": world.team_id,
        "updated": channel.created * 1000,
        "creator": world.bot.id,
        "is_ext_shared": False,
        "shared_team_ids": [world.team_id],
        "pending_connected_team_ids": [],
        "is_member": world.bot.id in channel.members,
        "topic": note,
        "purpose": dict(note),
        "previous_names": [],
    }
    return written | ({"num_members": len(channel.members)} if with_members else {})


def file_json(world: World, file: File) -> Json:
    """One upload. Its address stands on this workspace and is served to its own page only.

    What kind of file it is, Slack says once it has looked through it.
    """
    shared = [world.channels[each] for each in file.channels if each in world.channels]
    mimetype = file.mimetype if world.files.looked_through(file) else ""
    base = world.url.rstrip("/")
    address = f"{base}/files-pri/{world.team_id}-{file.id}/{file.name}"
    written: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": mimetype,
        "filetype": file.name.rpartition(".")[2].lower() if mimetype else "",
        "pretty_type": mimetype.rpartition("/")[2].upper(),
        "user": file.user,
        "user_team": world.team_id,
        "editable": False,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": f"{address}?download=1",
        "permalink": address,
        "comments_count": 0,
        "is_starred": False,
        "channels": [channel.id for channel in shared if channel.kind == "public"],
        "groups": [channel.id for channel in shared if channel.kind == "private"],
        "ims": [channel.id for channel in shared if channel.is_im],
        "has_more_shares": False,
        "has_rich_preview": False,
        "file_access": "visible",
    }
    return written | ({"alt_txt": file.alt_txt} if file.alt_txt else {})


def person_brief(world: World, person: Person) -> Json:
    """A person as named in interaction payloads."""
    return {"id": person.id, "username": person.handle, "name": person.handle, "team_id": world.team_id}


def channel_name(channel: Channel) -> str:
    """A channel's name as payloads give it."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
