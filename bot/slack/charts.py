"""Charts at Slack: each is drawn and put up once, and told in words where Slack will not have it."""

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from bot.platform import Busy, PlatformError, Unavailable
from bot.slack import render
from bot.slack.api import Api
from handlers.kit.card import Card, Chart
from handlers.kit.form import Form
from handlers.kit.words import clip
from pdsa.outages import Part
from pdsa.picture import Picture

log = logging.getLogger(__name__)
Json = dict[str, Any]
Draw = Callable[[Picture], Awaitable[bytes]]
KEPT = 500
"""How many pictures' file ids are remembered."""
PROCESSING = (0.2, 0.5, 1.0, 2.0)
"""Pauses while Slack still processes an upload: until then it refuses the picture as `invalid_blocks`."""


class Charts:
    """The files of pictures, by their ids. `draw` makes PNGs."""

    def __init__(self, api: Api, draw: Draw) -> None:
        self._api = api
        self._draw = draw
        self._files: OrderedDict[Picture, str] = OrderedDict()

    def known(self, form: Form) -> render.Pictures:
        """The form's charts that need no new upload."""
        return {picture: self._files[picture] for picture in _pictures(form) if picture in self._files}

    async def upload(self, picture: Picture) -> str:
        """The file id of a picture, drawn and put up once."""
        if picture not in self._files:
            content = await self._draw(picture)
            file = await self._api.put_up("chart.png", content, picture.alt)
            await self._api.call(
                "files.completeUploadExternal", files=json.dumps([{"id": file, "title": clip(picture.alt, 200)}])
            )
            self._files[picture] = file
            while len(self._files) > KEPT:
                self._files.popitem(last=False)
        return self._files[picture]

    async def of(self, card: Card) -> render.Pictures:
        """The card's charts, put up; one that cannot be is told in words instead. Raises Busy."""
        uploaded: dict[Picture, str] = {}
        for part in card.parts:
            if isinstance(part, Chart):
                try:
                    uploaded[part.picture] = await self.upload(part.picture)
                except Busy:
                    raise
                except Unavailable as error:
                    if error.part is not Part.FILES:
                        raise
                    log.warning("a chart is told in words: %s", error)
                except Exception as error:
                    log.warning("a chart is told in words: %s", error)
        return uploaded

    async def complete(self, form: Form, view: str) -> None:
        """Put a form's charts into its open view. A view that was closed meanwhile needs none."""
        pictures = _pictures(form)
        if all(picture in self._files for picture in pictures):
            return
        try:
            uploaded = {picture: await self.upload(picture) for picture in pictures}
            await self.patiently(
                "views.update", lambda: {"view_id": view, "view": json.dumps(render.view(form, uploaded))}
            )
        except Exception as error:
            log.info("a form stays without its chart: %s", error)

    async def send(self, method: str, card: Card, body: Json) -> Json:
        """Post or update a message with the card's charts, or in words where Slack refuses them."""
        pictures = await self.of(card)
        try:
            return await self.patiently(method, lambda: {**body, **render.message(card, pictures)})
        except PlatformError as error:
            if not pictures or "invalid_blocks" not in str(error):
                raise
            log.warning("charts were refused and are told in words: %s", error)
            return await self._api.call(method, **body, **render.message(card, {}))

    async def patiently(self, method: str, body: Callable[[], Json]) -> Json:
        """Call, and again while Slack says that a picture is not ready yet. `body` makes its arguments."""
        for pause in PROCESSING:
            try:
                return await self._api.call(method, **body())
            except PlatformError as error:
                if "slack_file" not in str(error):
                    raise
                await asyncio.sleep(pause)
        return await self._api.call(method, **body())


def _pictures(form: Form) -> list[Picture]:
    return [each.picture for each in form.fields if isinstance(each, Chart)]
