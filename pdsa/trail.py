"""What the audit trail tells: entries that are one answer, and what a goal or strategy was changed in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from pdsa.checkin import CheckIn
from pdsa.field_privacy import words

SOON = timedelta(hours=1)
SILENT = frozenset(
    {"code", "cycle", "kind", "position", "dropped", "ready_on", "school", "carried_from", "earlier_rhythms"}
)
"""Fields of a goal or strategy whose changes say nothing to a reader of the plan."""


@dataclass(frozen=True)
class AuditEntry:
    """One entry of the audit trail: what was done about what, with what stood there before and after, as JSON."""

    at: datetime
    action: str
    about: str
    before: Any = None
    after: Any = None


def folded(entries: Sequence[AuditEntry]) -> Iterator[tuple[AuditEntry, int]]:
    """The entries, the newest first, each with how many actions it stands for: a tap and the sentence that was added to
    it within the hour are one answer of two actions.
    """
    tapped = False
    for entry, earlier in zip_longest(entries, entries[1:]):
        if not tapped:
            tapped = earlier is not None and adds_to(entry, earlier)
            yield (replace(entry, before=None), 2) if tapped else (entry, 1)
        else:
            tapped = False


def adds_to(entry: AuditEntry, earlier: AuditEntry) -> bool:
    """Whether an answer only adds a sentence to the tap that was there within the hour before."""
    if not (entry.action == earlier.action == "checkin" and entry.about == earlier.about and earlier.before is None):
        return False
    then, now = earlier.after, entry.after
    if not (isinstance(then, dict) and isinstance(now, dict)) or entry.at - earlier.at > SOON:
        return False
    return then.get("went") == now.get("went") and not any(then.get(name) for name in words(CheckIn))


@dataclass(frozen=True)
class PlanChange:
    """One change of a goal or strategy: when, by whom (a member's id), the action, and the fields before and after."""

    at: datetime
    actor: int | None
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def fields(self) -> list[tuple[str, Any, Any]]:
        """The fields that it changed, each with its old and its new value; from nothing to nothing is no change."""
        values = [(name, self.before.get(name), self.after[name]) for name in self.after if name not in SILENT]
        return [(name, old, new) for name, old, new in values if old != new and (_said(old) or _said(new))]


def _said(value: Any) -> bool:
    return value not in (None, "", [], ())


def plan_changes(kind: str, trail: Iterable[tuple[datetime, int | None, str, Any, Any]]) -> list[PlanChange]:
    """This year's changes of a goal or strategy (`kind`), newest first, from all that the trail tells of its code.
    Another year's part of the same code began with an entry of its own.
    """
    actions = {kind, f"{kind} dropped", f"{kind} taken up", *(("prediction amended",) if kind == "strategy" else ())}
    changes: list[PlanChange] = []
    for at, actor, action, before, after in trail:
        if action == kind and before is None:
            changes = []
        if action in actions:
            old, new = (
                before if isinstance(before, dict) else {},
                after if isinstance(after, dict) else {"later": after},
            )
            changes.append(PlanChange(at, actor, action, old, new))
    return [each for each in reversed(changes) if each.action != kind or not each.before or each.fields]
