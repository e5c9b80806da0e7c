"""Tables of labelled texts: read, checked, and split so that no near-copy of a training text is tested on."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_ENCODINGS = ("utf-8-sig", "gb18030")
_LONGEST_CELL = 200_000


class DataRefused(ValueError):
    """The table cannot be used; the message names the value, the place and the remedy."""


@dataclass
class Table:
    """Columns by name, every cell as text, and what was odd about the file."""

    columns: dict[str, list[str]]
    notes: list[str] = field(default_factory=list)

    def column(self, name: str) -> list[str]:
        if name not in self.columns:
            raise DataRefused(
                f"表中没有“{name}”这一列，现有的列：{'、'.join(self.columns) or '（无）'}。请改用其中一列的名称"
            )
        return self.columns[name]


@dataclass
class LabelledTexts:
    """Texts with their labels and, if there are any, times; `notes` says what was left out or changed."""

    texts: list[str]
    labels: list[str]
    times: list[str]
    notes: list[str]


def read_table(path: str | Path, *, only: Container[str] | None = None) -> Table:
    """CSV, TSV or XLSX. Nothing is taken for a missing value: "NA" and "无" stay what they are.

    only  keep the cells of these columns, to save memory; the others are known by name and stay empty
    """
    file = Path(path)
    if file.is_dir():
        raise DataRefused(f"{file} 是文件夹，不是数据文件。请给出 CSV 或 XLSX 文件的路径")
    if not file.is_file():
        raise DataRefused(f"找不到文件 {file}。请检查路径")
    notes: list[str] = []
    rows = _read_xlsx(file) if file.suffix.lower() in (".xlsx", ".xlsm") else _read_csv(file, notes)
    header = [name.strip() for name in next(rows, [])]
    columns: dict[str, list[str]] = {name: [] for name in header if name}
    wanted = [(i, name) for i, name in enumerate(header) if name and (only is None or name in only)]
    for row in rows:
        if any(row):
            for i, name in wanted:
                columns[name].append(row[i][:_LONGEST_CELL] if i < len(row) else "")
    return Table(columns, notes)


def labelled_texts(table: Table, *, text: str, label: str, time: str | None = None) -> LabelledTexts:
    """Rows with text and label; labels that differ only by blanks or width are one label."""
    texts, raw = table.column(text), table.column(label)
    times = table.column(time) if time else [""] * len(texts)
    labels = [_one_form(value) for value in raw]
    kept = [i for i in range(len(texts)) if texts[i].strip() and labels[i]]
    notes = list(table.notes)
    if len(kept) < len(texts):
        notes.append(f"跳过 {len(texts) - len(kept)} 行：文本或标签为空")
    merged = len({raw[i] for i in kept}) - len({labels[i] for i in kept})
    if merged:
        notes.append(f"{merged} 个标签写法只差空格或全半角，已合并")
    data = LabelledTexts([texts[i] for i in kept], [labels[i] for i in kept], [times[i] for i in kept], notes)
    notes.extend(_oddities(data))
    return data


def _oddities(data: LabelledTexts) -> Iterator[str]:
    single = sorted(label for label, count in Counter(data.labels).items() if count == 1)
    if single:
        yield f"{len(single)} 个标签只有一个例子：{'、'.join(single[:5])}{' 等' if len(single) > 5 else ''}"
    seen: dict[str, str] = {}
    conflicts = sum(
        seen.setdefault(text.strip(), label) != label for text, label in zip(data.texts, data.labels, strict=True)
    )
    if conflicts:
        yield f"{conflicts} 行与前面的文本相同而标签不同，训练时都保留"


def _one_form(label: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", label).split())


def _read_csv(file: Path, notes: list[str]) -> Iterator[list[str]]:
    csv.field_size_limit(2**31 - 1)
    encoding = _encoding(file)
    if encoding != _ENCODINGS[0]:
        notes.append("文件按 GBK 编码读取")
    with file.open(encoding=encoding, newline="") as lines:
        first = lines.readline(1_000_000)
        lines.seek(0)
        yield from csv.reader(lines, delimiter="\t" if first.count("\t") > first.count(",") else ",")


def _encoding(file: Path) -> str:
    with file.open("rb") as start:
        if b"\0" in start.read(100_000):
            raise DataRefused(f"{file} 是二进制文件。请另存为 CSV（UTF-8）或 XLSX")
    for encoding in _ENCODINGS:
        with suppress(UnicodeDecodeError), file.open(encoding=encoding) as whole:
            while whole.read(1 << 20):
                pass
            return encoding
    raise DataRefused(f"{file} 既不是 UTF-8 也不是 GBK 编码。请另存为 CSV（UTF-8）")


def _read_xlsx(file: Path) -> Iterator[list[str]]:
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
        raise DataRefused(f"{file} 不是可读的 XLSX 文件。请用表格软件另存后再试") from error
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield ["" if cell is None else str(cell) for cell in row]


def write_table(path: str | Path, columns: dict[str, Sequence[str]]) -> None:
    """CSV with a byte-order mark, as spreadsheets like it."""
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(columns)
        out.writerows(zip(*columns.values(), strict=True))
