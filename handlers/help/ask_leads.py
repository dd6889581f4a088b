"""Ask the leads for what only they can do: a refusal offers it, and each lead gets the words."""

from handlers.kit.card import Button, Card, Quote, Text, buttons, card
from handlers.kit.command import ASK
from handlers.kit.form import Line, Note, form
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import clip, join, say
from handlers.wording.people import role_name
from pdsa.attention_budget import READ
from pdsa.calendar import local_day
from pdsa.errors import Refusal
from pdsa.people import EVERYONE, Member
from pdsa.text import _, _l, speaking
from storage.notifications import Draft, Notification
from storage.store import YearStore

router = Router()
ASKED = "asked the leads"
MOST_A_DAY = 5
"""How often somebody may ask in a day; leads are busy people."""
LONGEST = 1000


@router.button(ASK, who=EVERYONE, writes=False)
async def ask(turn: Turn, store: YearStore) -> Replies:
    """What the leads are to do: the form."""
    leads = await _asked(turn, store)
    return Ask(
        form(
            "help.ask.send",
            _("Ask the leads"),
            Note(_("Your words go to {names}, with your name.").format(names=join([lead.name for lead in leads]))),
            Line("words", _("What would you like them to do?"), long=True, optional=False, most=LONGEST),
            send=_("Send"),
            carry={"word": _word(turn.value, turn)["word"]},
        )
    )


@router.form("help.ask.send", who=EVERYONE, running=True)
async def send(turn: Turn, store: YearStore) -> Replies:
    """Pass the words on to each lead."""
    leads = await _asked(turn, store)
    words = turn.required("words", _("Write a sentence, or close this form."))
    before = await store.passed_on.about(_about(turn.person.id))
    zone = turn.cycle.zone
    if sum(local_day(each.at, zone) == local_day(turn.now, zone) for each in before) >= MOST_A_DAY:
        sentence = _("You have asked {n} times today, and the leads have it all. Please ask again tomorrow.")
        raise Refusal(sentence.format(n=MOST_A_DAY), field="words")
    word = _word(turn.carry.get("word", ""), turn)
    await store.passed_on.keep(_about(turn.person.id), turn.person.id, words, **word)
    await store.record(ASKED, _about(turn.person.id), after={"words": words, **word})
    occasion = f"{turn.person.id}:{len(before)}"
    await store.outbox.write(Draft("request", occasion, store.now, lead.id, prompt=False) for lead in leads)
    sentence = _("Your words are on their way to {names}.").format(names=join([lead.name for lead in leads]))
    return Say(card(Text(sentence), Quote(words)))


async def _asked(turn: Turn, store: YearStore) -> list[Member]:
    """The leads who can be asked. Raises Refusal where there is none, or the bot writes to nobody yet."""
    leads = [lead for lead in await store.people.leads() if lead.id != turn.person.id]
    if not leads:
        raise Refusal(_("There is no other lead in the plan whom I could ask."))
    if turn.cycle.started_at is None:
        names = join([lead.name for lead in leads])
        raise Refusal(_("I write to nobody before a lead has pressed Start. Please ask {names}.").format(names=names))
    return leads


def _word(route: str, turn: Turn) -> dict[str, str]:
    """The word that a route belongs to and what its button says, in English; empty for what is no route of ours."""
    named = (word for word in turn.all_words if word.name == route.partition(".")[0] and word.name != "help")
    with speaking(None):
        return next(({"word": word.name, "label": str(word.label)} for word in named), {"word": "", "label": ""})


def _about(member: int) -> str:
    return f"ask {member}"


@router.notification("request", READ, about=_l("what somebody asks the leads to do"))
async def request(notification: Notification, store: YearStore) -> Card | None:
    """What somebody asks for, as a lead reads it."""
    member, _colon, number = notification.occasion.partition(":")
    person = await store.people.by_id(int(member))
    requests = await store.passed_on.about(_about(int(member)))
    if person is None or int(number) >= len(requests):
        return None
    words_passed_on = requests[int(number)]
    label = _(words_passed_on.label) or words_passed_on.word.capitalize()
    return card(
        Text(
            say(
                _("{name} ({role}) asks the leads for something:"),
                name=person.name,
                role=role_name(person.role).lower(),
            )
        ),
        Quote(clip(words_passed_on.text, LONGEST)),
        buttons(Button(label, words_passed_on.word, main=True) if words_passed_on.word else None),
    )
