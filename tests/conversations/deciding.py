"""How somebody walks through the interview of `decide` over the real wire."""

import json
from typing import Any

from pdsa.decisions import Path
from pdsa.interview import Question, way_to
from pdsa.obstacles import Obstacle
from tests.room import Room


async def answers_to(room: Room, email: str, path: Path, obstacle: Obstacle = Obstacle.TIME) -> None:
    """Answer one question after the other until the path's own screen lies open."""
    person, way = room.person(email), way_to(path, obstacle)
    while (view := room.workspace.views(email)[-1]).callback_id == "decide.answer":
        carried = json.loads(view.body["private_metadata"])
        await person.sends(**{f"answer_{carried['question']}": str(way[Question(carried["question"])])})


async def decides(room: Room, email: str, path: Path, details: dict[str, Any], **closing: Any) -> None:
    """The whole interview, from its first question to the decision."""
    await answers_to(room, email, path)
    await room.person(email).sends(**details)
    await room.person(email).sends(**closing)
