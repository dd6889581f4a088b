"""Triggers, the stack of modals, hashes, external ids, home tabs, and what an app may answer to a form."""

import asyncio
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from workspace_blocks import AB, actions, button, element, modal, option, plain, question, section
from workspace_cast import ALMA, BASHIR, Started, client_of
from workspace_raw_socket import RawApp

from bot.workspace.acts.forms import TROUBLE
from bot.workspace.acts.press import NO_ANSWER
from bot.workspace.clock import Timing
from bot.workspace.records import View
from bot.workspace.workspace import Workspace

Json = dict[str, Any]
FORM = modal("form", question("why"))


async def code(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


def trigger(ws: Workspace, view: View | None = None, who: str = ALMA) -> str:
    return ws.runtime.tickets.trigger(ws.world.person(who).id, view.id if view else None)


async def opened(ws: Workspace, web: AsyncWebClient, view: Json = FORM) -> View:
    await web.views_open(trigger_id=trigger(ws), view=view)
    return ws.views(ALMA)[-1]


async def test_a_trigger_serves_once_and_not_for_long(start: Started) -> None:
    ws = await start(timing=Timing(trigger=0.0))
    web = client_of(ws)
    old = trigger(ws)
    await asyncio.sleep(0)
    assert await code(web.views_open(trigger_id=old, view=FORM)) == "expired_trigger_id"
    assert await code(web.views_open(trigger_id="1.2.abc", view=FORM)) == "invalid_trigger_id"
    lasting = await start(timing=Timing(trigger=60.0))
    client = client_of(lasting)
    once = trigger(lasting)
    await client.views_open(trigger_id=once, view=FORM)
    assert await code(client.views_open(trigger_id=once, view=FORM)) == "exchanged_trigger_id"


async def test_a_view_that_does_not_fit_leaves_the_trigger_whole(ws: Workspace, web: AsyncWebClient) -> None:
    once = trigger(ws)
    assert await code(web.views_open(trigger_id=once, view=modal("form"))) == "invalid_arguments"
    assert (await web.views_open(trigger_id=once, view=FORM))["ok"]


async def test_three_forms_lie_on_each_other_and_no_fourth(ws: Workspace, web: AsyncWebClient) -> None:
    first = await opened(ws, web)
    for _ in range(2):
        await web.views_push(trigger_id=trigger(ws, ws.views(ALMA)[-1]), view=FORM)
    top = ws.views(ALMA)[-1]
    assert await code(web.views_push(trigger_id=trigger(ws, top), view=FORM)) == "push_limit_reached"
    assert top.root_id == first.id
    await ws.close_view(ALMA, top.id)
    assert len(ws.views(ALMA)) == 2
    await ws.close_view(ALMA, ws.views(ALMA)[-1].id, everything=True)
    assert ws.views(ALMA) == []
    assert await code(web.views_push(trigger_id=trigger(ws, top), view=FORM)) == "not_found"


async def test_an_old_hash_or_a_closed_form_is_refused(ws: Workspace, web: AsyncWebClient) -> None:
    view = await opened(ws, web)
    stale = view.hash
    assert (await web.views_update(view_id=view.id, hash=stale, view=FORM))["ok"]
    assert await code(web.views_update(view_id=view.id, hash=stale, view=FORM)) == "hash_conflict"
    await ws.close_view(ALMA, view.id)
    assert await code(web.views_update(view_id=view.id, view=FORM)) == "not_found"


async def test_an_external_id_is_used_once_while_open(ws: Workspace, web: AsyncWebClient) -> None:
    named = {**FORM, "external_id": "mine"}
    view = await opened(ws, web, named)
    again = web.views_push(trigger_id=trigger(ws, view), view=named)
    assert await code(again) == "duplicate_external_id"
    assert (await web.views_update(external_id="mine", view=named))["view"]["id"] == view.id
    await ws.close_view(ALMA, view.id)
    assert await opened(ws, web, named)


async def test_the_home_tab_keeps_its_id_and_changes_its_hash(ws: Workspace, web: AsyncWebClient) -> None:
    alma = ws.world.person(ALMA).id
    home = {"type": "home", "blocks": [section("one")]}
    first = (await web.views_publish(user_id=alma, view=home))["view"]
    second = (await web.views_publish(user_id=alma, view=home, hash=first["hash"]))["view"]
    assert first["id"] == second["id"]
    assert await code(web.views_publish(user_id=alma, view=home, hash=first["hash"])) == "hash_conflict"
    assert ws.home(ALMA) is not None
    assert ws.home(BASHIR) is None


async def test_what_was_typed_stays_when_the_form_changes_around_it(ws: Workspace, web: AsyncWebClient) -> None:
    menu = question("which", element("static_select", "pick", options=AB), dispatch_action=True)
    view = await opened(ws, web, modal("form", menu, question("why")))
    async with RawApp(ws) as raw:
        await ws.press(ALMA, view, "pick", value="b", filled={"said": "so far"})
        values = raw.last("view")["view"]["state"]["values"]
        assert values["which"]["pick"]["selected_option"]["value"] == "b"
        assert values["why"]["said"]["value"] == "so far"
        await web.views_update(view_id=view.id, view=modal("form", question("extra"), question("why")))
        done = await ws.submit(ALMA, view.id, {"extra": "more"})
        assert done.ok
        values = raw.last("view")["view"]["state"]["values"]
        assert {name: field["said"]["value"] for name, field in values.items()} == {"extra": "more", "why": "so far"}


ANSWERS: list[tuple[Json | None, int, bool]] = [
    (None, 1, True),
    ({}, 1, True),
    ({"response_action": "clear"}, 0, True),
    ({"response_action": "errors", "errors": {"why": "Say more"}}, 2, False),
    ({"response_action": "update", "view": modal("next", section())}, 2, True),
    ({"response_action": "push", "view": modal("next", section())}, 3, True),
    ({"response_action": "errors", "errors": {"nowhere": "x"}}, 2, False),
    ({"response_action": "errors", "errors": {}}, 2, False),
    ({"response_action": "update", "view": modal("next")}, 2, False),
    ({"response_action": "vanish"}, 2, False),
]


@pytest.mark.parametrize(("answer", "left", "ok"), ANSWERS)
async def test_what_an_app_may_answer_to_a_form(
    ws: Workspace, web: AsyncWebClient, answer: Json | None, left: int, ok: bool
) -> None:
    below = await opened(ws, web)
    await web.views_push(trigger_id=trigger(ws, below), view=FORM)
    async with RawApp(ws, lambda _: answer):
        outcome = await ws.submit(ALMA, ws.views(ALMA)[-1].id, {"why": "because"})
    assert outcome.ok is ok
    assert len(ws.views(ALMA)) == left
    if answer and answer.get("errors") == {"why": "Say more"}:
        assert outcome.errors == {"why": "Say more"}
    elif not ok:
        assert outcome.error == TROUBLE


async def test_the_client_looks_before_it_sends(ws: Workspace, web: AsyncWebClient) -> None:
    whole = {"is_decimal_allowed": False, "min_value": "1", "max_value": "5"}
    form = modal(
        "form",
        question("short", element("plain_text_input", "t", min_length=3, max_length=5)),
        question("count", element("number_input", "n", **whole)),
        question("mail", element("email_text_input", "m")),
        question("some", element("multi_static_select", "s", options=AB, max_selected_items=1)),
        question("free", element("plain_text_input", "f"), optional=True),
        question("set", element("radio_buttons", "r", options=AB, initial_option=AB[0])),
    )
    view = await opened(ws, web, form)
    async with RawApp(ws) as raw:
        wrong = await ws.submit(ALMA, view.id, {"t": "no", "n": "7", "m": "nobody", "s": ["a", "b"]})
        assert set(wrong.errors) == {"short", "count", "mail", "some"}
        assert raw.payloads == []
        right = await ws.submit(ALMA, view.id, {"t": "yes", "n": 4, "m": "a@b.example", "s": ["A"]})
        assert right.ok
    values = raw.last("view")["view"]["state"]["values"]
    assert values["count"]["n"] == {"type": "number_input", "value": "4"}
    assert values["some"]["s"]["selected_options"][0]["value"] == "a"
    assert values["free"]["f"]["value"] is None
    assert values["set"]["r"]["selected_option"]["value"] == "a"


@pytest.mark.parametrize("name", ["value", "type", "text", "selected_option", "selected_date"])
async def test_a_field_may_be_called_as_a_part_of_a_state(ws: Workspace, web: AsyncWebClient, name: str) -> None:
    fields = [
        question("in", element("plain_text_input", name, max_length=10)),
        question(name, element("datepicker", "day")),
    ]
    view = await opened(ws, web, modal("form", *fields))
    states = {
        "in": {name: {"type": "plain_text_input", "value": "4.2"}},
        name: {"day": {"type": "datepicker", "selected_date": "2026-09-07"}},
    }
    async with RawApp(ws) as raw:
        assert (await ws.submit(ALMA, view.id, states)).ok
    assert raw.last("view")["view"]["state"]["values"] == states


async def test_nobody_can_choose_what_is_not_offered(ws: Workspace, web: AsyncWebClient) -> None:
    view = await opened(ws, web, modal("form", question("which", element("static_select", "pick", options=AB))))
    with pytest.raises(LookupError, match="'c' is not among"):
        await ws.submit(ALMA, view.id, {"pick": "c"})
    with pytest.raises(LookupError, match="nothing called"):
        await ws.submit(ALMA, view.id, {"other": "a"})
    with pytest.raises(LookupError, match="not open"):
        await ws.submit(BASHIR, view.id, {"pick": "a"})


async def test_closing_is_told_only_where_it_was_asked_for(ws: Workspace, web: AsyncWebClient) -> None:
    async with RawApp(ws) as raw:
        for asked in (False, True):
            view = await opened(ws, web, {**FORM, "notify_on_close": asked})
            await ws.close_view(ALMA, view.id)
        await ws.quiet()
        closed = [payload for payload in raw.payloads if payload["type"] == "view_closed"]
    assert [payload["is_cleared"] for payload in closed] == [False]


async def test_buttons_menus_and_pickers_say_what_was_chosen(ws: Workspace, web: AsyncWebClient) -> None:
    elements = (
        button("go", value="7"),
        element("static_select", "pick", option_groups=[{"label": plain("g"), "options": [option("z")]}]),
        element("datepicker", "day"),
        element("timepicker", "hour"),
        element("users_select", "who"),
        element("conversations_select", "room"),
        element("checkboxes", "boxes", options=AB),
        element("overflow", "more", options=AB),
    )
    await web.chat_postMessage(channel=ws.dm(ALMA), text="t", blocks=[actions(*elements, block_id="b")])
    message = ws.visible(ALMA, ws.dm(ALMA))[0]
    chosen = {
        "go": (None, "value", "7"),
        "pick": ("Z", "selected_option", option("z")),
        "day": ("2026-09-07", "selected_date", "2026-09-07"),
        "hour": ("14:30", "selected_time", "14:30"),
        "who": (BASHIR, "selected_user", ws.world.person(BASHIR).id),
        "room": ("#team", "selected_conversation", ws.world.channel("team").id),
        "boxes": (["b"], "selected_options", [AB[1]]),
        "more": ("a", "selected_option", AB[0]),
    }
    async with RawApp(ws) as raw:
        for name, (value, key, expected) in chosen.items():
            assert (await ws.press(ALMA, message, name, value=value)).ok
            pressed = [payload for payload in raw.payloads if "actions" in payload][-1]
            selection = pressed["actions"][0][key]
            if isinstance(selection, dict):
                selection["text"].pop("emoji")
            assert selection == expected or [item["value"] for item in selection] == ["b"], name
    remembered = pressed["state"]["values"]["b"]
    assert remembered["day"]["selected_date"] == "2026-09-07"
    with pytest.raises(LookupError):
        await ws.press(BASHIR, message, "go")


async def test_a_shortcut_opens_a_form_from_anywhere_and_beside_a_message(ws: Workspace, web: AsyncWebClient) -> None:
    said = await ws.say(ALMA, "team", "hello")
    assert (await ws.shortcut(ALMA, "look-into")).error == NO_ANSWER
    async with RawApp(ws) as raw:
        for beside in (None, said):
            assert (await ws.shortcut(ALMA, "look-into", beside)).ok
            await web.views_open(trigger_id=raw.last("trigger_id")["trigger_id"], view=FORM)
            assert ws.views(ALMA)[-1].callback_id == "form"
        anywhere, there = raw.payloads
        with pytest.raises(LookupError, match="beside a message"):
            await ws.shortcut(ALMA, "look-into", ws.views(ALMA)[-1])
    assert (anywhere["type"], anywhere["callback_id"]) == ("shortcut", "look-into")
    assert {"channel", "message", "response_url"} & anywhere.keys() == set()
    assert (there["type"], there["message"]["text"], there["message_ts"]) == ("message_action", "hello", said.ts)
