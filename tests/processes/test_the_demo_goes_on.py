"""A demo that keeps its year in a folder stands there again as it was left."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli_error import CliError
from bot.demo import Demo, open_demo
from bot.workspace.keep import NAME
from tests.people import MARIBEL
from tests.wires.slack_person import Person

LUPE = "l.archuleta@riverbend.example"
TWO_WEEKS = timedelta(days=14)


async def moved(demo: Demo, by: timedelta) -> None:
    await demo.workspace.connected()
    async with demo.made.scheduler.turn:
        await demo.travel.to(demo.clock.now() + by)
    await demo.workspace.quiet()


async def started(demo: Demo) -> None:
    maribel = Person(demo.workspace, MARIBEL)
    await maribel.says("/sel setup")
    await maribel.presses("Start")
    await maribel.presses("Start now")
    await demo.workspace.quiet()


async def test_screens_times_and_old_messages_are_there_again(tmp_path: Path) -> None:
    async with open_demo(data=tmp_path / "year") as demo:
        await demo.workspace.connected()
        await started(demo)
        lupe = Person(demo.workspace, LUPE)
        await moved(demo, TWO_WEEKS)
        await lupe.presses("Partly")
        await lupe.says("/sel reflect S10")
        await demo.made.listener.settle()
        await demo.workspace.close_view(LUPE, demo.workspace.views(LUPE)[-1].id)
        home = await lupe.opens_home()
        before, screen, left = lupe.messages(), lupe.screen(), demo.clock.now()
        files = {file.id: file.content for file in demo.workspace.world.files.by_id.values()}
        assert files
    async with open_demo(data=tmp_path / "year") as demo:
        lupe = Person(demo.workspace, LUPE)
        assert demo.clock.now() >= left
        assert lupe.messages() == before
        assert lupe.screen() == screen
        assert lupe.form() == ""
        assert {file.id: file.content for file in demo.workspace.world.files.by_id.values()} == files
        view = demo.workspace.home(LUPE)
        assert view is not None
        assert home
        await lupe.presses("Edit")
        assert lupe.sees_form("Did it happen as planned?")
        await lupe.sends(note="An assembly took the slot")
        await demo.workspace.until(lambda: "An assembly took the slot" in lupe.screen())
        await moved(demo, TWO_WEEKS)
        assert lupe.screen().count("Hi Lupe") == 1
        assert Person(demo.workspace, MARIBEL).screen().count("Hi Maribel") == 1
        stamps = [message.ts for message in lupe.messages()]
        assert stamps == sorted(set(stamps))


async def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    async with open_demo(data=tmp_path):
        with pytest.raises(CliError, match="Another demo is open"):
            await opened(tmp_path)


@pytest.mark.parametrize("words", ["{", "[]", "{}", '{"shape": 1}', '{"shape": 1, "now": "2026-09-01T08:00:00+00:00"}'])
async def test_a_folder_that_holds_something_else(tmp_path: Path, words: str) -> None:
    (tmp_path / NAME).write_text(words)
    with pytest.raises(CliError, match="no demo of this version"):
        await opened(tmp_path)


async def test_a_database_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_text("no database at all, but long enough to be taken for one" * 20)
    with pytest.raises(CliError, match="no demo of this version"):
        await opened(tmp_path)


async def test_a_folder_that_cannot_be_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CliError, match="cannot be used"):
        await opened(tmp_path / "file" / "within")


async def opened(folder: Path) -> None:
    async with open_demo(data=folder):
        pass
