"""A typed reply is an answer: kept at once, shown, changed, and forgotten without a trace."""

import json

import pytest
from sqlalchemy import inspect, select, text
from sqlmodel import SQLModel

from bot.workspace.records import Message
from pdsa.checkin import CheckIn, Went
from tests.people import ANA_LUCIA, DEVON, MARIBEL
from tests.room import Room, moment
from tests.wires.slack_person import Person, reads

WORKSHOPS = "After-school and virtual workshops, six a term"
FLU = "flu, only two groups met; José's came & 8 años"


@pytest.fixture
async def thursday(room: Room) -> Room:
    """The first weekly question has just come."""
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.settles()
    await room.goes_to("2026-09-24 14:00")
    return room


async def kept(room: Room, strategy: str = "S1") -> CheckIn | None:
    async with room.store() as store:
        found = await store.checkins.of_strategy(strategy)
    return found[-1] if found else None


async def everything(room: Room) -> str:
    """Every value of every table, as JSON without escapes."""
    async with room.bot.engine.connect() as connection:
        rows = []
        for table in SQLModel.metadata.sorted_tables:
            if await connection.run_sync(lambda sync, name=table.name: inspect(sync).has_table(name)):
                rows += [dict(row) for row in (await connection.execute(select(table))).mappings()]
        memory = (await connection.execute(text("select * from memory"))).mappings().all()
    return json.dumps([*rows, *(dict(row) for row in memory)], default=str, ensure_ascii=False)


def labels(message: Message) -> list[str]:
    return [
        element["text"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def question(person: Person) -> Message:
    """The newest weekly question."""
    return [each for each in person.messages() if "How did" in reads(each)][-1]


async def test_a_sentence_is_kept_at_once_and_its_tap_follows(thursday: Room) -> None:
    ana = thursday.person(ANA_LUCIA)
    await ana.says(FLU)
    assert f"Kept as your note on {WORKSHOPS} for this week. How did it go?" in ana.last()
    assert FLU in ana.last()
    assert labels(ana.messages()[-1]) == [
        "As planned",
        "Partly",
        "Not this week",
        "Nothing was due",
        "Change",
        "Not meant for this",
    ]
    await thursday.settles()
    assert FLU in reads(question(ana))  # the question itself shows it, too
    await ana.presses("Partly")
    checkin = await kept(thursday)
    assert checkin is not None
    assert (checkin.went, checkin.in_way, checkin.quotable) == (Went.PARTLY, FLU, False)
    await thursday.goes_to("2026-09-28 12:00")
    assert "No rush" not in ana.screen()


@pytest.mark.parametrize(
    ("typed", "went", "sentence"),
    [
        ("as planned", Went.AS_PLANNED, ""),
        ("It went well, thanks!", Went.AS_PLANNED, ""),
        ("done", Went.AS_PLANNED, ""),
        ("yes", Went.AS_PLANNED, ""),
        ("✅", Went.AS_PLANNED, ""),
        ("partly", Went.PARTLY, ""),
        ("Partly: the link did not work", Went.PARTLY, "Partly: the link did not work"),
        ("no", Went.NOT, ""),
        ("Not this week: snow day", Went.NOT, "Not this week: snow day"),
        ("Didn't happen", Went.NOT, ""),
    ],
)
async def test_everyday_words_are_the_answer(thursday: Room, typed: str, went: Went, sentence: str) -> None:
    ana = thursday.person(ANA_LUCIA)
    await ana.says(typed)
    checkin = await kept(thursday)
    assert checkin is not None
    assert (checkin.went, checkin.well + checkin.in_way) == (went, sentence)
    assert f"Kept: {went.value}, for {WORKSHOPS} for this week." in ana.last()
    assert {"Change", "Not meant for this"} <= set(labels(ana.messages()[-1]))


async def test_a_sentence_after_a_tap_belongs_to_it(thursday: Room) -> None:
    ana = thursday.person(ANA_LUCIA)
    await ana.presses("As planned")
    await ana.says("Two colleagues\nbrought a friend")
    await ana.says("And the room was free")
    checkin = await kept(thursday)
    assert checkin is not None
    assert checkin.well == "Two colleagues\nbrought a friend\nAnd the room was free"
    await ana.presses("Change")
    assert ana.sees_form(WORKSHOPS)
    await ana.sends(well="Two colleagues brought a friend")
    checkin = await kept(thursday)
    assert checkin is not None
    assert checkin.well == "Two colleagues brought a friend"


async def test_a_reply_stands_in_the_thread_where_it_was_written(thursday: Room) -> None:
    ana = thursday.person(ANA_LUCIA)
    asked = question(ana)
    await ana.says("partly, two trainers were ill", thread=asked)
    answer = ana.messages()[-1]
    assert answer.thread_ts == asked.ts
    assert "Kept: partly" in reads(answer)
    await ana.presses("Not meant for this")
    assert ana.messages()[-1].thread_ts == asked.ts
    await ana.says("status", thread=asked)
    assert ana.messages()[-1].thread_ts == asked.ts


async def test_a_thread_answers_its_own_week(thursday: Room) -> None:
    ana = thursday.person(ANA_LUCIA)
    first = question(ana)
    await thursday.goes_to("2026-10-01 14:00")
    await ana.says("as planned", thread=first)
    checkin = await kept(thursday)
    assert checkin is not None
    assert str(checkin.week) == "2026-09-24"
    await ana.says("partly")
    checkin = await kept(thursday)
    assert checkin is not None
    assert str(checkin.week) == "2026-10-01"


async def test_a_thread_below_what_asks_nothing_answers_nothing(thursday: Room) -> None:
    ana = thursday.person(ANA_LUCIA)
    welcome = next(each for each in ana.messages() if "Hi Ana" in reads(each))
    await ana.says("Zebrafish are striped", thread=welcome)
    assert "so I keep nothing of what you write here" in ana.last()
    assert ana.messages()[-1].thread_ts == welcome.ts
    assert await kept(thursday) is None


async def test_with_several_open_buttons_ask_which(thursday: Room) -> None:
    devon = thursday.person(DEVON)
    said = "Three offices came,\nthe fourth was ill"
    await devon.says(said)
    asked = devon.messages()[-1]
    assert "Which question does that answer?" in reads(asked)
    assert said.replace("\n", " ") in reads(asked)
    assert len(labels(asked)) == 3  # two strategies, and none of them
    await devon.presses(labels(asked)[1])
    assert "Kept as your note on" in reads(asked)
    await devon.presses("Partly")
    assert {found.in_way for code in ("S4", "S5") if (found := await kept(thursday, code))} == {said}
    await devon.says("as planned")  # one has its answer: the other is meant
    assert {found.went for code in ("S4", "S5") if (found := await kept(thursday, code))} == {
        Went.PARTLY,
        Went.AS_PLANNED,
    }


async def test_none_of_them_leaves_nothing(thursday: Room) -> None:
    devon = thursday.person(DEVON)
    await devon.says("Zebrafish are striped today")
    assert "Zebrafish" in await everything(thursday)
    await devon.presses("None of them")
    assert "Not kept" in devon.last()
    assert "Zebrafish" not in await everything(thursday)


@pytest.mark.parametrize("way", ["note", "tapped", "typed", "released", "after a tap", "edited", "waited"])
async def test_what_was_not_meant_is_forgotten_everywhere(thursday: Room, way: str) -> None:
    who, said = thursday.person(DEVON if way == "waited" else ANA_LUCIA), "Zebrafish “are” striped, & José knows"
    before = await kept(thursday)
    if way == "after a tap":
        await who.presses("Partly")
    await who.says(f"partly: {said}" if way in ("typed", "released") else said)
    if way == "released":
        await who.presses("Change")
        await who.sends(quotable=True)
    if way == "waited":
        await who.presses(labels(who.messages()[-1])[0])
    if way == "tapped":
        await who.presses("Not this week")
    if way == "edited":
        await who.presses("As planned")
        await who.presses("Change")
        await who.sends(help="Who has keys?")
    await thursday.settles()
    assert "Zebrafish" in await everything(thursday)
    await who.says("/sel history")
    assert "Zebrafish" in who.last()
    back = next(each for each in reversed(who.messages()) if "Not meant for this" in labels(each))
    button = next(
        b
        for block in back.blocks
        if block["type"] == "actions"
        for b in block["elements"]
        if b["text"]["text"] == "Not meant for this"
    )
    await thursday.workspace.press(who.email, back, button["action_id"])
    await thursday.workspace.quiet()
    await thursday.settles()
    assert "Zebrafish" not in await everything(thursday)
    assert "Forgotten" in reads(back)
    assert before is None
    checkin = await kept(thursday)
    if way in ("note", "typed", "released", "waited"):
        assert checkin is None
    else:
        assert checkin is not None


@pytest.mark.parametrize(
    "said", ["thanks!", "Thank you so much for the reminder", "ok", "hi", "Good morning", "got it", "stop"]
)
async def test_thanks_and_greetings_are_never_kept(thursday: Room, said: str) -> None:
    ana = thursday.person(ANA_LUCIA)
    before = len(await everything(thursday))
    await ana.says(said)
    assert "Kept" not in ana.last()
    assert await kept(thursday) is None
    assert abs(len(await everything(thursday)) - before) < 200  # but for the request that was seen


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("how are we doing?", "We are in PLAN"),
        ("what is SEL?", "social and emotional learning: how children and grown-ups"),
        ("what does PDSA mean", "Plan, Do, Study, Act"),
        ("Who are you?", "a program and no person"),
        ("Who sees my answers?", "What I keep about you, and who sees it"),
        ("what can you do", "What you can do now"),
        ("no thanks", "My question stays open"),
        ("Can somebody bring the keys on Monday?", "I take that for a question to me"),
    ],
)
async def test_a_question_to_the_bot_is_none_of_the_answers(thursday: Room, said: str, answer: str) -> None:
    ana = thursday.person(ANA_LUCIA)
    await ana.says(said)
    assert answer.lower() in ana.last().lower(), ana.last()
    assert await kept(thursday) is None


async def test_a_question_can_be_an_answer_after_all(thursday: Room) -> None:
    ana = thursday.person(ANA_LUCIA)
    await ana.says("Could we start at 4 next time?")
    await ana.presses("It is my answer")
    assert "Kept as your note" in ana.last()


@pytest.mark.parametrize(
    "said",
    [
        "School was closed on Thursday",
        "Plan changed, we met on Friday instead",
        "Meeting with the principals took the whole hour",
        "Help from two parents made it work",
        "The files were lost, so we began anew",
        "Progress is slow but steady in the two groups",
        "Away games took half of the group",
        "two trainers were out sick until Friday",
        "Enough people came, and they stayed",
        "data was missing from one school",
        "Meeting with the parents",
        "History teachers joined in at both schools",
        "We need help with the keys",
        "School trip instead",
        "win-win for both schools",
        "did not happen because of the snow",
        "We made the survey anonymous",
        "We found out who can help with the keys",
    ],
)
async def test_a_sentence_that_begins_with_a_word_of_ours_is_an_answer(thursday: Room, said: str) -> None:
    ana = thursday.person(ANA_LUCIA)
    await ana.says(said)
    assert "Kept as your note" in ana.last(), ana.last()
    assert said in ana.last()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I am sick until Friday", "I won't ask you anything until Fri 25 Sep"),
        ("on leave till 14 Jan", "I won't ask you anything until Thu 14 Jan"),
        ("I'll be out tomorrow", "from Fri 25 Sep until Mon 28 Sep"),
        ("I'm back", "You are not away, as far as I know"),
    ],
)
async def test_being_away_is_heard_in_whole_sentences(thursday: Room, said: str, told: str) -> None:
    ana = thursday.person(ANA_LUCIA)
    await ana.says(said)
    assert told in ana.last().replace("*", "")
    assert await kept(thursday) is None


async def test_whoever_is_away_and_says_more_is_left_in_peace_and_the_rest_is_kept(thursday: Room) -> None:
    ana = thursday.person(ANA_LUCIA)
    said = "I am sick until Monday, so only one group met"
    await ana.says(said)
    assert "I won't ask you anything until Mon 28 Sep" in ana.screen()
    assert f"Kept as your note on {WORKSHOPS}" in ana.screen()
    assert said in ana.screen()


async def test_whoever_has_only_read_it_hears_what_is_open(thursday: Room) -> None:
    ana = thursday.person(ANA_LUCIA)
    await ana.says("ok")
    assert "Good. My question stays open" in ana.last()
    await ana.says("partly")
    await ana.says("got it")
    assert ana.last() == "Good."
    await ana.says("ok, thanks")
    assert ana.last() == "You're welcome."


async def test_names_of_students_are_questioned_before_anything_is_kept(thursday: Room) -> None:
    ana = thursday.person(ANA_LUCIA)
    said = "Jayden Smith cried after lunch"
    await ana.says(said)
    assert "looks as if it names or numbers a student" in ana.last()
    assert "Jayden" not in await everything(thursday)
    await ana.presses("It is nobody's: go on")
    assert "Kept as your note" in ana.last()
    await ana.says("Jayden Smith cried again")
    await ana.says("Jayden Smith cried again")  # sent once more as it is
    assert "Kept as your note" in ana.last()


async def test_an_answer_in_a_channel_is_told_where_it_belongs(thursday: Room) -> None:
    ana = thursday.person(ANA_LUCIA)
    await ana.says("@SEL Cycle Bot partly, zebrafish are striped", "sel-team")
    assert "Answers I take in our own talk alone" in ana.last("sel-team")
    assert await kept(thursday) is None
    assert "zebrafish" not in await everything(thursday)


async def test_skip_leaves_the_week_out(thursday: Room) -> None:
    ana, devon = thursday.person(ANA_LUCIA), thursday.person(DEVON)
    await ana.says("skip")
    await devon.says("skip this week, please")
    for person in (ana, devon):
        assert "Skipped for this week" in person.last()
    await thursday.goes_to("2026-09-28 12:00")
    assert "No rush" not in ana.screen() + devon.screen()


async def test_with_nothing_open_nothing_is_kept(room: Room) -> None:
    maribel = room.person(MARIBEL)
    await room.starts()
    await maribel.says("Zebrafish are striped")
    assert "so I keep nothing of what you write here" in maribel.last()
    assert "Zebrafish" not in await everything(room)


async def test_whoever_was_promised_otherwise_is_told_first(thursday: Room) -> None:
    ana = thursday.person(ANA_LUCIA)
    await thursday.was_promised_otherwise()
    await ana.says("Zebrafish are striped")
    assert "That has changed" in ana.last()
    assert "Zebrafish" not in await everything(thursday)
    await ana.presses("Keep it")
    assert "Kept as your note" in ana.last()
    await ana.says("partly")
    assert "Kept: partly" in ana.last()


async def test_the_change_is_told_once_and_then_answers_are_kept_at_once(thursday: Room) -> None:
    ana, devon = thursday.person(ANA_LUCIA), thursday.person(DEVON)
    await thursday.was_promised_otherwise()
    await thursday.goes_to("2026-09-25 10:00")
    for person in (ana, devon):
        assert "From now on, what you type after a question of mine is kept as your answer." in person.last()
    await thursday.goes_to("2026-09-28 10:00")
    assert ana.screen().count("One thing has changed") == 1
    await ana.says("Zebrafish are striped")
    assert "Kept as your note" in ana.last()
    await devon.presses("Sounds good")
    assert "Good. history shows what is kept" in devon.screen()
