"""Blocks, elements and views for the workspace's tests, each as small as it may be."""

import struct
import zlib
from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.upper()), "value": value}


def options(count: int) -> list[Json]:
    return [option(f"o{index}") for index in range(count)]


AB = [option("a"), option("b")]


def button(action_id: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def element(kind: str, action_id: str, **more: Any) -> Json:
    return {"type": kind, "action_id": action_id, **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def section(text: str = "x", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def question(block_id: str, inner: Json | None = None, **more: Any) -> Json:
    inner = inner or element("plain_text_input", "said")
    return {"type": "input", "block_id": block_id, "label": plain("What happened?"), "element": inner, **more}


def modal(callback_id: str, *blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain("A form"),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


def every_block(file_id: str) -> list[Json]:
    """One block of each type and an element of each kind that a message may hold."""
    return [
        {"type": "header", "text": plain("Head")},
        section("Text", accessory=element("multi_static_select", "many", options=AB, placeholder=plain("Pick"))),
        {"type": "section", "fields": [mrkdwn("a"), plain("b")]},
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn("small")]},
        {"type": "image", "alt_text": "A chart", "slack_file": {"id": file_id}, "title": plain("Chart")},
        actions(
            element("static_select", "pick", options=AB, placeholder=plain("Pick")),
            element("datepicker", "day", initial_date="2026-09-01"),
            element("timepicker", "hour"),
            element("users_select", "who"),
            element("channels_select", "room"),
            element("checkboxes", "boxes", options=AB),
            element("radio_buttons", "one", options=AB, initial_option=AB[0]),
            element("overflow", "more", options=AB),
        ),
        rich({"type": "text", "text": "bold", "style": {"bold": True}}, {"type": "link", "url": "https://x.example"}),
    ]


def png() -> bytes:
    """A picture of one white dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dot = zlib.compress(b"\x00\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")
