"""Whom a lead's one tap asks for what is missing, and whom it cannot ask, with the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, say, when
from handlers.wording.strategy import listed
from pdsa.calendar import local_day
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.readiness import Incomplete
from pdsa.text import _
from storage.notifications import Draft, Notification, State
from storage.store import YearStore

KIND = "fill-in"
HELD_UP = "held-up"
ASKS = ("plan", "plan-nudge", KIND, HELD_UP)
"""The notifications that ask for what a strategy lacks, by whatever reason they were written."""
LATELY = timedelta(days=5)
"""Whoever was asked in these days is not asked again by a tap."""
GOOD_FOR = timedelta(days=14)


@dataclass(frozen=True)
class MissingParts:
    """One person, and the codes of their strategies that lack something."""

    person: Member
    codes: tuple[str, ...]


@dataclass(frozen=True)
class AskRound:
    """Who would be asked, and who not, with the reason in a sentence. `own` are the codes that wait for the lead."""

    asks: tuple[MissingParts, ...]
    left: tuple[Words, ...]
    own: tuple[str, ...]


async def whom_to_ask(found: Sequence[Incomplete], turn: Turn, store: YearStore) -> AskRound:
    """Sorts strategies that lack something by whether their owner can be asked now."""
    people = {each.email.casefold(): each for each in await store.people.all()}
    lately = _lately(await store.outbox.of_kind(*ASKS), turn)
    theirs: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for each in found:
        if isinstance(each.part, Strategy):
            theirs.setdefault(each.owner, []).append(each.code)
            titles[each.code] = clip(each.part.title, 60)
    asks: list[MissingParts] = []
    left: list[Words] = []
    own: list[str] = []
    for email, codes in theirs.items():
        person = people.get(email)
        if person is not None and person.id == turn.person.id:
            own += codes
        elif reason := _reason(person, email, turn, lately):
            left.append(say(_("{titles}: {reason}"), titles=listed([titles[code] for code in codes]), reason=reason))
            own += codes if person is None or not person.prompted else ()
        elif person is not None:
            asks.append(MissingParts(person, tuple(codes)))
    return AskRound(tuple(asks), tuple(left), tuple(own))


def _lately(notifications: Iterable[Notification], turn: Turn) -> dict[int, Notification]:
    """The newest notification of the last days that asked somebody, or is about to, by member's id."""
    since = turn.now - LATELY
    asked = (each for each in notifications if each.state is not State.RESTING and (each.sent_at or each.at) >= since)
    return {each.member.id: each for each in asked if each.member is not None}


def _reason(person: Member | None, email: str, turn: Turn, lately: dict[int, Notification]) -> str:
    """Why somebody cannot be asked now; empty where they can."""
    if not email:
        return _("nobody owns it yet")
    if person is None or not person.active:
        return _("its owner has left the plan")
    if not person.prompted:
        return _("{name} reads only, and is never asked").format(name=person.name)
    back = person.back_on(turn.today)
    if back is not None:
        return _("{name} is away until {day}").format(name=person.name, day=when(back, turn.today))
    if person.id in lately:
        notification = lately[person.id]
        day = when(local_day(notification.sent_at or notification.at, turn.zone), turn.today)
        return _("{name} was asked on {day}").format(name=person.name, day=day)
    return ""


async def send(round_: AskRound, turn: Turn, store: YearStore) -> None:
    """One notification to each person, and a note of who asked."""
    occasion = turn.today.isoformat()
    drafts = [
        Draft(
            KIND, occasion, turn.now, each.person.id, about=each.codes, expires=turn.now + GOOD_FOR,
            asked_by=turn.person.id,
        )
        for each in round_.asks
    ]  # fmt: skip
    await store.outbox.write(drafts)
    for draft in drafts:
        await store.record("asked to fill in", draft.key, after=list(draft.about))
