"""The sample cast: made-up people who answer as a busy team might, the same way for the same seed."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from bot.rehearse import sayings
from bot.rehearse.record import Seen
from bot.workspace.records import Message, View
from bot.workspace.server import Workspace
from pdsa.calendar import ONE_DAY, instant, is_quiet, local
from pdsa.checkin import Went
from pdsa.plan import Person, Plan

if TYPE_CHECKING:
    from bot.rehearse.play import Play

Json = dict[str, Any]
AT_ONCE, AFTER_NUDGE = 0.78, 0.93
"""Which share answers the weekly question by itself, and which at least after the reminder."""
MORNING = time(10, 0)


class Cast:
    """Everybody in the plan. They see what people see, and press and type as people do."""

    def __init__(self, workspace: Workspace, plan: Plan, seed: int) -> None:
        self._workspace = workspace
        self._plan = plan
        self._seed = seed
        self._people = {person.email: person for person in plan.team}
        self._reactions: dict[str, Callable[[Seen, Play], None]] = {
            "welcome": self._welcomed,
            "checkin": self._asked,
            "nudge": self._reminded,
            "plan": partial(self._each_button, door="plan.strategy"),
            "reflect": partial(self._each_button, door="reflect"),
            "reflect-nudge": partial(self._each_button, door="reflect"),
            "decide": partial(self._each_button, door="decide"),
            "decide-nudge": partial(self._each_button, door="decide"),
            "confirm": self._to_confirm,
            "draft-monthly": self._drafted,
            "draft-year": self._drafted,
        }

    def plans_ahead(self, play: "Play") -> None:
        """Two people know of a week away; the second lead looks at the status once a month."""
        chance = self._chance("ahead")
        members = [person for person in self._plan.team if any(s.owner == person.email for s in self._plan.strategies)]
        length = (self._plan.last_day - self._plan.first_day).days
        for person in chance.sample(members, min(2, len(members))):
            first = self._plan.first_day + timedelta(days=chance.randrange(40, max(41, length - 60)))
            play.later(self._at(first, person), partial(self._goes_away, person, first + 8 * ONE_DAY))
        for month in range(1, length // 30):
            day = self._plan.first_day + timedelta(days=30 * month)
            play.later(self._at(day, self._plan.team[0]), partial(self._types, self._plan.team[0], "/sel status"))

    async def reads(self, seen: Seen, play: "Play") -> None:
        """A new message came: whoever it is for may do something later."""
        reaction = self._reactions.get(seen.key.split(":")[0])
        if reaction is not None and seen.reader in self._people:
            reaction(seen, play)

    # -- reactions: what will be done, and when -------------------------------------------------

    def _welcomed(self, seen: Seen, play: "Play") -> None:
        if self._chance(seen.key).random() < 0.7:
            self._soon(seen, play, partial(self._press, seen, "welcome.ok"))

    def _asked(self, seen: Seen, play: "Play") -> None:
        if self._chance(seen.key).random() < AT_ONCE:
            self._soon(seen, play, partial(self._answers, seen))

    def _reminded(self, seen: Seen, play: "Play") -> None:
        chance = self._chance(seen.key)
        if chance.random() < (AFTER_NUDGE - AT_ONCE) / (1 - AT_ONCE):
            self._soon(seen, play, partial(self._answers_now, seen))
        elif chance.random() < 0.5:
            self._soon(seen, play, partial(self._press, seen, "checkin.skip"))

    def _each_button(self, seen: Seen, play: "Play", *, door: str) -> None:
        for number, button in enumerate(_buttons(seen.message, door)):
            deed = partial(self._fills, seen, button)
            self._soon(seen, play, deed, extra=timedelta(minutes=20 * number))

    def _to_confirm(self, seen: Seen, play: "Play") -> None:
        if self._is_first_lead(seen.reader):
            self._soon(seen, play, partial(self._press, seen, "decide.confirm"))

    def _drafted(self, seen: Seen, play: "Play") -> None:
        if self._is_first_lead(seen.reader):
            self._soon(seen, play, partial(self._approves, seen), extra=timedelta(hours=1))

    # -- deeds ----------------------------------------------------------------------------------

    async def _press(self, seen: Seen, door: str) -> None:
        for button in _buttons(seen.message, door)[:1]:
            await self._workspace.press(seen.reader, seen.message, button["action_id"])

    async def _answers(self, seen: Seen) -> None:
        """A tap for each strategy, and sometimes a sentence."""
        chance = self._chance(seen.key + "answers")
        while taps := _buttons(seen.message, "checkin.tap"):
            strategy = taps[0]["value"].split(":")[0]
            went = self._went(chance, strategy)
            tap = next(
                each for each in taps if each["value"].startswith(f"{strategy}:") and each["value"].endswith(went)
            )
            await self._workspace.press(seen.reader, seen.message, tap["action_id"])
            if chance.random() < 0.4:
                await self._adds_a_sentence(seen, strategy, went, chance)

    async def _adds_a_sentence(self, seen: Seen, strategy: str, went: Went, chance: Random) -> None:
        door = "checkin.help" if went is Went.NOT and chance.random() < 0.15 else "checkin.note"
        for button in _buttons(seen.message, door):
            if str(button.get("value", "")).startswith(f"{strategy}:"):
                await self._workspace.press(seen.reader, seen.message, button["action_id"])
                await self._sends(seen.reader, self._words(went, door, chance))
                return

    async def _answers_now(self, seen: Seen) -> None:
        """From the reminder: form after form until nothing is open."""
        chance = self._chance(seen.key + "answers")
        await self._press(seen, "checkin.answer")
        view = self._open_view(seen.reader)
        if view is not None:
            strategy = str(view.body.get("private_metadata", ""))
            went = self._went(chance, strategy)
            await self._sends(seen.reader, {"went": went.value, **self._words(went, "checkin.note", chance)})

    async def _fills(self, seen: Seen, button: Json) -> None:
        """A button that opens a form, and the forms that follow from it."""
        current = [each for each in _buttons(seen.message) if each.get("value") == button.get("value")]
        if not current:
            return
        await self._workspace.press(seen.reader, seen.message, current[0]["action_id"])
        chance = self._chance(seen.key + str(button.get("value")))
        for _screen in range(3):
            view = self._open_view(seen.reader)
            if view is None:
                return
            if view.callback_id == "decide.keep" and seen.key.startswith("reflect") and chance.random() < 0.6:
                await self._workspace.close_view(seen.reader, view.id)
                return
            await self._sends(seen.reader, self._form(view, chance))

    async def _approves(self, seen: Seen) -> None:
        """Read, put a sentence before the year's end, approve."""
        if seen.key.startswith("draft-year"):
            await self._press(seen, "digest.edit")
            if self._open_view(seen.reader) is not None:
                await self._sends(seen.reader, {"opening": sayings.OPENING, "ask": sayings.REQUEST})
        await self._press(seen, "digest.approve")

    async def _goes_away(self, person: Person, back: date) -> None:
        await self._types(person, f"/sel away until {back.isoformat()}")

    async def _types(self, person: Person, text: str) -> None:
        await self._workspace.command(person.email, self._workspace.dm(person.email), text)

    async def _sends(self, email: str, answers: Json) -> None:
        """Send the open form with those answers that it asks for; one that is refused is closed."""
        view = self._open_view(email)
        if view is None:
            return
        asked = {block.get("block_id") for block in view.blocks}
        outcome = await self._workspace.submit(email, view.id, {k: v for k, v in answers.items() if k in asked})
        if outcome.errors:
            await self._workspace.close_view(email, view.id)

    def _open_view(self, email: str) -> View | None:
        views = self._workspace.views(email)
        return views[-1] if views else None

    # -- what they are like ---------------------------------------------------------------------

    def _chance(self, about: str) -> Random:
        return Random(f"{self._seed}:{about}")

    def _went(self, chance: Random, strategy: str) -> Went:
        """Some strategies go better than others, all year."""
        ease = self._chance("ease" + strategy[:6]).uniform(0.45, 0.95)
        drawn = chance.random()
        return Went.AS_PLANNED if drawn < ease else Went.PARTLY if drawn < ease + (1 - ease) * 0.6 else Went.NOT

    def _words(self, went: Went, door: str, chance: Random) -> Json:
        if door == "checkin.help":
            return {"help": chance.choice(sayings.HELP)}
        quotable = _ticked(chance.random() < 0.3)
        if went is Went.AS_PLANNED:
            return {"well": chance.choice(sayings.WELL), "quotable": quotable}
        return {"in_way": chance.choice(sayings.IN_WAY), "quotable": quotable}

    def _form(self, view: View, chance: Random) -> Json:
        """Answers for whatever a form asks, by the names of its fields."""
        held, path = chance.choice(sayings.HELD_AND_PATH)
        answers: Json = {
            "happened": chance.choice(sayings.HAPPENED),
            "held": held,
            "learned": chance.choice(sayings.LEARNED),
            "people": chance.choice(sayings.PEOPLE),
            "in_way": chance.choice(sayings.IN_WAY),
            "quotable": _ticked(chance.random() < 0.6),
            "reason": chance.choice(sayings.REASON),
            "path": path,
            "step": chance.choice(sayings.STEP),
            "due": (self._plan.last_day + timedelta(days=80)).isoformat(),
            "prediction": chance.choice(sayings.PREDICTION),
            "start": (self._plan.first_day + timedelta(days=45)).isoformat(),
            "end": (self._plan.last_day - timedelta(days=30)).isoformat(),
        }
        given = {block.get("block_id") for block in view.blocks if _filled(block.get("element", {}))}
        return {name: value for name, value in answers.items() if name not in given}

    def _is_first_lead(self, email: str) -> bool:
        return email == self._plan.team[0].email

    def _zone(self, email: str) -> str:
        return self._people[email].zone or self._plan.zone

    def _soon(
        self, seen: Seen, play: "Play", deed: Callable[[], Awaitable[None]], extra: timedelta = timedelta()
    ) -> None:
        """Within a few hours of reading, by day."""
        minutes = min(600.0, self._chance(seen.key + "when").lognormvariate(3.6, 1.0))
        at = play.now + timedelta(minutes=2 + minutes) + extra
        zone = self._zone(seen.reader)
        if is_quiet(at, zone):
            at = instant(local(at, zone).date() + ONE_DAY, MORNING, zone) + timedelta(minutes=minutes % 90)
        play.later(at, deed)

    def _at(self, day: date, person: Person) -> datetime:
        return instant(day, MORNING, self._zone(person.email))


def _buttons(message: Message, door: str = "") -> list[Json]:
    """The message's buttons as it stands, of one door or of all."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [each for row in rows for each in row if not door or each["action_id"].split("|")[0] == door]


def _ticked(on: bool) -> list[str]:
    """A box to tick, as a form takes it."""
    return ["on"] if on else []


def _filled(element: Json) -> bool:
    return any(name.startswith("initial_") for name in element)
