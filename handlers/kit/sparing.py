"""Letters to many: one person's broken row costs no others theirs, and nobody is told the same twice."""

import logging
from collections.abc import Callable, Iterable, Iterator

from pdsa.people import Member
from storage.letters import Draft, Letter

log = logging.getLogger(__name__)


def for_each(people: Iterable[Member], due: Callable[[Member], Iterable[Draft]]) -> Iterator[Draft]:
    """What is due for each of these people; somebody whose row cannot be read is passed over and logged by id."""
    for person in people:
        try:
            yield from list(due(person))
        except Exception:  # whatever is wrong with one row, the others go on
            log.exception("nothing could be worked out for member %s", person.id)


def told_about(letters: Iterable[Letter]) -> dict[int, set[str]]:
    """What these letters have spoken of already, by their reader's id."""
    told: dict[int, set[str]] = {}
    for letter in letters:
        if letter.member is not None:
            told.setdefault(letter.member.id, set()).update(letter.about)
    return told
