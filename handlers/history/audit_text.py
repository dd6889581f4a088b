"""What the audit trail says of one person, in sentences."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from handlers.history.audit_actions import sentences
from handlers.kit.decision_paths import path_name
from handlers.kit.strategy_text import went_words
from handlers.kit.words import Words, clip, month_name, number, say, when
from pdsa.checkin import Went
from pdsa.decisions import Path
from pdsa.goals import Strategy
from pdsa.newyear import FIRST
from pdsa.people import Member
from pdsa.permissions import plan_of, reads
from pdsa.text import _, _l
from storage.store import Deed

SENTENCES = ("well", "in_way", "help", "happened", "learned", "text", "reason", "statement", "prediction", "what",
             "effect", "objective", "result", "evidence", "returned")  # fmt: skip
"""The fields that hold people's own sentences, in the order in which they are told."""
PRIVATE = ("own level", "own level taken back")
"""What is for its author alone, whoever asks: the trail does not say more of it than that it was done."""
OF_A_DECISION = ("decision confirmed", "decision handed back", "decision applied", "next step done", "looked at again")
"""Deeds whose trail names a decision by its number."""
PROPOSERS_WORDS = ("decision applied", "next step done", "looked at again")
"""Deeds of which the trail keeps what somebody else may have written, too."""
OF_OTHERS = {"away": _l("Noted when {about} is away"), "back": _l("Noted that {about} is back")}
"""How those deeds are told that a lead did for somebody else."""
SOON = timedelta(hours=1)
TEXTS = ("prediction amended", "what helps", "reopened")
"""Deeds of which the trail keeps the person's own sentence and nothing else."""


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
    return then.get("went") == now.get("went") and not any(then.get(name) for name in SENTENCES)


def _entry(deed: Deed, author: Member, reader: Member, names: AuditNames) -> AuditEntry:
    facts = deed.after if isinstance(deed.after, dict) and deed.deed not in PROPOSERS_WORDS else {}
    strategy = names.strategies.get(str(facts.get("strategy") or deed.about.split(" ")[0]))
    about = strategy or Strategy("", "", "", school=plan_of(author))
    said = tuple(
        str(facts[name])
        for name in SENTENCES
        if isinstance(facts.get(name), str)
        and facts[name]
        and (name != "evidence" or deed.deed != "decision")  # what was seen at the time is in our words
        and reads(reader, author.id, bool(facts.get("quotable")) and name != "help", about)
    )
    if deed.deed in TEXTS and isinstance(deed.after, str) and deed.after and reads(reader, author.id, False, about):
        said = (deed.after,)
    return AuditEntry(deed.at, _words(deed, facts, author, names), said)


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
