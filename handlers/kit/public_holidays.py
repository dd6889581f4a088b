"""Days off by their names: those of public holidays in the reader's language, all others as people wrote them."""

from pdsa.text import _, noted

NAMES = frozenset(
    (
        noted("Christmas Day"), noted("Columbus Day"), noted("Independence Day"),
        noted("Juneteenth National Independence Day"), noted("Labor Day"), noted("Martin Luther King Jr. Day"),
        noted("Memorial Day"), noted("New Year's Day"), noted("Thanksgiving Day"), noted("Veterans Day"),
        noted("Washington's Birthday"),
    )
)  # fmt: skip
"""As storage/public_days.py proposes them."""


def day_off(name: str) -> str:
    return _(name) if name in NAMES else name
