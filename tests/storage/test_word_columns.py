"""Each column of text says whose words it holds: a new one that says nothing is found here."""

import pytest
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from storage.tables.column_kinds import Nobodys, Plain, Said, Words
from storage.word_columns import MOMENTS, Place, marks, places, rows


def test_every_table_is_looked_at() -> None:
    assert {each.__tablename__ for each in rows()} == set(SQLModel.metadata.tables)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.__tablename__)
def test_every_column_of_text_says_once_whose_words_it_holds(row: type[SQLModel]) -> None:
    """Said, Copied, Plain (storage/tables/column_kinds.py): a column that says nothing would keep what was deleted."""
    assert {name: len(told) for name, told in marks(row).items()} == dict.fromkeys(marks(row), 1)


@pytest.mark.parametrize("place", places(), ids=lambda place: place.table.name)
def test_an_author_is_a_column_and_words_have_a_time(place: Place) -> None:
    columns = set(place.table.columns.keys())
    assert {mark.by for mark in place.words.values() if mark.by} <= columns
    assert columns & {*MOMENTS, "cycle"}
    assert not place.unfinished or all(mark.unfinished for mark in place.words.values())


def test_a_column_that_says_nothing_is_noticed() -> None:
    class Apart(SQLModel, registry=registry()):
        pass

    class Bare(Apart, table=True):
        code: Plain = Field(primary_key=True)
        well: str = ""
        note: Said | None = None

    assert marks(Bare) == {"code": (Nobodys(),), "well": (), "note": (Words("member"),)}
