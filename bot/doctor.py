"""The doctor: looks at settings, database, tokens, scopes and channels, and says what to do about each."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot import doctor_machine
from bot.assemble import open_bot
from bot.cli_error import CliError
from bot.command_line import database, read_settings
from bot.doctor_finding import Finding
from bot.platform import PlatformError
from bot.settings import Settings
from bot.slack.client import Slack
from bot.slack.scopes import SCOPES
from pdsa.text import ENGLISH, languages
from storage.language_names import own_name, progress
from storage.store import open_store


async def run_doctor(out: Console) -> None:
    """Print the findings; an error if something keeps the bot from working."""
    settings = read_settings()
    table = Table("", "what", "found", "what to do", box=None)
    ill = 0
    async for finding in _look(settings):
        mark = {True: "[green]ok[/green]", False: "[red]no[/red]", None: "[yellow]--[/yellow]"}[finding.well]
        ill += finding.well is False
        table.add_row(mark, finding.what, escape(finding.sentence), escape(finding.todo))
    out.print(table)
    if ill:
        raise CliError(f"{ill} of these keep the bot from working.")
    out.print("Ready: sel-bot serve")


async def _look(settings: Settings) -> AsyncIterator[Finding]:
    ready = True
    async for finding in _database(settings):
        ready = ready and finding.well is not False
        yield finding
    for each in doctor_machine.files(settings):
        yield each
    async for finding in _tokens(settings):
        yield finding
    yield _languages()
    admins = ", ".join(settings.sel_admins)
    yield Finding("SEL_ADMINS", bool(admins) or None, admins or "not set", "" if admins else _FIRST_LEAD)
    if ready:
        async for finding in _plan(settings):
            yield finding


_FIRST_LEAD = "Name the first lead by e-mail; without it the first workspace admin who speaks becomes one."


def _languages() -> Finding:
    """What can be chosen in chat, and how far it is translated."""
    names = [own_name(ENGLISH)]
    for language in languages()[1:]:
        translated, all_messages = progress(language)
        names.append(f"{own_name(language)} ({translated:,} of {all_messages:,} sentences; English for the others)")
    return Finding("languages", True, ", ".join(names))


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    kind = settings.database_url.split(":", 1)[0]
    try:
        async with database(settings) as engine:
            yield Finding("database", True, f"{kind}, of this version's shape")
            async for finding in doctor_machine.state(settings, engine):
                yield finding
    except CliError as error:
        yield Finding("database", False, str(error), error.way_out)


async def _tokens(settings: Settings) -> AsyncIterator[Finding]:
    bot_token = settings.slack_bot_token.get_secret_value()
    app_token = settings.slack_app_token.get_secret_value()
    if not bot_token.startswith("xoxb-"):
        todo = "Copy the Bot User OAuth Token (xoxb-...) from the app's page: OAuth & Permissions"
        yield Finding("SLACK_BOT_TOKEN", False, "not set", todo)
    else:
        async for finding in _bot_token(settings):
            yield finding
    if not app_token.startswith("xapp-"):
        todo = "Make an app-level token with connections:write on the app's page: Basic Information"
        yield Finding("SLACK_APP_TOKEN", False, "not set", todo)
        return
    client = AsyncWebClient(token=app_token, base_url=settings.slack_api_url, timeout=10)
    try:
        await client.apps_connections_open(app_token=app_token)
        yield Finding("SLACK_APP_TOKEN", True, "opens sockets")
    except (SlackClientError, OSError) as error:
        yield Finding("SLACK_APP_TOKEN", False, _short(error), "Is Socket Mode on, and the token still there?")


async def _bot_token(settings: Settings) -> AsyncIterator[Finding]:
    client = AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url, timeout=10
    )
    try:
        answer = await client.auth_test()
    except (SlackClientError, OSError) as error:
        yield Finding(
            "SLACK_BOT_TOKEN", False, _short(error), f"Does {settings.slack_api_url} answer? Is it this app's?"
        )
        return
    yield Finding("SLACK_BOT_TOKEN", True, f"{answer['user']} in {answer['team']}")
    for finding in doctor_machine.clock(answer.headers):
        yield finding
    granted = {each.strip() for each in str(answer.headers.get("x-oauth-scopes", "")).split(",") if each.strip()}
    lacking = sorted(set(SCOPES) - granted) if granted else []
    if not granted:
        yield Finding("scopes", None, "the server does not say which were granted")
    elif lacking:
        todo = "Add them under OAuth & Permissions (or paste manifest/slack.json again), then reinstall the app"
        yield Finding("scopes", False, "missing: " + ", ".join(lacking), todo)
    else:
        yield Finding("scopes", True, f"all {len(SCOPES)} granted")


async def _plan(settings: Settings) -> AsyncIterator[Finding]:
    async with database(settings) as engine, open_store(engine, datetime.now(UTC)) as store:
        async for finding in doctor_machine.jumps(store):
            yield finding
        cycle = store.newest_cycle
        if cycle is None:
            yield Finding("plan", None, "none yet", "sel-bot import FILE, or /sel setup in chat")
            return
        leads = [lead.name for lead in await store.people.leads()]
        started = f"started {cycle.started_at:%Y-%m-%d}" if cycle.started_at else "not started: nobody is messaged"
        todo = "" if cycle.started_at else "A lead presses Start in /sel setup"
        yield Finding("plan", cycle.started_at is not None or None, f"{cycle.district} {cycle.label}, {started}", todo)
        yield Finding(
            "leads", len(leads) > 1 or None, ", ".join(leads) or "none", "" if len(leads) > 1 else "Two are advised"
        )
        channels = (cycle.channels.team, cycle.channels.stakeholders, cycle.channels.leadership)
        known = {name: await store.cycles.channel(name) for name in channels if name}
    if settings.slack_bot_token.get_secret_value().startswith("xoxb-"):
        async with open_bot(settings) as made:
            for name, conversation in known.items():
                yield await _channel(made.slack, name, conversation)


async def _channel(slack: Slack, name: str, known: str) -> Finding:
    """Whether a channel gets its posts. `known` is where it was last, also under another name."""
    try:
        found = await slack.channel(name, known)
    except PlatformError as error:
        return Finding(name, False, str(error))
    called = await slack.channel_name(found)
    if called and called.lower() != name.lstrip("#").lower():
        todo = "A lead gives me the new name in /sel setup; in chat and in the plan it still has the old one"
        return Finding(name, None, f"it is called #{called} now, and gets its posts there", todo)
    inside = await slack.is_in(name)
    return Finding(
        name, inside, "found" if inside else "found, but I am not in it", "" if inside else f"/invite me in {name}"
    )


def _short(error: Exception) -> str:
    data = getattr(getattr(error, "response", None), "data", None)
    return str(data.get("error")) if isinstance(data, dict) else str(error).splitlines()[0][:120]
