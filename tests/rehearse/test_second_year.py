"""The year after: it is launched once, begins with what was learned, and leaves people in peace in summer."""

import re
from collections import Counter
from datetime import date

import pytest

from bot.rehearse.notification_meanings import meaning
from pdsa.decisions import GOES_ON, Path
from storage.files.sheets.value_words import PATHS
from tests.rehearse.conftest import Year
from tests.rehearse.test_sample_year import sheet

pytestmark = pytest.mark.timeout(600)


def acts(year: Year, words: str) -> int:
    """How often somebody did this, by the page."""
    return len(re.findall(rf"(?:>|, )(?:{words})", year.text("year.html")))


def test_it_is_launched_shared_started_and_the_old_one_closed_once_each(both: Year) -> None:
    for button in ("Launch now", "Approve and post", "Close 2026-27", "Start now"):
        assert acts(both, f"pressed “{button}”") == 1, button
    assert "2026-27 is closed" in both.text("year.html")


def test_its_plan_is_the_old_ones_moved_by_52_weeks(samples: Year, second: Year) -> None:
    for then, now in ((samples.plan.first, second.plan.first), (samples.plan.last, second.plan.last)):
        assert (now - then).days == 364
    assert {person.email for person in second.plan.people} == {person.email for person in samples.plan.people}


def test_every_strategy_was_carried_renewed_or_replaced_by_what_was_decided(samples: Year, second: Year) -> None:
    decided = {row["Strategy"]: row["Decision"] for row in sheet(samples, "Decisions") if row["Confirmed by"]}
    paths = {words: path for path, words in PATHS.items()}
    gone_on = {work["Strategy"] for work in sheet(second, "Action plan")}
    replaced = {work["Replaces"] for work in sheet(second, "Action plan")}
    for work in samples.plan.strategies:
        path = paths[decided[work.code]]
        assert (work.code in gone_on) == (path in GOES_ON), (work.code, path)
        assert (work.code in replaced) == (path == Path.OTHER_STRATEGY), (work.code, path)


def test_goals_that_were_reached_have_a_new_target(samples: Year, second: Year) -> None:
    before = {goal["Goal"]: goal for goal in sheet(samples, "Goals")}
    reached = [
        goal for goal in sheet(second, "Goals") if goal["Baseline"] == before.get(goal["Goal"], {}).get("Target")
    ]
    assert all(goal["Target"] == goal["Baseline"] + 1 for goal in reached if goal["Baseline"])
    assert any(goal["Baseline"] for goal in reached)


def test_nobody_is_asked_anything_in_summer(second: Year) -> None:
    summer = [row for row in second.rows if row.at.date() < second.plan.first]
    assert {row.kind for row in summer} == {"plan-shared", "plan-shared-detail"}
    assert {row.to for row in summer} == {"#staff", "#leadership"}


def test_predictions_are_asked_anew_beside_what_was_learned(samples: Year, second: Year) -> None:
    before = {work["Strategy"]: work["We predict"] for work in sheet(samples, "Action plan")}
    asked = second.of("plan", "held-up", "fill-in")
    assert any("needs a prediction" in row.text and "In 2026-27 you tried" in row.text for row in asked)
    assert any("You learned" in row.text for row in asked)
    for work in sheet(second, "Action plan"):
        assert work["We predict"], work
        assert work["We predict"] != before.get(work["Strategy"]), work


def test_levels_end_no_lower_than_they_began(second: Year) -> None:
    rated = [row for row in sheet(second, "Rubric") if row["Initial rating"] and row["Year-end rating"]]
    assert all(row["Year-end rating"] >= row["Initial rating"] for row in rated)
    assert any(row["Year-end rating"] > row["Initial rating"] for row in rated)


def test_numbers_that_are_due_come_in(second: Year) -> None:
    research = {person.email for person in second.plan.people if person.role == "Research"}
    assert {row.to for row in second.of("data-due")} == research
    assert {row["Measure"] for row in sheet(second, "Observations")} >= {
        goal["Measure"] for goal in sheet(second, "Goals") if goal["Measure"]
    }


def test_a_goal_that_waited_is_taken_up_again(both: Year, second: Year) -> None:
    leads = {person.email for person in second.plan.people if person.role == "Lead"}
    assert {row.to for row in second.of("parked")} == leads
    assert acts(both, "pressed “Take it up again”") >= 1


def test_what_comes_first_by_a_decision_has_a_target(second: Year) -> None:
    targets = {goal["Key activity (rubric item)"]: goal["Target"] for goal in sheet(second, "Goals")}
    assert targets["Aligned Resources"] is not None


def test_next_steps_and_second_looks_come_on_many_days(both: Year) -> None:
    reminded = both.of("look-again")
    assert len({row.at.date() for row in reminded}) >= len(reminded) / 2
    assert any("You wanted to look again" in row.text for row in reminded)


def test_no_goal_is_parked_while_something_else_for_it_goes_on(samples: Year) -> None:
    decided = {row["Strategy"]: row["Decision"] for row in sheet(samples, "Decisions")}
    works = sheet(samples, "Action plan")
    for work in works:
        others = {decided[each["Strategy"]] for each in works if each["Goal"] == work["Goal"]} - {"change focus"}
        assert decided[work["Strategy"]] != "change focus" or others <= {"stop"}, work


@pytest.mark.parametrize(
    "action",
    ["/sel win", "/sel voice", "/sel context", "/sel cycle S", "/sel school", "/sel share", "/sel decide goal:"],
)
def test_what_people_do_unasked_is_done_in_both_years(both: Year, action: str) -> None:
    first, _launched, then = both.text("year.html").partition("pressed “Launch now”")
    assert f"typed {action}" in first
    assert f"typed {action}" in then


def test_nothing_is_sent_twice_and_all_of_it_is_explained(both: Year) -> None:
    sent = Counter((row.to, row.kind, row.at.date(), row.text) for row in both.rows)
    assert max(sent.values()) == 1, sent.most_common(1)
    assert all(meaning(row.kind) for row in both.rows)


def test_the_page_has_a_heading_for_each_year(both: Year) -> None:
    page = both.text("year.html")
    months = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r"<h2>(.*?)</h2>", months) == ["2026-27", "2027-28"]
    assert months.index("May 2027") < months.index("2027-28") < months.index("May 2028")
    assert date(2026, 8, 17).isoformat() in months
