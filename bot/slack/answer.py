"""The replies' way back: a form is opened, a message turned, a card said where only the person sees it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncAck

from bot.dispatch import Call
from bot.district_clock import Clock
from bot.platform import Busy, Gone, PlatformError
from bot.slack import render
from bot.slack.client import Slack
from handlers.kit.card import VALUE, Button, Buttons, Card, FactSet, Text, card
from handlers.kit.form import Form, Line, Note
from handlers.kit.reply import Ask, Attach, Nothing, Replace, Reply, Say, Then, Wrong
from handlers.kit.words import clip
from pdsa.people import Address
from pdsa.text import _
from storage.files.child import TooHeavy

log = logging.getLogger(__name__)
Json = dict[str, Any]
T = TypeVar("T")
ATTEMPTS = 3
"""How often a reply waits for a busy platform before it is tried a last time."""


@dataclass
class Way:
    """How one request can be answered. Empty where there is no such way.

    `submitted` tells a form's answers, whose acknowledgement can carry errors or the next form; `late` that it was
    acknowledged before the work was done.
    """

    user: str
    trigger: str = ""
    response_url: str = ""
    place: str = ""
    message: str = ""
    thread: str = ""
    view: str = ""
    home: bool = False
    submitted: bool = False
    ack: AsyncAck | None = None
    acknowledged: bool = False
    late: bool = False

    @property
    def by_command(self) -> bool:
        """Whether it was a command, typed in a private talk that may be somebody else's."""
        return bool(self.response_url) and not self.message and self.place.startswith("D")


class Answering:
    """Gives replies over Slack."""

    def __init__(self, slack: Slack, clock: Clock) -> None:
        self._slack = slack
        self._clock = clock
        self._background: set[asyncio.Task[None]] = set()

    async def answer(self, replies: Sequence[Reply], call: Call, way: Way) -> None:
        """All replies, forms first: their trigger lives three seconds."""
        for reply in sorted(replies, key=lambda each: not isinstance(each, (Ask, Wrong))):
            try:
                await self._give(reply, call, way)
            except PlatformError as error:
                log.warning("a reply to %s did not arrive: %s", call.route, error)
                await self._own_up(way)

    async def _own_up(self, way: Way) -> None:
        """What was said is kept, and could not be shown: that much can be told."""
        try:
            await self._in_private(
                card(
                    Text(_("Nothing you said is lost, but I could not show my answer. Please try again in a moment."))
                ),
                way,
            )
        except PlatformError as error:
            log.warning("and could not be told either: %s", error)

    async def _give(self, reply: Reply, call: Call, way: Way) -> None:
        match reply:
            case Ask() as asked:
                await self._patiently(lambda: self._ask(asked, way))
            case Wrong(field=field, sentence=sentence):
                await self._complain(field, sentence, way)
            case Replace(card=shown):
                await self._replace(shown, way)
            case Say(card=shown):
                await self._say(shown, way)
            case Attach() as given:
                await self._attach(given, way)
            case Then() | Nothing():
                pass

    async def _attach(self, given: Attach, way: Way) -> None:
        """The file, in the person's own talk with the bot; one that cannot be written is told in a sentence."""
        try:
            content = await self._slack.write(given.document)
        except TooHeavy as error:
            await self._say(card(Text(error.sentence)), way)
            return
        except Exception:
            log.exception("a file for %s could not be written", way.user)
            await self._own_up(way)
            return

        async def share(talk: str) -> None:
            thread = way.thread if way.place == talk else ""
            name, text = given.document.name, given.text
            await self._patiently(lambda: self._slack.attach(talk, name, content, text, under=thread))

        await self._in_talk(way, share)

    async def _patiently(self, work: Callable[[], Awaitable[T]]) -> T:
        """One request, again while the platform is busy. Of a reply in several messages, none is sent twice."""
        for _attempt in range(ATTEMPTS):
            try:
                return await work()
            except Busy as busy:
                await self._clock.wait(busy.wait)
        return await work()

    async def _ask(self, reply: Ask, way: Way) -> None:
        """Open the form: in place of the one just sent or pressed in, or by the trigger."""
        form = reply.form
        if way.submitted and way.ack is not None and not way.acknowledged and not way.late:
            way.acknowledged = True
            await way.ack(response_action="update", view=render.view(form, self._slack.charts.known(form)))
            self._later(self._slack.charts.complete(form, way.view))
        elif way.trigger and not way.submitted:
            try:
                view = await self._opened(form, way)
            except Busy:
                raise
            except PlatformError as error:
                log.info("a form's trigger was spent: %s", error)
                await self._say(_route_to(reply), way)
            else:
                self._later(self._slack.charts.complete(form, view))
        else:
            await self._say(_what_was_written(form) if way.submitted else _route_to(reply), way)

    async def _opened(self, form: Form, way: Way) -> str:
        """The view's id of a form: a new one, or the open one whose button was pressed."""
        if not way.view:
            return await self._slack.open_form(way.trigger, form)
        await self._slack.change_form(way.view, form)
        return way.view

    async def _complain(self, field: str, sentence: str, way: Way) -> None:
        if way.submitted and way.ack is not None and not way.acknowledged and not way.late:
            way.acknowledged = True
            await way.ack(response_action="errors", errors={field: sentence})
        else:
            await self._say(card(Text(sentence)), way)

    async def _replace(self, shown: Card, way: Way) -> None:
        """Turn the message that held the button; without one, say it."""
        if way.response_url and way.message:
            await self._patiently(lambda: self._slack.respond(way.response_url, shown, replace_original=True))
        elif way.message and way.place:
            await self._patiently(lambda: self._slack.update(way.place, way.message, shown))
        elif way.home:
            await self._patiently(lambda: self._slack.publish_home(Address(way.user), shown))
        else:
            await self._say(shown, way)

    async def _say(self, shown: Card, way: Way) -> None:
        """To the person alone: in their talk with the bot, or as a note that nobody else in the channel sees."""
        if way.home and not way.trigger:
            await self._patiently(lambda: self._slack.publish_home(Address(way.user), shown))
        elif way.place and not way.place.startswith("D"):
            await self._whisper(shown, way)
        else:
            await self._in_private(shown, way)

    async def _whisper(self, shown: Card, way: Way) -> None:
        if way.response_url:
            alone = {"response_type": "ephemeral", "replace_original": False}
            await self._patiently(lambda: self._slack.respond(way.response_url, shown, **alone))
        else:
            await self._patiently(lambda: self._slack.whisper(way.place, way.user, way.thread, shown))

    async def _in_private(self, shown: Card, way: Way) -> None:
        """Where it was asked for: in the talk, or in the thread of the message that it was written to."""

        async def post(talk: str) -> None:
            thread = way.thread if way.place == talk else ""
            parent = await self._patiently(lambda: self._slack.post(talk, shown, under=thread))
            for detail in shown.details:
                await self._patiently(partial(self._slack.post, talk, detail, under=thread or parent))

        try:
            await self._in_talk(way, post, only=way.by_command)
        except Gone:  # a command in a talk that is not the bot's own: it is answered there, for the person alone
            if not way.by_command:
                raise
            await self._whisper(shown, way)

    async def _in_talk(self, way: Way, work: Callable[[str], Awaitable[None]], *, only: bool = False) -> None:
        """Something done in the private talk that they spoke in, else in their own with the bot.

        Where that is not there any more it is opened anew, unless it is to be done there `only`.
        """
        talk = way.place if way.place.startswith("D") else await self._talk(way)
        try:
            await work(talk)
        except Gone:
            if only:
                raise
            self._slack.forget(talk, Address(way.user))
            await work(await self._talk(way))

    async def _talk(self, way: Way) -> str:
        """The person's own talk with the bot, whichever conversation they spoke in."""
        return await self._patiently(lambda: self._slack.talk(Address(way.user)))

    async def settle(self) -> None:
        """Wait for the charts that still follow their forms."""
        while self._background:
            await asyncio.gather(*self._background, return_exceptions=True)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)


def _what_was_written(form: Form) -> Card:
    """Where the next form comes too late for the one that was sent: what stood in it, and the word that goes on."""
    word, _dot, _rest = form.route.partition(".")
    meant = next((form.carry[name] for name in ("strategy", "about", "code") if name in form.carry), "")
    written = tuple((each.label, clip(each.text, 1000)) for each in form.fields if isinstance(each, Line) and each.text)
    return card(
        Text(_("That took me long, and the next form could not open by itself. This is where it goes on.")),
        *(Text(each.words) for each in form.fields[:2] if isinstance(each, Note)),
        FactSet(written) if written else None,
        Buttons((Button(_("Open it"), word, value=meant, main=True),)),
    )


def _route_to(reply: Ask) -> Card:
    """Where no form can be opened (typed words, a spent trigger): the button that opens it, with what was typed."""
    fits = len(reply.value) <= VALUE
    long = _("What you wrote is too long to wait in a button: please copy it into the form.")
    return card(
        Text(_("I have a short form for that: {title}.").format(title=reply.form.title)),
        None if fits else Text(long),
        Buttons((Button(_("Open it"), reply.route, value=reply.value if fits else "", main=True),)),
    )
