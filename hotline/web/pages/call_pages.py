"""Which pages about calls are offered to whom."""

from collections.abc import Mapping

from hotline.domain.calls.permissions import (
    MARKS_NUMBERS,
    READS_ALL_CALLS,
    READS_CALLS,
    READS_CHECKS,
    RINGS_BACK,
    WATCHES_SEATS,
)
from hotline.domain.roles import Actor
from hotline.web.page_labels import CALL_PAGES

ROLES = {
    "/calls": READS_CALLS,
    "/calls/ringbacks": RINGS_BACK,
    "/seats": WATCHES_SEATS,
    "/calls/figures": READS_ALL_CALLS,
    "/calls/checks": READS_CHECKS,
    "/calls/marks": MARKS_NUMBERS,
}


def call_pages(actor: Actor | None) -> Mapping[str, str]:
    """Names by address."""
    return {href: name for href, name in CALL_PAGES.items() if actor and actor.role in ROLES[href]}
