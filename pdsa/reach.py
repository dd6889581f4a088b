"""Who may work on a strategy, and whose sentences somebody may read (year.md, "Who sees what")."""

from pdsa.goals import Strategy
from pdsa.people import PROMPTED, Member


def owns(person: Member, strategy: Strategy) -> bool:
    return bool(strategy.owner) and strategy.owner.casefold() == person.email.casefold()


def works_on(person: Member, strategy: Strategy) -> bool:
    """Whether somebody may reflect on a strategy, propose what becomes of it, and see its weeks one by one.

    Its owner and the leads may; the district's team may on every strategy, a school's team on its school's.
    """
    if owns(person, strategy) or person.is_lead:
        return True
    if person.role not in PROMPTED:
        return False
    return person.district_team or strategy.where.casefold() == person.team.casefold()


def reads(person: Member, author: int, quotable: bool) -> bool:
    """Whether somebody may read a sentence: its author and the leads may, the others once it may be quoted."""
    return quotable or person.is_lead or person.id == author
