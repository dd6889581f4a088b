"""What a rehearsal leaves behind: year.html, messages.csv, summary.md, plan.xlsx, and earlier years' plans."""

import asyncio
import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from bot.assemble import Bot
from bot.rehearse.book import book
from bot.rehearse.mishaps import Mishaps
from bot.rehearse.record import Record, Seen
from bot.rehearse.result import Rehearsal, SentMessage
from bot.rehearse.summary import summary
from pdsa.calendar import local
from pdsa.plan import Plan
from storage.database_file import write_private
from storage.exporting import take_out
from storage.files.child import Child
from storage.files.workbook_in_child import write_plan
from storage.notification_states import Notification, State
from storage.store import open_newest_year

HEADER = ("at", "to", "kind", "text")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def workbook(made: Bot) -> bytes:
    """The plan as it stands, with what happened."""
    async with open_newest_year(made.engine, made.clock.now()) as store:
        taken_out, happened = await take_out(store)
    async with Child(workers=1) as child:
        return await write_plan(taken_out, happened, child)


async def collected(
    plans: Sequence[Plan],
    made: Bot,
    record: Record,
    mishaps: Mishaps,
    earlier: Sequence[bytes],
    *,
    seed: int,
    silent: bool,
) -> Rehearsal:
    """What came of the years, while their bot is still there to be asked; `earlier` are the workbooks of all but the
    last.
    """
    async with open_newest_year(made.engine, made.clock.now()) as store:
        notifications = [
            notification for year in await store.cycles.all() for notification in await store.year(year).outbox.all()
        ]
    books = {named(plan.school_year): content for plan, content in zip(plans, earlier, strict=False)}
    books["plan.xlsx"] = await workbook(made)
    rows = _rows(notifications, record.all(), plans[0])
    return Rehearsal(tuple(plans), record, rows, notifications, tuple(mishaps.found), books, seed, silent)


def named(school_year: str) -> str:
    """The file of an earlier year's plan: "plan-2026-27.xlsx"; what no file may be called by is left out."""
    return f"plan-{re.sub(r'[^0-9A-Za-z]+', '-', school_year).strip('-') or 'before'}.xlsx"


async def write_all(folder: Path, result: Rehearsal) -> list[str]:
    """Write the files; returns what to tell whoever rehearsed. Raises OSError where the disk refuses."""
    kinds = {notification.key: notification.kind for notification in result.notifications}
    pages = book(result.plans, result.year_of, result.record, kinds, silent=result.silent, seed=result.seed)
    texts = {"messages.csv": _csv(result.rows), "summary.md": summary(result), "year.html": pages}
    for name, content in (*result.workbooks.items(), *((name, text.encode()) for name, text in texts.items())):
        await asyncio.to_thread(write_private, folder / name, content)
    people = {row.to for row in result.rows if not row.to.startswith("#")}
    channels = {row.to for row in result.rows} - people
    sentences = [
        f"Rehearsed {result.plan.district}, {result.years}: {len(result.rows)} messages to "
        f"{len(people)} people and {len(channels)} {'channel' if len(channels) == 1 else 'channels'}. "
        "Nobody was messaged.",
        f"Read {folder / 'year.html'}; {folder / 'summary.md'} counts what each person would get.",
    ]
    if result.mishaps:
        sentences.append(f"Not all went well: {len(result.mishaps)} mishaps are listed at the end of summary.md.")
    return sentences


def _rows(notifications: Sequence[Notification], seen: Sequence[Seen], plan: Plan) -> list[SentMessage]:
    """The notifications that arrived, as they read when they came."""
    texts = {(each.channel, each.ts): each.text for each in seen if each.key}
    rows = []
    for notification in notifications:
        if notification.state is State.SENT and notification.sent_at is not None:
            zone = (notification.member.zone if notification.member else None) or plan.zone
            to = notification.member.email if notification.member else notification.channel
            rows.append(
                SentMessage(
                    local(notification.sent_at, zone),
                    to,
                    notification.kind,
                    texts.get((notification.conversation, notification.message), ""),
                )
            )
    return sorted(rows, key=lambda row: (row.at, row.to, row.kind, row.text))


def _csv(rows: Sequence[SentMessage]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for row in rows:
        writer.writerow((row.at.isoformat(timespec="seconds"), row.to, row.kind, _inert(row.text)))
    return out.getvalue()


def _inert(text: str) -> str:
    """The text as a spreadsheet will not run it."""
    return f"'{text}" if text.startswith(FORMULA) else text
