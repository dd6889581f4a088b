"""Catalogues as translators write them (.po), and compiled (.mo). `python -m tests.compile_catalogues` compiles all."""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent.parent / "pdsa" / "locales"


def catalogues() -> dict[str, Catalog]:
    """By language, what has been translated so far."""
    made = {}
    for path in sorted(LOCALES.glob("*.po")):
        with path.open("rb") as file:
            made[path.stem] = read_po(file, locale=path.stem)
    return made


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as the bot reads it: what has no translation is left out, so that it is counted as missing."""
    for message in list(catalog):
        if message.id and (
            message.fuzzy or not all([message.string] if isinstance(message.string, str) else message.string)
        ):
            catalog.delete(message.id, context=message.context)
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


if __name__ == "__main__":
    for language, catalog in catalogues().items():
        (LOCALES / f"{language}.mo").write_bytes(compiled(catalog))
