"""A card that is too long for one message loses words at its end, and never what can be done about it."""

import pytest

from bot.slack.render import MOST_BLOCKS, MOST_CHARACTERS, MOST_TEXT, blocks, message
from bot.workspace.blockkit.check import weight
from handlers.kit.card import Button, Card, Text, buttons, card

APPROVE = Button("Approve", "digest.approve", "x", main=True)


def long_card(parts: int, length: int) -> Card:
    words = [Text("word " * length) for _nth in range(parts)]
    return card(*words, buttons(APPROVE), buttons(Button("Read all of it", "digest.read")))


@pytest.mark.parametrize(("parts", "length"), [(80, 2), (20, 400), (3, 2)], ids=["many parts", "many words", "short"])
def test_the_buttons_at_the_end_stay(parts: int, length: int) -> None:
    made = blocks(long_card(parts, length), {})
    assert [block["type"] for block in made[-2:]] == ["actions", "actions"]
    assert made[-2]["elements"][0]["text"]["text"] == "Approve"
    assert len(made) <= MOST_BLOCKS
    cut = any("There is more than fits here" in str(block) for block in made)
    assert cut is (parts > 3)


@pytest.mark.parametrize("sign", ["&", "<", "a"])
def test_signs_count_as_much_as_slack_makes_of_them(sign: str) -> None:
    made = message(card(*[Text(sign * 2_000)] * 9, buttons(APPROVE)), {})
    assert MOST_TEXT // 2 < len(made["text"]) <= MOST_TEXT
    assert weight(made["blocks"]) <= MOST_CHARACTERS + 200
    assert made["blocks"][-1]["type"] == "actions"
