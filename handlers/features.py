"""All features, in the order in which help lists them. READ THIS FIRST: each is one verb, in a file or a folder."""

from handlers.account_claims import feature as account
from handlers.checkin.routes import feature as checkin
from handlers.context import feature as context
from handlers.cycle.routes import feature as cycle
from handlers.decide.routes import feature as decide
from handlers.digest.routes import feature as digest
from handlers.export_and_forget import feature as forget
from handlers.export_and_forget import taking_along as export
from handlers.file.routes import feature as file_
from handlers.first_message import feature as welcome
from handlers.help.routes import feature as help_
from handlers.help.routes import words
from handlers.history.routes import feature as history
from handlers.kit.routes import Feature
from handlers.log.routes import feature as log
from handlers.meeting.routes import feature as meeting
from handlers.newyear.routes import feature as newyear
from handlers.pausing import feature as away
from handlers.pausing import later as snooze
from handlers.phase_prompts import feature as phases
from handlers.plan.routes import feature as plan
from handlers.rate.routes import feature as rate
from handlers.reflect.routes import feature as reflect
from handlers.resources import feature as resources
from handlers.restored import feature as restored
from handlers.school.routes import feature as school
from handlers.settings import feature as settings
from handlers.setup.routes import feature as setup
from handlers.share.routes import feature as share
from handlers.status.routes import feature as status
from handlers.successes_and_voices import feature as voices
from handlers.why import feature as why

# `welcome` has no word; it stands first because nothing may reach a reader before its notification.
FEATURES: tuple[Feature, ...] = (
    welcome,
    help_,
    words,
    setup,
    plan,
    rate,
    checkin,
    log,
    cycle,
    voices,
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
