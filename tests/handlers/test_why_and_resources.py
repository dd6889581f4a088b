"""`why` and `resources`: each word and phase has its reasons, each resource its link, and any words get an answer."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.features import FEATURES
from handlers.kit.card import Card, Items
from handlers.kit.declared import Command
from handlers.kit.form import Pick
from handlers.kit.routes import RouteTable
from handlers.kit.words import Span
from handlers.resources import _purposes
from handlers.resources import feature as resources
from handlers.why import feature as why
from pdsa.cycle import Phase
from pdsa.errors import Refusal
from pdsa.guidance_links import all_resources, fitting, tags
from pdsa.plan import Plan
from tests.handlers.desk import Desk, moment, open_desk, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, STRANGER

WORDS = RouteTable.of(FEATURES).commands()


@pytest.fixture
async def reasons(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, why, plan) as made:
        yield made


@pytest.fixture
async def shelf(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, resources, plan) as made:
        yield made


def links(card: Card) -> list[str]:
    items = [item for part in card.parts if isinstance(part, Items) for item in part.items]
    return [span.link for item in items for span in item if isinstance(span, Span) and span.link]


async def test_why_without_a_word_speaks_of_the_phase_we_are_in(reasons: Desk) -> None:
    assert "Why PLAN?" in text(await reasons.card(BERNADETTE, "why"))
    reasons.at = moment("2027-05-05 10:00")
    said = text(await reasons.card(BERNADETTE, "why"))
    assert "Why STUDY?" in said
    assert "Mon 3 May to Fri 21 May." in said


@pytest.mark.parametrize(
    "word", [*(word.name for word in WORDS if word.why), *(phase.value for phase in Phase), "  Reflect S1 "]
)
async def test_every_step_has_its_reasons_and_a_page_that_says_more(reasons: Desk, word: str) -> None:
    said = text(await reasons.card(ANA_LUCIA, "why", word))
    assert all(f"{name}: " in said for name in ("What", "Why", "When", "Who"))
    assert "(https://" in said


async def test_why_of_a_word_about_the_bot_says_what_it_is_for(reasons: Desk) -> None:
    reasons.open_words = (Command("settings", "Your time zone, reminders and data", ""),)
    said = text(await reasons.card(ANA_LUCIA, "why", "settings"))
    assert said.startswith("settings: Your time zone, reminders and data.\nI can say why for: setup, plan")


async def test_why_of_something_else_says_what_it_can_explain(reasons: Desk) -> None:
    card = await reasons.card(ANA_LUCIA, "why", "the sky is blue 学校")
    assert "For example `why reflect`" in text(card)
    assert routes_of(card) == ["why"] * 4


def test_every_word_about_the_work_itself_has_its_reasons() -> None:
    about_the_bot = {"help", "away", "why", "resources", "snooze", "settings", "history",
                     "export", "file"}  # fmt: skip
    assert {word.name for word in WORDS if not word.why} == about_the_bot


def test_resources_are_linked_and_described_once() -> None:
    assert _purposes().keys() == {each.key for each in all_resources()}
    assert len({each.key for each in all_resources()}) == len(all_resources())
    assert all(each.address.startswith("https://") for each in all_resources())
    assert all(fitting(phase=phase) for phase in Phase)
    assert all(fitting(tag=tag) for tag in tags())


@pytest.mark.parametrize(
    ("words", "title", "first"),
    [
        ("", "Resources for PLAN", "The journey of systemic SEL implementation"),
        ("study", "Resources for STUDY", "The district rubric"),
        ("Youth Voice", "Resources about youth voice", "MeasuringSEL: Use Data"),
        ("washoe", "Resources with “washoe”", "Washoe County: sharing SEL data with the community"),
    ],
)
async def test_resources_by_phase_topic_and_words(shelf: Desk, words: str, title: str, first: str) -> None:
    card = await shelf.card(BERNADETTE, "resources", words)
    assert text(card).startswith(title)
    assert first in text(card)
    assert links(card)


async def test_a_topic_can_be_chosen(shelf: Desk) -> None:
    form = await shelf.form(ANA_LUCIA, "resources.topics")
    (pick,) = [each for each in form.fields if isinstance(each, Pick)]
    assert "equity" in {option.value for option in pick.options}
    assert links(await shelf.card(ANA_LUCIA, form.route, answers={"tag": "equity"}))
    with pytest.raises(Refusal):
        await shelf.enter(ANA_LUCIA, form.route, answers={"tag": "gossip"})


async def test_words_that_fit_nothing_lead_to_the_topics(shelf: Desk) -> None:
    card = await shelf.card(STRANGER, "resources", "quantum " * 50)
    assert "I know no resource" in text(card)
    assert "resources.topics" in routes_of(card)
