"""The worker counts what screens on a wall show, as long as one asks for it."""

from hotline.operation.chores import Shift
from hotline.reading.wall_board import as_stored, figures_for_screens
from hotline.storage.wall_state import keep_figures


def count_for_wall(shift: Shift) -> int:
    """1, or 0 while no screen asks. Counted is before anything is written, so that nobody waits."""
    desk = shift.desk()
    with shift.database.reading() as session:
        figures = figures_for_screens(session, desk)
    if figures is None:
        return 0
    with shift.database.writing(waits=False) as session:
        keep_figures(session, desk.city.name, figures.at, as_stored(figures))
    return 1
