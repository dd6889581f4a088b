"""For everybody: by keyboard alone, by ear, in poor light, on a phone."""

from typing import Any

import pytest
from page_audit import faint_words, nameless_controls, too_wide
from page_stage import DESKTOP, PHONE, Eyes, actions, button, everything, form, section, window
from playwright.async_api import Browser, expect
from slack_bolt.async_app import AsyncApp
from workspace_cast import ALMA, BASHIR, Listening

from bot.workspace.workspace import Workspace

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
LONG = "Bartholomew Featherstonehaugh-Montgomery de la Cruz y Villanueva the Third"


async def tab_to(eyes: Eyes, name: str) -> None:
    """Press Tab until the control with this name has the focus."""
    seen = []
    for _ in range(60):
        await eyes.page.keyboard.press("Tab")
        active = eyes.page.locator(":focus")
        if await active.count():
            seen.append(
                await active.evaluate("node => node.getAttribute('aria-label') || node.textContent.trim() || node.id")
            )
            if seen[-1].startswith(name):
                return
    raise AssertionError(f"Tab never came to {name}, but to {seen}")


async def test_the_whole_way_goes_by_keyboard(ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening) -> None:
    submissions: list[Json] = []

    @app.command("/sel")
    async def open_form(ack: Any, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=form())
        await ack()

    @app.view("reflect")
    async def keep(ack: Any, body: Json, client: Any) -> None:
        await ack()
        submissions.append(body["view"]["state"]["values"])
        blocks = [section("Kept, thank you."), actions(button("Edit", "edit"))]
        await client.chat_postMessage(channel=body["user"]["id"], text="Kept, thank you.", blocks=blocks)

    await listen()
    page = await eyes.look("team")
    await tab_to(eyes, "Skip to messages")
    await tab_to(eyes, "AR")  # the switcher, which begins with the initials
    for key in ("Enter", "b", "Enter"):
        await page.keyboard.press(key)
    await expect(page.get_by_role("button", name="You are Bashir Khan")).to_be_focused()
    await tab_to(eyes, "SEL Cycle Bot")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="SEL Cycle Bot")).to_be_visible()
    await tab_to(eyes, "composer")
    await page.keyboard.type("/sel ref")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Reflect")
    await expect(dialog.get_by_label("Which strategy?")).to_be_focused()
    await page.keyboard.press("A")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")
    await page.keyboard.type("They came")
    await tab_to(eyes, "Keep this")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(page.locator("#composer")).to_be_focused()
    await expect(page.locator(".message")).to_have_count(1)
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("article")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Edit")).to_be_focused()
    assert submissions[0]["which"]["which"]["selected_option"]["value"] == "a"
    assert submissions[0]["what"]["said"]["value"] == "They came"


async def test_the_focus_stays_inside_a_form(ws: Workspace, eyes: Eyes) -> None:
    ws.world.views.push(ws.world.person(ALMA).id, {**form(), "blocks": ws.runtime.complete(form()["blocks"])})
    page = await eyes.look("team")
    for _ in range(30):
        await page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || Boolean(document.activeElement.closest('#modal'))"
        assert await page.evaluate(inside)


async def test_the_page_has_landmarks_and_headings(ws: Workspace, eyes: Eyes) -> None:
    await ws.say(ALMA, "team", "hello")
    page = await eyes.look("team")
    for role, name in (
        ("main", "#team"),
        ("navigation", "Channels and messages"),
        ("complementary", "Workspace"),
        ("region", "Messages in #team"),
        ("log", "New messages"),
        ("article", "Alma Reyes"),
    ):
        await expect(page.get_by_role(role, name=name)).to_have_count(1)  # type: ignore[arg-type]
    levels = await page.eval_on_selector_all(
        "h1, h2, h3", "all => all.filter(h => h.checkVisibility()).map(h => h.tagName)"
    )
    assert levels[0] == "H1"
    assert levels.count("H1") == 1


def scene(ws: Workspace, picture: str) -> None:
    """Something of everything, with names and words that are too long."""
    ws.world.person(BASHIR).name = LONG
    team, bot = ws.world.channel("team"), ws.world.bot
    alma, bashir = ws.world.person(ALMA), ws.world.person(BASHIR)
    ws.world.post(team, bot, "All", blocks=ws.runtime.complete(everything(picture)))
    ws.world.post(
        team, bashir, "word" * 60 + f" https://plan.example/{'long' * 40} `code` <@{alma.id}> <!here>\n&gt; quoted"
    )
    ws.world.post(team, bot, "Only you", ephemeral_for=alma.id)
    first = ws.world.post(team, bot, "```" + "pre" * 80 + "```", files=[picture])
    ws.world.post(team, bashir, "a reply", thread_ts=first.ts)
    ws.world.dm(alma.id)
    home = {"type": "home", "blocks": ws.runtime.complete(everything(picture))}
    ws.world.views.publish(alma.id, home)


async def form_with_errors(eyes: Eyes) -> None:
    body = {**form(), "blocks": eyes.ws.runtime.complete(form()["blocks"])}
    eyes.ws.world.views.push(eyes.ws.world.person(ALMA).id, body)
    await eyes.page.get_by_role("button", name="Keep this").click()
    await expect(eyes.page.locator(".error").first).to_be_visible()


async def completions(eyes: Eyes) -> None:
    await eyes.page.click("#composer")
    await eyes.page.keyboard.type("/")
    await expect(eyes.page.get_by_role("listbox", name="Completions")).to_be_visible()


async def people(eyes: Eyes) -> None:
    if await eyes.page.locator("#drawer-button").is_visible():
        await eyes.page.click("#drawer-button")
    await eyes.page.get_by_role("button", name="You are").click()
    await expect(eyes.page.get_by_role("option").first).to_be_visible()


async def failure(eyes: Eyes) -> None:
    await eyes.type("/sel help")
    await expect(eyes.page.get_by_role("alert")).to_contain_text("failed")


async def nothing(_: Eyes) -> None:
    """The place as it opens."""


# The form comes last: it stays open.
SCENES = {
    "channel": ("team", "", nothing),
    "thread": ("team", "thread", nothing),
    "home": ("home", "", nothing),
    "empty": ("", "", nothing),
    "archived": ("closed", "", nothing),
    "completions": ("team", "", completions),
    "failure": ("team", "", failure),
    "people": ("team", "", people),
    "form": ("team", "", form_with_errors),
}


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
async def test_every_screen_can_be_read_named_and_held(
    ws: Workspace, browser: Browser, picture: str, look: str
) -> None:
    scene(ws, picture)
    threads = {"": "", "thread": next(m.ts for m in ws.visible(ALMA, "team") if m.replies)}
    phone = look == "phone"
    async with window(browser, ws, PHONE if phone else DESKTOP, dark=look == "dark", touch=phone) as eyes:
        for name, (place, threaded, prepare) in SCENES.items():
            page = await eyes.look(place, thread=threads[threaded])
            await page.reload()
            await page.wait_for_selector("body.ready")
            await prepare(eyes)
            wrong = [*await nameless_controls(page), *await faint_words(page), *await too_wide(page)]
            assert (name, wrong) == (name, [])


async def test_the_audit_sees_what_is_wrong(eyes: Eyes) -> None:
    page = await eyes.look("team")
    await page.evaluate(
        """() => {
          const main = document.querySelector("#place");
          const button = main.appendChild(document.createElement("button"));
          button.className = "nameless";
          const words = main.appendChild(document.createElement("p"));
          words.textContent = "faint";
          words.style.color = "#999";
          const wide = main.appendChild(document.createElement("div"));
          wide.style.cssText = "width: 3000px; height: 5px";
        }"""
    )
    assert len(await nameless_controls(page)) == 1
    assert [word.rpartition(" ")[2] for word in await faint_words(page)] == ["faint"]
    assert await too_wide(page)


OVERLAPPING = """() => [...document.querySelectorAll(".message")].filter((message) => {
  const reply = message.querySelector(".reply-button").getBoundingClientRect();
  const words = document.createRange();
  words.selectNodeContents(message.querySelector(".section-text"));
  return [...words.getClientRects()].some((line) => line.right > reply.left && line.top < reply.bottom
    && line.bottom > reply.top && line.left < reply.right);
}).map((message) => message.innerText)"""
HINT_FITS = """(area) => {
  const pen = document.createElement("canvas").getContext("2d");
  const { font, paddingLeft, paddingRight } = getComputedStyle(area);
  pen.font = font;
  const room = area.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  return pen.measureText(area.placeholder).width <= room;
}"""


async def test_on_a_phone_the_list_of_places_is_a_drawer(ws: Workspace, browser: Browser) -> None:
    await ws.say(BASHIR, "team", "news")
    async with window(browser, ws, PHONE, touch=True) as eyes:
        page = await eyes.look()
        button_ = page.get_by_role("button", name="Channels and people")
        await expect(page.get_by_role("link", name="team, 1 new message")).to_be_hidden()
        await button_.tap()
        await expect(button_).to_have_attribute("aria-expanded", "true")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("link", name="team, 1 new message")).to_be_hidden()
        await expect(button_).to_be_focused()
        await button_.tap()
        await page.get_by_role("link", name="team, 1 new message").tap()
        await expect(page.get_by_role("heading", name="#team")).to_be_visible()
        await expect(page.get_by_role("navigation")).to_be_hidden()


async def test_on_a_phone_reply_stands_beside_the_words_and_the_hint_is_whole(ws: Workspace, browser: Browser) -> None:
    for number in range(2):
        words = f"Card {number}: " + "How did After-school and virtual workshops, six a term go this week? " * 2
        ws.world.post(ws.world.channel("team"), ws.world.bot, words, blocks=ws.runtime.complete([section(words)]))
    async with window(browser, ws, PHONE, touch=True) as eyes:
        page = await eyes.look("team")
        await expect(page.locator(".message.compact")).to_contain_text("Card 1")
        assert await page.evaluate(OVERLAPPING) == []
        hint = await page.get_by_placeholder("Write").evaluate(HINT_FITS)
        assert hint, "the hint is cut off"
