"""Writes messages, views, channels and files as Slack writes them in answers and payloads."""

from bot.workspace.account_json import author_json
from bot.workspace.blockkit.check import kept
from bot.workspace.blockkit.input_state import values_of
from bot.workspace.records import Channel, File, Json, Message, View
from bot.workspace.world import World


def message_json(world: World, message: Message, *, all_metadata: bool = True) -> Json:
    """One message. Without `all_metadata` only the metadata's kind is told, as in conversations.history."""
    written: Json = {
        **author_json(world, world.people[message.user], private=world.channels[message.channel].is_im),
        "type": "message",
        "ts": message.ts,
        "text": message.text,
        "team": world.team_id,
    }
    if message.client_msg_id:
        written["client_msg_id"] = message.client_msg_id
    if message.username or message.icon:
        written |= {"subtype": "bot_message", **_guise(message)}
    if message.reactions:
        written["reactions"] = [
            {"name": name, "users": who, "count": len(who)} for name, who in message.reactions.items()
        ]
    if message.blocks:
        written["blocks"] = kept(message.blocks)
    if message.attachments:
        written["attachments"] = message.attachments
    if message.files:
        written["files"] = [file_json(world, world.files.by_id[file_id]) for file_id in message.files]
        written |= {"upload": False, "display_as_bot": False}
    if message.edited:
        written["edited"] = {"user": message.bot_id or message.user, "ts": message.edited}
    if message.metadata:
        whole = message.metadata if all_metadata else {"event_type": message.metadata["event_type"]}
        written["metadata"] = whole
    return {**written, **_thread(world, message)}


def _guise(message: Message) -> Json:
    """Another name and picture than the app's own."""
    name = {"username": message.username} if message.username else {}
    if not message.icon:
        return name
    return {**name, "icons": {"emoji" if message.icon.startswith(":") else "image_48": message.icon}}


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


def channel_name(channel: Channel) -> str:
    """A channel's name as payloads give it."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
