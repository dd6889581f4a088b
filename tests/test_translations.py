"""Catalogues hold what translators wrote, in the form that the bot reads."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

from handlers.features import FEATURES
from handlers.kit.routes import RouteTable
from pdsa.text import LazyText, languages
from tests.compile_catalogues import LOCALES, catalogues, compiled

SET_IN = re.compile(r"\{(\w+)[^{}]*\}")
TYPED = re.compile(r"`[^`]+`")
CATALOGUES = catalogues()
IN_STEP = "run `make messages`"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "noted": None, "count": (1, 2)}
ROOT = LOCALES.parent.parent
EVERYBODY_MEETS = (
    "handlers/first_message",
    "handlers/checkin",
    "handlers/phase_prompts",
    "handlers/settings",
    "handlers/reflect",
    "handlers/pausing",
    "handlers/decide",
    "handlers/help",
    "handlers/why",
    "handlers/wording/released_sentences",
    "handlers/wording/levels",
    "handlers/wording/measures",
    "handlers/wording/measure_chart",
    "pdsa/typed_words",
    "handlers/wording/role_and_team_names",
    "handlers/kit/turn",
    "handlers/answers/student_names",
    "handlers/kit/card",
    "handlers/kit/card_pages",
    "handlers/answers/edit_conflicts",
    "handlers/wording/strategy",
    "handlers/kit/form",
    "handlers/kit/unclear_date_or_number",
    "handlers/kit/declared",
    "handlers/answers/open_questions",
    "handlers/wording/days_and_hours",
    "handlers/wording/waiting",
    "handlers/kit/words",
    "handlers/account_claims",
    "handlers/context",
    "handlers/cycle",
    "handlers/export_and_forget",
    "handlers/wording/record_quality",
    "handlers/log",
    "handlers/status",
    "handlers/successes_and_voices",
    "bot/account_matching",
    "bot/attachments",
    "bot/dispatch",
    "bot/sender",
    "bot/slack",
    "bot/year_of_turn",
)
"""The modules and folders of what everybody meets first: a language that is offered has all of its sentences."""
NOBODY = {"FULL NAME", "EMAIL@ADDRESS", "ORGANIZATION", "FIRST AUTHOR", "LL@li.org"}


@pytest.mark.parametrize("language", CATALOGUES)
def test_what_is_read_is_what_translators_wrote(language: str) -> None:
    assert (LOCALES / f"{language}.mo").read_bytes() == compiled(catalogues()[language]), IN_STEP
    assert language in languages()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_the_sentences_of_the_template(language: str) -> None:
    with (LOCALES / "messages.pot").open("rb") as file:
        template = {message.id for message in read_po(file)}
    assert {message.id for message in CATALOGUES[language]} == template, IN_STEP


@pytest.mark.parametrize("floor", ["pdsa", "storage", "handlers", "bot"])
def test_the_template_has_every_sentence_of_the_code(floor: str) -> None:
    with (LOCALES / "messages.pot").open("rb") as file:
        template = {_first(message.id) for message in read_po(file)}
    assert {_first(said) for said in _said_in(ROOT / floor)} <= template, IN_STEP


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_sets_in_the_same_values_and_words_to_type(language: str) -> None:
    wrong = []
    for message in CATALOGUES[language]:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for said in filter(None, strings if message.id else ()):
            fits = [set(SET_IN.findall(text)) for text in ids]
            if (
                set(SET_IN.findall(said)) not in fits
                or set(TYPED.findall(said)) not in [set(TYPED.findall(text)) for text in ids]
                or said.count("*") % 2
                or said.count("*") not in [text.count("*") for text in ids]
                or not said.strip()
            ):
                wrong.append(said)
    assert not wrong


@pytest.mark.parametrize("place", EVERYBODY_MEETS)
@pytest.mark.parametrize("language", CATALOGUES)
def test_what_everybody_meets_first_is_translated(language: str, place: str) -> None:
    translated = {_first(message.id): message.string for message in CATALOGUES[language]}
    missing = [said for said in _said_in(ROOT / place) if not all(_forms(translated.get(_first(said), "")))]
    assert not missing


@pytest.mark.parametrize("language", CATALOGUES)
def test_what_help_says_of_each_word_is_translated(language: str) -> None:
    missing = [
        message
        for route in RouteTable.of(FEATURES).commands()
        for message in _lazy(vars(route).values())
        if not CATALOGUES[language][message].string
    ]
    assert not missing


@pytest.mark.parametrize("path", [*LOCALES.glob("*.po"), *LOCALES.glob("*.pot")], ids=lambda path: path.name)
def test_a_catalogue_names_nobody_who_does_not_exist(path: Path) -> None:
    assert not [name for name in NOBODY if name in path.read_text(encoding="utf-8")]


def _said_in(place: Path) -> Iterator[str | tuple[str, ...]]:
    for file in sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]:
        for _line, message, _comments, _context in extract_from_file("python", file, keywords=KEYWORDS):
            if message:
                yield message


def _lazy(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, LazyText):
            yield value.message
        elif is_dataclass(value):
            yield from _lazy(vars(value).values())


def _first(said: str | tuple[str, ...]) -> str:
    """What a message is looked up by: the form for one."""
    return said if isinstance(said, str) else said[0]


def _forms(said: str | tuple[str, ...]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else said
