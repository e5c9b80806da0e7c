"""Months of the search index in which hardly anything changes any more."""

from datetime import timedelta

from hotline.operation.chores import Shift

# From report to archive: the longest usual way of a ticket, with extensions, call-back and rework.
QUIET_AFTER = timedelta(days=120)


def rest_old_months(shift: Shift) -> int:
    """Let the index put them to rest; a late step of a ticket wakes its month."""
    return shift.engine.rest(shift.now() - QUIET_AFTER)
