"""What the audit trail says of one person, in sentences: one for each kind of entry."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import zip_longest
from types import SimpleNamespace
from typing import Any

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


def sentences(changed: bool) -> dict[str, str]:
    """How each action is told; `changed` where something stood there before.

    `title` is the strategy or goal that an action is about, `about` what the trail itself names, without a day.
    """
    return _of_the_plan(changed) | _of_learning(changed) | _of_people(changed) | _of_schools(changed) | _of_the_year()


def _of_the_plan(changed: bool) -> dict[str, str]:
    return {
        "strategy": _("Changed the strategy *{title}*") if changed else _("Added the strategy *{title}*"),
        "strategy dropped": _("Set the strategy *{title}* aside"),
        "strategy taken up": _("Took the strategy *{title}* up again"),
        "goal": _("Changed the goal *{title}*") if changed else _("Added the goal *{title}*"),
        "goal dropped": _("Set the goal *{title}* aside"),
        "goal taken up": _("Took the goal *{title}* up again"),
        "goal parked": _("Parked the goal *{title}*"),
        "goal parked for longer": _("Let a parked goal wait longer"),
        "goal taken up again": _("Took the parked goal *{title}* up again"),
        "goal let go": _("Let the parked goal *{title}* go"),
        "prediction amended": _("Wrote a later wording of the prediction of *{title}*"),
        "logic model": _("Changed the logic model"),
        "logic model changed": _("Changed the logic model"),
        "asked to fill in": _("Asked an owner for what the plan lacks"),
        "import": _("Brought in a plan"),
        "left out": _("Went through what a plan's file left out"),
        "framework": _("Changed the framework {about}"),
        "rubric recorder": _("Said who records the agreed levels"),
    }


def _of_learning(changed: bool) -> dict[str, str]:
    return {
        "skip": _("Skipped a week"),
        "typed answer": _("Wrote a note on what was asked about *{title}*"),
        "help answered": _("Answered a call for help"),
        "asked the leads": _("Asked the leads for something"),
        "observation": _("Corrected a number of *{about}*") if changed else _("Logged a number of *{about}*"),
        "observation taken out": _("Took out a number of *{about}*"),
        "measure": _("Said how *{about}* is read"),
        "figures brought in": _("Brought in the numbers of the file *{about}*"),
        "rapid cycle": _("Changed a small cycle of *{title}*") if changed else _("Began a small cycle of *{title}*"),
        "rapid cycle set aside": _("Set the small cycle {about} aside"),
        "own level": _("Rated *{about}*"),
        "own level taken back": _("Took back a rating of *{about}*"),
        "consensus": _("Recorded the level agreed on for *{about}*"),
        "rating": _("Changed the rating of *{about}*"),
        "win": _("Changed a success") if changed else _("Told of a success"),
        "voice": _("Changed a voice") if changed else _("Passed on a voice"),
        "context": _("Noted that circumstances changed"),
        "context withdrawn": _("Took back a change of circumstances"),
        "reflection": _("Looked back at *{title}*"),
        "meeting": _("Set the day of a meeting"),
        "decision confirmed": _("Confirmed the decision on *{title}*"),
        "decision handed back": _("Handed back the proposal on *{title}*"),
        "next step done": _("Said that the next step of *{title}* is done"),
        "looked at again": _("Looked at the decision on *{title}* again"),
        "decision applied": _("Let the decision on *{title}* change the plan"),
    }


def _of_people(changed: bool) -> dict[str, str]:
    return {
        "away": _("Was away"),
        "back": _("Came back"),
        "chat account": _("Gave {about} another chat account"),
        "chat account refused": _("Said that a chat account is not that of {about}"),
        "zone": _("Changed a time zone"),
        "language": _("Chose a language"),
        "channel language": _("Chose the language of {about}"),
        "times": _("Chose a day and hours to be asked"),
        "reminders": _("Switched reminders on or off"),
        "other schools' questions": _("Switched other schools' questions on or off"),
        "told of typed answers": _("Heard that typed answers are kept"),
        "snooze": _("Put off what waited"),
        "snooze over": _("Took up again what was put off"),
        "member": _("Changed what the plan says of {about}") if changed else _("Added {about} to the plan"),
        "member came back": _("Brought {about} back into the plan"),
        "words deleted": _("Deleted the words of {about}"),
        "member left": _("Took {about} off the team"),
        "schools": _("Chose the schools of {about}"),
    }


def _of_schools(changed: bool) -> dict[str, str]:
    return {
        "shared": _("Shared a lesson with other schools"),
        "taken back": _("Took back a lesson that other schools could see"),
        "school question": _("Asked other schools"),
        "school answer": _("Answered another school"),
        "what helps": _("Said what would help the schools"),
        "audience": _("Changed the communication plan") if changed else _("Added to the communication plan"),
    }


def _of_the_year() -> dict[str, str]:
    return {
        "start": _("Pressed Start for {about}"),
        "cycle": _("Changed the settings of the year {about}"),
        "cycle renamed": _("Gave the year the name {about}"),
        "carried": _("Said that *{title}* goes on next year"),
        "left": _("Said that *{title}* is left behind next year"),
        "changed for the next year": _("Said what changes in *{title}* next year"),
        "launched": _("Laid out the next year"),
        "plan approved": _("Approved the new plan to be shared"),
        "promise": _("Settled a promise of the year"),
        "closed": _("Closed the year"),
        "reopened": _("Opened the year again"),
        "digest redrafted": _("Brought the figures of a draft up to date: {about}"),
        "digest edited": _("Edited a digest: {about}"),
        "digest lessons chosen": _("Chose the lessons that a digest opens with: {about}"),
        "digest approved": _("Approved a digest: {about}"),
        "digest declined": _("Said that a digest is not posted this time: {about}"),
        "digest taken back": _("Took a posted digest back: {about}"),
        "digest corrected": _("Corrected a posted digest: {about}"),
        "digest brought back": _("Made a digest a draft again: {about}"),
        "seen in its place": _("Said that a message had arrived"),
        "sent again": _("Had a message sent again"),
        "words kept for": _("Said how long people’s words are kept"),
        "left unsent": _("Left a message unsent"),
    }


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
