"""Typed words on both databases: waiting, kept, changed, heard, and forgotten from wherever they went."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pdsa.checkin import CheckIn, Went
from pdsa.decisions import Subject
from pdsa.reflection import BegunReflection, Held
from storage.notification_states import Draft
from storage.reflections_and_decisions import BegunInterview as Interview
from storage.typed_answers import without
from tests.databases import Database
from tests.storage.outbox_steps import NOW

WEEK = date(2026, 9, 17)
SAID = "Zebrafish “are” striped,\nand José knows"


async def test_words_wait_for_their_own_author_and_not_for_ever(box: Database) -> None:
    async with box.store() as store:
        number = await store.typed.wait(1, SAID)
        assert await store.typed.one(number, 1) is None  # it answers nothing yet
        assert await store.typed.take(number, 2) is None
        assert await store.typed.take(number, 1) == SAID
        assert await store.typed.take(number, 1) is None
        number = await store.typed.wait(1, SAID)
    box.at = NOW + timedelta(days=15)
    async with box.store() as store:
        await store.typed.wait(2, "Another")
        assert await store.typed.take(number, 1) is None


async def test_a_note_is_a_word_that_was_heard(box: Database) -> None:
    async with box.store() as store:
        await store.typed.put(1, "checkin", f"S1:{WEEK}", SAID, strategy="S1")
        assert [each.week for each in (await store.checkins.heard()).strategies["S1"]] == [WEEK]
        (note,) = await store.typed.about("checkin", f"S1:{WEEK}", "S2:2026-09-17", member=1)
        assert (note.text, note.kind) == (SAID, "checkin")
        assert await store.typed.about("checkin", f"S1:{WEEK}", member=2) == []
        assert [each.text for each in await store.typed.of(1)] == [SAID]


async def test_what_is_forgotten_is_nowhere_and_the_rest_stays(box: Database) -> None:
    answer = CheckIn("S1", WEEK, 1, Went.PARTLY, NOW, well="The room was free", in_way=f"Rain\n{SAID}")
    async with box.store() as store:
        number = await store.typed.put(1, "checkin", f"S1:{WEEK}", SAID, strategy="S1")
        await store.checkins.put(answer)
        await store.checkins.put(replace(answer, help="Keys"))
        await store.learning.begin(BegunReflection("S1", 1, NOW, SAID, Held.PARTLY, ""))
        await store.interviews.keep(1, Subject.STRATEGY, "S1", Interview(evidence=SAID))
        await store.digests.draft("monthly", "2026-09", {"quotes": [{"text": SAID, "by": "Ana"}, {"text": "Rain"}]})
        word = await store.typed.one(number, 1)
        assert word is not None
        await store.typed.change(word, "Otherwise")
        await store.typed.forget(word, word.text)
        checkin = await store.checkins.one("S1", WEEK)
        assert checkin is not None
        assert (checkin.well, checkin.in_way, checkin.help) == ("The room was free", "Rain", "Keys")
        begun, digest = await store.learning.begun("S1", 1), await store.digests.find("monthly", "2026-09")
        assert begun is not None
        assert begun.happened == ""
        assert digest is not None
        assert digest.content == {"quotes": [{"text": "Rain"}]}
        assert "Zebrafish" not in repr([await store.trail(f"S1 {WEEK}"), await store.trail(f"S1:{WEEK} checkin")])
        assert "Rain" in repr(await store.trail(f"S1 {WEEK}"))


async def test_an_answer_that_was_never_meant_leaves_no_trail(box: Database) -> None:
    async with box.store() as store:
        kept = await store.checkins.put(CheckIn("S1", WEEK, 1, Went.PARTLY, NOW, in_way=SAID))
        await store.checkins.take_out(kept)
        assert await store.checkins.one("S1", WEEK) is None
        assert await store.trail(f"S1 {WEEK}") == []


async def test_the_newest_notification_of_each_kind_is_what_is_open(box: Database) -> None:
    async with box.store() as store:
        for kind, occasion in (("checkin", "2026-09-17"), ("checkin", "2026-09-24"), ("reflect", "2026-09-20")):
            await store.outbox.write([Draft(kind, occasion, NOW, 1)])
    for hours in range(3):
        box.at = NOW + timedelta(hours=hours)
        async with box.store() as store:
            for claim in await store.outbox.claim("me", 1, timedelta(seconds=60), 100.0, 0.0):
                assert await store.outbox.begin(claim.notification, timedelta(seconds=60))
                await store.outbox.sent(claim.notification, "D1", f"m{hours}")
    async with box.store() as store:
        found = await store.outbox.newest(1, ("checkin", "nudge", "reflect"))
        assert {kind: each.occasion for kind, each in found.items()} == {
            "checkin": "2026-09-24",
            "reflect": "2026-09-20",
        }
        notification = await store.outbox.by_message("m0", 1)
        assert notification is not None
        assert notification.occasion == "2026-09-17"
        assert await store.outbox.by_message("m0", 2) is None


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("no", ""),
        ("no rain, no snow", "no rain, no snow"),
        ("rain\nno\nsnow", "rain\nsnow"),
        (["no", "yes"], ["yes"]),
        ({"went": "not this week", "text": "no"}, {}),
        ({"well": "no", "n": 4}, {"well": "", "n": 4}),
        (4, 4),
    ],
)
def test_short_words_go_only_where_they_stand_alone(value: object, left: object) -> None:
    assert without(value, ["no"]) == left
