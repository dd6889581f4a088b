"""Which drawing belongs to which kind of picture."""

from pdsa.picture import Bars, Dumbbell, Flow, Picture, RunChart, Weeks
from storage.files.drawing.dumbbell import draw_dumbbell
from storage.files.drawing.flow import draw_flow
from storage.files.drawing.run_chart import draw_run_chart
from storage.files.drawing.weeks import draw_bars, draw_weeks


def drawn(picture: Picture) -> bytes:
    """The picture as PNG. Raises TypeError for anything that is no picture."""
    match picture:
        case RunChart():
            return draw_run_chart(picture)
        case Dumbbell():
            return draw_dumbbell(picture)
        case Weeks():
            return draw_weeks(picture)
        case Bars():
            return draw_bars(picture)
        case Flow():
            return draw_flow(picture)
        case _:
            raise TypeError(f"no picture: {type(picture).__name__}")
