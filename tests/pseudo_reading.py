"""Reads what is shown in the pseudo-language: a plain word is somebody's own, or it never went to a translator."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from gettext import GNUTranslations, NullTranslations
from html import unescape
from importlib.resources import files
from typing import Any

from babel.dates import get_day_names, get_month_names

from bot.workspace.watchers import Notice, Subscription
from bot.workspace.world import World
from pdsa.cycle import Phase
from pdsa.framework_file import builtin
from pdsa.goals import GoalKind
from pdsa.guidance_links import all_resources
from pdsa.people import Role
from pdsa.plan import Plan
from pdsa.pseudo_language import ACCENTED, PSEUDO, Pseudo, accented
from pdsa.text import teach
from tests.room import Room
from tests.wires.slack_person import Person

Json = dict[str, Any]
WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
PHRASE = re.compile(rf"{WORD}(?:[ -]{WORD})*")
"""Words with nothing but a blank or a hyphen between them."""
TYPED = re.compile(r"`[^`]*`|https?://\S+|[\w.+-]+@[\w.-]+|#[\w-]+|\b[A-Z]\w+/[\w/ -]+")
"""Words to type, addresses, channels and zones."""
OURS = frozenset(ACCENTED)
DATES = frozenset(
    word.casefold()
    for width in ("wide", "abbreviated")
    for names in (get_day_names(width, locale="en_US"), get_month_names(width, locale="en_US"))
    for word in names.values()
) | {"am", "pm"}


def strings(value: object) -> Iterator[str]:
    """Every text within a value."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from strings(asdict(value))
    elif isinstance(value, dict):
        yield from strings([*value.keys(), *value.values()])
    elif isinstance(value, Iterable):
        for part in value:
            yield from strings(part)


class Known:
    """People's own words, and what the field publishes: no phrase of them is ours to translate."""

    def __init__(self, *values: object) -> None:
        texts = [*strings([*values, PSEUDO, builtin(), all_resources()])]
        self._phrases = {_folded(phrase) for text in texts for phrase in _phrases(text)}
        self._phrases |= {word for phrase in self._phrases if len(phrase.split()) < 4 for word in phrase.split()}
        self._phrases -= {name.value.casefold() for names in (Role, Phase, GoalKind) for name in names}
        self._whole = "\n".join(sorted(self._phrases))

    def plain(self, text: str) -> list[str]:
        """The phrases of a text that are neither translated nor anybody's own."""
        bare = TYPED.sub(" | ", unescape(text))
        return [phrase for phrase in _phrases(bare) if not self._theirs(phrase, cut=f"{phrase}…" in bare)]

    def _theirs(self, phrase: str, *, cut: bool) -> bool:
        said = _folded(phrase)
        if said in self._phrases or all(word in DATES for word in said.split()):
            return True
        if cut and any(phrase.startswith(said) for phrase in self._phrases):
            return True
        return len(said) > 14 and said in self._whole  # one of several phrases in a row


def _folded(phrase: str) -> str:
    return phrase.casefold().replace("’", "'").rstrip("š")  # "{weekday}s"


def _phrases(text: str) -> Iterator[str]:
    """The runs of words that are not accented all over; single letters say nothing."""
    for phrase in PHRASE.findall(text):
        for run in re.split(r"\s{2,}|\0", _without_ours(phrase)):
            if len(run.strip()) > 1:
                yield run.strip()


def _without_ours(phrase: str) -> str:
    words = re.split(r"([ -])", phrase)
    return "".join("\0" if word and OURS.issuperset(word.replace("'", "").replace("’", "")) else word for word in words)


def lines(node: Any) -> Iterator[str]:
    """Each text of a screen as somebody reads it; what was typed or leads elsewhere is set off."""
    if isinstance(node, list):
        for inner in node:
            yield from lines(inner)
    elif isinstance(node, dict):
        if node.get("type") in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
            yield "".join(_run(run) for run in node["elements"])
            return
        for key, inner in node.items():
            if key in ("text", "alt_text", "title") and isinstance(inner, str):
                yield inner
            elif key not in ("value", "action_id", "block_id", "private_metadata", "callback_id", "type"):
                yield from lines(inner)


def _run(run: Json) -> str:
    code = (run.get("style") or {}).get("code") or run["type"] == "link"
    return f"`{run.get('text', '')}`" if code else str(run.get("text", ""))


class Reading(Subscription):
    """Reads every message, form and home tab as soon as it is there or has changed; those of `emails` alone, where any
    are named.
    """

    def __init__(self, world: World, known: Known, emails: Sequence[str]) -> None:
        super().__init__(world.notices)
        self._world = world
        self._known = known
        self._readers = {world.by_email[email].id for email in emails}
        self.found: dict[str, str] = {}

    def put(self, notice: Notice | None) -> None:
        if notice is None:
            return
        if (view := self._world.views.open.get(notice.get("view", ""))) and self._meant(view.user):
            self._read([view.blocks, view.body.get("title"), view.body.get("submit"), view.body.get("close")])
        channel = self._world.channels.get(notice.get("channel", ""))
        message = channel.messages.get(notice.get("ts", "")) if channel else None
        if channel and message and message.bot_id and self._meant(message.ephemeral_for or channel.with_user):
            self._read([message.blocks, {"text": message.text}])

    def _meant(self, reader: str | None) -> bool:
        return not self._readers or reader in self._readers

    def _read(self, node: Any) -> None:
        for line in lines(node):
            for phrase in self._known.plain(line):
                self.found.setdefault(phrase, line)


@contextmanager
def reading(world: World, known: Known, *emails: str) -> Iterator[Reading]:
    """Reads whatever is shown meanwhile, to these people alone where any are named."""
    made = Reading(world, known, emails)
    world.notices.join(made)
    yield made
    world.notices.forget(made)


async def all_read_it(room: Room, plan: Plan, *emails: str) -> None:
    """Every member, or these, and every channel; no client is set to a language that could be offered."""
    for person in room.workspace.world.people.values():
        person.locale = "xx"
    async with room.store(writes=True) as store:
        for member in await store.people.all():
            if not emails or member.email in emails:
                await store.people.set_language(member, PSEUDO)
        for name in (plan.channels.team, plan.channels.stakeholders, plan.channels.leadership):
            await store.cycles.set_channel_language(name, PSEUDO)


class _Nothing(NullTranslations):
    """Stands behind a catalogue and has no words."""

    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""


class _WhatHasSpanish(Pseudo):
    """The pseudo-language of whatever Spanish has words for; the rest comes out in English."""

    def __init__(self) -> None:
        super().__init__()
        with files("pdsa.locales").joinpath("es.mo").open("rb") as file:
            self._spanish = GNUTranslations(file)
        self._spanish.add_fallback(_Nothing())

    def gettext(self, message: str) -> str:
        return super().gettext(message) if self._spanish.gettext(message) else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        has = self._spanish.ngettext(msgid1, msgid2, n)
        return super().ngettext(msgid1, msgid2, n) if has else (msgid1 if n == 1 else msgid2)


@contextmanager
def as_far_as_spanish_goes() -> Iterator[None]:
    """Whoever reads the pseudo-language meets in English what Spanish has no words for, and what was never given to a
    translator.
    """
    teach(PSEUDO, _WhatHasSpanish())
    try:
        yield
    finally:
        teach(PSEUDO, Pseudo())


class Reader(Person):
    """Presses what it knows by its English label, with `values` set in."""

    async def presses(self, label: str, where: str | None = None, nth: int = 1, **values: str) -> None:
        await super().presses(accented(label).format(**values), where, nth)
