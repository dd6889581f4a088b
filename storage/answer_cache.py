"""What changes rarely is read once: a process remembers the answer to a question until a table that it reads changes.

Each such table has a version, drawn anew by whoever changes something there. A transaction begins by reading all
versions, so that what it finds remembered holds at that moment, whoever of several processes made the change. Drawn,
not counted up: a database that is put back from a copy has none of the versions that came after the copy.
"""

import secrets
from collections.abc import Awaitable, Callable, Hashable, Mapping
from copy import copy
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Executable, Table
from sqlalchemy.sql.visitors import iterate

Repository = TypeVar("Repository", bound=Any)
Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Question = Callable[Concatenate[Repository, Given], Awaitable[Answer]]


class Scoped(Protocol):
    """A repository that says of whom its answers speak."""

    @property
    def scope(self) -> Hashable: ...

    @property
    def _t(self) -> Any: ...


Of = TypeVar("Of", bound=Scoped)
Versions = Mapping[str, int]

VERSIONED: set[str] = set()
"""The names of the tables that answers are remembered of: `cached` adds what it is given."""
MOST = 20_000
"""So many answers are remembered of one database."""


def fresh_version() -> int:
    """A version that a table has not had before."""
    return secrets.randbits(62)


def tables_of(query: Executable) -> set[str]:
    """The names of all tables that a query reads."""
    return {part.name for part in iterate(query) if isinstance(part, Table)}  # type: ignore[arg-type]


class AnswerCache:
    """The answers that a process remembers of one database."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, tuple[Versions, Any]] = {}

    def find(self, question: Hashable, versions: Versions) -> list[Any]:
        """The answer alone in a list, where its tables have these versions still; else nothing."""
        known, answer = self._answers.get(question, (None, None))
        return [answer] if known == versions else []

    def keep(self, question: Hashable, versions: Versions, answer: Any) -> None:
        """Remember an answer; the one that was remembered first goes where there are too many."""
        self._answers.pop(question, None)
        if len(self._answers) >= MOST:
            del self._answers[next(iter(self._answers))]
        self._answers[question] = (versions, answer)


def cached(*tables: Table) -> Callable[[Question[Of, Given, Answer]], Question[Of, Given, Answer]]:
    """Remember a repository's answer until one of these tables changes; it reads no others, and not the clock.

    The repository says in `scope` of whom it speaks, and has its transaction in `_t`. Each who asks gets a list or dict
    of their own. A transaction that has changed one of the tables asks the database. Raises RuntimeError where another
    table is read.
    """
    names = frozenset(each.name for each in tables)
    VERSIONED.update(names)

    def remembered(ask: Question[Of, Given, Answer]) -> Question[Of, Given, Answer]:
        @wraps(ask)
        async def asked(repository: Of, /, *args: Given.args, **named: Given.kwargs) -> Answer:
            transaction = repository._t
            if transaction.changed & names:
                return await ask(repository, *args, **named)
            with transaction.reading_only(names):
                question = (ask, repository.scope, args, tuple(named.items()))
                versions = {name: transaction.versions.get(name, 0) for name in names}
                for answer in transaction.cache.find(question, versions):
                    return copy(answer)  # type: ignore[no-any-return]
                answer = await ask(repository, *args, **named)
                transaction.cache.keep(question, versions, answer)
                return copy(answer)

        return asked

    return remembered
