"""What roles and phases are called where people read of them; in the plan's workbook they have their English names."""

from pdsa.cycle import Phase
from pdsa.people import Role
from pdsa.text import _


def role_name(role: Role) -> str:
    return {
        Role.LEAD: _("Lead"),
        Role.MEMBER: _("Member"),
        Role.RESEARCH: _("Research"),
        Role.COMMUNICATIONS: _("Communications"),
        Role.SCHOOL_LEAD: _("School lead"),
        Role.SCHOOL_MEMBER: _("School member"),
        Role.SUPERVISOR: _("Supervisor"),
        Role.OBSERVER: _("Observer"),
    }[role]


def phase_label(phase: Phase) -> str:
    return {Phase.PLAN: _("PLAN"), Phase.DO: _("DO"), Phase.STUDY: _("STUDY"), Phase.ACT: _("ACT")}[phase]
