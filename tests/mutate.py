"""Change pdsa in many small ways, each by itself, and tell how many of them tests/pdsa notices.

`python -m tests.mutate --seed 7 --sample 100`, or `make mutate`: mutmut makes the changes (`<=` for `<`, `or` for
`and`, 4 for 3, None for an argument) in a copy under mutants/, and runs the tests that come by the changed function; a
seed draws which are tried. mutmut leaves alone functions with a decorator, constants of a module, and lines that word
something for people ([tool.mutmut] in pyproject.toml): no test down here asserts a sentence.
"""

import argparse
import json
import random
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parent.parent
NOT_NOTICED = {0: "all tests pass", 33: "no test comes by"}
"""mutmut's codes of changes that slip through."""
AT_LEAST = 0.85


def mutmut(*arguments: str) -> str:
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout[-3000:])
    return done.stdout


def codes() -> dict[str, int | None]:
    """Every change by its name, and mutmut's code of what came of it; None where it was not tried."""
    read: dict[str, int | None] = {}
    for file in sorted((HOME / "mutants" / "pdsa").rglob("*.meta")):
        read.update(json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"])
    return read


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=100, help="how many changes are tried")
    parser.add_argument("--only", default="", help="in this module alone: pdsa.runchart, say")
    chosen = parser.parse_args()
    mutmut("run", "pdsa.errors.*")  # few; it makes the names of all
    names = sorted(name for name in codes() if name.startswith(chosen.only))
    drawn = random.Random(chosen.seed).sample(names, min(chosen.sample, len(names)))
    mutmut("run", *drawn)
    came = codes()
    slipped = [name for name in sorted(drawn) if came[name] in NOT_NOTICED]
    for name in slipped:
        sys.stdout.write(f"\n{NOT_NOTICED[came[name] or 0]}: {name}\n{mutmut('show', name)}\n")
    noticed = 1 - len(slipped) / len(drawn)
    caught = f"{len(drawn) - len(slipped)} of {len(drawn)} changes noticed ({noticed:.0%})"
    sys.stdout.write(f"seed {chosen.seed}: {caught}; there are {len(names)}\n")
    return 0 if noticed >= AT_LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
