"""Golden cards: screens kept as JSON, and what stands on the screen now held against them.

`SEL_GOLDEN=write make test` writes them anew; look at what changed before committing it.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent / "golden"
WRITING = os.environ.get("SEL_GOLDEN") == "write"


def as_kept(folder: str, name: str, blocks: list[Any]) -> tuple[str, str]:
    """The screen as it is now, and as it was kept; names that the workspace makes up are left out."""
    made = json.dumps(blocks, indent=1, ensure_ascii=False, sort_keys=True)
    made = re.sub(r'\n *"block_id": "[0-9A-Z]+",', "", re.sub(r'"F[0-9A-Z]{8,}"', '"FILE"', made)) + "\n"
    path = GOLDEN / folder / f"{name}.json"
    if WRITING:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    return made, path.read_text(encoding="utf-8") if path.exists() else ""


def kept_names(folder: str) -> set[str]:
    """All screens that are kept in a folder."""
    return {path.stem for path in (GOLDEN / folder).glob("*.json")}
