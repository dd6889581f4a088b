"""Every word, button and everyday saying of every role, after a lived year: no reply is too long to glance at."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.dispatch import Call
from bot.slack import render
from handlers.features import FEATURES
from handlers.kit.card import Buttons, Card
from handlers.kit.reply import Replace, Reply, Say
from handlers.kit.routes import RouteTable
from pdsa.calendar import instant
from pdsa.checkin import CheckIn, Went
from pdsa.decisions import Path as Way
from pdsa.picture import Picture
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from storage.store import YearStore
from tests.card_length_limits import too_long
from tests.forging import address
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, HANNAH, KOFI, MARIBEL, PRIYA, STRANGER, TOMASZ
from tests.room import ZONE, Room, moment, open_room

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]
WORDS = sorted(route.name for route in RouteTable.of(FEATURES).commands())
ABOUT = {
    "chart": ("S1", "staff", "referrals"), "decide": ("S1", "G2", "steps", "parked"), "help": ("reflect", "SEL"),
    "rate": ("Professional Learning",), "resources": ("youth voice", "families"), "school": ("shared",),
    "setup": ("people", "days off"), "status": ("S1", "S8"), "why": ("reflect", "rate", "decide", "checkin", "plan"),
    "plan": ("missing", "logic"), "log": ("referrals",), "cycle": ("S1",), "context": ("The grant ended",),
}  # fmt: skip
SAYINGS = ("hello", "thanks", "how are we doing?", "what is SEL?", "what is PDSA?", "what do you keep about me?",
           "when is the next question?", "what can you do?", "sick until Friday", "I'm back")  # fmt: skip
PEOPLE = (MARIBEL, PRIYA, TOMASZ, ANA_LUCIA, KOFI, HANNAH, BERNADETTE, STRANGER)
DEEP, OFTEN = 3, 3
"""So many buttons after a word, and so often each of them."""
LET_BE = frozenset({"setup.start.now", "newyear.launch.now"})
SENTENCE = "Two of the six could not come because the bus leaves at three, so we moved it. " * 3
WENT = (Went.AS_PLANNED, Went.PARTLY, Went.NOT, Went.AS_PLANNED)
OF_DIGESTS = ("digest.", "newyear.share")
PLANS = ("plan", "plan.back", "plan.page", "plan.show")


class Drawn(dict[Picture, str]):
    """All pictures are there."""

    def __contains__(self, picture: object) -> bool:
        return True

    def __missing__(self, picture: Picture) -> str:
        return "F1"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def june(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    """A year in which all was answered at length, in its last week."""
    async with open_room(tmp_path_factory.mktemp("june"), plan) as room:
        await room.starts()
        room.clock.move_to(moment("2027-05-26 10:17"))
        async with room.store(writes=True) as store:
            await lived(store)
        yield room


async def lived(store: YearStore) -> None:
    assert store.cycle
    people = {member.email: member.id for member in await store.people.all()}
    thursdays = [
        day for day in store.cycle.year.working_days(date(2026, 9, 1), date(2027, 5, 20)) if day.weekday() == 3
    ]
    for strategy in await store.plans.strategies():
        owner = people[strategy.owner]
        for n, day in enumerate(each for each in thursdays if strategy.under_way(each)):
            at = instant(day, store.cycle.rhythm.checkin_time, ZONE)
            for text in ("", SENTENCE):  # said, then changed
                answer = CheckIn(strategy.code, day, owner, WENT[n % 4], at, in_way=text, quotable=n % 2 == 0)
                await store.checkins.put(answer)
        looked = Reflection(
            strategy.code, owner, store.now, SENTENCE, Held.PARTLY, SENTENCE, missing=SENTENCE, people=SENTENCE,
            partners=SENTENCE, tools=SENTENCE, in_way=SENTENCE, voice=SENTENCE,
        )  # fmt: skip
        for _time in range(3):
            await store.learning.reflect(looked)
            await store.learning.propose(
                strategy=strategy.code, path=Way.OTHER_STRATEGY, reason=SENTENCE, next_step=SENTENCE,
                owner=strategy.owner, due=date(2027, 6, 1) + timedelta(days=owner), evidence="", by=owner,
                confirmed=True,
            )  # fmt: skip


@pytest.mark.parametrize("email", PEOPLE)
async def test_no_reply_is_longer_than_a_glance(june: Room, email: str) -> None:
    over = [long async for long in walked(june, email)]
    assert not over, "\n---\n".join(over)


async def test_nor_once_the_next_year_is_laid_out(june: Room) -> None:
    june.clock.move_to(moment("2027-06-07 10:00"))
    launched = await june.bot.dispatch.turn(Call(route="newyear.launch.now", address=address(june, DEVON)))
    over = [long for card in cards(launched) if (long := too_long(render.blocks(card, Drawn())))]
    over += [long async for long in walked(june, DEVON)]
    assert not over, "\n---\n".join(over)


async def walked(room: Room, email: str) -> AsyncIterator[str]:
    """Says every word, and presses what comes, some buttons deep; whatever is too long."""
    waiting: list[tuple[str, dict[str, Any], int]] = [
        (word, {"words": about}, 1) for word in WORDS for about in ("", *ABOUT.get(word, ()))
    ]
    waiting += [("words", {"words": saying}, 1) for saying in SAYINGS]
    pressed: Counter[str] = Counter()
    for route, more, deep in waiting:  # it grows meanwhile
        for card in cards(await room.bot.dispatch.turn(Call(route=route, address=address(room, email), **more))):
            long = too_long(render.blocks(card, Drawn()))
            if long and not route.startswith(OF_DIGESTS) and route not in PLANS:
                yield f"{email}, {route} {more}: {long}"
            for button in () if deep > DEEP else presses(card):
                if pressed[button[0]] < OFTEN and button[0] not in LET_BE:
                    pressed[button[0]] += 1
                    waiting.append((button[0], {"value": button[1]}, deep + 1))


def cards(replies: list[Reply]) -> Iterator[Card]:
    for reply in replies:
        if isinstance(reply, (Say, Replace)):
            yield from (reply.card, *reply.card.details)


def presses(card: Card) -> Iterator[tuple[str, str]]:
    """A card's buttons: where each leads, and what it carries."""
    for part in card.parts:
        if isinstance(part, Buttons):
            yield from ((each.route, each.value) for each in part.buttons)
