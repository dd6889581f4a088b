"""All features, in the order in which help lists them. READ THIS FIRST: each is one verb, one file."""

from handlers.account import feature as account
from handlers.away.doors import feature as away
from handlers.checkin.doors import feature as checkin
from handlers.context import feature as context
from handlers.cycle.doors import feature as cycle
from handlers.decide.doors import feature as decide
from handlers.digest.doors import feature as digest
from handlers.export import feature as export
from handlers.file.doors import feature as file_
from handlers.forget import feature as forget
from handlers.help.doors import feature as help_
from handlers.help.doors import words
from handlers.history.doors import feature as history
from handlers.kit.routes import Feature
from handlers.log.doors import feature as log
from handlers.meeting.doors import feature as meeting
from handlers.newyear.doors import feature as newyear
from handlers.phases.doors import feature as phases
from handlers.plan.doors import feature as plan
from handlers.rate.doors import feature as rate
from handlers.reflect.doors import feature as reflect
from handlers.resources import feature as resources
from handlers.restored import feature as restored
from handlers.school.doors import feature as school
from handlers.settings import feature as settings
from handlers.setup.doors import feature as setup
from handlers.share.doors import feature as share
from handlers.snooze import feature as snooze
from handlers.status.doors import feature as status
from handlers.voices import feature as voices
from handlers.welcome import feature as welcome
from handlers.why import feature as why

# `welcome` has no word; it stands first because nothing may reach a reader before its letter.
FEATURES: tuple[Feature, ...] = (
    welcome,
    help_,
    words,
    setup,
    plan,
    rate,
    checkin,
    voices,
    log,
    cycle,
    reflect,
    meeting,
    decide,
    context,
    status,
    school,
    share,
    digest,
    newyear,
    away,
    snooze,
    settings,
    forget,
    history,
    export,
    file_,
    why,
    resources,
    phases,
    account,
    restored,
)
