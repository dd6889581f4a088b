"""The few kinds of rule from which the table of blocks is made; each knows how to find fault with a value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlsplit


@dataclass
class Problems:
    """The problems found so far, and what a rule may ask about the workspace."""

    image_ready: Callable[[str], bool]
    problems: list[tuple[str, str]] = field(default_factory=list)

    def add(self, at: str, what: str) -> None:
        """Note a problem at a JSON pointer."""
        self.problems.append((at, what))


class Rule(Protocol):
    """Something that a value must obey."""

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Add to `found` whatever is wrong with `value`, which stands at the JSON pointer `at`."""
        ...


@dataclass(frozen=True)
class WordsRule:
    """A string between `least` and `most` characters; `form` is a further test and its complaint."""

    most: int
    least: int = 1
    form: tuple[Callable[[str], bool], str] | None = None

    def check(self, value: Any, at: str, problems: Problems) -> None:
        """Complain about a value that is no string, too short, too long or malformed."""
        if not isinstance(value, str):
            problems.add(at, "must be a string")
        elif len(value) < self.least:
            problems.add(at, f"must be more than {self.least - 1} characters")
        elif len(value) > self.most:
            problems.add(at, f"must be less than {self.most + 1} characters")
        elif self.form is not None and value and not self.form[0](value):
            problems.add(at, self.form[1])


@dataclass(frozen=True)
class ChoiceRule:
    """One of a few strings."""

    allowed: frozenset[str]

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Complain about any other value."""
        if not isinstance(value, str) or value not in self.allowed:
            found.add(at, "must be a valid enum value")


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Complain about any other value."""
        if not isinstance(value, bool):
            found.add(at, "must be a boolean")


@dataclass(frozen=True)
class WholeRule:
    """A whole number within bounds."""

    least: int
    most: int

    def check(self, value: Any, at: str, problems: Problems) -> None:
        """Complain about any other value."""
        if not isinstance(value, int) or isinstance(value, bool):
            problems.add(at, "must be an integer")
        elif value < self.least:
            problems.add(at, f"must be greater than or equal to {self.least}")
        elif value > self.most:
            problems.add(at, f"must be less than or equal to {self.most}")


@dataclass(frozen=True)
class NumberRule:
    """Any number."""

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Complain about any other value."""
        if not isinstance(value, int | float) or isinstance(value, bool):
            found.add(at, "must be a number")


@dataclass(frozen=True)
class ItemsRule:
    """A list of so many things of one kind."""

    rule: Rule
    least: int
    most: int

    def check(self, value: Any, at: str, problems: Problems) -> None:
        """Complain about the list's length and about each item."""
        if not isinstance(value, list):
            problems.add(at, "must be an array")
            return
        if len(value) < self.least:
            problems.add(at, f"no less than {self.least} items required")
        if len(value) > self.most:
            problems.add(at, f"no more than {self.most} items allowed")
            return
        for index, item in enumerate(value):
            self.rule.check(item, f"{at}/{index}", problems)


@dataclass(frozen=True)
class TextRule:
    """A text object of the given kinds with at most so many characters."""

    most: int
    kinds: frozenset[str]
    least: int = 1

    def check(self, value: Any, at: str, problems: Problems) -> None:
        """Complain about its kind, its fields and its length."""
        if not isinstance(value, dict):
            problems.add(at, "must provide an object")
            return
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in self.kinds:
            problems.add(f"{at}/type", f"must be one of {', '.join(sorted(self.kinds))}")
            return
        flag = "emoji" if kind == "plain_text" else "verbatim"
        for key in value:
            if key not in ("type", "text", flag):
                problems.add(at, f"invalid additional property: {key}")
        if flag in value and not isinstance(value[flag], bool):
            problems.add(f"{at}/{flag}", "must be a boolean")
        if "text" not in value:
            problems.add(at, "missing required field: text")
        else:
            WordsRule(self.most, self.least).check(value["text"], f"{at}/text", problems)


After = Callable[[dict[str, Any], str, Problems], None]


@dataclass(frozen=True)
class ShapeRule:
    """An object with fields that must be there and fields that may; `after` looks at how they go together."""

    required: Mapping[str, Rule]
    optional: Mapping[str, Rule] = field(default_factory=dict)
    after: After | None = None
    typed: bool = True

    def check(self, value: Any, at: str, problems: Problems) -> None:
        """Complain about missing and unknown fields, about each field's value, and about their combination."""
        if not isinstance(value, dict):
            problems.add(at, "must provide an object")
            return
        before = len(problems.problems)
        for name in self.required:
            if name not in value:
                problems.add(at, f"missing required field: {name}")
        for name, part in value.items():
            rule = self.required.get(name) or self.optional.get(name)
            if rule is not None:
                rule.check(part, f"{at}/{name}", problems)
            elif not (self.typed and name == "type"):
                problems.add(at, f"invalid additional property: {name}")
        if self.after is not None and len(problems.problems) == before:
            self.after(value, at, problems)


@dataclass(frozen=True)
class ByType:
    """An object whose `type` says which rule it must obey."""

    kinds: Mapping[str, Rule]

    def check(self, value: Any, at: str, problems: Problems) -> None:
        """Complain about an unknown type, or let that type's rule look."""
        if not isinstance(value, dict):
            problems.add(at, "must provide an object")
        elif "type" not in value:
            problems.add(at, "missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in self.kinds:
            problems.add(f"{at}/type", f"unsupported type: {value['type']}")
        else:
            self.kinds[value["type"]].check(value, at, problems)


def is_web_address(value: str) -> bool:
    """Whether this is an http or https address."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def is_link(value: str) -> bool:
    """Whether this is an address that a button may open."""
    return is_web_address(value) or value.startswith(("mailto:", "slack://", "tel:"))


def is_date(value: str) -> bool:
    """Whether this is a day such as 2026-09-07."""
    try:
        return len(value) == 10 and date.fromisoformat(value) is not None
    except ValueError:
        return False


def is_time(value: str) -> bool:
    """Whether this is a time of day such as 14:30."""
    return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value) is not None


def is_number(value: str) -> bool:
    """Whether this is a decimal number written out."""
    return re.fullmatch(r"-?\d+(\.\d+)?", value) is not None


def is_email(value: str) -> bool:
    """Whether this looks like one e-mail address."""
    return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) is not None
