"""Leads hear once that the database was put back, over the real sender: nobody else does, and nobody twice."""

from pathlib import Path

from pdsa.plan import Plan
from tests.people import ANA_LUCIA, DEVON, MARIBEL
from tests.room import moment, open_room
from tests.wires.slack_person import reads


async def test_each_lead_is_told_once(tmp_path: Path, plan: Plan) -> None:
    async with open_room(tmp_path, plan, at="2026-09-15 10:00") as room:
        await room.starts()
        await room.goes_to("2026-09-15 10:30")
        for minute in (31, 32):  # put back, looked at, and put back once more, before the bot was started
            room.clock.move_to(moment(f"2026-09-15 10:{minute}"))
            async with room.store(writes=True) as store:
                await store.restores.note()
        for at in ("10:40", "11:00", "15:00"):
            await room.goes_to(f"2026-09-15 {at}")
        notices_by_email = {
            email: [reads(each) for each in room.person(email).messages() if "was put back" in reads(each)]
            for email in (MARIBEL, DEVON, ANA_LUCIA)
        }
        assert {email: len(found) for email, found in notices_by_email.items()} == {MARIBEL: 1, DEVON: 1, ANA_LUCIA: 0}
        assert "Tell it again" in notices_by_email[MARIBEL][0]
