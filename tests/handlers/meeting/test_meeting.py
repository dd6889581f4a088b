"""The data-reflection meeting: its days, who may what, its document, and the conclusions as each may read them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.kit.form import Day, PickMany
from handlers.kit.reply import Attach
from handlers.meeting.routes import feature
from pdsa.circumstances import Circumstance
from pdsa.errors import NotAllowed, Refusal
from pdsa.measures import Better, Setting
from pdsa.meetings import Meetings
from pdsa.paper_parts import Figure, Heading, Listing, Paper, PaperQuote, Paragraph
from pdsa.people import Role
from pdsa.picture import RunChart
from pdsa.plan import Plan
from storage.files.outgoing_file import write
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, routes_of, text
from tests.handlers.ready_desk_databases import open_copy
from tests.people import ANA_LUCIA, BERNADETTE, MARIBEL, RUTH, WEI

REFERRALS = "Office referrals per 100 students per week"
REFLECTION, PLANNING = "2027-05-27", "2027-06-03"
SEPARATE = {"reflection": REFLECTION, "separate": True, "planning": PLANNING}


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    async with open_copy(year, tmp_path, feature, at="2027-05-20 10:00") as made:
        yield made


async def paper(desk: Desk, email: str, route: str = "meeting.paper", **more: object) -> Paper:
    (given,) = await desk.enter(email, route, **more)  # type: ignore[arg-type]
    assert isinstance(given, Attach)
    assert given.document.name.endswith(".docx")
    assert isinstance(given.document.content, Paper)
    return given.document.content


def words(document: Paper) -> str:
    """What a document says, charts by their alt."""
    lines: list[str] = [document.title]
    for part in document.parts:
        match part:
            case Heading(text=said) | Paragraph(text=said) | PaperQuote(text=said):
                lines.append(said)
            case Listing(items=items):
                lines += items
            case Figure(picture=picture):
                lines.append(picture.alt)
            case _:
                lines += [*part.headers, *(cell for row in part.rows for cell in row)]
    return "\n".join(lines)


async def test_the_word_shows_days_conclusions_and_the_ways_on(desk: Desk) -> None:
    card = await desk.card(MARIBEL, "meeting")
    said = text(card)
    assert "It has no day yet." in said
    assert "They are never used to evaluate staff, students or a school." in said
    assert "4 of 12 strategies that have begun have a conclusion. None yet: Peer visits" in said
    assert routes_of(card)[:4] == ["meeting.days", "meeting.paper", "meeting.concluded", "meeting.schools"]
    assert [each.value for each in buttons_of(card) if each.route == "reflect"] == ["S2", "S4", "S6"]
    member = await desk.card(ANA_LUCIA, "meeting")
    assert "a lead sets it" in text(member)
    assert not {"meeting.days", "meeting.schools"} & set(routes_of(member))


async def test_a_lead_sets_the_days(desk: Desk) -> None:
    first = fields(await desk.form(MARIBEL, "meeting.days"))["reflection"]
    assert isinstance(first, Day)
    assert first.day == date(2027, 5, 21)
    desk.at = moment("2027-06-01 10:00")
    assert fields(await desk.form(MARIBEL, "meeting.days"))["reflection"] == replace(first, day=None), "it is over"
    desk.at = moment("2027-05-20 10:00")
    said = text(await desk.card(MARIBEL, "meeting.days.keep", answers=SEPARATE))
    assert "It is on Thu 27 May. Planning is a meeting of its own, on Thu 3 Jun." in said
    async with desk.store() as store:
        assert await store.meetings.days() == Meetings(date(2027, 5, 27), date(2027, 6, 3))
        assert [action for _at, _who, action, *_facts in await store.trail("planning")] == ["meeting"]
    desk.at, before = moment("2027-06-04 10:00"), desk.at
    assert "It was on Thu 27 May. Planning was a meeting of its own" in text(await desk.card(MARIBEL, "meeting"))
    desk.at = before
    said = text(await desk.card(MARIBEL, "meeting.days.keep", answers={"reflection": REFLECTION}))
    assert "The same meeting plans the next year, too." in said
    with pytest.raises(NotAllowed):
        await desk.enter(ANA_LUCIA, "meeting.days.keep", answers=SEPARATE)


@pytest.mark.parametrize(
    ("answers", "field", "told"),
    [
        ({"reflection": ""}, "reflection", "Choose a day"),
        ({"reflection": "2027-05-19"}, "reflection", "That day is past"),
        ({"reflection": "2027-05-22"}, "reflection", "no working day"),
        ({"reflection": "2027-05-31"}, "reflection", "Everybody is off on that day (Memorial Day)"),
        ({"reflection": "2028-01-10"}, "reflection", "outside of this school year"),
        (SEPARATE | {"planning": ""}, "planning", "take the tick out"),
        (SEPARATE | {"planning": REFLECTION}, "planning", "choose a day after Thu 27 May"),
    ],
)
async def test_days_that_cannot_be(desk: Desk, answers: dict[str, object], field: str, told: str) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.enter(MARIBEL, "meeting.days.keep", answers=answers)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert told in refused.value.sentence


async def test_the_document_has_agenda_norms_steps_and_a_page_for_each_strategy(desk: Desk) -> None:
    await desk.enter(MARIBEL, "meeting.days.keep", answers=SEPARATE)
    document = await paper(desk, ANA_LUCIA)
    said = words(document)
    assert "Day: Thu 27 May\nPlanning is a meeting of its own: Thu 3 Jun" in said
    for heading in ("Agenda", "What we agree on", "1. Describe", "2. Interpret", "3. Implications", "The numbers"):
        assert Heading(heading) in document.parts or Heading(heading, 2) in document.parts
    assert "60% of staff attend at least two by April" in said
    assert "75 minutes in all." in said
    assert "they grade nobody." in said
    assert "Whom do these data leave out?" in said
    titles = [each for each in document.parts if isinstance(each, Heading) and each.new_page]
    assert len(titles) == 12 + 1
    assert sum(isinstance(each, Figure) for each in document.parts) > 12


async def test_the_documents_charts_show_what_happened_and_what_the_rules_say(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        who = await store.people.by_email(MARIBEL)
        assert who is not None
        await store.context.add(Circumstance.BUDGET, date(2027, 1, 11), "The grant ended", "", who.id)
        await store.measures.put(Setting(REFERRALS, Better.HIGHER), who.id)
    document = await paper(desk, MARIBEL)
    (chart,) = [each.picture for each in document.parts if isinstance(each, Figure) and REFERRALS in each.picture.title]
    assert isinstance(chart, RunChart)
    assert [each.label for each in chart.marks][:2] == [
        "Mon 14 Sep: start of Calm corner and two-minute reset before a referral",
        "Mon 2 Nov: start of Restorative conversation within two days of a…",
    ]
    assert "Mon 11 Jan: The grant ended" in {each.label for each in chart.marks}
    assert "the wrong way, and stayed there; chance alone seldom does that" in chart.note, "as research says"
    assert chart.note in words(document)
    assert Heading("Calm corner and two-minute reset before a referral", 2, new_page=True) in document.parts


async def test_the_document_holds_only_what_the_whole_team_may_read(desk: Desk) -> None:
    said = words(await paper(desk, MARIBEL))
    assert "Only the leads may read this" not in said
    assert "What was learned is for its author and the leads to tell." in said
    assert "Five minutes are enough if the principal takes part." in said


async def test_a_schools_team_gets_its_own_strategies(desk: Desk) -> None:
    await desk.enter(MARIBEL, "meeting.days.keep", answers=SEPARATE)
    assert "Your school's team chooses its own day." in text(await desk.card(RUTH, "meeting"))
    said = words(await paper(desk, RUTH))
    assert "Day: ________________" in said, "the days in chat are those of the district's team"
    assert "Mesa Verde Middle School" in said
    assert "Restorative conversation" in said
    assert "After-school and virtual workshops" not in said


async def test_before_anything_has_begun_the_document_is_whole(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan, at="2026-08-18 10:00") as fresh:
        assert "No strategy has begun yet." in words(await paper(fresh, ANA_LUCIA))
        assert "nothing to conclude" in text(await fresh.card(ANA_LUCIA, "meeting"))
        assert "Nobody has looked back" in text(await fresh.card(ANA_LUCIA, "meeting.concluded"))


async def test_the_document_becomes_a_file(desk: Desk) -> None:
    (given,) = await desk.enter(RUTH, "meeting.paper")
    assert isinstance(given, Attach)
    assert write(given.document)[:2] == b"PK"


async def test_conclusions_as_far_as_each_may_read_them(desk: Desk) -> None:
    lead, member = [text(await desk.card(email, "meeting.concluded")) for email in (MARIBEL, WEI)]
    for said in (lead, member):
        assert "After-school and virtual workshops, six a term. Did the prediction hold? No." in said
        assert "Five minutes are enough if the principal takes part." in said
    assert "Only the leads may read this." in lead
    assert "Only the leads may read this." not in member


async def test_schools_together_share_what_they_agreed_to_and_counts(desk: Desk) -> None:
    schools = fields(await desk.form(MARIBEL, "meeting.schools"))["schools"]
    assert isinstance(schools, PickMany)
    names = [each.label for each in schools.options]
    assert names == ["Cottonwood Elementary", "Mesa Verde Middle School", "Riverbend High School"]
    before = words(await paper(desk, MARIBEL, "meeting.schools.paper", answers={"schools": tuple(names[:2])}))
    assert "Riverbend High School" not in before
    assert "This school has shared nothing yet." in before
    assert "The corner works where an adult walks over, too." not in before
    async with desk.store(writes=True) as store:
        for reflection in (await store.learning.latest_reflections()).values():
            if reflection.strategy == "S11":
                await store.learning.reflect(replace(reflection, shared=True))
    after = words(await paper(desk, MARIBEL, "meeting.schools.paper", answers={"schools": (names[1],)}))
    assert "The corner works where an adult walks over, too." in after
    with pytest.raises(Refusal, match="at least one school"):
        await desk.enter(MARIBEL, "meeting.schools.paper", answers={"schools": ()})


async def test_a_supervisor_prepares_the_session_of_their_schools(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        school = "Mesa Verde Middle School"
        await store.people.put(
            BERNADETTE, name="Bernadette Osei", role=Role.SUPERVISOR, team=school, district_team=True, zone=None
        )
    card = await desk.card(BERNADETTE, "meeting")
    assert routes_of(card) == ["meeting.schools"]
    schools = fields(await desk.form(BERNADETTE, "meeting.schools"))["schools"]
    assert isinstance(schools, PickMany)
    assert [each.label for each in schools.options] == ["Mesa Verde Middle School"]
    with pytest.raises(NotAllowed):
        await desk.enter(BERNADETTE, "meeting.paper")
