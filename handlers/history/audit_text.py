"""What the audit trail says of one person, in sentences."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import zip_longest
from types import SimpleNamespace
from typing import Any

from handlers.history.audit_actions import sentences
from handlers.kit.words import Words, clip, month_name, number, say, when
from handlers.wording.strategy import path_name, went_words
from pdsa.checkin import CheckIn, Went
from pdsa.decisions import Path
from pdsa.field_privacy import marks, words
from pdsa.goals import Goal, Strategy
from pdsa.newyear import FIRST
from pdsa.people import Member
from pdsa.permissions import plan_of
from pdsa.text import _, _l
from pdsa.visible import Reader, may_read
from storage.own_words_in_trail import OF_DETAILS, SENTENCES, Sentence
from storage.own_words_in_trail import VALUES as KEPT
from storage.store import AuditEntry

VALUES: Mapping[str, type[Any]] = {"goal": Goal, "strategy": Strategy, **KEPT}
"""Actions that keep a value, and which: it says what of it are words, and for whom."""
PRIVATE = ("own level", "own level taken back")
"""What is for its author alone, whoever asks: the trail does not say more of it than that it was done."""
OF_A_DECISION = ("decision confirmed", "decision handed back", "decision applied", "next step done", "looked at again")
"""Actions whose trail names a decision by its number."""
OF_OTHERS = {"away": _l("Noted when {about} is away"), "back": _l("Noted that {about} is back")}
"""How those actions are told that a lead did for somebody else."""
SOON = timedelta(hours=1)


@dataclass(frozen=True)
class HistoryEntry:
    """One action in words, or several that are one answer. `sentences` are the person's own words in it."""

    at: Any
    words: Words
    sentences: tuple[str, ...] = ()
    actions: int = 1


@dataclass(frozen=True)
class AuditNames:
    """What codes mean. `decisions` are the codes that decisions are about, by their number as text."""

    strategies: Mapping[str, Strategy]
    goals: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)

    def title(self, code: str) -> str:
        found = self.strategies.get(code)
        return clip(found.title if found else self.goals.get(code, code), 120)


def entries(
    audit_entries: Iterable[AuditEntry], author: Member, reader: Member, names: AuditNames
) -> list[HistoryEntry]:
    """The actions, the newest first, told to a reader: sentences only where that reader may read them."""
    return [replace(_entry(each, author, reader, names), actions=n) for each, n in _folded(list(audit_entries))]


def _folded(audit_entries: Sequence[AuditEntry]) -> Iterator[tuple[AuditEntry, int]]:
    """A tap and the sentence that was added to it within the hour are one answer of two actions."""
    tapped = False
    for entry, earlier in zip_longest(audit_entries, audit_entries[1:]):
        if not tapped:
            tapped = earlier is not None and _adds_to(entry, earlier)
            yield (replace(entry, before=None), 2) if tapped else (entry, 1)
        else:
            tapped = False


def _adds_to(entry: AuditEntry, earlier: AuditEntry) -> bool:
    if not (entry.action == earlier.action == "checkin" and entry.about == earlier.about and earlier.before is None):
        return False
    then, now = earlier.after, entry.after
    if not (isinstance(then, dict) and isinstance(now, dict)) or entry.at - earlier.at > SOON:
        return False
    return then.get("went") == now.get("went") and not any(then.get(name) for name in words(CheckIn))


def _entry(entry: AuditEntry, author: Member, reader: Member, names: AuditNames) -> HistoryEntry:
    facts = entry.after if isinstance(entry.after, dict) and entry.action not in OF_DETAILS else {}
    kind = Sentence if entry.action in SENTENCES else VALUES.get(entry.action)
    kept = {"text": entry.after} if entry.action in SENTENCES else facts
    return HistoryEntry(entry.at, _words(entry, facts, author, names), _said(kind, kept, entry, author, reader, names))


def _said(
    kind: type[Any] | None,
    kept: Mapping[str, Any],
    entry: AuditEntry,
    author: Member,
    reader: Member,
    names: AuditNames,
) -> tuple[str, ...]:
    """The sentences that an action keeps, as far as a reader may read them."""
    if kind is None:
        return ()
    by = {getattr(mark, "by", "") or "" for mark in marks(kind).values()} - {""}
    strategy = str(kept.get("strategy") or entry.about.split(" ")[0])
    said = SimpleNamespace(**{**kept, **dict.fromkeys(by, author.id), "strategy": strategy})
    school = plan_of(author)
    knows = Reader(reader, names.strategies, {author.id: author}, schools=(school,) if school else ())
    found = ((name, kept.get(name)) for name in words(kind))
    return tuple(text for name, text in found if isinstance(text, str) and text and may_read(said, name, knows, kind))


def _words(entry: AuditEntry, facts: Mapping[str, Any], author: Member, names: AuditNames) -> Words:
    first, _space, rest = entry.about.partition(" ")
    code = str(facts.get("strategy") or first.rpartition(":")[2])
    if entry.about.startswith(FIRST):
        code = entry.about.removeprefix(FIRST)  # a key activity's name, spaces and all
    if entry.action in OF_A_DECISION:
        code = names.decisions.get(entry.about, _("something in an earlier plan"))
    name, day = _about(entry, facts)
    values = {"about": clip(name, 120), "title": names.title(code)}
    if entry.action == "checkin" and facts.get("went") in set(Went):
        template = _("Answered on *{title}*, week of {week}: {went}")
        if entry.before:
            template = _("Changed the answer on *{title}*, week of {week}: {went}")
        week = when(date.fromisoformat(rest)) if rest else ""
        return say(template, week=week, went=went_words(Went(facts["went"])), **values)
    if entry.action == "decision" and facts.get("path") in set(Path):
        decided, proposed = _("Decided on *{title}*: {path}"), _("Proposed for *{title}*: {path}")
        template = decided if facts.get("confirmed_by") else proposed
        return say(template, path=path_name(Path(facts["path"])), **values)
    template = sentences(entry.before is not None).get(entry.action) or _("{action}: {about}")
    if entry.action in OF_OTHERS and entry.about != author.email:
        template = str(OF_OTHERS[entry.action])
    words = say(template, action=entry.action.capitalize(), **values)
    if entry.action == "observation" and isinstance(facts.get("value"), (int, float)):
        words += say(": {value}", value=number(facts["value"]))
    return words + say(", {day}", day=when(day)) if day else words


def _about(entry: AuditEntry, facts: Mapping[str, Any]) -> tuple[str, date | None]:
    """What an action is about by its name, and the day where the trail names one; who a person is by their e-mail."""
    name, _space, last = entry.about.rpartition(" ")
    if entry.action.startswith("digest "):
        monthly = re.fullmatch(r"digest-monthly \d{4}-(0[1-9]|1[0-2])", entry.about)
        return (month_name(date.fromisoformat(f"{last}-01")) if monthly else last), None
    if not entry.action.startswith("observation") or not re.fullmatch(r"\d{4}-\d\d-\d\d", last):
        return str(facts.get("name") or entry.about) if entry.action == "member" else entry.about, None
    return name, date.fromisoformat(last)
