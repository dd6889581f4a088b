"""The very first words: before anything is set up, and from people nobody knows."""

from pathlib import Path

from tests.people import MARIBEL, STRANGER
from tests.room import Room, open_room


async def test_a_stranger_is_told_who_can_add_them(room: Room) -> None:
    stranger = room.person(STRANGER)
    await stranger.says("/sel status")
    assert stranger.sees("Maribel Ortega and Devon Achterberg can add you")


async def test_a_stranger_is_told_what_holds_nothing_private(room: Room) -> None:
    stranger = room.person(STRANGER)
    for asked, told in (
        ("what is SEL?", "social and emotional learning"),
        ("What do you keep about me?", "I keep nothing of what you write to me."),
        ("what is the plan for Mesa Verde?", "can add you"),
    ):
        await stranger.says(asked)
        assert told in stranger.last(), asked


async def test_before_any_plan_the_settings_name_the_first_lead(tmp_path: Path) -> None:
    async with open_room(tmp_path, None) as room:
        stranger = room.person(STRANGER)
        await stranger.says("/sel status")
        assert stranger.sees("Nobody has set me up yet")


async def test_a_lead_is_known_by_e_mail(room: Room) -> None:
    await room.person(MARIBEL).says("/sel status")
    async with room.store() as store:
        maribel = await store.people.by_email(MARIBEL)
    assert maribel is not None
    assert maribel.address
