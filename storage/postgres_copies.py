"""PostgreSQL's own programs for copies of a whole database: pg_dump, pg_restore and psql."""

import asyncio
import os
import re
from asyncio.subprocess import PIPE
from pathlib import Path

from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from storage.backup import NEWER, NoCopy
from storage.database import APPLICATION, connect
from storage.database_file import make_private
from storage.migrate import known_shapes

VERSION = re.compile(r"COPY (\w+\.)?alembic_version ")
END_OF_ROWS = "\\."
INSTALL = "Install PostgreSQL's client programs (postgresql-client), of the server's version or a newer one."


async def dump(url: str, to: Path) -> None:
    """The whole database as pg_dump writes it, of one moment, also while the bot runs. Raises NoCopy or OSError."""
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    make_private(part)
    try:
        await _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
        await _run(url, "pg_restore", "--list", str(part), connects=False)
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


async def put_back(url: str, copy: Path, aside: Path) -> None:
    """A dump in the place of all that stands there, which is dumped to `aside` first; all or nothing. Raises NoCopy."""
    script = aside.with_name(f"{aside.name}.sql")
    script.unlink(missing_ok=True)
    make_private(script)
    try:
        await _run(
            url, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy), connects=False
        )  # fmt: skip
        _look_into(script)
        gone = [f'DROP TABLE IF EXISTS "{name}" CASCADE;' for name in await _tables(url)]
        script.write_text("\n".join([*gone, script.read_text()]))
        await dump(url, aside)
        try:
            await _run(
                url, "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1",
                f"--file={script}",
            )  # fmt: skip
        except NoCopy:
            await asyncio.to_thread(aside.unlink, True)  # nothing was changed
            raise
    finally:
        script.unlink(missing_ok=True)


def _look_into(script: Path) -> None:
    """Raises NoCopy where what a dump holds is nothing of ours, or newer than this version."""
    with script.open(encoding="utf-8", errors="replace") as lines:
        version = ""
        for line in lines:
            if VERSION.match(line):
                version = next(lines, "").strip()
                break
    if not version or version == END_OF_ROWS:
        raise NoCopy("it holds nothing of mine.", "Name a file that `sel-bot backup` made.")
    if version not in known_shapes():
        raise NoCopy(NEWER)


async def in_use(url: str) -> bool:
    """Whether another process of ours is connected to the database."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = :name AND datname = current_database()"
    return bool(await _query_answer(f"{query} AND pid <> pg_backend_pid()", name=APPLICATION, url=url))


async def _tables(url: str) -> list[str]:
    query = "SELECT string_agg(tablename, '\n') FROM pg_tables WHERE schemaname = 'public'"
    return str(await _query_answer(query, url=url) or "").split()


async def _query_answer(query: str, *, url: str, **values: str) -> object:
    engine = connect(url)
    try:
        async with engine.connect() as connection:
            found: object = (await connection.execute(text(query), values)).scalar()
            return found
    except (OSError, SQLAlchemyError) as error:
        raise NoCopy(f"The database does not answer: {error}.", "Check DATABASE_URL: sel-bot doctor") from None
    finally:
        await engine.dispose()


async def _run(url: str, program: str, *words: str, connects: bool = True) -> None:
    """One of PostgreSQL's programs; the password goes by its environment, where no list of processes shows it."""
    address: URL = make_url(url).set(drivername="postgresql")
    where = [f"--dbname={address.set(password=None).render_as_string(hide_password=False)}"] if connects else []
    env = {**os.environ, **({"PGPASSWORD": str(address.password)} if address.password else {})}
    try:
        process = await asyncio.create_subprocess_exec(
            program, *words, *where, env=env, stdin=asyncio.subprocess.DEVNULL, stdout=PIPE, stderr=PIPE
        )
    except FileNotFoundError:
        by_hand = " ".join([program, *words, *where])
        raise NoCopy(f"{program} is not here.", f"{INSTALL} Or run it where it is: {by_hand}") from None
    _said, wrong = await process.communicate()
    if process.returncode:
        lines = wrong.decode(errors="replace").strip().splitlines() or [f"it ended with {process.returncode}"]
        raise NoCopy(f"{program}: {lines[0][:300]}", INSTALL if "version" in lines[0] else "")
