"""Draws a picture as PNG. Heavy: call it in the child process, never in the event loop."""

from pdsa.picture import Picture


def draw(picture: Picture) -> bytes:
    """The picture as a PNG, 1080 pixels wide. The same picture gives the same bytes. Raises TypeError for other values.

    Top-level and with picklable argument and result, so that a child process can run it.
    """
    # Put off: matplotlib takes most of a second and tens of megabytes, which the chatting process does not need.
    from storage.files.drawing.pictures import drawn  # noqa: PLC0415

    return drawn(picture)
