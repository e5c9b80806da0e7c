"""The worker drafts the bulletins of the day, week and month in the morning."""

from hotline.bulletins.drafting import due_drafts, make_draft, store_draft
from hotline.domain.errors import Conflict
from hotline.operation.chores import Shift


def draft_bulletins(shift: Shift) -> int:
    """How many were drafted. Figures are read before anything is written, so that nobody waits;
    another worker may have been quicker.
    """
    desk = shift.desk()
    with shift.database.reading() as session:
        drafts = [make_draft(session, desk, kind, day) for kind, day in due_drafts(session, desk)]
    n = 0
    for draft in drafts:
        try:
            with shift.database.writing() as session:
                store_draft(session, desk, draft)
        except Conflict:
            continue
        n += 1
    return n
