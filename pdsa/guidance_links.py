"""Guidance and examples elsewhere: what there is, for which phase, about what. Handlers say what each is for."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pdsa.cycle import Phase


@dataclass(frozen=True)
class Resource:
    """A page, tool or report. `key` names it in the house; `tags` are words of the field's own vocabulary."""

    key: str
    title: str
    source: str
    address: str
    phases: tuple[Phase, ...]
    tags: tuple[str, ...] = ()


@cache
def all_resources() -> tuple[Resource, ...]:
    """All of them (guidance_links.toml), in the order in which they are offered. Read from the package once."""
    links = tomllib.loads((files("pdsa") / "guidance_links.toml").read_text(encoding="utf-8"))["links"]
    return tuple(
        Resource(**link | {"phases": tuple(map(Phase, link["phases"])), "tags": tuple(link["tags"])}) for link in links
    )


def tags(of: Iterable[Resource] | None = None) -> tuple[str, ...]:
    """Their tags, those of all resources where none are given, in the order of the alphabet."""
    some = all_resources() if of is None else of
    return tuple(sorted({tag for resource in some for tag in resource.tags}, key=str.casefold))


def fitting(*, phase: Phase | None = None, tag: str = "", words: str = "") -> tuple[Resource, ...]:
    """The resources of a phase, with a tag, or with all these words in title, source or tags; all of them without."""
    wanted = words.casefold().split()
    return tuple(
        resource
        for resource in all_resources()
        if (phase is None or phase in resource.phases)
        and (not tag or tag.casefold() in {known.casefold() for known in resource.tags})
        and all(word in f"{resource.title} {resource.source} {' '.join(resource.tags)}".casefold() for word in wanted)
    )
