"""简报: 日报, 周报, 月报 and 专报 by button, as files to be sent on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import Response, get
from sqlmodel import Session

from hotline.bulletins.making import make_bulletin
from hotline.desk.desk import Desk
from hotline.domain.audit import AuditKind
from hotline.domain.bulletins import TITLES, BulletinKind
from hotline.domain.roles import READS_BULLETINS
from hotline.domain.time.times import day_of
from hotline.papers.printers import PRINTERS
from hotline.storage.audit import note
from hotline.storage.bulletins import newest_bulletins
from hotline.storage.ticket_rows import names_of_staff
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.labels import ROLE
from hotline.web.page_labels import BULLETIN_FORMATS, BULLETIN_STATE
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread
from hotline.web.papers.paper_file import paper_file
from hotline.web.reading.populations import chosen

PAGE = 20
LONGEST_TOPIC = 40


@get("/bulletins", guards=[only(*READS_BULLETINS)])
@reading
def show_bulletins(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    """By button, and those that were drafted, newest first."""
    after = request.query_params.get("after", "")
    topic = request.query_params.get("topic", "")[:LONGEST_TOPIC]
    last = int(after) if after.isdecimal() and len(after) < 19 else 0
    rows = newest_bulletins(session, after=last, limit=PAGE + 1)
    deciders = {row.decided_by for row in rows if row.decided_by}
    return page(
        request,
        "bulletins.html",
        desk,
        kinds=TITLES,
        topic=topic,
        first=request.query_params.get("from", "")[:10],
        chosen=BulletinKind.TOPIC if topic else next(iter(TITLES)),
        formats=BULLETIN_FORMATS,
        today=desk.now().date(),
        bulletins=rows[:PAGE],
        next=rows[PAGE - 1].id if len(rows) > PAGE else "",
        people=names_of_staff(session, deciders),
        states=BULLETIN_STATE,
        rules=desk.city.settings.bulletins,
        receivers=[receiver_name(name, desk) for name in desk.city.settings.bulletins.receivers],
        topics=sorted(entry.name for entry in desk.city.categories.values()),
    )


@get("/bulletins/file", guards=[only(*READS_BULLETINS)])
@in_thread
def download_bulletin(
    request: PageRequest, actor: Signed, database: Data, desk: AtDesk
) -> Response[bytes]:
    """`kind`, `date`, `topic`, `from` and `format` say which.

    No transaction is open while it is printed. Raises InvalidInput that names the value.
    """
    params = request.query_params
    kind = BulletinKind(chosen(params, "kind", [kind.value for kind in BulletinKind], ""))
    form = chosen(params, "format", PRINTERS, "")
    day = day_of("date", params.get("date", "").strip()).date()
    topic, first = topic_asked(params, kind)
    with database.reading() as session:
        paper = make_bulletin(session, desk, kind, day, topic=topic, first=first)
    answer = paper_file(paper, form, f"{paper.title}{day:%Y%m%d}")
    details: dict[str, Any] = {"format": form, "date": day.isoformat()}
    with database.writing() as session:
        subject = f"bulletin {kind}"
        note(session, AuditKind.EXPORT, desk.now(), actor=actor.login, subject=subject, **details)
    return answer


def topic_asked(values: Mapping[str, str], kind: BulletinKind) -> tuple[str, date | None]:
    """What a 专报 is about and its first day; nothing of both for other kinds. Raises
    InvalidInput.
    """
    if kind != BulletinKind.TOPIC:
        return "", None
    begin = values.get("from", "").strip()
    return values.get("topic", "").strip(), day_of("from", begin).date() if begin else None


def receiver_name(name: str, desk: Desk) -> str:
    """A role or a unit, as city.toml or a notice names it."""
    code = name.partition(":")[2] or name
    roles = {str(role): title for role, title in ROLE.items()}
    return roles.get(code) or desk.city.unit_name(code) or code


route_handlers = [show_bulletins, download_bulletin]
