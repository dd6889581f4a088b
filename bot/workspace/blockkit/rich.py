"""The table of rich text: sections, lists, quotes and preformatted text with their inline parts."""

from bot.workspace.blockkit.rules import (
    ByType,
    ChoiceRule,
    Flag,
    ItemsRule,
    Rule,
    ShapeRule,
    WholeRule,
    WordsRule,
    is_link,
)

_MOST_PARTS = 1000


def _style(*names: str) -> ShapeRule:
    return ShapeRule({}, {name: Flag() for name in names}, typed=False)


_TEXT_STYLE = _style("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_MENTION_STYLE = _style("bold", "italic", "strike", "underline", "highlight", "client_highlight", "unlink")
_MENTIONED: dict[str, Rule] = {"style": _MENTION_STYLE}

_TEXT = ShapeRule({"text": WordsRule(13_200)}, {"style": _TEXT_STYLE})
_LINK = ShapeRule(
    {"url": WordsRule(3000, form=(is_link, "must be a valid url"))},
    {"text": WordsRule(13_200), "unsafe": Flag(), "style": _TEXT_STYLE},
)
INLINE = ByType(
    {
        "text": _TEXT,
        "link": _LINK,
        "user": ShapeRule({"user_id": WordsRule(50)}, _MENTIONED),
        "usergroup": ShapeRule({"usergroup_id": WordsRule(50)}, _MENTIONED),
        "channel": ShapeRule({"channel_id": WordsRule(50)}, _MENTIONED),
        "team": ShapeRule({"team_id": WordsRule(50)}, _MENTIONED),
        "emoji": ShapeRule(
            {"name": WordsRule(255)}, {"unicode": WordsRule(255), "skin_tone": WholeRule(1, 6), "style": _TEXT_STYLE}
        ),
        "broadcast": ShapeRule({"range": ChoiceRule(frozenset({"here", "channel", "everyone"}))}, _MENTIONED),
        "date": ShapeRule(
            {"timestamp": WholeRule(0, 2**40), "format": WordsRule(3000)},
            {"url": WordsRule(3000), "fallback": WordsRule(3000), "style": _TEXT_STYLE},
        ),
        "color": ShapeRule({"value": WordsRule(50)}, {"style": _TEXT_STYLE}),
    }
)
_BORDER: dict[str, Rule] = {"border": WholeRule(0, 1)}
_INLINES = ItemsRule(INLINE, 0, _MOST_PARTS)
_SECTION = ShapeRule({"elements": _INLINES})
_LIST = ShapeRule(
    {
        "style": ChoiceRule(frozenset({"bullet", "ordered"})),
        "elements": ItemsRule(ByType({"rich_text_section": _SECTION}), 1, _MOST_PARTS),
    },
    {**_BORDER, "indent": WholeRule(0, 8), "offset": WholeRule(0, 10_000)},
)
_PREFORMATTED = ShapeRule(
    {"elements": ItemsRule(ByType({"text": _TEXT, "link": _LINK}), 0, _MOST_PARTS)},
    {**_BORDER, "language": WordsRule(50)},
)
_QUOTE = ShapeRule({"elements": _INLINES}, _BORDER)

RICH_TEXT = ShapeRule(
    {
        "elements": ItemsRule(
            ByType(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _LIST,
                    "rich_text_preformatted": _PREFORMATTED,
                    "rich_text_quote": _QUOTE,
                }
            ),
            1,
            _MOST_PARTS,
        )
    },
    {"block_id": WordsRule(255)},
)
