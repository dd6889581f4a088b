"""Counts what a way through the bot asks of somebody: taps, screens, fields, texts, words, and how hard they read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from textstat import textstat

from bot.workspace.records import View
from tests.wires.slack_person import Person

Json = dict[str, Any]
TEXTS = ("plain_text_input",)
STOPS = (".", "?", "!", ":")
A_SENTENCE = 5


@dataclass
class Way:
    """What somebody met on a way: forms are counted as they are sent."""

    name: str
    taps: int = 0
    screens: int = 0
    fields: int = 0
    texts: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(words_in(line) for line in self.told)

    @property
    def grade(self) -> float:
        return grade(self.told)

    def row(self) -> str:
        return (
            f"{self.name:<28}{self.taps:>6}{self.screens:>9}{self.fields:>10}{self.texts:>8}{self.words:>7}"
            f"{self.grade:>7.1f}"
        )


HEAD = f"{'way':<28}{'taps':>6}{'screens':>9}{'required':>10}{'texts':>8}{'words':>7}{'grade':>7}"


async def presses(person: Person, way: Way, label: str) -> None:
    """A tap on a button."""
    way.taps += 1
    await person.presses(label)


async def sends(person: Person, way: Way, view: View, answers: Mapping[str, Any]) -> None:
    """Fill a form in with those answers that it asks for and send it, as somebody does who answers what is needed."""
    inputs = {block["block_id"]: block for block in view.blocks if block["type"] == "input"}
    given = {name: answer for name, answer in answers.items() if name in inputs and needed(inputs[name])}
    way.screens += 1
    way.fields += sum(not each.get("optional") and not filled(each) for each in inputs.values())
    for name in given:
        if inputs[name]["element"]["type"] in TEXTS:
            way.texts += 1
        else:
            way.taps += 1
    way.taps += 1
    way.told += lines(view.blocks)
    outcome = await person.sends(**given)
    assert outcome.ok, (way.name, outcome)


def filled(block: Json) -> bool:
    return any(name.startswith("initial_") for name in block["element"])


def needed(block: Json) -> bool:
    """Whether a field waits for an answer; boxes to tick are answers in place of words."""
    return not filled(block) or block["element"]["type"] == "radio_buttons"


def lines(blocks: list[Json]) -> list[str]:
    """What a form or message says in our words, line by line: people's own stand in quotes and in bold."""
    return [line for block in blocks for line in _lines(block)]


def _lines(block: Json) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield block["text"]["text"]
        case "rich_text":
            for part in block["elements"]:
                yield from _rich(part)
        case "input":
            yield block["label"]["text"]
            yield from (option["text"]["text"] for option in block["element"].get("options", ()))
            if "hint" in block:
                yield block["hint"]["text"]


def _rich(part: Json) -> Iterator[str]:
    if part["type"] == "rich_text_list":
        for each in part["elements"]:
            yield from _rich(each)
    elif part["type"] == "rich_text_section":
        yield from "".join(run.get("text", "") for run in part["elements"]).split("\n")


def words_in(text: str) -> int:
    return len([each for each in text.split() if any(letter.isalnum() for letter in each)])


def grade(told: list[str]) -> float:
    """Flesch-Kincaid's grade of lines, each of them a sentence of its own: a line without a full stop would join the
    next. Those of a few words, such as "Yes", would make it look easier than it is.
    """
    sentences = [line.strip() for line in told if words_in(line) >= A_SENTENCE]
    ended = [line if line.endswith(STOPS) else f"{line}." for line in sentences]
    return float(textstat.flesch_kincaid_grade(" ".join(ended).replace(":", ".")))
