"""Everybody chooses their own language; what the chat is set to is offered in that language, and set by nobody else."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.kit.form import Pick
from handlers.kit.turn import Turn
from handlers.settings import feature as settings
from handlers.settings import settings_card
from pdsa.errors import Refusal
from pdsa.plan import Plan
from pdsa.pseudo_language import PSEUDO
from pdsa.text import speak
from storage.importing import bring_in
from tests.handlers.desk import Desk, buttons_of, fields, open_desk, text
from tests.people import ANA_LUCIA, KOFI


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, settings, plan, at="2026-09-23 10:00") as made:
        await made.start()
        yield made
    speak(None)


async def test_a_language_is_chosen_by_its_own_name_and_spoken_at_once(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "settings.language")
    pick = fields(form)["language"]
    assert isinstance(pick, Pick)
    assert [(option.value, option.label) for option in pick.options] == [("en", "English"), ("es", "Español")]
    assert PSEUDO not in [option.value for option in pick.options]
    after = await desk.card(ANA_LUCIA, form.route, answers={"language": "es"})
    assert "Idioma: Español" in text(after)
    assert (await desk.person(ANA_LUCIA)).language == "es"
    assert (await desk.person(KOFI)).language is None


@pytest.mark.parametrize("chosen", ["tlh", PSEUDO, ""])
async def test_only_a_language_with_a_catalogue_can_be_chosen(desk: Desk, chosen: str) -> None:
    for route, how in (
        ("settings.speak", {"value": chosen}),
        ("settings.language.keep", {"answers": {"language": chosen}}),
    ):
        with pytest.raises(Refusal):
            await desk.enter(ANA_LUCIA, route, **how)


@pytest.mark.parametrize(("chats", "offered"), [("es", True), ("en", False), ("", False)])
async def test_the_chats_language_is_only_offered(desk: Desk, chats: str, offered: bool) -> None:
    async with desk.store() as store:
        turn = Turn(person=await desk.person(ANA_LUCIA), now=desk.at, setting=store.cycle, chat_language=chats)
        card = await settings_card(turn, store)
    assert ("Su chat está en Español." in text(card)) is offered
    assert [each.label for each in buttons_of(card) if each.route == "settings.speak"] == ["Usar Español"] * offered
    assert "Language: English" in text(card)


async def test_a_plan_says_it_for_others_and_leaves_what_they_chose(desk: Desk, plan: Plan) -> None:
    ana, *others = (replace(person, language="es" if person.email == ANA_LUCIA else None) for person in plan.team)
    for language, kept in (("es", "es"), (None, "es"), ("en", "en")):
        team = tuple(replace(each, language=language) if each.email == ANA_LUCIA else each for each in (ana, *others))
        async with desk.store(writes=True) as store:
            await bring_in(store, replace(plan, team=team))
        assert (await desk.person(ANA_LUCIA)).language == kept
