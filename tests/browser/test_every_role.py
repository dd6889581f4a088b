"""The demo through the eyes of each role, on a desk and on a phone."""

import pytest
from page_audit import too_wide
from page_stage import PHONE
from playwright.async_api import expect

from tests.browser.visitor import Visitor

FIRST = (
    "Lead",
    "Research",
    "Communications",
    "Member",
    "Observer",
    "School member",
    "School lead",
    "Supervisor",
    "Not in",
)
"""How those on top of the list of people are titled: one of each role."""
ONE_LINE = 64
"""Pixels that the clock may take of a phone's height."""
ROLES = {
    "Devon Achterberg": ("/sel setup", "Setting up Riverbend"),
    "Ana-Lucía Peña": ("status", "Nothing waits for you."),
    "Kofi Mensah": ("/sel school", "Cottonwood Elementary, 2026-27"),
    "Priya Raman": ("/sel chart", "Office referrals"),
    "Tomasz Wieczorek": ("/sel digest", "No draft waits for anybody."),
    "Renee Whitehorse": ("/sel school", "3 schools: 3 with a plan"),
    "Dr. Bernadette Osei": ("how are we doing?", "We are in PLAN"),
    "Jordan Blake": ("hello", "I do not find j.blake@elsewhere.example in the plan."),
}


@pytest.mark.timeout(300)
async def test_each_role_finds_its_own_page(visitor: Visitor) -> None:
    await visitor.opens()
    await visitor.page.get_by_role("button", name="You are").click()
    on_top = visitor.page.locator("#switcher [role=option]")
    for number, role in enumerate(FIRST):
        await expect(on_top.nth(number).locator(".switcher-title")).to_contain_text(role)
        await expect(on_top.nth(number)).to_be_in_viewport(ratio=1)
    await visitor.takes_picture("people")
    await visitor.page.keyboard.press("Escape")
    for name, (words, answer) in ROLES.items():
        await visitor.becomes(name)
        await visitor.types(words)
        if words == "/sel chart":
            await expect(visitor.form("Chart")).to_contain_text(answer)
            await visitor.page.keyboard.press("Escape")
        else:
            await visitor.reads(answer)
        assert await too_wide(visitor.page) == []
        await visitor.takes_picture(name.split()[-1].lower())


@pytest.mark.timeout(120)
async def test_on_a_phone_the_clock_takes_one_line_and_nothing_is_too_wide(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size({"width": PHONE[0], "height": 812})
    await visitor.page.goto(visitor.url)
    await visitor.page.wait_for_selector("body.ready")
    await visitor.types("/sel plan")
    await visitor.reads("The plan for 2026-27")
    await expect(visitor.page.get_by_role("heading", name="The plan for 2026-27")).to_be_in_viewport()
    box = await visitor.clock.bounding_box()
    assert box
    assert box["height"] <= ONE_LINE
    assert await too_wide(visitor.page) == []
    await visitor.takes_picture("phone")
