"""Who leads what and who may work on it; who reads a sentence follows from it (year.md, "People", "Who sees what").

One rule carries the rest: a strategy belongs to the plan that its goal stands in, the district's or one school's, and
each plan has its leads.

- The district's leads may change everything, and confirm everything. A school's leads do so for their school's plan.
- Sentences about a plan's strategies are for their author and that plan's leads: of a school's own plan the district's
  leads see taps, numbers and counts, unless the author released the words.
- A strategy of a district goal that is done at a school stays the district's: the school's leads may change it and
  choose its owner, the district's leads confirm what becomes of it and read its sentences, as of all their strategies.
- A supervisor sees what their schools add up to, and no answer.
"""

from collections.abc import Iterable

from pdsa.goals import Goal, Strategy
from pdsa.names import folded, same
from pdsa.people import PROMPTED, Member, Role


def owns(person: Member, strategy: Strategy) -> bool:
    return bool(strategy.owner) and strategy.owner.casefold() == person.email.casefold()


def of_school(person: Member, school: str) -> bool:
    """Whether somebody belongs to this school's team."""
    return not person.district_team and bool(school.strip()) and folded(person.team) == folded(school)


def leads_school(person: Member, school: str) -> bool:
    """Whether somebody is a lead of this school's team. The district's leads are not."""
    return person.role is Role.SCHOOL_LEAD and of_school(person, school)


def plan_of(person: Member) -> str:
    """The school in whose plan somebody's own goals stand; empty for the district's."""
    return "" if person.district_team else person.team


def edits_goal(person: Member, goal: Goal) -> bool:
    """Whether somebody may change a goal and set it aside: a lead, and for a school's goal the school's leads."""
    return person.is_lead or leads_school(person, goal.school)


def leads(person: Member, strategy: Strategy) -> bool:
    """Whether somebody may do all with a strategy: dates, owner, setting aside. For a new one, with its goal's school
    and its place filled in: whether they may add it.
    """
    return person.is_lead or leads_school(person, strategy.school or strategy.where)


def leads_part(person: Member, part: Goal | Strategy) -> bool:
    """Whether somebody may do all with a goal or strategy."""
    return edits_goal(person, part) if isinstance(part, Goal) else leads(person, part)


def edits(person: Member, strategy: Strategy) -> bool:
    """Whether somebody may change a strategy's words and dates: who leads it, and its owner."""
    return leads(person, strategy) or (person.prompted and owns(person, strategy))


def confirms(person: Member, strategy: Strategy) -> bool:
    """Whether somebody's decision on a strategy stands at once, and whether they may confirm another's."""
    return person.is_lead or leads_school(person, strategy.school)


def confirmers(strategy: Strategy, people: Iterable[Member]) -> list[Member]:
    """The leads of a strategy's plan: a proposal waits for them, and they are asked where nobody else can be. A school
    without a lead is looked after by the district's.
    """
    return plan_leads(strategy.school, people)


def plan_leads(school: str, people: Iterable[Member]) -> list[Member]:
    """The leads of a school's plan, or of the district's where `school` is empty or has no lead."""
    active = [person for person in people if person.active]
    own = [person for person in active if leads_school(person, school)]
    return own or [person for person in active if person.is_lead]


def helpers(caller: Member, strategy: Strategy, people: Iterable[Member]) -> list[Member]:
    """Whom a call for help reaches: the leads of the strategy's plan; the district's where its only lead calls."""
    known = [person for person in people if person.active and person.id != caller.id]
    return confirmers(strategy, known)


def works_on(person: Member, strategy: Strategy) -> bool:
    """Whether somebody may reflect on a strategy, propose what becomes of it, and see its weeks one by one.

    Its owner and the leads may; of the district's plan the district's team, and the team of the school where it is
    done; of a school's own plan the school's team alone.
    """
    if owns(person, strategy) or person.is_lead:
        return True
    if person.role not in PROMPTED:
        return False
    if strategy.school:
        return of_school(person, strategy.school)
    return person.district_team or of_school(person, strategy.where)


def carries_out(person: Member, strategy: Strategy) -> bool:
    """Whether somebody reads what is tried in a strategy and what comes next: who works on it, and of a school's own
    plan its team alone.
    """
    theirs = owns(person, strategy) or of_school(person, strategy.school)
    return theirs if strategy.school else works_on(person, strategy)


def leads_plan(person: Member, strategy: Strategy) -> bool:
    """Whether somebody is a lead of the plan that a strategy stands in, the district's or its school's. They read what
    is said of it.
    """
    return leads_school(person, strategy.school) if strategy.school else person.is_lead


def in_sight(person: Member, school: str) -> bool:
    """Whether somebody sees what stands in a plan: the district's is for all, a school's for its own team and the
    district's.
    """
    return not school or person.district_team or of_school(person, school)


def follows(person: Member, strategy: Strategy) -> bool:
    """Whether somebody's status speaks of a strategy: a school's team reads of its own and of the district's that are
    done everywhere.
    """
    if strategy.school:
        return in_sight(person, strategy.school) or works_on(person, strategy)
    return person.district_team or works_on(person, strategy) or folded(strategy.where) in ("", "district")


def sees_schools(person: Member, schools: Iterable[str]) -> tuple[str, ...]:
    """The schools whose roll-up somebody may see: all for the district's leads, a supervisor's own, a team's own.

    A supervisor's are those named for them (`Member.schools`), or else in their team's name, with commas or semicolons
    between; where no school is called so, none.
    """
    if person.is_lead:
        return tuple(schools)
    if person.role is not Role.SUPERVISOR:
        return tuple(each for each in schools if of_school(person, each))
    named = person.schools or tuple(person.team.replace(";", ",").split(","))
    wanted = {folded(each) for each in named}
    return tuple(each for each in schools if folded(each) in wanted)


def enters_all(person: Member) -> bool:
    """Whether somebody may enter every number and say how a measure is read: research, and the leads."""
    return person.active and (person.is_lead or person.role is Role.RESEARCH)


def enters(person: Member, measure: str, goals: Iterable[Goal], strategies: Iterable[Strategy]) -> bool:
    """Whether somebody may enter a measure's numbers: research and the leads, a school's leads those of its goals, and
    the owner of a strategy those that it counts or that its goal is about.
    """
    if enters_all(person):
        return True
    served = [goal for goal in goals if same(goal.measure, measure)]
    codes = {goal.code for goal in served}
    own = any(owns(person, each) and (same(each.measure, measure) or each.goal in codes) for each in strategies)
    return person.active and (own or any(leads_school(person, goal.school) for goal in served))
