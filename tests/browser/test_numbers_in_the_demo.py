"""Numbers and dates in the demo's browser: logged, corrected, and days off with an end."""

import pytest
from playwright.async_api import expect

from tests.browser.visitor import Visitor

REFERRALS = "Office referrals per 100 students per week"


@pytest.mark.timeout(300)
async def test_research_logs_a_number_and_corrects_it(visitor: Visitor) -> None:
    await visitor.opens()
    await visitor.becomes("Priya Raman")
    await visitor.types("/sel log referrals 1 204 on 1 June")
    form = visitor.form("Log a number")
    await expect(form).to_contain_text(REFERRALS)
    await expect(form.get_by_label("The number")).to_have_value("1204")
    await expect(form.get_by_label("Measured on")).to_have_value("2026-06-01")
    await visitor.takes_picture("log")
    await form.get_by_label("The number").fill("12,345,6")
    await form.get_by_role("button", name="Keep it").click()
    await expect(form).to_contain_text("I cannot tell which number “12,345,6” is.")
    await form.get_by_label("The number").fill("1.234,5")
    await form.get_by_label("How many people it comes from").fill("412")
    await form.get_by_role("button", name="Keep it").click()
    await visitor.reads(f"Kept: {REFERRALS}, 1,234.5 on Mon 1 Jun")
    await visitor.presses("Correct it")
    form = visitor.form("Correct a number")
    await form.get_by_label("The number").fill("4,2")
    await form.get_by_role("button", name="Keep it").click()
    await visitor.reads("Before, it was 1,234.5. The earlier number stays in the history.")
    await visitor.takes_picture("corrected")


@pytest.mark.timeout(300)
async def test_a_day_that_is_none_is_asked_for_and_a_day_is_kept(visitor: Visitor) -> None:
    await visitor.opens()
    await visitor.types("/sel away until 30 Feb")
    form = visitor.form("Away")
    await expect(form).to_contain_text("The calendar has no day like “until 30 Feb”. Which day do you mean?")
    await form.get_by_label("First day back").fill("2026-12-01")
    await visitor.takes_picture("away")
    await form.get_by_role("button", name="Set").click()
    await visitor.reads("I won't ask you anything until Tue 1 Dec")
