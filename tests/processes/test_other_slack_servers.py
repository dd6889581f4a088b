"""Other Slack-compatible servers can do less: what is missing is told in words, and nothing breaks."""

from tests.people import ANA_LUCIA, BERNADETTE, DEVON
from tests.room import Room
from tests.wires.slack_person import reads

ALWAYS = 1.0


async def test_without_uploads_charts_are_told_in_words(room: Room) -> None:
    room.workspace.faults.add("files.getUploadURLExternal", "refuse", probability=ALWAYS, error="unknown_method")
    await room.starts()
    await room.goes_to("2026-09-18 08:00")
    ana = room.person(ANA_LUCIA)
    await ana.presses("As planned")
    await ana.says("/sel reflect S1")
    await room.bot.listener.settle()
    assert ana.sees_form("After-school and virtual workshops, six a term: 1 check-in (1 as planned).")
    assert not [block for view in room.workspace.views(ANA_LUCIA) for block in view.blocks if block["type"] == "image"]


async def test_without_uploads_the_digest_is_posted_all_the_same(room: Room) -> None:
    room.workspace.faults.add("files.getUploadURLExternal", "refuse", probability=ALWAYS, error="unknown_method")
    await room.starts()
    await room.goes_to("2026-09-01 09:05")
    devon, bernadette = room.person(DEVON), room.person(BERNADETTE)
    await devon.presses("Approve")
    await room.settles()
    assert bernadette.sees("in August 2026", "leadership")


async def test_what_cannot_be_looked_up_rests_and_is_not_sent_again(room: Room) -> None:
    """A reply was lost, and the server lets nobody look whether the message is there."""
    await room.starts()
    await room.goes_to("2026-09-17 13:00")
    before = {email: _questions(room, email) for email in room.workspace.world.by_email}
    room.workspace.faults.add("conversations.history", "refuse", probability=ALWAYS, error="missing_scope")
    room.workspace.faults.add("chat.postMessage", "lost_reply", times=1)
    await room.goes_to("2026-09-17 16:00")
    new = [_questions(room, email) - number for email, number in before.items()]
    assert max(new) == 1
    await room.goes_to("2026-09-24 15:00")
    assert "How did" in room.person(ANA_LUCIA).last()


def _questions(room: Room, email: str) -> int:
    return sum("How did" in reads(message) for message in room.person(email).messages())
