"""The sample cast: made-up people who answer as a busy team might, the same way for the same seed."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Protocol

from bot.rehearse import sample_sentences
from bot.rehearse.cast_actions import Duties
from bot.rehearse.record import Seen
from bot.rehearse.side_tasks import SideTasks
from bot.rehearse.ui_driver import buttons
from pdsa.calendar import ONE_DAY, SchoolYear, instant, next_daytime
from pdsa.people import DRAFT_READERS, Role
from pdsa.plan import Plan, PlanMember

AT_ONCE, AFTER_NUDGE, LATE = 0.78, 0.65, 0.3
"""Which share answers the weekly question by itself; of the others after the reminder; of the rest some days late."""
RATED = 0.8
"""Which share gives levels of their own when asked about the rubric."""
AGREED_AFTER = timedelta(days=6)
SKIPS, HANDED_BACK, NOT_THIS_TIME = 0.5, 0.12, 0.1
MORNING = time(10, 0)
AN_HOUR, A_WHILE, A_WEEK = timedelta(hours=1), timedelta(minutes=20), timedelta(days=7)
TILL_MEETING, TILL_PLANNING = timedelta(days=14), timedelta(days=6)
DECIDED_BY = timedelta(days=4)
"""The year's digest is approved so long before the last day, when decisions are in."""

CastAction = Callable[[], Awaitable[None]]


class CastStage(Protocol):
    """What the cast needs of the play: what time it is, and to do something later."""

    @property
    def now(self) -> datetime: ...

    def later(self, at: datetime, who: str, action: CastAction) -> None: ...


class Cast:
    """Everybody in the plan. They see what people see, and decide who will do something about it, and when."""

    def __init__(self, plan: Plan, seed: int, stage: CastStage, actions: Duties) -> None:
        self._plan = plan
        self._seed = seed
        self._stage = stage
        self._do = actions
        self._handed_back = date.min
        self._year = SchoolYear(plan.first_day, plan.last_day, plan.zone, plan.days_off)
        self._people = {person.email: person for person in plan.team}
        self._lead = _first(plan.team, {Role.LEAD})
        self._writer = _first(plan.team, {Role.COMMUNICATIONS}) or self._lead
        self._research = _first(plan.team, {Role.RESEARCH})
        self._reactions: dict[str, Callable[[Seen], None]] = {
            "welcome": self._welcomed,
            "checkin": self._asked,
            "nudge": self._reminded,
            "help": self._called,
            "plan": partial(self._each_strategy, route="plan.strategy"),
            "plan-nudge": partial(self._each_strategy, route="plan.strategy"),
            "fill-in": partial(self._each_strategy, route="plan.strategy"),
            "held-up": partial(self._each_strategy, route="plan.strategy"),
            "reflect": partial(self._each_strategy, route="reflect"),
            "reflect-nudge": partial(self._each_strategy, route="reflect"),
            "decide": partial(self._each_strategy, route="decide"),
            "decide-nudge": partial(self._each_strategy, route="decide"),
            "handed-back": partial(self._each_strategy, route="decide"),
            "confirm": self._to_confirm,
            "proposals": self._to_confirm_several,
            "meeting-kit": self._kit_came,
            "draft-monthly": self._month_drafted,
            "draft-year": self._year_drafted,
            "rate": self._rates,
            "rate-nudge": self._rates,
            "data-due": partial(self._each_strategy, route="log.number"),
            "parked": self._waits_no_more,
            "look-again": partial(self._presses, route="decide.done"),
            "share": partial(self._presses, route="share.sent"),
            "share-review": partial(self._fills, route="share.review"),
            "school-question": partial(self._fills, route="school.answer"),
        }

    def plans_ahead(self) -> None:
        """Two people know of a week away; somebody looks at the status once a month."""
        chance = self._chance("ahead")
        owners = {strategy.owner for strategy in self._plan.strategies}
        members = [person for person in self._plan.team if person.email in owners]
        length = (self._plan.last_day - self._plan.first_day).days
        for person in chance.sample(members, min(2, len(members))):
            first = self._plan.first_day + timedelta(days=chance.randrange(length // 5, length * 4 // 5 + 1))
            self._on(first, person, partial(self._do.type, person.email, f"/sel away until {first + 8 * ONE_DAY}"))
        curious = _first(self._plan.team, DRAFT_READERS - {Role.LEAD}) or self._lead
        for month in range(1, length // 30):
            if curious is not None:
                self._errand(self._plan.first_day + timedelta(days=30 * month), curious, "/sel status", ())
        SideTasks(self._plan, self._seed, self._errand).lay_out()

    def _errand(self, day: date, person: PlanMember, text: str, routes: Sequence[str]) -> None:
        """On the first working day from then on; not at all where the year is over by then."""
        working_day = self._year.first_working(day, self._plan.last_day)
        if working_day is not None:
            self._on(working_day, person, partial(self._do.errand, person.email, text, routes))

    def reads(self, seen: Seen) -> None:
        """A new message came: whoever it is for may do something later."""
        reaction = self._reactions.get(seen.key.split(":")[0])
        if reaction is not None and seen.reader in self._people:
            reaction(seen)

    # -- reactions: what will be done, and when -------------------------------------------------

    def _welcomed(self, seen: Seen) -> None:
        if self._chance(seen.key).random() < 0.7:
            self._soon(seen, partial(self._do.press, seen, "welcome.ok"))

    def _asked(self, seen: Seen) -> None:
        if self._chance(seen.key).random() < AT_ONCE:
            self._soon(seen, partial(self._do.answers, seen))

    def _reminded(self, seen: Seen) -> None:
        chance = self._chance(seen.key)
        if chance.random() < AFTER_NUDGE:
            self._soon(seen, partial(self._do.answers_now, seen))
        elif chance.random() < SKIPS:
            self._soon(seen, partial(self._do.press, seen, "checkin.skip"))
        elif chance.random() < LATE:
            self._soon(seen, partial(self._do.fills_by_word, seen, "/sel checkin"), after=3 * ONE_DAY)

    def _called(self, seen: Seen) -> None:
        if self._is(self._lead, seen):
            self._soon(seen, partial(self._do.helps, seen))

    def _each_strategy(self, seen: Seen, *, route: str) -> None:
        """One after the other what a notification names, each by its button."""
        codes = [button["value"] for button in buttons(seen.message, route) if button.get("value")]
        for number, code in enumerate(codes):
            self._soon(seen, partial(self._do.fills, seen, route, code), after=A_WHILE * number)

    def _to_confirm(self, seen: Seen) -> None:
        if not self._is(self._lead, seen):
            return
        today = self._stage.now.date()
        if self._chance(seen.key).random() < HANDED_BACK and today - self._handed_back >= A_WEEK:
            self._handed_back = today  # what is proposed again is confirmed
            self._soon(seen, partial(self._do.writes, seen, "decide.back", why=sample_sentences.LOOK_AGAIN))
        else:
            self._soon(seen, partial(self._do.press, seen, "decide.confirm"))

    def _to_confirm_several(self, seen: Seen) -> None:
        if self._is(self._lead, seen):
            for number, button in enumerate(buttons(seen.message, "decide.see")):
                self._soon(seen, partial(self._do.confirms, seen, button["value"]), after=A_WHILE * number)

    def _kit_came(self, seen: Seen) -> None:
        """The first lead opens the document and sets both meetings: looking back in two weeks, planning one later."""
        if self._is(self._lead, seen):
            days = self._year.working_days(self._stage.now.date() + TILL_MEETING, self._plan.last_day)
            meeting = next(days, None)
            planning = next((day for day in days if meeting and day - meeting >= TILL_PLANNING), None)
            self._soon(seen, partial(self._do.press, seen, "meeting.paper"))
            if meeting is not None:
                self._soon(seen, partial(self._do.sets_meetings, seen, meeting, planning), after=A_WHILE)

    def _month_drafted(self, seen: Seen) -> None:
        if self._is(self._writer, seen):
            declined = self._chance(seen.key).random() < NOT_THIS_TIME
            self._soon(seen, partial(self._do.settles, seen, "digest.decline" if declined else "digest.approve"))

    def _year_drafted(self, seen: Seen) -> None:
        """One writes the first words, research chooses the lessons, a lead approves it once the decisions are in."""
        wait = max(AN_HOUR, instant(self._plan.last_day - DECIDED_BY, MORNING, self._plan.zone) - self._stage.now)
        if self._is(self._writer, seen):
            own = {
                "opening": sample_sentences.OPENING,
                "ask": sample_sentences.REQUEST,
                "became": sample_sentences.BECAME,
            }
            self._soon(seen, partial(self._do.writes, seen, "digest.edit", **own))
        if self._is(self._research, seen):
            self._soon(seen, partial(self._do.chooses, seen, "digest.lessons", "lessons"), after=wait - AN_HOUR)
        if self._is(self._lead, seen):
            self._soon(seen, partial(self._do.press, seen, "digest.refresh"), after=wait)
            self._soon(seen, partial(self._do.settles, seen, "digest.approve"), after=wait + A_WHILE)

    def _waits_no_more(self, seen: Seen) -> None:
        if self._is(self._lead, seen):
            self._soon(seen, partial(self._do.press, seen, "decide.unpark"))

    def _presses(self, seen: Seen, *, route: str) -> None:
        self._soon(seen, partial(self._do.press, seen, route))

    def _fills(self, seen: Seen, *, route: str) -> None:
        self._soon(seen, partial(self._do.screens, seen, route))

    def _rates(self, seen: Seen) -> None:
        """Most give their own levels; some days later the lead records what the team agreed on."""
        if self._chance(seen.key).random() < RATED:
            self._fills(seen, route="rate.own")
        if self._is(self._lead, seen):
            agree = partial(self._do.errand, seen.reader, "/sel rate", ("rate.agree",))
            self._soon(seen, agree, after=AGREED_AFTER)

    # -- when they do it ------------------------------------------------------------------------

    def _chance(self, about: str) -> Random:
        return Random(f"{self._seed}:{about}")

    def _is(self, person: PlanMember | None, seen: Seen) -> bool:
        return person is not None and person.email == seen.reader

    def _soon(self, seen: Seen, action: CastAction, *, after: timedelta = timedelta()) -> None:
        """Within a few hours of reading, by day; not at all where the year is over by then."""
        minutes = min(600.0, self._chance(seen.key + "when").lognormvariate(3.6, 1.0))
        at = self._stage.now + timedelta(minutes=2 + minutes) + after
        by_day = next_daytime(at, self._people[seen.reader].zone or self._plan.zone, self._year)
        if by_day is not None:
            late = timedelta(minutes=minutes % 90) + after % timedelta(hours=2) if by_day > at else timedelta()
            self._stage.later(by_day + late, seen.reader, action)

    def _on(self, day: date, person: PlanMember, action: CastAction) -> None:
        self._stage.later(instant(day, MORNING, person.zone or self._plan.zone), person.email, action)


def _first(team: Sequence[PlanMember], roles: set[Role] | frozenset[Role]) -> PlanMember | None:
    return next((person for person in team if person.role in roles), None)
