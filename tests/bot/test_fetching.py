"""Fetching a file: to whom the bot's token is shown, and that no file is taken in beyond its limit."""

import asyncio
from collections.abc import Sequence

import aiohttp
import pytest

from bot.attachments import MOST_WAITING, Attachments, Turns
from bot.platform import Enclosure, PlatformError, TooLarge
from bot.slack.file_download import fetched, is_ours
from bot.workspace.starting_people import PersonSpec
from bot.workspace.workspace import Workspace
from storage.files.incoming_file import MOST_BYTES, Sent, Unread

SLACK, LOCAL = "https://slack.com/api/", "http://127.0.0.1:8484/api/"
ALMA = "alma@x.example"


@pytest.mark.parametrize(
    ("address", "base", "ours"),
    [
        ("https://files.slack.com/files-pri/T-F/download/a.csv", SLACK, True),
        ("https://files.slack.com:443/a", SLACK, True),
        ("https://slack-gov.com/a", "https://slack-gov.com/api/", True),
        ("http://files.slack.com/a", SLACK, False),
        ("https://files.slack.com:8443/a", SLACK, False),
        ("https://files.slack.com@evil.example/a", SLACK, False),
        ("https://evil.example/files.slack.com/a", SLACK, False),
        ("https://notslack.com/a", SLACK, False),
        ("https://slack.com.evil.example/a", SLACK, False),
        ("https://files.slack.com/a", "https://slack-gov.com/api/", False),
        ("file:///etc/passwd", SLACK, False),
        ("https://[bad", SLACK, False),
        ("", SLACK, False),
        ("http://127.0.0.1:8484/files-pri/a", LOCAL, True),
        ("http://127.0.0.1:8485/files-pri/a", LOCAL, False),
        ("http://169.254.169.254/latest", LOCAL, False),
    ],
)
def test_the_token_is_shown_to_the_platform_alone(address, base, ours):
    assert is_ours(address, base) is ours


async def test_a_file_is_fetched_whole_or_not_at_all():
    async with Workspace([PersonSpec("Alma", ALMA)], []) as workspace, aiohttp.ClientSession() as session:
        message = await workspace.share(ALMA, workspace.dm(ALMA), "a b.csv", b"x" * 100)
        file = workspace.world.files.by_id[message.files[0]]
        address = f"{workspace.url}files-pri/{workspace.world.team_id}-{file.id}/a%20b.csv?download=1"

        async def fetch(token: str = "xoxb-workspace", most: int = 100) -> bytes:
            return await fetched(session, workspace.api_url, token, address, most)

        assert await fetch() == b"x" * 100
        with pytest.raises(TooLarge):
            await fetch(most=99)
        with pytest.raises(PlatformError):  # as Slack does: off to the sign-in, which is not followed
            await fetch(token="xoxb-other")


class Elsewhere:
    """A platform that gives what it was told to, or raises it."""

    def __init__(self, given: bytes | Exception) -> None:
        self.given = given
        self.asked = 0

    async def fetch(self, enclosure: Enclosure, most: int) -> bytes:
        self.asked += 1
        if isinstance(self.given, Exception):
            raise self.given
        return self.given


@pytest.mark.parametrize(
    ("enclosure", "given", "told", "asked"),
    [
        (Enclosure("a.csv", "x", MOST_BYTES + 1), b"", "I read up to", 0),
        (Enclosure("a.csv", ""), b"", "plan workbooks", 0),
        (Enclosure("a.csv", "x"), TooLarge(9_000_000), "8.6 MB", 1),
        (Enclosure("a.csv", "x"), PlatformError("gone"), "could not get at that file", 1),
        (Enclosure("a.csv", "x"), RuntimeError("broken"), "could not get at that file", 1),
        (Enclosure("cat.png", "x"), b"\x89PNG", "plan workbooks", 1),
    ],
)
async def test_what_cannot_be_had_is_a_sentence(enclosure, given, told, asked):
    platform = Elsewhere(given)
    attachments = Attachments(platform)  # type: ignore[arg-type]
    (sent,) = await attachments.take("r", "alma", [enclosure])
    await attachments.close()
    assert isinstance(sent.content, Unread)
    assert told in sent.content.sentence
    assert platform.asked == asked


async def test_only_a_few_files_of_one_message_are_looked_at():
    attachments = Attachments(Elsewhere(b"%PDF"))  # type: ignore[arg-type]
    sent = await attachments.take("r", "alma", [Enclosure(f"{n}.pdf", "x") for n in range(5)])
    await attachments.close()
    assert [isinstance(each, Sent) for each in sent] == [True] * 5
    assert "send this one again" in sent[4].content.sentence  # type: ignore[union-attr]


async def turns_taken(waiting: Sequence[tuple[str, int]]) -> list[str]:
    """Who is read in which order, where they all ask at once and each reading ends before the next begins."""
    turns, order = Turns(), []
    step = asyncio.Event()

    async def reads(person: str, size: int) -> None:
        async with turns.of(person, size):
            order.append(f"{person}{size}")
            await step.wait()
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(reads(*each)) for each in waiting]
    for _ in range(5):
        await asyncio.sleep(0)
    first = list(order)
    step.set()
    await asyncio.gather(*tasks)
    assert len(first) == min(2, len({person for person, _size in waiting}))
    return order


@pytest.mark.parametrize(
    ("waiting", "order"),
    [
        ([("a", 9)], ["a9"]),
        ([("a", 9), ("b", 1)], ["a9", "b1"]),
        ([*[("a", n) for n in (90, 80, 70)], ("b", 1)], ["a90", "b1", "a70", "a80"]),
        ([("a", 90), ("b", 80), ("c", 50), ("d", 1), ("a", 2)], ["a90", "b80", "d1", "a2", "c50"]),
    ],
)
async def test_nobody_holds_up_another_and_the_smallest_comes_first(waiting, order):
    assert await turns_taken(waiting) == order


async def test_who_sends_more_than_can_be_in_hand_is_told():
    """Ten messages at once: the first files are read, the rest are declined, and somebody else is not."""
    platform = Elsewhere(b"%PDF")
    attachments = Attachments(platform)  # type: ignore[arg-type]
    ten = [attachments.take(f"r{n}", "alma", [Enclosure("a.pdf", "x")]) for n in range(10)]
    *sent, other = await asyncio.gather(*ten, attachments.take("r", "ben", [Enclosure("b.pdf", "x")]))
    await attachments.close()
    told = [each.content.sentence for ((each),) in sent]  # type: ignore[union-attr]
    assert sum("still reading" in sentence for sentence in told) == 10 - MOST_WAITING
    assert "still reading" not in other[0].content.sentence  # type: ignore[union-attr]
    assert platform.asked == MOST_WAITING + 1


async def test_somebody_who_gives_up_waiting_holds_nobody_up():
    turns = Turns()
    async with turns.of("a", 1), turns.of("b", 1):
        waits = asyncio.create_task(turns.of("c", 1).__aenter__())
        await asyncio.sleep(0)
        waits.cancel()
    async with asyncio.timeout(5), turns.of("d", 1), turns.of("e", 1):
        pass
