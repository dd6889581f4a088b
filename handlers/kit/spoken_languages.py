"""The languages that can be chosen, each by the name that its speakers call it."""

from handlers.kit.form import Option
from pdsa.text import languages
from storage.language_names import own_name


def language_options() -> tuple[Option, ...]:
    return tuple(Option(language, own_name(language)) for language in languages())
