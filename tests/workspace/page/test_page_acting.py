"""Acting in the browser, with a real app on the other side: buttons, menus, words, the home tab."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from page_stage import Eyes, actions, button, everything, section, sure
from playwright.async_api import Page, Route, expect
from slack_bolt.async_app import AsyncApp
from workspace_cast import ALMA, Listening

from bot.workspace.workspace import Workspace

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
Ack = Callable[..., Awaitable[None]]


def hears(app: AsyncApp, said: list[Json]) -> None:
    """Every press is kept."""

    @app.action(re.compile(".*"))
    async def heard(ack: Ack, body: Json) -> None:
        said.append(body)
        await ack()


def posted(ws: Workspace, *blocks: Json) -> None:
    ws.world.post(ws.world.channel("team"), ws.world.bot, "Look", blocks=ws.runtime.complete(list(blocks)))


async def slow(page: Page) -> asyncio.Event:
    """From now on nothing new is drawn until the event is set."""
    there = asyncio.Event()

    async def waits(route: Route) -> None:
        await there.wait()
        await route.continue_()

    await page.route("**/page/state?*", waits)
    return there


async def test_a_pressed_button_changes_its_message_and_keeps_the_focus(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    @app.action("partly")
    async def kept(ack: Ack, body: Json, client: Any) -> None:
        await ack()
        again = [section("Kept: *partly*"), actions(button("Edit", "edit"))]
        where = body["container"]
        await client.chat_update(channel=where["channel_id"], ts=where["message_ts"], text="Kept: partly", blocks=again)

    await listen()
    posted(ws, section("How did it go?"), actions(button("Partly", "partly"), button("As planned", "planned")))
    page = await eyes.look("team")
    await page.get_by_role("button", name="Partly").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Kept: partly", exact=True)).to_be_visible()
    await expect(page.locator("article")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Edit")).to_be_focused()


async def test_a_question_comes_first_where_the_button_asks_for_it(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    said: list[Json] = []
    hears(app, said)
    await listen()
    posted(ws, actions(button("Drop it", "drop", confirm=sure())))
    page = await eyes.look("team")
    for way in ("Escape", "No"):
        await page.get_by_role("button", name="Drop it").click()
        question = page.get_by_role("alertdialog", name="Really?")
        await expect(question).to_be_visible()
        if way == "Escape":
            await page.keyboard.press("Escape")
        else:
            await question.get_by_role("button", name="No").click()
        await expect(question).to_be_hidden()
        await expect(page.get_by_role("button", name="Drop it")).to_be_focused()
    await page.get_by_role("button", name="Drop it").click()
    async with page.expect_response("**/page/press?*"):
        await page.get_by_role("button", name="Yes", exact=True).click()
    await ws.quiet()
    assert [one["actions"][0]["action_id"] for one in said] == ["drop"]


async def test_menus_and_fields_in_a_message_say_what_was_chosen(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening, picture: str
) -> None:
    said: list[Json] = []
    hears(app, said)
    await listen()
    posted(ws, *everything(picture))
    page = await eyes.look("team")

    async with page.expect_response("**/page/press?*"):
        await page.get_by_label("Choose (static_select)", exact=True).select_option("Partly")
    assert said[-1]["actions"][0]["selected_option"]["value"] == "p"
    async with page.expect_response("**/page/press?*"):
        await page.get_by_label("Choose (users_select)").select_option("Bashir Khan")
    assert said[-1]["actions"][0]["selected_user"] == ws.world.person("bashir@riverbend.example").id
    async with page.expect_response("**/page/press?*"):
        await page.locator("input[type=date]").fill("2027-01-14")
    assert said[-1]["actions"][0]["selected_date"] == "2027-01-14"
    await page.get_by_role("button", name="Choose (multi_static_select)").click()
    panel = page.get_by_role("group", name="Choose (multi_static_select)")
    await panel.get_by_label("As planned").check()
    await panel.get_by_label("Not this week").check()
    async with page.expect_response("**/page/press?*"):
        await page.keyboard.press("Escape")
    assert [one["value"] for one in said[-1]["actions"][0]["selected_options"]] == ["a", "n"]
    await page.get_by_role("button", name="More actions").click()
    async with page.expect_response("**/page/press?*"):
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
    assert said[-1]["actions"][0]["selected_option"]["value"] == "p"
    await page.get_by_label("Your sentence").fill("It rained")
    async with page.expect_response("**/page/press?*"):
        await page.keyboard.press("Enter")
    assert said[-1]["actions"][0]["value"] == "It rained"
    (values,) = [one for one in said[-1]["state"]["values"].values() if "one" in one]
    assert values["one"]["selected_option"]["value"] == "p"


async def test_a_failed_command_says_so_and_stays_to_be_sent_again(eyes: Eyes) -> None:
    page = await eyes.look("team")
    await eyes.type("/sel reflect")
    await expect(page.get_by_role("alert")).to_contain_text('/sel failed with the error "dispatch_failed"')
    await expect(page.locator("#composer")).to_have_value("/sel reflect")
    await page.get_by_role("button", name="Dismiss").click()
    await expect(page.get_by_role("alert")).to_be_empty()
    await page.locator("#composer").fill("")
    await eyes.type("/nothing here")
    await expect(page.get_by_role("alert")).to_contain_text(
        "/nothing is not a command here. /sel help says what there is."
    )


async def test_words_are_completed_while_typing(eyes: Eyes) -> None:
    page = await eyes.look("team")
    await page.click("#composer")
    await page.keyboard.type("/")
    offers = page.get_by_role("listbox", name="Completions").get_by_role("option")
    await expect(offers.locator(".offer-label")).to_have_text(["/sel help", "/sel reflect", "/sel status"])
    await page.keyboard.type("sel re")
    await expect(offers).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.locator("#composer")).to_have_value("/sel reflect ")
    await expect(offers).to_have_count(0)
    await page.locator("#composer").fill("")
    await page.keyboard.type("Hello @bash")
    await page.keyboard.press("Tab")
    await expect(page.locator("#composer")).to_have_value("Hello @Bashir Khan ")


async def test_what_is_written_arrives_as_text_with_its_mention(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    @app.event("app_mention")
    async def mentioned(event: Json, client: Any) -> None:
        await client.chat_postMessage(channel=event["channel"], text="Here I am")

    await listen()
    page = await eyes.look("team")
    await page.click("#composer")
    await page.keyboard.type("@sel")
    await page.keyboard.press("Tab")
    await page.keyboard.type("a < b & <!here> <@U1>")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("second line")
    await page.keyboard.press("Enter")
    await expect(page.locator(".words", has_text="Here I am")).to_be_visible()
    first = ws.visible(ALMA, "team")[0]
    assert first.text == f"<@{ws.world.bot.id}> a &lt; b &amp; &lt;!here&gt; &lt;@U1&gt;\nsecond line"
    await expect(page.locator(".message").first).to_contain_text("@SEL Cycle Bot a < b & <!here> <@U1>")
    await expect(page.locator("#composer")).to_have_value("")


async def test_the_home_tab_is_asked_for_and_acts(ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening) -> None:
    said: list[Json] = []
    hears(app, said)

    @app.event("app_home_opened")
    async def opened(event: Json, client: Any) -> None:
        blocks = [section("*What waits for you*", accessory=button("Answer", "answer"))]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    await listen()
    page = await eyes.look()
    await page.get_by_role("tab", name="Messages").focus()
    await page.keyboard.press("ArrowLeft")
    await expect(page.get_by_role("tab", name="Home")).to_be_focused()
    await expect(page.get_by_role("tabpanel", name="Home").get_by_text("What waits for you")).to_be_visible()
    async with page.expect_response("**/page/press?*"):
        await page.get_by_role("button", name="Answer").click()
    assert said[-1]["container"]["type"] == "view"


async def test_closed_places_cannot_be_written_in(eyes: Eyes) -> None:
    page = await eyes.look("closed")
    await expect(page.get_by_text("#closed is archived. It can be read, but nobody can write in it.")).to_be_visible()
    await expect(page.locator("#composer")).to_be_hidden()


@pytest.mark.parametrize("place", ["", "team"])
async def test_words_typed_while_another_person_is_on_the_way_are_theirs(ws: Workspace, eyes: Eyes, place: str) -> None:
    page = await eyes.look(place)
    await page.click("#composer")
    await page.keyboard.type("for later, from Alma")
    there = await slow(page)
    await page.get_by_role("button", name="You are Alma Reyes").click()
    await page.get_by_role("option", name="Bashir Khan").click()
    await expect(page.locator("#composer")).to_have_value("")
    await page.click("#composer")
    await page.keyboard.type("hello from Bashir")
    await page.keyboard.press("Enter")
    there.set()
    await expect(page.locator(".message").filter(has_text="hello from Bashir")).to_contain_text("Bashir Khan")
    await expect(page.locator("#trouble")).to_be_empty()
    await page.get_by_role("button", name="You are Bashir Khan").click()
    await page.get_by_role("option", name="Alma Reyes").click()
    await expect(page.locator("#composer")).to_have_value("for later, from Alma")


async def test_a_button_that_is_still_shown_is_pressed_by_whom_it_is_shown_to(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    said: list[Json] = []
    hears(app, said)
    await listen()
    posted(ws, section("How did it go?"), actions(button("Partly", "partly")))
    page = await eyes.look("team")
    there = await slow(page)
    await page.get_by_role("button", name="You are Alma Reyes").click()
    await page.get_by_role("option", name="Bashir Khan").click()
    async with page.expect_response("**/page/press?*"):
        await page.get_by_role("button", name="Partly").click()
    there.set()
    await ws.quiet()
    assert [one["user"]["id"] for one in said] == [ws.world.person(ALMA).id]


async def test_a_file_is_chosen_named_and_sent_with_its_words(ws: Workspace, eyes: Eyes) -> None:
    page = await eyes.look()
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("button", name="Attach a file").click()
    await (await choosing.value).set_files({"name": "our numbers.csv", "mimeType": "text/csv", "buffer": b"a,b"})
    await expect(page.locator(".attached").first).to_have_text(re.compile("our numbers.csv"))
    await eyes.type("Here they are")
    await expect(page.locator("a.file", has_text="our numbers.csv")).to_be_visible()
    await expect(page.locator(".attached").first).to_be_hidden()
    message = ws.visible(ALMA, ws.dm(ALMA))[-1]
    assert (message.text, ws.world.files.by_id[message.files[0]].content) == ("Here they are", b"a,b")


async def test_what_answers_a_press_is_shown_to_who_reads_further_up(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    @app.action("all")
    async def tells(ack: Ack, body: Json, client: Any) -> None:
        await ack()
        await client.chat_postMessage(channel=body["container"]["channel_id"], text="All of it, here.")

    await listen()
    weeks = [section(f"What stood in week {week}.") for week in range(40)]
    posted(ws, section("The year"), actions(button("Read all of it", "all")), *weeks)
    page = await eyes.look("team")
    await expect(page.get_by_text("The year", exact=True)).to_be_in_viewport()
    await page.get_by_role("button", name="Read all of it").click()
    await expect(page.get_by_text("All of it, here.", exact=True)).to_be_in_viewport()
