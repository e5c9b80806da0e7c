"""简报: 日报, 周报, 月报 and 专报 by button, as files to be sent on."""

from typing import Any
from urllib.parse import quote

from litestar import Response, get

from hotline.bulletins.making import make_bulletin
from hotline.bulletins.spans import TITLES, BulletinKind
from hotline.domain.audit import AuditKind
from hotline.domain.errors import InvalidInput
from hotline.domain.roles import READS_BULLETINS
from hotline.domain.time.times import day_of
from hotline.papers.printers import PRINTERS
from hotline.storage.audit import note
from hotline.web.dependencies import AtDesk, Data, Signed
from hotline.web.guards import only
from hotline.web.page_labels import BULLETIN_FORMATS
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread


@get("/bulletins", guards=[only(*READS_BULLETINS)])
@in_thread
def show_bulletins(request: PageRequest, desk: AtDesk) -> Response[str]:
    return page(
        request,
        "bulletins.html",
        desk,
        kinds=TITLES,
        formats=BULLETIN_FORMATS,
        today=desk.now().date(),
        topics=sorted(entry.name for entry in desk.city.categories.values()),
    )


@get("/bulletins/file", guards=[only(*READS_BULLETINS)])
@in_thread
def download_bulletin(
    request: PageRequest, actor: Signed, database: Data, desk: AtDesk
) -> Response[bytes]:
    """`kind`, `date`, `topic` and `format` say which; no transaction is open while it is printed.

    Raises InvalidInput that names the value.
    """
    values = {name: request.query_params.get(name, "").strip() for name in _FIELDS}
    kind = BulletinKind(_chosen("kind", values["kind"], [kind.value for kind in BulletinKind]))
    form = _chosen("format", values["format"], list(PRINTERS))
    day = day_of("date", values["date"]).date()
    topic = values["topic"] if kind == BulletinKind.TOPIC else ""
    with database.reading() as session:
        paper = make_bulletin(session, desk, kind, day, topic=topic)
    make, media = PRINTERS[form]
    printed = make(paper)
    details: dict[str, Any] = {"format": form, "date": day.isoformat()}
    with database.writing() as session:
        subject = f"bulletin {kind}"
        note(session, AuditKind.EXPORT, desk.now(), actor=actor.login, subject=subject, **details)
    name = quote(f"{paper.title}{day:%Y%m%d}.{form}")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Cache-Control": "no-store",
    }
    return Response(printed, media_type=media, headers=headers)


_FIELDS = ("kind", "date", "topic", "format")


def _chosen(name: str, value: str, allowed: list[str]) -> str:
    if value not in allowed:
        raise InvalidInput(
            f"{name}：“{value[:40]}”不可用", field=name, remedy=f"可用：{'、'.join(allowed)}"
        )
    return value


route_handlers = [show_bulletins, download_bulletin]
