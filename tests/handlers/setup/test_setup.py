"""`/sel setup`: a district set up wholly in chat, changed, and started."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from handlers.kit.card_pages import as_text
from handlers.kit.form import Pick
from handlers.kit.reply import Say, Then
from handlers.setup.checklist import PARTS
from handlers.setup.routes import feature
from pdsa.calendar import DayOff
from pdsa.cycle import Channels, Phases
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.people import Address, Role
from pdsa.plan import Plan
from tests.handlers.desk import Desk, buttons_of, fields, open_desk, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, JEROME, KOFI, MARIBEL, NO_REGIONS

YEAR = {
    "district": "Riverbend", "label": "2026-27", "first": "2026-08-17", "last": "2027-06-04",
    "zone": "America/Denver", "minimum": "10", "commitment": "",
}  # fmt: skip


@pytest.fixture
async def bare(tmp_path: Path) -> AsyncIterator[Desk]:
    """A database with nothing but its first lead."""
    async with open_desk(tmp_path, feature) as made:
        async with made.store(writes=True) as store:
            await store.people.put(
                MARIBEL, name="Maribel Ortega", role=Role.LEAD, team="District SEL team", district_team=True, zone=None
            )
        yield made


async def send(desk: Desk, route: str, answers: dict[str, Any], carry: dict[str, str] | None = None) -> str:
    (reply,) = await desk.enter(MARIBEL, route, answers=answers, carry=carry)
    assert isinstance(reply, Say)
    return as_text(reply.card)


async def refused(desk: Desk, route: str, answers: dict[str, Any], carry: dict[str, str] | None = None) -> Refusal:
    with pytest.raises(Refusal) as found:
        await desk.enter(MARIBEL, route, answers=answers, carry=carry)
    return found.value


async def person_id(desk: Desk, email: str) -> str:
    async with desk.store() as store:
        member = await store.people.by_email(email)
    assert member
    return str(member.id)


async def test_the_checklist_says_what_is_set_and_what_is_missing(desk: Desk) -> None:
    card = await desk.card(MARIBEL, "setup")
    for part in (
        "2026-27, Mon 17 Aug to Fri 4 Jun, America/Denver time",
        "8 stretches; next is Labor Day on Mon 7 Sep",
        "DO from Mon 28 Sep, STUDY from Mon 3 May, ACT from Mon 24 May",
        "Thursday at 2:00 pm",
        "team #sel-team, stakeholders #staff, leadership #leadership",
        "16, 2 leads. 16 have not written to me yet",
        "8 goals, 12 strategies",
        "not pressed",
    ):
        assert part in text(card)
    assert "setup.start" in routes_of(card)


async def test_a_part_can_be_named(desk: Desk) -> None:
    assert await desk.enter(MARIBEL, "setup", "Days off") == [Then("setup.daysoff")]
    assert all(route in desk.routes for route in PARTS.values())


async def test_setup_is_for_leads(desk: Desk) -> None:
    for route in desk.routes.values():
        assert route.who == {Role.LEAD}
    with pytest.raises(NotAllowed):
        await desk.enter(KOFI, "setup")


async def test_a_district_is_set_up_wholly_in_chat(bare: Desk) -> None:
    card = await bare.card(MARIBEL, "setup")
    assert "There is no plan yet" in text(card)
    assert "file" in routes_of(card)
    assert bare.routes["setup.year"].early
    form = await bare.form(MARIBEL, "setup.year")
    assert list(fields(form)) == ["district", "label", "first", "last", "zone", "minimum", "commitment"]
    words = await send(bare, "setup.year.keep", YEAR | {"label": "2026-2027"})
    assert "2026-27, Mon 17 Aug" in words
    assert "DO from Mon 28 Sep" in words
    assert "Two leads are better" in words
    await send(
        bare,
        "setup.person.keep",
        {"email": ANA_LUCIA, "name": "Ana-Lucía Peña", "role": "Member", "team": "district SEL team", "zone": "-"},
    )
    why = await refused(bare, "setup.start.now", {})
    assert "the plan has no goal and the plan has no strategy" in why.sentence
    async with bare.store(writes=True) as store:
        member = await store.people.by_email(ANA_LUCIA)
        assert member
        assert member.team == "District SEL team"
        await store.plans.put_goal(Goal("G1", GoalKind.LONG_TERM, "Every school learns"))
        await store.plans.put_strategy(Strategy("S1", "G1", "Workshops"))
    assert "no strategy has an owner" in (await refused(bare, "setup.start.now", {})).sentence
    async with bare.store(writes=True) as store:
        begun = Strategy("S1", "G1", "Workshops", owner=ANA_LUCIA, start=date(2026, 9, 14), prediction="It helps")
        await store.plans.put_strategy(begun)
    card = await bare.card(MARIBEL, "setup.start")
    assert "First check-in: Thu 17 Sep at 2:00 pm, everybody's own time, to 1 person" in text(card)
    assert "Workshops: an owner, dates or a prediction" in text(card)
    assert "A channel for team, stakeholders and leadership" in text(card)
    assert "2026-27 has begun" in text(await bare.card(MARIBEL, "setup.start.now"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"first": ""}, "first"),
        ({"last": ""}, "last"),
        ({"last": "2026-08-17"}, "last"),
        ({"last": "2028-06-04"}, "last"),
        ({"label": "26/27"}, "label"),
        ({"label": "2026-28"}, "label"),
        ({"zone": ""}, "zone"),
        *(({"zone": each}, "zone") for each in NO_REGIONS),
        ({"district": " "}, "district"),
        ({"minimum": "0"}, "minimum"),
        ({"minimum": "2.5"}, "minimum"),
        ({"minimum": "a few"}, "minimum"),
        ({"first": "17 August"}, "first"),
    ],
)
async def test_a_year_that_will_not_do_is_told_under_its_field(bare: Desk, changed: dict[str, str], field: str) -> None:
    assert (await refused(bare, "setup.year.keep", YEAR | changed)).field == field
    async with bare.store() as store:
        assert store.cycle is None


async def test_phases_move_with_the_year_unless_somebody_chose_them(desk: Desk) -> None:
    words = await send(desk, "setup.year.keep", YEAR | {"first": "2026-08-24"})
    assert "The phases moved with the year" in words
    assert "DO from Mon 5 Oct" in words
    await send(desk, "setup.phases.keep", {"do": "2026-09-14", "study": "2027-04-12", "act": "2027-05-17"})
    await send(desk, "setup.year.keep", YEAR)
    async with desk.store() as store:
        assert store.cycle
        assert store.cycle.phases == Phases(date(2026, 9, 14), date(2027, 4, 12), date(2027, 5, 17))
    await send(desk, "setup.phases.keep", {"usual": True})
    async with desk.store() as store:
        assert store.cycle
        assert store.cycle.phases == Phases.usual(date(2026, 8, 17), date(2027, 6, 4))


@pytest.mark.parametrize(
    ("do", "study", "act", "field"),
    [
        ("2026-08-17", "2027-05-01", "2027-05-22", "do"),
        ("2027-05-01", "2027-05-01", "2027-05-22", "study"),
        ("2026-09-28", "2027-05-22", "2027-05-01", "act"),
        ("2026-09-28", "2027-05-01", "2027-06-05", "act"),
        ("2026-09-28", "", "2027-05-22", "study"),
    ],
)
async def test_phases_follow_each_other_within_the_year(desk: Desk, do: str, study: str, act: str, field: str) -> None:
    assert (await refused(desk, "setup.phases.keep", {"do": do, "study": study, "act": act})).field == field


async def test_a_year_that_was_started_is_not_given_away(desk: Desk) -> None:
    await desk.start()
    elsewhere = YEAR | {"label": "2027-28", "first": "2027-08-16", "last": "2028-06-02"}
    assert (await refused(desk, "setup.year.keep", elsewhere)).field == "first"
    await send(desk, "setup.year.keep", YEAR | {"label": "2026"})
    async with desk.store() as store:
        assert store.cycle
        assert (store.cycle.label, store.cycle.started_at) == ("2026", desk.at)
        assert len(await store.plans.strategies()) == 12


async def test_days_off_are_added_and_taken_out(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "setup.daysoff.open")
    labor_day = fields(form)["out"].options[0].value  # type: ignore[attr-defined]
    words = await send(
        desk,
        "setup.daysoff.keep",
        {"name": "Snow days", "first": "2027-02-01", "last": "2027-02-02", "who": "all", "out": (labor_day,)},
    )
    assert "Snow days: Mon 1 Feb to Tue 2 Feb" in words
    assert "Labor Day" not in words
    assert "Teacher learning day: Mon 12 Oct, students only" in words
    async with desk.store() as store:
        assert store.cycle
        assert DayOff("Snow days", date(2027, 2, 1), date(2027, 2, 2)) in store.cycle.year.days_off
    assert "Nothing was changed" in await send(desk, "setup.daysoff.keep", {})


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"first": "2027-02-01"}, "name"),
        ({"name": "Snow"}, "first"),
        ({"name": "Snow", "first": "2027-02-02", "last": "2027-02-01"}, "last"),
        ({"name": "Snow", "first": "2026-09-01", "last": "2027-05-01"}, "last"),
        ({"name": "Snow", "first": "2062-02-02"}, "first"),
    ],
)
async def test_a_day_off_that_will_not_do(desk: Desk, answers: dict[str, str], field: str) -> None:
    assert (await refused(desk, "setup.daysoff.keep", answers)).field == field


async def test_the_rhythm_is_set(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "setup.rhythm")
    assert fields(form)["at"].chosen == "14:00"  # type: ignore[attr-defined]
    told = await send(desk, "setup.rhythm.keep", {"day": "2", "at": "10:30", "note_day": "4", "note_at": "16:00"})
    assert "check-in on Wednesday at 10:30 am" in told
    async with desk.store() as store:
        assert store.cycle
        assert (store.cycle.rhythm.checkin_weekday, store.cycle.rhythm.checkin_time) == (2, time(10, 30))
    night = {"day": "2", "at": "22:00", "note_day": "4", "note_at": "16:00"}
    assert (await refused(desk, "setup.rhythm.keep", night)).field == "at"
    sunday = {"day": "6", "at": "10:00", "note_day": "4", "note_at": "16:00"}
    assert (await refused(desk, "setup.rhythm.keep", sunday)).field == "day"


async def test_channels_are_names_with_their_sign(desk: Desk) -> None:
    await send(desk, "setup.rooms.keep", {"team": "SEL-Team", "stakeholders": "#all-staff", "leadership": ""})
    async with desk.store() as store:
        assert store.cycle
        assert store.cycle.channels == Channels("#sel-team", "#all-staff", "")
    assert (await refused(desk, "setup.rooms.keep", {"team": "sel team"})).field == "team"
    shared = {"team": "#staff", "stakeholders": "staff"}
    assert "without approval" in (await refused(desk, "setup.rooms.keep", shared)).sentence


async def test_a_school_team_is_made_by_its_first_school_role(desk: Desk) -> None:
    new = {"email": "New.Person@Riverbend.example", "name": "Aziz, Noor", "role": "School lead", "zone": "-"}
    words = await send(desk, "setup.person.keep", new | {"team": "Lone Pine Elementary"})
    assert "Kept: Noor Aziz, School lead" in words
    async with desk.store() as store:
        member = await store.people.by_email("new.person@riverbend.example")
    assert member
    assert (member.team, member.district_team) == ("Lone Pine Elementary", False)
    assert "not kept" not in words
    other = {
        "email": "two@riverbend.example",
        "name": "Two",
        "role": "Member",
        "team": "District SEL team",
        "zone": "-",
    }
    words = await send(desk, "setup.person.keep", other | {"schools": ("Lone Pine Elementary",)})
    assert "The schools that you ticked are not kept: only a supervisor has some." in words
    again = await refused(desk, "setup.person.keep", new | {"team": "Lone Pine Elementary"})
    assert again.field == "email"
    for role, team in (("School member", "district sel team"), ("Member", "Cottonwood Elementary")):
        wrong = {"email": "x@riverbend.example", "name": "X", "role": role, "team": team, "zone": "-"}
        assert (await refused(desk, "setup.person.keep", wrong)).field == "team"


async def test_a_lead_says_what_somebody_reads_who_has_not_chosen_yet(desk: Desk) -> None:
    new = {"email": "noor@riverbend.example", "name": "Noor", "role": "Member", "team": "District SEL team"}
    for answers, language in (({}, None), ({"language": "en"}, None), ({"language": "es"}, "es"), ({}, "es")):
        known = await desk.person("noor@riverbend.example")
        await send(desk, "setup.person.keep", new | answers, {"id": str(known.id)} if known.id else {})
        assert (await desk.person("noor@riverbend.example")).language == language
    form = await desk.form(MARIBEL, "setup.person.picked", answers={"person": str(known.id)})
    pick = fields(form)["language"]
    assert isinstance(pick, Pick)
    assert pick.chosen == "es"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"language": "tlh"}, "language"),
        ({"email": "noor"}, "email"),
        ({"name": ""}, "name"),
        ({"role": "King"}, "role"),
        ({"zone": "Mars/Base"}, "zone"),
        *(({"zone": each}, "zone") for each in NO_REGIONS),
    ],
)
async def test_a_person_who_will_not_do(desk: Desk, changed: dict[str, str], field: str) -> None:
    new = {"email": "n@riverbend.example", "name": "Noor", "role": "Member", "team": "District SEL team", "zone": "-"}
    assert (await refused(desk, "setup.person.keep", new | changed)).field == field


async def test_the_last_lead_stays(desk: Desk) -> None:
    maribel, devon = {"id": await person_id(desk, MARIBEL)}, {"id": await person_id(desk, DEVON)}
    same = {"name": "M. Ortega", "team": "District SEL team", "zone": "-"}
    words = await send(desk, "setup.person.keep", {"out": True}, devon)
    assert "Devon Achterberg is no longer in the plan" in words
    assert "S4 and S5 need another owner" in words
    assert words.count("Devon Achterberg") == 1, "the list shows who is in the plan"
    assert "15 people in 4 teams" in words
    for answers in ({"out": True}, {"role": "Member", **same}):
        assert "is the only lead" in (await refused(desk, "setup.person.keep", answers, maribel)).sentence
    await send(desk, "setup.person.keep", {"role": "Lead", **same}, maribel)
    back = {"email": DEVON, "name": "Devon Achterberg", "role": "Lead", "team": "District SEL team", "zone": "-"}
    assert "is back in the plan" in await send(desk, "setup.person.keep", back)
    await send(desk, "setup.person.keep", {"role": "Member", **same}, maribel)


async def test_an_owner_does_not_become_an_observer(desk: Desk) -> None:
    jerome = {"id": await person_id(desk, JEROME)}
    answers = {"name": "Jerome Little Elk", "role": "Observer", "team": "District SEL team", "zone": "-"}
    why = await refused(desk, "setup.person.keep", answers, jerome)
    assert "owns S8" in why.sentence
    assert why.field == "role"


async def test_a_thousand_people_are_paged(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for n in range(300):
            await store.people.put(
                f"p{n}@riverbend.example", name=f"Person {n} " + "with a long name " * 8, role=Role.SCHOOL_MEMBER,
                team=f"School {n % 20}", district_team=False, zone="America/Argentina/ComodRivadavia",
            )  # fmt: skip
    for route in ("setup.people", "setup.unmet"):
        start: str | None = ""
        seen = ""
        while start is not None:
            card = await desk.card(MARIBEL, route, value=start)
            assert len(text(card)) < 11_000
            seen += text(card)
            start = next((each.value for each in buttons_of(card) if each.label.endswith("more")), None)
        assert "Person 299" in seen
        assert "Person 0 " in seen
    form = await desk.form(MARIBEL, "setup.person.pick")
    assert len(fields(form)["person"].options) == 316  # type: ignore[attr-defined]


@pytest.mark.parametrize("route", ["setup.people", "setup.unmet"])
async def test_a_page_that_is_past_the_end_by_now_is_the_first(desk: Desk, route: str) -> None:
    """As when people were taken out after the button was made."""
    assert text(await desk.card(MARIBEL, route, value="30")) == text(await desk.card(MARIBEL, route))


async def test_who_was_met_is_not_listed_as_unmet(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for member in await store.people.all():
            if member.email != BERNADETTE:
                await store.people.meet(member, Address(f"U{member.id}"))
    card = await desk.card(MARIBEL, "setup.unmet")
    assert "Dr. Bernadette Osei" in text(card)
    assert "Kofi" not in text(card)


async def test_start_says_what_comes_first_and_is_harmless_twice(desk: Desk) -> None:
    card = await desk.card(MARIBEL, "setup.start")
    assert "15 people, the first of them" in text(card)
    assert "Thu 27 Aug at 2:00 pm, everybody's own time, to 1 person" in text(card)
    async with desk.store() as store:
        assert store.cycle
        assert store.cycle.started_at is None
    card = await desk.card(MARIBEL, "setup.start.now")
    assert "I'll write to Maribel Ortega, Devon Achterberg" in text(card)
    assert "10 more" in text(card)
    started = desk.at
    desk.at = desk.at.replace(day=19)
    assert "was started on Mon 17 Aug" in text(await desk.card(DEVON, "setup.start.now"))
    assert "was started on Mon 17 Aug" in text(await desk.card(DEVON, "setup.start"))
    async with desk.store() as store:
        assert store.cycle
        assert store.cycle.started_at == started
    assert "setup.start" not in routes_of(await desk.card(MARIBEL, "setup"))


async def test_a_year_that_is_over_is_not_started(desk: Desk) -> None:
    desk.at = desk.at.replace(year=2027)
    assert "ended on Fri 4 Jun" in (await refused(desk, "setup.start", {})).sentence


async def test_people_left_out_by_an_import_are_settled(desk: Desk, plan: Plan) -> None:
    await desk.bring(replace(plan, team=tuple(each for each in plan.team if each.email not in (BERNADETTE, DEVON))))
    assert "setup.left" in routes_of(await desk.card(MARIBEL, "setup"))
    card = await desk.card(MARIBEL, "setup.left")
    assert buttons_of(card)[0].label == "Take Devon Achterberg out"
    card = await desk.card(MARIBEL, "setup.stays", value=DEVON)
    assert buttons_of(card)[0].label == "Take Dr. Bernadette Osei out"
    card = await desk.card(MARIBEL, "setup.aside", value=BERNADETTE)
    assert "Everybody in the plan" in text(card)
    async with desk.store() as store:
        assert BERNADETTE not in {each.email for each in await store.people.all()}
