"""The year's digest in its thread: planned and done, rubric, measures, predictions, decided, and the charts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from handlers.digest.outcomes import decision_line, goal_line, undecided_words
from handlers.digest.phrases import (
    held_words,
    hidden_words,
    in_months,
    lesson_quote,
    level_words,
    lists,
    notes_words,
    pages,
    strategy_title,
)
from handlers.kit.card import Card, Chart, FactSet, Items, Part, Quote, Text, Title, card
from handlers.kit.words import Words, as_written, capital, clip, count, join, number, say, when
from handlers.wording.levels import level_names, status_words
from handlers.wording.measures import bare_name, group_words, measure_name, run_picture, told
from handlers.wording.strategy import value_words
from pdsa.digest import YearEnd
from pdsa.digest_readers import Section
from pdsa.findings import GoalFinding, Lesson, MeasureFinding, RubricFinding, SeriesFinding, StrategyFinding
from pdsa.goals import GoalKind
from pdsa.names import same
from pdsa.picture import Bar, Bars, Dated, Dumbbell, Rated
from pdsa.text import _, ngettext

MOST_BARS = 16
MOST_ITEMS = 20
MOST_MARKS = 3


MOST_GROUPS = 12


def rubric_chart(year: YearEnd) -> Dumbbell | None:
    """The rubric from start past goal to year-end; None where nothing was rated."""
    items = [each for each in year.rubric if each.initial or each.year_end][:MOST_ITEMS]
    if not items:
        return None
    return Dumbbell(
        title=_("Where we began, what we aimed for, where we are"),
        alt=rubric_finding(year),
        items=tuple(
            Rated(
                clip(finding.activity, 80),
                finding.initial,
                finding.goal,
                finding.year_end,
                status_words(finding.status) if finding.goal is not None or finding.year_end is None else "",
            )
            for finding in items
        ),
        levels=level_names(),
        start=_("Start"),
        goal=_("Goal"),
        end=_("Year-end"),
    )


def rubric_finding(year: YearEnd) -> str:
    """The rubric's year in a sentence or two, what was not reached first."""
    aimed = [each for each in year.rubric if each.goal is not None]
    rated = [each for each in aimed if each.year_end is not None]
    if not rated:
        return _("The rubric has not been rated at year-end yet.")
    short = [each for each in rated if each.status != "met"]
    n = len(rated)
    met = n - len(short)
    whole = _("{met} of 1 rubric item is at its goal")
    if n > 1:
        whole = ngettext("{met} of {n} rubric items is at its goal", "{met} of {n} rubric items are at their goal", met)
    if met == n > 1:
        whole = _("All {n} rubric items are at their goal")
    said = whole.format(met=met, n=n)
    if early := sum(each.there_from_the_start for each in rated):
        said += _(", as at the start") if early == met else _(", {n} of them from the start").format(n=early)
    sentences = [f"{said}."]
    if short:
        item = _("{item} (level {end}, goal {goal})")
        items = [item.format(item=each.activity, end=each.year_end, goal=each.goal) for each in short[:6]]
        sentences.append(_("Short of it: {items}.").format(items=join(items)))
    if len(rated) < len(aimed):
        sentences.append(count("{n} is not rated yet.", "{n} are not rated yet.", len(aimed) - n))
    return " ".join(sentences)


def _begun(finding: MeasureFinding, year: YearEnd) -> tuple[Dated, ...]:
    """When the strategies for this measure's goals began, if that lies within the chart."""
    first, last = finding.series[0].first.day, finding.series[0].latest.day
    strategies = (each for goal in year.goals if goal.code in finding.goals for each in goal.strategies)
    begun = [(each.start, each.title) for each in strategies if each.start and first <= each.start <= last]
    return tuple(Dated(day, clip(title, 40)) for day, title in begun[:MOST_MARKS])


def weeks_chart(year: YearEnd) -> Bars | None:
    """How the strategies' weeks went, as counts; None where too few check-ins came in.

    A bar for a handful of them would tell what one person tapped.
    """
    heard = [each for each in year.strategies if each.tally.total]
    told = sorted((each for each in heard if each.code in year.told_apart), key=lambda each: -each.tally.total)
    shown = told[:MOST_BARS]
    if not shown:
        return None
    whole = year.tally
    alt = _("{notes} on {strategies}: {planned} as planned, {partly} partly, {not_done} not done.")
    return Bars(
        title=_("How the weeks went"),
        alt=alt.format(
            notes=count("{n} check-in", "{n} check-ins", whole.total),
            strategies=count("{n} strategy", "{n} strategies", len(heard)),
            planned=whole.as_planned,
            partly=whole.partly,
            not_done=whole.not_done,
        ),
        bars=tuple(Bar(clip(each.title, 80), each.tally) for each in shown),
        as_planned=_("As planned"),
        partly=_("Partly"),
        not_done=_("Not that week"),
        note=_("The {n} with the most check-ins").format(n=len(shown)) if len(shown) < len(heard) else "",
    )


def details(year: YearEnd, thread: Sequence[Section], shown: Collection[str]) -> Iterator[Card]:
    """A card a subject, in the order of `thread`; what has nothing to say is left out, but not where it was expected.

    The lessons of the strategies in `shown` stand in the message already.
    """
    writers: Mapping[Section, Callable[[], Iterable[Card]]] = {
        Section.PLANNED: lambda: pages(_("What we planned and did"), _planned(year)),
        Section.WEEKS: lambda: _weeks(year),
        Section.RUBRIC: lambda: _rubric(year),
        Section.MEASURES: lambda: (each for finding in year.measures for each in _measure(finding, year)),
        Section.PREDICTIONS: lambda: pages(_("What we predicted, and what happened"), _predictions(year)),
        Section.LESSONS: lambda: pages(_("What we learned"), _learned(year, shown)),
        Section.STEPS: lambda: pages(_("What we decided, and the next steps"), _decided(year)),
        Section.SOURCES: lambda: pages(_("How we know"), _sources(year)),
    }
    for section in thread:
        yield from writers[section]()


def _weeks(year: YearEnd) -> Iterator[Card]:
    heard = sum(bool(each.tally.total) for each in year.strategies)
    few = heard - len(year.told_apart)
    chart = weeks_chart(year)
    if heard:
        yield card(
            Title(_("How the weeks went")),
            Chart(chart) if chart else None,
            Text(_not_apart(few, heard, year.minimum)) if few else None,
        )


def _not_apart(few: int, heard: int, minimum: int) -> str:
    """That some strategies are not shown by themselves, and why; of those without an answer nothing is said."""
    if few == heard:
        told = _(
            "The strategies are not told apart: that takes {minimum} answers, so that nobody's own can be made out."
        )
    else:
        told = ngettext(
            "{n} more is not told apart: that takes {minimum} answers, so that nobody's own can be made out.",
            "{n} more are not told apart: that takes {minimum} answers, so that nobody's own can be made out.",
            few,
        )
    return told.format(n=few, minimum=minimum)


def _planned(year: YearEnd) -> Iterator[Part]:
    """The commitment, then each goal with the strategies that served it."""
    if year.commitment:
        yield Text(as_written(clip(year.commitment, 1000)))
    if not year.goals:
        yield Text(_("This year's plan has no goals."))
    for goal in year.goals:
        yield Text(_goal(goal, year))
        yield from lists([_strategy(each, year.told_apart) for each in goal.strategies])
    if year.told_apart and any(each.code not in year.told_apart for each in year.strategies):
        told = _(
            "Where no count stands, too few answers came: it takes {minimum}, so that nobody's own can be made out."
        )
        yield Text(told.format(minimum=year.minimum))


def _goal(goal: GoalFinding, year: YearEnd) -> Words:
    statement = clip(goal.statement, 300) or _("Other strategies")
    if goal.kind is GoalKind.IMPLEMENTATION and goal.activity and goal.target is not None:
        aim = _("level {start} to {target}") if goal.baseline is not None else _("goal level {target}")
        aim = aim.format(start=number(goal.baseline or 0), target=number(goal.target))
        item = "" if same(goal.activity, goal.statement) else f"{clip(goal.activity, 100)}: "
        return say("*{statement}* ({item}{aim})", statement=statement, item=item, aim=aim)
    if goal.measure and goal.target is not None:
        template = _("*{statement}* ({measure}: goal {target})")
        finding = next((each for each in year.measures if same(each.measure, goal.measure)), None)
        name = measure_name(finding, year.district) if finding else bare_name(goal.measure)
        target = value_words(goal.measure, goal.target)
        return say(template, statement=statement, measure=clip(name, 100), target=target)
    return say("*{statement}*", statement=statement)


def _strategy(strategy: StrategyFinding, told_apart: Collection[str]) -> Words:
    """A strategy and how its weeks went. Of one with few answers or none only that it was there is told: a list must
    not show who has not answered.
    """
    notes = f": {notes_words(strategy.tally)}" if strategy.code in told_apart else ""
    return strategy_title(strategy) + say("{notes}", notes=notes)


def _rubric(year: YearEnd) -> Iterator[Card]:
    if not year.rubric:
        return
    chart = rubric_chart(year)
    listed = lists([_rated(each) for each in year.rubric])
    parts: list[Part | None] = [Chart(chart) if chart else Text(rubric_finding(year)), *listed]
    yield from pages(_("The rubric: from the start to year-end"), parts)


def _rated(finding: RubricFinding) -> Words:
    evidence = _(" Seen in: {evidence}").format(evidence=clip(finding.evidence, 300)) if finding.evidence else ""
    goal = _("no goal this year") if finding.goal is None else _("goal {goal}").format(goal=level_words(finding.goal))
    template = _("*{item}*: start {start}, {goal}, now {end}: {status}.{evidence}")
    if finding.year_end is None:
        template = _("*{item}*: start {start}, {goal}; not rated at year-end yet.{evidence}")
    elif finding.goal is None:
        template = _("*{item}*: start {start}, {goal}, now {end}.{evidence}")
    return say(
        template,
        item=clip(finding.activity, 120),
        start=level_words(finding.initial),
        goal=goal,
        end=level_words(finding.year_end),
        status=_("there from the start") if finding.there_from_the_start else status_words(finding.status),
        evidence=evidence,
    )


def _measure(finding: MeasureFinding, year: YearEnd) -> Iterator[Card]:
    """One measure: its chart, which tells its figures, and its groups where they may be shown."""
    name = measure_name(finding, year.district)
    title = clip(name, 150)
    if finding.series:
        chart = run_picture(finding, finding.series[0], name, _begun(finding, year), final=True)
        groups = [_group(finding, series, year) for series in finding.series[1 : MOST_GROUPS + 1]]
        yield from pages(title, [Chart(chart), Items(tuple(groups)) if groups else None])
    elif finding.goals:
        yield card(Title(title), Text(_("There is no number that can be shown yet.")))


def _group(finding: MeasureFinding, series: SeriesFinding, year: YearEnd) -> Words:
    alone = MeasureFinding(finding.measure, finding.goals, (series,), None, finding.target, finding.way)
    name = group_words(series.group, year.district) or series.group
    return say("*{group}*: {said}", group=name, said=told(alone, series))


def _predictions(year: YearEnd) -> Iterator[Part]:
    """Each prediction that was looked back on, word for word, and what its people say came of it. The rest is counted:
    whose look back is missing is nobody's business here.
    """
    for strategy in year.predictions:
        if strategy.held is not None:
            yield Quote(clip(strategy.prediction, 600), by=clip(strategy.title, 120))
            notes = f" ({notes_words(strategy.tally)})" if strategy.code in year.told_apart else ""
            yield Text(f"{held_words(strategy.held)}{notes}")
    if n := sum(each.held is None for each in year.predictions):
        yield Text(count("{n} prediction is not looked back on yet.", "{n} predictions are not looked back on yet.", n))
    if n := sum(not each.prediction for each in year.strategies):
        yield Text(count("{n} strategy had no prediction.", "{n} strategies had no prediction.", n))


def _learned(year: YearEnd, shown: Collection[str]) -> Iterator[Part]:
    """Released words that do not stand in the message; how many are kept among the team is said, not what they say."""
    for lesson in year.lessons:
        if lesson.strategy not in shown:
            yield lesson_quote(lesson)
            if made := _made_of(lesson):
                yield FactSet(made)
    if not year.lessons:
        yield Text(_("Nobody has released a written lesson yet."))
    if year.unshared:
        kept = count(
            "{n} more reflection stays with its author and the leads.",
            "{n} more reflections stay with their authors and the leads.",
            year.unshared,
        )
        yield Text(kept)


def _made_of(lesson: Lesson) -> tuple[tuple[str, Words | str], ...]:
    """What made it work, and what got in the way."""
    named = (
        (_("People and teams"), lesson.people),
        (_("Partners"), lesson.partners),
        (_("Tools and resources"), lesson.tools),
        (_("What got in the way"), lesson.in_way),
    )
    return tuple((name, clip(text, 400)) for name, text in named if text.strip())


def _decided(year: YearEnd) -> Iterator[Part]:
    decision_lines = [decision_line(each, year.day, 300) for each in year.decisions]
    yield from lists([*decision_lines, *(goal_line(each, year.day) for each in year.goals_decided)])
    if year.undecided:
        yield Text(undecided_words(len(year.undecided)))
    if not decision_lines and not year.goals_decided and not year.undecided:
        yield Text(_("There was nothing to decide on."))


def _sources(year: YearEnd) -> Iterator[Part]:
    """Which data, how collected, from how many; what is kept back and why."""
    asked = _("We asked those who do the work: did it happen as planned?")
    apart = year.tally.total >= year.minimum  # of a handful it would tell what one person tapped
    came = notes_words(year.tally, apart=apart) if year.tally.total else _("no answer has come in")
    said = say("{asked} {came}.", asked=asked, came=capital(came))
    if months := in_months(year):
        said += as_written(months)
    yield Text(said)
    yield from lists([_source(each, year) for each in year.measures if each.series])
    if year.rubric:
        yield Text(_("The rubric's levels, 1 to 4, are how the team rates its own work."))
    yield Text(say(_("Everything here was known by {day}."), day=when(year.day)))
    if words := hidden_words(year.hidden, year.minimum):
        yield Text(words)


def _source(finding: MeasureFinding, year: YearEnd) -> Words:
    points = finding.series[0].points
    sizes = sorted({point.n for point in points if point.n is not None})
    if not sizes:
        people = _("it was not noted from how many people")
    elif len(points) == 1:
        people = _("from {n} people").format(n=number(sizes[0]))
    elif len(sizes) == 1:
        people = _("from {n} people each time").format(n=number(sizes[0]))
    else:
        people = _("from {few} to {many} people").format(few=number(sizes[0]), many=number(sizes[-1]))
    times = count("measured once", "measured {n} times", len(points))
    corrected = ""
    if finding.measure in year.corrected:
        corrected = _("; the latest number was corrected after a month's summary had told of it")
    said = f"{times}, {people}{corrected}"
    return say("{name}: {said}", name=measure_name(finding, year.district), said=said)
