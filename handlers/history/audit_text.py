"""What the audit trail says of one person, in sentences: one for each kind of entry."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from handlers.kit.words import Words, clip, month_name, number, say, when
from handlers.wording.strategy import path_name, went_words
from pdsa.checkin import Went
from pdsa.decisions import Path
from pdsa.field_privacy import marks, words
from pdsa.goals import Goal, Strategy
from pdsa.newyear import FIRST
from pdsa.people import Member
from pdsa.permissions import plan_of
from pdsa.text import LazyText, _, _l
from pdsa.trail import AuditEntry, folded
from pdsa.visible import Reader, may_read
from storage.own_words_in_trail import OF_DETAILS, SENTENCES, Sentence
from storage.own_words_in_trail import VALUES as KEPT

VALUES: Mapping[str, type[Any]] = {"goal": Goal, "strategy": Strategy, **KEPT}
"""Actions that keep a value, and which: it says what of it are words, and for whom."""
PRIVATE = ("own level", "own level taken back")
"""What is for its author alone, whoever asks: the trail does not say more of it than that it was done."""
OF_A_DECISION = ("decision confirmed", "decision handed back", "decision applied", "next step done", "looked at again")
"""Actions whose trail names a decision by its number."""
OF_OTHERS = {"away": _l("Noted when {about} is away"), "back": _l("Noted that {about} is back")}
"""How those actions are told that a lead did for somebody else."""


TOLD: Mapping[str, LazyText] = {
    "strategy": _l("Changed the strategy *{title}*"),
    "strategy dropped": _l("Set the strategy *{title}* aside"),
    "strategy taken up": _l("Took the strategy *{title}* up again"),
    "goal": _l("Changed the goal *{title}*"),
    "goal dropped": _l("Set the goal *{title}* aside"),
    "goal taken up": _l("Took the goal *{title}* up again"),
    "goal parked": _l("Parked the goal *{title}*"),
    "goal parked for longer": _l("Let a parked goal wait longer"),
    "goal taken up again": _l("Took the parked goal *{title}* up again"),
    "goal let go": _l("Let the parked goal *{title}* go"),
    "prediction amended": _l("Wrote a later wording of the prediction of *{title}*"),
    "logic model": _l("Changed the logic model"),
    "logic model changed": _l("Changed the logic model"),
    "asked to fill in": _l("Asked an owner for what the plan lacks"),
    "import": _l("Brought in a plan"),
    "left out": _l("Went through what a plan's file left out"),
    "framework": _l("Changed the framework {about}"),
    "rubric recorder": _l("Said who records the agreed levels"),
    "skip": _l("Skipped a week"),
    "typed answer": _l("Wrote a note on what was asked about *{title}*"),
    "help answered": _l("Answered a call for help"),
    "asked the leads": _l("Asked the leads for something"),
    "observation": _l("Corrected a number of *{about}*"),
    "observation taken out": _l("Took out a number of *{about}*"),
    "measure": _l("Said how *{about}* is read"),
    "figures brought in": _l("Brought in the numbers of the file *{about}*"),
    "rapid cycle": _l("Changed a small cycle of *{title}*"),
    "rapid cycle set aside": _l("Set the small cycle {about} aside"),
    "own level": _l("Rated *{about}*"),
    "own level taken back": _l("Took back a rating of *{about}*"),
    "consensus": _l("Recorded the level agreed on for *{about}*"),
    "rating": _l("Changed the rating of *{about}*"),
    "win": _l("Changed a success"),
    "voice": _l("Changed a voice"),
    "context": _l("Noted that circumstances changed"),
    "context withdrawn": _l("Took back a change of circumstances"),
    "reflection": _l("Looked back at *{title}*"),
    "meeting": _l("Set the day of a meeting"),
    "decision confirmed": _l("Confirmed the decision on *{title}*"),
    "decision handed back": _l("Handed back the proposal on *{title}*"),
    "next step done": _l("Said that the next step of *{title}* is done"),
    "looked at again": _l("Looked at the decision on *{title}* again"),
    "decision applied": _l("Let the decision on *{title}* change the plan"),
    "away": _l("Was away"),
    "back": _l("Came back"),
    "chat account": _l("Gave {about} another chat account"),
    "chat account refused": _l("Said that a chat account is not that of {about}"),
    "zone": _l("Changed a time zone"),
    "language": _l("Chose a language"),
    "channel language": _l("Chose the language of {about}"),
    "times": _l("Chose a day and hours to be asked"),
    "reminders": _l("Switched reminders on or off"),
    "other schools' questions": _l("Switched other schools' questions on or off"),
    "told of typed answers": _l("Heard that typed answers are kept"),
    "snooze": _l("Put off what waited"),
    "snooze over": _l("Took up again what was put off"),
    "member": _l("Changed what the plan says of {about}"),
    "member came back": _l("Brought {about} back into the plan"),
    "words deleted": _l("Deleted the words of {about}"),
    "member left": _l("Took {about} off the team"),
    "schools": _l("Chose the schools of {about}"),
    "shared": _l("Shared a lesson with other schools"),
    "taken back": _l("Took back a lesson that other schools could see"),
    "school question": _l("Asked other schools"),
    "school answer": _l("Answered another school"),
    "what helps": _l("Said what would help the schools"),
    "audience": _l("Changed the communication plan"),
    "start": _l("Pressed Start for {about}"),
    "cycle": _l("Changed the settings of the year {about}"),
    "cycle renamed": _l("Gave the year the name {about}"),
    "carried": _l("Said that *{title}* goes on next year"),
    "left": _l("Said that *{title}* is left behind next year"),
    "changed for the next year": _l("Said what changes in *{title}* next year"),
    "launched": _l("Laid out the next year"),
    "plan approved": _l("Approved the new plan to be shared"),
    "promise": _l("Settled a promise of the year"),
    "closed": _l("Closed the year"),
    "reopened": _l("Opened the year again"),
    "digest redrafted": _l("Brought the figures of a draft up to date: {about}"),
    "digest edited": _l("Edited a digest: {about}"),
    "digest lessons chosen": _l("Chose the lessons that a digest opens with: {about}"),
    "digest approved": _l("Approved a digest: {about}"),
    "digest declined": _l("Said that a digest is not posted this time: {about}"),
    "digest taken back": _l("Took a posted digest back: {about}"),
    "digest corrected": _l("Corrected a posted digest: {about}"),
    "digest brought back": _l("Made a digest a draft again: {about}"),
    "seen in its place": _l("Said that a message had arrived"),
    "sent again": _l("Had a message sent again"),
    "words kept for": _l("Said how long people’s words are kept"),
    "left unsent": _l("Left a message unsent"),
}
"""How each action is told. `title` is the strategy or goal that it is about, `about` what the trail itself names,
without a day.
"""
FIRST_TIME: Mapping[str, LazyText] = {
    "strategy": _l("Added the strategy *{title}*"),
    "goal": _l("Added the goal *{title}*"),
    "observation": _l("Logged a number of *{about}*"),
    "rapid cycle": _l("Began a small cycle of *{title}*"),
    "win": _l("Told of a success"),
    "voice": _l("Passed on a voice"),
    "member": _l("Added {about} to the plan"),
    "audience": _l("Added to the communication plan"),
}
"""The same, where nothing stood there before."""


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
    audit_entries: Sequence[AuditEntry], author: Member, reader: Member, names: AuditNames
) -> list[HistoryEntry]:
    """The actions, the newest first, told to a reader: sentences only where that reader may read them."""
    return [replace(_entry(each, author, reader, names), actions=n) for each, n in folded(audit_entries)]


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
    template = str(TOLD.get(entry.action) or _("{action}: {about}"))
    if entry.before is None and entry.action in FIRST_TIME:
        template = str(FIRST_TIME[entry.action])
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
