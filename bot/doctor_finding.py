"""One thing that the doctor looked at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `well` is None where it is only worth knowing."""

    what: str
    well: bool | None
    sentence: str
    todo: str = ""
