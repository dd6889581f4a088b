"""Checks what a message is made of (text, blocks, attachments, metadata) before it is posted or changed."""

from dataclasses import dataclass
from typing import Any

from bot.workspace.blockkit.blocks import MESSAGE_CHARACTERS
from bot.workspace.blockkit.check import weight, written_length
from bot.workspace.blockkit.message_only import tables
from bot.workspace.errors import ApiError
from bot.workspace.methods.attachments import read_attachments, refused
from bot.workspace.records import Json
from bot.workspace.shared_state import Runtime

TEXT_CHARACTERS = 40_000
CHANGED_CHARACTERS = 4_000
"""Of a text that is changed, signs escaped as they are sent (docs.slack.dev, chat.update, msg_too_long)."""
METADATA_CHARACTERS = 8_000


@dataclass(frozen=True)
class Content:
    """A message's checked parts; None where nothing was given."""

    text: str | None
    blocks: list[Json] | None
    attachments: list[Json] | None
    metadata: Json | None


def read_content(runtime: Runtime, args: Json, *, needed: bool = True) -> Content:
    """The checked content among a method's arguments. ApiError `no_text` when `needed` and there is none."""
    text = _text(args)
    blocks = read_blocks(runtime, args.get("blocks"))
    attachments = read_attachments(runtime, args.get("attachments"))
    if needed and not text and not blocks and not attachments:
        raise ApiError("no_text")
    if tables([*(blocks or ()), *(block for each in attachments or () for block in each.get("blocks", ()))]) > 1:
        raise refused(["only_one_table_allowed"])
    return Content(text, blocks, attachments, _metadata(args.get("metadata")))


def _text(args: Json) -> str | None:
    text: str | None = args.get("text")
    markdown: str | None = args.get("markdown_text")
    if markdown is None:
        return text
    if text or args.get("blocks"):
        raise ApiError("markdown_text_conflict")
    return markdown


def read_blocks(runtime: Runtime, blocks: Any) -> list[Json] | None:
    """Checked and completed blocks. ApiError `invalid_blocks_format`, `invalid_blocks` or `msg_blocks_too_long`."""
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    wrong = runtime.blocks_wrong(blocks)
    if wrong:
        messages = {"messages": [f"[ERROR] {line}" for line in wrong]}
        raise ApiError("invalid_blocks", errors=wrong, response_metadata=messages)
    if weight(blocks) > MESSAGE_CHARACTERS:
        raise ApiError("msg_blocks_too_long")
    return runtime.complete(blocks)


def _metadata(metadata: Any) -> Json | None:
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise ApiError("invalid_metadata_format")
    fits = (
        set(metadata) == {"event_type", "event_payload"}
        and isinstance(metadata["event_type"], str)
        and metadata["event_type"]
        and isinstance(metadata["event_payload"], dict)
    )
    if not fits:
        raise ApiError("invalid_metadata_schema")
    if written_length(metadata) > METADATA_CHARACTERS:
        raise ApiError("metadata_too_large")
    return metadata


def escaped(text: str) -> str:
    """Typed text as it travels: the three signs that mean something become entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
