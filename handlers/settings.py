"""Settings: one's own time zone and reminders; the way to being away, to one's data, and for leads to the year's."""

from dataclasses import replace
from datetime import time

from handlers.kit.card import Button, Buttons, Card, FactSet, Part, Text, Title, buttons, card
from handlers.kit.declared import Group
from handlers.kit.form import Note, Option, Pick
from handlers.kit.reply import Replace, Replies, Say, ask_form
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, at_time, clip, clock, say, when
from handlers.wording.days_and_hours import (
    hour_options,
    time_options,
    weekday,
    weekday_options,
    zone_chosen,
    zone_options,
)
from handlers.wording.role_and_team_names import language_options, role_name
from pdsa.calendar import QUIET_AFTER, QUIET_BEFORE
from pdsa.checkin import daytime
from pdsa.cycle import Rhythm
from pdsa.errors import Refusal
from pdsa.people import EVERYONE, PROMPTED, Role, Times
from pdsa.text import _, _l, language, languages, speak, speaking
from pdsa.zones import is_region, regions_meant
from storage.language_names import own_name
from storage.store import YearStore

feature = Feature("settings", ahead=True)
DISTRICTS_OWN = "-"
USUAL_HOUR = time(14)


@feature.command(
    "settings",
    help=_l("Your time zone, reminders and data"),
    who=EVERYONE,
    chatty=True,
    label=_l("Settings"),
    group=Group.FOR_YOU,
    always=10,
    synonyms="timezone zone preferences reminders setting",
)
async def show(turn: Turn, store: YearStore) -> Replies:
    return Say(await settings_card(turn, store))


async def settings_card(turn: Turn, store: YearStore, first: Words | None = None) -> Card:
    """What is set for this person, with a button for each thing that can be changed."""
    person, offered = turn.person, _offered(turn)
    put_off = await store.snoozes.of(person.id)
    later = _("put off until {moment}").format(moment=clock(put_off, turn.zone)) if put_off else ""
    back = person.back_on(turn.today)
    lead, zone = person.role is Role.SCHOOL_LEAD, turn.zone.replace("_", " ")
    rows = [
        (_("Time zone"), zone if person.zone else _("{zone} (the district's)").format(zone=zone)),
        (_("Asked"), _times_words(turn)),
        (_("Reminders"), (later or _("one, if a question has no answer")) if person.nudged else _("none")),
        (_("Away"), _("until {day}").format(day=when(back, turn.today)) if back else _("no")),
        (_("Role"), f"{role_name(person.role)}, {person.team}"),
    ]
    several = len(languages()) > 1
    spoken = [(_("Language"), own_name(language()))] if several else []
    if lead:
        told = _("once a week at most") if person.consulted else _("none; `school` has them all")
        rows.append((_("Other schools' questions"), told))
    switch = _("No reminders, please") if person.nudged else _("Remind me again")
    switch_schools_to = _("No schools' questions") if person.consulted else _("Schools' questions again")
    opened = {word.name for word in turn.open_words}
    return card(
        Text(first) if first else None,
        Title(_("Your settings")),
        FactSet((*spoken, *(rows if person.prompted else [rows[0], rows[4]]))),
        Text(_chat_words(turn)) if offered else None,
        *(_chats_language(turn) if turn.chat_language not in ("", language()) else ()),
        buttons(
            *(
                Button(_("Use {zone}").format(zone=zone), "settings.use", zone, main=n == 0)
                for n, zone in enumerate(offered)
            ),
            Button(_("Change the time zone"), "settings.zone"),
            Button(switch, "settings.reminders", "off" if person.nudged else "on") if person.prompted else None,
            Button(_("Pause until..."), "away") if person.prompted else None,
            Button(switch_schools_to, "settings.schools", "off" if person.consulted else "on") if lead else None,
        ),
        buttons(
            Button(_("My day and hours"), "settings.times") if person.prompted else None,
            Button(_("What do you keep about me?"), "welcome.kept"),
            Button(_("My history"), "history") if "history" in opened else None,
            Button(_("My data as a file"), "export") if "export" in opened else None,
            Button(_("The year's settings"), "setup") if "setup" in opened else None,
        ),
        buttons(
            Button(_("Change the language"), "settings.language") if several else None,
            Button(_("Delete my words"), "forget.mine"),
            Button(_("Delete somebody's words"), "forget.whose") if person.is_lead else None,
        ),
    )


def _chats_language(turn: Turn) -> tuple[Part, ...]:
    """The chat's own language, offered in its words."""
    with speaking(turn.chat_language):
        name = own_name(turn.chat_language)
        told = say(_("Your chat is set to *{language}*. I only use it if you say so."), language=name)
        use = Button(_("Use {language}").format(language=name), "settings.speak", turn.chat_language, main=True)
    return Text(told), Buttons((use,))


def _times_words(turn: Turn) -> str:
    """When somebody is asked each week, and between which hours anything comes."""
    cycle, times = turn.setting, turn.person.times
    rhythm = cycle.rhythm if cycle else Rhythm()
    hours = daytime(turn.person)
    return _("{day}s at {at}; nothing before {first} or after {last}").format(
        day=weekday(rhythm.checkin_weekday if times.day is None else times.day),
        at=at_time(times.at or rhythm.checkin_time),
        first=at_time(hours.first),
        last=at_time(hours.last),
    )


def _offered(turn: Turn) -> tuple[str, ...]:
    """The chat's zone, or the regions meant by one that is none, where it is another one than what is used."""
    meant = (turn.chat_zone,) if is_region(turn.chat_zone) else regions_meant(turn.chat_zone)
    return () if turn.zone in meant else meant


def _chat_words(turn: Turn) -> Words:
    if is_region(turn.chat_zone):
        return say(_("Your chat is set to *{zone}*. I only use it if you say so."), zone=turn.chat_zone)
    told = _("Your chat is set to *{zone}*, which is no region's time zone. Which of these is yours?")
    return say(told, zone=clip(turn.chat_zone, 40))


@feature.button("settings.use", who=EVERYONE)
async def use_zone(turn: Turn, store: YearStore) -> Replies:
    """The chat's zone, offered and taken."""
    return Replace(await _kept_zone(turn.value, turn, store))


@feature.button("settings.zone", who=EVERYONE, writes=False)
async def ask_zone(turn: Turn, store: YearStore) -> Replies:
    own = turn.person.zone
    options = (Option(DISTRICTS_OWN, _("The district's")), *zone_options())
    return ask_form(
        "settings.keep",
        _("Time zone"),
        Note(_("Questions come at the same hour of your own clock, wherever you work.")),
        Pick("zone", _("Which one is yours?"), options, own if own and is_region(own) else DISTRICTS_OWN),
        send=_("Keep it"),
        about=turn.person.email,
    )


@feature.form("settings.keep", who=EVERYONE, now=ask_zone)
async def keep_zone(turn: Turn, store: YearStore) -> Replies:
    return Say(await _kept_zone(turn.required("zone", _("Choose a time zone from the list.")), turn, store))


async def _kept_zone(chosen: str, turn: Turn, store: YearStore) -> Card:
    zone = None if chosen == DISTRICTS_OWN else zone_chosen(chosen)
    await store.people.set_zone(turn.person, zone)
    return await _changed(turn, store)


@feature.button("settings.speak", who=EVERYONE)
async def use_language(turn: Turn, store: YearStore) -> Replies:
    """The chat's language, offered and taken."""
    return Replace(await _spoken_from_now(turn.value, turn, store))


@feature.button("settings.language", who=EVERYONE, writes=False)
async def ask_language(turn: Turn, store: YearStore) -> Replies:
    return ask_form(
        "settings.language.keep",
        _("Language"),
        Note(_("All that I write to you is in this language. What people write stays as they wrote it.")),
        Pick("language", _("Which one do you read best?"), language_options(), language(), few=True),
        send=_("Keep it"),
        about=turn.person.email,
    )


@feature.form("settings.language.keep", who=EVERYONE, now=ask_language)
async def keep_language(turn: Turn, store: YearStore) -> Replies:
    return Say(await _spoken_from_now(turn.text("language"), turn, store))


async def _spoken_from_now(chosen: str, turn: Turn, store: YearStore) -> Card:
    if chosen not in languages():
        raise Refusal(_("Choose a language from the list."), field="language")
    await store.people.set_language(turn.person, chosen)
    speak(chosen)
    return await _changed(turn, store)


@feature.button("settings.times", who=PROMPTED, writes=False)
async def ask_times(turn: Turn, store: YearStore) -> Replies:
    times, hours = turn.person.times, daytime(turn.person)
    same = Option(DISTRICTS_OWN, _("The district's"))
    return ask_form(
        "settings.times.keep",
        _("My day and hours"),
        Note(_("When do you like to be asked how your strategies go? On a day off, the district's day counts.")),
        Pick("day", _("Day"), (same, *weekday_options()), _chosen(times.day)),
        Pick("at", _("Hour"), (same, *time_options(times.at or USUAL_HOUR)), _chosen(times.at)),
        Pick("first", _("Nothing before"), hour_options(time(7), time(12)), hours.first.isoformat("minutes")),
        Pick("last", _("Nothing after"), hour_options(time(13), time(19)), hours.last.isoformat("minutes")),
        send=_("Keep it"),
        about=turn.person.email,
    )


def _chosen(value: int | time | None) -> str:
    if value is None:
        return DISTRICTS_OWN
    return value.isoformat("minutes") if isinstance(value, time) else str(value)


@feature.form("settings.times.keep", who=PROMPTED, now=ask_times)
async def keep_times(turn: Turn, store: YearStore) -> Replies:
    """One's own day and hour, and the hours in which nothing comes."""
    day = whole(turn.text("day"))
    if day is not None and not 0 <= day <= 4:
        raise Refusal(_("Choose a day from Monday to Friday."), field="day")
    at, first, last = (_an_hour(turn, name) for name in ("at", "first", "last"))
    asked = at or (turn.setting.rhythm.checkin_time if turn.setting else USUAL_HOUR)
    if not (first or QUIET_BEFORE) <= asked < (last or QUIET_AFTER):
        told = _("The question comes at {hour}: that is in your quiet hours. Choose another hour for it.")
        raise Refusal(told.format(hour=at_time(asked)), field="at")
    await store.people.set_times(turn.person, Times(day, at, first, last))
    return Say(await _changed(turn, store))


def _an_hour(turn: Turn, name: str) -> time | None:
    text = turn.text(name)
    try:
        return None if text in ("", DISTRICTS_OWN) else time.fromisoformat(text)
    except ValueError:
        raise Refusal(_("Choose an hour."), field=name) from None


@feature.button("settings.reminders", who=EVERYONE)
async def switch_reminders(turn: Turn, store: YearStore) -> Replies:
    """Reminders off or on; the questions themselves still come."""
    await store.people.set_nudged(turn.person, turn.value == "on")
    return Replace(await _changed(turn, store))


@feature.button("settings.schools", who=frozenset({Role.SCHOOL_LEAD}))
async def switch_schools(turn: Turn, store: YearStore) -> Replies:
    """Notifications with other schools' questions off or on; `school` shows the questions either way."""
    await store.people.set_consulted(turn.person, turn.value == "on")
    return Replace(await _changed(turn, store))


async def _changed(turn: Turn, store: YearStore) -> Card:
    person = await store.people.by_id(turn.person.id)
    assert person is not None  # whoever speaks is there
    first = say(_("Kept. It counts from the next message on; what is under way stays as it is."))
    return await settings_card(replace(turn, person=person, chat_zone="", chat_language=""), store, first)
