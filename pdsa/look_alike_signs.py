"""Signs that look alike, read as one: for reading numbers and dates, never for keeping what people wrote."""

import unicodedata

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
QUOTES = "\u2018\u2019\u02bc\u2032\uff07"
FULL_WIDTH = range(0xFF01, 0xFF5F)
"""The signs of a keyboard as wide as an ideograph; each stands 0xFEE0 above its usual self."""
LOOKS = {ord(sign): "-" for sign in DASHES} | {ord(sign): "'" for sign in QUOTES} | {0x2044: "/", 0x2215: "/"}


def plain(text: str) -> str:
    """The text on one line with the signs of a keyboard.

    Typographic hyphens, no-break spaces and full-width or other scripts' digits become the usual ones, and what nobody
    sees goes. Raised and circled digits and fractions stay: "4.2" with a footnote's raised 1 is not 4.21.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(_usual(sign) for sign in text).split())


def _usual(sign: str) -> str:
    if ord(sign) in LOOKS:
        return LOOKS[ord(sign)]
    if ord(sign) in FULL_WIDTH:
        return chr(ord(sign) - 0xFEE0)
    kind = unicodedata.category(sign)
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    if sign.isspace():
        return " "
    return "" if kind in ("Cf", "Cc") or "\ufe00" <= sign <= "\ufe0f" else sign
