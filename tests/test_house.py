"""The house keeps its own rules: floors, names, sizes, routes, and what the README says of them."""

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from bot.slack.scopes import SCOPES
from bot.workspace.workspace import Workspace
from handlers.features import FEATURES
from handlers.kit.routes import Kind, Router, RouteTable
from pdsa.people import EVERYONE, LEADS, PROMPTED, SCHOOL_ROLES, Role
from tests import run_fast

HOME = Path(__file__).parent.parent
ROOMS = ("pdsa", "storage", "handlers", "bot", "tests")
CODE = sorted(path for room in ROOMS for path in (HOME / room).rglob("*.py") if "versions" not in path.parts)
NO_ROOM = {"utils", "helpers", "common", "core", "base", "manager", "service", "misc"}
NAMING = {"Button": 1, "form": 0, "ask_form": 0, "Then": 0}
"""Calls that name a route, and at which place."""
README = (HOME / "README.md").read_text(encoding="utf-8")
COVERAGE = (HOME / "docs" / "coverage.md").read_text(encoding="utf-8")


def named(path: Path) -> str:
    return str(path.relative_to(HOME))


@cache
@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions() -> list[tuple[str, int]]:
    lengths = []
    for path in CODE:
        if path.parts[len(HOME.parts)] == "tests":
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
                lengths.append((f"{named(path)}:{node.name}", node.end_lineno - node.lineno + 1))
    return lengths


def test_at_the_top_stand_only_the_rooms_and_what_people_expect() -> None:
    """What git tracks, so that a developer's own leavings do not count."""
    listed = subprocess.run(["git", "ls-files"], cwd=HOME, capture_output=True, text=True, check=False)
    if listed.returncode or not listed.stdout:
        pytest.skip("this is no git checkout")
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert top <= {
        *ROOMS, "benchmarks", "docs", "manifest", ".ci", ".devcontainer", ".editorconfig", ".env.example", ".github",
        ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "SECURITY.md",
        "CONTRIBUTING.md", "LICENSE", "Makefile", "Procfile", "README.md", "pyproject.toml", "requirements.txt",
        "requirements-dev.txt",
    }  # fmt: skip


def test_below_the_top_floor_nobody_names_a_platform() -> None:
    words = re.compile(r"slack|microsoft|adaptive|block.?kit", re.IGNORECASE)
    rooms = [path for path in CODE if path.parts[len(HOME.parts)] in ("pdsa", "storage", "handlers")]
    said = [named(path) for path in rooms if words.search(path.read_text(encoding="utf-8"))]
    assert not said


def test_the_ground_floor_needs_only_the_standard_library_and_never_waits() -> None:
    for path in (HOME / "pdsa").rglob("*.py"):
        for node in ast.walk(tree(path)):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                top = name.split(".")[0]
                assert top == "pdsa" or top in sys.stdlib_module_names, f"{named(path)} imports {name}"
            assert not isinstance(node, (ast.AsyncFunctionDef, ast.Await)), f"{named(path)} waits"


def test_every_file_reads_in_one_sitting() -> None:
    sizes = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert not {name: lines for name, lines in sizes.items() if lines > 400}


def test_functions_are_short() -> None:
    lengths = functions()
    assert not [each for each in lengths if each[1] > 60]
    assert sum(length > 30 for _name, length in lengths) <= len(lengths) / 10


def test_every_module_says_what_it_is_for() -> None:
    silent = [named(path) for path in CODE if not (ast.get_docstring(tree(path)) or "").strip()]
    assert not silent


def at_import(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that a module makes when it is imported: not those within its functions."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            defaults = [default for default in node.args.kw_defaults if default]
            inside = [*node.decorator_list, *node.args.defaults, *defaults]
        case ast.Lambda():
            inside = []
        case _:
            inside = [*ast.iter_child_nodes(node)]
            if isinstance(node, ast.Call):
                yield node
    for child in inside:
        yield from at_import(child)


def test_no_module_words_anything_before_it_knows_the_reader() -> None:
    """What is declared at import is marked with `_l`, and worded when it is shown."""
    early = [
        f"{named(path)}:{call.lineno}"
        for path in CODE
        for call in at_import(tree(path))
        if isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext", "count", "join", "when", "number"}
        if path.parts[len(HOME.parts)] != "tests"
    ]
    assert not early


def test_all_words_come_from_one_module() -> None:
    others = [
        named(path)
        for path in CODE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module == "gettext" or "_" in {name.name for name in node.names})
        if node.module not in {"pdsa.text"} and path.parts[len(HOME.parts)] != "tests"
    ]
    assert others == ["pdsa/pseudo_language.py", "pdsa/text.py"]


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert not [named(path) for path in CODE if path.stem in NO_ROOM]


def test_no_two_classes_share_a_name() -> None:
    names = Counter(
        node.name
        for path in CODE
        if "tests" not in path.parts
        for node in tree(path).body
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, n in names.items() if n > 1 and not name.startswith("_")] == []


def test_the_workspace_is_tested_without_the_bot() -> None:
    """Its own README says how; import-linter holds what the workspace itself imports."""
    for path in (HOME / "tests" / "workspace").rglob("*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ROOMS:
                named_parts = [node.module] if node.module != "bot" else [f"bot.{part.name}" for part in node.names]
                assert all(str(part).startswith("bot.workspace") for part in named_parts), named(path)


def test_who_may_read_is_decided_in_one_place() -> None:
    """A lead of the plan reads what is said in it: only `pdsa.visible` asks for that."""
    asking = {named(path) for path in CODE if "tests" not in path.parts and "leads_plan" in path.read_text("utf-8")}
    assert asking == {"pdsa/permissions.py", "pdsa/visible.py"}


def test_an_init_holds_a_docstring_at_most() -> None:
    full = [named(path) for path in CODE if path.name == "__init__.py" and len(tree(path).body) > 1]
    assert not full


def test_no_test_patches() -> None:
    words = re.compile(r"\bpatch\(|monkeypatch\.setattr\(\s*[\"']|time\.sleep\(")
    tests = [path for path in CODE if path.parts[len(HOME.parts)] == "tests" and path.name != "test_house.py"]
    assert not [named(path) for path in tests if words.search(path.read_text(encoding="utf-8"))]


def test_every_route_has_one_name_and_every_button_leads_somewhere() -> None:
    routes = RouteTable.of(FEATURES).by_name
    used = set()
    for path in (HOME / "handlers").rglob("*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMING:
                at = NAMING[node.func.id]
                given = node.args[at] if len(node.args) > at else None
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    used.add((given.value, named(path)))
    assert used
    assert not {each for each in used if each[0] not in routes}


def test_every_file_that_answers_is_included_by_its_feature() -> None:
    """A router that nobody includes would answer nothing, and no test of its own would say so."""
    routes = RouteTable.of(FEATURES)
    for path in (HOME / "handlers").rglob("*.py"):
        module = import_module(".".join(path.relative_to(HOME).with_suffix("").parts))
        for router in (value for value in vars(module).values() if isinstance(value, Router)):
            assert {route.name for route in router.routes} <= routes.by_name.keys(), named(path)
            assert router.notifications.keys() <= routes.notifications.keys(), named(path)
            assert {*router.ticks} <= {*routes.ticks}, named(path)
        assert not hasattr(module, "__all__"), f"{named(path)} imports what it does not use"


PEOPLE = {
    "everyone": EVERYONE, "the team": PROMPTED, "leads": LEADS, "school teams": SCHOOL_ROLES,
    "supervisors": {Role.SUPERVISOR}, "communications": {Role.COMMUNICATIONS}, "research": {Role.RESEARCH},
}  # fmt: skip
"""Who may use a word, as the README says it."""


def test_the_readme_tells_of_each_word_what_the_word_declares_and_of_no_other() -> None:
    routes = RouteTable.of(FEATURES)
    rows = re.findall(r"^\| `/sel (\w+)([^`]*)` \| ([^|]*) \| (.*) \|$", README, re.MULTILINE)
    assert sorted(name for name, *_rest in rows) == sorted(word.name for word in routes.commands())
    for name, example, people, told in rows:
        word = routes.by_name[name].command
        assert word, name
        assert example.strip() == str(word.example), name
        assert told.startswith(str(word.help)), name
        assert frozenset[Role]().union(*(PEOPLE[each] for each in people.split(", "))) == routes.by_name[name].who, name


def test_the_readme_has_a_place_for_each_notification_and_for_no_other() -> None:
    """A reminder that is named after its question stands with it."""
    table = README[README.index("| kind | when") :].split("\n\n")[0].splitlines()[2:]
    named = [kind for row in table for kind in re.findall(r"`([\w-]+)`", row.split("|")[1])]
    kinds = RouteTable.of(FEATURES).kinds
    reminders = {name for name, kind in kinds.items() if kind.reminder and name.endswith("-nudge")}
    assert sorted(named) == sorted(kinds.keys() - reminders)
    assert {name.removesuffix("-nudge") for name in reminders} <= set(named)


def test_every_listed_word_and_every_notification_says_what_it_is_for() -> None:
    words = RouteTable.of(FEATURES).commands()
    assert not [word.name for word in words if not (str(word.help).strip() and str(word.label).strip())]
    assert all(str(kind.about).strip() for kind in RouteTable.of(FEATURES).kinds.values())
    assert all(route.who for route in RouteTable.of(FEATURES).by_name.values())


def test_what_keeps_something_says_so() -> None:
    """A form whose answers are kept opens a writing turn."""
    routes = [d for d in RouteTable.of(FEATURES).by_name.values() if d.kind is Kind.FORM and d.name.endswith(".keep")]
    assert routes
    assert all(route.writes for route in routes)


def test_the_manifest_asks_for_the_scopes_that_have_a_reason_and_no_other() -> None:
    manifest = json.loads((HOME / "manifest" / "slack.json").read_text(encoding="utf-8"))
    assert manifest["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert Workspace((), ()).runtime.events == set(manifest["settings"]["event_subscriptions"]["bot_events"])
    (command,) = manifest["features"]["slash_commands"]
    assert Workspace((), ()).runtime.command_escapes is command["should_escape"] is False


def test_the_readme_gives_the_reason_of_every_scope() -> None:
    for scope, reason in SCOPES.items():
        assert f"| `{scope}` | {reason} |" in README


def test_the_readme_shows_pictures_that_are_there() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert shown
    assert all((HOME / path).is_file() for path in shown)


def test_the_architecture_names_places_that_are_there() -> None:
    told = (HOME / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"[`\s]((?:bot|handlers|storage|pdsa|tests)/[\w/.]*|pyproject\.toml)", told)
    assert len(named) > 30
    places = [path.replace("VERB.py", "checkin").replace("VERB", "checkin").rstrip(".") for path in named]
    assert not [place for place in places if not (HOME / place).exists()]


def test_the_pinned_requirements_name_no_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (HOME / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "index" not in text.lower().replace("importlib", "")
        assert "://" not in text


def test_every_row_that_is_asked_for_names_its_word_and_a_test_that_is_there() -> None:
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.*?) \| (.*?) ?\|$", COVERAGE, re.MULTILINE)
    assert [int(number) for number, *_rest in rows] == list(range(1, 54))
    words = {route.name for route in RouteTable.of(FEATURES).commands()}
    notifications = RouteTable.of(FEATURES).notifications
    for number, _what, serves, tests in rows:
        assert serves.strip(), number
        named = {each.split(" ")[0] for each in re.findall(r"`([^`]+)`", serves)} - {"sel-bot", "import"}
        assert named <= words | notifications.keys(), (number, named)
        shown = re.findall(r"tests/\S+\.py", tests)
        assert shown or serves == "*later*", number
        assert all((HOME / path).is_file() for path in shown), (number, shown)
    empty = {int(number) for number, _what, serves, _tests in rows if "*later*" in serves}
    assert empty == {24, 25, 26, 27, 28, 29, 30, 42, 43, 48}


def test_what_the_fast_tests_run_is_there() -> None:
    assert not [path for path in run_fast.paths() if not path.exists()]
