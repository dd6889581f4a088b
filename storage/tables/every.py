"""All tables: importing this fills the metadata, for migrations and for laying out a database."""

from storage.tables import (
    audiences_and_questions,
    doing,
    figures,
    learning,
    people,
    plans,
    removals,
    sending,
    shape,
    years,
)

__all__ = [
    "audiences_and_questions",
    "doing",
    "figures",
    "learning",
    "people",
    "plans",
    "removals",
    "sending",
    "shape",
    "years",
]
