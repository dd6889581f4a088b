"""Every limit of blocks and views: accepted at the limit, refused one beyond, with a pointer to the place."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from workspace_blocks import (
    AB,
    actions,
    button,
    element,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    question,
    section,
)
from workspace_cast import ALMA

from bot.workspace.blockkit.check import message_problems, view_problems, weight
from bot.workspace.workspace import Workspace

Json = dict[str, Any]
Made = Callable[[int], Json]
CONFIRM = {"title": plain("t"), "text": plain("t"), "confirm": plain("t"), "deny": plain("t")}


def w(count: int) -> str:
    return "w" * count


def confirm(**more: Json) -> Json:
    return actions(button("a", confirm={**CONFIRM, **more}))


def buttons(count: int) -> list[Json]:
    return [button(f"a{index}") for index in range(count)]


def menu(**more: Any) -> Json:
    return actions(element("static_select", "a", **{"options": AB, **more}))


def field(kind: str = "plain_text_input", **more: Any) -> Json:
    return question("q", element(kind, "a", **more))


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a", **more}


BLOCK_LIMITS: dict[str, tuple[int, Made, str]] = {
    "block_id": (255, lambda n: section(block_id=w(n)), "/0/block_id"),
    "section text": (3000, lambda n: section(w(n)), "/0/text/text"),
    "section field": (2000, lambda n: {"type": "section", "fields": [mrkdwn(w(n))]}, "/0/fields/0/text"),
    "section fields": (10, lambda n: {"type": "section", "fields": [mrkdwn("f")] * n}, "/0/fields"),
    "header": (150, lambda n: {"type": "header", "text": plain(w(n))}, "/0/text/text"),
    "context elements": (10, lambda n: {"type": "context", "elements": [mrkdwn("c")] * n}, "/0/elements"),
    "context text": (2000, lambda n: {"type": "context", "elements": [mrkdwn(w(n))]}, "/0/elements/0/text"),
    "actions": (25, lambda n: actions(*buttons(n)), "/0/elements"),
    "action_id": (255, lambda n: actions(button(w(n))), "/0/elements/0/action_id"),
    "button text": (75, lambda n: actions(button("a", text=plain(w(n)))), "/0/elements/0/text/text"),
    "button value": (2000, lambda n: actions(button("a", value=w(n))), "/0/elements/0/value"),
    "button url": (3000, lambda n: actions(button("a", url="https://" + w(n - 8))), "/0/elements/0/url"),
    "button label": (75, lambda n: actions(button("a", accessibility_label=w(n))), "/0/elements/0/accessibility_label"),
    "confirm title": (100, lambda n: confirm(title=plain(w(n))), "/0/elements/0/confirm/title/text"),
    "confirm text": (300, lambda n: confirm(text=plain(w(n))), "/0/elements/0/confirm/text/text"),
    "confirm yes": (30, lambda n: confirm(confirm=plain(w(n))), "/0/elements/0/confirm/confirm/text"),
    "confirm no": (30, lambda n: confirm(deny=plain(w(n))), "/0/elements/0/confirm/deny/text"),
    "options": (100, lambda n: menu(options=options(n)), "/0/elements/0/options"),
    "option text": (75, lambda n: menu(options=[{**AB[0], "text": plain(w(n))}]), "/0/elements/0/options/0/text/text"),
    "option value": (
        150,
        lambda n: menu(options=[option(w(n)) | {"text": plain("o")}]),
        "/0/elements/0/options/0/value",
    ),
    "option description": (
        75,
        lambda n: menu(options=[{**AB[0], "description": plain(w(n))}]),
        "/0/elements/0/options/0/description/text",
    ),
    "placeholder": (150, lambda n: menu(placeholder=plain(w(n))), "/0/elements/0/placeholder/text"),
    "option groups": (
        100,
        lambda n: actions(element("static_select", "a", option_groups=[{"label": plain("g"), "options": AB}] * n)),
        "/0/elements/0/option_groups",
    ),
    "group label": (
        75,
        lambda n: actions(element("static_select", "a", option_groups=[{"label": plain(w(n)), "options": AB}])),
        "/0/elements/0/option_groups/0/label/text",
    ),
    "checkboxes": (10, lambda n: actions(element("checkboxes", "a", options=options(n))), "/0/elements/0/options"),
    "radio buttons": (
        10,
        lambda n: actions(element("radio_buttons", "a", options=options(n))),
        "/0/elements/0/options",
    ),
    "overflow": (5, lambda n: actions(element("overflow", "a", options=options(n))), "/0/elements/0/options"),
    "image alt": (2000, lambda n: image(alt_text=w(n)), "/0/alt_text"),
    "image title": (2000, lambda n: image(title=plain(w(n))), "/0/title/text"),
    "image url": (3000, lambda n: image(image_url="https://" + w(n - 8)), "/0/image_url"),
    "input label": (2000, lambda n: field() | {"label": plain(w(n))}, "/0/label/text"),
    "input hint": (2000, lambda n: field() | {"hint": plain(w(n))}, "/0/hint/text"),
    "initial value": (3000, lambda n: field(initial_value=w(n)), "/0/element/initial_value"),
    "max length": (3000, lambda n: field(max_length=n), "/0/element/max_length"),
    "min length": (3000, lambda n: field(min_length=n), "/0/element/min_length"),
    "rich text indent": (
        8,
        lambda n: {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "indent": n,
                    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
                }
            ],
        },
        "/0/elements/0/indent",
    ),
}

VIEW_LIMITS: dict[str, tuple[int, Made, str]] = {
    "title": (24, lambda n: modal("c", section(), title=plain(w(n))), "/title/text"),
    "submit": (24, lambda n: modal("c", section(), submit=plain(w(n))), "/submit/text"),
    "close": (24, lambda n: modal("c", section(), close=plain(w(n))), "/close/text"),
    "private_metadata": (3000, lambda n: modal("c", section(), private_metadata=w(n)), "/private_metadata"),
    "callback_id": (255, lambda n: modal(w(n), section()), "/callback_id"),
    "external_id": (255, lambda n: modal("c", section(), external_id=w(n)), "/external_id"),
    "blocks": (100, lambda n: modal("c", *[section()] * n), "/blocks"),
}


def never(_: str) -> bool:
    return False


@pytest.mark.parametrize("name", BLOCK_LIMITS)
def test_a_block_at_its_limit_and_one_beyond(name: str) -> None:
    most, make, at = BLOCK_LIMITS[name]
    assert message_problems([make(most)], "", never) == []
    problems = message_problems([make(most + 1)], "", never)
    assert [pointer for pointer, _ in problems] == [at]


@pytest.mark.parametrize("name", VIEW_LIMITS)
def test_a_view_at_its_limit_and_one_beyond(name: str) -> None:
    most, make, at = VIEW_LIMITS[name]
    assert view_problems(make(most), "modal", "", never) == []
    assert [pointer for pointer, _ in view_problems(make(most + 1), "modal", "", never)] == [at]


async def test_blocks_together_hold_so_many_characters(ws: Workspace, web: AsyncWebClient) -> None:
    full = [section("w" * 2940) for _ in range(4)]
    room = 13_200 - len('[{"type":"section","text":{"type":"mrkdwn","text":""}},]') - 4 * len("".join(str_of(full[0])))
    last = section("w" * (room - 3))
    assert (await web.chat_postMessage(channel=ws.dm(ALMA), text="t", blocks=[*full, last]))["ok"]
    last["text"]["text"] += "w"
    with pytest.raises(SlackApiError) as refused:
        await web.chat_postMessage(channel=ws.dm(ALMA), text="t", blocks=[*full, last])
    assert refused.value.response["error"] == "msg_blocks_too_long"


@pytest.mark.parametrize(
    ("text", "weighs"),
    [
        (plain("a & b"), 9),
        (plain("2 < 3 > 1"), 15),
        (plain("&amp;"), 5),
        (mrkdwn("R&amp;D <@U1> <https://x.example|x> <!here>"), 43),
        (mrkdwn("a <b"), 7),
    ],
)
def test_signs_weigh_as_much_as_slack_makes_of_them(text: Json, weighs: int) -> None:
    assert weight([text]) - weight([{**text, "text": ""}]) == weighs


def str_of(block: Json) -> str:
    return '{"type":"section","text":{"type":"mrkdwn","text":"' + block["text"]["text"] + '"}}'


async def test_a_view_of_250_kilobytes_is_too_large(ws: Workspace, web: AsyncWebClient) -> None:
    home = {"type": "home", "blocks": [section("w" * 2900) for _ in range(88)]}
    with pytest.raises(SlackApiError) as refused:
        await web.views_publish(user_id=ws.world.person(ALMA).id, view=home)
    assert refused.value.response["error"] == "view_too_large"
