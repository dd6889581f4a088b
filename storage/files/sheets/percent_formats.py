"""How a spreadsheet shows a number, by its number format: whether the sign for per cent multiplies it."""

import re
from functools import lru_cache

PIECES = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]?|;|%|.', re.DOTALL)
"""A format's pieces: quoted texts, escaped signs, widths and fillers, brackets, the sign between sections, the rest."""
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
HOLDS = {
    "<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__, "=": float.__eq__, "<>": float.__ne__,
}  # fmt: skip


def times_hundred(number_format: str, value: float) -> bool:
    """Whether the number is shown times 100, with a "%": 0.54 as "54%".

    A sign that is quoted ('0"%"') or escaped ("0\\%"), or that stands in the section for other numbers, is a text.
    """
    if "%" not in number_format:
        return False
    sections = _sections(number_format)
    return "%" in _section_for(sections, float(value))


@lru_cache(maxsize=256)
def _sections(number_format: str) -> tuple[tuple[str, ...], ...]:
    """The pieces of each section that are not mere text."""
    sections: list[list[str]] = [[]]
    for piece in PIECES.findall(number_format):
        if piece == ";":
            sections.append([])
        elif piece[0] not in '"\\_*':
            sections[-1].append(piece)
    return tuple(tuple(each) for each in sections)


def _section_for(sections: tuple[tuple[str, ...], ...], value: float) -> tuple[str, ...]:
    """The section that a number is shown by: by its own condition, else for positive numbers, negative ones and 0."""
    conditions = [next((found for piece in each if (found := CONDITION.fullmatch(piece))), None) for each in sections]
    if any(conditions):
        for section, match in zip(sections, conditions, strict=True):
            if match is None or HOLDS[match[1]](value, float(match[2])):
                return section
        return sections[-1]
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]
