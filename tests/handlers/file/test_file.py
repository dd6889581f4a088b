"""`/sel file`: who may send what, what is asked before anything is kept, and what happens twice or late."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from handlers.file.routes import feature
from handlers.kit.form import Pick
from handlers.kit.reply import Attach, Say
from pdsa.errors import NotAllowed, Refusal
from pdsa.figure_table import Table
from pdsa.plan import Plan, Problem
from storage.files.incoming_file import PlainText as SentText
from storage.files.incoming_file import Sent, Unread, read_inside
from storage.files.outgoing_file import EmptyBook
from storage.files.sheets.workbook_contents import WorkbookReading
from tests.handlers.desk import Desk, buttons_of, fields, open_desk, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, MARIBEL, PRIYA, STRANGER

ROWS = (("9/3/2026", 4.2, 120.0, "Mesa Verde"), ("9/10/2026", "=B2", 118.0, "Mesa Verde"))
TABLE = Table(("Date", "Value", "n", "School"), ROWS, (2, 3))
ANSWERS = {"day": "0", "values": ("1",), "measure": "one", "new": "Referrals", "n": "2", "group": "3", "order": "month"}


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan, at="2026-10-01 09:00") as made:
        yield made


async def offer(desk: Desk, email: str, content: object, name: str = "a.csv") -> str:
    """What is answered to a file, in words."""
    return text(await desk.card(email, "file", sent=[Sent(name, content)]))  # type: ignore[arg-type]


async def number(desk: Desk, email: str, content: object = TABLE) -> str:
    """The number that the buttons about a file carry."""
    card = await desk.card(email, "file", sent=[Sent("a.csv", content)])  # type: ignore[arg-type]
    return buttons_of(card)[0].value


async def test_a_table_is_asked_about_shown_kept_and_sent_again_changes_nothing(desk: Desk) -> None:
    card = await desk.card(PRIYA, "file", sent=[Sent("a.csv", TABLE)])
    assert "I read 2 rows with these columns:\nDate, Value, n, School" in text(card)
    file = buttons_of(card)[0].value
    form = await desk.form(PRIYA, "file.columns", value=file)
    assert {"order", "known", "new"} <= fields(form).keys()
    shown = await desk.card(PRIYA, "file.columns.keep", answers=ANSWERS, carry=form.carry)
    assert "Thu 3 Sep: 4.2 Referrals (Mesa Verde, n 120)" in text(shown)
    assert "1 number is new and 1 row cannot be used." in text(shown)
    assert "Row 3: “Value” holds a formula. Copy the column and paste it as values." in text(shown)
    assert buttons_of(shown)[0].label == "Keep 1 number"
    assert "1 new number" in text(await desk.card(PRIYA, "file.table.keep", value=file))
    with pytest.raises(Refusal, match="settled already"):
        await desk.card(PRIYA, "file.table.keep", value=file)
    again = await number(desk, PRIYA)
    shown = await desk.card(PRIYA, "file.columns.keep", answers=ANSWERS, carry={"file": again})
    assert "1 says what I have already" in text(shown)
    assert "file.table.keep" not in routes_of(shown)


async def test_what_a_table_hides_by_having_no_number_of_people_is_said_at_once(desk: Desk) -> None:
    rows = (("2026-09-03", 4.2, 120.0, "Mesa Verde"), ("2026-09-03", 3.1, None, "Cottonwood"))
    file = await number(desk, PRIYA, Table(("Date", "Value", "n", "School"), rows, (2, 3)))
    await desk.card(PRIYA, "file.columns.keep", answers=ANSWERS, carry={"file": file})
    card = await desk.card(PRIYA, "file.table.keep", value=file)
    assert "Kept from a.csv: 2 new numbers." in text(card)
    why = "Kept back: the numbers of 2 groups, because nobody said how many people the numbers come from."
    assert f"Referrals: {why}" in text(card)
    assert routes_of(card) == ["chart", "status"]


async def test_a_correction_is_shown_with_what_stood_there(desk: Desk, plan: Plan) -> None:
    observation = plan.observations[0]
    row = (observation.measure, observation.day.isoformat(), observation.value + 1, observation.group)
    table = Table(("Measure", "Date", "Value", "Group"), (row,), (2,))
    file = await number(desk, MARIBEL, table)
    answers = {"day": "1", "values": ("2",), "measure": "0", "n": "none", "group": "3"}
    shown = text(await desk.card(MARIBEL, "file.columns.keep", answers=answers, carry={"file": file}))
    assert "1 corrects one that I have" in shown
    assert f"was {observation.value:g}, becomes {observation.value + 1:g}" in shown
    assert "1 corrected" in text(await desk.card(MARIBEL, "file.table.keep", value=file))


async def test_an_owner_brings_in_their_own_measures_and_others_none(desk: Desk, plan: Plan) -> None:
    with pytest.raises(NotAllowed):
        await desk.form(BERNADETTE, "file.columns", value="1")
    assert "from research, from leads, and from owners" in await offer(desk, BERNADETTE, TABLE)
    async with desk.store(writes=True) as store:
        await store.plans.put_strategy(replace(plan.strategies[0], measure="Attendance"))
    rows = (("attendance", "2026-09-03", 50.0), ("Office referrals", "2026-09-03", 4.0))
    file = await number(desk, ANA_LUCIA, Table(("Measure", "Date", "Value"), rows, (2, 3)))
    form = await desk.form(ANA_LUCIA, "file.columns", value=file)
    known = fields(form)["known"]
    assert isinstance(known, Pick)
    assert "new" not in fields(form)
    answers = {"day": "1", "values": ("2",), "measure": "0"}
    shown = text(await desk.card(ANA_LUCIA, "file.columns.keep", answers=answers, carry=form.carry))
    assert "Attendance" in shown
    assert "“Office referrals” is measured by somebody else" in shown


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"day": ""}, "day"), ({"day": "77"}, "day"), ({"values": ()}, "values"), ({"values": ("0",)}, "values"),
        ({"new": ""}, "measure"), ({"values": ("1", "2")}, "measure"),
    ],
)  # fmt: skip
async def test_columns_that_cannot_be_are_said_under_their_field(desk: Desk, answers, field) -> None:
    file = await number(desk, PRIYA)
    with pytest.raises(Refusal) as caught:
        await desk.card(PRIYA, "file.columns.keep", answers=ANSWERS | answers, carry={"file": file})
    assert caught.value.field == field


async def test_a_table_about_single_students_is_questioned(desk: Desk) -> None:
    table = Table(("Date", "Score", "Group"), (("2026-09-03", 4.0, "student Maria Lopez"),), (2,))
    file = await number(desk, PRIYA, table)
    answers = ANSWERS | {"n": "none", "group": "2"}
    shown = await desk.card(PRIYA, "file.columns.keep", answers=answers, carry={"file": file})
    assert "looks as if a row were about one student" in text(shown)
    assert buttons_of(shown)[0].ask_first


async def test_any_table_makes_a_form_and_a_card(desk: Desk) -> None:
    headers = tuple(f"{n} {'ح' * 99}" for n in range(60))
    rows = tuple(tuple("x" * 400 for _ in headers) for _row in range(50))
    file = await number(desk, PRIYA, Table(headers, rows, tuple(range(2, 52)), "s" * 31, ("o" * 31,) * 40))
    form = await desk.form(PRIYA, "file.columns", value=file)
    shown = await desk.card(PRIYA, "file.columns.keep", answers=ANSWERS, carry=form.carry)
    assert "50 rows cannot be used" in text(shown)
    assert "And 42 more." in text(shown)


async def test_what_is_put_away_is_gone_and_another_persons_file_is_nobody_elses(desk: Desk) -> None:
    file = await number(desk, PRIYA)
    with pytest.raises(Refusal, match="no such file of yours"):
        await desk.card(MARIBEL, "file.table.keep", value=file)
    with pytest.raises(Refusal, match="which column is which"):
        await desk.card(PRIYA, "file.table.keep", value=file)
    assert "put a.csv away" in text(await desk.card(PRIYA, "file.drop", value=file))
    for value in (file, "", "x", "999999999"):
        with pytest.raises(Refusal):
            await desk.form(PRIYA, "file.columns", value=value)


async def test_a_plan_says_what_it_would_change_and_comes_in_whole(desk: Desk, plan: Plan) -> None:
    changed = replace(plan, strategies=(replace(plan.strategies[0], title="Fewer workshops"), *plan.strategies[1:-1]))
    card = await desk.card(
        MARIBEL, "file", sent=[Sent("plan.xlsx", WorkbookReading(changed, (), ("I passed over a sheet.",)))]
    )
    assert "Strategies: 1 changed" in text(card)
    assert f"Here and not in the file: strategies {plan.strategies[-1].code}" in text(card)
    assert "I passed over a sheet." in text(card)
    async with desk.store() as store:
        assert (await store.plans.strategies())[0].title == plan.strategies[0].title
    file = buttons_of(card)[0].value
    assert "is in:" in text(await desk.card(MARIBEL, "file.plan.keep", value=file))
    async with desk.store() as store:
        assert (await store.plans.strategies())[0].title == "Fewer workshops"
    with pytest.raises(Refusal, match="settled already"):
        await desk.card(MARIBEL, "file.plan.keep", value=file)


async def test_the_same_plan_is_nothing_new(desk: Desk, plan: Plan) -> None:
    assert "there is nothing to bring in" in await offer(desk, MARIBEL, WorkbookReading(plan), "plan.xlsx")


async def test_a_plan_with_problems_names_each_place_and_is_not_kept(desk: Desk) -> None:
    problems = tuple(Problem("“x”", "Choose Lead.", "Team", row, "Role") for row in range(2, 20))
    answer = await offer(desk, MARIBEL, WorkbookReading(None, problems), "plan.xlsx")
    assert "Sheet “Team”, row 2, “Role”: I found “x”. Choose Lead." in answer
    assert "And 6 more." in answer
    assert "Nothing was changed." in answer


async def test_a_plan_comes_from_a_lead_alone(desk: Desk, plan: Plan) -> None:
    for email in (PRIYA, ANA_LUCIA, BERNADETTE):
        assert "Maribel Ortega and Devon Achterberg can send me this file" in await offer(
            desk, email, WorkbookReading(plan)
        )
    with pytest.raises(NotAllowed):
        await desk.enter(PRIYA, "file.plan.keep", value="1")


async def test_a_plan_for_a_year_that_cannot_be_taken_up_says_why(desk: Desk, plan: Plan) -> None:
    old = replace(plan, school_year="2024-25", first_day=date(2024, 8, 1), last_day=date(2025, 6, 1), days_off=())
    assert "I am at 2026-27 already" in await offer(desk, MARIBEL, WorkbookReading(old), "old.xlsx")


async def test_several_files_get_an_answer_each(desk: Desk, plan: Plan) -> None:
    sent = [Sent("plan.xlsx", WorkbookReading(plan)), Sent("cat.png", Unread("Not for me.")), Sent("a.csv", TABLE)]
    replies = await desk.enter(MARIBEL, "file", sent=sent)
    assert [isinstance(each, Say) for each in replies] == [True] * 3


async def test_without_a_file_or_a_plan_or_a_place_in_it_a_way_on_is_named(desk: Desk, tmp_path: Path) -> None:
    assert routes_of(await desk.card(MARIBEL, "file")) == ["file.template", "export.plan"]
    assert routes_of(await desk.card(PRIYA, "file")) == []
    with pytest.raises(NotAllowed, match="can add you with `setup`"):
        await desk.enter(STRANGER, "file", sent=[Sent("a.csv", TABLE)])
    with pytest.raises(Refusal, match="private talk"):
        await desk.enter(MARIBEL, "file", private=False)


async def test_a_lead_is_given_an_empty_plan(desk: Desk) -> None:
    (empty,) = await desk.enter(MARIBEL, "file.template")
    assert isinstance(empty, Attach)
    assert isinstance(empty.document.content, EmptyBook)
    with pytest.raises(NotAllowed):
        await desk.enter(PRIYA, "file.template")


ITEMS = Table(("Focus area", "Item", "Definition"), (("Ours", "Joy at work", "Seen daily"), (None, "Rest")), (2, 3))


async def test_a_framework_comes_in_from_a_lead_as_a_table(desk: Desk) -> None:
    assert "Only a lead can bring in a framework" in await offer(desk, PRIYA, ITEMS)
    card = await desk.card(MARIBEL, "file", sent=[Sent("ours.csv", ITEMS)])
    assert "2 rubric items" in text(card)
    assert "New: Joy at work and Rest." in text(card)
    file = buttons_of(card)[0].value
    assert "is kept" in text(await desk.card(MARIBEL, "file.framework.keep", value=file))
    async with desk.store() as store:
        assert store.cycle is not None
        framework = await store.frameworks.get(store.cycle.framework)
        ours = "CASEL District Framework, 16 key activities"
        assert len((await store.frameworks.get(ours)).items) == 20  # what earlier years were rated with
    assert framework.name == "Riverbend Unified School District: our own rubric, 2026-27"
    assert [each.title for each in framework.items] == ["Joy at work", "Rest"]
    assert "nothing to change" in await offer(desk, MARIBEL, ITEMS)


async def test_a_framework_of_another_name_is_what_the_year_is_rated_with_once_kept(desk: Desk) -> None:
    said = """name = "Ours"\nlevels = ["a", "b", "c", "d"]\n[[areas]]\nname = "One"\n[[areas.activities]]
name = "Act"\n[[areas.activities.items]]\ntitle = "Thing"\n"""
    card = await desk.card(MARIBEL, "file", sent=[Sent("x.toml", SentText("toml", said))])
    assert "It has 1 focus area and 1 rubric item. Kept as Ours, it is what 2026-27 is rated with." in text(card)
    await desk.enter(MARIBEL, "file.framework.keep", value=buttons_of(card)[0].value)
    async with desk.store() as store:
        assert store.cycle is not None
        assert store.cycle.framework == "Ours"


async def test_other_words_for_the_same_items_stay_under_the_framework_s_name(desk: Desk) -> None:
    async with desk.store() as store:
        assert store.cycle is not None
        now = await store.frameworks.get(store.cycle.framework)
    rows = tuple((each.area, each.activity, each.title, "As we say it") for each in now.items)
    table = Table(("Focus area", "Key activity", "Item", "Definition"), rows, tuple(range(2, len(rows) + 2)))
    assert f"Kept as {now.name}" in await offer(desk, MARIBEL, table)


async def test_what_was_read_another_way_is_told_before_a_plan_is_kept(desk: Desk) -> None:
    cases = Path(__file__).parents[2] / "cases"
    for name, told in (
        ("two-owners.xlsx", "I took the first, Ana-Lucía Peña, and wrote under Partners who helps: Kofi Mensah."),
        ("plan-last-first.xlsx", "I turned “Peña, Ana-Lucía” into “Ana-Lucía Peña”, as people are greeted."),
        ("plan-zone-est.xlsx", "I found “EST”. Did you mean America/New_York?"),
        ("plan-channel-link.xlsx", "That is a link: write the channel's name as it stands in chat"),
        ("plan-strict.xlsx", "saved as “Strict Open XML”"),
    ):
        content = read_inside(name, (cases / name).read_bytes())
        assert told in await offer(desk, MARIBEL, content, name)


@pytest.mark.parametrize("said", ["", "name = 3", "[[areas", 'name = "x"\nareas = []\nlevels = []', "x" * 400_000])
async def test_a_toml_that_is_no_framework_is_a_sentence(desk: Desk, said: str) -> None:
    assert "no framework in the shape of ours" in await offer(desk, MARIBEL, SentText("toml", said), "x.toml")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("also = []", "also = [1, 2]"), "Ours: “also” should be a list of texts."),
        (('levels = ["a", "b", "c", "d"]', "levels = [1, 2, 3, 4]"), "Ours: “levels” should be a list of texts."),
        (('levels = ["a", "b", "c", "d"]', 'levels = ["a"]'), "Ours: “levels” should be four texts."),
        (('definition = "Well"', "definition = 4"), "Thing: “definition” should be a text."),
        (('title = "Thing"', "title = 7"), "Act: “title” should be a name"),
        (('name = "Act"', "name = true"), "One: “name” should be a name"),
        (('stage = "Plan"', "stage = []"), "One: “stage” should be a text."),
        (('stage = "Plan"', 'asked = "WINTER"'), "One: “asked” should be the name of a phase"),
        (('definition = "Well"', 'levels = ["a", "b"]'), "Thing: “levels” should be four texts."),
        (('definition = "Well"', 'also = "Thing too"'), "Thing: “also” should be a list of texts."),
        (('definition = "Well"', "link = 2026-09-14"), "Thing: “link” should be a text."),
        (("[[areas]]", "areas = 3\n[other]"), "Ours: “areas” should be a list with something in it."),
    ],
)
async def test_a_badly_typed_framework_is_refused_as_a_whole(desk: Desk, change: tuple[str, str], told: str) -> None:
    said = """name = "Ours"
also = []
levels = ["a", "b", "c", "d"]
[[areas]]
name = "One"
stage = "Plan"
[[areas.activities]]
name = "Act"
[[areas.activities.items]]
title = "Thing"
definition = "Well"
"""
    assert "It has 1 focus area" in await offer(desk, MARIBEL, SentText("toml", said), "x.toml")
    bad = said.replace(*change)
    if "[other]" in bad:
        bad = bad.split("[other]")[0]
    assert told in await offer(desk, MARIBEL, SentText("toml", bad), "x.toml")


async def test_a_toml_in_the_shape_of_ours_is_offered(desk: Desk) -> None:
    ours = files("pdsa.frameworks") / "district-14.toml"
    said = ours.read_text(encoding="utf-8")
    async with desk.store(writes=True) as store:
        assert store.cycle is not None
        await store.cycles.put(replace(store.cycle, framework=""))
    assert "nothing to change" in await offer(desk, MARIBEL, SentText("toml", said), "x.toml")
