"""The first thing that a stranger does: one command, and a year from plan to digest in the browser."""

import pytest
from playwright.async_api import expect

from tests.browser.visitor import A_YEAR, Visitor

STRATEGY = "Advisory groups of 15 with the same adult all year"


@pytest.mark.timeout(400)
async def test_a_new_user_lives_through_the_year(visitor: Visitor) -> None:
    await visitor.opens()
    await the_plan_is_there(visitor)
    await a_lead_starts_the_year(visitor)
    await two_weeks_pass(visitor)
    await an_owner_answers(visitor)
    await an_owner_looks_back_and_decides(visitor)
    await a_lead_confirms(visitor)
    await the_year_passes(visitor)
    await a_lead_approves_the_digest(visitor)
    await everybody_reads_it(visitor)


async def the_plan_is_there(visitor: Visitor) -> None:
    await expect(visitor.clock).to_contain_text("Nothing is sent before Start.")
    await visitor.takes_picture("opened")
    await visitor.types("/sel plan")
    await visitor.reads(STRATEGY)
    await visitor.takes_picture("plan")


async def a_lead_starts_the_year(visitor: Visitor) -> None:
    guide = visitor.page.get_by_role("region", name="Guide")
    await expect(guide).to_contain_text("You lead the SEL team of an invented district")
    await visitor.types("/sel setup")
    await visitor.presses("Start")
    await visitor.takes_picture("before-start")
    await visitor.presses("Start now")
    await visitor.reads("Hi Maribel")
    await expect(guide.get_by_role("listitem").first).to_contain_text("(done)")
    await guide.get_by_role("button", name="Hide").click()
    await expect(guide.get_by_text("Three things to try: 1 of 3 done")).to_be_visible()


async def two_weeks_pass(visitor: Visitor) -> None:
    await visitor.time_goes("Next week")
    await visitor.time_goes("Next week")
    await visitor.takes_picture("two-weeks-later")


async def an_owner_answers(visitor: Visitor) -> None:
    await visitor.becomes("Lupe Archuleta")
    await visitor.reads(f"How did {STRATEGY} go this week?")
    await visitor.takes_picture("asked")
    await visitor.presses("Partly")
    await visitor.reads("Kept: partly")
    await visitor.presses("Add a sentence")
    form = visitor.form("Check in")
    sentence = form.get_by_label("What got in the way?")
    await sentence.fill("Two of five groups met: an assembly took the others' slot.")
    await visitor.takes_picture("sentence")
    await form.get_by_role("button", name="Keep it").click()
    await visitor.reads("an assembly took the others' slot")
    await visitor.takes_picture("answered")


INTERVIEW = (
    {"Was progress on implementation as expected?": "No", "If no: did circumstances change around it?": "No"},
    {"What got in the way most?": "It clashed with something else", "How does it go on?": "Try another way"},
)


async def an_owner_looks_back_and_decides(visitor: Visitor) -> None:
    await visitor.types("/sel reflect")
    form = visitor.form("Look back")
    await form.get_by_label("Which strategy?").select_option(label=STRATEGY)
    await form.get_by_role("button", name="Next").click()
    await expect(form).to_contain_text("Nine students in ten know their advisor's name by October")
    await expect(form.locator("img")).to_be_visible()
    await visitor.takes_picture("reflect")
    await form.get_by_label("What happened?").fill("Three of five groups met; two lost their slot to assemblies.")
    await form.get_by_role("radio", name="Partly").check()
    await form.get_by_label("Who is missing from these data?").fill("Those whose bus leaves at three.")
    await form.get_by_role("button", name="Next").click()
    form = visitor.form("What was learned")
    await form.get_by_label("What was learned?").fill("A fixed room matters more than a fixed hour.")
    await form.get_by_role("button", name="Keep and go on").click()
    form = visitor.form("Decide")
    for number, screen in enumerate(INTERVIEW):
        for question, answer in screen.items():
            await form.get_by_role("radiogroup", name=question).get_by_role("radio", name=answer).check()
        await visitor.takes_picture(f"decide-{number}")
        await form.get_by_role("button", name="Next").click()
    await form.get_by_label("What do you want to do instead").fill("Groups meet in a fixed room, every other week")
    await visitor.takes_picture("decide-details")
    await form.get_by_label("Why? What did you see").fill("Where a room was fixed, groups met.")
    await form.get_by_label("What is the next step?").fill("Ask two principals for a fixed room")
    await form.get_by_role("button", name="Propose").click()
    await visitor.reads("Proposed for")
    await visitor.takes_picture("proposed")


async def a_lead_confirms(visitor: Visitor) -> None:
    await visitor.becomes("Maribel Ortega")
    await visitor.reads("Lupe Archuleta proposes")
    await visitor.takes_picture("lead-asked")
    await visitor.presses("Confirm")
    await visitor.reads("Confirmed")
    await visitor.takes_picture("confirmed")


async def the_year_passes(visitor: Visitor) -> None:
    await visitor.time_goes_to("2027-05-25")
    await visitor.reads("A draft")
    await visitor.takes_picture("june")


async def a_lead_approves_the_digest(visitor: Visitor) -> None:
    await visitor.reads("What Riverbend Unified School District learned")
    await visitor.presses("Approve")
    await visitor.takes_picture("are-you-sure")
    await visitor.agrees()
    await visitor.reads("Approved by Maribel Ortega")
    await visitor.takes_picture("approved")


async def everybody_reads_it(visitor: Visitor) -> None:
    await visitor.becomes("Dr. Bernadette Osei")
    await visitor.goes_into("leadership")
    post = await visitor.reads("What Riverbend Unified School District learned")
    await expect(post).not_to_contain_text("Approve")
    await visitor.page.locator(".thread-link").last.click()
    thread = visitor.page.locator("#thread")
    await expect(thread).to_contain_text("How we know", timeout=A_YEAR)
    charts = thread.locator(".picture-link img")
    await expect(charts.first).to_be_visible()
    for chart in await charts.all():
        assert await chart.get_attribute("alt")
        await chart.scroll_into_view_if_needed()
        await expect(chart).to_have_js_property("complete", True)
        assert await chart.evaluate("image => image.naturalWidth > 0")
    await charts.nth(1).scroll_into_view_if_needed()
    await visitor.takes_picture("leadership")
