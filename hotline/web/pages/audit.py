"""The audit log for the auditor: a filtered list, and the same as a spreadsheet."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from hotline.domain.audit import AuditKind
from hotline.domain.errors import InvalidInput
from hotline.domain.models import AuditEntry
from hotline.domain.roles import READS_AUDIT
from hotline.storage.audit import newest_entries, note
from hotline.web.audit_labels import AUDIT_KIND, details_text, kind_name
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.forms import Form, refused
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread
from hotline.web.reading.audit import audit_sheet, read_audit_filter

PAGE = 100
MOST_EXPORTED = 20_000
FIELDS = ("kind", "actor", "subject", "since", "until")
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/audit", guards=[only(*READS_AUDIT)])
@reading
def show_audit(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    """The newest first, a page at a time; a wrong filter is shown with its fault."""
    values = _values(request)
    form = Form("audit", dict(values))
    try:
        chosen = read_audit_filter(values)
    except InvalidInput as error:
        return _page(request, desk, refused(form, error), [], status=400)
    text = request.query_params.get("before", "")
    before = int(text) if text.isdecimal() and len(text) < 10 else 0
    return _page(
        request, desk, form, newest_entries(session, chosen, before=before, limit=PAGE + 1)
    )


@get("/audit/entries.xlsx", guards=[only(*READS_AUDIT)])
@in_thread
def export_audit(
    request: PageRequest, actor: Signed, database: Data, desk: AtDesk
) -> Response[bytes]:
    """The export itself is an entry too; raises InvalidInput for more rows than MOST_EXPORTED.

    The sheet takes seconds to write: no transaction is open meanwhile.
    """
    values = _values(request)
    with database.reading() as session:
        entries = newest_entries(session, read_audit_filter(values), limit=MOST_EXPORTED + 1)
    if len(entries) > MOST_EXPORTED:
        raise InvalidInput(
            f"超过 {MOST_EXPORTED} 条，一次导不完", field="since", remedy="请缩短时段，分次导出"
        )
    sheet = audit_sheet(entries)
    details: dict[str, Any] = {"format": "xlsx", "rows": len(entries), "filter": values}
    with database.writing() as session:
        note(session, AuditKind.EXPORT, desk.now(), actor=actor.login, subject="audit", **details)
    headers = {"Content-Disposition": f'attachment; filename="audit-{desk.now():%Y%m%d}.xlsx"'}
    return Response(sheet, media_type=SHEET, headers=headers)


def _values(request: PageRequest) -> dict[str, str]:
    pairs = ((name, request.query_params.get(name, "").strip()) for name in FIELDS)
    return {name: value[:60] for name, value in pairs if value}


def _page(
    request: PageRequest,
    desk: AtDesk,
    form: Form,
    entries: Sequence[AuditEntry],
    *,
    status: int = 200,
) -> Response[str]:
    query = urlencode(form.values)
    following = entries[PAGE - 1].number if len(entries) > PAGE else 0
    return page(
        request,
        "audit.html",
        desk,
        status=status,
        form=form,
        entries=entries[:PAGE],
        kinds=AUDIT_KIND,
        kind_name=kind_name,
        details_text=details_text,
        export=f"/audit/entries.xlsx?{query}",
        following=f"/audit?{urlencode({**form.values, 'before': following})}" if following else "",
    )
