"""Names as they are compared: case and spaces do not count."""


def folded(name: str) -> str:
    """What the spellings of one name have in common: "Pine  Ridge" and "pine ridge" are one."""
    return " ".join(name.split()).casefold()
