"""Files that wait for a word: their sender's alone, whole when they come back, forgotten in time."""

from datetime import timedelta

import pytest

from pdsa.figure_table import Columns, Table
from tests.handlers.desk import open_desk

TABLE = Table(("Date", "Value"), (("2026-09-03", 4.2), ("2026-09-10", None)), (2, 3), "Data", ("Notes",))


async def test_a_plan_comes_back_as_it_went_in(tmp_path, plan):
    async with open_desk(tmp_path, None, plan) as desk, desk.store(writes=True) as store:
        number = await store.uploads.keep(1, "plan.xlsx", plan)
        upload = await store.uploads.find(number, 1)
        assert upload is not None
        assert upload.plan == plan


async def test_a_table_keeps_its_columns_belongs_to_its_sender_and_is_settled_once(tmp_path, plan):
    async with open_desk(tmp_path, None, plan) as desk, desk.store(writes=True) as store:
        number = await store.uploads.keep(1, "a.csv", TABLE)
        assert await store.uploads.find(number, 2) is None
        upload = await store.uploads.find(number, 1)
        assert upload is not None
        assert (upload.table, upload.columns) == (TABLE, None)
        await store.uploads.choose(upload, Columns(0, (1,), one_measure="Referrals", day_first=True))
        upload = await store.uploads.find(number, 1)
        assert upload is not None
        assert upload.columns == Columns(0, (1,), one_measure="Referrals", day_first=True)
        await store.uploads.settle(number)
        upload = await store.uploads.find(number, 1)
        assert upload is not None
        assert (upload.settled, upload.table) == (True, None)


@pytest.mark.parametrize(("days", "there"), [(13, True), (15, False)])
async def test_what_nobody_says_a_word_about_is_forgotten(tmp_path, plan, days, there):
    async with open_desk(tmp_path, None, plan) as desk:
        async with desk.store(writes=True) as store:
            number = await store.uploads.keep(1, "a.csv", TABLE)
        desk.at += timedelta(days=days)
        async with desk.store(writes=True) as store:
            await store.uploads.keep(1, "b.csv", "text")
            upload = await store.uploads.find(number, 1)
            assert upload is not None
            assert (upload.table is not None) is there
