"""Fetching a file: to whom the bot's token is shown, and that no file is taken in beyond its limit."""

import aiohttp
import pytest

from bot.platform import Enclosure, PlatformError, TooLarge
from bot.reception import Reception
from bot.slack.fetching import fetched, is_ours
from bot.workspace.server import Workspace
from bot.workspace.specs import PersonSpec
from storage.files.sent import MOST_BYTES, Sent, Unread

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
    reception = Reception(platform)  # type: ignore[arg-type]
    (sent,) = await reception.take("r", [enclosure])
    await reception.close()
    assert isinstance(sent.content, Unread)
    assert told in sent.content.sentence
    assert platform.asked == asked


async def test_only_a_few_files_of_one_message_are_looked_at():
    reception = Reception(Elsewhere(b"%PDF"))  # type: ignore[arg-type]
    sent = await reception.take("r", [Enclosure(f"{n}.pdf", "x") for n in range(5)])
    await reception.close()
    assert [isinstance(each, Sent) for each in sent] == [True] * 5
    assert "send this one again" in sent[4].content.sentence  # type: ignore[union-attr]
