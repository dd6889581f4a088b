"""A channel is written by its name."""

import pytest

from pdsa.channel_names import ChannelTrouble, NotAChannel, channel_name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("#sel-team", "#sel-team"),
        ("sel-team", "#sel-team"),
        ("#SEL-Team", "#sel-team"),
        ("sel\u2011team\u200b", "#sel-team"),
        ("<#C012345|sel-team>", "#sel-team"),
        ("#équipe_2", "#équipe_2"),
        ("covid19", "#covid19"),
        ("c012345", "#c012345"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_names(said, name):
    assert channel_name(said) == name


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("https://riverbend.slack.com/archives/C012345", ChannelTrouble.LINK),
        ("<https://riverbend.slack.com/archives/C012345>", ChannelTrouble.LINK),
        ("riverbend.slack.com/archives/C012345/p1234", ChannelTrouble.LINK),
        ("https://app.slack.com/client/T012345/C012345", ChannelTrouble.LINK),
        ("slack://channel?id=C012345", ChannelTrouble.LINK),
        ("www.riverbend.example/team", ChannelTrouble.LINK),
        ("<#C012345>", ChannelTrouble.LINK),
        ("<#C012345|>", ChannelTrouble.LINK),
        ("C012345", ChannelTrouble.IDENTIFIER),
        ("#C0123ABCD45", ChannelTrouble.IDENTIFIER),
        ("G01ABCDEF", ChannelTrouble.IDENTIFIER),
        ("#", ChannelTrouble.NO_NAME),
        ("sel team", ChannelTrouble.NO_NAME),
        ("#sel-team, #staff", ChannelTrouble.NO_NAME),
        ("#sel-team,#staff", ChannelTrouble.NO_NAME),
        ("@maribel", ChannelTrouble.NO_NAME),
        ("x" * 81, ChannelTrouble.NO_NAME),
    ],
)
def test_what_is_no_name_says_what_it_is(said, trouble):
    with pytest.raises(NotAChannel) as caught:
        channel_name(said)
    assert caught.value.trouble is trouble
