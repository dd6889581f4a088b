"""Guidance and examples elsewhere: what there is, for which phase, about what. Only linked to, never copied.

Titles and addresses are facts (domain.md sections 1 to 3 and rows 37-40, 52, 53); the sentences about them are said by
handlers.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pdsa.cycle import Phase

PLAN, DO, STUDY, ACT = Phase
DRC = "https://drc.casel.org"
IMPROVE = f"{DRC}/practice-continuous-improvement"
SCHOOLS = "https://schoolguide.casel.org"


@dataclass(frozen=True)
class Resource:
    """A page, tool or report. `key` names it in the house; `tags` are words of the field's own vocabulary."""

    key: str
    title: str
    source: str
    address: str
    phases: tuple[Phase, ...]
    tags: tuple[str, ...] = ()


RESOURCES = (
    Resource(
        "journey",
        "The journey of systemic SEL implementation",
        "CASEL",
        "https://casel.org/the-journey-of-systemic-sel-implementation-using-continuous-improvement-as-a-guide/",
        (PLAN,),
        ("continuous improvement", "planning"),
    ),
    Resource(
        "vision",
        "Shared Vision and Plan: the steps",
        "CASEL District Resource Center",
        f"{DRC}/build-foundational-support-and-plan/shared-vision-and-plan/process",
        (PLAN,),
        ("planning", "continuous improvement"),
    ),
    Resource(
        "smartie",
        "Develop Long-Term Goals for Districtwide SEL",
        "CASEL District Resource Center",
        f"{DRC}/resources-by-topic/?topic=define-sel-metrics",
        (PLAN,),
        ("define SEL metrics", "continuous improvement", "implementation evaluation", "planning"),
    ),
    Resource(
        "improve",
        "Plan for improvement: data, roles and dates",
        "CASEL District Resource Center",
        f"{IMPROVE}/plan-for-improvement/process",
        (PLAN,),
        ("continuous improvement", "implementation monitoring", "planning"),
    ),
    Resource(
        "rubric",
        "The district rubric",
        "CASEL District Resource Center",
        f"{DRC}/rubric/",
        (PLAN, STUDY),
        ("assessment", "implementation monitoring", "implementation evaluation"),
    ),
    Resource(
        "school-plan",
        "Rubric and goal setting for a school team",
        "CASEL Guide to Schoolwide SEL",
        f"{SCHOOLS}/focus-area-1b/rubric-and-goal-setting/",
        (PLAN,),
        ("planning", "assessment"),
    ),
    Resource(
        "document",
        "Document implementation and outcomes",
        "CASEL District Resource Center",
        f"{IMPROVE}/documenting-implementation-and-outcomes/process",
        (DO,),
        ("implementation monitoring", "continuous improvement"),
    ),
    Resource(
        "rapid",
        "Test innovative strategies in small cycles",
        "CASEL Guide to Schoolwide SEL",
        f"{SCHOOLS}/focus-area-4/test-innovative-strategies/",
        (DO,),
        ("continuous improvement", "conducting local SEL research"),
    ),
    Resource(
        "use-data",
        "MeasuringSEL: Use Data",
        "CASEL",
        f"{DRC}/resources-by-topic/?topic=define-sel-metrics",
        (DO, STUDY),
        (
            "student assessment",
            "define SEL metrics",
            "equity",
            "assessment",
            "conducting local SEL research",
            "implementation monitoring",
            "implementation evaluation",
            "youth voice",
        ),
    ),
    Resource(
        "youth-voice",
        "SEL Trends: Empowering Youth Voice",
        "CASEL",
        "https://casel.org/wp-content/uploads/2018/07/SEL-Trends-Youth-Voice.pdf",
        (DO, STUDY),
        ("social studies", "SEL partnerships", "student leadership", "youth voice"),
    ),
    Resource(
        "reflect",
        "Report data and reflect on results",
        "CASEL District Resource Center",
        f"{IMPROVE}/report-data-and-reflect-on-results/",
        (STUDY,),
        ("equity", "youth voice", "implementation evaluation", "continuous improvement"),
    ),
    Resource(
        "data-lead",
        "When an SEL team looks at which data",
        "CASEL Guide to Schoolwide SEL",
        f"{SCHOOLS}/?p=66639",
        (STUDY,),
        ("assessment", "planning"),
    ),
    Resource(
        "act",
        "Share with stakeholders and take action",
        "CASEL District Resource Center",
        f"{IMPROVE}/share-with-stakeholders-and-take-action",
        (ACT,),
        ("continuous improvement", "implementation evaluation"),
    ),
    Resource(
        "communication",
        "Plan communication, audience by audience",
        "CASEL District Resource Center",
        f"{DRC}/build-foundational-support-and-plan/communication/process",
        (ACT, PLAN),
        ("SEL partnerships", "planning"),
    ),
    Resource(
        "school-communication",
        "Creating a Communication Strategy",
        "CASEL Guide to Schoolwide SEL",
        f"{SCHOOLS}/?p=62442",
        (ACT,),
        ("SEL partnerships", "planning"),
    ),
    Resource(
        "austin",
        "Austin ISD: yearly reports and research briefs on SEL",
        "Austin Independent School District",
        "https://www.austinisd.org/dre/programs",
        (ACT,),
        ("conducting local SEL research", "implementation evaluation", "student assessment"),
    ),
    Resource(
        "washoe",
        "Washoe County: sharing SEL data with the community",
        "CASEL, Washoe County School District",
        "https://measuringsel.casel.org/sharing-sel-assessments-community/",
        (ACT,),
        ("student assessment", "student leadership", "youth voice"),
    ),
    Resource(
        "washoe-cycle",
        "Washoe County: continuous improvement built into a district",
        "CASEL",
        "https://casel.org/continuous-improvement-of-sel-implementation-in-the-washoe-county-school-district-deeply-"
        "embedding-continuous-improvement-into-district-systems-and-structures/",
        (STUDY, ACT),
        ("continuous improvement", "implementation monitoring"),
    ),
    Resource(
        "cdi",
        "Collaborating Districts Initiative: key findings",
        "CASEL",
        "https://casel.org/key-findings/",
        (ACT,),
        ("implementation evaluation", "conducting local SEL research"),
    ),
    Resource(
        "air",
        "Evaluation of districtwide SEL by the American Institutes for Research",
        "CASEL",
        "https://casel.org/cdi-results/",
        (ACT,),
        ("implementation evaluation", "conducting local SEL research", "SEL partnerships"),
    ),
)


def tags(resources: Iterable[Resource] = RESOURCES) -> tuple[str, ...]:
    """All tags, in the order of the alphabet."""
    return tuple(sorted({tag for each in resources for tag in each.tags}, key=str.casefold))


def fitting(*, phase: Phase | None = None, tag: str = "", words: str = "") -> tuple[Resource, ...]:
    """The resources of a phase, with a tag, or with all these words in title, source or tags; all of them without."""
    wanted = words.casefold().split()
    return tuple(
        resource
        for resource in RESOURCES
        if (phase is None or phase in resource.phases)
        and (not tag or tag.casefold() in {known.casefold() for known in resource.tags})
        and all(word in f"{resource.title} {resource.source} {' '.join(resource.tags)}".casefold() for word in wanted)
    )
