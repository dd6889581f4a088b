"""`sel-bot forget`: somebody's words, or everybody's old ones, deleted without chat; at first it only tells."""

from datetime import UTC, datetime

from rich.console import Console
from rich.markup import escape

from bot.cli_error import CliError
from bot.command_line import database, read_settings
from bot.retention import list_of
from handlers.wording.released_sentences import counted, posted_words, standing, stays
from pdsa.calendar import instant, local_day
from pdsa.retention import months_before, months_in
from storage.database_stamp import keep_in_step
from storage.deletion_sweep import Deletion, Whose
from storage.store import Store, open_store


async def run_forget(email: str, older_than: str, yes: bool, out: Console) -> None:
    """Say what would go; with `yes`, delete it. Raises CliError where it is not clear whose words are meant."""
    if bool(email.strip()) == bool(older_than.strip()):
        raise CliError("Say whose words: an e-mail, or --older-than and an age.", "sel-bot forget ana@district.example")
    settings, now = read_settings(), datetime.now(UTC)
    async with database(settings) as engine:
        async with open_store(engine, now, writes=yes) as store:
            whose, name = await _whose(store, email, older_than)
            found = await (store.removals.delete(whose) if yes else store.removals.look(whose))
        for line in _told(found, name, yes):
            out.print(escape(line), highlight=False, soft_wrap=True)
        path = list_of(settings)
        if yes and path is not None:
            await keep_in_step(engine, path, now)
        elif yes:
            out.print("Set DELETED_LIST to a file that a restore leaves alone, or a restore brings the words back.")


async def _whose(store: Store, email: str, older_than: str) -> tuple[Whose, str]:
    if email.strip():
        member = await store.people.by_email(email.strip())
        if member is None:
            raise CliError(
                f"Nobody in the plan, now or before, has the e-mail {email.strip()}.", "sel-bot export lists all."
            )
        return Whose(member.id, store.now), member.name or member.email
    months = months_in(older_than)
    if months is None:
        raise CliError(f"{older_than.strip()!r} is no age that I can read.", "Write it like 2y or 18m.")
    zone = store.newest_cycle.zone if store.newest_cycle else "UTC"
    day = months_before(local_day(store.now, zone), months)
    return Whose(None, instant(day, datetime.min.time(), zone)), f"everybody, from before {day}"


def _told(deletion: Deletion, name: str, done: bool) -> list[str]:
    if not deletion.total and not deletion.posted:
        return [f"There are no words of {name} to delete."]
    first = "Deleted" if done else "Would be deleted"
    lines = [f"{first}, words of {name}:", *(f"- {each}" for each in counted(deletion)), stays()]
    if deletion.posted:
        lines += [posted_words(), *(f"- {each}" for each in standing(deletion.posted))]
    return lines if done else [*lines, "Nothing is changed yet. To delete them for good: the same with --yes"]
