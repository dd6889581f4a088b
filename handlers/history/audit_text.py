"""What the audit trail says of one person, in sentences."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import zip_longest
from types import SimpleNamespace
from typing import Any

from handlers.history.audit_actions import sentences
from handlers.kit.decision_paths import path_name
from handlers.kit.strategy_text import went_words
from handlers.kit.words import Words, clip, month_name, number, say, when
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
from storage.store import Deed

VALUES: Mapping[str, type[Any]] = {"goal": Goal, "strategy": Strategy, **KEPT}
"""Deeds that keep a value, and which: it says what of it are words, and for whom."""
PRIVATE = ("own level", "own level taken back")
"""What is for its author alone, whoever asks: the trail does not say more of it than that it was done."""
OF_A_DECISION = ("decision confirmed", "decision handed back", "decision applied", "next step done", "looked at again")
"""Deeds whose trail names a decision by its number."""
OF_OTHERS = {"away": _l("Noted when {about} is away"), "back": _l("Noted that {about} is back")}
"""How those deeds are told that a lead did for somebody else."""
SOON = timedelta(hours=1)


@dataclass(frozen=True)
class AuditEntry:
    """One deed in words, or several that are one answer. `sentences` are the person's own words in it."""

    at: Any
    words: Words
    sentences: tuple[str, ...] = ()
    deeds: int = 1


@dataclass(frozen=True)
class AuditNames:
    """What codes mean. `decisions` are the codes that decisions are about, by their number as text."""

    strategies: Mapping[str, Strategy]
    goals: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)

    def title(self, code: str) -> str:
        found = self.strategies.get(code)
        return clip(found.title if found else self.goals.get(code, code), 120)


def entries(deeds: Iterable[Deed], author: Member, reader: Member, names: AuditNames) -> list[AuditEntry]:
    """The deeds, the newest first, told to a reader: sentences only where that reader may read them."""
    return [replace(_entry(each, author, reader, names), deeds=n) for each, n in _folded(list(deeds))]


def _folded(deeds: Sequence[Deed]) -> Iterator[tuple[Deed, int]]:
    """A tap and the sentence that was added to it within the hour are one answer of two deeds."""
    tapped = False
    for deed, earlier in zip_longest(deeds, deeds[1:]):
        if not tapped:
            tapped = earlier is not None and _adds_to(deed, earlier)
            yield (replace(deed, before=None), 2) if tapped else (deed, 1)
        else:
            tapped = False


def _adds_to(deed: Deed, earlier: Deed) -> bool:
    if not (deed.deed == earlier.deed == "checkin" and deed.about == earlier.about and earlier.before is None):
        return False
    then, now = earlier.after, deed.after
    if not (isinstance(then, dict) and isinstance(now, dict)) or deed.at - earlier.at > SOON:
        return False
    return then.get("went") == now.get("went") and not any(then.get(name) for name in words(CheckIn))


def _entry(deed: Deed, author: Member, reader: Member, names: AuditNames) -> AuditEntry:
    facts = deed.after if isinstance(deed.after, dict) and deed.deed not in OF_DETAILS else {}
    kind = Sentence if deed.deed in SENTENCES else VALUES.get(deed.deed)
    kept = {"text": deed.after} if deed.deed in SENTENCES else facts
    return AuditEntry(deed.at, _words(deed, facts, author, names), _said(kind, kept, deed, author, reader, names))


def _said(
    kind: type[Any] | None, kept: Mapping[str, Any], deed: Deed, author: Member, reader: Member, names: AuditNames
) -> tuple[str, ...]:
    """The sentences that a deed keeps, as far as a reader may read them."""
    if kind is None:
        return ()
    by = {getattr(mark, "by", "") or "" for mark in marks(kind).values()} - {""}
    strategy = str(kept.get("strategy") or deed.about.split(" ")[0])
    said = SimpleNamespace(**{**kept, **dict.fromkeys(by, author.id), "strategy": strategy})
    school = plan_of(author)
    knows = Reader(reader, names.strategies, {author.id: author}, schools=(school,) if school else ())
    found = ((name, kept.get(name)) for name in words(kind))
    return tuple(text for name, text in found if isinstance(text, str) and text and may_read(said, name, knows, kind))


def _words(deed: Deed, facts: Mapping[str, Any], author: Member, names: AuditNames) -> Words:
    first, _space, rest = deed.about.partition(" ")
    code = str(facts.get("strategy") or first.rpartition(":")[2])
    if deed.about.startswith(FIRST):
        code = deed.about.removeprefix(FIRST)  # a key activity's name, spaces and all
    if deed.deed in OF_A_DECISION:
        code = names.decisions.get(deed.about, _("something in an earlier plan"))
    name, day = _about(deed, facts)
    values = {"about": clip(name, 120), "title": names.title(code)}
    if deed.deed == "checkin" and facts.get("went") in set(Went):
        template = _("Answered on *{title}*, week of {week}: {went}")
        if deed.before:
            template = _("Changed the answer on *{title}*, week of {week}: {went}")
        week = when(date.fromisoformat(rest)) if rest else ""
        return say(template, week=week, went=went_words(Went(facts["went"])), **values)
    if deed.deed == "decision" and facts.get("path") in set(Path):
        decided, proposed = _("Decided on *{title}*: {path}"), _("Proposed for *{title}*: {path}")
        template = decided if facts.get("confirmed_by") else proposed
        return say(template, path=path_name(Path(facts["path"])), **values)
    template = sentences(deed.before is not None).get(deed.deed) or _("{deed}: {about}")
    if deed.deed in OF_OTHERS and deed.about != author.email:
        template = str(OF_OTHERS[deed.deed])
    words = say(template, deed=deed.deed.capitalize(), **values)
    if deed.deed == "observation" and isinstance(facts.get("value"), (int, float)):
        words += say(": {value}", value=number(facts["value"]))
    return words + say(", {day}", day=when(day)) if day else words


def _about(deed: Deed, facts: Mapping[str, Any]) -> tuple[str, date | None]:
    """What a deed is about by its name, and the day where the trail names one; who a person is by their e-mail."""
    name, _space, last = deed.about.rpartition(" ")
    if deed.deed.startswith("digest "):
        monthly = re.fullmatch(r"digest-monthly \d{4}-(0[1-9]|1[0-2])", deed.about)
        return (month_name(date.fromisoformat(f"{last}-01")) if monthly else last), None
    if not deed.deed.startswith("observation") or not re.fullmatch(r"\d{4}-\d\d-\d\d", last):
        return str(facts.get("name") or deed.about) if deed.deed == "member" else deed.about, None
    return name, date.fromisoformat(last)
