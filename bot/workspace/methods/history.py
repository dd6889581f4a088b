"""conversations.history and conversations.replies: what has been said where the bot may read, and below a message."""

from bisect import bisect_left, bisect_right
from re import fullmatch

from bot.workspace.errors import ApiError
from bot.workspace.methods.method import Arg, Method, MethodCall, codes, page
from bot.workspace.records import Channel, Json, Message
from bot.workspace.slack_json import message_json

_MOST = 999


def history(call: MethodCall) -> Json:
    """Messages outside threads between `oldest` and `latest`, each excluded unless `inclusive`."""
    world = call.runtime.world
    channel = call.conversation("history")
    if world.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    limit = min(max(call["limit"] or 100, 1), _MOST)
    messages, more = _newest(channel, *_bounds(call, channel), limit)
    everything = bool(call["include_all_metadata"])
    answer: Json = {
        "messages": [message_json(world, message, all_metadata=everything) for message in messages],
        "has_more": more,
        "pin_count": 0,
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    }
    if more:
        answer["response_metadata"] = {"next_cursor": f"next_ts:{messages[-1].ts}"}
    return answer


def replies(call: MethodCall) -> Json:
    """A message and what stands in its thread, oldest first."""
    world = call.runtime.world
    channel = call.conversation("history")
    if channel.kind != "im":
        raise ApiError("missing_scope")  # a bot's token reads no threads of channels, whatever its scopes are
    parent = channel.messages.get(_ts(call["ts"], "thread_not_found"))
    if parent is None or parent.deleted:
        raise ApiError("thread_not_found")
    shown, more = page([parent, *(channel.messages[ts] for ts in parent.replies)], call, strict=False)
    everything = bool(call["include_all_metadata"])
    answer: Json = {
        "messages": [message_json(world, message, all_metadata=everything) for message in shown],
        "has_more": bool(more["next_cursor"]),
    }
    return answer | ({"response_metadata": more} if more["next_cursor"] else {})


def _bounds(call: MethodCall, channel: Channel) -> tuple[int, int]:
    oldest, latest = _ts(call["oldest"], "invalid_ts_oldest"), _ts(call["latest"], "invalid_ts_latest")
    inclusive = bool(call["inclusive"])
    start = (bisect_left if inclusive else bisect_right)(channel.roots, oldest) if oldest else 0
    end = len(channel.roots)
    if latest:
        end = (bisect_right if inclusive else bisect_left)(channel.roots, latest)
    if call["cursor"]:
        before = _ts(call["cursor"].removeprefix("next_ts:"), "invalid_cursor")
        end = min(end, bisect_left(channel.roots, before))
    return start, end


def _ts(value: str | None, code: str) -> str:
    if not value:
        return ""
    if not fullmatch(r"\d{1,10}(\.\d{1,6})?", value):
        raise ApiError(code)
    whole, _, part = value.partition(".")
    return f"{whole:0>10}.{part:0<6}"


def _newest(channel: Channel, start: int, end: int, limit: int) -> tuple[list[Message], bool]:
    messages: list[Message] = []
    for index in range(end - 1, start - 1, -1):
        message = channel.messages[channel.roots[index]]
        if message.deleted:
            continue
        if len(messages) == limit:
            return messages, True
        messages.append(message)
    return messages, False


METHODS = (
    Method(
        "conversations.history",
        history,
        args=(
            Arg("channel", required=True),
            Arg("cursor"),
            Arg("include_all_metadata", "flag"),
            Arg("inclusive", "flag"),
            Arg("latest"),
            Arg("limit", "whole"),
            Arg("oldest"),
        ),
        errors=codes("channel_not_found invalid_cursor invalid_ts_latest invalid_ts_oldest not_in_channel"),
    ),
    Method(
        "conversations.replies",
        replies,
        args=(
            Arg("channel", required=True),
            Arg("ts", required=True),
            Arg("cursor"),
            Arg("include_all_metadata", "flag"),
            Arg("limit", "whole"),
        ),
        errors=codes("channel_not_found invalid_cursor thread_not_found"),
    ),
)
