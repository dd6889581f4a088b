"""Follows one turn through the floors: how often it goes back to read once something was decided or worded."""

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import FrameType
from typing import Any

HOME = str(Path(__file__).parent.parent) + "/"
WRITES = frozenset({"run", "put", "add", "add_missing", "record"})
SMALL = frozenset({"pdsa/calendar.py", "pdsa/names.py", "pdsa/errors.py"})
"""Days, names and refusals are everywhere: coming by them decides nothing."""
WORDING = frozenset({"pdsa/text.py", "handlers/kit/words.py"})


@dataclass
class Descent:
    """The steps of a turn in their order, as handlers take them: ("read" | "write" | "rule" | "words", function)."""

    steps: list[tuple[str, str]] = field(default_factory=list)

    @property
    def climbs(self) -> list[tuple[str, str]]:
        """Each return to reading: what was decided or worded before it, and what was read."""
        found, last = [], ""
        for kind, name in self.steps:
            if kind == "read":
                if last:
                    found.append((last, name))
                last = ""
            elif kind != "write":
                last = name
        return found


def _place(frame: FrameType | None) -> str:
    name = frame.f_code.co_filename if frame else ""
    return name.removeprefix(HOME) if name.startswith(HOME) else ""


def _is_property(frame: FrameType) -> bool:
    names = frame.f_code.co_varnames
    this = frame.f_locals.get(names[0]) if names else None
    found = inspect.getattr_static(type(this), frame.f_code.co_name, None)
    return isinstance(found, property | cached_property)


@contextmanager
def followed() -> Iterator[Descent]:
    """The way of what is done inside: calls out of handlers into storage, into pdsa and into wording."""
    descent = Descent()
    begun: list[FrameType] = []

    def step(frame: FrameType, event: str, _argument: Any) -> None:
        if event != "call":
            return
        place = _place(frame)
        if not place.startswith(("pdsa/", "storage/", "handlers/kit/words.py")):
            return
        name = f"{place.removesuffix('.py').replace('/', '.')}.{frame.f_code.co_name}"
        if place == "storage/transaction.py" and frame.f_code.co_name in WRITES and descent.steps:
            last = max(n for n, (kind, _name) in enumerate(descent.steps) if kind in ("read", "write"))
            descent.steps[last] = ("write", descent.steps[last][1])
        caller = _place(frame.f_back)
        if not caller.startswith("handlers/") or caller == place:
            return
        if place.startswith("storage/"):
            if frame.f_code.co_flags & inspect.CO_COROUTINE and not any(frame is other for other in begun):
                begun.append(frame)
                asked = frame.f_locals.get("ask")
                descent.steps.append(("read", asked.__qualname__ if asked else name))
        elif place in WORDING:
            descent.steps.append(("words", name))
        elif place not in SMALL and not frame.f_code.co_name.startswith(("__", "<")) and not _is_property(frame):
            descent.steps.append(("rule", name))

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        yield descent
    finally:
        sys.setprofile(before)
