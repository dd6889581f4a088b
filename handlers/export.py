"""Export: one's own data as a file; for leads the whole plan's workbook."""

import json
from datetime import timedelta
from typing import Any

from handlers.kit.card import Button, Text, buttons, card
from handlers.kit.declared import Group
from handlers.kit.reply import Attach, Replies, Say
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn
from pdsa.people import EVERYONE, LEADS
from pdsa.permissions import owns
from pdsa.text import _, _l
from storage.exporting import take_out
from storage.files.outgoing_file import Book, Document
from storage.store import YearStore

feature = Feature("export")
MOST = 20_000
LONG_AGO = timedelta(days=365 * 20)


@feature.command(
    "export",
    help=_l("Get your own data as a file; leads also the whole plan"),
    who=EVERYONE,
    label=_l("My data"),
    group=Group.FOR_YOU,
    synonyms="download json",
)
async def export(turn: Turn, store: YearStore) -> Replies:
    """One's own data at once; a lead is offered the workbook besides."""
    told = _("Here is what I keep about you, as a file that any text editor opens.")
    more = buttons(Button(_("The plan as a workbook"), "export.plan")) if turn.person.is_lead else None
    text = Text(told if not turn.person.is_lead else told + " " + _("As a lead you can have the plan, too."))
    return [Say(card(text, more)), Attach(await own_data(turn, store), _("Your data"))]


async def own_data(turn: Turn, store: YearStore) -> Document:
    """Everything that is kept about one person, as JSON."""
    person = turn.person
    put_off = await store.snoozes.of(person.id)
    audit_entries = await store.audit_entries_of(person.id, turn.now - LONG_AGO, turn.now, most=MOST)
    kept: dict[str, Any] = {
        "person": {
            "name": person.name,
            "e-mail": person.email,
            "role": person.role.value,
            "team": person.team,
            "time zone": turn.zone,
            "reminders": person.nudged,
            "other schools' questions": person.consulted,
            "schools": list(person.schools),
            "put off until": put_off.isoformat(timespec="minutes") if put_off else None,
            "owns": [f"{each.code} {each.title}" for each in await store.plans.strategies() if owns(person, each)],
            "away": [{"from": each.since.isoformat(), "back": each.back.isoformat()} for each in person.away],
        },
        "made at": turn.now.isoformat(timespec="seconds"),
        "what you typed in answer": [
            {"to": each.kind, "about": each.subject, "words": each.text, "short": each.short}
            for each in await store.typed.of(person.id)
        ],
        "what you said and did": [
            {
                "at": entry.at.isoformat(timespec="seconds"),
                "what": entry.action,
                "about": entry.about,
                "before": entry.before,
                "after": entry.after,
            }
            for entry in audit_entries
        ],
    }
    return Document(f"{person.name} {turn.today.isoformat()}.json", json.dumps(kept, ensure_ascii=False, indent=2))


@feature.button("export.plan", who=LEADS, writes=False)
async def whole_plan(turn: Turn, store: YearStore) -> Replies:
    """The plan with what happened, as `sel-bot export` writes it, but for sentences that are not for this lead."""
    plan, happened = await take_out(store, turn.person)
    name = f"{plan.district} {plan.school_year}.xlsx"
    return Attach(Document(name, Book(plan, happened)), _("The plan, and what happened since"))
