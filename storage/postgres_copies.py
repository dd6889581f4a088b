"""PostgreSQL's own programs for copies of a whole database: pg_dump, pg_restore and psql."""

import asyncio
import os
from asyncio.subprocess import PIPE
from pathlib import Path

from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from storage.backup import NoCopy
from storage.database import APPLICATION, connect
from storage.private import make_private

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
    await _run(url, "pg_restore", "--list", str(copy), connects=False)
    await dump(url, aside)
    script.unlink(missing_ok=True)
    make_private(script)
    try:
        await _run(
            url, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy), connects=False
        )  # fmt: skip
        gone = [f'DROP TABLE IF EXISTS "{name}" CASCADE;' for name in await _tables(url)]
        script.write_text("\n".join([*gone, script.read_text()]))
        await _run(
            url, "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}"
        )
    finally:
        script.unlink(missing_ok=True)


async def in_use(url: str) -> bool:
    """Whether another process of ours is connected to the database."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = :name AND datname = current_database()"
    return bool(await _asked(f"{query} AND pid <> pg_backend_pid()", name=APPLICATION, url=url))


async def _tables(url: str) -> list[str]:
    query = "SELECT string_agg(tablename, '\n') FROM pg_tables WHERE schemaname = 'public'"
    return str(await _asked(query, url=url) or "").split()


async def _asked(query: str, *, url: str, **values: str) -> object:
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
        raise NoCopy(f"{program}: {lines[0][:300]} Nothing was changed.", INSTALL if "version" in lines[0] else "")
