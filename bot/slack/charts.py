"""Charts at Slack: each is drawn and put up once, and told in words where Slack will not have it."""

import json
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any, TypeVar

from bot.district_clock import Clock
from bot.platform import Busy, PlatformError, Unavailable
from bot.slack import render
from bot.slack.api import Api
from handlers.kit.card import Card, Chart
from handlers.kit.form import Form
from handlers.kit.words import clip
from pdsa.chat_outages import OutagePart
from pdsa.picture import Picture

log = logging.getLogger(__name__)
Json = dict[str, Any]
T = TypeVar("T")
Draw = Callable[[Picture], Awaitable[bytes]]
KEPT = 500
"""How many pictures' file ids are remembered."""
PAUSES = (0.3, 0.4, 0.5, 0.8, 1.0, 1.5, 2.0, 2.5)
"""Seconds between two looks whether Slack has looked through an upload; what takes longer is told in words."""
UNTOLD = 2.0
"""Seconds after which an upload is taken to be looked through where Slack does not say."""


class Charts:
    """The files of pictures, by their ids. `draw` makes PNGs.

    Slack looks through an upload before it lets it stand in a message: until then it refuses the message, as
    `invalid_blocks` (python-slack-sdk #1521). What kind of file it is, `files.info` says only then (node-slack-sdk
    #2040), and by that it is seen here.
    """

    def __init__(self, api: Api, draw: Draw, clock: Clock) -> None:
        self._api = api
        self._draw = draw
        self._clock = clock
        self._files: OrderedDict[Picture, str] = OrderedDict()
        self._waiting: OrderedDict[Picture, str] = OrderedDict()

    def known(self, form: Form) -> render.Pictures:
        """The form's charts that need no new upload."""
        return {picture: self._files[picture] for picture in _pictures(form) if picture in self._files}

    async def of(self, card: Card) -> render.Pictures:
        """The card's charts, put up; one that cannot be is told in words instead. Raises Busy."""
        return await self._up([part.picture for part in card.parts if isinstance(part, Chart)])

    async def complete(self, form: Form, view: str) -> None:
        """Put a form's charts into its open view. A view that was closed meanwhile needs none."""
        pictures = _pictures(form)
        if all(picture in self._files for picture in pictures):
            return
        try:
            shown = json.dumps(render.view(form, await self._up(pictures)))
            await self._api.call("views.update", view_id=view, view=shown)
        except Exception as error:
            log.info("a form stays without its chart: %s", error)

    async def or_words(self, pictures: render.Pictures, give: Callable[[render.Pictures], Awaitable[T]]) -> T:
        """Give something with its charts, or else in words where Slack refuses them."""
        try:
            return await give(pictures)
        except PlatformError as error:
            if not pictures or not _is_about_pictures(error):
                raise
            log.warning("charts were refused and are told in words: %s", error)
            for picture in pictures:  # one may have been deleted there: it is put up anew next time
                self._files.pop(picture, None)
            return await give({})

    async def send(self, method: str, card: Card, body: Json) -> Json:
        """Post or update a message with the card's charts, or in words where Slack refuses them."""
        return await self.or_words(
            await self.of(card),
            lambda pictures: self._api.call(method, **body, **render.message(card, pictures)),
        )

    async def _up(self, pictures: Iterable[Picture]) -> render.Pictures:
        """Those of the pictures that can be shown. All together wait no longer than one alone."""
        files: dict[Picture, str] = {}
        for picture in pictures:
            try:
                files[picture] = await self._file(picture)
            except Busy:
                raise
            except Unavailable as error:
                if error.part is not OutagePart.FILES:
                    raise
                log.warning("a chart is told in words: %s", error)
            except Exception as error:
                log.warning("a chart is told in words: %s", error)
        patience = iter(PAUSES)
        shown = [picture for picture, file in files.items() if await self._can_be_shown(picture, file, patience)]
        return {picture: self._files[picture] for picture in shown if picture in self._files}

    async def _file(self, picture: Picture) -> str:
        """The file id of a picture, drawn and put up once."""
        if picture in self._files:
            return self._files[picture]
        if picture not in self._waiting:
            content = await self._draw(picture)
            file = await self._api.put_up("chart.png", content, picture.alt)
            await self._api.call(
                "files.completeUploadExternal", files=json.dumps([{"id": file, "title": clip(picture.alt, 200)}])
            )
            _keep(self._waiting, picture, file)
        return self._waiting[picture]

    async def _can_be_shown(self, picture: Picture, file: str, patience: Iterator[float]) -> bool:
        """Whether Slack has looked through a file, or does so within these pauses.

        Where the same picture was put up twice at once, whichever is ready first is the one.
        """
        while picture not in self._files:
            if await self._looked_through(file):
                self._waiting.pop(picture, None)
                _keep(self._files, picture, file)
                break
            pause = next(patience, None)
            if pause is None:
                log.warning("a chart is told in words: Slack still looks through it")
                return False
            await self._clock.wait(pause)
        return True

    async def _looked_through(self, file: str) -> bool:
        try:
            told = await self._api.call("files.info", file=file)
        except Busy:
            return False
        except PlatformError as error:
            log.info("whether a chart is ready cannot be asked: %s", error)
            await self._clock.wait(UNTOLD)
            return True
        return bool(told["file"].get("mimetype"))


def _keep(files: OrderedDict[Picture, str], picture: Picture, file: str) -> None:
    files[picture] = file
    while len(files) > KEPT:
        files.popitem(last=False)


def _is_about_pictures(error: PlatformError) -> bool:
    """Whether Slack may have refused a picture: over a request's own address it does not say which block it was."""
    return any(sign in str(error) for sign in ("slack_file", "invalid_blocks"))


def _pictures(form: Form) -> list[Picture]:
    return [each.picture for each in form.fields if isinstance(each, Chart)]
