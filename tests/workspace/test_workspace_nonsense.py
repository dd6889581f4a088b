"""Nonsense gets a refusal, never a crash: odd arguments to every method, odd parts in every place of a block."""

from copy import deepcopy
from typing import Any

import aiohttp
from hypothesis import given, settings
from hypothesis import strategies as st
from workspace_blocks import AB, actions, button, element, every_block, modal, plain, question
from workspace_cast import ALMA, Started

from bot.workspace.blockkit.check import complete, message_problems, view_problems
from bot.workspace.methods.all_methods import METHODS

ODD: list[Any] = [None, "", "x", "[", "{}", "[]", 0, -1, 10**30, 1.5, True, [], {}, [[]], [1], {"type": []}, "٣"]
WHOLE = modal(
    "form",
    *every_block("F1"),
    actions(button("go", confirm={"title": plain("x")})),
    question("n", element("number_input", "n", is_decimal_allowed=True, min_value="1", max_value="2")),
    question("t", element("plain_text_input", "t", min_length=1, max_length=2)),
    question("g", element("static_select", "s", option_groups=[{"label": plain("g"), "options": AB}])),
)


async def test_no_method_breaks_over_odd_arguments(start: Started) -> None:
    ws = await start(strict_rates=False)
    alma, team = ws.world.person(ALMA).id, ws.world.channel("team").id
    people = {"user": alma, "users": alma, "user_id": alma, "email": ALMA}
    fitting = {"channel": team, "text": "hi", "view_id": "V", **people}
    async with aiohttp.ClientSession(headers={"Authorization": "Bearer xoxb-workspace"}) as session:
        for method in METHODS.values():
            for arg in method.args:
                for odd in ODD:
                    body = {**fitting, arg.name: odd}
                    async with session.post(ws.api_url + method.name, json=body) as answer:
                        assert answer.status == 200, (method.name, body)
                        assert isinstance((await answer.json())["ok"], bool)


def places(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every part within a part."""
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [path, *(way for key, value in inner for way in places(value, (*path, key)))]


PLACES = places(WHOLE)[1:]


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(ODD)), min_size=1, max_size=3))
@settings(max_examples=200)
def test_no_odd_part_of_a_view_breaks_the_check(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    view = deepcopy(WHOLE)
    for way, odd in changes:
        holder: Any = view
        try:
            for key in way[:-1]:
                holder = holder[key]
            holder[way[-1]] = deepcopy(odd)
        except (TypeError, LookupError):
            continue
    problems = view_problems(view, "modal", "", lambda _: True)
    blocks = view.get("blocks")
    if not problems:
        complete(blocks, lambda: "id")
    message_problems(blocks, "", lambda _: False)


def test_the_whole_view_itself_is_right() -> None:
    view = deepcopy(WHOLE)
    del view["blocks"][8]["elements"][0]["confirm"]
    assert view_problems(view, "modal", "", lambda _: True) == []
