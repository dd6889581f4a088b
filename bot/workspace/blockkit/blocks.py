"""The table of blocks and views: which may stand where, with which fields, how long and how many."""

from typing import Any

from bot.workspace.blockkit.elements import ANY_KIND, ID, IN_ACTIONS, IN_INPUT, IN_SECTION, plain
from bot.workspace.blockkit.rich import RICH_TEXT
from bot.workspace.blockkit.rules import (
    ByType,
    Flag,
    ItemsRule,
    Problems,
    Rule,
    ShapeRule,
    TextRule,
    WordsRule,
    is_web_address,
)

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 13_200
"""What the blocks may weigh as JSON: bolt-js #2509 and #2867 found the texts alone refused at 11,341."""
VIEW_BYTES = 250_000


def _image(block: dict[str, Any], at: str, problems: Problems) -> None:
    if ("image_url" in block) == ("slack_file" in block):
        problems.add(at, "must define either `image_url` or `slack_file`")
        return
    file = block.get("slack_file")
    if file is None:
        return
    file_id = file.get("id") or str(file.get("url", "")).rpartition("/files-pri/")[2].split("/")[0].partition("-")[2]
    if not problems.image_ready(file_id):
        problems.add(f"{at}/slack_file", "invalid slack file")


def _section(block: dict[str, Any], at: str, found: Problems) -> None:
    if "text" not in block and "fields" not in block:
        found.add(at, "must define either `text` or `fields`")


def _slack_file(file: dict[str, Any], at: str, found: Problems) -> None:
    if ("id" in file) == ("url" in file):
        found.add(at, "must define either `id` or `url`")


_IMAGE_FIELDS: dict[str, Rule] = {
    "image_url": WordsRule(3000, form=(is_web_address, "must be a valid url")),
    "slack_file": ShapeRule({}, {"id": WordsRule(50), "url": WordsRule(3000)}, _slack_file, typed=False),
}
IMAGE_ELEMENT = ShapeRule({"alt_text": WordsRule(2000)}, _IMAGE_FIELDS, _image)
_BLOCK: dict[str, Rule] = {"block_id": ID}

BLOCKS: dict[str, ShapeRule] = {
    "section": ShapeRule(
        {},
        {
            **_BLOCK,
            "text": TextRule(3000, ANY_KIND),
            "fields": ItemsRule(TextRule(2000, ANY_KIND), 1, 10),
            "accessory": ByType({**IN_SECTION, "image": IMAGE_ELEMENT}),
            "expand": Flag(),
        },
        _section,
    ),
    "header": ShapeRule({"text": plain(150)}, _BLOCK),
    "divider": ShapeRule({}, _BLOCK),
    "context": ShapeRule(
        {
            "elements": ItemsRule(
                ByType(
                    {
                        "image": IMAGE_ELEMENT,
                        "plain_text": TextRule(2000, ANY_KIND),
                        "mrkdwn": TextRule(2000, ANY_KIND),
                    }
                ),
                1,
                10,
            )
        },
        _BLOCK,
    ),
    "actions": ShapeRule({"elements": ItemsRule(ByType(IN_ACTIONS), 1, 25)}, _BLOCK),
    "image": ShapeRule({"alt_text": WordsRule(2000)}, {**_BLOCK, **_IMAGE_FIELDS, "title": plain(2000)}, _image),
    "input": ShapeRule(
        {"label": plain(2000), "element": ByType(IN_INPUT)},
        {**_BLOCK, "hint": plain(2000), "optional": Flag(), "dispatch_action": Flag()},
    ),
    "rich_text": RICH_TEXT,
}
ANY_BLOCK = ByType(BLOCKS)

_VIEW: dict[str, Rule] = {
    "private_metadata": WordsRule(3000, least=0),
    "callback_id": WordsRule(255, least=0),
    "external_id": WordsRule(255, least=0),
}


def _modal(view: dict[str, Any], at: str, found: Problems) -> None:
    if "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        found.add(at, "submit required when an input block is within the blocks array")


MODAL = ShapeRule(
    {"title": plain(24), "blocks": ItemsRule(ANY_BLOCK, 1, VIEW_BLOCKS)},
    {
        **_VIEW,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": Flag(),
        "notify_on_close": Flag(),
        "submit_disabled": Flag(),
    },
    _modal,
)
HOME = ShapeRule({"blocks": ItemsRule(ANY_BLOCK, 1, VIEW_BLOCKS)}, _VIEW)
