"""What was posted once stays read: it counts when small groups are hidden, taken back since or not."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers.digest.routes import feature
from pdsa.measures import Observation
from pdsa.small_groups import WithheldReason, shown
from tests.handlers.desk import Desk, buttons_of
from tests.handlers.digest.a_year import made_again, to_member, whole
from tests.handlers.ready_desk_databases import open_copy
from tests.people import MARIBEL

MEASURE = "Students who feel that they belong (%)"
OCTOBER = "digest-monthly:2026-10"
NINTH, LATER = date(2026, 10, 9), date(2026, 10, 30)


def of(group: str, n: int, value: float = 60.0, day: date = NINTH) -> Observation:
    return Observation(MEASURE, day, value, n, group)


PARTS = (of("North", 200), of("South", 301))


@pytest.mark.parametrize(
    ("total", "read", "whole_stays"),
    [
        (505, PARTS, False),  # four people are left
        (505, (), True),  # nobody has read the parts, which are hidden now
        (501, PARTS, True),  # nothing is left
        (900, PARTS, True),  # many are left
        (505, (of("District", 505), *PARTS[:1]), True),  # one part alone leaves many
    ],
)
def test_groups_that_were_read_keep_a_total_from_giving_a_few_away(
    total: int, read: tuple[Observation, ...], whole_stays: bool
) -> None:
    now = (*PARTS, of("District", total), of("Night school", 4))
    seen = shown(now, MEASURE, minimum=10, today=LATER, published=read)
    assert [each.group for each in seen.series] == (["District"] if whole_stays else [])
    if not whole_stays:
        assert ("District", WithheldReason.BESIDE_SMALL) in [(each.group, each.why) for each in seen.hidden]


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    async with open_copy(year, tmp_path, feature, at="2026-11-02 09:00") as made:
        yield made


async def measured(desk: Desk, *observations: Observation) -> None:
    async with desk.store(writes=True) as store:
        await store.plans.put_observations(observations)


async def reads(desk: Desk) -> str:
    async with desk.store() as store:
        return repr(await store.posts.published())


async def test_a_total_entered_after_its_groups_were_posted_is_kept_back(desk: Desk) -> None:
    await measured(desk, *PARTS)
    await to_member(desk, "draft-monthly", "2026-10")
    draft = await desk.card(MARIBEL, "digest.show", value=OCTOBER)
    (approve,) = [button for button in buttons_of(draft) if button.route == "digest.approve"]
    await desk.enter(MARIBEL, "digest.approve", value=approve.value)
    posted = whole(await made_again(desk, f"{OCTOBER}:#staff"))
    assert MEASURE.removesuffix(" (%)") in posted
    assert "North" in await reads(desk)

    await measured(desk, of("District", 505), of("Night school", 4))
    preview = whole(await desk.card(MARIBEL, "digest.preview", value="digest-year"))
    assert "505" not in preview
