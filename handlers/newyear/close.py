"""Closing the old year: a promise can be given up with a reason; a closed year can be opened again with one."""

from handlers.kit.card import Button, Text, Title, buttons, card
from handlers.kit.form import Line, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import say
from handlers.newyear.overview import overview, the_turn
from handlers.wording.earlier_years import owed_words, promise_words
from pdsa.errors import Refusal
from pdsa.people import LEADS
from pdsa.text import _
from pdsa.turn_of_year import Promise
from storage.store import YearStore

router = Router()


@router.button("newyear.waive", who=LEADS, writes=False)
async def waive(turn: Turn, store: YearStore) -> Replies:
    """Which promise is given up, and why."""
    turning = await the_turn(turn, store)
    if not turning.open_promises:
        raise Refusal(_("Both promises are settled: nothing has to be given up."))
    options = tuple(Option(each.value, promise_words(each)) for each in turning.open_promises)
    return Ask(
        form(
            "newyear.waive.keep",
            _("Give a promise up"),
            Note(
                _("Sometimes a promise cannot be kept. The reason stays with the year, for those who come after you.")
            ),
            Pick("promise", _("Which one?"), options, options[0].value if len(options) == 1 else None, few=True),
            Line("reason", _("Why?"), long=True, optional=False, most=1000),
            send=_("Give it up"),
        )
    )


@router.form("newyear.waive.keep", who=LEADS)
async def keep_waiver(turn: Turn, store: YearStore) -> Replies:
    reason = turn.required("reason", _("A sentence is needed: why can it not be kept?"))
    chosen = turn.required("promise", _("Please choose one."))
    turning = await the_turn(turn, store)
    if chosen not in {each.value for each in turning.open_promises}:
        raise Refusal(_("That promise is settled already. `newyear` shows how."), field="promise")
    await store.year(turning.old).years.waive(Promise(chosen), turn.person.id, reason)
    return Say(await overview(turn, store, say(_("Kept, with your name and the reason."))))


@router.button("newyear.close", who=LEADS)
async def close(turn: Turn, store: YearStore) -> Replies:
    """Closes the year once both promises are settled; what was kept by posting is written down by it."""
    turning = await the_turn(turn, store)
    if turning.closed:
        return Replace(await overview(turn, store, say(_("It was closed before. Pressing again changes nothing."))))
    if not turning.may_close:
        return Replace(await overview(turn, store, owed_words(turning)))
    here = store.year(turning.old).years
    for promise_state in turning.promises:
        if promise_state.kept_at is not None:
            await here.keep(promise_state.promise, promise_state.kept_at)
    await here.close(turn.person.id)
    return Replace(
        card(
            Title(_("{year} is closed").format(year=turning.old.label)),
            Text(
                _(
                    "Thank you for bringing it to its end. Everything that was said, measured and decided stays, and "
                    "what was learned comes up again when somebody plans something like it."
                )
            ),
            buttons(
                Button(_("Then and now"), "newyear.compare") if turning.new is not None else None,
                Button(_("Open {year} again").format(year=turning.old.label), "newyear.reopen"),
            ),
        )
    )


@router.button("newyear.reopen", who=LEADS, writes=False)
async def ask_why(turn: Turn, store: YearStore) -> Replies:
    turning = await the_turn(turn, store)
    if not turning.closed:
        raise Refusal(_("{year} is open. `newyear` shows how it stands.").format(year=turning.old.label))
    return Ask(
        form(
            "newyear.reopen.keep",
            _("Open it again"),
            Note(
                say(_("*{year}* was closed. Opening it changes nothing that was said in it."), year=turning.old.label)
            ),
            Line("reason", _("Why?"), long=True, optional=False, most=1000),
            send=_("Open it again"),
        )
    )


@router.form("newyear.reopen.keep", who=LEADS)
async def reopen(turn: Turn, store: YearStore) -> Replies:
    reason = turn.required("reason", _("A sentence is needed: why is it opened again?"))
    turning = await the_turn(turn, store)
    told = say(_("It was open before."))
    if await store.year(turning.old).years.reopen(reason):
        told = say(_("*{year}* is open again. The reason is kept."), year=turning.old.label)
    return Say(await overview(turn, store, told))
