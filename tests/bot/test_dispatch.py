"""Words and presses over real bolt: kept before acknowledged, once however often they come, and answered when late."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.account_matching import Accounts
from bot.attachments import Attachments
from bot.dispatch import Call, Dispatch
from bot.slack.answer import Answering
from bot.slack.listen import Listener
from bot.workspace.clock import PATIENT, Timing
from bot.workspace.faults import FaultKind
from handlers.kit.card import Button, Buttons, Text, card
from handlers.kit.form import Form, Line
from handlers.kit.reply import Ask, Replies, Say, Then
from handlers.kit.routes import Feature, RouteTable
from handlers.kit.turn import Turn
from pdsa.errors import Refusal
from pdsa.people import EVERYONE, Address
from storage.store import YearStore
from tests.bot.mailroom import ANA, Mailroom, open_mailroom
from tests.databases import Database
from tests.wires.slack_person import Person

AT_ONCE = (0.0, 0.0, 0.0)
HASTY = Timing(ack=0.2, retries=AT_ONCE)
PATIENCE, HASTE = 50.0, 0.05
"""Seconds after which a request is acknowledged, ready or not."""


@dataclass
class TriedRoutes:
    """A feature to knock at. `go_on` lets the slow route finish; `again` is set when a request came a second time."""

    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    again: asyncio.Event = field(default_factory=asyncio.Event)
    heard: int = 0
    begun: int = 0

    def feature(self) -> Feature:
        made = Feature("test")
        made.command("words", help="words", who=EVERYONE, listed=False, own=True)(self._words)
        made.command("keep", help="keep", who=EVERYONE, writes=True, own=True)(self._keep)
        made.command("slow", help="slow", who=EVERYONE, writes=True)(self._slow)
        made.command("break", help="break", who=EVERYONE, writes=True)(self._break)
        made.command("card", help="card", who=EVERYONE)(self._card)
        made.command("form", help="form", who=EVERYONE)(self._form)
        made.button("test.keep", who=EVERYONE)(self._keep)
        made.form("test.form", who=EVERYONE)(self._answer)
        return made

    async def hear(self, next: Callable[[], Awaitable[None]]) -> None:  # noqa: A002  (bolt's name)
        self.heard += 1
        if self.heard == 2:
            self.again.set()
        await next()

    async def _words(self, turn: Turn, store: YearStore) -> Replies:
        """Whatever is typed in the talk, handed on to the word that it begins with."""
        word, _space, rest = turn.words.partition(" ")
        return Then(word, words=rest)

    async def _keep(self, turn: Turn, store: YearStore) -> Replies:
        self.begun += 1
        await store.record("kept", "test", after=turn.words)
        return Say(card(Text(f"Kept {turn.words or turn.value}.")))

    async def _slow(self, turn: Turn, store: YearStore) -> Replies:
        self.begun += 1
        await self.go_on.wait()
        await store.record("kept", "test", after=turn.words)
        return Say(card(Text("Done at last.")))

    async def _break(self, turn: Turn, store: YearStore) -> Replies:
        await store.record("kept", "test", after=turn.words)
        raise ZeroDivisionError("a mistake of ours")

    async def _card(self, turn: Turn, store: YearStore) -> Replies:
        return Say(card(Text("Press it."), Buttons((Button("Keep", "test.keep", "it"),))))

    async def _form(self, turn: Turn, store: YearStore) -> Replies:
        return Ask(Form("test.form", "A form", (Line("said", "What?"),), "Send"))

    async def _answer(self, turn: Turn, store: YearStore) -> Replies:
        if turn.text("said") == "wrong":
            raise Refusal("Something else, please.", field="said")
        return await (self._slow if turn.text("said") == "slow" else self._keep)(turn, store)


@dataclass
class Stage:
    room: Mailroom
    tried: TriedRoutes
    listener: Listener
    dispatch: Dispatch
    ana: Person

    async def kept(self) -> int:
        async with self.room.store(writes=False) as store:
            return len([action for _at, _who, action, _before, _after in await store.trail("test") if action == "kept"])


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[Stage]:
    """Everything is ready in time."""
    timing = replace(PATIENT, retries=AT_ONCE)
    async with open_mailroom(database, timing=timing) as room, _listening(room, PATIENCE) as made:
        yield made


@pytest.fixture
async def late(database: Database) -> AsyncIterator[Stage]:
    """Hardly anything is ready in time."""
    async with open_mailroom(database, timing=PATIENT) as room, _listening(room, HASTE) as made:
        yield made


@pytest.fixture
async def nagging(database: Database) -> AsyncIterator[Stage]:
    """The workspace does not wait for long."""
    async with open_mailroom(database, timing=HASTY) as room, _listening(room, PATIENCE) as made:
        yield made


@asynccontextmanager
async def _listening(room: Mailroom, within: float) -> AsyncIterator[Stage]:
    tried = TriedRoutes()
    routes = RouteTable.of([tried.feature()])
    accounts = Accounts(room.database.engine, room.bot.slack, room.clock)
    dispatch = Dispatch(room.database.engine, routes, room.bot.slack, Attachments(room.bot.slack), room.clock, accounts)
    commands = frozenset(route.name for route in routes.commands())
    listener = Listener(dispatch, Answering(room.bot.slack, room.clock), room.bot.slack, commands, within, lambda: None)
    app = AsyncApp(client=room.bot.slack.client, process_before_response=True)
    app.use(tried.hear)
    listener.listen(app)
    link = AsyncWebClient(token="xapp-workspace", base_url=room.workspace.api_url)
    handler = AsyncSocketModeHandler(app, "xapp-workspace", web_client=link)
    await handler.connect_async()
    await room.workspace.connected()
    try:
        yield Stage(room, tried, listener, dispatch, Person(room.workspace, ANA))
    finally:
        tried.go_on.set()
        await listener.settle()
        await handler.close_async()


async def test_a_word_is_kept_before_it_is_acknowledged(stage: Stage) -> None:
    outcome = await stage.room.workspace.command(ANA, stage.ana.dm, "/sel keep this")
    assert outcome.ok, outcome
    assert await stage.kept() == 1
    stage.ana.sees("Kept this.")


async def test_an_event_that_comes_again_is_heard_once(stage: Stage) -> None:
    """The acknowledgement is lost twice, so the same event comes three times."""
    stage.room.workspace.faults.lose_acks(2)
    await stage.ana.says("keep this")
    assert await stage.kept() == 1
    assert stage.room.got(ANA).count("Kept this.") == 1


async def test_an_event_that_comes_again_while_it_is_worked_on_is_heard_once(nagging: Stage) -> None:
    await nagging.room.workspace.say(ANA, nagging.ana.dm, "slow one")
    await nagging.tried.again.wait()
    nagging.tried.go_on.set()
    await nagging.room.workspace.until(lambda: "Done at last." in nagging.room.got(ANA))
    await nagging.room.workspace.quiet()
    assert nagging.room.got(ANA) == ["slow one", "Done at last."]
    assert nagging.tried.begun == 1
    assert await nagging.kept() == 1


async def test_a_slow_word_is_acknowledged_and_finished(late: Stage) -> None:
    outcome = await late.room.workspace.command(ANA, late.ana.dm, "/sel slow")
    assert outcome.ok, "acknowledged while the work goes on"
    assert await late.kept() == 0
    late.tried.go_on.set()
    await late.listener.settle()
    assert await late.kept() == 1
    late.ana.sees("Done at last.")


async def test_a_slow_form_is_acknowledged_and_finished(late: Stage) -> None:
    await late.ana.says("/sel form")
    await late.listener.settle()
    outcome = await late.ana.sends(said="slow")
    assert outcome.ok
    late.tried.go_on.set()
    await late.listener.settle()
    assert await late.kept() == 1
    late.ana.sees("Done at last.")


async def test_a_refusal_stands_under_its_field_and_nothing_is_kept(stage: Stage) -> None:
    await stage.ana.says("/sel form")
    outcome = await stage.ana.sends(said="wrong")
    assert outcome.errors == {"said": "Something else, please."}
    assert await stage.kept() == 0
    await stage.ana.sends(said="right")
    assert await stage.kept() == 1


async def test_a_press_that_comes_twice_is_kept_once(stage: Stage) -> None:
    """Two presses of one button are two; one press that is delivered twice, even at once, is one."""
    await stage.ana.says("/sel card")
    await stage.ana.presses("Keep")
    assert await stage.kept() == 1
    press = Call("test.keep", Address(stage.room.workspace.world.person(ANA).id), value="it", request="once")
    await asyncio.gather(*(stage.dispatch.turn(press) for _ in range(3)))
    assert await stage.kept() == 2


@pytest.mark.parametrize("said", ["/sel break", "break"])
async def test_what_breaks_is_told_with_the_reference_of_the_log(
    stage: Stage, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="bot.dispatch"):
        await stage.ana.says(said)
        await stage.listener.settle()
    match = re.search(r"ref ([0-9A-F]{4})", stage.ana.last())
    assert match is not None, stage.ana.screen()
    assert any(f"(ref {match[1]})" in record.getMessage() and record.exc_info for record in caplog.records)
    assert await stage.kept() == 0, "nothing of a broken step is kept"
    assert "ZeroDivision" not in stage.ana.screen()


@pytest.mark.parametrize("fault", ["429", "500_before", "page"])
async def test_whoever_the_chat_does_not_name_is_asked_to_try_again(
    stage: Stage, fault: FaultKind, caplog: pytest.LogCaptureFixture
) -> None:
    faults = stage.room.workspace.faults
    faults.add("users.info", fault, probability=1.0, retry_after=30)
    with caplog.at_level(logging.WARNING, logger="bot.dispatch"):
        await stage.ana.says("/sel keep this")
        await stage.listener.settle()
    stage.ana.sees("Please try again in a minute.")
    assert not any(record.exc_info for record in caplog.records), "nothing of ours broke"
    assert await stage.kept() == 0
    faults.clear()
    stage.room.clock.move_to(stage.room.clock.now() + timedelta(minutes=2))
    await stage.ana.says("/sel keep this")
    stage.ana.sees("Kept this.")
