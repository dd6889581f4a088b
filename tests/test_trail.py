"""The audit trail: every action says whether it holds words, and nothing that stands is read back from it."""

import ast
from collections.abc import Iterator

from storage.own_words_in_trail import ACTIONS
from tests.test_house import CODE, HOME, named, tree

SILENT = frozenset((
    "asked to fill in", "away", "back", "carried", "changed for the next year", "channel language",
    "chat account refused", "chat account", "clock jumped", "clock wrong", "closed", "context withdrawn",
    "cycle renamed", "cycle", "decision confirmed", "digest brought back", "digest drafted", "digest gave way",
    "digest redrafted", "digest sent back", "figures brought in", "framework", "goal dropped", "goal let go",
    "goal parked for longer", "goal taken up again", "goal taken up", "goal", "language", "launched", "left out",
    "left unsent", "left", "logic model changed", "logic model", "meeting", "member came back", "member left",
    "member", "other schools' questions", "own level taken back", "own level", "plan approved", "posted",
    "prediction amended", "rapid cycle set aside", "reminders", "rubric recorder", "schools", "seen in its place",
    "sent again", "shared", "skip", "snooze over", "snooze", "start", "strategy dropped", "strategy taken up",
    "strategy", "taken back", "times", "told of typed answers", "words deleted", "words kept for", "zone",
))  # fmt: skip
"""Actions that hold choices, numbers or the district's plan. What of them repeats deleted words is found by those."""
BY_CHOICE = {
    "shared", "taken back", "next step done", "looked at again", "win", "voice", "left", "carried",
    "changed for the next year", "goal dropped", "goal taken up", "strategy dropped", "strategy taken up",
}  # fmt: skip
"""Actions whose names are put together where they are recorded."""


def recorded() -> set[str]:
    """The names of all actions that any code keeps, where they are written out."""
    found: set[str] = set()
    for path in (path for path in CODE if path.parts[len(HOME.parts)] != "tests"):
        code = tree(path)
        names = {
            target.id: node.value.value
            for node in code.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        found |= {names.get(each, each) for each in _actions(code)}
    return {each for each in found if not each.isidentifier() or each.islower()}


def _actions(code: ast.Module) -> Iterator[str]:
    """The first argument of what records, and of a topic's own helper that hands it on."""
    for call in ast.walk(code):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            at = {"record": (0,), "_change": (2,), "_settle": (1, 2)}.get(call.func.attr, ())
            given = [call.args[place] for place in at if len(call.args) > place]
            either = [part for each in given if isinstance(each, ast.IfExp) for part in (each.body, each.orelse)]
            for said in (*given, *either):
                if isinstance(said, ast.Name) and said.id.isupper():
                    yield said.id
                elif isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield said.value


def test_every_action_of_the_trail_says_whether_it_holds_words() -> None:
    known = set(ACTIONS) | SILENT
    assert not (recorded() | BY_CHOICE) - known, "say it in storage/own_words_in_trail.py, or in SILENT"
    assert not set(ACTIONS) & SILENT
    assert {"checkin", "digest edited", "decision handed back", "goal let go"} <= recorded()


READ_THE_TRAIL = {
    "handlers/cycle/routes.py": "the history of a small cycle",
    "handlers/export_and_forget.py": "what somebody takes along",
    "handlers/history/routes.py": "what somebody said and did",
    "handlers/answers/edit_conflicts.py": "who changed it while a form was open",
    "handlers/log/routes.py": "the history of a number",
    "handlers/plan/history.py": "the history of a part of the plan",
    "handlers/status/strategy.py": "the history of a strategy",
    "storage/checkins.py": "takes out what was never meant",
    "storage/deletion_sweep.py": "takes people's words out",
    "storage/measure_settings.py": "takes out what was never meant",
    "storage/outages_and_restores.py": "the last moment at which anything was written",
    "storage/store.py": "the questions that the others ask",
    "storage/transaction.py": "writes it",
    "storage/typed_answers.py": "takes out what was never meant",
}
"""Who may read the audit trail, and for what: it tells what happened, and nothing that stands is read back from it."""
TRAIL = {"AuditRow", "trail", "last_changed", "audit_entries_of"}


def test_nothing_that_stands_is_read_back_from_the_trail() -> None:
    """A new state gets a column or a table of its own; the trail tells of it beside that."""
    readers = set()
    for path in CODE:
        if named(path).startswith(("pdsa/", "storage/", "handlers/", "bot/")) and "tables" not in path.parts:
            names = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
            imported = {
                alias.name for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom) for alias in node.names
            }
            readers |= {named(path)} if (names | imported) & TRAIL else set()
    assert readers == set(READ_THE_TRAIL)
