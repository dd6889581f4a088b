"""A word of its own in every field for words, and everybody at every way out: they read what is for them, no more."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from handlers.decide.confirming import ask_leads, say_decided
from handlers.decide.topic import find
from handlers.kit.reply import Replace, Reply, Say
from handlers.kit.routes import Route
from handlers.kit.turn import Turn
from handlers.meeting.facts import year_for
from handlers.meeting.notifications import conclusions_note
from pdsa.checkin import CheckIn
from pdsa.decisions import Decision, Details, Subject
from pdsa.decisions import Path as Way
from pdsa.errors import NotAllowed, Refusal
from pdsa.field_privacy import ForAuthor, ForSharers, ForTeam, Private, marks
from pdsa.goals import Strategy
from pdsa.meetings import Meetings
from pdsa.obstacles import Obstacle
from pdsa.people import LEADING, Member, Role
from pdsa.permissions import confirmers
from pdsa.plan import Plan
from pdsa.rubric_ratings import Round
from pdsa.time_span import TimeSpan
from storage.notification_states import Notification, State
from storage.posts import PassedOnWords
from storage.store import YearStore
from tests.handlers.desk import Desk, buttons_of, moment
from tests.handlers.everywhere.planted import ITEM, Needle, Planted, plant, plant_beside, plant_for_leads
from tests.handlers.school.a_school import COTTONWOOD, GOAL, OWN, ROUTES, open_school, supervises
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, HANNAH, KOFI, MARIBEL, PRIYA, RUTH, TOMASZ, WEI
from tests.storage.test_field_privacy import HOLD_WORDS

NIA, NADIA = "nia@riverbend.example", "nadia@riverbend.example"
DISTRICTS, RELEASED, SCHOOLS, SCHOOLS_RELEASED, SHARED = "S1", "S6", OWN, "S21", "S22"
LEADS, SCHOOL_TEAM = {MARIBEL, DEVON}, {KOFI, HANNAH, NIA}
DISTRICT_TEAM = {*LEADS, PRIYA, TOMASZ, ANA_LUCIA, WEI}
EVERYBODY = {*DISTRICT_TEAM, *SCHOOL_TEAM, BERNADETTE, NADIA, RUTH}
ONE_OF_EACH = (TOMASZ, WEI, BERNADETTE, KOFI, NIA, RUTH)
Look = tuple[str, str]
Seen = dict[str, dict[Needle, Look]]
CODES = (DISTRICTS, RELEASED, SCHOOLS, SCHOOLS_RELEASED, SHARED)
DIGESTS = ("digest-weekly", "digest-monthly", "digest-year")
LOOKS = (
    *((route, code) for route in ("status", "reflect", "decide", "decide.history", "cycle") for code in CODES),
    *((route, code) for route in ("status.history", "cycle.look", "cycle.new", "decide.choose") for code in CODES),
    *((route, f"{code}:2027-04-15") for route in ("checkin.edit", "checkin.help", "checkin.write") for code in CODES),
    *((route, f"{code}.1") for route in ("cycle", "cycle.change", "cycle.end", "cycle.history") for code in CODES),
    *(("plan.past", f"strategy:{code}") for code in CODES),
    *(("history", name) for name in ("", "Ana", "Hannah", "Wei")),
    *(("digest.preview", kind) for kind in DIGESTS),
    *(("voices.list", kind) for kind in ("win:0", "win:1")),
    *((route, str(number)) for route in ("share.line", "share.review", "voices.change") for number in range(1, 6)),
    *((route, "") for route in ("export", "export.plan", "meeting.paper", "meeting.concluded", "decide.parked")),
    *((route, "") for route in ("decide.steps", "share", "school", "school.questions", "home", "status", "words.mine")),
    ("school.elsewhere.shown", Obstacle.TIME.value),
    ("meeting.schools.paper", ""),
    ("rate.own", sha256(ITEM.encode()).hexdigest()[:12]),
    *((route, str(n)) for route in ("decide.see", "decide.rests", "decide.back") for n in (1, 3)),
)  # fmt: skip
"""Where words are read."""
TOLD = {"confirm", "confirmed", "handed-back", "decided", "help", "help-reply", "checkin", "reflect", "look-again",
        "digest-weekly", "draft-monthly", "draft-year", "supervisor"}  # fmt: skip
"""The kinds of notifications that tell of somebody's words."""
FALL_DUE = {*TOLD, "conclusions-due", "data-due", "decide", "newyear", "proposals", "quiet", "welcome"}
"""What falls due in the weeks of the second test."""
OF_STRATEGIES = ("plan", "plan-nudge", "reflect-nudge", "decide-nudge", "fill-in", "typed-words", "again", "held-up")
NO_WORDS = {
    "digest-monthly": "as its preview, which the first test reads",
    "digest-year": "as its preview, which the first test reads",
    "plan-shared": "the plan, and released lessons: tests/handlers/newyear/test_close",
    "is-it-there": "a post's name",
    "undelivered": "a post's name and the chat's reason",
    "unchanged": "a post's name and the chat's reason",
    "retention": "counts and a day",
    "guest-account": "names and e-mails",
    "other-account": "names and e-mails",
    "restored": "days",
}
"""Kinds of notifications that are read elsewhere or hold nobody's words, and what stands there."""
OFTEN = 2
"""So often each button is pressed, with another value each time."""
PASSED_ON = {"SchoolLesson", "WeekNote", "BegunInterview"}
"""Values that are made of other ones, and an interview's answers: choices, of which its author alone is reminded."""
AUTHOR = {DISTRICTS: ANA_LUCIA, RELEASED: ANA_LUCIA, SCHOOLS: HANNAH, SCHOOLS_RELEASED: HANNAH, SHARED: HANNAH}
ON_CARDS = {("CheckIn", "well"), ("CheckIn", "in_way"), ("Reflection", "happened"), ("Reflection", "learned"),
            ("Voice", "text"), ("Audience", "statement")}  # fmt: skip
"""What a team reads where it was released, or is its own."""
TOLD_TO_SCHOOLS = {("Reflection", "learned"), ("Decision", "reason"), ("Decision", "next_step")}
SENTENCE = {"CheckIn": {"well", "in_way"}, "Reflection": None, "Voice": {"text"}}
"""Which fields a tick releases; None for all."""


def readers(needle: Needle) -> set[str]:
    """Who may read it (year.md, "Who sees what"; README, "Who sees what")."""
    value, name, code = needle.value, needle.field, needle.code
    district = code in (DISTRICTS, RELEASED)
    inner = {AUTHOR[code], *(LEADS if district else {KOFI})}
    if value in ("BegunReflection", "OwnRating"):
        return {AUTHOR[code]}
    if value == "Audience":
        return {*DISTRICT_TEAM, BERNADETTE, NADIA} if district else SCHOOL_TEAM
    released = SENTENCE.get(value, set())
    if code in (RELEASED, SCHOOLS_RELEASED) and (released is None or name in released):
        return EVERYBODY
    if code == SHARED and (value, name) in TOLD_TO_SCHOOLS:
        return {*inner, *LEADS, *SCHOOL_TEAM, RUTH, NADIA}  # who may read what other schools share
    if (value, name) in {("Decision", "next_step"), ("Details", "condition"), ("Details", "where_to")}:
        return EVERYBODY if district else SCHOOL_TEAM  # digests tell what comes next in the district's plan
    if value == "SmallCycle":
        return {*inner, *(DISTRICT_TEAM if district else SCHOOL_TEAM)}
    return inner


async def everything(desk: Desk, planted: Planted) -> None:
    """The people, and all they can say."""
    await supervises(desk, NADIA, COTTONWOOD)
    async with desk.store(writes=True) as store:
        await store.people.put(
            NIA, name="Nia Cole", role=Role.SCHOOL_MEMBER, team=COTTONWOOD, district_team=False, zone=None
        )
        for code in (SCHOOLS_RELEASED, SHARED):
            circle = Strategy(code, GOAL, f"Circle {code}", HANNAH, date(2026, 9, 7), date(2027, 5, 21), "Calm")
            await store.plans.put_strategy(circle)
        ids = {each.email: each for each in await store.people.all()}
    for code, email in AUTHOR.items():
        async with desk.store(writes=True, actor=ids[email].id) as store:
            ticks = {"quotable": code in (RELEASED, SCHOOLS_RELEASED), "shared": code == SHARED}
            await plant(store, planted, code, ids[email].id, **ticks)
            if code in (DISTRICTS, SCHOOLS):
                await plant_beside(store, planted, code, ids[email].id, ids[email].team)
            if code == DISTRICTS:
                await plant_for_leads(store, planted, code, ids[email].id)


async def read(desk: Desk, planted: Planted, emails: Iterable[str], looks: Sequence[Look]) -> Seen:
    """All needles that these people find, and where."""
    found: Seen = {}
    async with desk.store() as opened:
        store = await opened.running_year()
        for email in emails:
            person = await store.people.by_email(email)
            assert person is not None
            found[email] = {}
            for route, value in looks:
                for needle in planted.within(await _look(desk, person, route, value, store)):
                    found[email].setdefault(needle, (route, value))
    return found


async def walked(desk: Desk, planted: Planted, email: str) -> AsyncIterator[tuple[Needle, Look]]:
    """What somebody finds who types every word, and presses whatever then only shows something."""
    person = await desk.person(email)
    desk.open_words = tuple(ROUTES.commands(person.role))
    ways = [(word.name, "") for word in desk.open_words]
    pressed: Counter[str] = Counter()
    async with desk.store() as store:
        for route, value in ways:
            pressed[route] += 1
            if pressed[route] > OFTEN or desk.routes[route].writes:
                continue
            turn = Turn(person=person, now=desk.at, words=value, value=value, setting=store.cycle,
                        open_words=desk.open_words, all_words=desk.all_words)  # fmt: skip
            for reply in await replies_to(turn, desk.routes[route], store):
                for needle in planted.within(repr(reply)):
                    yield needle, (route, value)
                if isinstance(reply, Say | Replace):
                    ways += [(button.route, button.value) for button in buttons_of(reply.card)]


async def replies_to(turn: Turn, route: Route, store: YearStore) -> Sequence[Reply]:
    """Nothing where somebody may not enter, or is refused."""
    if turn.person.role not in route.who:
        return ()
    try:
        replies = await route.speak(turn, store)
    except (Refusal, NotAllowed):
        return ()
    return replies if isinstance(replies, list | tuple) else [replies]  # type: ignore[list-item]


async def _look(desk: Desk, person: Member, route: str, value: str, store: YearStore) -> str:
    opened = desk.routes[route]
    if person.role not in opened.who:
        return ""
    answers = {"about": value, "code": value, "schools": (COTTONWOOD,)}
    turn = Turn(person=person, now=desk.at, words=value, value=value, answers=answers, setting=store.cycle)
    try:
        return repr(await opened.speak(turn, store))
    except (Refusal, NotAllowed) as refused:
        return str(refused)


async def test_everybody_reads_what_is_for_them_and_no_more(tmp_path: Path, plan: Plan) -> None:
    planted = Planted()
    async with open_school(tmp_path, plan) as desk:
        await everything(desk, planted)
        every = {value.__name__ for value in HOLD_WORDS if _private(value)}
        assert every - PASSED_ON == planted.values & every, "plant its words (planted.py), and say who reads them"
        seen = await read(desk, planted, sorted(EVERYBODY), LOOKS)
        for email in ONE_OF_EACH:
            async for needle, where in walked(desk, planted, email):
                seen[email].setdefault(needle, where)
        posted = await read(desk, planted, [MARIBEL], [("digest.preview", kind) for kind in DIGESTS])
        async with desk.store() as store:
            assert store.cycle is not None
            lead = await store.people.by_email(MARIBEL)
            assert lead is not None
            concluded = await year_for(lead, date(2027, 4, 20), store.cycle.zone, store.cycle, store)
            in_channel = planted.within(repr(conclusions_note(concluded)))
    assert {needle for needle in (*posted[MARIBEL], *in_channel) if readers(needle) != EVERYBODY} == set()
    assert {(needle.value, needle.field, needle.code) for needle in in_channel} == {
        ("Reflection", "learned", code) for code in (RELEASED, SCHOOLS_RELEASED)
    }
    assert {(needle.value, needle.field) for needle in posted[MARIBEL] if needle.code == RELEASED} >= {
        ("CheckIn", "well"), ("Reflection", "learned"), ("Decision", "next_step"), ("Voice", "text")
    }  # fmt: skip
    wrong = [(email, needle, where) for email, found in seen.items() for needle, where in found.items()
             if email not in readers(needle)]  # fmt: skip
    assert wrong == []
    unread = [
        (needle, email)
        for needle in planted.needles.values()
        for email in sorted(must(needle))
        if needle not in seen[email]
    ]
    assert unread == []


async def test_what_is_sent_is_for_whoever_gets_it(tmp_path: Path, plan: Plan) -> None:
    """Proposals and what became of them, calls for help, prompts, drafts, and whatever else falls due this year."""
    planted, sent, wrong = Planted(), Counter[str](), []
    async with open_school(tmp_path, plan) as desk:
        await everything(desk, planted)
        for code in (DISTRICTS, SCHOOLS):
            await calls_for_help(desk, planted, code)
        proposals = {code: await proposed(desk, planted, code) for code in CODES}
        for at, days in (("2027-04-20 10:00", 10), ("2027-05-03 10:00", 10), ("2027-05-28 12:00", 20),
                         ("2027-06-20 10:00", 20)):  # fmt: skip
            desk.at = moment(at)
            async with desk.store(writes=True) as store:
                for tick in ROUTES.ticks:
                    await store.outbox.write(await tick(TimeSpan(desk.at - timedelta(days=days), desk.at), store))
                for notification in await store.outbox.of_kind(*ROUTES.notifications):
                    card = await ROUTES.notifications[notification.kind](notification, store)
                    sent[notification.kind] += card is not None
                    reader = {notification.reader.email} if notification.member else EVERYBODY
                    wrong += [(notification.key, needle) for needle in planted.within(repr(card))
                              if not reader <= readers(needle)]  # fmt: skip
            if proposals:
                await settle(desk, planted, proposals)
                proposals = {}
    assert wrong == []
    assert set(+sent) >= FALL_DUE


async def test_whatever_else_is_written_tells_its_reader_no_more(tmp_path: Path, plan: Plan) -> None:
    """Kinds that fall due in other weeks, made for those who get them; each kind is looked at, or holds no words."""
    planted, made, wrong, why = Planted(), set(), [], {}
    async with open_school(tmp_path, plan) as desk:
        await everything(desk, planted)
        desk.at = moment("2027-05-04 10:00")
        parked = await proposed(desk, planted, DISTRICTS, by=MARIBEL)
        async with desk.store(writes=True) as store:
            people = {each.email: each for each in await store.people.all()}
            await between_schools(store, planted, people)
            goal = (await store.plans.goals())[0]
            waits = await store.parked.park(goal.code, people[MARIBEL].id, decision=parked, until=date(2027, 5, 4))
            assert store.cycle is not None
            await store.meetings.set(Meetings(date(2027, 5, 20), date(2027, 6, 10)), people[MARIBEL].id)
            others = {
                "parked": (f"{waits.id}-2027-05-04", (), EVERYBODY),
                "draft-monthly": ("2027-04", (), LEADS),
                "draft-back": ("2027-04", ("digest-monthly", "2027-04"), LEADS),
                "request": (f"{people[ANA_LUCIA].id}:0", (), LEADS),
                "school-question": ("2027-05-04", ("question:1",), {KOFI}),
                "school-answer": ("1", (), {KOFI}),
                "share": ("1", (), {MARIBEL}),
                "share-review": ("1", (), {MARIBEL}),
                "meeting": ("reflection-2027-05-20", (), DISTRICT_TEAM),
                "meeting-kit": ("2027-05-20", (), LEADS),
                "conclusions": ("2027-06-10", (), DISTRICT_TEAM),
                "rate": (Round.YEAR_END.value, (), DISTRICT_TEAM),
                "rate-nudge": (Round.YEAR_END.value, (), DISTRICT_TEAM),
                "nudge": ("2027-04-15", CODES, EVERYBODY),
                "owner": ("2027-05-04", CODES, EVERYBODY),
                "plan-due": ("2026-27", (), LEADS),
                **dict.fromkeys(OF_STRATEGIES, ("2027-05-04", CODES, EVERYBODY)),
            }
            for kind, (occasion, about, readers_of_kind) in others.items():
                for email in sorted(readers_of_kind):
                    notification = Notification(
                        1, f"{kind}:{occasion}:{people[email].id}", kind, occasion, desk.at, people[email], "", about,
                        None, "", True, State.SENT, sent_at=desk.at, cycle=store.cycle.id,
                    )  # fmt: skip
                    card = await ROUTES.notifications[kind](notification, store)
                    made |= {kind} if card is not None else set()
                    if kind == "parked":
                        why[email] = bool(planted.within(repr(card)))
                    wrong += [(notification.key, needle) for needle in planted.within(repr(card))
                              if email not in readers(needle)]  # fmt: skip
    assert wrong == []
    assert {email for email, shown in why.items() if shown} == LEADS
    assert made == others.keys()
    assert ROUTES.notifications.keys() == made | FALL_DUE | NO_WORDS.keys()


async def between_schools(store: YearStore, planted: Planted, people: Mapping[str, Member]) -> None:
    """One school asks, another answers; a team has told an audience."""
    number = (await store.schools.ask(COTTONWOOD, people[KOFI].id, "", "How do you begin the day?")).id
    await store.schools.answer(number, "Mesa", people[NADIA].id, "With a circle")
    (line, *_more) = await store.sharing.all()
    await store.sharing.put(replace(line, sent_at=store.now))


async def calls_for_help(desk: Desk, planted: Planted, code: str) -> None:
    """Its author answers for last week, and asks for help; a lead writes back."""
    form = await desk.form(AUTHOR[code], "checkin.edit", value=f"{code}:2027-04-15")
    said = {name: planted.word(CheckIn, name, code) for name in ("well", "help")}
    await desk.enter(AUTHOR[code], form.route, carry=form.carry, answers={"went": "partly", **said})
    words = {"words": planted.word(PassedOnWords, "text", code)}
    lead = MARIBEL if code in (DISTRICTS, RELEASED) else KOFI
    await desk.enter(lead, "checkin.send", carry={"call": f"{code}:2027-04-15"}, answers=words)


async def proposed(desk: Desk, planted: Planted, code: str, by: str = "") -> int:
    """Its author proposes something, which waits for the leads of its plan; a lead decides it at once."""
    async with desk.store(writes=True) as store:
        author = await store.people.by_email(by or AUTHOR[code])
        topic = await find(Subject.STRATEGY, code, store)
        assert author is not None
        assert topic is not None
        said = {name: planted.word(Decision, name, code) for name in ("reason", "next_step")}
        decision = await store.learning.propose(
            strategy=code, path=Way.STOP, owner=AUTHOR[code], due=date(2027, 5, 10), evidence="", by=author.id,
            confirmed=bool(by), details=planted.filled(Details(where_to="w", learned="l"), code), **said,
        )  # fmt: skip
        if by:
            await say_decided(decision, topic, [], store)
        else:
            leads = confirmers(topic.strategy, await store.people.with_roles(LEADING))
            await ask_leads(decision, topic, leads, await store.meetings.days(), store)
    return decision.id


async def settle(desk: Desk, planted: Planted, proposals: Mapping[str, int]) -> None:
    """One of each plan is handed back, the others are confirmed; and a lead decides on somebody else's strategy."""
    for code, number in proposals.items():
        lead = MARIBEL if code in (DISTRICTS, RELEASED) else KOFI
        if code in (RELEASED, SCHOOLS_RELEASED):
            back = {"decision": str(number)}
            await desk.enter(lead, "decide.returned", answers={"why": "Look again"}, carry=back)
        else:
            await desk.enter(lead, "decide.confirm", value=str(number))
    await proposed(desk, planted, RELEASED, by=MARIBEL)


def _private(value: type) -> bool:
    return any(isinstance(mark, Private | ForTeam | ForSharers | ForAuthor) for mark in marks(value).values())


def must(needle: Needle) -> set[str]:
    """Who finds it where they look: its author and a lead; what is for more people, one of them."""
    value, name, code = needle.value, needle.field, needle.code
    found = {AUTHOR[code]}
    if code in (DISTRICTS, RELEASED) and value not in ("BegunReflection", "PassedOnWords"):  # those come as a message
        found.add(MARIBEL)
    if value in ("CheckIn", "Decision", "SmallCycle", "Voice") and code not in (DISTRICTS, RELEASED):
        found.add(KOFI)
    if value == "SmallCycle" or name == "next_step" or ((value, name) in ON_CARDS and code != SHARED):
        found |= {DISTRICTS: {WEI}, RELEASED: {WEI}}.get(code, {NIA}) if readers(needle) & {WEI, NIA} else set()
    if code == SHARED and (value, name) in TOLD_TO_SCHOOLS:
        found.add(RUTH)
    # The form with one's own note is open while a round asks for that item: tests/handlers/rate.
    return set() if value == "OwnRating" else found & readers(needle)
