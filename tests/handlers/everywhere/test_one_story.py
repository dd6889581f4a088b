"""One number, one story: wherever a measure is told on a day, it is the same number, of the same day and group."""

import ast
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from handlers.decide.topic import result_words
from handlers.digest import facts, month_and_year
from handlers.kit.card import Chart
from handlers.kit.card_pages import as_text
from handlers.kit.form import Note
from handlers.kit.words import plain
from handlers.meeting.facts import year_for
from handlers.meeting.paper import meeting_paper
from handlers.meeting.routes import feature as meeting
from handlers.newyear.routes import feature as newyear
from handlers.plan.routes import feature as planning
from handlers.reflect.routes import feature as reflect
from handlers.status.routes import feature as status
from handlers.wording.measure_chart import measured_words, measures_of
from pdsa.decision_facts import result
from pdsa.digest_readers import Readers
from pdsa.paper_parts import Figure, Paragraph
from pdsa.picture import RunChart
from storage.figures_of_year import figures_of
from storage.year_launch import draft_next
from tests.handlers.desk import Desk, text
from tests.handlers.ready_desk_databases import open_copy
from tests.people import MARIBEL, PRIYA

NAME = "Office referrals per 100 students per week, Mesa Verde Middle School"
LATEST, DAY, TYPICAL = "3.17", "Fri 28 May", "3.66"
SPEAK = ("_", "ngettext", "count", "say")
NEVER = re.compile(r"\b(significan\w+|caused|trend\w*)\b", re.IGNORECASE)


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    async with open_copy(year, tmp_path, status, at="2027-06-01 09:00") as made:
        for feature in (reflect, newyear, meeting, planning):
            made.routes |= {route.name: route for route in feature.routes}
        yield made


async def everywhere(desk: Desk) -> dict[str, str]:
    """What each place tells of the referrals."""
    card = await desk.card(PRIYA, "chart", "G8")
    (picture,) = [part.picture for part in card.parts if isinstance(part, Chart)]
    assert isinstance(picture, RunChart)
    text_by_place = {
        "chart": text(card),
        "picture": f"{picture.title}: {picture.latest}, {DAY}. {picture.note}",
        "alt": picture.alt,
    }
    text_by_place["plan"] = text(await desk.card(PRIYA, "plan", "G8"))
    reflecting = await desk.form(MARIBEL, "reflect", "S11")
    text_by_place["reflect"] = "\n".join(plain(each.words) for each in reflecting.fields if isinstance(each, Note))
    async with desk.store() as store:
        cycle, today = store.cycle, facts.today_of(store)
        assert cycle is not None
        year = await facts.year_so_far(store)
        for readers in (Readers.LEADERSHIP, Readers.STAKEHOLDERS):
            whole = month_and_year.report(year, readers)
            text_by_place[f"year for {readers}"] = "\n".join(map(as_text, (whole, *whole.details)))
            month = month_and_year.summary(
                await facts.month_so_far(store, today.replace(month=5, day=1)), year.district, readers
            )
            text_by_place[f"month for {readers}"] = as_text(month)
        strategy = next(each for each in await store.plans.strategies() if each.code == "S11")
        figures = await figures_of(store, cycle, today)
        text_by_place["evidence"] = "\n".join(map(measured_words, measures_of(strategy, figures)))
        aim = figures.aim(NAME.partition(",")[0])
        assert aim is not None
        text_by_place["decide"] = result_words(result(aim, figures.latest(aim.measure), None, cycle.district))
        lead = await store.people.by_email(MARIBEL)
        assert lead is not None
        paper = meeting_paper(await year_for(lead, today, cycle.zone, cycle, store))
        parts = [each.text for each in paper.parts if isinstance(each, Paragraph)]
        parts += [each.picture.alt for each in paper.parts if isinstance(each, Figure)]
        text_by_place["meeting"] = "\n".join(parts)
        draft = await draft_next(store, cycle, today)
        (goal,) = [each.new for each in draft.goals if each.old and each.old.code == "G8"]
        assert goal is not None
        assert goal.baseline == float(LATEST), "the next year's baseline is the latest"
    return text_by_place


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence of ours that somebody may read, and the file that it stands in."""
    floors = [Path(__file__).parents[3] / each for each in ("handlers", "pdsa", "bot", "storage")]
    for path in sorted(path for floor in floors for path in floor.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAK:
                for each in node.args:
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield path.name, each.value


def test_no_sentence_claims_more_than_the_figures_carry() -> None:
    all_sentences = list(sentences())
    assert len(all_sentences) > 1_000
    assert [each for each in all_sentences if NEVER.search(each[1])] == []


async def test_one_number_one_story(desk: Desk) -> None:
    for place, said in (await everywhere(desk)).items():
        assert LATEST in said, place
        assert DAY in said, place
        assert "Mesa Verde Middle School" in said, place
        told = [line for line in said.splitlines() if line.lstrip("• *").startswith("Office referrals per 100")]
        for line in told:
            numbers = set(re.findall(r"\b\d\.\d+\b", line))
            assert numbers <= {"4.2", LATEST, TYPICAL}, (place, line)
        assert not NEVER.search(said), (place, NEVER.search(said))
        assert "median" not in said.casefold(), place
