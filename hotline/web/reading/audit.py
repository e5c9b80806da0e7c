"""The audit log as it is asked for and given out: filter, JSON lines, spreadsheet."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from hotline.domain.audit import AuditKind
from hotline.domain.errors import InvalidInput
from hotline.domain.models import AuditEntry
from hotline.domain.time.times import day_of, next_midnight
from hotline.storage.audit import AuditFilter
from hotline.web.audit_labels import details_text, kind_name

LONGEST_NAME = 60
COLUMNS = ("编号", "时间", "事件", "人员", "对象", "来源地址", "理由", "说明", "摘要")
_encode = msgspec.json.Encoder(order="deterministic").encode


def read_audit_filter(values: Mapping[str, str]) -> AuditFilter:
    """Raises InvalidInput for a kind or a day that there is not; both days are included."""
    kind = values.get("kind", "").strip()
    if kind and kind not in set(AuditKind):
        raise InvalidInput(f"没有事件“{kind[:40]}”", field="kind", remedy="请从列表中选择")
    since, until = (_midnight(name, values.get(name, "").strip()) for name in ("since", "until"))
    return AuditFilter(
        kind=kind,
        actor=values.get("actor", "").strip()[:LONGEST_NAME],
        subject=values.get("subject", "").strip()[:LONGEST_NAME],
        since=since,
        until=next_midnight(until) if until else None,
    )


def entry_document(entry: AuditEntry) -> dict[str, Any]:
    """What a log collector gets; `digest` covers the entry before, so that a gap shows."""
    return {
        "number": entry.number,
        "at": entry.at.isoformat() + "+08:00",
        "kind": entry.kind,
        "actor": entry.actor,
        "address": entry.address,
        "subject": entry.subject,
        "reason": entry.reason,
        "details": entry.details,
        "digest": entry.digest,
    }


def json_lines(entries: Iterable[AuditEntry]) -> bytes:
    """One entry a line."""
    return b"".join(_encode(entry_document(entry)) + b"\n" for entry in entries)


def audit_sheet(entries: Iterable[AuditEntry]) -> bytes:
    """An XLSX file whose cells are all text: what begins with = is no formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("审计")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    for entry in entries:
        cells = [WriteOnlyCell(sheet, text or None) for text in _texts(entry)]
        for cell in cells:
            cell.data_type = "s" if cell.value else "n"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _texts(entry: AuditEntry) -> tuple[str, ...]:
    return (
        str(entry.number),
        f"{entry.at:%Y-%m-%d %H:%M:%S}",
        kind_name(entry.kind),
        entry.actor,
        entry.subject,
        entry.address,
        entry.reason,
        details_text(entry),
        entry.digest,
    )


def _midnight(name: str, text: str) -> Any:
    if not text:
        return None
    return day_of(name, text).replace(hour=0, minute=0, second=0)
