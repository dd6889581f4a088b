"""Every reader hears their own language, and English where it has no words yet."""

import asyncio
import io
import pickle
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from pdsa.pseudo_language import PSEUDO
from pdsa.text import (
    ENGLISH,
    LazyText,
    _,
    _l,
    kept_words,
    language,
    languages,
    missing,
    ngettext,
    speaking,
    teach,
    with_values,
)  # fmt: skip

UP = _l("up")


@pytest.fixture(autouse=True)
def borrowed() -> None:
    """A language with two messages, spoken in this module only."""
    catalog = Catalog(locale="pl")
    catalog.add("up", "w górę")
    catalog.add(("{n} week", "{n} weeks"), ("{n} tydzień", "{n} tygodnie", "{n} tygodni"))
    file = io.BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    teach("pl", GNUTranslations(file))


def test_a_message_is_english_until_somebody_reads_another_language() -> None:
    assert (language(), _("up")) == (ENGLISH, "up")
    with speaking("pl"):
        assert (language(), _("up")) == ("pl", "w górę")
        with speaking(None):
            assert _("up") == "up"
        assert _("up") == "w górę"
    assert _("up") == "up"


@pytest.mark.parametrize(("n", "said"), [(1, "{n} tydzień"), (3, "{n} tygodnie"), (5, "{n} tygodni")])
def test_a_counted_message_takes_the_languages_own_forms(n: int, said: str) -> None:
    with speaking("pl"):
        assert ngettext("{n} week", "{n} weeks", n) == said
    assert ngettext("{n} week", "{n} weeks", n) == ("{n} week" if n == 1 else "{n} weeks")


def test_what_is_declared_at_import_is_worded_when_it_is_shown() -> None:
    assert (str(UP), f"{UP:>4}") == ("up", "  up")
    with speaking("pl"):
        assert (str(UP), f"{UP}", "{}".format(UP)) == ("w górę", "w górę", "w górę")  # noqa: UP032
    assert pickle.loads(pickle.dumps(UP)) == UP == LazyText("up") != LazyText("down")


def test_a_missing_message_is_english_and_counted() -> None:
    before = missing().get("pl", {})
    with speaking("pl"):
        for _time in range(2):
            assert (_("down"), ngettext("{n} day", "{n} days", 2)) == ("down", "{n} days")
    counted = {text: count - before.get(text, 0) for text, count in missing()["pl"].items()}
    assert counted == {"down": 2, "{n} day": 2}


@pytest.mark.parametrize(
    ("kept", "read"),
    [("gone up (by {n})", "⟦ğöññé ûþþ (ƀý {n})⟧"), ("up", "⟦ûþ⟧")],
)
def test_what_was_kept_in_english_with_its_values_is_read_in_a_language(kept: str, read: str) -> None:
    with_values("gone up (by {n})")
    values = {"n": "4 of {x}"}
    with speaking(PSEUDO):
        assert kept_words(kept.format(**values)) == read.format(**values)
    assert kept_words(kept.format(**values)) == kept.format(**values)


def test_an_unknown_language_is_english() -> None:
    with speaking("tlh"):
        assert (language(), _("up")) == (ENGLISH, "up")
    assert languages()[0] == ENGLISH
    assert "pl" not in languages(), "only what has a catalogue here is offered"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Plan", "⟦Þłååñ⟧"),
        (" Type `plan G1` for *{title}*.", " ⟦Ţýþþé `plan G1` ƒöřř *{title}*.⟧"),
        ("{n:,} of {most}", "⟦{n:,} öƒ {most}⟧"),
        ("", ""),
    ],
)
def test_the_pseudo_language_leaves_what_is_no_word_of_ours(message: str, said: str) -> None:
    with speaking(PSEUDO):
        assert _(message) == said
    assert PSEUDO not in languages()


async def test_two_at_the_same_time_each_hear_their_own() -> None:
    async def reads(code: str) -> str:
        with speaking(code):
            await asyncio.sleep(0)
            return _("up")

    assert await asyncio.gather(reads("pl"), reads("en"), reads("pl")) == ["w górę", "up", "w górę"]


@pytest.mark.parametrize(("n", "said"), [(1, "{n} day"), (0, "{n} days"), (2, "{n} days")])
def test_a_counted_message_without_a_translation_is_english(n: int, said: str) -> None:
    with speaking("pl"):
        assert ngettext("{n} day", "{n} days", n) == said


@pytest.mark.parametrize(("n", "said"), [(1, "⟦{n} đåýý⟧"), (2, "⟦{n} đåýýš⟧")])
def test_the_pseudo_language_counts_as_english_does(n: int, said: str) -> None:
    with speaking(PSEUDO):
        assert ngettext("{n} day", "{n} days", n) == said
