"""Uploads in three steps (an address, the bytes, the word that they are complete), and what became of them."""

from bot.workspace.errors import ApiError, invalid_arguments
from bot.workspace.methods.content import read_blocks
from bot.workspace.methods.method import Arg, Method, MethodCall, codes
from bot.workspace.records import Channel, File, Json
from bot.workspace.slack_json import file_json

MOST_BYTES = 30 * 2**20
_ALT_CHARACTERS = 1000


def upload_url(call: MethodCall) -> Json:
    """files.getUploadURLExternal: where to send so many bytes."""
    world = call.runtime.world
    if not 1 <= call["length"] <= MOST_BYTES:
        raise ApiError("file_upload_size_restricted")
    if len(call["alt_txt"] or "") > _ALT_CHARACTERS:
        raise ApiError("alt_txt_too_large")
    file = world.files.announce(call["filename"], call["length"], world.bot.id, call["alt_txt"] or "")
    return {"upload_url": f"{world.url}upload/v1/{file.token}", "file_id": file.id}


def complete(call: MethodCall) -> Json:
    """files.completeUploadExternal: makes uploads usable, and shares them where `channel_id` says."""
    world = call.runtime.world
    files = [_uploaded(call, entry) for entry in _entries(call["files"])]
    channels = [_destination(call, channel_id) for channel_id in _channel_ids(call)]
    blocks = read_blocks(call.runtime, call["blocks"])
    for file in files:
        world.files.complete(file)
    for channel in channels:
        message = world.post(
            channel,
            world.bot,
            call["initial_comment"] or "",
            blocks=blocks or [],
            files=[file.id for file in files],
            thread_ts=call["thread_ts"] or None,
        )
        for file in files:
            file.channels.append(channel.id)
            file.shares[channel.id] = message.ts
    return {"files": [file_json(world, file) for file in files]}


def _entries(given: object) -> list[Json]:
    if not isinstance(given, list) or not given:
        raise invalid_arguments(["must provide an array [json-pointer:/files]"])
    for index, entry in enumerate(given):
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise invalid_arguments([f"missing required field: id [json-pointer:/files/{index}]"])
    return given


def _uploaded(call: MethodCall, entry: Json) -> File:
    file = call.runtime.world.files.by_id.get(entry["id"])
    if file is None or file.content is None or file.completed:
        raise ApiError("file_not_found")
    if isinstance(entry.get("title"), str):
        file.title = entry["title"]
    return file


def _channel_ids(call: MethodCall) -> list[str]:
    one: str | None = call["channel_id"]
    return [one] if one else list(call["channels"] or ())


def _destination(call: MethodCall, channel_id: str) -> Channel:
    world = call.runtime.world
    channel = world.channels.get(channel_id)
    if channel is None:
        raise ApiError("channel_not_found")
    if world.bot.id not in channel.members:
        raise ApiError("not_in_channel" if channel.kind == "public" else "channel_not_found")
    if channel.archived:
        raise ApiError("posting_to_channel_denied")
    return channel


def info(call: MethodCall) -> Json:
    """files.info: an upload of the bot's own, or one that stands where the bot is."""
    world = call.runtime.world
    file = world.files.shown(call["file"])
    if file is None or (file.user != world.bot.id and not any(_stands(call, each) for each in file.channels)):
        raise ApiError("file_not_found")
    paging = {"count": call["count"] or 100, "total": 0, "page": call["page"] or 1, "pages": 0}
    return {"file": file_json(world, file), "comments": [], "paging": paging}


def _stands(call: MethodCall, channel_id: str) -> bool:
    """Whether the bot is in the channel that something was shared in."""
    channel = call.runtime.world.channels.get(channel_id)
    return channel is not None and call.runtime.world.bot.id in channel.members


METHODS = (
    Method(
        "files.getUploadURLExternal",
        upload_url,
        args=(
            Arg("filename", required=True),
            Arg("length", "whole", required=True),
            Arg("alt_txt"),
            Arg("snippet_type"),
        ),
        scope="files:write",
        tier="4",
        errors=codes("alt_txt_too_large file_upload_size_restricted"),
    ),
    Method(
        "files.completeUploadExternal",
        complete,
        args=(
            Arg("files", "json", required=True),
            Arg("channel_id"),
            Arg("channels", "names"),
            Arg("thread_ts"),
            Arg("initial_comment"),
            Arg("blocks", "json"),
        ),
        scope="files:write",
        tier="4",
        errors=codes(
            "channel_not_found file_not_found invalid_blocks invalid_blocks_format msg_blocks_too_long "
            "not_in_channel posting_to_channel_denied"
        ),
    ),
    Method(
        "files.info",
        info,
        args=(
            Arg("file", required=True),
            Arg("count", "whole"),
            Arg("cursor"),
            Arg("limit", "whole"),
            Arg("page", "whole"),
        ),
        scope="files:read",
        tier="4",
        errors=codes("file_not_found"),
    ),
)
