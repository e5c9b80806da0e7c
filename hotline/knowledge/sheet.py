"""Knowledge in spreadsheets: the same columns out and in, so that what was written out reads
back as it was.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hotline.city.pack import CityPack
from hotline.domain.errors import InvalidInput
from hotline.domain.knowledge import FIELDS, GUIDE, STATUSES, Content, read_code, read_content
from hotline.domain.models import KnowledgeEntry, KnowledgeVersion
from hotline.domain.outcomes import KnowledgeKind, KnowledgeStatus
from hotline.domain.vocabulary import key_of
from hotline.sheets.header import is_twice
from hotline.sheets.records import BlankStretch, Record, Reject, Sheet

# column -> other names under which it is understood
NAMES: dict[str, tuple[str, ...]] = {
    "code": ("编码", "事项编码"),
    "title": ("标题", "名称", "事项名称"),
    "questions": ("问法",),
    "answer": ("答案",),
    "unit": ("责任单位", "单位"),
    "category": ("分类",),
    "item": ("相关事项编码",),
    "basis": ("依据", "设定依据"),
    "is_public": ("公开", "公开范围"),
    "effective_from": ("生效日期",),
    "effective_to": ("失效日期",),
    "review_due": ("复核日期",),
    "status": ("状态",),
    **{name: (heading,) for name, heading in GUIDE.items()},
}
NEEDED = {"entry": ("title", "answer", "unit"), "item": ("code", "title", "unit")}


def columns_of(kind: str) -> tuple[str, ...]:
    """The columns of a file of this kind, in the order in which they are written."""
    if kind == KnowledgeKind.ENTRY:
        return ("code", *FIELDS, "status")
    return ("code", *(name for name in FIELDS if name != "item"), *GUIDE, "status")


@dataclass(frozen=True)
class KnownRow:
    """A good row: the line it stands in, its code, what it says, and the status that it is to
    have.
    """

    line: int
    code: str
    content: Content
    status: str


def read_rows(sheet: Sheet, kind: str, city: CityPack) -> Iterator[KnownRow | Reject]:
    """Each row checked, or why it cannot be used; wrong columns raise InvalidInput at once."""
    columns = map_columns(sheet.columns, kind)
    return _read_all(sheet, columns, kind, city)


def header_names(kind: str) -> list[str]:
    """Names by which the row of column names is known."""
    return [name for field in columns_of(kind) for name in (field, *NAMES[field])]


def map_columns(columns: Sequence[str], kind: str) -> dict[str, str]:
    """Field to column of the file."""
    listed = f"文件中的列：{'、'.join(column for column in columns if column) or '（无）'}"
    by_field: dict[str, str] = {}
    for field in columns_of(kind):
        same = [column for column in columns if column in (field, *NAMES[field])]
        if len(same) > 1 or any(is_twice(column, columns) for column in same):
            raise InvalidInput(
                f"“{'”“'.join(same)}”都是 {field} 一列，无法确定用哪一列", remedy="请只保留一列"
            )
        if same:
            by_field[field] = same[0]
    if missing := [field for field in NEEDED[kind] if field not in by_field]:
        raise InvalidInput(
            f"缺少列 {'、'.join(missing)}",
            remedy=f"可先用 export 得到样表。{listed}",
            field=missing[0],
        )
    return by_field


def cells_of(entry: KnowledgeEntry, version: KnowledgeVersion) -> dict[str, str]:
    """One entry as text by column.

    What the entry says of its next look stands above its version.
    """
    values = {name: getattr(version, name) for name in FIELDS} | dict(version.guide)
    values |= {"code": entry.code, "status": entry.status, "review_due": entry.review_due}
    return {name: _text(values.get(name)) for name in columns_of(entry.kind)}


def _read_all(
    sheet: Sheet, columns: Mapping[str, str], kind: str, city: CityPack
) -> Iterator[KnownRow | Reject]:
    first_lines: dict[str, int] = {}
    fields = {column: field for field, column in columns.items()}
    for row in sheet.rows:
        if isinstance(row, BlankStretch) or (isinstance(row, Record) and row.is_blank):
            continue
        read = _read(row, columns, fields, kind, city)
        if isinstance(read, KnownRow):
            first = first_lines.setdefault(read.code, read.line)
            if first != read.line:
                read = Reject(
                    read.line, "code", f"编码“{read.code}”与第 {first} 行重复；同一编码只留一行"
                )
        yield read


def _read(
    row: Record | Reject,
    columns: Mapping[str, str],
    fields: Mapping[str, str],
    kind: str,
    city: CityPack,
) -> KnownRow | Reject:
    if isinstance(row, Reject):
        return Reject(row.line, fields.get(row.field, row.field), row.reason)
    data = {field: row.cells.get(column) for field, column in columns.items()}
    faults: list[tuple[str, str]] = []
    code, status = "", data.pop("status", "")
    try:
        code = _code(kind, data.pop("code", ""), data)
    except ValueError as error:
        faults.append(("code", str(error)))
    key = key_of(STATUSES, str(status or "draft"))
    if key is None:
        faults.append(
            (
                "status",
                f"“{str(status)[:20]}”不可用；可用：{'、'.join((*STATUSES, *STATUSES.values()))}",
            )
        )
    data["category"] = _restored(data.get("category"), city.categories)
    try:
        content = read_content(kind, data, units=city.units, categories=city.categories)
    except InvalidInput as error:
        faults += error.faults
    if faults:
        return _rejected(row.line, faults)
    return KnownRow(row.line, code, content, KnowledgeStatus(key or "draft"))


def _code(kind: str, code: Any, data: Mapping[str, Any]) -> str:
    """The code of a row; raises ValueError for one that cannot be used."""
    read = read_code(code)
    if not read and kind == KnowledgeKind.ITEM:
        raise ValueError("事项编码为空；请填写与权责清单一致的编码")
    return read or code_for(data.get("unit"), data.get("title"))


def _rejected(line: int, faults: Sequence[tuple[str, str]]) -> Reject:
    names = "、".join(dict.fromkeys(name for name, _ in faults))
    if len(faults) == 1:
        return Reject(line, names, faults[0][1])
    return Reject(line, names, "；".join(f"{name}：{message}" for name, message in faults))


def code_for(unit: Any, title: Any) -> str:
    """A code for a row that has none: the same for the same title, so that a second import finds
    the first.
    """
    return "K" + hashlib.sha256(f"{unit}\n{title}".encode()).hexdigest()[:10]


def _restored(value: Any, categories: Mapping[str, Any]) -> Any:
    """Spreadsheets make 0101 into 101."""
    text = str(value) if isinstance(value, int) else value
    return (
        f"0{text}"
        if isinstance(text, str) and text not in categories and f"0{text}" in categories
        else value
    )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return "\n".join(value) if isinstance(value, (list, tuple)) else str(value or "")
