"""Takes out everything that a district's workbook shows: its plan as it stands, and what has happened since."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from pdsa.errors import Refusal
from pdsa.people import Member
from pdsa.plan import Plan, PlanMember, importable
from pdsa.rubric_ratings import RubricLine, lines
from pdsa.school_rollup import school_teams
from pdsa.text import _
from pdsa.visible import Reader, parts, visible
from storage.digests import Digest, DigestState
from storage.files.sheets.value_words import DIGEST_KINDS
from storage.files.sheets.workbook_contents import Happened, PostedDigest, PostState
from storage.notification_states import Notification, State
from storage.store import YearStore

Kept = TypeVar("Kept")
UNPOSTED = {DigestState.DRAFT: PostState.DRAFT, DigestState.DECLINED: PostState.DECLINED}
POSTED = {State.SENT: PostState.POSTED, State.RESTING: PostState.NOT_POSTED}


async def take_out(store: YearStore, reader: Member | None = None) -> tuple[Plan, Happened]:
    """The current cycle's plan and what happened in it: everybody's sentences, or those that `reader` may read.

    Imported again, the plan changes nothing. Raises Refusal where there is no plan yet.
    """
    plan, happened = await plan_of(store), await _happened(store)
    if reader is None:
        return plan, happened
    people = await store.people.all(gone=True)
    knows = Reader(
        person=reader,
        about=parts(await store.plans.strategies(dropped=True), await store.plans.goals(dropped=True)),
        authors={each.id: each for each in people},
        schools=school_teams(people),
        checkins={(each.strategy, each.week): each for each in happened.checkins},
    )
    return plan, readable(happened, knows)


def readable(happened: Happened, reader: Reader) -> Happened:
    """Without the words that are not for this reader; taps, numbers, paths and counts stay. A voice is nothing but
    words.
    """

    def seen(values: tuple[Kept, ...]) -> tuple[Kept, ...]:
        return tuple(visible(each, reader) for each in values)

    return replace(
        happened,
        checkins=seen(happened.checkins),
        reflections=seen(happened.reflections),
        decisions=seen(happened.decisions),
        small_cycles=seen(happened.small_cycles),
        contexts=seen(happened.contexts),
        voices=tuple(each for each in seen(happened.voices) if each.text),
        audiences=seen(happened.audiences),
        parked=seen(happened.parked),
    )


async def plan_of(store: YearStore) -> Plan:
    """The current cycle's plan as it stands. Raises Refusal where there is none yet."""
    cycle = store.cycle
    if cycle is None:
        raise Refusal(_("There is no plan yet, so there is nothing to export. `sel-bot import FILE` brings one in."))
    goals, going_on = await store.plans.goals(dropped=True), await store.plans.goals()
    plan = Plan(
        district=cycle.district,
        school_year=cycle.label,
        zone=cycle.zone,
        first_day=cycle.year.first_day,
        last_day=cycle.year.last_day,
        framework=cycle.framework,
        commitment=cycle.commitment,
        minimum_group=cycle.minimum_group,
        channels=cycle.channels,
        days_off=cycle.year.days_off,
        team=tuple(map(PlanMember.of, await store.people.all())),
        goals=tuple(goals),
        strategies=tuple(await store.plans.strategies(dropped=True)),
        links=tuple(await store.plans.links()),
        observations=tuple(await store.plans.observations(date.max)),
        ratings=tuple(await store.plans.ratings()),
        elements=tuple(await store.logic.elements()),
    )
    return importable(plan, {goal.code for goal in goals} - {goal.code for goal in going_on})


async def _happened(store: YearStore) -> Happened:
    notifications = [each for each in await store.outbox.of_kind(*DIGEST_KINDS) if each.channel]
    gone = {each.key for each in await store.posts.all() if each.taken_back_at is not None}
    digests = [
        *(_posted(each, each.key in gone) for each in notifications),
        *(_unposted(each) for each in await store.digests.all()),
    ]
    return Happened(
        checkins=tuple(await store.checkins.between(date.min, date.max)),
        reflections=tuple(await store.learning.reflections()),
        decisions=tuple(await store.learning.all_decisions()),
        digests=tuple(sorted((each for each in digests if each), key=lambda each: each.at)),
        members={each.id: each.name or each.email for each in await store.people.all(gone=True)},
        small_cycles=tuple(await store.small_cycle.all()),
        contexts=tuple(each for each in await store.context.all() if not each.withdrawn),
        voices=tuple(reversed(await store.voices.between(date.min, date.max))),
        audiences=tuple(each for each in await store.sharing.all() if not each.dropped),
        parked=tuple(await store.parked.all()),
        rubric=await _rubric(store),
    )


async def _rubric(store: YearStore) -> tuple[RubricLine, ...]:
    """How each rubric item that somebody rated, or that a goal names, stands."""
    framework = await store.frameworks.get(store.cycle.framework if store.cycle else "")
    found = lines(framework, await store.plans.ratings(), await store.plans.goals())
    return tuple(each for each in found if each.planned)


def _posted(notification: Notification, taken_back: bool) -> PostedDigest:
    state = PostState.TAKEN_BACK if taken_back else POSTED.get(notification.state, PostState.ON_ITS_WAY)
    at = notification.sent_at or notification.at
    return PostedDigest(at, notification.kind, notification.channel, state, notification.reason)


def _unposted(digest: Digest) -> PostedDigest | None:
    """A digest that was drafted and that nobody approved; an approved one is told by its notifications."""
    state = UNPOSTED.get(digest.state)
    return PostedDigest(digest.settled_at or digest.drafted_at, digest.kind, "", state) if state else None
