"""有问有答 for everybody: what was asked, rewritten, and what was answered, also as a feed."""

from datetime import datetime, time

from litestar import Response, get
from sqlmodel import Session

from hotline.domain.outcomes import KnowledgeKind
from hotline.storage.announced import announced
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, reading
from hotline.web.figure_labels import REPLIES_STORY, REPLIES_TITLE
from hotline.web.guards import public
from hotline.web.names import Names
from hotline.web.pages.exposures import announced_page
from hotline.web.pages.layout import PageRequest
from hotline.web.pages.rss import Story, feed
from hotline.web.site import site_of

STORIES = 30


@get("/answers", guards=[public, limited("lookups")])
@reading
def show_replies(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    return announced_page(session, request, desk, KnowledgeKind.REPLY, "public_replies.html")


@get("/answers.xml", guards=[public, limited("lookups")])
@reading
def give_replies(session: Session, request: PageRequest, desk: AtDesk) -> Response[bytes]:
    """RSS 2.0 of those that were answered last."""
    page, names = f"{site_of(request).origin}/answers", Names(desk.city)
    known, _ = announced(session, KnowledgeKind.REPLY, desk.now().date(), limit=STORIES)
    stories = [
        Story(
            version.title,
            f"{page}#{entry.code}",
            REPLIES_STORY.format(unit=names.unit(version.unit), **version.guide),
            datetime.combine(version.effective_from, time.min),
        )
        for entry, version in known
    ]
    return feed(REPLIES_TITLE.format(city=desk.city.name), page, stories)


route_handlers = [show_replies, give_replies]
