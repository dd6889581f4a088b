"""Open a workspace with three invented people by itself, for any app: `python -m bot.workspace [PORT]`."""

import asyncio
import sys
from contextlib import suppress

from bot.workspace.page import hang
from bot.workspace.starting_people import ChannelSpec, PersonSpec
from bot.workspace.workspace import Workspace

PORT = 8485
PEOPLE = (
    PersonSpec("Alma Reyes", "alma@riverbend.example", "America/Denver", is_admin=True),
    PersonSpec("Bashir Khan", "bashir@riverbend.example", "America/Denver"),
    PersonSpec("Chen Wu", "chen@riverbend.example", "America/Denver"),
)
CHANNELS = tuple(ChannelSpec(name, tuple(person.email for person in PEOPLE)) for name in ("team", "general"))


async def serve(port: int) -> None:
    """Until somebody interrupts it."""
    workspace = Workspace(PEOPLE, CHANNELS)
    hang(workspace)
    await workspace.start(port)
    sys.stdout.write(
        f"Open {workspace.url} in a browser. Ctrl-C ends it.\n\n"
        f"SLACK_API_URL={workspace.api_url} SLACK_BOT_TOKEN={workspace.runtime.bot_token} "
        f"SLACK_APP_TOKEN={workspace.runtime.app_token}\n"
    )
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await workspace.stop()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(int(sys.argv[1]) if len(sys.argv) > 1 else PORT))
