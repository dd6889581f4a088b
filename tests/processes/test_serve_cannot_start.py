"""What keeps `serve` from working is said in a sentence, with a way out and no traceback."""

import re
import sqlite3
from pathlib import Path

import pytest

from tests.processes.runs import run, workspace

pytestmark = pytest.mark.timeout(480)
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-workspace", "SLACK_APP_TOKEN": "xapp-workspace"}
NOWHERE = {"SLACK_API_URL": "http://127.0.0.1:9/api/"}


@pytest.mark.parametrize(
    ("env", "told"),
    [
        ({}, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": "xoxb-workspace"}, "SLACK_APP_TOKEN is missing"),
        ({**TOKENS, **NOWHERE, "DATABASE_URL": "mysql://nowhere/x"}, "mysql is not a database I can use"),
        ({**TOKENS, **NOWHERE, "DATABASE_URL": "nonsense"}, "DATABASE_URL is not a database address"),
        ({**TOKENS, **NOWHERE, "DATABASE_URL": "postgresql://x:y@127.0.0.1:9/z"}, "The database does not answer"),
        ({**TOKENS, **NOWHERE, "PACE_PER_SECOND": "quick"}, "PACE_PER_SECOND cannot be used"),
    ],
)
async def test_a_setting_that_is_wrong(tmp_path: Path, env: dict[str, str], told: str) -> None:
    done = await run(tmp_path, "serve", env=env)
    assert told in done.text
    assert done.process.returncode == 1
    assert "Traceback" not in done.text
    assert len(done.said) <= 2


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_a_token_that_is_not_let_in(tmp_path: Path, name: str) -> None:
    async with workspace(tmp_path) as (_, joined):
        done = await run(tmp_path, "serve", env={**joined, name: joined[name] + "-old"})
        assert name in done.text
        assert "sel-bot doctor" in done.text
        assert done.process.returncode == 1
        assert "Traceback" not in done.text


async def test_a_database_of_an_older_shape(tmp_path: Path) -> None:
    env = {**TOKENS, **NOWHERE, "DATABASE_URL": f"sqlite:///{tmp_path / 'old.db'}"}
    assert (await run(tmp_path, "migrate", env=env)).process.returncode == 0
    with sqlite3.connect(tmp_path / "old.db") as database:
        database.execute("update alembic_version set version_num = '0000'")
    done = await run(tmp_path, "serve", env=env)
    assert "Run: sel-bot migrate" in done.text


async def test_every_command_says_what_it_is_for_and_what_it_needs(tmp_path: Path) -> None:
    whole = await run(tmp_path, "--help")
    words = re.findall(r"^[│|]\s+([a-z]+)\s{2,}\S", whole.text, re.MULTILINE)
    assert {"demo", "serve", "workspace", "doctor", "import", "export", "rehearse"} <= set(words)
    for word in words:
        said = await run(tmp_path, word, "--help")
        assert said.process.returncode == 0
        assert "Needs" in said.text, said.text
