"""What one person sees of the workspace, as JSON for the page: people, places, messages, threads and forms."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from bot.workspace.records import Channel, File, Json, Message, Person, View
from bot.workspace.world import World

HOME = "home"


def person_seen(world: World, person: Person) -> Json:
    """One account, with how many messages in its DM it has not read."""
    dm = world.dms.get(person.id)
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "zone": person.zone,
        "deleted": person.deleted,
        "bot": person.is_bot,
        "own": person is world.bot,
        "unread": world.unread(person.id, world.channels[dm]) if dm else 0,
    }


def place_seen(world: World, me: Person, channel: Channel) -> Json:
    """A channel or the app's DM, as it stands in the list of places."""
    return {
        "id": channel.id,
        "name": world.bot.name if channel.is_im else channel.name,
        "kind": "app" if channel.is_im else "channel",
        "private": channel.kind == "private",
        "archived": channel.archived,
        "member": me.id in channel.members,
        "members": sum(1 for who in channel.members if who != world.bot.id),
        "unread": world.unread(me.id, channel),
    }


def places_of(world: World, me: Person, opened: Channel) -> list[Json]:
    """The person's channels by name, the app's DM, and whatever else is open at the moment."""
    always = (world.dm(me.id), opened)
    mine = {channel.id: channel for channel in (*always, *world.channels_of(me.id))}
    ordered = sorted(mine.values(), key=lambda channel: (channel.archived, channel.name.casefold()))
    return [place_seen(world, me, channel) for channel in ordered]


def messages_seen(world: World, me: Person, channel: Channel, limit: int) -> tuple[list[Json], bool]:
    """The last `limit` messages outside threads, and whether there are earlier ones."""
    top = [m for m in world.visible(me.id, channel) if _stands_alone(channel, m)]
    return [message_seen(world, me, message) for message in top[-limit:]], len(top) > limit


def _stands_alone(channel: Channel, message: Message) -> bool:
    return message.thread_ts is None or message.broadcast or message.thread_ts not in channel.messages


def thread_seen(world: World, me: Person, channel: Channel, ts: str) -> Json | None:
    """A message with its replies, or None when this person sees no such message."""
    everything = world.visible(me.id, channel)
    if not any(message.ts == ts for message in everything):
        return None
    found = [message for message in everything if ts in (message.ts, message.thread_ts)]
    return {"ts": ts, "messages": [message_seen(world, me, message) for message in found]}


def message_seen(world: World, me: Person, message: Message) -> Json:
    """One message as the page draws it."""
    messages = world.channels[message.channel].messages
    people = dict.fromkeys(messages[ts].user for ts in message.replies)
    return {
        "ts": message.ts,
        "channel": message.channel,
        "user": message.user,
        "text": message.text,
        "blocks": blocks_seen(world, message.blocks),
        "attachments": [_with_address(world, each) for each in message.attachments],
        "username": message.username,
        "reactions": [{"name": name, "count": len(who)} for name, who in message.reactions.items()],
        "edited": message.edited is not None,
        "ephemeral": message.ephemeral_for is not None,
        "files": [file_seen(world, file) for file in _shown_files(world, message.files)],
        "reply_count": len(message.replies),
        "reply_users": list(people)[:4],
        "latest_reply": message.replies[-1] if message.replies else None,
        "entered": _nested(message.entered.get(me.id, {})),
    }


def _shown_files(world: World, ids: Iterable[str]) -> list[File]:
    return [file for file_id in ids if (file := world.files.shown(file_id))]


def file_seen(world: World, file: File) -> Json:
    """One upload, with the address under which the page's own server hands it out."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "alt": file.alt_txt,
        "size": file.length,
        "url": _address(world, file),
    }


def view_seen(world: World, view: View) -> Json:
    """A form or a home tab, with what was filled in and sent along before."""
    body = view.body
    return {
        "id": view.id,
        "hash": view.hash,
        "form": view.callback_id,
        "about": _about(body),
        "title": body.get("title"),
        "submit": body.get("submit"),
        "close": body.get("close"),
        "blocks": blocks_seen(world, view.blocks),
        "entered": _nested(view.entered),
    }


def _about(body: Json) -> str:
    """What tells forms of one kind apart: a short mark of what the app sent along."""
    return sha256(str(body.get("private_metadata", "")).encode()).hexdigest()[:12]


def _nested(entered: dict[tuple[str, str], Json]) -> Json:
    nested: Json = {}
    for (block_id, action_id), state in entered.items():
        nested.setdefault(block_id, {})[action_id] = state
    return nested


def blocks_seen(world: World, blocks: list[Json]) -> list[Json]:
    """The same blocks; pictures that were uploaded here get the address at which the page finds them."""
    return [_with_address(world, block) for block in blocks]


def _with_address(world: World, part: Any) -> Any:
    if isinstance(part, list):
        return [_with_address(world, one) for one in part]
    if not isinstance(part, dict):
        return part
    seen = {key: _with_address(world, value) for key, value in part.items()}
    if part.get("type") == "image" and isinstance(part.get("slack_file"), dict):
        file = world.files.shown(_file_id(part["slack_file"]))
        seen["page_url"] = _address(world, file) if file else ""
    return seen


def _address(world: World, file: File) -> str:
    # Without the host: the page may have been opened under another name of this machine.
    return f"/files-pri/{world.team_id}-{file.id}/{quote(file.name, safe='')}"


def _file_id(named: Json) -> str:
    """The id of an uploaded file, from itself or from its address, whose last folder ends in it."""
    if file_id := named.get("id"):
        return str(file_id)
    folders = str(named.get("url", "")).split("?")[0].split("/")
    return folders[-2].rpartition("-")[2] if len(folders) > 1 else ""
