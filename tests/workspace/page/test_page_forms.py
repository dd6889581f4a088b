"""Forms in the browser, with a real app on the other side: filled in, corrected, stacked, failed."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from page_stage import Eyes, actions, asked, button, form, menu, option, section, text_field
from playwright.async_api import expect
from slack_bolt.async_app import AsyncApp
from workspace_cast import ALMA, Listening

from bot.workspace.workspace import Workspace

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
LABELS = (("what", "What happened?"), ("why", "Why?"))
Ack = Callable[..., Awaitable[None]]


def opens(app: AsyncApp, view: Json) -> None:
    """`/sel anything` opens this form."""

    @app.command("/sel")
    async def open_form(ack: Ack, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()


async def test_a_form_is_filled_in_corrected_and_sent(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    submissions: list[Json] = []
    opens(app, form())

    @app.view("reflect")
    async def keep(ack: Ack, body: Json) -> None:
        values = body["view"]["state"]["values"]
        if len(values["what"]["said"]["value"]) < 5:
            await ack(response_action="errors", errors={"what": "Please say a little more."})
            return
        submissions.append(values)
        await ack()

    await listen()
    page = await eyes.look("team")
    await eyes.type("/sel reflect")
    dialog = page.get_by_role("dialog", name="Reflect")
    await expect(dialog.get_by_label("Which strategy?")).to_be_focused()
    await dialog.get_by_role("button", name="Keep this").click()
    await expect(dialog.get_by_role("alert")).to_have_text("2 answers need another look.")
    what = dialog.get_by_label("What happened?")
    await expect(what).to_have_attribute("aria-invalid", "true")
    await expect(what).to_have_accessible_description("A sentence is enough Please complete this required field.")
    await expect(dialog.get_by_label("Which strategy?")).to_be_focused()
    await dialog.get_by_label("Which strategy?").select_option("Partly")
    await what.fill("Rain")
    await dialog.get_by_label("Not this week").first.check()
    await dialog.get_by_role("button", name="Who helped?").click()
    await dialog.get_by_label("Bashir Khan").check()
    await page.keyboard.press("Escape")
    await expect(dialog.get_by_role("checkbox", name="Bashir Khan")).to_be_hidden()
    await dialog.get_by_role("button", name="Keep this").click()
    # A list waits while the two complaints of before are still there; a single text would not.
    await expect(dialog.locator(".error")).to_have_text(["Please say a little more."])
    await expect(what).to_be_focused()
    await expect(what).to_have_value("Rain")
    await what.fill("It rained, and they came")
    await dialog.get_by_role("button", name="Keep this").click()
    await expect(dialog).to_be_hidden()
    await expect(page.locator("#composer")).to_be_focused()
    (values,) = submissions
    assert values["which"]["which"]["selected_option"]["value"] == "p"
    assert values["held"]["held"]["selected_option"]["value"] == "n"
    assert values["who"]["who"]["selected_users"] == [ws.world.person("bashir@riverbend.example").id]
    assert values["what"]["said"]["value"] == "It rained, and they came"


async def test_what_was_typed_survives_an_update_of_the_form(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    choice = asked("which", "Which?", menu("static_select", "which", (option("One", "1"),)), dispatch_action=True)
    first = form(blocks=[asked("what", "What happened?", text_field()), choice])
    opens(app, first)

    @app.action("which")
    async def chosen(ack: Ack, body: Json, client: Any) -> None:
        await ack()
        more = {**first, "blocks": [*first["blocks"], section("You predicted: 60%")]}
        await client.views_update(view_id=body["view"]["id"], view=more)

    await listen()
    page = await eyes.look("team")
    await eyes.type("/sel reflect")
    await page.get_by_label("What happened?").fill("half a senten")
    await page.get_by_label("Which?").focus()
    await page.get_by_label("Which?").select_option("One")
    await expect(page.get_by_text("You predicted: 60%")).to_be_visible()
    await expect(page.get_by_label("What happened?")).to_have_value("half a senten")
    await expect(page.get_by_label("Which?")).to_have_value("1")
    await expect(page.get_by_label("Which?")).to_be_focused()


async def test_a_form_that_is_drawn_anew_stays_where_it_was_read(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    long = [section(f"What stood in week {week}.") for week in range(40)]
    what = asked("what", "What happened?", text_field())

    @app.command("/sel")
    async def open_then_add(ack: Ack, body: Json, client: Any) -> None:
        await ack()
        opened = await client.views_open(trigger_id=body["trigger_id"], view=form(blocks=[*long, what]))
        later = form(blocks=[*long, what, section("A picture has come.")])
        await client.views_update(view_id=opened["view"]["id"], view=later)

    await listen()
    page = await eyes.look("team")
    await eyes.type("/sel reflect")
    await expect(page.get_by_text("A picture has come.")).to_be_attached()
    await expect(page.get_by_label("What happened?")).to_be_focused()
    await expect(page.get_by_text("What stood in week 0.")).to_be_in_viewport()


async def test_forms_lie_on_each_other_and_escape_takes_the_top_one(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    closed: list[str] = []
    first = form(notify_on_close=True, blocks=[asked("what", "First?", text_field()), actions(button("More", "more"))])
    opens(app, first)

    @app.action("more")
    async def push(ack: Ack, body: Json, client: Any) -> None:
        second = form("second", notify_on_close=True, blocks=[asked("what", "Second?", text_field())])
        await client.views_push(trigger_id=body["trigger_id"], view=second)
        await ack()

    @app.view_closed("second")
    async def second_closed(ack: Ack) -> None:
        closed.append("second")
        await ack()

    @app.view_closed("reflect")
    async def first_closed(ack: Ack) -> None:
        closed.append("reflect")
        await ack()

    await listen()
    page = await eyes.look("team")
    await eyes.type("/sel reflect")
    await page.get_by_label("First?").fill("kept")
    await page.get_by_role("button", name="More", exact=True).click()
    await expect(page.get_by_label("Second?")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_label("First?")).to_have_value("kept")
    await page.get_by_role("button", name="More", exact=True).click()
    await expect(page.get_by_label("Second?")).to_be_focused()
    await page.get_by_role("button", name="Close all forms").click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    assert ws.views(ALMA) == []
    await ws.quiet()
    assert closed == ["second", "second", "reflect"]


async def test_a_form_that_fails_keeps_what_was_written(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    opens(app, form(blocks=[asked("what", "What happened?", text_field())]))
    link = await listen()
    page = await eyes.look("team")
    await eyes.type("/sel reflect")
    await page.get_by_label("What happened?").fill("It rained")
    await link.close_async()
    await page.get_by_role("button", name="Keep this").click()
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("What you wrote is still here.")
    await expect(page.get_by_label("What happened?")).to_have_value("It rained")


async def test_the_focus_is_where_the_app_wants_it_and_never_on_another_answer(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    went = {"type": "radio_buttons", "action_id": "went", "options": [option("As planned", "1"), option("Partly", "2")]}
    went["initial_option"] = option("Partly", "2")
    first = form(blocks=[asked("went", "How did it go?", went), asked("what", "What happened?", text_field())])
    opens(app, first)
    await listen()
    page = await eyes.look("team")
    await eyes.type("/sel reflect")
    await expect(page.get_by_role("radio", name="Partly")).to_be_focused()
    await page.keyboard.press("Space")
    await expect(page.get_by_role("radio", name="Partly")).to_be_checked()
    await page.keyboard.press("Escape")
    first["blocks"][1]["element"]["focus_on_load"] = True
    await eyes.type("/sel reflect")
    await expect(page.get_by_label("What happened?")).to_be_focused()
    await page.keyboard.type("a b")
    await expect(page.get_by_label("What happened?")).to_have_value("a b")


async def test_a_draft_survives_escape_and_a_reload(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    submitted: list[str] = []
    about = {"private_metadata": "S1"}
    view = form(blocks=[asked(name, label, text_field(), optional=name == "why") for name, label in LABELS]) | about
    opens(app, view)

    @app.view("reflect")
    async def keep(ack: Ack, body: Json) -> None:
        submitted.append(body["view"]["state"]["values"]["what"]["said"]["value"])
        await ack()

    await listen()
    page = await eyes.look("team")
    await eyes.type("/sel reflect")
    await page.get_by_label("What happened?").fill("half a sentence")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="Reflect")).to_be_hidden()
    await eyes.type("/sel reflect")
    await expect(page.get_by_label("What happened?")).to_have_value("half a sentence")
    await expect(page.get_by_text("What you wrote before is still here.")).to_be_visible()
    await page.get_by_label("Why?").fill("rain")
    await page.reload()
    await page.wait_for_selector("body.ready")
    await expect(page.get_by_label("Why?")).to_have_value("rain")
    await expect(page.get_by_label("What happened?")).to_have_value("half a sentence")
    await page.keyboard.press("Escape")
    view["private_metadata"] = "S2"
    await eyes.type("/sel reflect")
    await expect(page.get_by_label("What happened?")).to_have_value("")  # the draft was about something else
    await page.keyboard.press("Escape")
    view["private_metadata"] = "S1"
    await eyes.type("/sel reflect")
    await page.get_by_role("button", name="Keep this").click()
    await expect(page.get_by_role("dialog", name="Reflect")).to_be_hidden()
    assert submitted == ["half a sentence"]
    await eyes.type("/sel reflect")
    await expect(page.get_by_label("What happened?")).to_have_value("")
    await page.get_by_label("What happened?").fill("another")
    await page.keyboard.press("Escape")
    await eyes.type("/sel reflect")
    await page.get_by_role("button", name="Start afresh").click()
    await expect(page.get_by_label("What happened?")).to_have_value("")


async def test_a_menu_is_filled_by_the_app_while_one_types(
    ws: Workspace, eyes: Eyes, app: AsyncApp, listen: Listening
) -> None:
    submissions: list[Json] = []
    wanted = {"min_query_length": 2}
    fields = (
        asked("one", "Which school?", menu("external_select", "school", **wanted)),
        asked(
            "some", "Which others?", menu("multi_external_select", "others", min_query_length=0, max_selected_items=1)
        ),
    )
    opens(app, {**form(), "blocks": list(fields)})

    @app.options("school")
    async def schools(ack: Ack, body: Json) -> None:
        names = [name for name in ("Hill School", "Hill Road", "Lake School") if body["value"] in name]
        await ack(options=[option(name, name) for name in names])

    @app.options("others")
    async def others(ack: Ack) -> None:
        group = [option("Lake School", "lake"), option("Oak School", "oak")]
        await ack(option_groups=[{"label": {"type": "plain_text", "text": "East"}, "options": group}])

    @app.view("reflect")
    async def keep(ack: Ack, body: Json) -> None:
        submissions.append(body["view"]["state"]["values"])
        await ack()

    await listen()
    page = await eyes.look("team")
    await eyes.type("/sel reflect")
    dialog = page.get_by_role("dialog", name="Reflect")
    school = dialog.get_by_label("Which school?")
    await school.fill("H")
    await expect(dialog.get_by_text("Type at least 2 letters.")).to_be_visible()
    await school.fill("Hill")
    await dialog.get_by_label("Hill Road").check()
    await expect(dialog.locator(".picked-ones").first).to_have_text("Hill Road")
    await dialog.get_by_label("Which others?").focus()
    await dialog.get_by_label("Oak School").check()
    await expect(dialog.get_by_label("Lake School")).to_be_disabled()
    await dialog.get_by_role("button", name="Keep this").click()
    await expect(dialog).to_be_hidden()
    assert submissions[0]["one"]["school"]["selected_option"]["value"] == "Hill Road"
    assert [one["value"] for one in submissions[0]["some"]["others"]["selected_options"]] == ["oak"]
