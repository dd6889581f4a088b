"""What people typed, out of Slack's own markup: as they read it, and everything else as it was."""

import pytest

from bot.slack.typed_text import as_read


class Names:
    """One person and one channel are known."""

    async def person_name(self, user: str) -> str:
        return {"U0AB12": "Ana-Lucía Peña"}.get(user, "")

    async def channel_name(self, channel: str) -> str:
        return {"C01XYZ": "sel-team"}.get(channel, "")


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("A lone < stays", "A lone < stays"),
        ("a < b && c > d", "a < b && c > d"),
        ("if x <3 then >2", "if x <3 then >2"),
        ("typed &amp;lt; and &amp;amp;", "typed &lt; and &amp;"),
        ("R&amp;D, 5 &lt; 8 años", "R&D, 5 < 8 años"),
        ("<https://riverbend.example/a?x=1&amp;y=2|riverbend.example>", "riverbend.example"),
        ("<https://riverbend.example/a?x=1&amp;y=2>", "https://riverbend.example/a?x=1&y=2"),
        ("<http://www.riverbend.org|www.riverbend.org>.", "www.riverbend.org."),
        ("<https://riverbend.example/notes|our notes>", "our notes (https://riverbend.example/notes)"),
        ("<mailto:ana@riverbend.example|ana@riverbend.example>", "ana@riverbend.example"),
        ("<mailto:ana@riverbend.example>", "ana@riverbend.example"),
        ("<tel:+15055550101|505-555-0101>", "505-555-0101"),
        ("ask <@U0AB12>", "ask @Ana-Lucía Peña"),
        ("ask <@U0AB12|al.pena> and <@UGONE|gone>", "ask @Ana-Lucía Peña and @gone"),
        ("<@UNOBODY> said", "@somebody said"),
        ("in <#C01XYZ|sel-team> and <#C01XYZ> and <#C01XYZ|>", "in #sel-team and #sel-team and #sel-team"),
        ("<!here> <!channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S01|@leads> and <!subteam^S02>", "@leads and @group"),
        ("<!date^1792000000^{date}|14 Oct 2026>", "14 Oct 2026"),
        ("voice\nline &amp; line\n\tmore", "voice\nline & line\n\tmore"),
        ("", ""),
    ],
)
async def test_markup_is_read_and_the_rest_left_alone(sent: str, read: str) -> None:
    assert await as_read(sent, Names()) == read


async def test_pictures_come_back_as_they_were_typed() -> None:
    emoji = {"type": "emoji", "name": "tada", "unicode": "1f389"}
    blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [emoji]}]}]
    assert await as_read("it works :tada: at 3:45 :own:", Names(), blocks) == "it works 🎉 at 3:45 :own:"
    emoji["unicode"] = "no number"
    assert await as_read(":tada:", Names(), blocks) == ":tada:"
