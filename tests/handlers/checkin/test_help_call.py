"""Calls for help: who gets them, what becomes of them, and how a lead writes back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlers.checkin.routes import feature
from handlers.kit.card_pages import as_text
from handlers.kit.form import Line, Note
from handlers.kit.words import plain
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import Role
from pdsa.plan import Plan
from tests.handlers.desk import Desk, fields, moment, open_desk, text
from tests.handlers.notifications import goes_to, shown, stale
from tests.handlers.ready_desk_databases import open_copy, prepared
from tests.people import ANA_LUCIA, DEVON, MARIBEL, WEI

WEEK = date(2026, 9, 24)
ASKED = f"S1:{WEEK}"
TODAY = f"{ASKED}:2026-09-24"
THURSDAY = "2026-09-24 15:00"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Path:
    return prepared(tmp_path_factory.mktemp("started"), feature, plan, "2026-09-24 14:00", Desk.start)


@pytest.fixture
async def desk(tmp_path: Path, original: Path) -> AsyncIterator[Desk]:
    async with open_copy(original, tmp_path, feature, THURSDAY) as made:
        yield made


async def says(desk: Desk, email: str, help_with: str, value: str = ASKED) -> str:
    form = await desk.form(email, "checkin.help", value=value)
    (reply,) = await desk.enter(
        email, form.route, answers={"went": "not this week", "help": help_with}, carry=form.carry
    )
    return as_text(reply.card)  # type: ignore[union-attr]


async def passed(desk: Desk, wall: str = "2026-09-24 15:01") -> list[str]:
    """The keys of the help notifications that went out by then."""
    return sorted(key for key in await goes_to(desk, feature, wall) if key.startswith("help"))


async def test_the_form_has_the_call_on_top_and_says_where_it_goes(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "checkin.help", value=ASKED)
    assert list(fields(form)) == ["went", "help", "well", "in_way", "quotable"]
    line = fields(form)["help"]
    assert isinstance(line, Line)
    assert line.hint == "Goes to Maribel and Devon today."


async def test_a_call_reaches_all_leads_at_once_with_the_sentence(desk: Desk) -> None:
    said = await says(desk, ANA_LUCIA, "Nobody can open the gym")
    assert "Your call for help is on its way to Maribel Ortega and Devon Achterberg." in said
    assert await passed(desk) == [f"help:{TODAY}:1", f"help:{TODAY}:2"]
    assert (await shown(desk, feature, "help", TODAY, DEVON)).splitlines() == [
        "Ana-Lucía Peña asks for help with After-school and virtual workshops, six a term (this week):",
        "“Nobody can open the gym”",
        "[Write to Ana-Lucía]",
    ]


async def test_without_a_call_nobody_is_called(desk: Desk) -> None:
    said = await says(desk, ANA_LUCIA, "  ")
    assert "call for help" not in said
    assert await passed(desk) == []


async def test_a_leads_own_call_reaches_the_other_leads_alone(desk: Desk) -> None:
    await says(desk, DEVON, "Which calendar?", f"S4:{WEEK}")
    assert await passed(desk) == [f"help:S4:{WEEK}:2026-09-24:1"]


async def test_the_same_words_again_call_nobody_and_other_words_show_in_the_same_message(desk: Desk) -> None:
    await says(desk, ANA_LUCIA, "A room")
    await passed(desk)
    await says(desk, ANA_LUCIA, "A room")
    await says(desk, ANA_LUCIA, "A room on Tuesday")
    assert {f"help:{TODAY}:1", f"help:{TODAY}:2"} <= await stale(desk)
    assert await passed(desk, "2026-09-24 16:00") == []
    assert "“A room on Tuesday”" in await shown(desk, feature, "help", TODAY, MARIBEL)


async def test_another_days_words_are_a_call_of_their_own(desk: Desk) -> None:
    await says(desk, ANA_LUCIA, "A room")
    await passed(desk)
    desk.at = moment("2026-09-25 10:00")
    await says(desk, ANA_LUCIA, "Still no room")
    assert len(await passed(desk, "2026-09-25 10:01")) == 2


async def test_a_call_can_be_taken_back(desk: Desk) -> None:
    await says(desk, ANA_LUCIA, "A room")
    await passed(desk)
    await says(desk, ANA_LUCIA, "")
    assert "has taken back the call for help" in await shown(desk, feature, "help", TODAY, DEVON)


async def test_a_call_taken_back_at_once_never_goes_out(desk: Desk) -> None:
    await says(desk, ANA_LUCIA, "A room")
    await says(desk, ANA_LUCIA, "")
    handled = await goes_to(desk, feature, "2026-09-24 15:01")
    assert [handled[f"help:{TODAY}:{lead}"] for lead in (1, 2)] == [None, None]


async def write_back(desk: Desk, email: str, words: str) -> str:
    form = await desk.form(email, "checkin.write", value=ASKED)
    return text(await desk.card(email, form.route, answers={"words": words}, carry=form.carry))


async def test_a_lead_writes_back_and_the_other_lead_sees_that(desk: Desk) -> None:
    await says(desk, ANA_LUCIA, "A room")
    await passed(desk)
    assert await write_back(desk, DEVON, "Take the library") == "Your words are on their way to Ana-Lucía Peña."
    assert f"help:{TODAY}:1" in await stale(desk)
    assert "Devon Achterberg wrote to Ana-Lucía." in await shown(desk, feature, "help", TODAY, MARIBEL)
    await write_back(desk, MARIBEL, "Or the hall")
    assert await passed(desk, "2026-09-24 15:02") == [f"help-reply:{ASKED}:{n}:5" for n in (1, 2)]
    assert (await shown(desk, feature, "help-reply", f"{ASKED}:1", ANA_LUCIA)).splitlines() == [
        "Devon Achterberg writes about your call for help with After-school and virtual workshops, six a term:",
        "“Take the library”",
    ]
    assert "Maribel Ortega and Devon" not in await shown(desk, feature, "help-reply", f"{ASKED}:2", ANA_LUCIA)


async def test_only_leads_write_back_and_only_to_somebody_who_is_there(desk: Desk) -> None:
    await says(desk, ANA_LUCIA, "A room")
    with pytest.raises(NotAllowed):
        await desk.enter(WEI, "checkin.write", value=ASKED)
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        await store.people.retire(ana)
    for value in (ASKED, f"S2:{WEEK}", "nonsense"):
        with pytest.raises(Refusal):
            await desk.enter(MARIBEL, "checkin.write", value=value)


async def test_an_empty_answer_to_a_call_is_asked_for_again(desk: Desk) -> None:
    await says(desk, ANA_LUCIA, "A room")
    with pytest.raises(Refusal) as refused:
        await write_back(desk, DEVON, " ")
    assert refused.value.field == "words"


async def test_the_call_is_no_quote_and_stays_between_the_author_and_the_leads(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "checkin")
    answers: dict[str, Any] = {"went": "partly", "well": "Forty came", "help": "A room", "quotable": True}
    await desk.enter(ANA_LUCIA, form.route, answers=answers, carry=form.carry)
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, owner=WEI))
    seen = await desk.form(WEI, "checkin.edit", value=ASKED)
    words = " ".join(plain(field.words) for field in seen.fields if isinstance(field, Note))
    assert "Forty came" in words
    assert "A room" not in words


async def test_without_another_lead_the_person_is_told_so(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for email in (MARIBEL, DEVON):
            await store.people.put(email, name="Nobody", role=Role.OBSERVER, team="", district_team=True, zone=None)
    assert "I cannot pass your call for help on just now" in await says(desk, ANA_LUCIA, "A room")


async def test_before_start_nobody_is_messaged(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan, at=THURSDAY) as made:
        assert "Start was not pressed yet" in await says(made, ANA_LUCIA, "A room")
        assert await passed(made) == []
