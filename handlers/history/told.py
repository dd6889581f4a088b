"""What the audit trail says of one person, in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handlers.kit.paths import path_name
from handlers.kit.sofar import went_words
from handlers.kit.words import Words, _, clip, number, say, when
from pdsa.checkin import Went
from pdsa.decisions import Path
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.reach import plan_of, reads
from storage.store import Deed

SENTENCES = ("well", "in_way", "help", "happened", "learned", "text", "reason", "statement", "prediction", "what",
             "effect", "objective", "result", "evidence")  # fmt: skip
"""The fields that hold people's own sentences, in the order in which they are told."""
PRIVATE = ("own level", "own level taken back")
"""What is for its author alone, whoever asks: the trail does not say more of it than that it was done."""


@dataclass(frozen=True)
class Entry:
    """One deed in words. `sentences` are the person's own words in it."""

    at: Any
    words: Words
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    """What codes mean, and who is who."""

    strategies: Mapping[str, Strategy]
    goals: Mapping[str, str] = field(default_factory=dict)

    def title(self, code: str) -> str:
        found = self.strategies.get(code)
        return clip(found.title if found else self.goals.get(code, code), 120)


def entries(deeds: Iterable[Deed], author: Member, reader: Member, names: Names) -> list[Entry]:
    """The deeds, told to a reader: sentences only where that reader may read them."""
    return [_entry(each, author, reader, names) for each in deeds]


def _entry(deed: Deed, author: Member, reader: Member, names: Names) -> Entry:
    facts = deed.after if isinstance(deed.after, dict) else {}
    strategy = names.strategies.get(str(facts.get("strategy") or deed.about.split(" ")[0]))
    about = strategy or Strategy("", "", "", school=plan_of(author))
    said = tuple(
        str(facts[name])
        for name in SENTENCES
        if isinstance(facts.get(name), str)
        and facts[name]
        and reads(reader, author.id, bool(facts.get("quotable")) and name != "help", about)
    )
    return Entry(deed.at, _words(deed, facts, names), said)


def _words(deed: Deed, facts: Mapping[str, Any], names: Names) -> Words:
    first, _space, rest = deed.about.partition(" ")
    values = {"about": clip(deed.about, 120), "title": names.title(str(facts.get("strategy") or first))}
    if deed.deed == "checkin" and facts.get("went") in set(Went):
        template = _("Answered on *{title}*, week of {week}: {went}")
        if deed.before:
            template = _("Changed the answer on *{title}*, week of {week}: {went}")
        week = when(date.fromisoformat(rest)) if rest else ""
        return say(template, week=week, went=went_words(Went(facts["went"])), **values)
    if deed.deed == "decision" and facts.get("path") in set(Path):
        return say(_("Decided or proposed on *{title}*: {path}"), path=path_name(Path(facts["path"])), **values)
    if deed.deed == "observation" and isinstance(facts.get("value"), (int, float)):
        return say(_("Corrected a number of *{about}*: {value}"), value=number(facts["value"]), **values)
    template = sentences(deed.before is not None).get(deed.deed, "")
    if template:
        return say(template, **values)
    return say(_("{deed}: {about}"), deed=deed.deed.capitalize(), **values)


def sentences(changed: bool) -> dict[str, str]:
    """How each deed is told; `changed` where something stood there before."""
    return {
        "reflection": _("Looked back at *{title}*"),
        "strategy": _("Changed the strategy *{title}*") if changed else _("Added the strategy *{title}*"),
        "goal": _("Changed the goal *{title}*") if changed else _("Added the goal *{title}*"),
        "prediction amended": _("Wrote a later wording of the prediction of *{title}*"),
        "decision confirmed": _("Confirmed a decision"),
        "decision handed back": _("Handed a proposal back"),
        "decision applied": _("A confirmed decision changed the plan"),
        "win": _("Changed a success") if changed else _("Told of a success"),
        "voice": _("Changed a voice") if changed else _("Passed on a voice"),
        "context": _("Noted that circumstances changed"),
        "context withdrawn": _("Took back a change of circumstances"),
        "rapid cycle": _("Wrote down a small cycle of *{title}*"),
        "consensus": _("Recorded the level agreed on for *{about}*"),
        "own level": _("Rated *{about}*"),
        "own level taken back": _("Took back a rating of *{about}*"),
        "rating": _("Changed the rating of *{about}*"),
        "skip": _("Skipped a week"),
        "away": _("Was away"),
        "back": _("Came back"),
        "zone": _("Changed a time zone"),
        "reminders": _("Switched reminders on or off"),
        "snooze": _("Put off what waited"),
        "snooze over": _("Took up again what was put off"),
        "start": _("Pressed Start for {about}"),
        "cycle": _("Changed the settings of the year {about}"),
        "member": _("Changed or added {about}"),
        "member left": _("Took {about} off the team"),
        "logic model": _("Changed the logic model"),
        "goal parked": _("Parked the goal *{title}*"),
        "framework": _("Changed the framework {about}"),
        "import": _("Brought in a plan"),
    }
