"""The table of what may stand in messages only: markdown and tables, and how much of them goes together."""

from dataclasses import dataclass
from typing import Any

from bot.workspace.blockkit.blocks import BLOCKS, MESSAGE_BLOCKS
from bot.workspace.blockkit.elements import ID
from bot.workspace.blockkit.rich import RICH_TEXT
from bot.workspace.blockkit.rules import (
    ByType,
    ChoiceRule,
    Flag,
    ItemsRule,
    NumberRule,
    Problems,
    Rule,
    ShapeRule,
    WordsRule,
)

MARKDOWN_CHARACTERS = 12_000
"""Of all markdown blocks of a message together (docs.slack.dev, markdown block)."""
TABLE_CHARACTERS = 10_000
"""In all cells of a message's table (docs.slack.dev, table block)."""


@dataclass(frozen=True)
class _Perhaps:
    """Something, or null in its place."""

    rule: Rule

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Complain about what is neither."""
        if value is not None:
            self.rule.check(value, at, found)


def _words(part: Any) -> int:
    """How many characters are to be read in a table, or a part of it."""
    if isinstance(part, list):
        return sum(_words(one) for one in part)
    if not isinstance(part, dict):
        return 0
    own = part.get("text")
    return len(own) if isinstance(own, str) else sum(_words(inner) for inner in part.values())


def _table(block: dict[str, Any], at: str, found: Problems) -> None:
    if _words(block["rows"]) > TABLE_CHARACTERS:
        found.add(f"{at}/rows", f"must be less than {TABLE_CHARACTERS + 1} characters")


_CELL = ByType(
    {
        "raw_text": ShapeRule({"text": WordsRule(TABLE_CHARACTERS)}),
        "raw_number": ShapeRule({"value": NumberRule()}, {"text": WordsRule(TABLE_CHARACTERS)}),
        "rich_text": RICH_TEXT,
    }
)
_COLUMN = ShapeRule(
    {}, {"align": ChoiceRule(frozenset({"left", "center", "right"})), "is_wrapped": Flag()}, typed=False
)
_TABLE = ShapeRule(
    {"rows": ItemsRule(ItemsRule(_CELL, 1, 20), 1, 100)},
    {"block_id": ID, "column_settings": ItemsRule(_Perhaps(_COLUMN), 0, 20)},
    _table,
)
_MARKDOWN = ShapeRule({"text": WordsRule(MARKDOWN_CHARACTERS)}, {"block_id": ID})
MESSAGE = ItemsRule(ByType({**BLOCKS, "markdown": _MARKDOWN, "table": _TABLE}), 0, MESSAGE_BLOCKS)


def together(blocks: list[dict[str, Any]], at: str, found: Problems) -> None:
    """Complain about what each block is allowed and all together are not."""
    room = MARKDOWN_CHARACTERS
    for index, block in enumerate(blocks):
        if block["type"] == "markdown":
            room -= len(block["text"])
            if room < 0:
                found.add(f"{at}/{index}/text", f"must be less than {MARKDOWN_CHARACTERS + 1} characters")
                return


def tables(blocks: list[dict[str, Any]]) -> int:
    """How many tables there are: a message may have one."""
    return sum(block["type"] == "table" for block in blocks)
