"""What is refused in blocks and views whatever its length: unknown, missing, doubled, contradictory."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from workspace_blocks import AB, actions, button, element, modal, mrkdwn, option, plain, question, rich, section
from workspace_cast import ALMA

from bot.workspace.blockkit.check import message_problems, view_problems
from bot.workspace.workspace import Workspace

Json = dict[str, Any]


def menu(**more: Any) -> Json:
    return actions(element("static_select", "a", **{"options": AB, **more}))


def field(kind: str = "plain_text_input", **more: Any) -> Json:
    return question("q", element(kind, "a", **more))


def never(_: str) -> bool:
    return False


_ODD_ACTION = {"type": "section", "text": mrkdwn("x"), "accessory": element("plain_text_input", "a")}
WRONG: dict[str, tuple[Json, str, str]] = {
    "unknown block": ({"type": "poem"}, "/0/type", "unsupported type: poem"),
    "no type": ({"text": mrkdwn("x")}, "/0", "missing required field: type"),
    "not an object": ("x", "/0", "must provide an object"),  # type: ignore[dict-item]
    "unknown field": ({"type": "divider", "colour": "red"}, "/0", "invalid additional property: colour"),
    "unknown field of an element": (
        actions(button("a", disabled=True)),
        "/0/elements/0",
        "invalid additional property: disabled",
    ),
    "missing field": ({"type": "header"}, "/0", "missing required field: text"),
    "empty text": (section(""), "/0/text/text", "must be more than 0 characters"),
    "text is a number": (
        {"type": "header", "text": {"type": "plain_text", "text": 3}},
        "/0/text/text",
        "must be a string",
    ),
    "marked-up header": ({"type": "header", "text": mrkdwn("x")}, "/0/text/type", "must be one of plain_text"),
    "emoji in mrkdwn": (
        {"type": "section", "text": {**mrkdwn("x"), "emoji": True}},
        "/0/text",
        "invalid additional property: emoji",
    ),
    "empty section": ({"type": "section"}, "/0", "must define either `text` or `fields`"),
    "no elements": (actions(), "/0/elements", "no less than 1 items required"),
    "a text field among actions": (
        actions(element("plain_text_input", "a")),
        "/0/elements/0/type",
        "unsupported type: plain_text_input",
    ),
    "several choices among actions": (
        actions(element("multi_static_select", "a", options=AB)),
        "/0/elements/0/type",
        "unsupported type: multi_static_select",
    ),
    "a text field beside a section": (_ODD_ACTION, "/0/accessory/type", "unsupported type: plain_text_input"),
    "a button as input": (question("q", button("a")), "/0/element/type", "unsupported type: button"),
    "two of one action_id": (
        actions(button("a"), button("a"), block_id="b"),
        "/0/elements/1/action_id",
        '`action_id` "a" already exists for `block_id` "b"',
    ),
    "an odd style": (actions(button("a", style="loud")), "/0/elements/0/style", "must be a valid enum value"),
    "an unsafe link": (actions(button("a", url="javascript:x")), "/0/elements/0/url", "must be a valid url"),
    "options twice": (
        menu(option_groups=[{"label": plain("g"), "options": AB}]),
        "/0/elements/0",
        "must define either `options` or `option_groups`",
    ),
    "a strange initial option": (
        menu(initial_option=option("z")),
        "/0/elements/0",
        "initial_option must match exactly one of the provided options",
    ),
    "no such day": (
        actions(element("datepicker", "a", initial_date="2026-02-30")),
        "/0/elements/0/initial_date",
        "must be a valid date in the format YYYY-MM-DD",
    ),
    "no such hour": (
        actions(element("timepicker", "a", initial_time="24:00")),
        "/0/elements/0/initial_time",
        "must be a valid time in the format HH:mm",
    ),
    "whole or not": (field("number_input"), "/0/element", "missing required field: is_decimal_allowed"),
    "crossed numbers": (
        field("number_input", is_decimal_allowed=True, min_value="5", max_value="1"),
        "/0/element/min_value",
        "must be less than or equal to `max_value`",
    ),
    "half a number": (
        field("number_input", is_decimal_allowed=False, initial_value="1.5"),
        "/0/element/initial_value",
        "must be an integer",
    ),
    "crossed lengths": (
        field(min_length=5, max_length=1),
        "/0/element/min_length",
        "must be less than or equal to `max_length`",
    ),
    "a bad address": (
        field("email_text_input", initial_value="nobody"),
        "/0/element/initial_value",
        "must be a valid email",
    ),
    "no picture": ({"type": "image", "alt_text": "a"}, "/0", "must define either `image_url` or `slack_file`"),
    "an unknown picture": (
        {"type": "image", "alt_text": "a", "slack_file": {"id": "F1"}},
        "/0/slack_file",
        "invalid slack file",
    ),
    "empty rich text": (
        rich({"type": "text", "text": ""}),
        "/0/elements/0/elements/0/text",
        "must be more than 0 characters",
    ),
    "strange rich text": (rich({"type": "song"}), "/0/elements/0/elements/0/type", "unsupported type: song"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_block_is_refused_where_it_is_wrong(name: str) -> None:
    block, at, complaint = WRONG[name]
    assert message_problems([block], "", never) == [(at, complaint)]


def test_a_message_holds_fifty_blocks_and_no_id_twice() -> None:
    assert message_problems([section()] * 50, "", never) == []
    assert message_problems([section()] * 51, "", never) == [("", "no more than 50 items allowed")]
    twice = [section(block_id="b"), section(block_id="b")]
    assert message_problems(twice, "", never) == [("/1/block_id", '`block_id` "b" already exists')]


def test_views_have_rules_of_their_own() -> None:
    silent = modal("c", question("q"))
    del silent["submit"]
    needed = "submit required when an input block is within the blocks array"
    assert view_problems(silent, "modal", "", never) == [("", needed)]
    eager = [question(name, element("plain_text_input", "a", focus_on_load=True)) for name in "xy"]
    problems = view_problems(modal("c", *eager), "modal", "", never)
    assert problems == [("/blocks/1/element/focus_on_load", "only one element may have `focus_on_load`")]
    assert view_problems({"type": "home", "blocks": [question("q")]}, "home", "", never) == []
    titled = {"type": "home", "title": plain("t"), "blocks": [section()]}
    assert view_problems(titled, "home", "", never) == [("", "invalid additional property: title")]
    assert view_problems(modal("c", section()), "home", "", never) == [("/type", "must be home")]


async def test_a_refusal_points_to_the_place(ws: Workspace, web: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await web.chat_postMessage(channel=ws.dm(ALMA), text="t", blocks=[section(""), section("")])
    answer = refused.value.response
    line = "must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"][0] == line
    assert answer["response_metadata"]["messages"][0] == f"[ERROR] {line}"
    with pytest.raises(SlackApiError) as refused:
        await web.views_publish(user_id=ws.world.person(ALMA).id, view={"type": "home", "blocks": [section("")]})
    assert refused.value.response["error"] == "invalid_arguments"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/view/blocks/0/text/text]"
    ]


async def test_what_is_left_out_is_filled_in(ws: Workspace, web: AsyncWebClient) -> None:
    posted = await web.chat_postMessage(channel=ws.dm(ALMA), text="t", blocks=[actions(button("a")), section()])
    first, second = posted["message"]["blocks"]
    assert first["block_id"] != second["block_id"]
    assert first["elements"][0]["text"]["emoji"] is True
    assert second["text"]["verbatim"] is False


async def test_blocks_can_be_tried_without_posting(ws: Workspace, web: AsyncWebClient) -> None:
    for name, value in (
        ("blocks", [section()]),
        ("message", {"blocks": [section()]}),
        ("view", modal("c", section())),
    ):
        assert (await web.api_call("blocks.validate", json={name: value}))["ok"]
    with pytest.raises(SlackApiError) as refused:
        await web.api_call("blocks.validate", json={"blocks": [{"type": "poem"}]})
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["errors"][0]["pointer"] == "/0/type"
    with pytest.raises(SlackApiError) as refused:
        await web.api_call("blocks.validate", json={})
    assert refused.value.response["error"] == "invalid_arguments"
