"""Tables of labelled texts: read, checked, and split so that no near-copy of a training text is
tested on.
"""

import csv
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from classifiers.row_notes import skipped_notes, time_notes, width_notes
from classifiers.whole_file import whole_file

_ENCODINGS = ("utf-8-sig", "gb18030")
_LONGEST_CELL = 200_000
_LONGEST_LABEL = 100
_SHOWN_LABEL = 20
_ENOUGH_EXAMPLES = 5  # one in each part that a model is tested by


class DataRefused(ValueError):
    """The table cannot be used; the message names the value, the place and the remedy."""


@dataclass
class Table:
    """Columns by name, every cell as text, and what was odd about the file; `repeated` names are
    those of several columns, `rows` the numbers of the rows in the file, that of the names being 1.
    """

    columns: dict[str, list[str]]
    notes: list[str] = field(default_factory=list)
    repeated: frozenset[str] = frozenset()
    rows: list[int] = field(default_factory=list)

    def row_of(self, number: int) -> int:
        """The row of the file that a row of the table stands in."""
        return self.rows[number] if self.rows else number + 2

    def column(self, name: str) -> list[str]:
        if name not in self.columns:
            raise DataRefused(
                f"表中没有“{name}”这一列，现有的列："
                f"{'、'.join(self.columns) or '（无）'}。请改用其中一列的名称"
            )
        if name in self.repeated:
            raise DataRefused(f"表中有几列都叫“{name}”，不知道用哪一列。请改名后再试")
        return self.columns[name]


@dataclass
class LabelledTexts:
    """Texts with their labels and, if there are any, times; `notes` says what was left out or
    changed.

    beside  another label of each text, from which the first takes part (the function of a unit);
            empty without one
    """

    texts: list[str]
    labels: list[str]
    times: list[str]
    notes: list[str]
    beside: list[str] = field(default_factory=list)

    def few_examples(self) -> dict[str, int]:
        """Labels with too few texts to learn them and to test them, the fewest first."""
        counts = Counter(self.labels)
        few = [label for label, count in counts.items() if count < _ENOUGH_EXAMPLES]
        return {
            label: counts[label] for label in sorted(few, key=lambda label: (counts[label], label))
        }


def read_table(
    path: str | Path, *, only: Collection[str] | None = None, having: Collection[str] = ()
) -> Table:
    """CSV, TSV or XLSX. Nothing is taken for a missing value: "NA" and "无" stay what they are.

    only  keep the cells of these columns, to save memory; the others are known by name and stay
          empty
    having  columns that the sheet of a workbook must have, if there are several
    """
    file = Path(path)
    if file.is_dir():
        raise DataRefused(f"{file} 是文件夹，不是数据文件。请给出 CSV 或 XLSX 文件的路径")
    if not file.is_file():
        raise DataRefused(f"找不到文件 {file}。请检查路径")
    notes: list[str] = []
    is_book = file.suffix.lower() in (".xlsx", ".xlsm")
    rows = _read_xlsx(file, only or having, notes) if is_book else _read_csv(file, notes)
    header = [name.strip() for name in next(rows, [])]
    repeated = frozenset(name for name, count in Counter(header).items() if count > 1)
    columns: dict[str, list[str]] = {name: [] for name in header if name}
    kept_columns = [(header.index(name), name) for name in columns if only is None or name in only]
    numbers, widths = list[int](), dict[int, int]()
    for number, row in enumerate(rows, 2):
        if any(row):
            numbers.append(number)
            widths[number] = len(row) if len(row) < len(header) or any(row[len(header) :]) else 0
            for i, name in kept_columns:
                columns[name].append(row[i][:_LONGEST_CELL] if i < len(row) else "")
    needed = 0 if is_book else max((i + 1 for i, _ in kept_columns), default=0)
    notes += width_notes(widths, needed, len(header))
    return Table(columns, notes, repeated, numbers)


def labelled_texts(
    table: Table, *, text: str, label: str, time: str | None = None, beside: str | None = None
) -> LabelledTexts:
    """Rows with text and label; labels that differ only by blanks or width are one label."""
    if text == label:
        raise DataRefused(f"文本和标签用了同一列“{text}”。请分别指定两列")
    if beside in (text, label):
        raise DataRefused(f"参考标签和文本或标签用了同一列“{beside}”。请另指定一列")
    texts, raw = table.column(text), table.column(label)
    times = table.column(time) if time else [""] * len(texts)
    labels = [_one_form(value) for value in raw]
    full = [i for i in range(len(texts)) if texts[i].strip() and labels[i]]
    kept = [i for i in full if len(labels[i]) <= _LONGEST_LABEL]
    notes = list(table.notes)
    left_out = sorted({*range(len(texts))}.difference(kept))
    outcomes = {table.row_of(i): (texts[i].strip(), labels[i]) for i in left_out}
    notes += skipped_notes(outcomes, _LONGEST_LABEL)
    merged = len({raw[i] for i in kept}) - len({labels[i] for i in kept})
    if merged:
        notes.append(f"{merged} 个标签写法只差空格或全半角，已合并")
    others = [_one_form(value) for value in table.column(beside)] if beside else []
    data = LabelledTexts(
        [texts[i] for i in kept],
        [labels[i] for i in kept],
        [times[i] for i in kept],
        notes,
        [others[i] for i in kept] if beside else [],
    )
    notes.extend(time_notes(data.times, [table.row_of(i) for i in kept]) if time else ())
    notes.extend(_oddities(data))
    return data


def _oddities(data: LabelledTexts) -> Iterator[str]:
    single = sorted(label for label, count in Counter(data.labels).items() if count == 1)
    if single:
        shown = "、".join(label[:_SHOWN_LABEL] for label in single[:5])
        yield f"{len(single)} 个标签只有一个例子：{shown}{' 等' if len(single) > 5 else ''}"
    first_labels: dict[str, str] = {}
    conflicts = sum(
        first_labels.setdefault(text.strip(), label) != label
        for text, label in zip(data.texts, data.labels, strict=True)
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
        reader = csv.reader(lines, delimiter=max(",\t;", key=first.count))
        yield from _with_closed_quotes(reader, file)


def _with_closed_quotes(reader: Any, file: Path) -> Iterator[list[str]]:
    """A quote that nobody closes makes one cell of all that follows: then the last row is short
    and holds line ends.
    """
    row: list[str] = []
    width = begin = end = 0
    for row in reader:
        width, begin, end = width or len(row), end, reader.line_num
        yield row
    if row and len(row) < width and "\n" in row[-1]:
        raise DataRefused(
            f"{file} 第 {begin + 1} 行的引号没有成对，其后的内容都成了一格。请补上或去掉这个引号"
        )


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


def _read_xlsx(file: Path, columns: Collection[str], notes: list[str]) -> Iterator[list[str]]:
    """The first sheet that has the wanted columns, else the first."""
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
        raise DataRefused(f"{file} 不是可读的 XLSX 文件。请用表格软件另存后再试") from error
    sheets = book.worksheets
    sheet = next((sheet for sheet in sheets if {*columns} <= {*next(_cells(sheet), [])}), sheets[0])
    if len(sheets) > 1:
        notes.append(f"读取工作表“{sheet.title}”，其余 {len(sheets) - 1} 张未用")
    return _cells(sheet)


def _cells(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows(values_only=True):
        yield ["" if cell is None else _as_text(cell) for cell in row]


def _as_text(cell: Any) -> str:
    """Numbers as the sheet shows them: 102, not 102.0."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def write_table(path: str | Path, columns: dict[str, Sequence[str]]) -> None:
    """CSV with a byte-order mark, as spreadsheets like it."""
    with whole_file(path) as file:
        text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
        out = csv.writer(text)
        out.writerow(columns)
        out.writerows(zip(*columns.values(), strict=True))
        text.detach()  # writes what is left and leaves the file open to be made safe
