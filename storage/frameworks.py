"""The district's own frameworks, and ours with its changes: which holds for a year, and what was changed when."""

from sqlalchemy import select

from pdsa.framework import Framework
from pdsa.framework_file import builtin, content_of, framework_kept, framework_of
from storage.answer_cache import cached
from storage.tables.year_and_plan import FrameworkRow
from storage.transaction import Transaction, table

FRAMEWORKS = table(FrameworkRow)


class Frameworks:
    """Questions about a district's frameworks; they belong to all its years."""

    def __init__(self, transaction: Transaction, district: int) -> None:
        self._t = transaction
        self._district = district
        self.scope = district

    @cached(FRAMEWORKS)
    async def own(self) -> list[Framework]:
        """Those that the district brought in or changed, by name; of one that was kept badly typed what can be used."""
        query = select(FRAMEWORKS).where(FRAMEWORKS.c.district == self._district).order_by(FRAMEWORKS.c.name)
        found = (framework_kept(row["content"]) for row in await self._t.rows(query))
        return [each for each in found if each is not None]

    async def get(self, name: str) -> Framework:
        """The framework that a plan's words name; where nobody knows them, the newest of ours."""
        return framework_of(name, await self.own())

    async def all(self) -> list[Framework]:
        """Everything that a year can be rated with: the district's own, then ours that it has not changed."""
        own = await self.own()
        changed = {each.name for each in own}
        return [*own, *(each for each in builtin() if each.name not in changed)]

    async def put(self, framework: Framework) -> None:
        """Keep a framework under its name, new or changed; what stood there before stays in the audit trail."""
        before = next((each for each in await self.all() if each.name == framework.name), None)
        if before == framework:
            return
        content = content_of(framework)
        values = {"district": self._district, "name": framework.name, "content": content, "at": self._t.now}
        await self._t.put(FrameworkRow, ("district", "name"), values)
        old = content_of(before) if before else None
        await self._t.record("framework", framework.name, before=old, after=content)
