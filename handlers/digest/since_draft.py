"""What has changed since a digest was drafted: looked for before it is approved, and before its set time."""

from dataclasses import replace

from handlers.digest.copies import bare_copies, loaded, words_of
from handlers.digest.draft_changes import DigestChange, changes
from handlers.digest.facts import figures
from pdsa.cycle import Cycle
from pdsa.digest import YearEnd
from pdsa.digest_quotes import same, sentences
from storage.digest_figures import Figures, dump
from storage.digests import Digest
from storage.store import Store


async def bring_up_to_date(store: Store, digest: Digest, cycle: Cycle) -> list[DigestChange]:
    """Redraft an open draft where it would read otherwise by what is known now; returns what has changed."""
    differences, content = await changed(store, digest, cycle)
    if differences:
        await store.digests.redraft(digest.kind, digest.occasion, content, differences)
    return differences


async def changed(store: Store, digest: Digest, cycle: Cycle) -> tuple[list[DigestChange], object]:
    """The lines that would read otherwise if the digest were drafted now, and its content then."""
    before, now = loaded(digest), await figures(store, digest.kind, digest.occasion)
    released = {same(text) for text in sentences(now)}
    taken_back = [text for text in sentences(before) if same(text) not in released]
    was = await bare_copies(store, cycle, before, words_of(digest))
    are = await bare_copies(store, cycle, _as_of(before, now), words_of(digest))
    return changes(was.values(), are.values(), taken_back), dump(now)


def _as_of(before: Figures, now: Figures) -> Figures:
    """The new figures with the old date: that another day has come is no change."""
    return replace(now, day=before.day) if isinstance(now, YearEnd) and isinstance(before, YearEnd) else now
