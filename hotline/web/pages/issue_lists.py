"""Lists of the tickets of a hot issue, by the same conditions as its figures."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from hotline.domain.statuses import OPEN, Status
from hotline.reading.hottest_issues import IssueSummary
from hotline.storage.ticket_filters import NOBODY
from hotline.web.reading.spans import window

EVER = datetime(2000, 1, 1)
OPEN_STATUSES = ",".join(sorted(OPEN))
COUNTED = ",".join(sorted(set(Status) - {Status.WITHDRAWN}))


def issue_lists(since: datetime, until: datetime) -> dict[str, Any]:
    """What a template of issues needs to lead to the tickets behind their figures of this time and
    of as long before it.
    """
    earlier = since - (until - since)
    return {
        "of_issue": lambda issue, **more: _address(issue, since, until, more),
        "of_issue_before": lambda issue: _address(issue, earlier, since, {}),
        "open_statuses": OPEN_STATUSES,
    }


def _address(issue: IssueSummary, since: datetime, until: datetime, more: Mapping[str, Any]) -> str:
    """`more` are filters of the list: `lead` ("" for nobody), `status`."""
    values = {"issue": issue.id, **window(since, until)}
    filters = {name: value or NOBODY for name, value in more.items()}
    return "/tickets?" + urlencode(values | {"status": COUNTED} | filters)
