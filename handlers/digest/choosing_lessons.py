"""Which of the released lessons the year's digest opens with: research, communications or a lead choose."""

from collections.abc import Iterator

from handlers.answers.edit_conflicts import reopened
from handlers.digest.copies import digest_of, in_its_year, show_again
from handlers.digest.phrases import lesson_quote
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.form import Form, Note, Option, PickMany, Saying, form
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import clip, say
from pdsa.digest import YearEnd
from pdsa.digest_days import YEARLY
from pdsa.digest_lessons import MOST, opening_lessons
from pdsa.errors import Refusal
from pdsa.people import DRAFT_READERS
from pdsa.text import _
from storage.digests import Digest, DigestState, load_year
from storage.store import YearStore

router = Router()
SHOWN = 20
"""So many lessons are shown to choose from."""


@router.button("digest.lessons", who=DRAFT_READERS, writes=False)
@in_its_year
async def ask(turn: Turn, store: YearStore) -> Replies:
    """The released lessons, those ticked that the digest would open with now."""
    digest = await _draft(turn.value, store)
    year = load_year(digest.content)
    if not year.lessons:
        raise Refusal(
            _(
                "Nobody has released a lesson yet. Whoever looked back can tick “may be quoted” in `reflect`; then "
                "press “Refresh the figures” on the draft."
            )
        )
    return Ask(_form(digest, year))


def _form(digest: Digest, year: YearEnd) -> Form:
    now = tuple(each.lesson.strategy for each in opening_lessons(year, tuple(digest.lessons) or None))
    return form(
        "digest.lessons.keep",
        _("What we learned"),
        Note(_("The digest opens with two or three of these, each with its figure. The others stand below it.")),
        *_to_read(year),
        PickMany(
            "lessons",
            _("Which ones come first?"),
            tuple(Option(each.strategy, each.title) for each in year.lessons[:SHOWN]),
            now,
            hint=_("Two or three. Leave it empty, and I choose those with a number behind them."),
        ),
        carry={"slot": digest.slot},
        about=f"{digest.kind} {digest.occasion}",
    )


def _to_read(year: YearEnd) -> Iterator[Note | Saying]:
    for lesson in year.lessons[:SHOWN]:
        yield Note(say("*{title}* ({author})", title=clip(lesson.title, 120), author=lesson.author))
        yield Saying(clip(lesson.learned, 300))


@router.form("digest.lessons.keep", who=DRAFT_READERS, now=reopened(ask, "slot"))
@in_its_year
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keep the choice; too many are questioned."""
    digest = await _draft(turn.carry.get("slot", ""), store)
    known = {each.strategy for each in load_year(digest.content).lessons}
    chosen = [each for each in turn.many("lessons") if each in known]
    if len(chosen) > MOST:
        told = _("Choose {n} at most: more are not remembered.").format(n=MOST)
        raise Refusal(told, field="lessons")
    if not await store.digests.choose(digest.kind, digest.occasion, chosen):
        raise _settled()
    digest = await _draft(turn.carry.get("slot", ""), store)
    await show_again(store, digest)
    return Say(_kept(digest))


def _kept(digest: Digest) -> Card:
    slot, year = digest.slot, load_year(digest.content)
    lead_in = _("The digest opens with what you chose:") if digest.lessons else _("You chose none, so I did:")
    return card(
        Text(lead_in),
        *(lesson_quote(each.lesson) for each in opening_lessons(year, tuple(digest.lessons) or None)),
        Button(_("See the draft"), "digest.show", slot, main=True),
        Button(_("Choose again"), "digest.lessons", slot),
    )


async def _draft(value: str, store: YearStore) -> Digest:
    """The year's open draft that a button or form speaks of. Raises Refusal."""
    digest = await digest_of(value, store)
    if digest.kind != YEARLY or digest.state is not DigestState.DRAFT:
        raise _settled()
    return digest


def _settled() -> Refusal:
    return Refusal(
        _("That digest is no draft any more, so its lessons stay as they are. `digest` shows what became of it.")
    )
