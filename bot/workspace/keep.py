"""Keeps a workspace in a folder, so that its messages, files and home tabs are there again after a restart."""

import asyncio
import contextlib
import fcntl
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.workspace.records import Channel, File, Json, Message, View
from bot.workspace.world import World

SHAPE = 1
NAME = "workspace.json"
PAUSE = 3.0
"""Seconds of the machine's time between two savings, at least."""

_Entered = dict[tuple[str, str], Json]


class Unreadable(Exception):
    """What lies in the folder is no workspace of this version, or of other people."""


class Taken(Exception):
    """Another process has its workspace in the folder."""


@contextmanager
def opened(folder: Path) -> Iterator["Shelf"]:
    """The folder, made where it is missing, for this process alone. OSError where the disk refuses, or Taken."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Taken(str(folder)) from None
        yield Shelf(folder)


class Shelf:
    """A folder with one workspace in it. OSError where the disk refuses, Unreadable where the content does not fit."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: set[str] = set()

    def read(self) -> Json | None:
        """What was kept, or None in a new folder."""
        try:
            snapshot: Any = json.loads((self._folder / NAME).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise Unreadable(str(error)) from None
        if not isinstance(snapshot, dict) or snapshot.get("shape") != SHAPE:
            raise Unreadable("another shape")
        return snapshot

    def write(self, kept: Json) -> None:
        """Replace what was kept, at once or not at all."""
        fresh = self._folder / f"{NAME}.new"
        fresh.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        fresh.replace(self._folder / NAME)

    def write_file(self, file: File) -> None:
        """Put an upload's bytes beside; they never change."""
        if file.content is None or file.id in self._files:
            return
        uploads = self._folder / "files"
        uploads.mkdir(exist_ok=True)
        (uploads / file.id).write_bytes(file.content)
        self._files.add(file.id)

    def read_file(self, file_id: str) -> bytes | None:
        """An upload's bytes, or None where they are gone."""
        with contextlib.suppress(OSError):
            content = (self._folder / "files" / Path(file_id).name).read_bytes()
            self._files.add(file_id)
            return content
        return None


def moment_of(kept: Json) -> datetime:
    """The district's time when this was kept. Unreadable where it has none."""
    try:
        return datetime.fromisoformat(kept["now"])
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(repr(error)) from None


@asynccontextmanager
async def kept_up(world: World, shelf: Shelf) -> AsyncIterator[None]:
    """Save the world while it changes, and once more at the end."""
    saving = asyncio.create_task(_save_changes(world, shelf))
    try:
        yield
    finally:
        saving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await saving
        save(world, shelf)


async def _save_changes(world: World, shelf: Shelf) -> None:
    with world.notices.subscribe() as changes:
        async for _ in changes:
            await asyncio.sleep(PAUSE)
            changes.skip()
            with contextlib.suppress(OSError):  # a full disk: the next change tries again, the last save complains
                save(world, shelf)


def save(world: World, shelf: Shelf) -> None:
    """Write everything down but open forms: a form does not outlive the page it stands on."""
    uploads = [file for file in world.files.by_id.values() if file.content is not None]
    for file in uploads:
        shelf.write_file(file)
    shelf.write(
        {
            "shape": SHAPE,
            "team": world.team_id,
            "now": world.clock.now().isoformat(),
            "micros": world.last_micros,
            "number": world.last_number,
            "away": [one.id for one in world.people.values() if one.deleted],
            "channels": [_channel_out(channel) for channel in world.channels.values()],
            "homes": [{"id": view.id, "user": view.user, "body": view.body} for view in world.views.homes.values()],
            "files": [_without(asdict(file), "content", "ready") for file in uploads],
        }
    )


def restore(world: World, shelf: Shelf, snapshot: Json) -> None:
    """Put what was kept into a world that was just made. Unreadable where it is another one's, or broken."""
    if snapshot.get("team") != world.team_id:
        raise Unreadable("another workspace")
    try:
        _restore(world, shelf, snapshot)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(repr(error)) from None


def _restore(world: World, shelf: Shelf, snapshot: Json) -> None:
    world.last_micros, world.last_number = int(snapshot["micros"]), int(snapshot["number"])
    for who in snapshot["away"]:
        if who in world.people:
            world.people[who].deleted = True
    for body in snapshot["channels"]:
        _put(world, _channel_in(body))
    for home in snapshot["homes"]:
        view = View(home["id"], home["user"], "home", home["body"], world.views.fresh_hash(), home["id"])
        world.views.homes[view.user] = world.views.open[view.id] = view
    for body in snapshot["files"]:
        file = File(**body, content=shelf.read_file(body["id"]))
        world.files.by_id[file.id] = file


def _put(world: World, channel: Channel) -> None:
    """A kept channel in place of the fresh one; whoever came new stays in it."""
    fresh = world.channels.get(channel.id)
    if fresh is not None:
        channel.members.update(fresh.members)
    channel.members = {who: None for who in channel.members if who in world.people}
    world.channels[channel.id] = channel
    if channel.with_user is not None:
        world.dms[channel.with_user] = channel.id
    else:
        world.by_name[channel.name] = channel


def _channel_out(channel: Channel) -> Json:
    body = {name: getattr(channel, name) for name in ("id", "name", "created", "kind", "archived", "with_user", "read")}
    messages = [_message_out(channel.messages[ts]) for ts in channel.order]
    return {**body, "members": list(channel.members), "messages": messages, "roots": channel.roots}


def _channel_in(body: Json) -> Channel:
    messages = [_message_in(one) for one in body["messages"]]
    return Channel(
        **{
            **body,
            "members": dict.fromkeys(body["members"]),
            "messages": {message.ts: message for message in messages},
            "order": [message.ts for message in messages],
        }
    )


def _message_out(message: Message) -> Json:
    body = {name: getattr(message, name) for name in message.__dataclass_fields__}
    return {**body, "entered": {who: _entered_out(entered) for who, entered in message.entered.items()}}


def _message_in(body: Json) -> Message:
    return Message(**{**body, "entered": {who: _entered_in(entered) for who, entered in body["entered"].items()}})


def _entered_out(entered: _Entered) -> list[Any]:
    return [[block, action, state] for (block, action), state in entered.items()]


def _entered_in(rows: list[Any]) -> _Entered:
    return {(block, action): state for block, action, state in rows}


def _without(body: Json, *names: str) -> Json:
    return {key: value for key, value in body.items() if key not in names}
