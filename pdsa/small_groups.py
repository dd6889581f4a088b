"""Small groups stay hidden: which series of a measure others may see, and what is kept back and why.

Until cells are hidden one by one, a breakdown with a small group in it is left out whole; the total stays. What follows
from that, for one measure:

- A breakdown is every group but the whole. The whole is the group with a usual name for everybody ("District", "All
  students", the district's own name, or no name), or else the one whose n is the sum of all others on a day.
- For hiding only, the group with the largest n is held to be a whole, too, and so is every group with a usual name for
  everybody: whoever calls everybody by a name of their own ("Grades 6 to 8"), or has a second total ("All staff" beside
  "Everyone"), must not give away the few that a part leaves out.
- The breakdown goes as soon as one of its groups was ever under the minimum, or its n is not known, or a few people are
  left when groups are subtracted from the whole ("District" 3,874 less "All other schools" 3,867).
- It stays away for the rest of the year: a group that was small once could be worked out from its later numbers.
- The whole alone gives nobody away, so it stays unless it is small itself. Without an n it stays, too: it is everybody.
- A single group that is not the whole needs an n, too.
- What was posted once stays read. Where groups that were told in a post leave a few people beside the whole, because a
  group was entered or a total grew since, the whole goes, too.
- A point without an n counts as many people as its group's other points say; an n is unknown where none of them does.

What this cannot see: other measures that count the same people, groups that contain each other with no whole among
them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pdsa.measures import Observation, Series, measured_by, series
from pdsa.names import same
from pdsa.whole_group_names import is_everybody

MOST_PEOPLE = 10_000_000
"""More people than any district has: an n beyond it is a typing error, and no size to reckon with."""


class WithheldReason(StrEnum):
    """Why a series is kept back."""

    SMALL = "small"
    """Its own group is, or once was, under the minimum."""
    BESIDE_SMALL = "beside a small group"
    """It would give a small group away by subtraction."""
    UNKNOWN = "size unknown"
    """Nobody said how many people it comes from."""


@dataclass(frozen=True)
class Hidden:
    """A series that is kept back. It says neither a value nor an n."""

    measure: str
    group: str
    why: WithheldReason


@dataclass(frozen=True)
class Shown:
    """What others may see of one measure: the whole first, then the largest groups."""

    measure: str
    series: tuple[Series, ...]
    hidden: tuple[Hidden, ...] = ()


def shown(
    observations: Sequence[Observation],
    measure: str,
    *,
    minimum: int,
    today: date,
    district: str = "",
    published: Sequence[Observation] = (),
) -> Shown:
    """The series of a measure that may be shown today, from all that was measured in the year so far.

    `minimum` is the least n that is shown. `district` is its name, which counts as the whole's. `published` are groups
    with their sizes that others have read in a post, taken back since or not.
    """
    all_series = series(measured_by(observations, today), measure)
    whole = _whole(all_series, district)
    parts = [each for each in all_series if each is not whole]
    visible = [] if whole is None else [whole]
    hidden: list[Hidden] = []
    if whole and _is_small(whole, minimum):
        visible, hidden = [], [Hidden(measure, whole.group, WithheldReason.SMALL)]
        unsafe = True
    else:
        unsafe = any(_why(part, minimum) for part in parts) or any(
            _gives_away(one, [each for each in all_series if each is not one], minimum)
            for one in _wholes(all_series, whole, district)
        )
    if not unsafe:
        return Shown(measure, (*visible, *parts))
    hidden += [Hidden(measure, part.group, _why(part, minimum) or WithheldReason.BESIDE_SMALL) for part in parts]
    if whole and visible and _given_away_by(published, whole, measure, minimum):
        visible, hidden = [], [Hidden(measure, whole.group, WithheldReason.BESIDE_SMALL), *hidden]
    return Shown(measure, tuple(visible), tuple(hidden))


def _given_away_by(published: Sequence[Observation], whole: Series, measure: str, minimum: int) -> bool:
    """Whether the whole, told beside what was published before, would leave a few people."""
    if not published or not _has_size(whole):
        return False
    read = [each for each in series(published, measure) if not same(each.group, whole.group)]
    return _gives_away(whole, read, minimum)


def _whole(all_series: Sequence[Series], district: str) -> Series | None:
    """The series of everybody: the largest with a usual name for it, or one that counts as many as all others do."""
    named = next((each for each in all_series if is_everybody(each.group, district)), None)
    if named or len(all_series) < 3:
        return named
    largest, *others = all_series
    return largest if any(_sums_up(point, others) for point in largest.points) else None


def _wholes(all_series: Sequence[Series], whole: Series | None, district: str) -> list[Series]:
    """What others are subtracted from: the whole, whoever is called everybody, and the group with the most people."""
    most = max(all_series, key=lambda each: each.people, default=None)
    named = [
        each for each in all_series if each is not whole and _has_size(each) and is_everybody(each.group, district)
    ]
    return [each for each in all_series if each is whole or each in named or (each is most and each.people)]


def _sums_up(total: Observation, others: Sequence[Series]) -> bool:
    sizes = [point.n for each in others for point in each.points if point.day == total.day]
    return total.n is not None and len(sizes) == len(others) and total.n == sum(n or 0 for n in sizes)


def _is_small(found: Series, minimum: int) -> bool:
    return any(point.n is not None and point.n < minimum for point in found.points)


def _why(part: Series, minimum: int) -> WithheldReason | None:
    """Why a part may not be shown for its own sake, or None if it may."""
    if _is_small(part, minimum):
        return WithheldReason.SMALL
    return None if _has_size(part) else WithheldReason.UNKNOWN


def _has_size(found: Series) -> bool:
    sizes = [point.n for point in found.points if point.n is not None]
    return bool(sizes) and max(sizes) <= MOST_PEOPLE


def _gives_away(whole: Series, parts: Sequence[Series], minimum: int) -> bool:
    """Whether subtracting some parts from the whole leaves a few people, on any day.

    A group's n holds until its next one: a total of Friday and a part of the Monday after still subtract.
    """
    if not parts:
        return False
    if not _has_size(whole):
        return True
    days = sorted({point.day for each in (whole, *parts) for point in each.points})
    return any(_leaves_few(_size(whole, day), [_size(part, day) for part in parts], minimum) for day in days)


def _size(found: Series, day: date) -> int:
    """A group's latest n on a day; 0 before its first."""
    said = (point.n for point in reversed(found.points) if point.day <= day and point.n is not None)
    return max(0, next(said, 0))


def _leaves_few(total: int, sizes: Sequence[int], minimum: int) -> bool:
    """Whether any choice of `sizes` adds up to just under `total`: fewer than `minimum` short of it, but not to it.

    The sums that can be reached are the bits of one long number, so that sixteen schools take no longer than two.
    """
    sums = 1
    for size in sizes:
        sums |= sums << size
    return any(sums >> (total - few) & 1 for few in range(1, minimum) if few < total)
