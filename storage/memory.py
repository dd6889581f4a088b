"""Memory: what earlier years tried and learned, found by words or by where something was carried from."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import RowMapping, and_, or_, select, text

from pdsa.alike_strategies import Remembered, nearest, remembered, searched_words
from pdsa.cycle import Cycle
from pdsa.people import Member
from storage.fulltext import SOURCES, TABLE
from storage.plans import WITH_SCHOOL, strategy_in
from storage.reflections_and_decisions import decision_in, reflection_in
from storage.rows_and_values import Value
from storage.tables.learning import DecisionRow, ReflectionRow
from storage.tables.year_and_plan import CycleRow, StrategyRow
from storage.transaction import Transaction, table

CYCLES = table(CycleRow)
DECISIONS = table(DecisionRow)
REFLECTIONS = table(ReflectionRow)
STRATEGIES = table(StrategyRow)
MOST_FOUND = 60
SQLITE = text(f"SELECT cycle, strategy FROM {TABLE} WHERE {TABLE} MATCH :wanted ORDER BY rank LIMIT :most")
POSTGRES = text(
    " UNION ".join(
        f"SELECT cycle, {each.strategy} AS strategy FROM {each.table} "
        f"WHERE to_tsvector('english', {each.text()}) @@ to_tsquery('english', :wanted)"
        for each in SOURCES
    )
    + " LIMIT :most"
)
Key = tuple[int, str]


class Memory:
    """Questions about the years before one cycle."""

    def __init__(self, transaction: Transaction, district: int, cycle: Cycle | None) -> None:
        self._t = transaction
        self._district = district
        self._cycle = cycle

    async def like(self, words: str, reader: Member | None, most: int = 3) -> tuple[Remembered, ...]:
        """What earlier years did that is like these words, the likest first; nothing where they say too little.

        Sentences are only in it where the reader may read them; without one, where anybody may.
        """
        years = await self._years()
        wanted = searched_words(words)
        if not years or not wanted:
            return ()
        found = await self._t.rows(*self._query(wanted))
        keys = {(row["cycle"], row["strategy"]) for row in found if row["cycle"] in years}
        told = await self._remembered(keys, years, reader, words)
        return nearest((each for each in told if each.path or each.held), most)

    async def of(self, places: Iterable[str], reader: Member | None, *, now: bool = False) -> dict[str, Remembered]:
        """What became of the strategies at these places ("2026-27:S1"), by place; those that nobody knows are left
        out. With `now` this year's are known, too, as the next year will remember them.
        """
        wanted = {place for place in places if ":" in place}
        years = await self._years() if wanted else {}
        if now and self._cycle is not None:
            years[self._cycle.id] = self._cycle.label
        numbers = {label: number for number, label in years.items()}
        keys = {
            (numbers[label], code)
            for label, _colon, code in (place.partition(":") for place in wanted)
            if label in numbers
        }
        told = await self._remembered(keys, years, reader, None)
        return {f"{each.year}:{each.code}": each for each in told}

    def _query(self, wanted: Sequence[str]) -> tuple[Any, dict[str, Any]]:
        """Each word on its own, set off so that nothing in it is read as an operator."""
        if self._t.dialect == "postgresql":
            return POSTGRES, {"wanted": " | ".join(f"'{word}'" for word in wanted), "most": MOST_FOUND}
        return SQLITE, {"wanted": " OR ".join(f'"{word}"' for word in wanted), "most": MOST_FOUND}

    async def _years(self) -> dict[int, str]:
        """The labels of the years before this one, by id."""
        if self._cycle is None:
            return {}
        own = (CYCLES.c.district == self._district, CYCLES.c.first_day < self._cycle.year.first_day)
        rows = await self._t.rows(select(CYCLES.c.id, CYCLES.c.label).where(*own))
        return {row["id"]: row["label"] for row in rows}

    async def _remembered(
        self, keys: set[Key], years: dict[int, str], reader: Member | None, words: str | None
    ) -> list[Remembered]:
        """What is known of these strategies; `words` are what they are compared with, None where they are meant."""
        if not keys:
            return []
        strategies = await self._t.rows(WITH_SCHOOL.where(_among(STRATEGIES.c.code, STRATEGIES, keys)))
        reflections = await self._newest(REFLECTIONS, reflection_in, keys)
        standing = (DECISIONS.c.confirmed_by.is_not(None), DECISIONS.c.subject == "strategy")
        decisions = await self._newest(DECISIONS, decision_in, keys, *standing)
        known_strategies = []
        for row in strategies:
            key = (row["cycle"], row["code"])
            strategy = strategy_in(row)
            known_strategies.append(
                remembered(years[row["cycle"]], strategy, reflections.get(key), decisions.get(key), reader, words)
            )
        return [each for each in known_strategies if each is not None]

    async def _newest(
        self, made: Any, read: Callable[[RowMapping], Value], keys: set[Key], *conditions: Any
    ) -> dict[Key, Value]:
        query = select(made).where(_among(made.c.strategy, made, keys), *conditions).order_by(made.c.id)
        return {(row["cycle"], row["strategy"]): read(row) for row in await self._t.rows(query)}


def _among(code: Any, made: Any, keys: set[Key]) -> Any:
    """Rows of these cycles and codes: a cycle at a time, as few terms as there are years."""
    by_cycle: dict[int, list[str]] = {}
    for cycle, strategy in sorted(keys):
        by_cycle.setdefault(cycle, []).append(strategy)
    return or_(*(and_(made.c.cycle == cycle, code.in_(codes)) for cycle, codes in by_cycle.items()))
