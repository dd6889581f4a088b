"""`/sel away`: typed, by form, by a lead for somebody, and back again."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlers.kit.card_pages import as_text
from handlers.kit.form import Day, Note, Pick
from handlers.kit.words import plain
from handlers.pausing import feature
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import Away
from pdsa.plan import Plan
from tests.handlers.desk import Desk, buttons_of, fields, moment, text
from tests.handlers.ready_desk_databases import open_copy, prepared
from tests.people import ANA_LUCIA, BERNADETTE, MARIBEL, SIOBHAN, WEI

TUESDAY = "2027-01-05 10:00"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Path:
    return prepared(tmp_path_factory.mktemp("started"), feature, plan, TUESDAY, Desk.start)


@pytest.fixture
async def desk(tmp_path: Path, original: Path) -> AsyncIterator[Desk]:
    async with open_copy(original, tmp_path, feature, TUESDAY) as made:
        yield made


async def away(desk: Desk, email: str = ANA_LUCIA) -> tuple[Away, ...]:
    async with desk.store() as store:
        member = await store.people.by_email(email)
    assert member is not None
    return member.away


async def sets(desk: Desk, email: str, **answers: Any) -> str:
    (reply,) = await desk.enter(email, "away.set", answers=answers)
    return as_text(reply.card, with_buttons=True)  # type: ignore[union-attr]


async def test_typed_and_clear_is_kept_at_once_and_says_what_it_means(desk: Desk) -> None:
    card = await desk.card(ANA_LUCIA, "away", "until 14 Jan")
    assert text(card).splitlines() == [
        "I won't ask you anything until Thu 14 Jan. You don't count as missing.",
        "[I'm back]",
    ]
    assert await away(desk) == (Away(date(2027, 1, 5), date(2027, 1, 14)),)


async def test_a_stretch_that_begins_later(desk: Desk) -> None:
    card = await desk.card(ANA_LUCIA, "away", "from 11 Jan until 2027-01-20")
    assert "I won't ask you anything from Mon 11 Jan until Wed 20 Jan." in text(card)
    assert await away(desk) == (Away(date(2027, 1, 11), date(2027, 1, 20)),)


async def test_today_is_the_persons_own_day(desk: Desk) -> None:
    desk.at = moment("2027-01-05 20:00")  # Wednesday in Dublin
    await desk.card(SIOBHAN, "away", "until tomorrow")
    assert await away(desk, SIOBHAN) == (Away(date(2027, 1, 6), date(2027, 1, 7)),)


@pytest.mark.parametrize("words", ["", "until 3/4", "soon", "next friday", "until the cows come home"])
async def test_anything_else_opens_the_form_with_what_was_guessed(desk: Desk, words: str) -> None:
    form = await desk.form(ANA_LUCIA, "away", words)
    day = fields(form)["back"]
    assert isinstance(day, Day)
    guesses = {"until 3/4": date(2027, 3, 4), "next friday": date(2027, 1, 8)}
    assert day.day == guesses.get(words)
    assert list(fields(form)) == ["back", "since"]
    assert await away(desk) == ()


async def test_the_form_comes_back_by_its_button_where_no_form_can_open(desk: Desk) -> None:
    day = fields(await desk.form(ANA_LUCIA, "away", value="until 3/4"))["back"]
    assert isinstance(day, Day)
    assert day.day == date(2027, 3, 4)


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({}, "back", "Which is the first day back"),
        ({"back": "2027-01-05"}, "back", "has come already"),
        ({"back": "2026-12-24"}, "back", "from Wed 6 Jan on; `away off` says that you are back"),
        ({"back": "2028-12-24"}, "back", "more than a year away"),
        ({"back": "2027-01-14", "since": "2027-01-14"}, "since", "has to come before the first day back"),
        ({"back": "soon"}, "back", "I need a date"),
    ],
)
async def test_days_that_will_not_do_are_refused_under_their_field(
    desk: Desk, answers: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        await sets(desk, ANA_LUCIA, **answers)
    assert refused.value.field == field
    assert await away(desk) == ()


@pytest.mark.parametrize("words", ["2026-12-01", "4 Jan", "today"])
async def test_typed_days_that_have_come_are_refused_kindly(desk: Desk, words: str) -> None:
    with pytest.raises(Refusal, match="has come already"):
        await desk.enter(ANA_LUCIA, "away", words)


@pytest.mark.parametrize("words", ["off", "Back", "I'm back!", "I’m back"])
async def test_off_means_back(desk: Desk, words: str) -> None:
    await desk.card(ANA_LUCIA, "away", "from 2027-01-04 until 20 Jan")
    assert "Good to have you back." in text(await desk.card(ANA_LUCIA, "away", words))
    assert await away(desk) == (Away(date(2027, 1, 4), date(2027, 1, 5)),)
    assert "You are not away" in text(await desk.card(ANA_LUCIA, "away", words))


async def test_the_button_ends_coming_absences_too(desk: Desk) -> None:
    card = await desk.card(ANA_LUCIA, "away", "from 11 Jan until 20 Jan")
    (button,) = buttons_of(card)
    assert "Good to have you back." in text(await desk.card(ANA_LUCIA, button.route, value=button.value))
    assert await away(desk) == ()


async def test_who_is_away_may_come_back_earlier_or_later_and_the_days_before_stay(desk: Desk) -> None:
    await desk.card(ANA_LUCIA, "away", "until 14 Jan")
    desk.at = moment("2027-01-08 10:00")
    form = await desk.form(ANA_LUCIA, "away")
    note = form.fields[0]
    assert isinstance(note, Note)
    assert plain(note.words) == "You are away until Thu 14 Jan already. A new day takes its place."
    for back in (date(2027, 1, 20), date(2027, 1, 11)):
        await sets(desk, ANA_LUCIA, back=back.isoformat())
        assert await away(desk) == (Away(date(2027, 1, 5), back),)


async def test_a_lead_sets_it_for_others(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "away")
    pick = fields(form)["who"]
    assert isinstance(pick, Pick)
    names = [option.label for option in pick.options]
    assert names[0] == "Maribel Ortega"
    assert "Dr. Bernadette Osei" not in names
    ana = next(option.value for option in pick.options if option.label == "Ana-Lucía Peña")
    assert (await sets(desk, MARIBEL, who=ana, back="2027-01-14")).splitlines() == [
        "I won't ask Ana-Lucía Peña anything until Thu 14 Jan. Ana-Lucía Peña doesn't count as missing.",
        "[Ana-Lucía is back]",
    ]
    await desk.card(MARIBEL, "away.back", value=ana)
    assert "from Mon 11 Jan until" in await sets(desk, MARIBEL, who=ana, since="2027-01-11", back="2027-01-14")
    assert await away(desk, MARIBEL) == ()
    assert "Ana-Lucía Peña is back" in text(await desk.card(MARIBEL, "away.back", value=ana))
    assert "Ana-Lucía Peña is not away." in text(await desk.card(MARIBEL, "away.back", value=ana))
    async with desk.store() as store:
        actions = [(actor, action) for _at, actor, action, *_rest in await store.trail(ANA_LUCIA)]
    assert (1, "away") in actions
    assert (1, "back") in actions


async def test_others_set_it_for_themselves_alone(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="Only Wei Chen or a lead can change that"):
        await sets(desk, ANA_LUCIA, who="8", back="2027-01-14")
    with pytest.raises(NotAllowed):
        await desk.enter(ANA_LUCIA, "away.back", value="8")
    assert await away(desk, WEI) == ()
    for who in ("999", "nobody"):
        with pytest.raises(Refusal, match="do not find that person"):
            await sets(desk, MARIBEL, who=who, back="2027-01-14")


async def test_an_observer_may_say_it_too(desk: Desk) -> None:
    assert "You don't count as missing" in text(await desk.card(BERNADETTE, "away", "2 weeks"))


@pytest.mark.parametrize(
    ("typed", "note", "day"),
    [
        ("until 30 Feb", "The calendar has no day like “until 30 Feb”. Which day do you mean?", None),
        ("until 2027-02-30", "The calendar has no day like “until 2027-02-30”. Which day do you mean?", None),
        ("from 31 Apr until 4 May", "The calendar has no day like “from 31 Apr until 4 May”. Which day do you mean?",
         date(2027, 5, 4)),
        ("until 3/4", "“until 3/4” can be Thu 4 Mar or Sat 3 Apr. I filled in Thu 4 Mar: please check.",
         date(2027, 3, 4)),
        ("until next Friday", "I filled in Fri 8 Jan for “until next Friday”: please check.", date(2027, 1, 8)),
        ("until spring 2027", "I could not read a day in “until spring 2027”. Which day do you mean?", None),
        ("soon", "I could not read a day in “soon”. Which day do you mean?", None),
    ],
)  # fmt: skip
async def test_a_day_that_was_not_understood_is_said_and_asked_for(
    desk: Desk, typed: str, note: str, day: date | None
) -> None:
    form = await desk.form(ANA_LUCIA, "away", typed)
    assert [each.words for each in form.fields if isinstance(each, Note)] == [note]
    assert next(each for each in form.fields if isinstance(each, Day)).day == day
    assert not await away(desk), "nothing is kept of a guess"
