"""What strategies and resources can be about: one vocabulary for both (domain.md 8(a), row 40)."""

from collections.abc import Iterable

TAGS = (
    "assessment", "conducting local SEL research", "continuous improvement", "define SEL metrics", "equity",
    "implementation evaluation", "implementation monitoring", "planning", "SEL partnerships", "social studies",
    "student assessment", "student leadership", "youth voice",
)  # fmt: skip
"""In the order in which they are offered."""


def known_tags(found: Iterable[str]) -> tuple[str, ...]:
    """Those of these that are in the vocabulary, however they are spelled, each once and in its order."""
    wanted = {" ".join(each.casefold().replace("-", " ").split()) for each in found}
    return tuple(tag for tag in TAGS if tag.casefold() in wanted)
