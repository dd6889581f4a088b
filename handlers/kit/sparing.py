"""One person's broken row must not cost the others their letters."""

import logging
from collections.abc import Callable, Iterable, Iterator

from pdsa.people import Member
from storage.letters import Draft

log = logging.getLogger(__name__)


def for_each(people: Iterable[Member], due: Callable[[Member], Iterable[Draft]]) -> Iterator[Draft]:
    """What is due for each of these people; somebody whose row cannot be read is passed over and logged by id."""
    for person in people:
        try:
            yield from list(due(person))
        except Exception:  # whatever is wrong with one row, the others go on
            log.exception("nothing could be worked out for member %s", person.id)
