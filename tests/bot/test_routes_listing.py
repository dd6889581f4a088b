"""`sel-bot routes`: each word, button, form and notification, with the place in the code where it is answered."""

import re
from io import StringIO
from pathlib import Path

from rich.console import Console

from bot.command_line import HERE, show_routes
from handlers.features import FEATURES
from handlers.kit.routes import RouteTable

PLACE = re.compile(r"^\W*([\w.-]+)\W.*?([\w/]+\.py):(\d+)", re.MULTILINE)


def test_each_one_names_the_line_where_it_is_written() -> None:
    out = StringIO()
    show_routes(Console(file=out, width=400))
    places = {name: (HERE / file, int(line)) for name, file, line in PLACE.findall(out.getvalue())}
    routes = RouteTable.of(FEATURES)
    assert places.keys() == routes.by_name.keys() | routes.notifications.keys()
    for name, (file, line) in places.items():
        assert function_begins(file, line), f"{name}: {file}:{line}"


def function_begins(file: Path, line: int) -> bool:
    """Whether a function, or what registers it, begins at a line."""
    return file.read_text(encoding="utf-8").splitlines()[line - 1].lstrip().startswith(("@", "async def", "def"))
