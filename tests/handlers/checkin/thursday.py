"""A Thursday at two: what stories about the weekly answer do again and again."""

from dataclasses import replace
from datetime import date
from typing import Any

from handlers.kit.card import Card
from handlers.kit.form import Form
from handlers.kit.reply import Replace
from pdsa.checkin import CheckIn, Went
from tests.handlers.desk import Desk

THURSDAY = "2026-09-24 14:00"

WEEK = date(2026, 9, 24)
THURSDAY = "2026-09-24 14:00"


async def kept(desk: Desk, code: str = "S1", week: date = WEEK) -> CheckIn:
    async with desk.store() as store:
        checkin = await store.checkins.one(code, week)
    assert checkin is not None
    return checkin


async def tap(desk: Desk, email: str, code: str, went: Went, week: date = WEEK) -> Card:
    (reply,) = await desk.enter(email, "checkin.tap", value=f"{code}:{week}:{went.value}")
    assert isinstance(reply, Replace)
    return reply.card


async def send(desk: Desk, email: str, form: Form, **answers: Any) -> list[Any]:
    return await desk.enter(email, form.route, answers=answers, carry=form.carry)


async def change(desk: Desk, code: str, **values: Any) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy(code)
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, **values))
