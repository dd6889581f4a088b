"""What languages are called, and which one somebody means."""

from importlib.resources import files

from pdsa.names import folded
from pdsa.text import ENGLISH, languages


def own_name(language: str) -> str:
    """A language as those call it who speak it: "Español"; its code where nobody knows."""
    return _name(language, language)


def language_meant(text: str) -> str | None:
    """The code of the language that a text names: by its code, in English, or in the language itself.

    None where that is none that the bot speaks. A locale such as "es-MX" means its language.
    """
    for language in languages():
        if folded(text) in {folded(name) for name in (language, _name(language, ENGLISH), own_name(language))}:
            return language
    code = text.replace("_", "-").partition("-")[0].lower()
    return code if code != text and code in languages() else None


def progress(language: str) -> tuple[int, int]:
    """How many sentences have been translated so far, of how many."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 - heavy, and only the doctor asks

    with files("pdsa.locales").joinpath(f"{language}.po").open("rb") as file:
        messages = [message for message in read_po(file, locale=language) if message.id]
    return sum(message.string not in ("", ("", "")) for message in messages), len(messages)


def _name(language: str, told_in: str) -> str:
    """What a language is called in another one, with a capital."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - heavy, and few workbooks name a language

    try:
        name = Locale.parse(language).get_display_name(told_in) or language
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].upper() + name[1:]
