"""Checks whole messages and views against the table, and fills in what Slack fills in."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from bot.workspace.blockkit.blocks import HOME, MODAL
from bot.workspace.blockkit.message_only import MESSAGE, together
from bot.workspace.blockkit.rules import Problems
from bot.workspace.records import Json

ImageReady = Callable[[str], bool]
_MARKUP = re.compile(r"<(?:[@#!]|https?:|mailto:|tel:|slack:)[^<>]*>")
_BARE = re.compile(r"&(?!(?:amp|lt|gt);)")


def elements_in(block: Json) -> Iterator[tuple[str, Json]]:
    """Each interactive element of a block with its JSON pointer below the block."""
    kind = block.get("type")
    if kind == "actions":
        for index, element in enumerate(block["elements"]):
            yield f"/elements/{index}", element
    elif kind == "input":
        yield "/element", block["element"]
    elif kind == "section" and block.get("accessory", {"type": "image"})["type"] != "image":
        yield "/accessory", block["accessory"]


def message_problems(blocks: Any, at: str, image_ready: ImageReady) -> list[tuple[str, str]]:
    """What is wrong with a message's blocks, as (JSON pointer, complaint)."""
    problems = Problems(image_ready)
    MESSAGE.check(blocks, at, problems)
    if not problems.problems:
        _unique(blocks, at, problems)
        together(blocks, at, problems)
    return problems.problems


def view_problems(view: Any, kind: str, at: str, image_ready: ImageReady) -> list[tuple[str, str]]:
    """What is wrong with a view that must be of this kind (`modal` or `home`)."""
    problems = Problems(image_ready)
    if not isinstance(view, dict):
        return [(at, "must provide an object")]
    if view.get("type") != kind:
        return [(f"{at}/type", f"must be {kind}" if "type" in view else "missing required field: type")]
    (MODAL if kind == "modal" else HOME).check(view, at, problems)
    if not problems.problems:
        _unique(view["blocks"], f"{at}/blocks", problems)
        _one_focus(view["blocks"], f"{at}/blocks", problems)
    return problems.problems


def _unique(blocks: list[Json], at: str, problems: Problems) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id is not None and block_id in seen:
            problems.add(f"{at}/{index}/block_id", f'`block_id` "{block_id}" already exists')
        seen.add(block_id or "")
        actions: set[str] = set()
        for below, element in elements_in(block):
            action_id = element.get("action_id")
            if action_id is not None and action_id in actions:
                problems.add(
                    f"{at}/{index}{below}/action_id",
                    f'`action_id` "{action_id}" already exists for `block_id` "{block_id or ""}"',
                )
            actions.add(action_id or "")


def _one_focus(blocks: list[Json], at: str, found: Problems) -> None:
    focused = [
        f"{at}/{index}{below}"
        for index, block in enumerate(blocks)
        for below, element in elements_in(block)
        if element.get("focus_on_load")
    ]
    for pointer in focused[1:]:
        found.add(f"{pointer}/focus_on_load", "only one element may have `focus_on_load`")


def lines(problems: list[tuple[str, str]]) -> list[str]:
    """The complaints as Slack writes them."""
    return [f"{what} [json-pointer:{at}]" for at, what in problems]


def weight(blocks: Any) -> int:
    """How much a message's blocks weigh: as compact JSON, signs escaped as Slack keeps them (bolt-python #513).

    What marks a mention or a link is no sign.
    """
    text = _MARKUP.sub(lambda found: "." * len(found[0]), _written(blocks))
    return len(_BARE.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;"))


def kept(part: Any) -> Any:
    """A message's blocks as Slack tells of them later: with signs in plain text escaped (bolt-python #513)."""
    if isinstance(part, list):
        return [kept(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "plain_text":
        return {**part, "text": _BARE.sub("&amp;", part["text"]).replace("<", "&lt;").replace(">", "&gt;")}
    return {name: kept(inner) for name, inner in part.items()}


def written_length(value: Any) -> int:
    """How many characters this is as compact JSON."""
    return len(_written(value))


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def complete(blocks: list[Json], fresh: Callable[[], str]) -> list[Json]:
    """Give every block and element the ids and the defaults that Slack gives them; changes them in place."""
    for block in blocks:
        if block["type"] == "markdown":
            block.pop("block_id", None)  # it is not retained (docs.slack.dev, markdown block)
            continue
        block.setdefault("block_id", fresh())
        for _, element in elements_in(block):
            element.setdefault("action_id", fresh())
        if block["type"] == "input":
            block.setdefault("optional", False)
            block.setdefault("dispatch_action", False)
        if block["type"] != "rich_text":
            _texts(block)
    return blocks


def _texts(part: Any) -> None:
    if isinstance(part, dict):
        if part.get("type") == "plain_text":
            part.setdefault("emoji", True)
        elif part.get("type") == "mrkdwn":
            part.setdefault("verbatim", False)
        else:
            for inner in part.values():
                if isinstance(inner, dict | list):
                    _texts(inner)
    elif isinstance(part, list):
        for inner in part:
            _texts(inner)
