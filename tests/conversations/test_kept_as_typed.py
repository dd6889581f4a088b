"""What people type is kept letter by letter, whichever way it comes: in the talk, as a mention, after the command."""

import pytest

from pdsa.voice_entries import VoiceKind
from tests.people import ANA_LUCIA, MARIBEL
from tests.room import Room, moment

CASES = (
    ("voice", "\n", "We do not want it, and we are not going"),
    ("voice", "\n", "Un niño de 8 años dijo: «mañana no, por favor»"),
    ("VOICE", "\u00a0", "Families said: we want evening meetings, and NOT on Mondays"),
    ("please voice", " ", "The bus is at 3 P.M., but we'd like 4:15 (70% of us)"),
    ("voice", " • ", "a < b && c > d, and R&D is not a <tag>"),
    ("(voice)", " ", "«no más», said a father"),
    ("Voice:", "\n", "first line\n\n  second, with spaces\n- and a dash"),
)


@pytest.fixture
async def september(room: Room) -> Room:
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    return room


def text_field(room: Room, email: str) -> str:
    """What stands in the open form's text."""
    view = room.workspace.views(email)[-1]
    block = next(block for block in view.blocks if block.get("block_id") == "text")
    return str(block["element"].get("initial_value", ""))


async def kept(room: Room) -> str:
    async with room.store() as store:
        assert store.cycle is not None
        found = await store.voices.between(store.cycle.year.first_day, store.cycle.year.last_day, VoiceKind.VOICE)
        return found[0].text


@pytest.mark.parametrize("way", ["talk", "command", "mention"])
@pytest.mark.parametrize(("word", "gap", "said"), CASES)
async def test_notification_by_notification(september: Room, way: str, word: str, gap: str, said: str) -> None:
    ana = september.person(ANA_LUCIA)
    place = "sel-team" if way == "mention" else None
    await ana.says({"talk": "", "command": "/sel ", "mention": "@SEL Cycle Bot "}[way] + word + gap + said, place)
    if way != "command":
        await ana.presses("Open it", place)
    assert text_field(september, ANA_LUCIA) == said
    await ana.sends(who="students")
    assert await kept(september) == said
    assert said in ana.screen()


@pytest.mark.parametrize("before", ["I want to share a ", "please log a"])
async def test_a_word_behind_one_that_says_what_to_do_with_it(september: Room, before: str) -> None:
    ana = september.person(ANA_LUCIA)
    await ana.says(f"{before} voice: «no más», and not on Mondays")
    await ana.presses("Open it")
    assert text_field(september, ANA_LUCIA) == "«no más», and not on Mondays"


@pytest.mark.parametrize(("command", "escapes"), [(False, False), (True, False), (True, True)])
async def test_links_people_and_channels_come_out_as_a_person_reads_them(
    september: Room, command: bool, escapes: bool
) -> None:
    """Our manifest asks for commands as they were typed; another app's may ask for names and links in markup."""
    ana = september.person(ANA_LUCIA)
    september.workspace.runtime.command_escapes = escapes
    said = "See https://riverbend.example/a?x=1&y=2 or ana@riverbend.org, ask @Maribel Ortega in #sel-team & @here"
    await ana.says(("/sel win " if command else "win ") + said)
    sent = ana.messages()[-2].text if not command else ""
    assert command or "<https://riverbend.example/a?x=1&amp;y=2> or <mailto:ana@riverbend.org|" in sent
    assert command or f"<@{september.workspace.world.person(MARIBEL).id}> in <#" in sent
    if not command:
        await ana.presses("Open it")
    assert text_field(september, ANA_LUCIA) == said
