"""Deleting words in chat: what goes is shown first, one's own by oneself, anybody's by a lead."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers.digest.routes import feature as digest
from handlers.export_and_forget import feature as forget
from handlers.first_message import feature as welcome
from handlers.kit.card import Quote, Text
from handlers.kit.card import card as a_card
from handlers.kit.card_json import freeze, thaw
from handlers.settings import feature as settings
from handlers.setup.routes import feature as setup
from handlers.wording.released_sentences import KINDS, counted
from pdsa.checkin import CheckIn, Went
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import SENDERS, Role
from pdsa.plan import Plan
from pdsa.time_span import TimeSpan
from storage.deletion_sweep import Deletion
from storage.notification_states import Draft, Notification
from storage.word_columns import places
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, routes_of, text
from tests.people import ANA_LUCIA, KOFI, MARIBEL

SAID = "The striped zebrafish came again"


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """A Wednesday in September: Ana Lucía has said something, and a channel quotes it."""
    async with open_desk(tmp_path, forget, plan, at="2026-09-23 10:00") as made:
        await made.start()
        ana = await made.person(ANA_LUCIA)
        async with made.store(writes=True, actor=ana.id) as store:
            said = CheckIn("S1", date(2026, 9, 17), ana.id, Went.PARTLY, made.at, well=SAID, quotable=True)
            await store.checkins.put(said)
            await store.outbox.write([Draft("digest-weekly", "2026-09-21", made.at, channel="sel-team")])
            shown = freeze(a_card(Text("This week"), Quote(SAID, "Ana Lucía")))
            place = {"kind": "digest-weekly", "occasion": "2026-09-21", "channel": "sel-team"}
            await store.posts.keep("digest-weekly:2026-09-21:sel-team", card=shown, quotes=[SAID], **place)
            await store.outbox.leave_out([], "")
        yield made


async def test_one_sees_what_goes_and_what_stays_before_it_goes(desk: Desk) -> None:
    card = await desk.card(ANA_LUCIA, "forget.mine")
    words = text(card)
    assert "1 check-in" in words
    assert "counts" in words or "count" in words
    assert "sel-team, 2026-09-23: weekly note" in words
    assert SAID not in words
    (button,) = [each for each in buttons_of(card) if each.route == "forget.go"]
    assert button.ask_first
    card = await desk.card(ANA_LUCIA, "forget.go", value=button.value)
    assert "Your words are deleted." in text(card)
    async with desk.store() as store:
        (kept,) = await store.checkins.between(date.min, date.max)
        assert (kept.went, kept.well) == (Went.PARTLY, "removed")
        (post,) = await store.posts.all()
        assert Quote("removed", "Ana Lucía") in thaw(post.card).parts
        assert list(post.quotes) == []
    assert "nothing to delete" in text(await desk.card(ANA_LUCIA, "forget.mine"))


async def test_a_lead_deletes_anybodys_words_and_nobody_else_does(desk: Desk) -> None:
    ana = await desk.person(ANA_LUCIA)
    for route, value in (("forget.whose", ""), ("forget.chosen", "")):
        with pytest.raises(NotAllowed):
            await desk.enter(KOFI, route, value=value)
    with pytest.raises(Refusal, match="Those of somebody else"):
        await desk.enter(KOFI, "forget.go", value=str(ana.id))
    form = await desk.form(MARIBEL, "forget.whose")
    assert any(each.value == str(ana.id) for each in fields(form)["person"].options)
    card = await desk.card(MARIBEL, form.route, answers={"person": str(ana.id)})
    assert "digest.takeback" in routes_of(card)
    card = await desk.card(MARIBEL, "forget.go", value=str(ana.id))
    assert f"The words of {ana.name} are deleted." in text(card)
    for nonsense in ("", "0", "x", "99999999999"):
        with pytest.raises(Refusal):
            await desk.enter(MARIBEL, "forget.go", value=nonsense)


async def test_how_long_words_stay_is_set_and_leads_hear_a_week_before(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "forget.keeping")
    card = await desk.card(MARIBEL, form.route, answers={"months": "12"})
    assert "1 year" in text(card)
    assert "6 Oct" in text(card)
    assert "none would go" in text(card)
    desk.at = moment("2027-10-20 10:00")
    assert "1 check-in" in text(await desk.card(MARIBEL, form.route, answers={"months": "12"}))
    desk.at = moment("2027-09-28 10:00")
    async with desk.store() as store:
        drafts = list(await forget.ticks[0](TimeSpan(moment("2027-09-20 08:00"), moment("2027-09-28 10:00")), store))
        assert {each.occasion for each in drafts} == {"2027-10-05"}
        lead = await store.people.by_email(MARIBEL)
        assert lead is not None
        notice = next(each for each in drafts if each.member == lead.id)
        await_ = Notification(
            1, notice.key, notice.kind, notice.occasion, notice.at, lead, "", (), None, "", True, "ready"
        )  # type: ignore[arg-type]
        shown = await forget.notifications["retention"](await_, store)
    assert shown is not None
    assert "1 check-in" in text(shown)
    form = await desk.form(MARIBEL, "forget.keeping")
    assert fields(form)["months"].chosen == "12"
    await desk.card(MARIBEL, form.route, answers={"months": "-"})
    async with desk.store() as store:
        assert await store.removals.keep_months() is None
        assert not await forget.ticks[0](TimeSpan(moment("2027-09-20 08:00"), moment("2027-09-28 10:00")), store)
    for nonsense in ("", "0", "-1", "9999", "soon"):
        with pytest.raises(Refusal):
            await desk.enter(MARIBEL, form.route, answers={"months": nonsense})


def test_every_table_with_words_has_a_name() -> None:
    there = {each.table.name for each in places() if each.words}
    assert set(KINDS) == there
    assert len(counted(Deletion(dict.fromkeys(there, 2)))) == len(there)


async def test_a_post_that_cannot_be_changed_is_told_to_those_who_can_delete_it(desk: Desk) -> None:
    """It was seen in its place after its answer was lost: nobody knows which message it is."""
    async with desk.store(writes=True) as store:
        await store.outbox.declare_sent("digest-weekly:2026-09-21:sel-team")
    card = await desk.card(ANA_LUCIA, "forget.mine")
    assert "Please delete it there by hand." in text(card)
    await desk.card(ANA_LUCIA, "forget.go", value=str((await desk.person(ANA_LUCIA)).id))
    async with desk.store() as store:
        notifications = await store.outbox.of_kind("unchanged")
        senders = [each for each in await store.people.with_roles(SENDERS) if each.active]
        assert {each.member for each in notifications} == set(senders)
        shown = await digest.notifications["unchanged"](notifications[0], store)
    assert shown is not None
    assert "I could not change the weekly note in sel-team: somebody had words in it deleted" in text(shown)


async def test_the_way_there_stands_where_people_look_for_it(desk: Desk) -> None:
    for feature in (settings, welcome, setup):
        desk.routes |= {route.name: route for route in feature.routes}
    assert "forget.mine" in routes_of(await desk.card(ANA_LUCIA, "settings"))
    assert "forget.whose" not in routes_of(await desk.card(ANA_LUCIA, "settings"))
    assert {"forget.mine", "forget.whose"} <= set(routes_of(await desk.card(MARIBEL, "settings")))
    card = await desk.card(ANA_LUCIA, "welcome.kept")
    assert "“Delete my words” all" in text(card)
    assert "forget.mine" in routes_of(card)
    assert "forget.keeping" in routes_of(await desk.card(MARIBEL, "setup"))


async def test_a_lead_can_choose_anybody_of_a_large_district_gone_or_not(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for number in range(150):
            await store.people.put(
                f"p{number}@x.example",
                name=f"Person {number}",
                role=Role.MEMBER,
                team="T",
                district_team=False,
                zone=None,
            )
        everybody = await store.people.all()
        await store.people.retire(everybody[-1])
    form = await desk.form(MARIBEL, "forget.whose")
    assert {each.value for each in fields(form)["person"].options} == {str(each.id) for each in everybody}
