"""Messages that arrive at an answer address (`response_url`): new ones, replaced ones, deleted ones."""

from bot.workspace.errors import ApiError
from bot.workspace.methods.content import read_content
from bot.workspace.records import Json, Message
from bot.workspace.shared_state import Runtime
from bot.workspace.tickets import ResponseUrl


def answer(runtime: Runtime, token: str, payload: Json) -> None:
    """Do what an answer says. ApiError `invalid_url`, `expired_url`, `used_url` or what is wrong with its content."""
    ticket = runtime.tickets.answer(token)
    original = _original(runtime, ticket)
    if payload.get("delete_original"):
        if original is None:
            raise ApiError("message_not_found")
        runtime.world.delete(original)
        return
    content = read_content(runtime, payload)
    if payload.get("replace_original"):
        if original is None:
            raise ApiError("message_not_found")
        before = runtime.world.snapshot(original)
        original.text = content.text or ""
        original.blocks = content.blocks or []
        original.attachments = content.attachments or []
        original.edited = runtime.world.next_ts()
        runtime.world.change(original, before)
        return
    public = payload.get("response_type") == "in_channel"
    runtime.world.post(
        runtime.world.channels[ticket.channel],
        runtime.world.bot,
        content.text or "",
        blocks=content.blocks or [],
        attachments=content.attachments or [],
        metadata=content.metadata,
        thread_ts=payload.get("thread_ts"),
        ephemeral_for=None if public else ticket.user,
    )


def _original(runtime: Runtime, ticket: ResponseUrl) -> Message | None:
    if ticket.message_ts is None:
        return None
    return runtime.world.find(runtime.world.channels[ticket.channel], ticket.message_ts)
