"""The table of rich text: sections, lists, quotes and preformatted text with their inline parts."""

from bot.workspace.blockkit.rules import ByType, Choice, Flag, Items, Rule, Shape, Whole, Words, is_link

_MOST_PARTS = 1000


def _style(*names: str) -> Shape:
    return Shape({}, {name: Flag() for name in names}, typed=False)


_TEXT_STYLE = _style("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_MENTION_STYLE = _style("bold", "italic", "strike", "underline", "highlight", "client_highlight", "unlink")
_MENTIONED: dict[str, Rule] = {"style": _MENTION_STYLE}

_TEXT = Shape({"text": Words(13_200)}, {"style": _TEXT_STYLE})
_LINK = Shape(
    {"url": Words(3000, form=(is_link, "must be a valid url"))},
    {"text": Words(13_200), "unsafe": Flag(), "style": _TEXT_STYLE},
)
INLINE = ByType(
    {
        "text": _TEXT,
        "link": _LINK,
        "user": Shape({"user_id": Words(50)}, _MENTIONED),
        "usergroup": Shape({"usergroup_id": Words(50)}, _MENTIONED),
        "channel": Shape({"channel_id": Words(50)}, _MENTIONED),
        "team": Shape({"team_id": Words(50)}, _MENTIONED),
        "emoji": Shape({"name": Words(255)}, {"unicode": Words(255), "skin_tone": Whole(1, 6), "style": _TEXT_STYLE}),
        "broadcast": Shape({"range": Choice(frozenset({"here", "channel", "everyone"}))}, _MENTIONED),
        "date": Shape(
            {"timestamp": Whole(0, 2**40), "format": Words(3000)},
            {"url": Words(3000), "fallback": Words(3000), "style": _TEXT_STYLE},
        ),
        "color": Shape({"value": Words(50)}, {"style": _TEXT_STYLE}),
    }
)
_BORDER: dict[str, Rule] = {"border": Whole(0, 1)}
_INLINES = Items(INLINE, 0, _MOST_PARTS)
_SECTION = Shape({"elements": _INLINES})
_LIST = Shape(
    {
        "style": Choice(frozenset({"bullet", "ordered"})),
        "elements": Items(ByType({"rich_text_section": _SECTION}), 1, _MOST_PARTS),
    },
    {**_BORDER, "indent": Whole(0, 8), "offset": Whole(0, 10_000)},
)
_PREFORMATTED = Shape(
    {"elements": Items(ByType({"text": _TEXT, "link": _LINK}), 0, _MOST_PARTS)},
    {**_BORDER, "language": Words(50)},
)
_QUOTE = Shape({"elements": _INLINES}, _BORDER)

RICH_TEXT = Shape(
    {
        "elements": Items(
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
    {"block_id": Words(255)},
)
