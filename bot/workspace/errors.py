"""The one way in which a Web API method says no."""

from collections.abc import Sequence
from typing import Any


class ApiError(Exception):
    """Answered as HTTP 200 with `ok: false`, the code, and whatever `extra` adds."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


def invalid_arguments(messages: Sequence[str]) -> ApiError:
    """The error for arguments that do not fit, with a line for each."""
    lines = [f"[ERROR] {message}" for message in messages]
    return ApiError("invalid_arguments", response_metadata={"messages": lines})


def missing_scope(needed: str, provided: frozenset[str]) -> ApiError:
    """The error for a token that lacks a scope."""
    return ApiError("missing_scope", needed=needed, provided=",".join(sorted(provided)))
