"""Everybody is spoken to in their own language: here one reads the pseudo-language, the others English."""

from pdsa.pseudo import CLOSES, OPENS, PSEUDO, accented
from tests.people import ANA_LUCIA, DEVON, MARIBEL
from tests.room import Room


async def choose(room: Room, email: str, language: str) -> None:
    async with room.store(writes=True) as store:
        member = await store.people.by_email(email)
        assert member is not None
        await store.people.set_language(member, language)


async def test_notifications_and_replies_are_in_the_readers_language(room: Room) -> None:
    ana, devon, maribel = (room.person(email) for email in (ANA_LUCIA, DEVON, MARIBEL))
    await choose(room, ANA_LUCIA, PSEUDO)
    await room.starts()
    await room.goes_to("2026-08-17 10:00")
    assert ana.last().startswith(OPENS)
    assert OPENS not in devon.last()
    await ana.says("/sel settings")
    assert CLOSES in ana.last()
    await maribel.says("/sel settings")
    assert OPENS not in maribel.last()


async def test_what_somebody_asks_for_reaches_the_leads_in_theirs(room: Room) -> None:
    ana, maribel = room.person(ANA_LUCIA), room.person(MARIBEL)
    await choose(room, ANA_LUCIA, PSEUDO)
    await room.starts()
    await room.goes_to("2026-09-17 14:05")
    await ana.presses(accented("Not this week"))
    await ana.presses(accented("Ask for help"))
    await ana.sends(help="Nobody can open the gym")
    await room.settles()
    assert "Nobody can open the gym" in maribel.last()
    assert OPENS not in maribel.screen()
    await maribel.presses("Write to Ana-Lucía")
    await maribel.sends(words="Take the library")
    await room.settles()
    assert "Take the library" in ana.last()
    assert OPENS in ana.last()
    assert OPENS not in maribel.screen()
