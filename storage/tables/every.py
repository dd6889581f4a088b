"""All tables: importing this fills the metadata, for migrations and for laying out a database."""

from storage.tables import column_kinds, doing, figures, learning, people, sending, year_and_plan

__all__ = ["column_kinds", "doing", "figures", "learning", "people", "sending", "year_and_plan"]
