"""One's own levels: section by section, private, and never before their time."""

from dataclasses import replace
from typing import Any

import pytest

from handlers.kit.form import Form, Line, Note, Pick
from handlers.kit.reply import Ask, Say
from handlers.kit.words import plain
from pdsa.errors import NotAllowed, Refusal
from pdsa.rubric_ratings import Moment
from tests.handlers.desk import Desk, buttons_of, moment, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, KOFI, MARIBEL, WEI


def notes(form: Form) -> str:
    return "\n".join(plain(each.words) for each in form.fields if isinstance(each, Note))


def picks(form: Form) -> list[str]:
    return [each.name for each in form.fields if isinstance(each, Pick)]


async def sent(desk: Desk, email: str, form: Form, **answers: Any) -> list[Any]:
    return await desk.enter(email, form.route, answers=answers, carry=form.carry)


async def test_the_whole_rubric_section_by_section_with_what_the_levels_mean(fresh: Desk) -> None:
    form = await fresh.form(ANA_LUCIA, "rate.own")
    assert "Build Foundational Support and Plan: what do you think?" in notes(form)
    assert "1 not begun: Nobody has planned or begun it." in notes(form)
    assert "Departments plan SEL together" in notes(form)
    assert len(picks(form)) == 12
    areas = []
    while True:
        areas.append(notes(form).split(": what")[0].split("\n")[-1])
        starts = [name for name in picks(form) if name.startswith("start")]
        (reply,) = await sent(fresh, ANA_LUCIA, form, **dict.fromkeys(starts[1:], "2"))
        if not isinstance(reply, Ask):
            break
        form = reply.form
    assert len(areas) == 4
    assert isinstance(reply, Say)
    assert "Kept: your levels of 14 items." in text(reply.card)
    assert "4 items have no level of yours" in text(reply.card)
    again = await fresh.form(ANA_LUCIA, "rate.own")
    assert len([name for name in picks(again) if name.startswith("start")]) == 1


async def test_a_note_needs_its_level_and_a_level_can_be_taken_back(fresh: Desk) -> None:
    form = await fresh.form(ANA_LUCIA, "rate.own")
    level, goal = picks(form)[:2]
    note = next(each.name for each in form.fields if isinstance(each, Line))
    with pytest.raises(Refusal, match="Choose a level to go with the note"):
        await sent(fresh, ANA_LUCIA, form, **{note: "We met twice"})
    with pytest.raises(Refusal, match="from 1 to 4"):
        await sent(fresh, ANA_LUCIA, form, **{level: "5"})
    await sent(fresh, ANA_LUCIA, form, **{level: "2", goal: "3", note: "We met twice"})
    async with fresh.store() as store:
        votes_by_moment = {vote.moment: vote for vote in await store.rubric.votes()}
        assert (votes_by_moment[Moment.START].level, votes_by_moment[Moment.GOAL].level) == (2, 3)
        assert votes_by_moment[Moment.START].note == "We met twice"
    await sent(fresh, ANA_LUCIA, form, **{level: "-", goal: "4"})
    async with fresh.store() as store:
        assert [(vote.moment, vote.level) for vote in await store.rubric.votes()] == [(Moment.GOAL, 4)]


async def test_nobody_else_reads_ones_own_levels(fresh: Desk) -> None:
    form = await fresh.form(ANA_LUCIA, "rate.own")
    note = next(each.name for each in form.fields if isinstance(each, Line))
    await sent(fresh, ANA_LUCIA, form, **{picks(form)[0]: "1", note: "Nothing there"})
    key = picks(form)[0].split("-")[1]
    assert "At the start: 1, not begun. Nothing there" in text(await fresh.card(ANA_LUCIA, "rate.item", value=key))
    for email in (MARIBEL, WEI, BERNADETTE, KOFI):
        shown = text(await fresh.card(email, "rate.item", value=key)) + text(await fresh.card(email, "rate"))
        assert "Nothing there" not in shown
        assert "Your own levels" not in shown
        assert "not begun. " not in shown
    assert "1 person has given levels so far." in text(await fresh.card(WEI, "rate"))
    assert "has given levels" not in text(await fresh.card(BERNADETTE, "rate"))


@pytest.mark.parametrize(("email", "reason"), [(KOFI, "district's own team rates"), (BERNADETTE, "may not enter")])
async def test_who_does_not_rate(fresh: Desk, email: str, reason: str) -> None:
    with pytest.raises(NotAllowed, match=reason):
        await fresh.enter(email, "rate.own")
    with pytest.raises(NotAllowed, match=reason):
        await fresh.enter(email, "rate.own.keep", answers={})
    assert "rate.own" not in routes_of(await fresh.card(email, "rate"))


async def test_year_end_levels_have_their_time(desk: Desk) -> None:
    desk.at = moment("2027-04-30 10:00")
    shown = text(await desk.card(WEI, "rate"))
    assert "Year-end levels are asked from Mon 3 May on." in shown
    assert "Menu exists" not in text(await desk.card(WEI, "rate", "Professional Learning"))
    (reply,) = await desk.enter(WEI, "rate.own")
    assert "No item waits for a level now" in text(reply.card)  # type: ignore[union-attr]
    card = await desk.card(WEI, "rate", "SEL Standards")
    assert "rate.own" not in routes_of(card)
    (key,) = [
        button.value
        for button in buttons_of(await desk.card(MARIBEL, "rate", "SEL Standards"))
        if button.route == "rate.agree"
    ]
    with pytest.raises(Refusal, match="Year-end levels can be given from Mon 3 May on"):
        await desk.enter(WEI, "rate.own", value=key)
    desk.at = moment("2027-05-24 10:00")
    assert "how we look back and improve: 4 items have no agreed level yet" in text(await desk.card(WEI, "rate"))
    form = await desk.form(WEI, "rate.own")
    assert "Practice Continuous Improvement: what do you think?" in notes(form)


async def test_mid_year_is_asked_where_a_lead_set_a_day(desk: Desk) -> None:
    desk.at = moment("2026-11-02 10:00")
    with pytest.raises(NotAllowed):
        await desk.enter(WEI, "rate.midyear")
    form = await desk.form(DEVON, "rate.midyear")
    for day in ("2026-08-20", "2027-05-01"):
        with pytest.raises(Refusal, match="Choose a day of DO"):
            await sent(desk, DEVON, form, midyear=day)
    (reply,) = await sent(desk, DEVON, form, midyear="2027-01-11")
    assert "asked from Mon 11 Jan on" in text(reply.card)
    both = "Mid-year levels are asked from Mon 11 Jan on. Year-end levels are asked from "
    assert both in text(await desk.card(WEI, "rate"))
    desk.at = moment("2027-01-11 10:00")
    asked = await desk.form(WEI, "rate.own")
    assert all(name.startswith("mid-year") for name in picks(asked))
    (reply,) = await sent(desk, DEVON, form)
    assert "there is no mid-year rating" in text(reply.card)


async def test_words_lead_to_an_item_or_to_a_choice(desk: Desk) -> None:
    for words in ("Professional Learning", "professional learning", "a program of learning for staff"):
        assert "Professional Learning" in text(await desk.card(WEI, "rate", words))
    several = await desk.form(WEI, "rate", "Integration")
    assert len(next(each.options for each in several.fields if isinstance(each, Pick))) == 3
    none = await desk.form(WEI, "rate", "zzz <!channel>")
    assert "I know no item like “zzz <!channel>”" in notes(none)
    key = next(each.options for each in none.fields if isinstance(each, Pick))[0].value
    assert "Shared Vision and Plan" in text(await desk.card(WEI, "rate.picked", answers={"item": key}))
    for route, more in (("rate.picked", {"answers": {"item": "x"}}), ("rate.item", {"value": "x"})):
        with pytest.raises(Refusal, match="no longer in the rubric"):
            await desk.enter(WEI, route, **more)  # type: ignore[arg-type]


async def test_a_large_rubric_has_pages_and_every_button_works(fresh: Desk) -> None:
    async with fresh.store(writes=True) as store:
        framework = await store.frameworks.get("")
        area, *rest = framework.areas
        activity = area.activities[0]
        many = tuple(replace(activity.items[0], title=f"{'Long ' * 59}{n}", also=()) for n in range(60))
        first = replace(area, activities=(replace(activity, items=many), *area.activities[1:]))
        await store.frameworks.put(replace(framework, areas=(first, *rest)))
    card = await fresh.card(MARIBEL, "rate")
    assert "rate.page" in routes_of(card)
    assert "rate.page" in routes_of(await fresh.card(MARIBEL, "rate.page", value="2"))
    form = await fresh.form(MARIBEL, "rate.own")
    assert len([name for name in picks(form) if name.startswith("start")]) == 6
    assert isinstance(await fresh.form(MARIBEL, "rate.pick"), Form)
    assert isinstance(await fresh.form(MARIBEL, "rate.agree"), Form)
