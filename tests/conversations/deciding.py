"""How somebody walks through the interview of `decide` over the real wire."""

from typing import Any

from pdsa.decision_interview import way_to
from pdsa.decisions import Path
from pdsa.obstacles import Obstacle
from tests.room import Room


async def answers_to(room: Room, email: str, path: Path, obstacle: Obstacle = Obstacle.TIME) -> None:
    """Answer one screen after the other until the path's own lies open."""
    person, way = room.person(email), way_to(path, obstacle)
    while (view := room.workspace.views(email)[-1]).callback_id == "decide.answer":
        asked = {block.get("block_id") for block in view.blocks}
        said = {f"answer_{question}": str(answer) for question, answer in way.items()}
        await person.sends(**{name: answer for name, answer in said.items() if name in asked})


async def decides(room: Room, email: str, path: Path, details: dict[str, Any], **closing: Any) -> None:
    """The whole interview, from its first question to the decision."""
    await answers_to(room, email, path)
    await room.person(email).sends(**details, **closing)
