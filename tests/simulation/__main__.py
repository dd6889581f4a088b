"""Live through seeds, and see what happened.

python -m tests.simulation SEED     one seed with its trace
python -m tests.simulation A..B     all seeds from A up to B, and what does not hold
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from tests.simulation.district import make_template
from tests.simulation.run import run


def main(asked: str) -> int:
    out = Console(highlight=False, soft_wrap=True, markup=False)
    first, _, last = asked.partition("..")
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.db"
        asyncio.run(make_template(template))
        failed = 0
        for seed in range(int(first), int(last or first) + 1):
            outcome = run(seed, template)
            failed += bool(outcome.broken)
            if not last:
                out.print("\n".join(outcome.trace))
            if outcome.broken or not last:
                out.print(str(outcome))
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
