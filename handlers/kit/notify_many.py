"""Notifications to many: one person's broken row costs no others theirs, and nobody is told the same twice."""

import logging
from collections.abc import Callable, Iterable, Iterator

from pdsa.people import Member
from storage.notifications import Draft, Notification

log = logging.getLogger(__name__)


def for_each(people: Iterable[Member], due: Callable[[Member], Iterable[Draft]]) -> Iterator[Draft]:
    """What is due for each of these people; somebody whose row cannot be read is passed over and logged by id."""
    for person in people:
        try:
            yield from list(due(person))
        except Exception:  # whatever is wrong with one row, the others go on
            log.exception("nothing could be worked out for member %s", person.id)


def told_about(notifications: Iterable[Notification]) -> dict[int, set[str]]:
    """What these notifications have spoken of already, by their reader's id."""
    about_by_reader: dict[int, set[str]] = {}
    for notification in notifications:
        if notification.member is not None:
            about_by_reader.setdefault(notification.member.id, set()).update(notification.about)
    return about_by_reader
