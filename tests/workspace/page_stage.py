"""The stage of the page's tests: a browser, a workspace with its page, and a small app that answers."""

from collections.abc import Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.async_api import Browser, Page
from workspace_cast import ALMA

from bot.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

Json = dict[str, Any]

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WORDS = (("help", "What I can do"), ("reflect", "Say what a strategy did"), ("status", "Where the cycle stands"))
PATIENCE = 30_000
"""Milliseconds for anything to be seen, on a busy machine."""
DESKTOP = (1280, 800)
PHONE = (375, 740)


@dataclass
class Eyes:
    """A browser window, and what went wrong in it: errors of scripts, and requests that left this machine."""

    page: Page
    ws: Workspace
    errors: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)

    async def look(self, place: str = "", who: str = ALMA, thread: str = "") -> Page:
        """Open the page as somebody, in a channel (by name), in `home`, or in the app's messages."""
        me = self.ws.world.person(who).id
        where = place if place in ("", "home") else self.ws.world.channel(place).id
        await self.page.goto(f"{self.ws.url}#as={me}&in={where}&thread={thread}")
        await self.page.wait_for_selector("body.ready")
        return self.page

    async def type(self, text: str) -> None:
        """Write into the composer and send, completions put away."""
        await self.page.click("#composer")
        await self.page.keyboard.type(text)
        await self.page.keyboard.press("Escape")
        await self.page.keyboard.press("Enter")


@asynccontextmanager
async def window(
    browser: Browser, ws: Workspace, size: tuple[int, int] = DESKTOP, *, dark: bool = False, touch: bool = False
) -> "AsyncIterator[Eyes]":
    """A fresh window on the workspace's page. Fails at the end when a script failed or something left the machine."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        has_touch=touch,
        is_mobile=touch,
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    eyes = Eyes(page, ws)
    page.on("pageerror", lambda error: eyes.errors.append(str(error)))
    page.on("request", lambda request: request.url.startswith(ws.url) or eyes.abroad.append(request.url))
    try:
        yield eyes
    finally:
        await context.close()
    assert eyes.errors == []
    assert eyes.abroad == []


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": marked(text), **more}


def button(words: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(words), "action_id": action_id, "value": action_id, **more}


def option(words: str, value: str) -> Json:
    return {"text": plain(words), "value": value}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def asked(block_id: str, words: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(words), "element": element, **more}


def text_field(action_id: str = "said", **more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def menu(kind: str, action_id: str, options: Sequence[Json] = (), **more: Any) -> Json:
    given = {"options": list(options)} if options else {}
    hint = {} if kind in ("checkboxes", "radio_buttons", "overflow") else {"placeholder": plain(f"Choose ({kind})")}
    return {"type": kind, "action_id": action_id, **hint, **given, **more}


THREE = (option("As planned", "a"), option("Partly", "p"), option("Not this week", "n"))


def form(callback_id: str = "reflect", **more: Any) -> Json:
    """A modal with a field of every common kind."""
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain("Reflect"),
        "submit": plain("Keep this"),
        "close": plain("Not now"),
        "blocks": [
            section("In September you predicted: *60% by April*"),
            asked("which", "Which strategy?", menu("static_select", "which", THREE)),
            asked("held", "Did it turn out that way?", menu("radio_buttons", "held", THREE), optional=True),
            asked("what", "What happened?", text_field(multiline=True), hint=plain("A sentence is enough")),
            asked("when", "By when?", {"type": "datepicker", "action_id": "when"}, optional=True),
            asked("who", "Who helped?", menu("multi_users_select", "who"), optional=True),
            asked("why", "What made it work?", menu("checkboxes", "why", THREE), optional=True),
        ],
        **more,
    }


def everything(picture: str) -> list[Json]:
    """One message with every kind of block; `picture` is an uploaded file's id."""
    return [
        {"type": "header", "text": plain("What Riverbend learned :seedling:")},
        section("A *bold* start", accessory=menu("overflow", "more", (option("Help", "h"), option("Pause", "p")))),
        {"type": "section", "fields": [marked("*Goal*\n70%"), plain("Now 66%")]},
        {"type": "context", "elements": [marked("_Last number_: 38%")]},
        {"type": "divider"},
        {"type": "image", "slack_file": {"id": picture}, "alt_text": "Rose from 54% to 66%", "title": plain("Chart")},
        {"type": "image", "image_url": "https://pictures.example/a.png", "alt_text": "Somewhere else"},
        actions(
            button("As planned", "go", style="primary"),
            button("Drop it", "drop", style="danger", confirm=sure()),
            menu("static_select", "one", THREE),
            menu("multi_static_select", "several", THREE),
            {"type": "datepicker", "action_id": "day"},
            menu("users_select", "person"),
            menu("channels_select", "channel"),
        ),
        actions(menu("checkboxes", "boxes", THREE), menu("radio_buttons", "radio", THREE)),
        asked("note", "Your sentence", text_field("note"), dispatch_action=True),
        rich(),
    ]


def sure() -> Json:
    return {"title": plain("Really?"), "text": plain("It rests."), "confirm": plain("Yes"), "deny": plain("No")}


def rich() -> Json:
    def part(*elements: Json) -> Json:
        return {"type": "rich_text_section", "elements": list(elements)}

    def text(words: str, **style: bool) -> Json:
        return {"type": "text", "text": words, **({"style": style} if style else {})}

    return {
        "type": "rich_text",
        "elements": [
            part(text("We ask for "), text("release days", bold=True)),
            {"type": "rich_text_list", "style": "bullet", "elements": [part(text("first")), part(text("second"))]},
            {"type": "rich_text_quote", "elements": [text("It changed our mornings.")]},
            {"type": "rich_text_preformatted", "elements": [text("a < b")]},
        ],
    }
