"""The bot that serves knows nothing of the local workspace."""

import subprocess
import sys

from tests.processes.runs import ROOT

LOOK = """
import sys
import bot.serve, bot.assemble, bot.doctor, bot.command_line
print([name for name in sys.modules if name.startswith(("bot.workspace", "bot.demo", "bot.rehearse"))])
"""


def test_serving_loads_nothing_of_the_workspace() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
