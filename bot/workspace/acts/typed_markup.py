"""Typed text as Slack sends it on: signs as entities, and names, channels, links and addresses in its own markup."""

import html
import re

from bot.workspace.methods.content import escaped
from bot.workspace.records import Json
from bot.workspace.shared_state import Runtime

MARKUP = re.compile(r"<([^<>]+)>")
ADDRESS = re.compile(
    r"(?P<link>\bhttps?://[^\s<>|]*[^\s<>|.,;:!?'\")\]])"
    r"|(?P<mail>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})"
    r"|(?P<bare>(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|us)\b(?:/[^\s<>|]*[^\s<>|.,;:!?'\")\]])?)",
    re.IGNORECASE,
)
BROADCAST = re.compile(r"(?<![\w@])@(here|channel|everyone)\b")


def marked(runtime: Runtime, text: str) -> str:
    """Typed text in chat markup: names of people and channels, and what goes to all, become mentions."""
    text = escaped(text)
    if "@" in text:
        for person in sorted(runtime.world.people.values(), key=lambda each: -len(each.name)):
            text = text.replace(f"@{escaped(person.name)}", f"<@{person.id}>")
        text = BROADCAST.sub(r"<!\1>", text)
    if "#" in text:
        for channel in sorted(runtime.world.by_name.values(), key=lambda each: -len(each.name)):
            text = re.sub(rf"(?<!\w)#{re.escape(channel.name)}(?![\w-])", f"<#{channel.id}|{channel.name}>", text)
    return text


def linked(text: str) -> str:
    """Chat markup with the addresses in it made links, as Slack makes them of whatever looks like one."""
    pieces = re.split(r"(<[^<>]+>|`[^`\n]*`)", text)
    return "".join(ADDRESS.sub(_link, piece) if n % 2 == 0 else piece for n, piece in enumerate(pieces))


def _link(match: re.Match[str]) -> str:
    if match["link"]:
        return f"<{match[0]}>"
    return f"<mailto:{match[0]}|{match[0]}>" if match["mail"] else f"<http://{match[0]}|{match[0]}>"


def for_command(runtime: Runtime, text: str) -> str:
    """Text after a slash command: entities only, unless the app's manifest asks for mentions and links as well.

    A mention in a command names the person by their handle.
    """
    if not runtime.command_escapes:
        return escaped(text)
    named = re.sub(r"<@(\w+)>", lambda found: _named(runtime, found), marked(runtime, text))
    return linked(named)


def _named(runtime: Runtime, found: re.Match[str]) -> str:
    return f"<@{found[1]}|{runtime.world.people[found[1]].handle}>"


def rich(runtime: Runtime, text: str) -> Json:
    """The block that stands beside a typed text, with the same mentions and links."""
    parts: list[Json] = []
    for index, piece in enumerate(MARKUP.split(text)):
        if index % 2:
            parts.append(_element(piece))
        elif piece:
            parts.append({"type": "text", "text": html.unescape(piece)})
    section = {"type": "rich_text_section", "elements": parts}
    return {"type": "rich_text", "block_id": runtime.world.serial("")[:8], "elements": [section]}


def _element(inside: str) -> Json:
    head, _bar, label = inside.partition("|")
    if head.startswith("@"):
        return {"type": "user", "user_id": head[1:]}
    if head.startswith("#"):
        return {"type": "channel", "channel_id": head[1:]}
    if head in ("!here", "!channel", "!everyone"):
        return {"type": "broadcast", "range": head[1:]}
    if head.startswith("!"):
        return {"type": "text", "text": html.unescape(label or inside)}
    link: Json = {"type": "link", "url": html.unescape(head)}
    return {**link, "text": html.unescape(label)} if label else link
