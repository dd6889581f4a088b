"""Reads the sheets about the work: *Goals*, *Action plan*, *Logic model* and its parts, *Observations*, *Rubric*."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pdsa.cell_reading import is_ditto
from pdsa.goals import Goal, GoalKind, Link, Strategy
from pdsa.logic import Element, Stage
from pdsa.measures import Observation, Rating
from pdsa.names import bare_name, folded
from pdsa.people import PROMPTED
from pdsa.plan import PlanMember
from pdsa.spellings import alike
from pdsa.tags import known_tags
from pdsa.text import _
from storage.files.sheets import cell_problems, import_notes
from storage.files.sheets.cells import EMAIL, EMPTY, is_hidden, shown
from storage.files.sheets.columns import GOALS, TEAM, name_key
from storage.files.sheets.header_and_rows import SheetRow
from storage.files.sheets.rhythm_column import rhythm

MOST_PEOPLE = 10_000_000
EVERYBODY = ("everybody", "everyone")
ADDRESS = re.compile(rf"(?:[^<>()@]*[<(]|[^<>()@]* - )?\s*(?:mailto:)?({EMAIL.pattern})\s*[>)]?", re.IGNORECASE)
"""One e-mail address, alone or behind a name: "Ana-Lucía Peña <al.pena@riverbend.example>", "Ana (al.pena@…)"."""
AFTER_ADDRESS = re.compile(rf"({EMAIL.pattern}[>)]?)\s+(?=[<(]?{EMAIL.pattern})", re.IGNORECASE)
"""Where one address follows another with nothing between them but a space."""
PART = re.compile(r"(?:@|[^\W\d_][\w -]{0,20}:\s)\s*")
"""What stands before a name and is none: "Lead: ", "@"."""
BETWEEN = re.compile(r"[;\n|→]+|\s+(?:and|y|with|w/)\s*\b|\s*[&+/]\s*")
"""What stands between several people in one cell, besides a comma."""
KINDS = {name_key(kind.value): kind for kind in GoalKind} | {name_key(f"{kind.value} goal"): kind for kind in GoalKind}


@dataclass(frozen=True)
class Staff:
    """Who may be named as an owner, by e-mail or by full name."""

    by_email: Mapping[str, PlanMember]
    by_name: Mapping[str, tuple[PlanMember, ...]]
    able: tuple[str, ...]

    @classmethod
    def of(cls, people: Sequence[PlanMember]) -> "Staff":
        by_name: dict[str, tuple[PlanMember, ...]] = {}
        for person in people:
            by_name[bare_name(person.name)] = (*by_name.get(bare_name(person.name), ()), person)
        able = tuple(person.name for person in people if person.role in PROMPTED)
        by_email = {person.email: person for person in reversed(people) if person.email}  # the first of two counts
        return cls(by_email, by_name, able)

    def owner(self, row: SheetRow) -> str:
        """The e-mail of the owner that a row names, empty where it names nobody or somebody who cannot own."""
        owner, helping = self.owners(row)
        if helping:
            row.wrong("owner", row.text("owner"), cell_problems.one_owner())
        return owner

    def owners(self, row: SheetRow) -> tuple[str, tuple[str, ...]]:
        """The e-mail of the first owner that a row names, and the names of others beside them."""
        cell = row.found.get("owner", EMPTY)
        if TEAM.name in row.findings.unread or cell.blank:
            return "", ()
        if not isinstance(cell.value, str) or cell.is_formula:
            return self._by_email(row), ()
        written = row.text("owner")
        first, *others = self._parts(_in_lines(cell.value)) or [written]
        if not others and "@" in written and not self._called(first):
            return self._by_email(row), ()
        called = self._called(first)
        if len(called) != 1:
            row.wrong("owner", written, cell_problems.two_of_that_name() if called else cell_problems.unknown_owner())
            return "", ()
        beside = [found[0].name if len(found := self._called(each)) == 1 else each for each in others]
        helping = tuple(dict.fromkeys(each for each in beside if each != called[0].name))
        return self._able(row, called[0]), helping

    def _by_email(self, row: SheetRow) -> str:
        email = row.email("owner")
        person = self.by_email.get(email)
        if email and person is None:
            row.wrong("owner", email, cell_problems.unknown_owner())
        return self._able(row, person) if person else ""

    def _called(self, name: str) -> tuple[PlanMember, ...]:
        """Whom a text means, by the one e-mail address in it or by name."""
        if mail := ADDRESS.fullmatch(name):
            person = self.by_email.get(mail[1].lower())
            return (person,) if person else ()
        return self.by_name.get(bare_name(name), ()) or self.by_name.get(bare_name(PART.sub("", name, count=1)), ())

    def _parts(self, written: str) -> list[str]:
        """The people whom a text lists. "Last, First" is one of them where somebody on the team is called so."""
        if self._called(written):
            return [written]
        people: list[str] = []
        for part in BETWEEN.split(written):
            names = [each.strip() for each in part.split(",") if each.strip()]
            while names:
                pair = ", ".join(names[:2])
                both = len(names) > 1 and not self._called(names[0]) and self._called(pair)
                people.append(pair if both else names[0])
                names = names[2 if both else 1 :]
        return people

    def _able(self, row: SheetRow, person: PlanMember) -> str:
        if person.role in PROMPTED:
            return person.email
        said = row.text("owner")
        row.bad("owner", *cell_problems.never_asked(said, person.name, person.role.value, list(self.able)))
        return ""


def _in_lines(said: str) -> str:
    """A cell's text with a line for each address that has no more than a space before it, and each line as it is."""
    lines = (" ".join(line.split()) for line in AFTER_ADDRESS.sub(r"\1\n", said).splitlines())
    return "\n".join(line for line in lines if line)


class FirstSpellings:
    """One spelling for each name: the first that came up, whatever case and spaces the later ones have."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def __call__(self, said: str) -> str:
        return self._first.setdefault(folded(said), said)


def read_goals(
    rows: Sequence[SheetRow],
    staff: Staff,
    measures: FirstSpellings,
    activities: FirstSpellings,
    teams: Sequence[str] = (),
) -> tuple[Goal, ...]:
    """The goals, one a row. What a row lacks or cannot mean is noted as its problem; `teams` are the schools."""
    goals = []
    schools = {name_key(each): each for each in teams}
    seen: dict[str, int] = {}
    wanted = cell_problems.want_choice([kind.value for kind in GoalKind])
    for row in rows:
        code, kind = row.text("code"), row.choice("kind", KINDS, wanted)
        once(row, "code", code, alike, seen)
        goals.append(
            Goal(
                code=code,
                kind=kind or GoalKind.LONG_TERM,
                statement=row.text("statement"),
                activity=activities(row.text("activity")),
                baseline=_level(row, "baseline", kind),
                target=_level(row, "target", kind),
                measure=measures(row.text("measure")),
                due=row.day("due"),
                owner=staff.owner(row),
                parent=row.text("parent"),
                school=schools.get(name_key(row.text("school")), row.text("school")),
            )
        )
    return tuple(_with_parents(rows, goals))


def _with_parents(rows: Sequence[SheetRow], goals: Sequence[Goal]) -> Iterator[Goal]:
    """The goals with the code of the long-term goal that each serves, as that goal is spelled."""
    known = {alike(goal.code): goal for goal in goals if goal.code}
    longs = [goal.code for goal in goals if goal.kind is GoalKind.LONG_TERM]
    for row, goal in zip(rows, goals, strict=True):
        parent = known.get(alike(goal.parent))
        if goal.parent and parent is None:
            row.wrong("parent", goal.parent, cell_problems.unknown_goal(longs))
        elif parent and parent.kind is not GoalKind.LONG_TERM:
            wanted = GoalKind.LONG_TERM.value
            row.bad("parent", *cell_problems.wrong_goal_kind(parent.code, parent.kind.value, wanted, longs))
        yield replace(goal, parent=parent.code if parent else "")


def _level(row: SheetRow, key: str, kind: GoalKind | None) -> float | None:
    figure = row.figure(key)
    if kind is GoalKind.IMPLEMENTATION and figure is not None and not 1 <= figure <= 4:
        row.wrong(key, f"{figure:g}", cell_problems.want_level())
    return figure


def once(row: SheetRow, key: str, written: str, as_known: Callable[[str], str], seen: dict[str, int]) -> None:
    """Notes a problem where another row has the same text already."""
    if not written:
        return
    if as_known(written) in seen:
        row.bad(key, *cell_problems.taken(written, seen[as_known(written)]))
    else:
        seen[as_known(written)] = row.number


def read_strategies(rows: Sequence[SheetRow], goals: Sequence[Goal], staff: Staff) -> tuple[Strategy, ...]:
    """The strategies, one a row, each under the goal whose code it names, owned by an e-mail of `staff`."""
    strategies = []
    known = {alike(goal.code): goal for goal in goals if goal.code}
    seen: dict[str, int] = {}
    for row in rows:
        code, goal = row.text("code"), _goal(row, "goal", known)
        once(row, "code", code, alike, seen)
        start, end, (owner, helping) = row.day("start"), row.day("end"), staff.owners(row)
        if start and end and end < start:
            row.wrong("end", end.isoformat(), cell_problems.before(start, row.headers["start"]))
        strategies.append(
            Strategy(
                code=code,
                goal=goal.code if goal else "",
                title=row.text("title"),
                owner=owner,
                start=start,
                end=end,
                prediction=row.text("prediction"),
                partners=_partners(row, staff, owner, helping),
                resources=row.text("resources"),
                where=row.text("where"),
                measure=row.text("measure"),
                follows=row.text("follows"),
                tags=_tags(row),
                rhythm=rhythm(row),
            )
        )
    codes = {alike(each.code): each.code for each in strategies}
    # What it replaces may have been set aside, and stand in chat alone: a code that is not in the file is no mistake.
    return tuple(replace(each, follows=codes.get(alike(each.follows), each.follows)) for each in strategies)


def _partners(row: SheetRow, staff: Staff, owner: str, helping: Sequence[str]) -> str:
    """The partners, with those who stand beside the owner as helping: nobody whom a plan names is lost."""
    written = row.text("partners")
    if not helping or not owner:
        return written
    row.findings.note(import_notes.note_helping(row.number, staff.by_email[owner].name, list(helping)))
    new = [_("{name} (helping)").format(name=each) for each in helping if folded(each) not in folded(written)]
    return "; ".join(([written] if written else []) + new)


def _tags(row: SheetRow) -> tuple[str, ...]:
    """The tags of our vocabulary that a row names; others are noted."""
    tags = listed_in(row.text("tags"))
    for tag in tags:
        if not known_tags([tag]):
            row.findings.note(import_notes.note_tag(row.number, tag))
    return known_tags(tags)


def listed_in(text: str) -> list[str]:
    """What stands in a cell with commas, semicolons or lines between."""
    return [part.strip() for part in text.replace(";", ",").replace("\n", ",").split(",") if part.strip()]


def read_elements(rows: Sequence[SheetRow], goals: Sequence[Goal]) -> tuple[Element, ...]:
    """The logic model's parts, one a row; no code may be a goal's."""
    elements = []
    stages = {name_key(stage.value): stage for stage in Stage}
    wanted = cell_problems.want_choice([stage.value for stage in Stage])
    seen: dict[str, int] = {alike(goal.code): 0 for goal in goals}
    for row in rows:
        code, stage = row.text("code"), row.choice("stage", stages, wanted)
        if seen.get(alike(code)) == 0 and code:
            row.wrong("code", code, _("A goal has that code: give this part another one."))
        else:
            once(row, "code", code, alike, seen)
        joins = (tuple(listed_in(row.text(key))) for key in ("leads_to", "led_by"))
        elements.append(Element(code, stage or Stage.INPUT, row.text("words"), *joins))
    codes = {alike(code): code for code in (*(goal.code for goal in goals), *(each.code for each in elements)) if code}
    for row, element in zip(rows, elements, strict=True):
        for key, named in (("leads_to", element.leads_to), ("led_by", element.led_by)):
            for part in named:
                if alike(part) not in codes:
                    row.wrong(key, part, cell_problems.unknown_part())
    return tuple(
        replace(
            element,
            leads_to=tuple(codes.get(alike(code), code) for code in element.leads_to),
            led_by=tuple(codes.get(alike(code), code) for code in element.led_by),
        )
        for element in elements
    )


def _goal(row: SheetRow, key: str, goals_by_code: Mapping[str, Goal]) -> Goal | None:
    code = row.text(key)
    if GOALS.name in row.findings.unread:
        return None
    goal = goals_by_code.get(alike(code))
    if code and goal is None:
        row.wrong(key, code, cell_problems.unknown_goal([each.code for each in goals_by_code.values()]))
    return goal


def read_links(rows: Sequence[SheetRow], goals: Sequence[Goal]) -> tuple[Link, ...]:
    """The pairs of an implementation goal and the outcome goal that it serves."""
    known = {alike(goal.code): goal for goal in goals if goal.code}
    links: list[Link] = []
    for row in rows:
        ends = {"implementation": GoalKind.IMPLEMENTATION, "outcome": GoalKind.OUTCOME}
        goals_by_end = {key: _goal(row, key, known) for key in ends}
        for key, kind in ends.items():
            goal = goals_by_end[key]
            if goal and goal.kind is not kind:
                codes = [each.code for each in goals if each.kind is kind]
                row.bad(key, *cell_problems.wrong_goal_kind(goal.code, goal.kind.value, kind.value, codes))
        first, second = goals_by_end["implementation"], goals_by_end["outcome"]
        if first is None or second is None:
            continue
        link = Link(first.code, second.code)
        if link in links:
            row.findings.note(import_notes.note_repeated(row.sheet.name, row.number))
        else:
            links.append(link)
    return tuple(links)


def read_observations(rows: Sequence[SheetRow], measures: FirstSpellings) -> tuple[Observation, ...]:
    """The numbers, one a row and one for each measure, day and group."""
    observations = []
    seen: dict[tuple[str, date, str], tuple[int, Observation]] = {}
    groups, wanted = FirstSpellings(), cell_problems.want_people()
    named = [(row, measures(row.text("measure")), row.text("group")) for row in rows if not _is_hidden(row)]
    by_group = {measure for _row, measure, group in named if group}
    for row, measure, said in named:
        day, value = row.day("day"), row.figure("value")
        n, group = row.whole("n", 0, MOST_PEOPLE, wanted), groups(_whose(row, said, by_group=measure in by_group))
        if not measure or day is None or value is None:
            continue
        observation = Observation(measure, day, value, n, group, row.text("source"))
        earlier = seen.setdefault((measure, day, group), (row.number, observation))
        if earlier[1] is observation:
            observations.append(observation)
        elif earlier[1] == replace(observation, source=earlier[1].source):
            row.findings.note(import_notes.note_repeated(row.sheet.name, row.number))
        else:
            row.wrong("value", f"{value:g}", cell_problems.same_observation(earlier[0]))
    return tuple(observations)


def _is_hidden(row: SheetRow) -> bool:
    """Whether the row's number is hidden for a small group, which is noted."""
    hidden = next((cell for key in ("value", "n") if is_hidden(cell := row.found.get(key, EMPTY))), None)
    if hidden is not None:
        row.findings.note(import_notes.note_hidden_number(row.sheet.name, row.number, shown(hidden.value)))
    return hidden is not None


def _whose(row: SheetRow, group: str, *, by_group: bool) -> str:
    """The group that a number is about, empty for everybody. Where other rows of its measure name groups, an empty cell
    names none that can be read: it may be the school's whose name stands above.
    """
    if is_ditto(group) or (by_group and not group):
        row.bad("group", cell_problems.quoted(group) if group else cell_problems.nothing(), cell_problems.want_group())
    return "" if folded(group) in EVERYBODY else group


def read_ratings(rows: Sequence[SheetRow], activities: FirstSpellings) -> tuple[Rating, ...]:
    """The rubric's levels, 1 to 4: initial, in mid-year, at year-end, and the goal."""
    ratings = []
    seen: dict[str, int] = {}
    wanted = _("Write 1, 2, 3 or 4, or leave it empty.")
    for row in rows:
        activity = activities(row.text("activity"))
        once(row, "activity", activity, name_key, seen)
        initial, goal, year_end = (row.whole(key, 1, 4, wanted) for key in ("initial", "goal", "year_end"))
        mid_year = row.whole("mid_year", 1, 4, wanted)
        ratings.append(Rating(activity, initial, goal, year_end, row.text("evidence"), mid_year))
    return tuple(ratings)
