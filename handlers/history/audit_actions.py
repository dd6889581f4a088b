"""How each action of the audit trail is told, in a sentence."""

from pdsa.text import _


def sentences(changed: bool) -> dict[str, str]:
    """How each action is told; `changed` where something stood there before.

    `title` is the strategy or goal that an action is about, `about` what the trail itself names, without a day.
    """
    return _of_the_plan(changed) | _of_learning(changed) | _of_people(changed) | _of_schools(changed) | _of_the_year()


def _of_the_plan(changed: bool) -> dict[str, str]:
    return {
        "strategy": _("Changed the strategy *{title}*") if changed else _("Added the strategy *{title}*"),
        "strategy dropped": _("Set the strategy *{title}* aside"),
        "strategy taken up": _("Took the strategy *{title}* up again"),
        "goal": _("Changed the goal *{title}*") if changed else _("Added the goal *{title}*"),
        "goal dropped": _("Set the goal *{title}* aside"),
        "goal taken up": _("Took the goal *{title}* up again"),
        "goal parked": _("Parked the goal *{title}*"),
        "goal parked for longer": _("Let a parked goal wait longer"),
        "goal taken up again": _("Took the parked goal *{title}* up again"),
        "goal let go": _("Let the parked goal *{title}* go"),
        "prediction amended": _("Wrote a later wording of the prediction of *{title}*"),
        "logic model": _("Changed the logic model"),
        "logic model changed": _("Changed the logic model"),
        "asked to fill in": _("Asked an owner for what the plan lacks"),
        "import": _("Brought in a plan"),
        "left out": _("Went through what a plan's file left out"),
        "framework": _("Changed the framework {about}"),
        "rubric recorder": _("Said who records the agreed levels"),
    }


def _of_learning(changed: bool) -> dict[str, str]:
    return {
        "skip": _("Skipped a week"),
        "typed answer": _("Wrote a note on what was asked about *{title}*"),
        "help answered": _("Answered a call for help"),
        "asked the leads": _("Asked the leads for something"),
        "observation": _("Corrected a number of *{about}*") if changed else _("Logged a number of *{about}*"),
        "observation taken out": _("Took out a number of *{about}*"),
        "measure": _("Said how *{about}* is read"),
        "figures brought in": _("Brought in the numbers of the file *{about}*"),
        "rapid cycle": _("Changed a small cycle of *{title}*") if changed else _("Began a small cycle of *{title}*"),
        "rapid cycle set aside": _("Set the small cycle {about} aside"),
        "own level": _("Rated *{about}*"),
        "own level taken back": _("Took back a rating of *{about}*"),
        "consensus": _("Recorded the level agreed on for *{about}*"),
        "rating": _("Changed the rating of *{about}*"),
        "win": _("Changed a success") if changed else _("Told of a success"),
        "voice": _("Changed a voice") if changed else _("Passed on a voice"),
        "context": _("Noted that circumstances changed"),
        "context withdrawn": _("Took back a change of circumstances"),
        "reflection": _("Looked back at *{title}*"),
        "meeting": _("Set the day of a meeting"),
        "decision confirmed": _("Confirmed the decision on *{title}*"),
        "decision handed back": _("Handed back the proposal on *{title}*"),
        "next step done": _("Said that the next step of *{title}* is done"),
        "looked at again": _("Looked at the decision on *{title}* again"),
        "decision applied": _("Let the decision on *{title}* change the plan"),
    }


def _of_people(changed: bool) -> dict[str, str]:
    return {
        "away": _("Was away"),
        "back": _("Came back"),
        "chat account": _("Gave {about} another chat account"),
        "chat account refused": _("Said that a chat account is not that of {about}"),
        "zone": _("Changed a time zone"),
        "language": _("Chose a language"),
        "channel language": _("Chose the language of {about}"),
        "times": _("Chose a day and hours to be asked"),
        "reminders": _("Switched reminders on or off"),
        "other schools' questions": _("Switched other schools' questions on or off"),
        "told of typed answers": _("Heard that typed answers are kept"),
        "snooze": _("Put off what waited"),
        "snooze over": _("Took up again what was put off"),
        "member": _("Changed what the plan says of {about}") if changed else _("Added {about} to the plan"),
        "member came back": _("Brought {about} back into the plan"),
        "words deleted": _("Deleted the words of {about}"),
        "member left": _("Took {about} off the team"),
        "schools": _("Chose the schools of {about}"),
    }


def _of_schools(changed: bool) -> dict[str, str]:
    return {
        "shared": _("Shared a lesson with other schools"),
        "taken back": _("Took back a lesson that other schools could see"),
        "school question": _("Asked other schools"),
        "school answer": _("Answered another school"),
        "what helps": _("Said what would help the schools"),
        "audience": _("Changed the communication plan") if changed else _("Added to the communication plan"),
    }


def _of_the_year() -> dict[str, str]:
    return {
        "start": _("Pressed Start for {about}"),
        "cycle": _("Changed the settings of the year {about}"),
        "cycle renamed": _("Gave the year the name {about}"),
        "carried": _("Said that *{title}* goes on next year"),
        "left": _("Said that *{title}* is left behind next year"),
        "changed for the next year": _("Said what changes in *{title}* next year"),
        "launched": _("Laid out the next year"),
        "plan approved": _("Approved the new plan to be shared"),
        "promise": _("Settled a promise of the year"),
        "closed": _("Closed the year"),
        "reopened": _("Opened the year again"),
        "digest redrafted": _("Brought the figures of a draft up to date: {about}"),
        "digest edited": _("Edited a digest: {about}"),
        "digest lessons chosen": _("Chose the lessons that a digest opens with: {about}"),
        "digest approved": _("Approved a digest: {about}"),
        "digest declined": _("Said that a digest is not posted this time: {about}"),
        "digest taken back": _("Took a posted digest back: {about}"),
        "digest corrected": _("Corrected a posted digest: {about}"),
        "digest brought back": _("Made a digest a draft again: {about}"),
        "seen in its place": _("Said that a message had arrived"),
        "sent again": _("Had a message sent again"),
        "words kept for": _("Said how long people’s words are kept"),
        "left unsent": _("Left a message unsent"),
    }
