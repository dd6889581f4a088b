"""A word declares itself: one that no other file knows is found in help, Home, plain words, refusals and `why`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.features import FEATURES
from handlers.help.routes import feature as help_feature
from handlers.help.routes import words as plain_words
from handlers.kit.card import Card, Text, card
from handlers.kit.declared import Group, Reasons, ways_on
from handlers.kit.reply import Replies, Say, Then
from handlers.kit.routes import Feature, RouteTable
from handlers.kit.turn import Turn
from handlers.why import feature as why
from pdsa.attention_budget import Cost
from pdsa.cycle import Phase
from pdsa.people import PROMPTED, Role
from pdsa.plan import Plan
from pdsa.text import _l
from storage.notification_states import Notification
from storage.store import YearStore
from tests.handlers.desk import Desk, buttons_of, moment, open_desk, text
from tests.people import ANA_LUCIA

feature = Feature("weather")


@feature.command(
    "weather",
    help=_l("Say how the team feels"),
    who=PROMPTED,
    example="tired but glad",
    label=_l("The weather"),
    group=Group.WEEK_BY_WEEK,
    phases={Phase.DO: 2},
    synonyms="sunny rainy",
    why=Reasons(
        what=_l("A word on how the team feels."),
        why=_l("Tired people see it first."),
        when=_l("Any day."),
        who=_l("The team."),
        resource="document",
    ),
    own=True,
)
async def weather(turn: Turn, store: YearStore) -> Replies:
    return Say(card(Text(turn.words)))


@feature.notification(
    "weather-asked", Cost(15), about=_l("the question how the team feels"), listed_as=_l("the weather")
)
async def asked(notification: Notification, store: YearStore) -> Card:
    return card(Text("How do you feel?"))


ROUTES = RouteTable.of((*FEATURES, feature))


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, help_feature, plan) as made:
        made.routes |= {route.name: route for route in (*plain_words.routes, *why.routes)}
        made.open_words, made.all_words = tuple(ROUTES.commands(Role.MEMBER)), tuple(ROUTES.commands())
        await made.start()
        yield made


async def test_help_lists_it_in_its_group_and_explains_it(desk: Desk) -> None:
    lines = text(await desk.card(ANA_LUCIA, "help", "all")).splitlines()
    assert [line for line in lines if line.startswith("• Week by week: ") and line.endswith(", `weather`")]
    explained = await desk.card(ANA_LUCIA, "help", "weather")
    assert "weather: Say how the team feels\nFor example: `weather tired but glad`" in text(explained)
    assert [(button.label, button.route) for button in buttons_of(explained)] == [
        ("The weather", "weather"),
        ("Why?", "why"),
    ]


async def test_help_and_home_offer_it_in_the_phase_that_it_is_for(desk: Desk) -> None:
    for route in ("help", "home"):
        desk.at = moment("2026-11-05 10:00")
        in_do = [(button.label, button.route) for button in buttons_of(await desk.card(ANA_LUCIA, route))]
        assert ("The weather", "weather") in in_do
        desk.at = moment("2027-05-10 10:00")
        assert "weather" not in [button.route for button in buttons_of(await desk.card(ANA_LUCIA, route))]


@pytest.mark.parametrize(
    ("said", "meant"), [("Weather tired, but glad", "tired, but glad"), ("rainy", ""), ("weathers", None)]
)
async def test_plain_words_lead_to_it(desk: Desk, said: str, meant: str | None) -> None:
    (reply,) = await desk.enter(ANA_LUCIA, "words", said)
    if meant is not None:
        assert reply == Then("weather", words=meant)
    else:
        assert isinstance(reply, Say)
        assert "Did you mean weather?" in text(reply.card)
        assert buttons_of(reply.card)[0].label == "The weather"


def test_a_refusal_that_names_it_has_its_button() -> None:
    named = ways_on("`weather glad` keeps it.", "weather.keep", ROUTES.commands(Role.MEMBER), other=False)
    assert named
    assert [(button.label, button.route, button.value) for button in named.buttons] == [
        ("The weather", "weather", "glad")
    ]


async def test_why_gives_its_reasons(desk: Desk) -> None:
    told = text(await desk.card(ANA_LUCIA, "why", "weather"))
    assert told.startswith("Why weather?\nWhat: A word on how the team feels.\nWhy: Tired people see it first.")
    assert "I can say why for: setup, plan" in text(await desk.card(ANA_LUCIA, "why", "the sky"))
    assert "resources or weather" not in text(await desk.card(ANA_LUCIA, "why", "the sky"))
    assert "and weather. For example" in text(await desk.card(ANA_LUCIA, "why", "the sky"))


def test_its_notification_says_what_it_is_and_what_it_costs() -> None:
    kind = ROUTES.kinds["weather-asked"]
    assert (str(kind.about), kind.name()) == ("the question how the team feels", "the weather")
    assert ROUTES.costs["weather-asked"].of(1) == 15
