"""Reading in the browser: messages as they should look, nothing that people wrote comes alive, changes arrive."""

from typing import Any

import pytest
from page_stage import Eyes, button, everything, section
from playwright.async_api import expect
from workspace_cast import ALMA, BASHIR, HandClock

from bot.workspace.workspace import Workspace

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOSTILE = (
    "<script>window.broken = 1</script>",
    "<img src=x onerror='window.broken = 1'>",
    "<javascript:window.broken=1|press me>",
    "<data:text/html,<b>x|press me>",
    '<https://a.example/"onmouseover="window.broken=1|press me>',
    "&lt;img src=x onerror=window.broken=1&gt;",
    "*<svg onload=window.broken=1>*",
    "{{constructor.constructor('window.broken=1')()}}",
)


def table(*words: str) -> dict[str, Any]:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": each}] for each in words]}


async def test_nothing_that_people_write_runs_or_becomes_markup(ws: Workspace, eyes: Eyes) -> None:
    team, bot = ws.world.channel("team"), ws.world.bot
    for text in HOSTILE:
        ws.world.post(team, bot, text)
        blocks = [section(text), {"type": "header", "text": {"type": "plain_text", "text": text[:150]}}]
        ws.world.post(team, bot, text, blocks=ws.runtime.complete(blocks))
        newer = [{"type": "markdown", "text": f"{text} [press me](javascript:window.broken=1)"}, table(text)]
        attachment = {"title": text, "title_link": text, "text": text, "color": text, "fields": [{"title": text}]}
        ws.world.post(team, bot, text, blocks=ws.runtime.complete(newer), attachments=[attachment], username=text)
        await ws.say(BASHIR, "team", text)
    page = await eyes.look("team")
    await expect(page.locator(".message")).to_have_count(4 * len(HOSTILE))
    await page.hover("text=press me >> nth=2")
    assert await page.evaluate("window.broken") is None
    assert await page.locator(".message-list :is(script, svg, iframe)").count() == 0
    assert await page.locator(".message-list img:not(.avatar)").count() == 0
    for link in await page.locator(".message-list a").all():
        assert (await link.get_attribute("href") or "").startswith("https://a.example/")
    await expect(page.locator(".words").first).to_have_text("<script>window.broken = 1</script>")


async def test_hostile_names_are_only_names(ws: Workspace, eyes: Eyes) -> None:
    ws.world.person(BASHIR).name = "<b onmouseover=window.broken=1>Bashir</b>"
    await ws.say(BASHIR, "team", "hello")
    page = await eyes.look("team")
    await expect(page.locator(".author")).to_have_text("<b onmouseover=window.broken=1>Bashir</b>")
    await page.get_by_role("button", name="You are").click()
    await expect(page.get_by_role("option", name="<b onmouseover")).to_be_visible()


async def test_markup_becomes_what_it_means(ws: Workspace, eyes: Eyes) -> None:
    me, team = ws.world.person(ALMA).id, ws.world.channel("team")
    text = (
        f"*bold* _italic_ ~gone~ `co*de*` snake_case_name 2*3*4 <https://plan.example/a?b=1&amp;c|the plan> "
        f"<@{me}> <#{team.id}> <!here> :seedling: :no_such: a &amp; b\n&gt; quoted *loud*\nafter\n```\nx &lt; y\n```"
    )
    ws.world.post(team, ws.world.bot, text)
    page = await eyes.look("team")
    words = page.locator(".words")
    for tag, said in (("strong >> nth=0", "bold"), ("em", "italic"), ("s", "gone"), ("code >> nth=0", "co*de*")):
        await expect(words.locator(tag)).to_have_text(said)
    link = words.get_by_role("link", name="the plan")
    assert await link.get_attribute("href") == "https://plan.example/a?b=1&c"
    assert "noopener" in (await link.get_attribute("rel") or "")
    assert await words.locator(".mention").all_inner_texts() == ["@Alma Reyes", "#team", "@here"]
    await expect(words.locator("blockquote")).to_have_text("quoted loud")
    await expect(words.locator("pre")).to_have_text("x < y")
    await expect(words).to_contain_text("snake_case_name 2*3*4")
    await expect(words).to_contain_text("🌱 :no_such: a & b")


async def test_every_kind_of_block_is_drawn(ws: Workspace, eyes: Eyes, picture: str) -> None:
    ws.world.post(ws.world.channel("team"), ws.world.bot, "All", blocks=ws.runtime.complete(everything(picture)))
    page = await eyes.look("team")
    message = page.locator(".message")
    await expect(message.get_by_role("heading", name="What Riverbend learned 🌱")).to_be_visible()
    chart = message.get_by_role("img", name="Rose from 54% to 66%")
    await expect(chart).to_be_visible()
    await expect(chart).to_have_js_property("naturalWidth", 1)
    await expect(message.get_by_text("Picture from elsewhere, not loaded: Somewhere else")).to_be_visible()
    await expect(message.get_by_role("button", name="Drop it")).to_have_class("button danger")
    for role, name in (
        ("combobox", "Choose (static_select)"),
        ("button", "Choose (multi_static_select)"),
        ("combobox", "Choose (users_select)"),
        ("combobox", "Choose (channels_select)"),
        ("textbox", "Your sentence"),
        ("button", "More actions"),
    ):
        await expect(message.get_by_role(role, name=name)).to_be_visible()  # type: ignore[arg-type]
    await expect(message.get_by_role("radio")).to_have_count(3)
    await expect(message.get_by_role("checkbox")).to_have_count(3)
    await expect(message.locator(".rich li")).to_have_count(2)
    await expect(message.locator(".rich pre")).to_have_text("a < b")
    await expect(message.locator(".not-drawn")).to_have_count(1)


async def test_times_and_days_are_the_readers_own(ws: Workspace, eyes: Eyes, clock: HandClock) -> None:
    clock.move(hours=10)  # 23:00 in UTC: 7 pm in New York, 1 am of the next day in Berlin
    await ws.say(ALMA, "team", "late")
    clock.move(days=1)
    page = await eyes.look("team")
    await expect(page.locator(".message time")).to_have_text("7:00 pm")
    await expect(page.locator(".day")).to_have_text("Yesterday")
    page = await eyes.look("team", BASHIR)
    await expect(page.locator(".message time")).to_have_text("1:00 am")
    clock.move(days=5)
    ws.world.notices.publish("clock")
    await expect(page.locator(".day")).to_have_text("Tuesday 8 September 2026")


async def test_new_messages_are_marked_until_they_are_read(ws: Workspace, eyes: Eyes) -> None:
    await ws.say(ALMA, "team", "mine")
    await ws.say(BASHIR, "team", "theirs")
    page = await eyes.look()
    await expect(page.get_by_role("link", name="team, 1 new message")).to_be_visible()
    await page.get_by_role("link", name="team, 1 new message").click()
    await expect(page.locator(".new-line")).to_have_text("New messages")
    await expect(page.get_by_role("link", name="team", exact=True)).to_be_visible()
    assert ws.world.unread(ws.world.person(ALMA).id, ws.world.channel("team")) == 0


async def test_another_person_is_chosen_and_the_address_remembers(ws: Workspace, eyes: Eyes) -> None:
    await ws.say(ALMA, "team", "hello")
    page = await eyes.look("team")
    await page.get_by_role("button", name="You are Alma Reyes").click()
    await page.get_by_role("option", name="Bashir Khan").click()
    await expect(page.get_by_role("button", name="You are Bashir Khan")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("button", name="You are Bashir Khan")).to_be_visible()
    await expect(page.get_by_role("heading", name="#team")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("button", name="You are Alma Reyes")).to_be_visible()


async def test_the_list_of_people_says_what_each_does(eyes: Eyes) -> None:
    page = await eyes.look()
    await page.get_by_role("button", name="You are Alma Reyes").click()
    await expect(page.get_by_role("option", name="Bashir Khan")).to_contain_text("School lead, Hill School")


async def test_what_changes_arrives_by_itself_and_is_said_aloud(ws: Workspace, eyes: Eyes) -> None:
    page = await eyes.look("team")
    await expect(page.get_by_text("No messages yet.")).to_be_visible()
    message = ws.world.post(ws.world.channel("team"), ws.world.bot, "How did it *go*?")
    heard = page.get_by_role("log", name="New messages")
    await expect(heard).to_have_text("SEL Cycle Bot: How did it go?")
    before = ws.world.snapshot(message)
    message.text, message.edited = "Kept: partly", message.ts
    ws.world.change(message, before)
    await expect(page.locator(".message")).to_contain_text("Kept: partly(edited)")
    await expect(heard).to_contain_text("Changed. SEL Cycle Bot: Kept: partly")
    ws.world.delete(message)
    await expect(page.get_by_text("No messages yet.")).to_be_visible()


async def test_the_line_is_cut_and_comes_back(ws: Workspace, eyes: Eyes) -> None:
    page = await eyes.look("team")
    port = int(ws.url.rstrip("/").rpartition(":")[2])
    await ws.stop()
    await expect(page.get_by_text("The connection is gone")).to_be_visible()
    await ws.start(port)
    ws.world.post(ws.world.channel("team"), ws.world.bot, "Back again")
    await expect(page.locator(".words", has_text="Back again")).to_be_visible()
    await expect(page.get_by_text("The connection is gone")).to_be_hidden()


async def test_a_thread_opens_beside_the_channel(ws: Workspace, eyes: Eyes) -> None:
    first = await ws.say(ALMA, "team", "a question")
    await ws.say(BASHIR, "team", "an answer", first.ts)
    page = await eyes.look("team")
    await page.get_by_role("button", name="1 reply").click()
    panel = page.get_by_role("complementary", name="Thread")
    await expect(panel.locator(".message")).to_have_count(2)
    await expect(panel.get_by_role("textbox")).to_be_focused()
    await page.keyboard.type("and one more")
    await page.keyboard.press("Enter")
    await expect(panel.locator(".message")).to_have_count(3)
    assert [m.thread_ts for m in ws.visible(ALMA, "team")] == [None, first.ts, first.ts]
    await panel.get_by_role("button", name="Close the thread").click()
    await expect(panel).to_be_hidden()
    await expect(page.get_by_role("button", name="2 replies")).to_be_focused()


async def test_many_messages_show_their_end_and_more_on_request(ws: Workspace, eyes: Eyes) -> None:
    for number in range(150):
        await ws.say(ALMA, "team", f"message {number}.")
    page = await eyes.look("team")
    await expect(page.get_by_text("message 149.")).to_be_in_viewport()
    await expect(page.locator(".message")).to_have_count(100)
    await page.locator("#messages").evaluate("box => { box.scrollTop = 0; }")
    await page.get_by_role("button", name="Show earlier messages").click()
    await expect(page.locator(".message")).to_have_count(150)
    await expect(page.get_by_text("message 50.")).to_be_in_viewport()
    ws.world.post(ws.world.channel("team"), ws.world.bot, "news")
    await page.get_by_role("button", name="Newest messages").click()
    await expect(page.locator(".message").last).to_be_in_viewport()
    await page.locator("#messages").evaluate("box => { box.scrollTop = 0; }")
    await eyes.type("what I write, and what answers it, is in sight")
    await expect(page.get_by_text("what I write")).to_be_in_viewport()


async def test_a_button_with_a_dangerous_address_is_no_link(ws: Workspace, eyes: Eyes) -> None:
    bad = button("Press", "go", url="javascript:window.broken=1")
    ws.world.post(
        ws.world.channel("team"),
        ws.world.bot,
        "x",
        blocks=ws.runtime.complete([{"type": "actions", "elements": [bad]}]),
    )
    page = await eyes.look("team")
    await page.get_by_text("Press", exact=True).click()
    assert await page.evaluate("window.broken") is None


async def test_a_long_card_is_read_from_its_top(ws: Workspace, eyes: Eyes) -> None:
    page = await eyes.look("team")
    for number in range(20):
        await ws.say(ALMA, "team", f"message {number}.")
    await expect(page.get_by_text("message 19.")).to_be_in_viewport()
    lines = [section(f"line {number}") for number in range(45)]
    ws.world.post(ws.world.channel("team"), ws.world.bot, "long", blocks=ws.runtime.complete(lines))
    await expect(page.get_by_text("line 0", exact=True)).to_be_in_viewport()
    await expect(page.get_by_text("line 44", exact=True)).not_to_be_in_viewport()
    page = await eyes.look("home")
    await expect(page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    await expect(page.get_by_text("line 0", exact=True)).to_be_hidden()
    page = await eyes.look("team")
    await expect(page.get_by_text("line 0", exact=True)).to_be_in_viewport()


MARKDOWN = """# Learned
Some **bold**, *slanted*, ~~gone~~, `code` and a [link](https://a.example/x), \\*not that\\*
- one
- two
1. first
> said
```
a < b
```"""


async def test_markdown_tables_and_attachments_are_drawn(ws: Workspace, eyes: Eyes) -> None:
    team, bot = ws.world.channel("team"), ws.world.bot
    ws.world.post(
        team, bot, "t", blocks=ws.runtime.complete([{"type": "markdown", "text": MARKDOWN}, table("School", "Hill")])
    )
    go = ws.runtime.complete([{"type": "actions", "elements": [button("Go on", "go")]}])
    attachments = [{"color": "#36a64f", "title": "A title", "text": "so *loud*"}, {"blocks": go}]
    ws.world.post(team, bot, "Below", attachments=attachments, username="Coach")
    page = await eyes.look("team")
    drawn = page.locator(".rich")
    for tag, words in (("strong", "Learned"), ("strong", "bold"), ("em", "slanted"), ("s", "gone"), ("pre", "a < b")):
        await expect(drawn.locator(tag, has_text=words)).to_be_visible()
    await expect(drawn.get_by_role("link", name="link")).to_have_attribute("href", "https://a.example/x")
    await expect(drawn.locator("ul > li")).to_have_text(["one", "two"])
    await expect(drawn.locator("ol > li")).to_have_text(["first"])
    await expect(drawn).to_contain_text("*not that*")
    await expect(page.get_by_role("columnheader", name="School")).to_be_visible()
    await expect(page.get_by_role("cell", name="Hill")).to_be_visible()
    await expect(page.locator(".author", has_text="Coach")).to_be_visible()
    await expect(page.locator(".attachment").first).to_contain_text("so loud")
    await expect(page.locator(".attachment-body").first).to_have_css("border-left-color", "rgb(54, 166, 79)")
    await expect(page.locator(".attachment").get_by_role("button", name="Go on")).to_be_visible()
