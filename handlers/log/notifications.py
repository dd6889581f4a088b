"""The numbers that research is asked for, once a week, and what is typed in answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta

from handlers.answers.open_questions import forgotten, is_number, keep_note, not_meant, own_word
from handlers.kit.card import Button, Card, Part, Text, Title, buttons, card
from handlers.kit.declared import Question
from handlers.kit.reply import Replace, Replies, Say, Then, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, month_name, say, when
from handlers.log.number_screens import typed_card
from handlers.wording.days_and_hours import today_of
from handlers.wording.notifications import as_test, for_each
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import days, local_day, midnight_after, monday_of, month_end
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.measure_lookup import entry_key, key_of
from pdsa.measures import Every, Observation
from pdsa.names import same
from pdsa.numbers_due import Missing, asked_for_numbers
from pdsa.people import LEADS, PROMPTED, Member
from pdsa.permissions import enters
from pdsa.prompting import is_first_of_week, prompt_at
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from pdsa.typed_figures import read_figure
from pdsa.typed_words import Short, understood
from storage.figures_of_year import known_measures, numbers_due
from storage.notification_states import Draft, Notification
from storage.store import YearStore

router = Router()
KIND = "data-due"
FOR = "@"
"""Stands between a measure's key and the last day of the time that its number is for."""
AT_ONCE = 8
TOLD = 2
"""So many notifications name the same time's number (one, where somebody wants no reminders); afterwards it waits in
the status, and nobody is written to again.
"""


@router.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """The week's notification for each of research, on the first day of the week on which they may be asked."""
    coming = span.lately(store.now)
    coming_days = list(days(*coming.days))
    if not any(cycle.year.is_working(day) for day in coming_days):
        return ()
    lacking = await numbers_due(store, cycle, local_day(store.now, cycle.zone))
    if not lacking:
        return ()
    written = await store.outbox.of_kind(KIND)
    people = asked_for_numbers(await store.people.all())

    def notifications(person: Member) -> Iterator[Draft]:
        told = [key for each in written if each.member and each.member.id == person.id for key in each.about]
        most = TOLD if person.nudged else 1
        about = tuple(each.key for each in lacking if told.count(each.key) < most)
        for day in coming_days if about else ():
            if is_first_of_week(day, cycle, person) and coming.holds(at := prompt_at(cycle, day, person)):
                monday = monday_of(day)
                ends = midnight_after(monday + timedelta(days=6), person.zone or cycle.zone)
                yield Draft(KIND, monday.isoformat(), at, person.id, about=about, expires=ends)

    return list(for_each(people, notifications))


@router.notification(
    KIND,
    Cost(30, Worth.QUESTION, each=15),
    about=_l("the numbers that are due, to research"),
    listed_as=_l("numbers that are due"),
)
async def write(notification: Notification, store: YearStore) -> Card | None:
    """The notification as things stand; None where nothing is due any more and it was never sent."""
    if store.cycle is None:
        return None
    today = today_of(notification.reader, store)
    lacking = [each for each in await numbers_due(store, store.cycle, today) if each.key in notification.about]
    if not lacking:
        return (
            None if notification.sent_at is None else card(Text(_("Thank you: the numbers that were due are there.")))
        )
    return due_card(lacking)


@router.button("log.due", who=PROMPTED, writes=False)
async def list_due(turn: Turn, store: YearStore) -> Replies:
    """All numbers that are due, from the status."""
    lacking = await numbers_due(store, turn.cycle, turn.today)
    if not lacking:
        return say_card(Text(_("No number is due just now. `log` enters one all the same.")),
                        Button(_("Log a number"), "log"))  # fmt: skip
    return Say(due_card(lacking))


@router.button("log.sample", who=LEADS, writes=False)
async def sample(turn: Turn, store: YearStore) -> Replies:
    """How a number is asked for; for a lead to try before Start."""
    measure = next((each.measure for each in await store.plans.goals() if each.measure), "")
    if not measure:
        raise Refusal(_("The plan has no measure yet. `plan` gives an outcome goal one."))
    year = turn.cycle.year
    return Say(as_test(due_card([Missing(measure, year.first_day, month_end(year.first_day))])))


def due_card(lacking: Sequence[Missing]) -> Card:
    """What is due, each with its button."""
    left = len(lacking) - AT_ONCE
    intro = _("The time that these numbers are for is over, and none has come in. Two minutes will do.")
    if any(each.study for each in lacking):
        intro = _("The team is looking back at the year. These goals have no number yet that tells how it ended.")
    return card(
        Title(_("Numbers that are due")),
        Text(intro),
        *(part for each in lacking[:AT_ONCE] for part in _line(each)),
        Text(say(_("And {n} more."), n=left)) if left > 0 else None,
        Button(_("Choose another measure"), "log"),
    )


def _line(missing: Missing) -> list[Part]:
    told: Words = say(_("*{measure}*, for {time}"), measure=missing.measure, time=time_words(missing))
    if missing.study:
        told = say(
            _("*{measure}*: its latest number is from before {day}"), measure=missing.measure, day=when(missing.first)
        )
    asked = key_of(missing.measure) if missing.study else f"{key_of(missing.measure)}{FOR}{missing.last.isoformat()}"
    row = buttons(Button(_("Log it"), "log.number", asked))
    return [Text(told), *([row] if row else [])]


def time_words(missing: Missing) -> str:
    """The time that a number is for, as people say it."""
    if missing.every is Every.MONTH:
        return month_name(missing.first)
    if missing.every is Every.WEEK:
        return _("the week of {day}").format(day=when(missing.first))
    return _("{first} to {last}").format(first=when(missing.first), last=when(missing.last))


async def refresh(measure: str, store: YearStore) -> None:
    """Bring the notifications that asked for this measure up to date."""
    notifications = await store.outbox.of_kind(KIND)
    mine = (each.key for each in notifications if any(key.partition(":")[2] == measure for key in each.about))
    await store.outbox.refresh(*mine)


@router.typed(KIND, undo="log.unsaid")
async def open_(notification: Notification, turn: Turn, store: YearStore) -> list[Question]:
    """The numbers that the notification asked for and that nobody has given yet."""
    lacking = [each for each in await numbers_due(store, turn.cycle, turn.today) if each.key in notification.about]
    notes = {each.subject for each in await store.typed.about(KIND, *notification.about, member=turn.person.id)}
    if len(lacking) > 1 and is_number(turn.words, " ".join(each.measure for each in lacking)):
        lacking = await _of_its_day(lacking, turn, store)
    return [_question(each, each.key in notes) for each in lacking]


async def _of_its_day(lacking: list[Missing], turn: Turn, store: YearStore) -> list[Missing]:
    """Those in whose time the day lies that was typed beside the number; all where none was, or it is nobody's."""
    year_measures = await known_measures(store, await store.plans.observations(until=turn.today))

    def day_of(each: Missing) -> date | None:
        return read_figure(f"{each.measure} {turn.words}", year_measures, turn.today).day

    fits = [each for each in lacking if (day := day_of(each)) and each.first <= day <= each.last]
    return fits or lacking


def _question(missing: Missing, noted: bool = False) -> Question:
    label = missing.measure if missing.study else f"{time_words(missing)}: {missing.measure}"
    label = label[:1].upper() + label[1:]
    return Question(KIND, "log.typed", missing.key, label, worded=noted, measure=missing.measure)


@router.button("log.typed", who=PROMPTED)
async def take(turn: Turn, store: YearStore) -> Replies:
    """Keep the number at once where it is sure which one it is; else open its form; keep a sentence as a note."""
    lacking = await numbers_due(store, turn.cycle, turn.today)
    missing = next((each for each in lacking if each.key == turn.value), None)
    if missing is None:
        raise Refusal(_("That number is there by now. `log` enters another."))
    typed_answer = understood(turn.words)
    if typed_answer.short in (Short.SKIP, Short.NO, Short.NOT):
        return Then("snooze")
    if is_number(turn.words, missing.measure):
        return await _number(missing, turn, store)
    told = say(_("Kept as your note on *{measure}*. The number can follow later."), measure=missing.measure)
    log_it = Button(_("Log it"), "log.number", key_of(missing.measure), main=True)
    return await keep_note(_question(missing), typed_answer, told, [log_it], turn, store)


async def _number(missing: Missing, turn: Turn, store: YearStore) -> Replies:
    observations = await store.plans.observations(until=turn.today)
    year_measures = await known_measures(store, observations)
    typed = read_figure(turn.words, year_measures, turn.today)
    if not typed.value or (typed.words and not any(same(each, missing.measure) for each in typed.measures)):
        typed = read_figure(f"{missing.measure} {turn.words}", year_measures, turn.today)
    theirs = [each for each in observations if same(each.measure, missing.measure)]
    sure = typed.value and not typed.doubts and not typed.ask_day and not any(each.group for each in theirs)
    if not sure or not enters(turn.person, missing.measure, year_measures.goals, year_measures.strategies):
        return Then("log", words=f"{missing.measure} {turn.words}")
    day = typed.day or (turn.today if missing.study else min(missing.last, turn.today))
    value = replace(turn, answers={"value": typed.value}).figure("value")
    if value is None or day > turn.today:
        return Then("log", words=f"{missing.measure} {turn.words}")
    observation = Observation(missing.measure, day, value, typed.n)
    before = next((old for old in theirs if entry_key(old) == entry_key(observation)), None)
    await store.plans.put_observations([observation])
    await refresh(missing.measure, store)
    stood = {"now": _dated(observation), "before": _dated(before) if before else None}
    number = await store.typed.put(turn.person.id, KIND, missing.key, "", before=stood)
    return Replace(typed_card(observation, turn, not_meant(number)))


def _dated(each: Observation) -> dict[str, object]:
    return {**asdict(each), "day": each.day.isoformat()}


def _read(kept: Mapping[str, object]) -> Observation:
    return Observation(**{**kept, "day": date.fromisoformat(str(kept["day"]))})  # type: ignore[arg-type]


@router.button("log.unsaid", who=PROMPTED)
async def undo(turn: Turn, store: YearStore) -> Replies:
    """The words were not meant for this: the number as it was before, and nothing of them is left."""
    word = await own_word(turn.value, turn, store)
    if isinstance(word.before, dict):
        now, before = word.before["now"], word.before["before"]
        await store.measures.unsay(_read(now), _read(before) if before else None)
    await store.typed.forget(word, word.text)
    await refresh(word.subject.partition(":")[2], store)
    return forgotten(word.subject.partition(":")[2])
