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


@pytest.mark.timeout(300)
async def test_research_sends_a_table_with_blanks_and_quarters(visitor: Visitor) -> None:
    rows = b"School,Quarter,Visits,n\nCottonwood,Q1 2026,54,312\n,Q2 2026,57,310\nMesa Verde,Q1 2026,61,281\n"
    await visitor.opens()
    await visitor.becomes("Priya Raman")
    await visitor.page.locator("input[type=file]").first.set_input_files(
        {"name": "visits.csv", "mimeType": "text/csv", "buffer": rows}
    )
    await visitor.types("here they are")
    await visitor.reads("I read 3 rows with these columns")
    await visitor.presses("Choose the columns")
    form = visitor.form("Which column is which")
    await visitor.takes_picture("columns")
    await form.get_by_label("Or a new measure, in a few words").fill("Visits")
    await form.get_by_label("Where is the measure's name?").select_option(label="One measure for all rows")
    await form.get_by_role("button", name="Show me the rows").click()
    asked = visitor.form("Before I show the rows")
    await expect(asked).to_contain_text("1 row has nothing in “School”. Whose number is it?")
    await asked.get_by_label("The group named above").check()
    await asked.get_by_label("Q1 2026").fill("2026-03-31")
    await asked.get_by_label("Q2 2026").fill("2026-06-30")
    await visitor.takes_picture("questions")
    await asked.get_by_role("button", name="Show me the rows").click()
    await visitor.reads("Tue 30 Jun: 57 Visits (Cottonwood, n 310)")
    await visitor.takes_picture("rows")
    await visitor.presses("Keep 3 numbers")
    await visitor.reads("Kept from visits.csv: 3 new numbers.")
