"""The command line: `sel-bot --help` tells what there is."""

import asyncio
import gc
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.cli_error import CliError

# Each command imports what it needs when it runs: `--help` should not wait for chart and chat libraries.

app = typer.Typer(
    name="sel-bot",
    help="Walks a district's SEL teams through a year-long Plan-Do-Study-Act cycle, in chat. Begin with: sel-bot demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
out = Console()
err = Console(stderr=True)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page on this machine; 0 takes any free one.")] = 8484,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    data: Annotated[
        Path | None, typer.Option(help="Folder that keeps the demo's year; left out, a new year each time.")
    ] = None,
) -> None:
    """Open a workspace in the browser and live through Riverbend's year. Needs nothing but this machine."""
    from bot.demo import run_demo  # noqa: PLC0415

    _run(run_demo(port, browser, data, out))


@app.command()
def rehearse(
    plan: Annotated[Path, typer.Argument(help="The plan's workbook (.xlsx).")],
    to: Annotated[Path, typer.Option("--out", help="Folder for year.html, messages.csv, plan.xlsx, summary.md.")],
    seed: Annotated[int, typer.Option(help="Same seed, same year.")] = 1,
    silent: Annotated[bool, typer.Option("--silent", help="Nobody answers anything.")] = False,
    years: Annotated[int, typer.Option(min=1, max=4, help="So many years, each with what was learned before.")] = 1,
) -> None:
    """Play a whole school year from your plan and write down every message. Needs the plan; nobody is messaged."""
    from bot.rehearse.run import run_rehearsal  # noqa: PLC0415

    _run(run_rehearsal(plan, to, seed, silent, out, years))


@app.command()
def serve() -> None:
    """Run the bot. Needs SLACK_BOT_TOKEN, SLACK_APP_TOKEN and DATABASE_URL; `sel-bot doctor` checks them."""
    from bot.serve import run_service  # noqa: PLC0415

    _run(run_service(out))


@app.command()
def workspace(
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes any free one.")] = 8484,
    people: Annotated[
        Path | None, typer.Option(help="Who is there: a plan's workbook, or a .csv with name, e-mail, time zone.")
    ] = None,
) -> None:
    """Start the local workspace alone, a small Slack on this machine, and say how a bot joins it. Needs nothing."""
    from bot.demo import run_workspace  # noqa: PLC0415

    _run(run_workspace(port, people, out))


@app.command()
def migrate() -> None:
    """Bring the database to this version's shape. Needs DATABASE_URL; safe to run again."""
    from bot.command_line import run_migrate  # noqa: PLC0415

    _run(run_migrate(out))


@app.command()
def routes() -> None:
    """List every word, button, form and notification, who may use it, and where it lives. Needs nothing."""
    from bot.command_line import show_routes  # noqa: PLC0415

    show_routes(out)


@app.command()
def template(
    to: Annotated[Path, typer.Argument(help="Where to write the empty workbook.")] = Path("sel-plan.xlsx"),
) -> None:
    """Write an empty plan workbook with guidance. Needs nothing."""
    from bot.command_line import run_template  # noqa: PLC0415

    _run(run_template(to, out))


@app.command("import")
def import_(plan: Annotated[Path, typer.Argument(help="The plan's workbook (.xlsx).")]) -> None:
    """Check a plan's workbook and keep all of it or nothing. Needs DATABASE_URL; messages nobody."""
    from bot.command_line import run_import  # noqa: PLC0415

    _run(run_import(plan, out))


@app.command()
def export(
    to: Annotated[Path, typer.Argument(help="Where to write the workbook.")] = Path("sel-plan-export.xlsx"),
) -> None:
    """Write the plan back as a workbook, with what happened since. Needs DATABASE_URL."""
    from bot.command_line import run_export  # noqa: PLC0415

    _run(run_export(to, out))


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(help="Where to write the copy; a new file, for instance with the day in it.")],
) -> None:
    """Write a copy of the whole database, also while the bot runs. Needs DATABASE_URL (PostgreSQL: pg_dump, too)."""
    from bot.backups import run_backup  # noqa: PLC0415

    _run(run_backup(to, out))


@app.command()
def restore(
    copy: Annotated[
        Path | None,
        typer.Argument(help="What `backup` wrote; left out where something else put the database back."),
    ] = None,
) -> None:
    """Put a backup in the database's place while the bot is stopped; nothing is sent twice. Needs DATABASE_URL."""
    from bot.backups import run_restore  # noqa: PLC0415

    _run(run_restore(copy, out))


@app.command()
def forget(
    email: Annotated[str, typer.Argument(help="Whose words; left out with --older-than.")] = "",
    older_than: Annotated[str, typer.Option("--older-than", help="Everybody's words older than this: 2y, 18m.")] = "",
    yes: Annotated[bool, typer.Option("--yes/--dry-run", help="Delete them, or only say what would go.")] = False,
) -> None:
    """Delete somebody's words, or everybody's old ones, wherever they stand. Needs DATABASE_URL; counts stay."""
    from bot.forget import run_forget  # noqa: PLC0415

    _run(run_forget(email, older_than, yes, out))


@app.command()
def doctor() -> None:
    """Check settings, database, tokens, scopes and channels, and say what to do. Needs nothing; posts nothing."""
    from bot.doctor import run_doctor  # noqa: PLC0415

    _run(run_doctor(out))


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run a command to its end: an error is one sentence and a way out, never a traceback."""
    gc.freeze()
    gc.enable()
    try:
        asyncio.run(work)
    except CliError as error:
        err.print(f"[bold]{error}[/bold]", highlight=False, soft_wrap=True)
        if error.way_out:
            err.print(error.way_out, highlight=False, soft_wrap=True)
        raise typer.Exit(error.code) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def main() -> None:
    """The entry point of the `sel-bot` script."""
    gc.disable()  # what a command imports is no garbage: to look through it again and again takes a sixth of its start
    app()


if __name__ == "__main__":
    main()
