"""What people typed, as a person reads it: links, addresses, names and signs out of the chat's own markup."""

import re
from collections.abc import Iterator
from typing import Protocol

from pdsa.people import Address
from pdsa.text import _

MARKED = re.compile(r"<(?P<kind>[@#!]|https?:|mailto:|tel:|slack:)(?P<inside>[^<>]*)>")
"""The chat writes every other < and > that somebody types as an entity, so that nothing of theirs is taken for this."""
ENTITY = re.compile(r"&(amp|lt|gt);")
SIGNS = {"amp": "&", "lt": "<", "gt": ">"}
PICTURE = re.compile(r":([a-z0-9_+'\-]+):")


class IdNames(Protocol):
    """Who and what an id names; empty where nobody can tell."""

    async def person_name(self, user: str) -> str: ...

    async def channel_name(self, channel: str) -> str: ...


class RememberedNames(IdNames, Protocol):
    """Names that are remembered for a while."""

    def changed(self, address: Address) -> None: ...


async def as_read(text: str, names: IdNames, blocks: object = None) -> str:
    """Text from a message or a command as it looks to whoever reads it; `blocks` are the message's own, if any."""
    pieces: list[str] = []
    last = 0
    for match in MARKED.finditer(text):
        pieces += [_signs(text[last : match.start()]), await _meant(match["kind"], match["inside"], names)]
        last = match.end()
    pieces.append(_signs(text[last:]))
    return _pictured("".join(pieces), blocks)


async def _meant(kind: str, inside: str, names: IdNames) -> str:
    """One piece of markup in words."""
    head, _bar, label = inside.partition("|")
    label = _signs(label)
    if kind == "@":
        return "@" + (await names.person_name(head) or label.removeprefix("@") or _("somebody"))
    if kind == "#":
        return "#" + (label.removeprefix("#") or await names.channel_name(head) or _("a channel"))
    if kind == "!":
        return label or f"@{'group' if head.startswith('subteam') else head.partition('^')[0]}"
    address = _signs(kind + head)
    if kind in ("mailto:", "tel:"):
        return label or address.removeprefix(kind)
    return label if label and _says(label, address) else f"{label} ({address})" if label else address


def _says(label: str, address: str) -> bool:
    """Whether a link's words are its address, or the part of it that one reads."""
    bare = label.removeprefix("https://").removeprefix("http://").rstrip("/.…")
    return bare.casefold() in address.casefold()


def _signs(text: str) -> str:
    """The three signs that the chat writes as entities, each once: "&amp;lt;" was typed as "&lt;"."""
    return ENTITY.sub(lambda found: SIGNS[found[1]], text)


def _pictured(text: str, blocks: object) -> str:
    """Pictures that were typed as such and came as their names."""
    known = dict(_pictures(blocks))
    return PICTURE.sub(lambda found: known.get(found[1], found[0]), text) if known else text


def _pictures(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for each in node:
            yield from _pictures(each)
    elif isinstance(node, dict):
        if node.get("type") == "emoji" and (picture := _picture(str(node.get("unicode") or ""))):
            yield str(node.get("name")), picture
        yield from _pictures(node.get("elements"))


def _picture(codes: str) -> str:
    """ "1f44d-1f3fd" as the picture itself."""
    try:
        return "".join(chr(int(code, 16)) for code in codes.split("-") if code)
    except (ValueError, OverflowError):
        return ""
