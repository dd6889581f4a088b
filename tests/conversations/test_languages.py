"""Everybody is spoken to in their own language: here one reads the pseudo-language, the others English."""

from pathlib import Path

from bot.workspace.workspace import Workspace
from pdsa.plan import Plan
from pdsa.pseudo_language import CLOSES, OPENS, PSEUDO, accented
from tests.people import ANA_LUCIA, DEVON, MARIBEL
from tests.room import Room, open_room


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


async def test_the_chats_language_is_offered_in_settings_and_a_tap_takes_it(tmp_path: Path, plan: Plan) -> None:
    def in_spanish(workspace: Workspace) -> None:
        person = workspace.world.by_email[ANA_LUCIA]
        person.locale = "es-MX"

    async with open_room(tmp_path, plan, dressed=in_spanish) as room:
        ana = room.person(ANA_LUCIA)
        await ana.says("/sel settings")
        assert "Su chat está en Español" in ana.last().replace("*", "")
        assert "Your settings" in ana.last()
        await ana.presses("Usar Español")
        assert "Sus ajustes" in ana.screen()
        await ana.says("/sel settings")
        assert "Sus ajustes" in ana.last()


async def test_a_stakeholders_channel_has_a_language_that_a_lead_chooses(room: Room) -> None:
    maribel = room.person(MARIBEL)
    await maribel.says("/sel setup")
    await maribel.presses("Channels")
    await maribel.sends(language="es")
    async with room.store() as store:
        assert store.cycle is not None
        assert await store.cycles.channel_language(store.cycle.channels.stakeholders) == "es"
