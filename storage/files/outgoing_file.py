"""A file that is to be given to somebody, as a plain value: its name and what it says. Bytes are made of it late."""

import re
from dataclasses import dataclass

from pdsa.paper_parts import Paper
from pdsa.plan import Plan
from storage.files.sheets.workbook_contents import Happened

LONGEST_NAME = 100
NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff<>:"/\\|?*]+')


@dataclass(frozen=True)
class Book:
    """The plan's workbook with what has happened since: what `storage.exporting.take_out` gives."""

    plan: Plan
    happened: Happened


@dataclass(frozen=True)
class EmptyBook:
    """The plan's layout with guidance and nothing in it, to be filled in."""


Content = bytes | str | Paper | Book | EmptyBook


@dataclass(frozen=True)
class Document:
    """A file by its name ("meeting-kit.docx") and its content: text and bytes as they are, the rest written late.

    The name may hold anything: what a file's name must not hold is taken out of it, and a long one is shortened.
    """

    name: str
    content: Content

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", safe_name(self.name))


def safe_name(name: str) -> str:
    """A name that every system takes, its ending kept; "file" where nothing is left of it."""
    plain = " ".join(NOT_IN_A_NAME.sub(" ", name).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        return plain[:LONGEST_NAME].strip() or "file"
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip() or 'file'}.{ending}"


def write(document: Document) -> bytes:
    """The file's bytes. Heavy but for text and bytes: call it in the child process, never in the event loop.

    Top-level and with picklable argument and result, so that a child process can run it. Raises TypeError for content
    of another kind.
    """
    # Put off: the libraries behind these formats take time and memory that the chatting process does not need.
    match document.content:
        case bytes() as content:
            return content
        case str() as text:
            return text.encode("utf-8", "replace")
        case Paper() as paper:
            from storage.files.papers import as_docx  # noqa: PLC0415

            return as_docx(paper)
        case Book(plan=plan, happened=happened):
            from storage.files.sheets.writing import written  # noqa: PLC0415

            return written(plan, happened)
        case EmptyBook():
            from storage.files.sheets.template import template  # noqa: PLC0415

            return template()
        case other:
            raise TypeError(f"no content for a file: {type(other).__name__}")
