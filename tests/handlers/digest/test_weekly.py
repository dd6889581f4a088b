"""The weekly note has news or is not sent: what counts as news, and the one line that a quiet month gets."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.digest.weekly import note as note_words
from handlers.digest.weekly import quiet_line
from handlers.kit.card_pages import as_text
from pdsa.calendar import instant
from pdsa.checkin import CheckIn, Went
from pdsa.decisions import Path as Way
from pdsa.digest import weekly
from pdsa.findings_from_records import YearSoFar
from pdsa.people import Away
from pdsa.plan import Plan
from storage.notification_states import Draft
from tests.handlers.desk import ZONE, Desk, moment, text
from tests.handlers.digest.a_year import arrives, noted, started
from tests.pdsa.riverbend_year import CYCLE, GOALS, MEMBERS, STRATEGIES, ana, answer, at, calm, ruth, workshops
from tests.pdsa.test_digest_contents import decision
from tests.people import ANA_LUCIA, MARIBEL

PLANNED = YearSoFar(CYCLE, MEMBERS, GOALS, STRATEGIES)
MONDAY, THURSDAY = date(2026, 11, 9), date(2026, 11, 5)
PLAIN = answer(workshops, ana, THURSDAY, well="For the team")
STARTED = replace(CYCLE, started_at=at(date(2026, 8, 17)))


@pytest.mark.parametrize(
    ("year", "said", "day", "news"),
    [
        (PLANNED, [], MONDAY, False),
        (PLANNED, [PLAIN], MONDAY, False),
        (PLANNED, [replace(PLAIN, went=Went.NOT)], MONDAY, False),
        (PLANNED, [replace(PLAIN, quotable=True)], MONDAY, True),
        (PLANNED, [replace(PLAIN, help="Could somebody lend us a room?")], MONDAY, True),
        (PLANNED, [], date(2026, 9, 14), True),  # two begin
        (PLANNED, [], date(2027, 4, 26), True),  # two end
        (replace(PLANNED, decisions=[decision(workshops, Way.STOP, THURSDAY)]), [], MONDAY, True),
        (replace(PLANNED, decisions=[decision(workshops, Way.STOP, THURSDAY, False)]), [], MONDAY, False),
        (replace(PLANNED, decisions=[decision(workshops, Way.STOP, date(2026, 10, 8))]), [], MONDAY, False),
    ],
    ids=["nothing", "a sentence for the team", "not that week", "released", "help", "begins", "ends", "decided",
         "proposed", "decided before"],
)  # fmt: skip
def test_what_is_news(year: YearSoFar, said: list[CheckIn], day: date, news: bool) -> None:
    assert weekly(year, said, day).has_news is news


AWAY = replace(
    PLANNED, members=[replace(each, away=(Away(THURSDAY, MONDAY),)) if each is ruth else each for each in MEMBERS]
)
NOBODYS = replace(PLANNED, strategies=[replace(each, owner="") if each is calm else each for each in STRATEGIES])
RUTHS = answer(calm, ruth, THURSDAY, Went.PARTLY)
QUIET = replace(RUTHS, went=Went.NOTHING_DUE)


@pytest.mark.parametrize(
    ("year", "said", "told"),
    [
        (PLANNED, [PLAIN], "We asked about 3 strategies last week: 1 as planned. 2 have no word yet."),
        (PLANNED, [PLAIN, RUTHS],
         "We asked about 3 strategies last week: 1 as planned and 1 partly. 1 has no word yet."),
        (AWAY, [PLAIN], "We asked about 2 strategies last week: 1 as planned. 1 has no word yet."),
        (AWAY, [PLAIN, RUTHS], "We asked about 3 strategies last week: 1 as planned and 1 partly. 1 has no word yet."),
        (NOBODYS, [PLAIN], "We asked about 2 strategies last week: 1 as planned. 1 has no word yet."),
        (PLANNED, [PLAIN, QUIET],
         "We asked about 3 strategies last week: 1 as planned. For 1 nothing was due. 1 has no word yet."),
        (PLANNED, [QUIET], "We asked about 3 strategies last week. For 1 nothing was due. 2 have no word yet."),
        (PLANNED, [], "We asked about 3 strategies last week, and no word has come in. A late one still counts."),
    ],
    ids=["one word", "two words", "one away", "away, and a word all the same", "nobody's", "nothing due",
         "nothing due, and no word", "no word"],
)  # fmt: skip
def test_the_strategies_asked_about_are_those_with_a_word_without_one_and_not_due(
    year: YearSoFar, said: list[CheckIn], told: str
) -> None:
    assert told in as_text(note_words(weekly(year, said, MONDAY)))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ([PLAIN, QUIET], "We asked about 3 strategies, and 1 check-in came in: 1 as planned. For 1 nothing was due."),
        (
            [QUIET],
            "We asked about 3 strategies, and no check-in came in; a late one still counts. For 1 nothing was due.",
        ),
    ],
)
def test_a_quiet_line_tells_what_was_not_due(said: list[CheckIn], told: str) -> None:
    assert told in as_text(quiet_line(weekly(PLANNED, said, MONDAY)))


def test_a_beginning_on_a_weekend_is_told_of_the_week_in_which_it_begins() -> None:
    saturday = replace(calm, start=date(2026, 11, 7))
    year = replace(PLANNED, strategies=(saturday,))
    assert [(each.title, each.day) for each in weekly(year, [], MONDAY).starting] == [(calm.title, MONDAY)]
    assert weekly(year, [], date(2026, 11, 2)).starting == ()


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with started(tmp_path, plan) as made:
        yield made


async def note(desk: Desk, day: str) -> str:
    desk.at = moment(f"{day} 09:00")
    card = await arrives(desk, Draft("digest-weekly", day, desk.at, channel="#sel-team"))
    return text(card) if card else ""


async def answers(desk: Desk, day: date, quotable: bool = False) -> None:
    async with desk.store(writes=True) as store:
        member = await store.people.by_email(ANA_LUCIA)
        assert member is not None
        at_three = instant(day, moment("2026-10-15 15:00").time(), ZONE)
        await store.checkins.put(
            CheckIn("S1", day, member.id, Went.PARTLY, at_three, well="Forty came.", quotable=quotable)
        )


async def test_quiet_weeks_are_told_in_one_line_at_the_months_end(desk: Desk) -> None:
    await noted(desk, "2026-10-05")
    await answers(desk, date(2026, 10, 8))
    await answers(desk, date(2026, 10, 15))
    assert await note(desk, "2026-10-12") == ""
    assert await note(desk, "2026-10-19") == ""
    said = await note(desk, "2026-10-26")
    assert said.startswith("Quiet weeks, Mon 5 Oct to Fri 23 Oct. We asked about ")
    assert "2 check-ins came in: 2 partly." in said
    assert "\n" not in said


async def test_a_note_after_quiet_weeks_tells_all_since_the_last_one(desk: Desk) -> None:
    await noted(desk, "2026-10-05")
    await answers(desk, date(2026, 10, 8))
    assert await note(desk, "2026-10-12") == ""
    await answers(desk, date(2026, 10, 15), quotable=True)
    said = await note(desk, "2026-10-19")
    assert said.startswith("From Mon 5 Oct to Fri 16 Oct\n")
    assert "since the last note: 2 check-ins, 2 partly." in said
    assert "“Forty came.”" in said


async def test_the_week_before_a_break_is_not_called_last_week(desk: Desk) -> None:
    await noted(desk, "2026-12-14")
    await answers(desk, date(2026, 12, 17), quotable=True)
    said = await note(desk, "2027-01-04")
    assert said.startswith("The week of Mon 14 Dec to Fri 18 Dec\n")
    assert "strategies that week: " in said


async def test_a_preview_says_that_there_is_no_news_yet(desk: Desk) -> None:
    await noted(desk, "2026-10-19")
    desk.at = moment("2026-10-20 10:00")
    said = text(await desk.card(MARIBEL, "digest.preview", value="digest-weekly"))
    assert "There is no news in it: as it stands it is not sent." in said
