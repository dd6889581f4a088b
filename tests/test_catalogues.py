"""Catalogues hold what translators wrote, in the form that the bot reads."""

import re

import pytest
from babel.messages.pofile import read_po

from pdsa.text import languages
from tests.catalogues import LOCALES, catalogues, compiled

SET_IN = re.compile(r"\{(\w+)[^{}]*\}")
TYPED = re.compile(r"`[^`]+`")
CATALOGUES = catalogues()
IN_STEP = "run `make messages`"


@pytest.mark.parametrize("language", CATALOGUES)
def test_what_is_read_is_what_translators_wrote(language: str) -> None:
    assert (LOCALES / f"{language}.mo").read_bytes() == compiled(catalogues()[language]), IN_STEP
    assert language in languages()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_the_sentences_of_the_template(language: str) -> None:
    with (LOCALES / "messages.pot").open("rb") as file:
        template = {message.id for message in read_po(file)}
    assert {message.id for message in CATALOGUES[language]} == template, IN_STEP


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
                or not set(TYPED.findall(said)) <= set(TYPED.findall(" ".join(ids)))
                or said.count("*") % 2
                or any(said.count("*") < text.count("*") for text in ids[:1])
            ):
                wrong.append(said)
    assert not wrong
