"""The channels: where the weekly note goes, and where approved digests go."""

from dataclasses import replace

from handlers.kit.form import Line, Note, Pick, form
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.setup.checklist import checklist
from handlers.wording.people import language_options
from pdsa.channel_names import ChannelTrouble, NotAChannel, channel_name
from pdsa.cycle import Channels
from pdsa.errors import Refusal
from pdsa.people import LEADS
from pdsa.text import ENGLISH, _, languages
from storage.store import YearStore

router = Router()


@router.button("setup.rooms", who=LEADS, writes=False)
async def open_channels(turn: Turn, store: YearStore) -> Replies:
    channels = turn.cycle.channels
    return Ask(
        form(
            "setup.rooms.keep",
            _("Channels"),
            Note(_("Invite me to each of them first: I can only post where I am.")),
            Line(
                "team",
                _("The team's own channel"),
                channels.team,
                hint=_("The weekly note goes there, without approval."),
            ),
            Line(
                "stakeholders", _("Stakeholders"), channels.stakeholders, hint=_("Approved digests only, like #staff")
            ),
            await _language(channels.stakeholders, store),
            Line("leadership", _("Leadership"), channels.leadership, hint=_("Approved digests only, like #leadership")),
            send=_("Keep"),
            about=turn.cycle.label,
        )
    )


async def _language(channel: str, store: YearStore) -> Pick | None:
    """What stakeholders read, where there is something to choose."""
    if len(languages()) < 2:
        return None
    now = await store.cycles.channel_language(channel) or ENGLISH
    return Pick("language", _("Language of the stakeholders' channel"), language_options(), now)


@router.form("setup.rooms.keep", who=LEADS, now=open_channels)
async def keep_channels(turn: Turn, store: YearStore) -> Replies:
    channels = Channels(_channel(turn, "team"), _channel(turn, "stakeholders"), _channel(turn, "leadership"))
    if channels.team and channels.team in (channels.stakeholders, channels.leadership):
        told = _("The weekly note goes there without approval, so it must be a channel of the team's own.")
        raise Refusal(told, field="team")
    changed = store.year(await store.cycles.put(replace(turn.cycle, channels=channels)))
    if channels.stakeholders and turn.text("language") in languages():
        await store.cycles.set_channel_language(channels.stakeholders, turn.text("language"))
    return Say(await checklist(changed, turn.today, _("Kept.")))


def _channel(turn: Turn, name: str) -> str:
    """A channel's name with its "#", or nothing."""
    try:
        return channel_name(turn.text(name))
    except NotAChannel as trouble:
        told = {
            ChannelTrouble.LINK: _("That is a link. Write the channel's name as it stands in chat, such as #sel-team."),
            ChannelTrouble.IDENTIFIER: _(
                "That looks like a channel's id. Write its name as it stands in chat, such as #sel-team."
            ),
        }
        usual = _("Write the channel's name without spaces, such as #sel-team.")
        raise Refusal(told.get(trouble.trouble, usual), field=name) from None
