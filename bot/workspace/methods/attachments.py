"""Checks the attachments of a message: the older way to set something off, with blocks in it or without."""

from typing import Any

from bot.workspace.blockkit.check import lines, message_problems
from bot.workspace.errors import ApiError
from bot.workspace.records import Json
from bot.workspace.shared_state import Runtime

MOST = 100
NO_PREVIEW = "[no preview available]"


def read_attachments(runtime: Runtime, given: Any) -> list[Json] | None:
    """Checked attachments, numbered and completed. ApiError `invalid_attachments` or `too_many_attachments`."""
    if given is None:
        return None
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise ApiError("invalid_attachments")
    if len(given) > MOST:
        raise ApiError("too_many_attachments")
    for index, attachment in enumerate(given):
        if "blocks" not in attachment:
            continue
        wrong = lines(
            message_problems(attachment["blocks"], f"/attachments/{index}/blocks", runtime.world.files.image_ready)
        )
        if wrong:
            raise refused(wrong)
        runtime.complete(attachment["blocks"])
    return [
        {"fallback": str(each.get("text") or each.get("title") or NO_PREVIEW), **each, "id": number}
        for number, each in enumerate(given, 1)
    ]


def refused(wrong: list[str]) -> ApiError:
    """The refusal of attachments, or of more than one table, with what is wrong."""
    messages = {"messages": [f"[ERROR] {line}" for line in wrong]}
    return ApiError("invalid_attachments", errors=wrong, response_metadata=messages)
