"""All tables: importing this fills the metadata, for migrations and for laying out a database."""

from storage.tables import doing, figures, learning, people, sending, shape, years

__all__ = ["doing", "figures", "learning", "people", "sending", "shape", "years"]
