"""One warm child for all the tests of workbooks in a module."""

from collections.abc import AsyncIterator

import pytest_asyncio

from storage.files.child import Child


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def warm() -> AsyncIterator[Child]:
    async with Child(workers=1, warm=("storage.files.sheets.plan_reading", "storage.files.sheets.writing")) as child:
        yield child
