"""The rehearsal in brief: what would be sent, to whom how often, what was held back, and what went wrong."""

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.rehearse.notification_meanings import meaning
from bot.rehearse.result import Rehearsal
from handlers.features import FEATURES
from handlers.kit.routes import RouteTable
from handlers.kit.words import join, when
from pdsa.attention_budget import USUAL, Cost
from pdsa.calendar import local_day
from pdsa.people import Role
from storage.notification_states import State

MOST_MISHAPS = 40


def summary(result: Rehearsal) -> str:
    """The whole page, in Markdown."""
    parts = (_head(result), _by_kind(result), _by_person(result), _held_back(result), _mishaps(result))
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(result: Rehearsal) -> Iterator[str]:
    plan, last = result.plan, result.plans[-1].last_day
    days = f"From {when(plan.first_day)} {plan.first_day.year} to {when(last)} {last.year}."
    who = (
        "Nobody answered anything, so every reminder comes and no digest is approved."
        if result.silent
        else f"The answers are samples from a made-up cast (seed {result.seed}); nobody of your team said any of it."
    )
    yield f"# A rehearsal of {_cell(plan.district)}, {_cell(result.years)}"
    yield ""
    yield f"{days} {who} Nobody was messaged."
    yield ""
    yield "- `year.html`: each message, day by day, as it looked"
    yield "- `messages.csv`: one row for each letter that the bot sent unasked"
    for name, year in zip(result.workbooks, result.plans, strict=True):
        yield f"- `{name}`: the plan at the end of {_cell(year.school_year)}, with what happened"


def _by_kind(result: Rehearsal) -> Iterator[str]:
    """How many of each kind; year by year where there are several."""
    rows = result.rows
    years = [_cell(plan.school_year) for plan in result.plans] if len(result.plans) > 1 else ["messages"]
    yield from (
        "",
        "## What the bot would send unasked",
        "",
        f"| kind | what it is | {' | '.join(years)} | to |",
        f"|---|---|{'---:|' * len(years)}---|",
    )
    counts = Counter((row.kind, result.year_of(row.at.date())) for row in rows)
    for kind in sorted({row.kind for row in rows}):
        channels = sorted({row.to for row in rows if row.kind == kind and row.to.startswith("#")})
        told = " | ".join(str(counts[kind, year]) for year in range(len(years)))
        yield f"| {kind} | {meaning(kind)} | {told} | {join(channels) or 'people'} |"
    if not rows:
        yield f"| none | |{' 0 |' * len(years)} |"


def _by_person(result: Rehearsal) -> Iterator[str]:
    """How many messages somebody gets, and how many in their fullest week: what a lead wants to know first."""
    yield from (
        "",
        "## What each person would get",
        "",
        "| person | role | messages | most in a week | minutes in all | most minutes in a week |",
        "|---|---|---:|---:|---:|---:|",
    )
    costs = RouteTable.of(FEATURES).costs
    for person in result.plan.team:
        days = [row.at.date().isocalendar()[:2] for row in result.rows if row.to == person.email]
        fullest = max(Counter(days).values(), default=0)
        weeks = _seconds(person.email, result, costs)
        total, most = minutes_words(sum(weeks.values())), minutes_words(max(weeks.values(), default=0))
        yield f"| {_cell(person.name)} | {person.role.value} | {len(days)} | {fullest} | {total} | {most} |"
    silent = [person.name for person in result.plan.team if person.role is Role.OBSERVER]
    if silent:
        yield from (
            "",
            f"{_cell(join(silent))} only {'observes' if len(silent) == 1 else 'observe'}: no message goes there.",
        )


def _seconds(email: str, result: Rehearsal, costs: Mapping[str, Cost]) -> Counter[tuple[int, int]]:
    """What somebody's notifications asked of them, by week."""
    seconds_by_week: Counter[tuple[int, int]] = Counter()
    for notification in result.notifications:
        if (
            notification.member is not None
            and notification.member.email == email
            and notification.sent_at is not None
            and not notification.under
        ):
            week = local_day(notification.sent_at, notification.member.zone or result.plan.zone).isocalendar()[:2]
            seconds_by_week[week] += costs.get(notification.kind, USUAL).of(len(notification.about))
    return seconds_by_week


def minutes_words(seconds: int) -> str:
    return f"{seconds / 60:.1f}"


def _held_back(result: Rehearsal) -> Iterator[str]:
    """Notifications that were written and did not go out, with the reason."""
    resting = Counter((each.kind, each.reason) for each in result.notifications if each.state is State.RESTING)
    waiting = Counter(each.kind for each in result.notifications if each.state not in (State.RESTING, State.SENT))
    if resting or waiting:
        yield from ("", "## What was written and not sent", "", "| kind | why | how often |", "|---|---|---:|")
    for (kind, why), n in sorted(resting.items()):
        yield f"| {kind} | {_cell(why)} | {n} |"
    for kind, n in sorted(waiting.items()):
        yield f"| {kind} | the year was over first | {n} |"


def _mishaps(result: Rehearsal) -> Iterator[str]:
    if not result.mishaps:
        return
    yield from ("", "## What went wrong in this rehearsal", "")
    names = {person.email: person.name for person in result.plan.team}
    for mishap in result.mishaps[:MOST_MISHAPS]:
        who = f"{names.get(mishap.who, mishap.who)} (sample)" if mishap.who else "the bot"
        yield f"- {when(local_day(mishap.at, result.plan.zone))}, {_cell(who)}: {_cell(mishap.what)}"
    if len(result.mishaps) > MOST_MISHAPS:
        yield f"- and {len(result.mishaps) - MOST_MISHAPS} more"


def _cell(text: str) -> str:
    """People's words in a table: on one line, and nothing of it is markup."""
    plain = " ".join(text.split())
    for sign in "\\`*_[]<>|":
        plain = plain.replace(sign, f"\\{sign}")
    return plain
