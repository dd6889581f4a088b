"""Deleting somebody's words: nothing of them is left anywhere, all else stays, and they do not come back."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, Time, select, text
from sqlmodel import SQLModel

from pdsa import decisions
from pdsa.checkin import CheckIn, Went
from pdsa.decisions import Details, Subject
from pdsa.reflection import Held, Reflection
from pdsa.voice_entries import Voice, VoiceKind
from storage.database_stamp import clear_log, keep_in_step
from storage.deletion_sweep import Whose
from storage.tables.column_kinds import Instant
from storage.tables.doing import QuestionRow
from storage.tables.people import RemovalRow
from storage.tombstones import Tombstone, beside
from storage.transaction import table
from storage.word_columns import Place, places
from tests.databases import Database
from tests.storage.outbox_steps import NOW

HERS = "Zebrafish are striped, said nobody"
HIS = "Giraffes have long necks, they say"
SHORT = "Quagga"
WEEK = date(2026, 9, 17)
LATER = NOW + timedelta(days=1)


async def everything(box: Database) -> str:
    """All that rests in the database, the index of full text included."""
    async with box.engine.connect() as connection:
        dumps = [repr((await connection.execute(select(each))).all()) for each in SQLModel.metadata.sorted_tables]
        if not box.is_postgres:
            dumps.append(repr((await connection.execute(text("SELECT words FROM memory"))).all()))
    return "\n".join(dumps)


async def delete(box: Database, member: int | None = 1, until: datetime = LATER) -> dict[str, int]:
    async with box.store(at=LATER, actor=3) as store:
        return (await store.removals.delete(Whose(member, until))).entries


def a_row(place: Place, member: int, said: str, at: datetime = NOW) -> dict[str, Any]:
    """A row of the table with these words in each of its columns of words."""
    values = {column.name: _value(column, member, said, at) for column in place.table.columns}
    for name, mark in place.words.items():
        values[name] = {"learned": said} if name == "details" else [said] if name in ("points",) else said
        if mark.by:
            values[mark.by] = member
    values.update({name: [{"text": said}, f"so {said}."] for name in place.copies if _is_json(place, name)})
    values.update({name: f"so {said}." for name in place.copies if not _is_json(place, name)})
    return {name: value for name, value in values.items() if value is not None and (name != "id")}


def _is_json(place: Place, name: str) -> bool:
    return isinstance(place.table.c[name].type, JSON)


def _value(column: Column[Any], member: int, said: str, at: datetime) -> Any:
    kinds = ((Instant, at), (Date, WEEK), (Time, time(9)), (Boolean, True), (Float, 1.0), (JSON, []))
    for kind, value in kinds:
        if isinstance(column.type, kind):
            return None if column.name in ("settled_at", "taken_back_at") else value
    if isinstance(column.type, Integer):
        return (
            None
            if column.name in ("question", "decision") and column.nullable
            else (1 if column.name in ("cycle", "question") else member)
        )
    return f"{column.name}{member}"


@pytest.fixture
async def asked(box: Database) -> Database:
    """A year in which a school has asked the others something."""
    question = {"cycle": 1, "team": "T", "member": 3, "about": "a", "text": "b", "at": NOW}
    async with box.store(actor=1) as store:
        await store._t.run(table(QuestionRow).insert().values(**question))
    return box


@pytest.mark.parametrize("place", [each for each in places() if each.words], ids=lambda place: place.table.name)
async def test_words_go_from_wherever_they_can_rest_and_anothers_stay(asked: Database, place: Place) -> None:
    """Made from the declarations: a new column of words is tried here by itself."""
    known_by_trail = any(not mark.by for mark in place.words.values())
    async with asked.store(actor=1) as store:
        await store._t.run(place.table.insert().values(**a_row(place, 1, HERS)))
        await store._t.run(place.table.insert().values(**a_row(place, 2, HIS)))
        if known_by_trail or place.unfinished:
            await store.record("digest edited", "x", after={"opening": HERS})
    async with asked.store(writes=False, at=LATER) as store:
        looked = await store.removals.look(Whose(1, LATER))
    assert HERS in await everything(asked)
    assert (await delete(asked)) == looked.entries
    left = await everything(asked)
    assert "Zebrafish" not in left
    assert left.count(HIS) >= len(place.words) + len(place.copies)
    assert (await delete(asked)) == {}


COPIED = [(place, name) for place in places() for name in place.copies]


@pytest.mark.parametrize(("place", "name"), COPIED, ids=str)
async def test_whatever_repeats_words_loses_them(box: Database, place: Place, name: str) -> None:
    async with box.store(actor=1) as store:
        await store.checkins.put(CheckIn("S1", WEEK, 1, Went.PARTLY, NOW, well=HERS))
        values = a_row(place, 2, HIS)
        quoting = [{"text": HERS}, {"is": "Piece", "text": f"so “{HERS}”"}, f"{HERS[:30]}…"]
        values[name] = quoting if _is_json(place, name) else f"so {HERS}"
        await store._t.run(place.table.insert().values(**values))
    await delete(box)
    assert "Zebrafish" not in await everything(box)


async def test_counts_and_taps_stay_and_nothing_is_released(box: Database) -> None:
    said = CheckIn("S1", WEEK, 1, Went.PARTLY, NOW, well=HERS, in_way=SHORT, number=4.0, quotable=True)
    async with box.store(actor=1) as store:
        await store.checkins.put(said)
        await store.checkins.put(CheckIn("S2", WEEK, 2, Went.NOT, NOW, in_way=SHORT))
    assert await delete(box) == {"checkins": 1}
    async with box.store(writes=False) as store:
        (hers, his) = await store.checkins.between(date.min, date.max)
        assert (hers.went, hers.well, hers.in_way, hers.help, hers.number) == (
            Went.PARTLY,
            "removed",
            "removed",
            "",
            4.0,
        )
        assert not hers.quotable
        assert his.in_way == SHORT
        assert (await store.checkins.tallies())["S1"].partly == 1
        assert SHORT not in repr(await store.trail(f"S1 {WEEK}"))
        assert SHORT in repr(await store.trail(f"S2 {WEEK}"))


async def test_what_was_said_before_it_was_changed_goes_too(box: Database) -> None:
    first = CheckIn("S1", WEEK, 1, Went.PARTLY, NOW, well=HERS)
    async with box.store(actor=1) as store:
        await store.checkins.put(first)
        await store.checkins.put(replace(first, well="All well again by now"))
        await store.digests.draft("monthly", "2026-09", {"quotes": [{"text": HERS, "by": "Ana"}, {"text": HIS}]})
    await delete(box)
    assert "Zebrafish" not in await everything(box)
    assert "All well again" not in await everything(box)
    async with box.store() as store:
        draft = await store.digests.find("monthly", "2026-09")
        assert draft is not None
        assert draft.content == {"quotes": [{"text": HIS}]}


async def test_earlier_years_are_looked_at_and_what_comes_later_stays(box: Database) -> None:
    learned = Reflection("S1", 1, NOW, HERS, Held.PARTLY, HERS, quotable=True)
    async with box.store(actor=1) as opened:
        assert opened.cycle is not None
        await opened.learning.reflect(learned)
        year = opened.cycle.year
        new = replace(
            opened.cycle, id=0, label="2027-28",
            year=replace(year, first_day=year.first_day + timedelta(365), last_day=year.last_day + timedelta(365)),
        )  # fmt: skip
        store = opened.year(await opened.cycles.put(new))
        await store.voices.put(a_voice(LATER + timedelta(hours=1)))
    assert await delete(box) == {"reflections": 1}
    left = await everything(box)
    assert "Zebrafish" not in left
    assert "The new gym is loved" in left


def a_voice(at: datetime) -> Voice:
    fields = {"id": 0, "kind": VoiceKind.WIN, "day": WEEK, "member": 1, "text": "The new gym is loved", "at": at}
    return Voice(**{name: value for name, value in fields.items() if name in Voice.__dataclass_fields__})


async def test_a_decision_keeps_its_path_and_what_became_part_of_the_plan(box: Database) -> None:
    details = Details(condition=HERS, new_strategy_title="Morning circles", learned=SHORT)
    async with box.store(actor=1) as store:
        made = await store.learning.propose(
            strategy="S1", path=decisions.Path.KEEP, reason=HERS, next_step=SHORT, owner="ben@x.example", due=None,
            evidence=f"“{HERS}”", by=1, confirmed=False, details=details,
        )  # fmt: skip
        await store.learning.hand_back(made.id, HIS)
    await delete(box)
    async with box.store() as store:
        way = decisions.Path.KEEP
        (decision,) = await store.learning.all_decisions(returned=True)
        assert (decision.reason, decision.next_step, decision.path, decision.evidence) == (
            "removed",
            "removed",
            way,
            "“removed”",
        )
        assert (decision.details.condition, decision.details.learned) == ("removed", "removed")
        assert decision.details.new_strategy_title == "Morning circles"
        assert decision.subject is Subject.STRATEGY
    assert SHORT not in await everything(box)


def raw(file: Path) -> list[str]:
    return [each.read_bytes().decode("latin-1") for each in file.parent.iterdir()]


async def test_nothing_of_it_is_left_in_the_file_itself(box: Database) -> None:
    """What a database calls deleted may still be read in its file, and in its log."""
    if box.is_postgres:
        pytest.skip("a server's files are its own")
    file = Path(box.url.removeprefix("sqlite:///"))
    async with box.store(actor=1) as store:
        await store.learning.reflect(Reflection("S1", 1, NOW, HERS * 300, Held.PARTLY, HERS))
    await clear_log(box.engine)
    assert "Zebrafish" in "".join(raw(file))
    await delete(box)
    await keep_in_step(box.engine, beside(box.url) or file, LATER)
    assert "zebrafish" not in "".join(raw(file)).lower()


async def test_the_list_beside_the_database_deletes_again_what_a_restore_brought_back(
    box: Database, tmp_path: Path
) -> None:
    path = tmp_path / "bot.db.deleted"
    async with box.store(actor=1) as store:
        await store.checkins.put(CheckIn("S1", WEEK, 1, Went.PARTLY, NOW, well=HERS))
    await keep_in_step(box.engine, path, LATER)
    assert not path.exists()
    await delete(box)
    assert await keep_in_step(box.engine, path, LATER) == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert "ebrafish" not in path.read_text().lower()
    async with box.store() as store:  # an older copy takes its place: it has the words, and knows of no deletion
        await store._t.run(table(RemovalRow).delete())
        await store.checkins.put(CheckIn("S1", WEEK, 1, Went.PARTLY, NOW, well=HERS))
    assert await keep_in_step(box.engine, path, LATER) == 1
    assert "Zebrafish" not in await everything(box)
    assert await keep_in_step(box.engine, path, LATER) == 0


async def test_a_list_that_cannot_be_read_is_not_written_over(box: Database, tmp_path: Path) -> None:
    path = tmp_path / "bot.db.deleted"
    path.write_text("[{")
    await delete(box)
    with pytest.raises(ValueError, match="Expecting"):
        await keep_in_step(box.engine, path, LATER)
    assert path.read_text() == "[{"


async def test_a_restored_database_forgets_again(box: Database) -> None:
    """The list of the database that is replaced knows what to delete in the one that takes its place."""
    async with box.store(actor=1) as store:
        await store.checkins.put(CheckIn("S1", WEEK, 1, Went.PARTLY, NOW, well=HERS))
        await store.checkins.put(CheckIn("S2", WEEK, 2, Went.PARTLY, NOW, well=HIS))
    tombstones = [Tombstone("ana@x.example", LATER, LATER, 3, "aa", ("bb",)), Tombstone("gone@x.example", LATER, LATER)]
    async with box.store(at=LATER + timedelta(days=1)) as store:
        assert await store.removals.reapply(tombstones) == 2
    async with box.store(at=LATER + timedelta(days=1)) as store:
        assert await store.removals.reapply(tombstones) == 0
        assert await store.removals.tombstones() == tombstones
    left = await everything(box)
    assert "Zebrafish" not in left
    assert HIS in left


async def test_everybodys_old_words_go_and_younger_ones_stay(box: Database) -> None:
    async with box.store(actor=1) as store:
        await store.checkins.put(CheckIn("S1", WEEK, 1, Went.PARTLY, NOW, well=HERS))
    async with box.store(actor=2, at=LATER) as store:
        await store.checkins.put(CheckIn("S2", WEEK, 2, Went.PARTLY, LATER, well=HIS))
    assert await delete(box, None, NOW + timedelta(hours=1)) == {"checkins": 1}
    left = await everything(box)
    assert "Zebrafish" not in left
    assert HIS in left
