"""Word to leads that an older state of the database was put back: what is missing, and what to look after."""

from collections.abc import Iterable

from handlers.kit.card import Button, Card, Items, Text, card
from handlers.kit.routes import Feature
from handlers.kit.words import clock, say
from handlers.wording.notifications import state_of
from pdsa.attention_budget import READ
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft, Notification
from storage.store import YearStore

feature = Feature("restored")
KIND = "restored"


@feature.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """To each lead, at once."""
    put_back = await store.restores.last()
    if put_back is None or not span.holds(put_back.at):
        return ()
    occasion = put_back.at.isoformat(timespec="seconds")
    return [Draft(KIND, occasion, put_back.at, lead.id, prompt=False) for lead in await store.people.leads()]


@feature.notification(KIND, READ, about=_l("word that the database was put back, to leads"))
async def notification(notification: Notification, store: YearStore) -> Card | None:
    """What state it is, and what people did since that has to be told again."""
    put_back = await store.restores.last()
    if put_back is None or store.cycle is None:
        return None
    zone = notification.reader.zone or store.cycle.zone
    told = _("On {at} my database was put back to {state}. What people told me in between is not here any more.")
    return card(
        Text(say(told, at=clock(put_back.at, zone), state=state_of(put_back, zone))),
        Items(
            (
                say(_("*Tell it again:* answers, numbers, decisions, approvals, changes to the plan and settings.")),
                say(_("*Ask your team* to do the same; buttons in messages from in between may not work any more.")),
                say(
                    _(
                        "*Look into the channels:* a post that was approved in between stands there, and I show its "
                        "draft. One that was corrected or taken back then: do so again."
                    )
                ),
            )
        ),
        Text(_("I send nothing a second time: where I cannot see whether something arrived, I ask.")),
        Button(_("Status"), "status", main=True),
        Button(_("Digests"), "digest"),
    )
