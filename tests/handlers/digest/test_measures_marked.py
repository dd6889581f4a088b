"""What research marks as worth telling: first among the measures, mentioned to those who draft, never posted."""

from pathlib import Path

from handlers.digest.copies import copy, loaded
from handlers.digest.draft_card import draft_card
from handlers.digest.facts import drafted
from pdsa.digest_days import YEARLY
from pdsa.digest_readers import Readers
from pdsa.measures import Better, Setting
from pdsa.plan import Plan
from storage.digests import load_year
from tests.handlers.desk import moment, open_desk, text
from tests.people import TOMASZ

REFERRALS = "Office referrals per 100 students per week"
MARK = Setting(REFERRALS, Better.HIGHER, worth_telling=True, note="It held all spring")


async def test_it_is_mentioned_in_the_draft_and_not_in_what_is_posted(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, None, plan) as desk:
        await desk.start()
        desk.at = moment("2027-05-25 10:00")
        async with desk.store(writes=True) as store:
            before = load_year((await drafted(store, YEARLY, "before")).content)
            assert before.measures[0].measure != REFERRALS
            await store.measures.put(MARK, 1)
            digest = await drafted(store, YEARLY, "2026-27")
            reader = await store.people.by_email(TOMASZ)
            assert reader is not None
            assert store.cycle is not None
            said = text(await draft_card(store, digest, reader))
            assert "Research finds these measures worth telling (this is not posted):" in said
            assert f"{REFERRALS}: It held all spring" in said
            assert "It held all spring" not in text(copy(loaded(digest), store.cycle, Readers.LEADERSHIP))
            first = load_year(digest.content).measures[0]
            assert (first.measure, first.way) == (REFERRALS, Better.HIGHER), "its setting overrules the goal"
