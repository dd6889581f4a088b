"""A digest's figures as JSON and back: what was drafted is what is posted, whatever changed meanwhile."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from pdsa.digest import Monthly, YearEnd

Figures = Monthly | YearEnd


def dump(figures: Figures) -> Any:
    """The figures as plain JSON values."""
    kind: Any = type(figures)
    return adapter(kind).dump_python(figures, mode="json")


def load_month(content: Any) -> Monthly:
    """Raises ValueError where the content is not a month's."""
    found: Monthly = adapter(Monthly).validate_python(content)
    return found


def load_year(content: Any) -> YearEnd:
    """Raises ValueError where the content is not a year's."""
    found: YearEnd = adapter(YearEnd).validate_python(content)
    return found


def load(kind: str, content: Any) -> Figures:
    """The figures of a digest of this kind. Raises ValueError where the content is not one's."""
    return load_year(content) if kind == "digest-year" else load_month(content)


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """How values of this kind are written and read. Made once and only when needed: making it takes a while."""
    return TypeAdapter(kind)
